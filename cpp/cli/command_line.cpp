#include "command_line.hpp"

#include <algorithm>

#include "commands.hpp"
#include "leadloom/doors/session.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/terminal.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Ran told(std::string out) { return {.out = std::move(out), .err = {}, .code = exit_code::clean}; }

Ran misused(std::string_view message, std::string_view command = {}) {
    return refused(complaint(
        Rule::usage, message,
        command.empty() ? std::string() : text::join({"See leadloom ", command, " --help."})));
}

Ran run_command(const CommandRow& row, std::span<const std::string> arguments, Host& host) {
    const auto given = read_options(arguments, row.options);
    if (!given) return misused(given.error(), row.name);
    if (given->has(Option::help)) return told(help_text(row));
    if (given->operands.size() < row.fewest) {
        return misused(text::join({row.name, " needs ", row.operands, "."}), row.name);
    }
    if (given->operands.size() > row.most) {
        return misused(
            text::join({row.name, " does not take ", text::named(given->operands[row.most]), "."}),
            row.name);
    }
    return row.run(*given, host);
}

}  // namespace

std::string complaint(Rule rule, std::string_view message, std::string_view hint) {
    const RuleRow& row = row_of(rule);
    while (message.ends_with(' ')) message.remove_suffix(1);
    return text::join({"error[", label(rule), "]: ", text::visible(message), "\n  help: ",
                       hint.empty() ? std::string(row.hint) : text::visible(hint), "\n"});
}

Ran refused(std::string complaints) {
    return {.out = {}, .err = std::move(complaints), .code = exit_code::cannot_run};
}

Ran run_command_line(std::span<const std::string> arguments, Host& host) {
    if (arguments.empty()) return misused("No command was given.");
    const std::string& command = arguments.front();
    if (command == "--version" || command == "-V") return told(text::join({version(), "\n"}));
    if (command == "--help" || command == "-h") return told(help_text());
    const auto rows = commands();
    const auto row = std::ranges::find(rows, command, &CommandRow::name);
    if (row != rows.end()) return run_command(*row, arguments.subspan(1), host);
    return misused(text::join({"There is no command ", text::named(command), ". ",
                               text::did_you_mean(command, rows, &CommandRow::name)}));
}

}  // namespace leadloom
