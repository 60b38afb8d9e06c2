/// What the desk shows, as the JSON of the package's types.
#pragma once
#include <cstddef>
#include <string_view>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// A window of the leads that pass the filter, with the total and the counts of all.
[[nodiscard]] Json leads_view(const Workspace& workspace, const LeadFilter& filter,
                              std::size_t offset, std::size_t count);

/// What a call may begin with (M19).
[[nodiscard]] std::string opener(const Card& card);

/// A card as `LeadCard` of the package's types.
[[nodiscard]] Json card_view(const Card& card);

/// Counts by reason, and a window of the alerts held for `reason` (all when empty).
[[nodiscard]] Json held_view(const Workspace& workspace, std::string_view reason,
                             std::size_t offset, std::size_t count);

/// Null for a lead that is new or dismissed.
[[nodiscard]] Json booking_view(const Card& card);

}  // namespace leadloom
