/// What a document is, and how to see it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/document/json.hpp"

namespace leadloom {

/// What a document is.
enum class DocumentKind : std::uint8_t {
    setup,
    partner,
    business_units,
    job_types,
    campaigns,
    customers,
    customer_contacts,
    customer_locations,
    feed,
    mapping,
    booking,
    desk_log,
    unknown,
};

/// @example `word(DocumentKind::job_types) == "job-types"`
[[nodiscard]] std::string_view word(DocumentKind kind);

/// The same as sentences say it.
///
/// @example `noun(DocumentKind::job_types) == "job types"`
[[nodiscard]] std::string noun(DocumentKind kind);

/// The inverse of `word`.
[[nodiscard]] std::optional<DocumentKind> kind_of(std::string_view word);

/// The records of a ServiceTitan page (`{data: […]}`), an array, an NDJSON file or a single object.
[[nodiscard]] json::Value records_of(json::Value root);

/// What a document is: by its `leadloom` field if it is ours, else by a field that only records of
/// one kind have.
[[nodiscard]] DocumentKind detect(json::Value root);

}  // namespace leadloom
