/// The tenant's own records, in ServiceTitan's API shapes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "leadloom/document/fields.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/names.hpp"

namespace leadloom {

/// An id of the tenant. Positive; larger than 2^53 is possible.
using Id = std::int64_t;

/// What all records of a tenant have.
struct TenantRecord {
    Id id = 0;
    std::string name;
    bool active = true;
};

/// BusinessUnitResponse (settings/v2).
struct BusinessUnit : TenantRecord {
    /// `trade.name`, as the contractor calls it; empty when there is none.
    std::string trade;
};

/// JobTypeResponse (jpm/v2).
struct JobType : TenantRecord {
    /// Empty means any.
    std::vector<Id> business_units;
    /// Low, Normal, High or Urgent.
    std::string priority;
};

/// CampaignResponse (marketing/v2).
struct Campaign : TenantRecord {};

struct Address {
    std::string street;
    std::string unit;
    std::string city;
    std::string state;
    std::string zip;
    std::string country;
};

/// CustomerResponse (crm/v2).
struct Customer : TenantRecord {
    /// `Residential` or `Commercial`.
    std::string type;
    Address address;
    bool do_not_service = false;
    /// The record this one was merged into, or 0.
    Id merged_to = 0;
};

/// A row of the customers' contacts export: a phone number or an e-mail address.
struct CustomerContact {
    Id id = 0;
    std::string value;
};

/// Records of one kind, found by id and by name. A record with a known id replaces the old one.
template <class Record>
class Records {
public:
    void put(Record record) {
        const auto [at, added] = by_id_.try_emplace(record.id, rows_.size());
        if (added) rows_.emplace_back();
        rows_[at->second] = std::move(record);
        by_name_.clear();
    }

    [[nodiscard]] const Record* find(Id id) const {
        const auto at = by_id_.find(id);
        return at == by_id_.end() ? nullptr : &rows_[at->second];
    }

    /// By folded name. An active record goes before an inactive one of the same name.
    [[nodiscard]] const Record* find_name(std::string_view name) const {
        if (by_name_.empty()) {
            for (std::uint32_t i = 0; i < rows_.size(); ++i) {
                const auto [at, added] = by_name_.try_emplace(text::fold(rows_[i].name), i);
                if (!added && rows_[i].active && !rows_[at->second].active) at->second = i;
            }
        }
        const auto at = by_name_.find(text::fold(name));
        return at == by_name_.end() ? nullptr : &rows_[at->second];
    }

    [[nodiscard]] const std::vector<Record>& all() const { return rows_; }
    [[nodiscard]] bool empty() const { return rows_.empty(); }

private:
    std::vector<Record> rows_;
    std::unordered_map<Id, std::size_t> by_id_;
    mutable text::Names by_name_;
};

struct Tenant {
    Records<BusinessUnit> business_units;
    Records<JobType> job_types;
    Records<Campaign> campaigns;
    Records<Customer> customers;
    /// By customer. Kept apart, so that it does not matter which export is read first.
    std::unordered_map<Id, std::vector<CustomerContact>> contacts;

    /// Whether there is anything that a mapping can be checked against.
    [[nodiscard]] bool given() const { return !business_units.empty() || !job_types.empty(); }
};

/// Each reads the records of a document into the tenant and answers how many; records with findings
/// are left out.
std::size_t read_business_units(const Reading& reading, json::Value records, Tenant& tenant);
std::size_t read_job_types(const Reading& reading, json::Value records, Tenant& tenant);
std::size_t read_campaigns(const Reading& reading, json::Value records, Tenant& tenant);
std::size_t read_customers(const Reading& reading, json::Value records, Tenant& tenant);
std::size_t read_customer_contacts(const Reading& reading, json::Value records, Tenant& tenant);

}  // namespace leadloom
