/// Points in time as partners write them: RFC 3339, and what they write instead.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadloom::time {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;

/// A time that was read, and whether its text said in which zone.
struct Reading {
    Instant instant = 0;
    /// False when no offset was given: the instant is then the text read as UTC.
    bool zoned = false;
};

/// Reads RFC 3339 section 5.6 `date-time` (years 0000 to 9999, `T` or a blank between, fraction cut
/// to milliseconds, leap second taken as the second before it). A missing offset is read but
/// reported. Nothing for anything else.
///
/// @example `parse("2026-11-20T08:03:11-06:00")->instant == 1795183391000`
[[nodiscard]] std::optional<Reading> parse(std::string_view text);

/// The instant in UTC, with milliseconds only when there are any.
///
/// @example `format(0) == "1970-01-01T00:00:00Z"`
[[nodiscard]] std::string format(Instant instant);

}  // namespace leadloom::time
