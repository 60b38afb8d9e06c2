#include "leadloom/diagnostic/rule.hpp"

#include <algorithm>

namespace leadloom {

namespace {

constexpr RuleRow table[] = {
#define LEADLOOM_RULE(number, name, level, title, hint) {Rule::name, Level::level, hint},
#include "leadloom/diagnostic/rules.inc"
#undef LEADLOOM_RULE
};

/// Apart from the table, because few doors list the rules.
constexpr std::string_view names[] = {
#define LEADLOOM_RULE(number, name, level, title, hint) #name,
#include "leadloom/diagnostic/rules.inc"
#undef LEADLOOM_RULE
};
constexpr std::string_view titles[] = {
#define LEADLOOM_RULE(number, name, level, title, hint) title,
#include "leadloom/diagnostic/rules.inc"
#undef LEADLOOM_RULE
};

static_assert(std::ranges::is_sorted(table, {}, &RuleRow::rule), "rules stand by number");

}  // namespace

std::span<const RuleRow> rules() { return table; }

const RuleRow& row_of(Rule rule) {
    return *std::ranges::lower_bound(table, rule, {}, &RuleRow::rule);
}

std::string_view title_of(Rule rule) { return titles[&row_of(rule) - table]; }

std::string_view name_of(Rule rule) { return names[&row_of(rule) - table]; }

const RuleRow* rule_numbered(std::string_view number) {
    const auto* const found =
        std::ranges::find_if(table, [&](const RuleRow& row) { return label(row.rule) == number; });
    return found == std::end(table) ? nullptr : found;
}

const RuleRow* rule_of(std::string_view wanted) {
    const auto* const found = std::ranges::find(names, wanted);
    return found == std::end(names) ? rule_numbered(wanted) : &table[found - names];
}

std::string label(Rule rule) {
    const std::string digits = std::to_string(static_cast<unsigned>(rule));
    return "LL" + std::string(4 - digits.size(), '0') + digits;
}

std::string_view word(Level level) {
    constexpr std::string_view words[] = {"error", "warning", "note"};
    return words[static_cast<std::size_t>(level)];
}

}  // namespace leadloom
