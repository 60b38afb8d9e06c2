/// The tenant's own records, in ServiceTitan's API shapes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "leadloom/document/fields.hpp"
#include "leadloom/model/kind.hpp"
#include "leadloom/text/confusable.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom {

/// An id of the tenant. Positive; larger than 2^53 is possible.
using Id = std::int64_t;

/// What all records of a tenant have.
struct TenantRecord {
    Id id = 0;
    std::string name;
    bool active = true;
};

/// A record that findings can point to.
struct ExportedRecord : TenantRecord {
    /// Of `Tenant::exports`, the one it stands in, and where.
    std::uint32_t exported = 0;
    json::Value at = {};
};

/// BusinessUnitResponse (settings/v2).
struct BusinessUnit : ExportedRecord {
    /// `trade.name`, as the contractor calls it; empty when there is none.
    std::string trade;
};

/// JobTypeResponse (jpm/v2).
struct JobType : ExportedRecord {
    /// Empty means any.
    std::vector<Id> business_units;
    /// Low, Normal, High or Urgent.
    std::string priority;
};

/// CampaignResponse (marketing/v2).
struct Campaign : ExportedRecord {};

/// An address as it was written.
struct Address {
    std::string street;
    std::string unit;
    std::string city;
    std::string state;
    std::string zip;
    std::string country;
};

/// A name that is looked for: the record, and how it was found.
template <class Record>
struct Named {
    const Record* record = nullptr;
    /// Another active record has the name too.
    const Record* other = nullptr;
    /// Only letters that look alike make it the same name.
    bool confusable = false;
};

/// Records of one kind, found by id and by name. A record with a known id replaces the old one.
template <class Record>
class Records {
public:
    /// Puts a record in place of one with its id, or behind all.
    void put(Record record) {
        const auto [at, added] = by_id_.try_emplace(record.id, rows_.size());
        if (added) rows_.emplace_back();
        rows_[at->second] = std::move(record);
        by_name_.clear();
        by_skeleton_.clear();
    }

    /// The record of an id, or null.
    [[nodiscard]] const Record* find(Id id) const {
        const auto at = by_id_.find(id);
        return at == by_id_.end() ? nullptr : &rows_[at->second];
    }

    /// By folded name, else by what looks alike. An active record goes before an inactive one of
    /// the same name, the first before others.
    [[nodiscard]] Named<Record> find_named(std::string_view name) const {
        if (const Entry* const entry = entry_of(by_name_, text::fold, name)) {
            return {&rows_[entry->first], entry->other == none ? nullptr : &rows_[entry->other]};
        }
        const Entry* const entry = entry_of(by_skeleton_, text::skeleton, name);
        // Two that look alike: nobody knows which was meant.
        if (entry == nullptr || entry->other != none) return {};
        return {&rows_[entry->first], nullptr, true};
    }
    /// The first record of a name, or null.
    [[nodiscard]] const Record* find_name(std::string_view name) const {
        return find_named(name).record;
    }

    /// In the order in which they were exported.
    [[nodiscard]] const std::vector<Record>& all() const { return rows_; }
    /// Whether there is none.
    [[nodiscard]] bool empty() const { return rows_.empty(); }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    /// Indexes of the records of one name.
    struct Entry {
        std::uint32_t first = none;
        std::uint32_t other = none;
    };
    using Index = std::unordered_map<std::string, Entry>;

    const Entry* entry_of(Index& index, std::string (*form)(std::string_view),
                          std::string_view name) const {
        if (index.empty()) {
            for (std::uint32_t i = 0; i < rows_.size(); ++i) {
                Entry& entry = index[form(rows_[i].name)];
                if (entry.first == none || (rows_[i].active && !rows_[entry.first].active)) {
                    entry.first = i;
                } else if (rows_[i].active && entry.other == none) {
                    entry.other = i;
                }
            }
        }
        const auto at = index.find(form(name));
        return at == index.end() ? nullptr : &at->second;
    }

    std::vector<Record> rows_;
    std::unordered_map<Id, std::size_t> by_id_;
    mutable Index by_name_;
    mutable Index by_skeleton_;
};

/// What an export says of itself: ServiceTitan answers in pages with a number and mostly a
/// `totalCount`, or in parts that go on from each other (`continueFrom`), which have neither.
struct ExportPage {
    std::uint32_t exported = 0;
    DocumentKind kind{};
    /// 0 for a part.
    std::int64_t number = 0;
    /// There is a page or part after this one.
    bool has_more = false;
    /// Records on it.
    std::size_t records = 0;
    /// The object that says so.
    json::Value root;
};

/// What was exported of the contractor's tenant.
struct Tenant {
    Records<BusinessUnit> business_units;
    Records<JobType> job_types;
    Records<Campaign> campaigns;

    /// The documents that business units, job types and campaigns stand in; keep every `at` alive.
    std::vector<std::shared_ptr<const Document>> exports;
    /// Pages of business units, job types and campaigns.
    std::vector<ExportPage> pages;

    /// Where a record stands.
    [[nodiscard]] Place place(const ExportedRecord& record, json::Value at) const {
        return exports[record.exported]->place(at);
    }

    /// Whether there is anything that a mapping can be checked against.
    [[nodiscard]] bool given() const { return !business_units.empty() || !job_types.empty(); }
};

/// Keeps a document that findings will point to, and what it says of its page.
void read_page(std::shared_ptr<const Document> document, DocumentKind kind, Tenant& tenant);

/// Each reads the records of a document into the tenant and answers how many; records with findings
/// are left out. The first three read from the last of `tenant.exports`.
std::size_t read_business_units(const Reading& reading, json::Value records, Tenant& tenant);
/// Reads job types; answers how many records there were.
std::size_t read_job_types(const Reading& reading, json::Value records, Tenant& tenant);
/// Reads campaigns; answers how many records there were.
std::size_t read_campaigns(const Reading& reading, json::Value records, Tenant& tenant);
/// Customers, their contacts and locations: the register of customers reads them, here they are
/// counted.
std::size_t count_customers(const Reading& reading, json::Value records, Tenant& tenant);

}  // namespace leadloom
