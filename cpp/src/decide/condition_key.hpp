/// Conditions as keys, so that those that mean the same are the same.
#pragma once
#include <optional>
#include <string>

#include "leadloom/model/condition.hpp"

namespace leadloom {

/// The same for conditions that differ only in the order of their values, or in how their ranges
/// are cut; empty for none.
[[nodiscard]] std::string condition_key(const std::optional<Condition>& when);

}  // namespace leadloom
