/// From an alert to job type, business unit and campaign. There is one `resolve`: the validator,
/// the lead card, and every later explanation call it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// A record of the tenant that was decided on.
struct Chosen {
    Id id = 0;
    std::string name;

    bool operator==(const Chosen&) const = default;
};

/// A named step of a decision: `code` is stable, `text` is for people.
struct Reason {
    std::string_view code;
    std::string text;
};

/// A pair that the mapping allows, and what is in its way.
struct Candidate {
    Chosen job_type;
    Chosen business_unit;
    /// ServiceTitan would accept the pair.
    bool bookable = true;
    std::vector<std::string> why;
};

/// What `resolve` has to go on.
struct Case {
    const Partner& partner;
    StandardKey standard;
    Facts facts = {};
};

/// What an alert becomes, and why.
struct Resolution {
    /// Both or neither (M3).
    std::optional<Chosen> job_type;
    std::optional<Chosen> business_unit;
    std::optional<Chosen> campaign;
    /// Low, Normal, High or Urgent.
    std::string priority;
    std::vector<Reason> reasons;
    /// Best first, at most 50.
    std::vector<Candidate> candidates;
};

/// Deterministic: the same set-up, tenant and case give the same answer. Of the rows of the
/// standard job type the one counts whose condition holds, else the one without a condition (N2);
/// two that hold fill in nothing. Job type and business unit are filled in only when the row names
/// exactly one of each and the pair can be booked (M3).
///
/// Codes of reasons: `not_mapped`, `no_rule`, `rules_overlap`, `rule` (which condition held),
/// `several`, `not_bookable`, `filled_in`; `campaign`, `no_campaign`, `unknown_campaign`,
/// `inactive_campaign`; `priority_of_job_type`, `priority_by_severity`.
///
/// Candidates stand in this order: bookable first, then those with a business unit of the alert's
/// profile or account, then those whose business unit has the standard job type's trade, then as
/// mapped.
[[nodiscard]] Resolution resolve(const Setup& setup, const Tenant& tenant, const Catalog& catalog,
                                 const Case& alert);

/// Whether ServiceTitan lets a job of this type be booked in this business unit: it is in
/// `JobTypeResponse.businessUnitIds`, or that list is empty.
[[nodiscard]] bool serves(const JobType& job_type, Id business_unit);

/// Whether a business unit's trade name is that of a trade of the catalogue, or one that serves the
/// standard job type as well. A business unit without a trade serves all.
[[nodiscard]] bool same_trade(const Catalog& catalog, const StandardKey& standard,
                              const BusinessUnit& unit);

/// Whether what a standard job type becomes depends on more of an alert than severity, account and
/// profile.
[[nodiscard]] bool asks_for_member(const Setup& setup, const StandardKey& standard);

/// The record a reference means: by id, else by folded name.
template <class Record>
[[nodiscard]] const Record* look_up(const Records<Record>& records, const Ref& ref) {
    return ref.id != 0 ? records.find(ref.id) : records.find_name(ref.name);
}

}  // namespace leadloom
