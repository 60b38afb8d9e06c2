#include "options.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

/// By `Option`.
constexpr OptionRow rows[] = {
    {Option::report_format, "--format", Value::word, "text|json|sarif|github|markdown|junit",
     "how to report (text)"},
    {Option::format, "--format", Value::word, "text|json", "how to answer (text)"},
    {Option::output, "--output", Value::text, "FILE", "write the answer to a file"},
    {Option::kind, "--kind", Value::text, "KIND[=GLOB]", "what files are, instead of looking",
     true},
    {Option::stdin_name, "--stdin-name", Value::text, "NAME", "what standard input is called"},
    {Option::fix, "--fix", Value::none, "", "mend what can be mended safely"},
    {Option::dry_run, "--dry-run", Value::none, "", "with --fix: show the changes, write nothing"},
    {Option::unsafe_fixes, "--unsafe-fixes", Value::none, "",
     "with --fix: also what could change the meaning"},
    {Option::rule, "--rule", Value::text, "RULE=off|note|warn|error", "the level of a rule", true},
    {Option::max_warnings, "--max-warnings", Value::count, "N",
     "fail only with more warnings than that"},
    {Option::baseline, "--baseline", Value::text, "FILE", "leave out the findings it knows"},
    {Option::write_baseline, "--write-baseline", Value::text, "FILE",
     "write down what is found now"},
    {Option::config, "--config", Value::text, "FILE", "settings (leadloom.config.json)"},
    {Option::color, "--color", Value::word, "auto|always|never", "colours (auto)"},
    {Option::quiet, "--quiet", Value::none, "", "list errors only"},
    {Option::now, "--now", Value::time, "TIME", "the time to check dates against, in RFC 3339"},
    {Option::max_bytes, "--max-bytes", Value::positive, "N",
     "the largest document that is read (268435456)"},
    {Option::max_depth, "--max-depth", Value::positive, "N", "the most brackets open at once (64)"},
    {Option::max_findings, "--max-findings", Value::positive, "N",
     "findings that are listed; the rest is counted (1000)"},
    {Option::watch, "--watch", Value::none, "", "run again when files change (npm command only)"},
    {Option::tenant, "--tenant", Value::text, "FILE|FOLDER", "exports of the tenant", true},
    {Option::base, "--setup", Value::text, "FILE", "the set-up that the mapping goes into"},
    {Option::help, "--help", Value::none, "", "say this"},
};

/// What is wrong with a value, or nothing.
std::string fault_of(const OptionRow& row, std::string_view value) {
    const auto number = text::integer(value);
    switch (row.value) {
        case Value::word: {
            const auto words = words_of(row.placeholder);
            if (std::ranges::contains(words, value)) return {};
            return text::join({row.name, " must be one of ", row.placeholder, ", not ",
                               text::named(value), ". ",
                               text::did_you_mean(value, words, std::identity{})});
        }
        case Value::positive:
        case Value::count: {
            const bool positive = row.value == Value::positive;
            if (number && *number >= (positive ? 1 : 0)) return {};
            return text::join({row.name, " must be a ", positive ? "positive " : "", "number, not ",
                               text::named(value), "."});
        }
        case Value::time: {
            const auto time = time::parse(value);
            if (time && time->zoned) return {};
            return text::join({row.name, " must be a time like 2026-11-20T14:03:11Z, not ",
                               text::named(value), "."});
        }
        default: break;
    }
    if (row.value == Value::text && value.empty())
        return text::join({"The option ", row.name, " needs a value."});
    return {};
}

}  // namespace

const OptionRow& option_row(Option option) { return rows[static_cast<std::size_t>(option)]; }

std::vector<std::string_view> words_of(std::string_view placeholder) {
    std::vector<std::string_view> words;
    for (;;) {
        const std::size_t bar = placeholder.find('|');
        words.push_back(placeholder.substr(0, bar));
        if (bar == std::string_view::npos) return words;
        placeholder.remove_prefix(bar + 1);
    }
}

bool Given::has(Option option) const {
    return std::ranges::contains(values, option, &std::pair<Option, std::string>::first);
}

std::optional<std::string> Given::value(Option option) const {
    for (std::size_t i = values.size(); i-- > 0;) {
        if (values[i].first == option) return values[i].second;
    }
    return std::nullopt;
}

std::optional<std::size_t> Given::number(Option option) const {
    const auto written = value(option);
    if (!written) return std::nullopt;
    // 32 bits in WebAssembly: what goes beyond is cut, not wrapped around.
    const auto number = static_cast<std::uint64_t>(text::integer(*written).value_or(0));
    return static_cast<std::size_t>(std::min<std::uint64_t>(number, SIZE_MAX));
}

std::expected<Given, std::string> read_options(std::span<const std::string> arguments,
                                               std::span<const Option> known) {
    Given given;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--") {
            given.operands.insert(given.operands.end(),
                                  arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                  arguments.end());
            break;
        }
        if (!argument.starts_with("--") && argument != "-h") {
            given.operands.emplace_back(argument);
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument == "-h" ? "--help" : argument.substr(0, equals);
        const auto option =
            std::ranges::find(known, name, [](Option one) { return option_row(one).name; });
        if (option == known.end()) {
            return std::unexpected(text::join({"There is no option ", text::named(name), " here. ",
                                               text::did_you_mean(name, known, [](Option one) {
                                                   return option_row(one).name;
                                               })}));
        }
        const OptionRow& row = option_row(*option);
        std::optional<std::string_view> value;
        if (equals != std::string_view::npos) value = argument.substr(equals + 1);
        if (row.value == Value::none) {
            if (value)
                return std::unexpected(text::join({"The option ", name, " takes no value."}));
            given.values.emplace_back(row.option, std::string());
            continue;
        }
        if (!value && i + 1 < arguments.size()) value = arguments[++i];
        if (!value) return std::unexpected(text::join({"The option ", name, " needs a value."}));
        if (std::string fault = fault_of(row, *value); !fault.empty())
            return std::unexpected(std::move(fault));
        given.values.emplace_back(row.option, std::string(*value));
    }
    return given;
}

}  // namespace leadloom
