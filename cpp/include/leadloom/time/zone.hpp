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

/// A zone of the IANA database with the rule it keeps at present (its POSIX TZ string, RFC 9636
/// section 3.3). Older rules are not kept: alerts are of this year.
class Zone {
public:
    /// The zone of a name, or nothing. Links are zones too. Case counts.
    ///
    /// @example `Zone::named("America/Chicago")->minute_of_week(instant)`
    static std::optional<Zone> named(std::string_view name);

    /// The name of a zone near this one, for “did you mean”; empty when there is none.
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
