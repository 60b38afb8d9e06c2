/// What ServiceTitan receives for a lead, by what the office did with it: a booking when it is
/// accepted, a lead to follow up (crm/v2), or a job with its appointment (jpm/v2).
#pragma once
#include <string_view>

#include "leadloom/leads/card.hpp"

namespace leadloom {

inline constexpr std::string_view lead_path = "crm/v2/tenant/{tenant}/leads";
inline constexpr std::string_view job_path = "jpm/v2/tenant/{tenant}/jobs";

/// `LeadCreateRequest`. Required are `campaignId` and `summary`. `bookingId` is the id of what the
/// lead's `CreateBookingRequest` has created, where somebody has said it (`hand_over_lead`).
[[nodiscard]] Json lead_request(const Card& card);

/// `JobCreateRequest`. Required are `customerId, locationId, businessUnitId, jobTypeId, priority,
/// campaignId, appointments`. `bookingId` and `leadId` as above. Its summary is HTML, so what the
/// alert says is escaped.
[[nodiscard]] Json job_request(const Card& card);

/// The requests that a lead is ready for: `[{name, method, path, json, findings}]`, the main one
/// first; empty for one that is new or dismissed. Findings are LL0510 for each required field that
/// is missing, and LL0511.
[[nodiscard]] Json requests_view(const Card& card);

}  // namespace leadloom
