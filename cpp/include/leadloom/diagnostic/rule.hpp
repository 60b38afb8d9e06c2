/// The rule table: every number that a finding or an error can carry.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace leadloom {

/// `error`: will not work. `warning`: works, but not as meant. `note`: worth knowing.
enum class Level : std::uint8_t { error, warning, note };

/// A rule by name; its value is its number.
enum class Rule : std::uint16_t {
#define LEADLOOM_RULE(number, name, level, title, hint) name = (number),
#include "leadloom/diagnostic/rules.inc"
#undef LEADLOOM_RULE
};

/// A row of the table.
struct RuleRow {
    Rule rule;
    Level level;
    /// The next step, when a finding has no better one.
    std::string_view hint;
};

/// All rules, by number.
[[nodiscard]] std::span<const RuleRow> rules();

/// Level, title and hint of a rule.
[[nodiscard]] const RuleRow& row_of(Rule rule);

/// @example `name_of(Rule::syntax) == "syntax"`
[[nodiscard]] std::string_view name_of(Rule rule);

/// What a rule says, in one sentence.
[[nodiscard]] std::string_view title_of(Rule rule);

/// The rule of a number, or null.
///
/// @example `rule_numbered("LL0001")->rule == Rule::syntax`
[[nodiscard]] const RuleRow* rule_numbered(std::string_view number);

/// The rule of a number or name, or null.
///
/// @example `rule_of("LL0001") == rule_of("syntax")`
[[nodiscard]] const RuleRow* rule_of(std::string_view number_or_name);

/// @example `label(Rule::syntax) == "LL0001"`
[[nodiscard]] std::string label(Rule rule);

/// @example `word(Level::error) == "error"`
[[nodiscard]] std::string_view word(Level level);

}  // namespace leadloom
