/// The table of options, and reading them: help, completions and complaints are made from it.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadloom {

/// By their row in `option_row`.
enum class Option : std::uint8_t {
    report_format,
    format,
    output,
    kind,
    stdin_name,
    fix,
    dry_run,
    unsafe_fixes,
    rule,
    max_warnings,
    baseline,
    write_baseline,
    config,
    color,
    quiet,
    now,
    max_bytes,
    max_depth,
    max_findings,
    watch,
    tenant,
    base,
    help,
};

/// What a value must be.
enum class Value : std::uint8_t { none, text, word, positive, count, time };

struct OptionRow {
    Option option;
    std::string_view name;
    Value value;
    /// The name of the value, or its words with bars between.
    std::string_view placeholder;
    std::string_view about;
    /// May stand several times; of others the last counts.
    bool repeatable = false;
};

[[nodiscard]] const OptionRow& option_row(Option option);

/// The words between bars.
///
/// @example `words_of("text|json")` is `text` and `json`
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view placeholder);

/// What was given to a command.
struct Given {
    std::vector<std::pair<Option, std::string>> values;
    std::vector<std::string> operands;

    [[nodiscard]] bool has(Option option) const;
    /// The last one given.
    [[nodiscard]] std::optional<std::string> value(Option option) const;
    [[nodiscard]] std::optional<std::size_t> number(Option option) const;
};

/// Reads the arguments after a command's name: `--name value` or `--name=value`, everything after
/// `--` and everything else are operands. What is wrong, in words.
[[nodiscard]] std::expected<Given, std::string> read_options(std::span<const std::string> arguments,
                                                             std::span<const Option> known);

}  // namespace leadloom
