/// The table of commands: dispatch, help and completions are made from it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "options.hpp"

namespace leadloom {

struct CommandRow {
    std::string_view name;
    std::string_view operands;
    std::string_view about;
    /// What help says below the options.
    std::string_view more;
    std::span<const Option> options;
    /// Fewest and most operands.
    std::size_t fewest;
    std::size_t most;
    Ran (*run)(const Given& given, Host& host);
    /// The words that an operand may be, for completions; without them, files.
    std::vector<std::string> (*words)() = nullptr;
};

[[nodiscard]] std::span<const CommandRow> commands();

[[nodiscard]] Ran run_validate(const Given& given, Host& host);
[[nodiscard]] Ran run_explain(const Given& given, Host& host);
[[nodiscard]] Ran run_rules(const Given& given, Host& host);
[[nodiscard]] Ran run_schema(const Given& given, Host& host);
[[nodiscard]] Ran run_diff(const Given& given, Host& host);
[[nodiscard]] Ran run_drift(const Given& given, Host& host);
[[nodiscard]] Ran run_hash(const Given& given, Host& host);
[[nodiscard]] Ran run_import(const Given& given, Host& host);
[[nodiscard]] Ran run_export(const Given& given, Host& host);
[[nodiscard]] Ran run_resolve(const Given& given, Host& host);
[[nodiscard]] Ran run_completions(const Given& given, Host& host);

[[nodiscard]] std::vector<std::string> rule_words();
[[nodiscard]] std::vector<std::string> schema_words();
[[nodiscard]] std::vector<std::string> shell_words();

/// Help on everything, and on one command.
[[nodiscard]] std::string help_text();
[[nodiscard]] std::string help_text(const CommandRow& row);

}  // namespace leadloom
