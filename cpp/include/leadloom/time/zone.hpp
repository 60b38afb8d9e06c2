/// Time zones as rules, so that weekday and hour of an alert are the same everywhere.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/time/instant.hpp"

namespace leadloom::time {

inline constexpr std::uint32_t minutes_of_day = 24 * 60;
inline constexpr std::uint32_t minutes_of_week = 7 * minutes_of_day;

/// From Monday on (ISO 8601).
inline constexpr std::string_view weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};

/// The hour on a clock; the end of a day is 24:00.
///
/// @example `clock(485) == "08:05"`
[[nodiscard]] std::string clock(std::uint32_t minute_of_day);

/// A minute of the week in words.
///
/// @example `weekday_and_clock(1925) == "Tuesday 08:05"`
[[nodiscard]] std::string weekday_and_clock(std::uint32_t minute_of_week);

/// What a POSIX TZ string (POSIX.1-2017 section 8.3, with the hours of RFC 9636 section 3.3.1) adds
/// to UTC at an instant, in seconds. What cannot be read counts as UTC.
///
/// @example `seconds_of("CST6CDT,M3.2.0,M11.1.0", instant) == -18000` in summer
[[nodiscard]] std::int64_t seconds_of(std::string_view rule, Instant instant);

/// A zone of the IANA database with the rule it keeps at present (its POSIX TZ string, RFC 9636
/// section 3.3). Older rules are not kept: alerts are of this year. Known are the zones of the
/// United States, Canada, Mexico, the Caribbean, the United Kingdom, Ireland, Australia and New
/// Zealand, and UTC.
class Zone {
public:
    /// The zone of a name, or nothing. Links are zones too. Case counts.
    ///
    /// @example `Zone::named("America/Chicago")->minute_of_week(instant)`
    static std::optional<Zone> named(std::string_view name);

    /// The name of a zone near this one or of this city, for “did you mean”; empty when there is
    /// none.
    ///
    /// @example `Zone::near("chicago") == "America/Chicago"`
    static std::string near(std::string_view name);

    /// Minutes since Monday 00:00 on the office's clock.
    [[nodiscard]] std::uint32_t minute_of_week(Instant instant) const;
    /// What is added to UTC, in minutes.
    [[nodiscard]] int offset(Instant instant) const;

private:
    explicit Zone(std::string_view rule) : rule_(rule) {}

    /// POSIX TZ string; static.
    std::string_view rule_;
};

}  // namespace leadloom::time
