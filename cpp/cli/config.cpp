#include "config.hpp"

#include <algorithm>

#include "leadloom/document/fields.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"
#include "options.hpp"

namespace leadloom {

namespace {

/// LL0923 for a rule that there is not.
const RuleRow* want_rule(const Reading& reading, json::Value at, std::string_view called) {
    const RuleRow* const row = rule_called(called);
    if (row == nullptr) {
        reading.add(Rule::unknown_rule, at,
                    text::join({"There is no rule ", text::named(called), "."}),
                    hint_for_rule(called));
    }
    return row;
}

void read_levels(const Reading& reading, json::Value rules, Config& config) {
    for (const json::Value key : rules) {
        const json::Value value = key.value_of_key();
        const RuleRow* const row = want_rule(reading, key, key.text());
        const auto setting = setting_called(value.text());
        if (!setting) {
            reading.add(Rule::unknown_value, value,
                        text::join({text::named(value.text()), " is no level."}),
                        "Use off, note, warn or error.");
        }
        if (row != nullptr && setting) config.levels.emplace_back(row->rule, *setting);
    }
}

void read_ignores(const Reading& reading, json::Value list, Config& config) {
    constexpr Field fields[] = {
        {"rule", Type::text, Need::required}, {"files", Type::text}, {"reason", Type::text}};
    for (const json::Value entry : list) {
        const Taken taken(reading, entry, fields);
        if (!taken[0]) continue;
        const RuleRow* const row = want_rule(reading, taken[0], taken[0].text());
        std::string reason = taken[2].text();
        if (text::trimmed(reason).empty()) {
            reading.add(Rule::ignore_without_reason, entry,
                        text::join({"Nothing says why ", taken[0].text(), " is ignored."}),
                        "Add a reason.");
            continue;
        }
        if (row == nullptr) continue;
        config.ignores.push_back(
            {row->rule, taken[1].text(), std::move(reason), reading.document.place(entry)});
    }
}

}  // namespace

Config read_config(std::string name, std::string bytes, Findings& findings) {
    Config config;
    const auto document = Document::read(std::move(name), std::move(bytes), Limits{}, findings);
    if (!document) return config;
    constexpr Field fields[] = {{"leadloom", Type::text, Need::required},
                                {"files", Type::array},
                                {"rules", Type::object},
                                {"ignore", Type::array},
                                {"baseline", Type::text},
                                {"maxWarnings"},
                                {"format", Type::text}};
    const Reading reading{*document, findings};
    const Taken taken(reading, document->root(), fields);
    reading.want_version(taken[0], "config/1", "settings");
    for (const json::Value file : taken[1]) {
        if (reading.want(file, Type::text, "A file")) config.files.push_back(file.text());
    }
    read_levels(reading, taken[2], config);
    read_ignores(reading, taken[3], config);
    config.baseline = taken[4].text();
    if (taken[5]) {
        const auto number = taken[5].is(json::Kind::number) ? taken[5].integer() : std::nullopt;
        if (number && *number >= 0) {
            config.max_warnings = static_cast<std::size_t>(
                std::min<std::uint64_t>(static_cast<std::uint64_t>(*number), SIZE_MAX));
        } else {
            reading.add(Rule::wrong_type, taken[5], "“maxWarnings” must be a number.",
                        "Write a whole number, 0 or more.");
        }
    }
    if (taken[6]) {
        config.format = taken[6].text();
        const auto known = words_of(option_row(Option::report_format).placeholder);
        if (!std::ranges::contains(known, config.format)) {
            reading.add(Rule::unknown_value, taken[6],
                        text::join({text::named(config.format), " is no format."}),
                        text::did_you_mean(config.format, known, std::identity{}));
            config.format.clear();
        }
    }
    return config;
}

}  // namespace leadloom
