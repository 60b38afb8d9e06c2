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
    const bool signless = !digits.starts_with('-');
    const auto number = signless ? text::integer(digits) : std::nullopt;
    const auto found = std::ranges::find_if(rules(), [&](const RuleRow& row) {
        return number ? static_cast<std::int64_t>(row.rule) == *number : row.name == name;
    });
    return found == rules().end() ? nullptr : &*found;
}

std::string hint_for_rule(std::string_view called) {
    text::Nearest near(plain(called));
    std::vector<std::string> labels;
    labels.reserve(rules().size());
    for (const RuleRow& row : rules()) {
        labels.push_back(label(row.rule));
        near.consider(row.name);
        near.consider(labels.back());
    }
    return near.hint();
}

std::optional<Setting> setting_called(std::string_view word) {
    const auto* const found = std::ranges::find(settings, word, &SettingRow::word);
    if (found == std::end(settings)) return std::nullopt;
    return found->setting;
}

}  // namespace leadloom
