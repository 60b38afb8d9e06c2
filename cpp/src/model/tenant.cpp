#include "leadloom/model/tenant.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Runs `read_one` over the records; it answers whether the record was taken.
template <class ReadOne>
std::size_t each(const Reading& reading, json::Value records, ReadOne read_one) {
    if (!reading.want(records, records.is(json::Kind::object) ? Type::object : Type::array,
                      "A list of records")) {
        return 0;
    }
    if (records.is(json::Kind::object)) return read_one(records) ? 1 : 0;
    std::size_t count = 0;
    for (const json::Value record : records) count += read_one(record) ? 1U : 0U;
    return count;
}

bool true_unless_false(json::Value value) { return !value || value.is_true(); }

Id id_of(json::Value value) { return value.integer().value_or(0); }

TenantRecord record_of(json::Value id, json::Value name, json::Value active) {
    return {id_of(id), name.text(), true_unless_false(active)};
}

/// Takes a record over, with its place in the last export. The same id again in one export is odd
/// unless it says the same.
template <class Record>
void put_exported(const Reading& reading, json::Value at, Record record, Tenant& tenant,
                  Records<Record>& records) {
    if (!tenant.exports.empty()) {
        record.exported = static_cast<std::uint32_t>(tenant.exports.size() - 1);
        record.at = at;
    }
    const Record* const before = records.find(record.id);
    if (before != nullptr && before->at && before->exported == record.exported &&
        before->at.raw() != at.raw()) {
        Finding* const found =
            reading.add(Rule::record_twice, at,
                        text::join({text::named(record.name), " (", std::to_string(record.id),
                                    ") stands twice in this export, and the two differ."}));
        if (found != nullptr)
            found->related.push_back({reading.document.place(before->at), "It stands here first."});
    }
    records.put(std::move(record));
}

}  // namespace

void read_page(std::shared_ptr<const Document> document, DocumentKind kind, Tenant& tenant) {
    const json::Value root = document->root();
    tenant.exports.push_back(std::move(document));
    if (!root["hasMore"]) return;
    tenant.pages.push_back({static_cast<std::uint32_t>(tenant.exports.size() - 1), kind,
                            root["page"].integer().value_or(root["continueFrom"] ? 0 : 1),
                            root["hasMore"].is_true(), records_of(root).size(), root});
}

std::size_t read_business_units(const Reading& reading, json::Value records, Tenant& tenant) {
    return each(reading, records, [&](json::Value record) {
        constexpr Field fields[] = {{"id", Type::id, Need::required},
                                    {"name", Type::text, Need::required},
                                    {"active", Type::boolean},
                                    {"trade", Type::object}};
        const Taken taken(reading, record, fields, Others::allowed);
        if (!taken.ok) return false;
        put_exported(
            reading, record,
            BusinessUnit{{record_of(taken[0], taken[1], taken[2])}, taken[3]["name"].text()},
            tenant, tenant.business_units);
        return true;
    });
}

std::size_t read_job_types(const Reading& reading, json::Value records, Tenant& tenant) {
    return each(reading, records, [&](json::Value record) {
        constexpr Field fields[] = {{"id", Type::id, Need::required},
                                    {"name", Type::text, Need::required},
                                    {"active", Type::boolean},
                                    {"businessUnitIds", Type::array},
                                    {"priority", Type::text}};
        const Taken taken(reading, record, fields, Others::allowed);
        if (!taken.ok) return false;
        JobType job_type{{record_of(taken[0], taken[1], taken[2])}, {}, taken[4].text()};
        for (const json::Value unit : taken[3]) {
            if (id_of(unit) <= 0) {
                reading.add(Rule::id_out_of_range, unit,
                            "An id of “businessUnitIds” is not a positive 64-bit integer.");
                return false;
            }
            job_type.business_units.push_back(id_of(unit));
        }
        put_exported(reading, record, std::move(job_type), tenant, tenant.job_types);
        return true;
    });
}

std::size_t read_campaigns(const Reading& reading, json::Value records, Tenant& tenant) {
    return each(reading, records, [&](json::Value record) {
        constexpr Field fields[] = {{"id", Type::id, Need::required},
                                    {"name", Type::text, Need::required},
                                    {"active", Type::boolean}};
        const Taken taken(reading, record, fields, Others::allowed);
        if (!taken.ok) return false;
        put_exported(reading, record, Campaign{{record_of(taken[0], taken[1], taken[2])}}, tenant,
                     tenant.campaigns);
        return true;
    });
}

std::size_t count_customers(const Reading& reading, json::Value records, Tenant& /*tenant*/) {
    return each(reading, records, [&](json::Value record) {
        if (record.is(json::Kind::object)) return true;
        reading.add(Rule::wrong_type, record, "A record must be an object.");
        return false;
    });
}

}  // namespace leadloom
