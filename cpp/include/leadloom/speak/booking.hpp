/// An accepted lead as ServiceTitan's `CreateBookingRequest` (crm/v2).
#pragma once
#include <string_view>

#include "leadloom/leads/card.hpp"

namespace leadloom {

inline constexpr std::string_view booking_path =
    "crm/v2/tenant/{tenant}/booking-provider/{provider}/bookings";

/// What the technician should know, in one paragraph.
[[nodiscard]] std::string booking_summary(const Card& card);

/// What the office has written, else the same.
[[nodiscard]] std::string summary_of(const Card& card);

/// The request. Fields that are not known are left out, ids are exact integers. Required are
/// `source, name, summary, isFirstTimeClient, externalId`.
[[nodiscard]] Json booking_request(const Card& card);

/// LL0510 for each required field that is empty; LL0511 for a start before the lead was accepted.
void check_booking(const Json& request, const Card& card, Findings& findings);

}  // namespace leadloom
