/// Rules and levels as people name them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/diagnostic/rule.hpp"

namespace leadloom {

/// The rule of a number (`LL0102`, `ll102`, `102`) or a name (`will_not_fill_in`, with `-` too), or
/// null.
[[nodiscard]] const RuleRow* rule_called(std::string_view called);

/// “Did you mean …?”, or nothing.
[[nodiscard]] std::string hint_for_rule(std::string_view called);

/// What a rule is set to: a level, or off, which is the absent one.
using Setting = std::optional<Level>;

/// `off`, `note`, `warn` or `warning`, `error`; nothing for another word.
[[nodiscard]] std::optional<Setting> setting_called(std::string_view word);

}  // namespace leadloom
