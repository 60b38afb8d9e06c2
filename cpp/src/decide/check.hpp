/// What every check of the validator looks at. One check is one function; `validate.cpp` lists
/// them.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/decide/known.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/decide/validate.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

/// What is known of a standard job type that is mapped or that alerts lead to.
struct Entry {
    /// Null where the catalogue has no such trade, or no such job type in it.
    const Trade* trade = nullptr;
    const StandardJobType* job_type = nullptr;
    /// For messages.
    std::string label;
    /// The alerts that lead to it.
    const Reached* reached = nullptr;
};

struct Check {
    const Setup& setup;
    const Tenant& tenant;
    const Catalog& catalog;
    const LeadCounts& leads;
    Reading reading;
    std::vector<Reached> reached;
    std::map<StandardKey, Entry> entries;
    /// Of each row of the mapping.
    std::vector<const Entry*> of_row;

    [[nodiscard]] std::string label(const StandardKey& key) const {
        return text::named(catalog.label(key));
    }
    /// What a reference means, inactive ones too; null after a finding when the tenant has no such
    /// record or exported none.
    const BusinessUnit* business_unit(const Ref& ref) const;
    const JobType* job_type(const Ref& ref) const;
    const Campaign* campaign(const Ref& ref) const;
};

/// Adds to a finding, if it is listed, where a record of the tenant stands.
void relate(const Tenant& tenant, Finding* finding, const ExportedRecord& record, json::Value at,
            std::string_view message);

void check_tenant_given(const Check& check);
void check_time_zone(const Check& check);
void check_trades(const Check& check);
void check_rows(const Check& check);
void check_repeated_rows(const Check& check);
void check_unmapped(const Check& check);
void check_unreached(const Check& check);
void check_conditions(const Check& check);
void check_integrations(const Check& check);
void check_history(const Check& check);

}  // namespace leadloom
