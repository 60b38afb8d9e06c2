#include "levels.hpp"

#include <algorithm>
#include <iterator>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

struct SettingRow {
    std::string_view word;
    Setting setting;
};

constexpr SettingRow settings[] = {{"off", std::nullopt},
                                   {"note", Level::note},
                                   {"warn", Level::warning},
                                   {"warning", Level::warning},
                                   {"error", Level::error}};

/// The name as the table spells it.
std::string plain(std::string_view called) {
    std::string name = text::fold(called);
    std::ranges::replace(name, '-', '_');
    return name;
}

}  // namespace

const RuleRow* rule_called(std::string_view called) {
    const std::string name = plain(called);
    std::string_view digits = name;
    if (digits.starts_with("ll")) digits.remove_prefix(2);
    const auto number = text::integer(digits);
    if (!number) return rule_of(name);
    const bool possible = *number > 0 && *number < 10000;
    return possible ? rule_of(label(static_cast<Rule>(*number))) : nullptr;
}

std::string hint_for_rule(std::string_view called) {
    text::Nearest near(plain(called));
    std::vector<std::string> labels;
    for (const RuleRow& row : rules()) labels.push_back(label(row.rule));
    for (const RuleRow& row : rules()) near.consider(name_of(row.rule));
    for (const std::string& one : labels) near.consider(one);
    return near.hint();
}

std::optional<Setting> setting_called(std::string_view word) {
    const auto* const found = std::ranges::find(settings, word, &SettingRow::word);
    if (found == std::end(settings)) return std::nullopt;
    return found->setting;
}

}  // namespace leadloom
