/// A lead in a calendar (RFC 5545): the call of a follow-up, or the visit that was agreed.
#pragma once
#include <string>

#include "leadloom/leads/card.hpp"

namespace leadloom {

/// An iCalendar object with one event: a follow-up is half an hour at its date with an alarm five
/// minutes before; a booked visit is its window, tentative until ServiceTitan has the job. Empty
/// for a lead in another state. Lines end with CRLF and are folded at 75 octets (section 3.1), text
/// is escaped (section 3.3.11), times are UTC.
[[nodiscard]] std::string calendar(const Card& card);

}  // namespace leadloom
