/// What is left to do until the leads of an integration arrive as they should (M5 to M13).
#pragma once
#include <string_view>
#include <vector>

#include "leadloom/model/catalog.hpp"
#include "leadloom/model/setup.hpp"

namespace leadloom {

/// The steps of a set-up that are open, in their order: `agreement` (to be accepted, or anew),
/// `accounts` (none is connected), `business_units` (an account or profile has none), `mapping` (an
/// alert type that is on leads to a standard job type that is not mapped) and `enabled` (it is
/// paused). Empty when all is done. Words of the package's types.
[[nodiscard]] std::vector<std::string_view> open_steps(const Setup& setup, const Partner& partner);

}  // namespace leadloom
