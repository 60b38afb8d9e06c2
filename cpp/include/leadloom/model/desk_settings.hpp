/// How the office works with its leads, as it has set it up.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "leadloom/document/fields.hpp"
#include "leadloom/document/write.hpp"

namespace leadloom {

/// What the document does not say is as here.
struct DeskSettings {
    /// What the first tab is called: some accounts of ServiceTitan say Job Booking (M14).
    std::string first_tab = "Bookings";
    /// How soon a lead should be answered. Of web leads that are called within five minutes far
    /// more are reached than of those called within thirty (Oldroyd, Lead Response Management
    /// Study, 2007); an urgent alert is no emergency, so it has those thirty.
    std::int64_t critical_minutes = 5;
    std::int64_t urgent_minutes = 30;
    /// How long a device may be silent within an episode (N6). A day: a comfort fault comes back
    /// with each afternoon or each cold night, and one call to the member answers for both; what
    /// comes after a silent day deserves another look.
    std::int64_t episode_hours = 24;

    bool operator==(const DeskSettings&) const = default;
};

/// The members that a set-up's `desk` and the command `set_desk` have:
/// `{firstTab?, criticalMinutes?, urgentMinutes?, episodeHours?}`.
inline constexpr Field desk_fields[] = {{"firstTab", Type::text},
                                        {"criticalMinutes", Type::id},
                                        {"urgentMinutes", Type::id},
                                        {"episodeHours", Type::id}};

/// Takes over those of the values (in the order of `desk_fields`) that are given. Nothing, with
/// LL0012 for each that cannot be: minutes are at most a week, hours at most thirty days, and the
/// tab is called Bookings or Job Booking.
[[nodiscard]] std::optional<DeskSettings> desk_settings(const Reading& reading,
                                                        const json::Value* values,
                                                        DeskSettings settings);

/// All of them, as `set_desk` takes them.
void put_desk(Json& json, const DeskSettings& settings);

}  // namespace leadloom
