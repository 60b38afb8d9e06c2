#include "leadloom/model/kind.hpp"

#include <algorithm>

namespace leadloom {

namespace {

/// By `DocumentKind`.
constexpr std::string_view words[] = {
    "setup",     "partner",   "business-units",    "job-types",
    "campaigns", "customers", "customer-contacts", "customer-locations",
    "feed",      "mapping",   "booking",           "desk-log",
    "unknown",
};

/// A field that gives a record away, tried in this order.
struct Tell {
    std::string_view field;
    DocumentKind kind;
};

constexpr Tell tells[] = {
    {"businessUnitIds", DocumentKind::job_types},
    {"doNotService", DocumentKind::customers},
    {"mergedToId", DocumentKind::customers},
    {"isDefaultCampaign", DocumentKind::campaigns},
    {"campaignPhoneNumbers", DocumentKind::campaigns},
    {"category", DocumentKind::campaigns},
    {"specversion", DocumentKind::feed},
    {"severity", DocumentKind::feed},
    {"member", DocumentKind::feed},
    {"leadOid", DocumentKind::feed},
    {"lead_type", DocumentKind::feed},
    {"lead", DocumentKind::desk_log},
    {"standardJobType", DocumentKind::mapping},
    {"standard_job_type", DocumentKind::mapping},
    {"Standard Job Type", DocumentKind::mapping},
    {"trade", DocumentKind::business_units},
    {"officialName", DocumentKind::business_units},
    {"quickbooksClass", DocumentKind::business_units},
};

/// A booking as it is posted to ServiceTitan (crm/v2): told by two fields, so that one that lacks
/// others is still known.
bool is_booking(json::Value record) {
    return (record["externalId"] && record["isFirstTimeClient"]) ||
           (record["source"] && record["summary"]);
}

}  // namespace

std::string_view word(DocumentKind kind) { return words[static_cast<std::size_t>(kind)]; }

std::string noun(DocumentKind kind) {
    std::string noun(word(kind));
    std::ranges::replace(noun, '-', ' ');
    return noun;
}

std::optional<DocumentKind> kind_of(std::string_view wanted) {
    const auto* const found = std::ranges::find(words, wanted);
    if (found == std::end(words)) return std::nullopt;
    return static_cast<DocumentKind>(found - words);
}

json::Value records_of(json::Value root) {
    const json::Value data = root["data"];
    return data.is(json::Kind::array) && !root["specversion"] ? data : root;
}

DocumentKind detect(json::Value root) {
    const std::string ours = root["leadloom"].text();
    if (ours.starts_with("setup/")) return DocumentKind::setup;
    if (ours.starts_with("partner/")) return DocumentKind::partner;
    if (ours.starts_with("mapping/")) return DocumentKind::mapping;
    // One of ours whose first line was forgotten (LL0009).
    if (root["mapping"].is(json::Kind::array))
        return root["trades"] || root["integrations"] ? DocumentKind::setup : DocumentKind::mapping;
    const json::Value records = records_of(root);
    json::Value record = records;
    if (records.is(json::Kind::array)) {
        if (records.size() == 0) return DocumentKind::unknown;
        record = *records.begin();
    }
    if (record["data"]["negotiationID"]) return DocumentKind::feed;
    if (record["customerId"] && record["value"]) return DocumentKind::customer_contacts;
    if (record["customerId"] && record["address"]) return DocumentKind::customer_locations;
    for (const Tell& tell : tells) {
        if (record[tell.field]) return tell.kind;
    }
    if (is_booking(record)) return DocumentKind::booking;
    // Customers with what was joined to them.
    return record["id"] && record["contacts"].is(json::Kind::array) ? DocumentKind::customers
                                                                    : DocumentKind::unknown;
}

}  // namespace leadloom
