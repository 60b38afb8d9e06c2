#include "command_line.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "leadloom/doors/session.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view help = R"(leadloom turns connected-device alerts into bookable leads.

Usage
  leadloom validate FILE...   check set-ups, tenant exports, manifests and feeds together
  leadloom rules              list every rule with its number
  leadloom --version
  leadloom --help

Options of validate
  --format text|json          how to report (text)
  --max-bytes N               the largest document that is read (268435456)
  --max-depth N               the most brackets open at once (64)
  --max-findings N            findings that are listed; the rest is counted (1000)

FILE - is standard input. What a file is, its content tells. Nothing leaves this machine.
Exit codes: 0 clean, 1 errors or warnings found, 2 cannot run.
)";

constexpr int clean = 0;
constexpr int found = 1;
constexpr int cannot_run = 2;

/// An error of the command itself, in the form of a finding.
std::string complaint(Rule rule, std::string_view message) {
    const RuleRow& row = row_of(rule);
    std::string out = text::join({"error[", label(rule), "]: "});
    out.append(message).append("\n  help: ").append(row.hint).append("\n");
    return out;
}

struct Options {
    bool json = false;
    Json limits = Json::object();
    std::vector<std::string> files;
};

struct LimitOption {
    std::string_view name;
    const char* limit;
};

constexpr LimitOption limit_options[] = {
    {"--max-bytes", "bytes"}, {"--max-depth", "depth"}, {"--max-findings", "findings"}};

/// Reads the arguments of `validate`; the answer is a complaint if they are wrong.
std::optional<std::string> read_options(std::span<const std::string> arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (!argument.starts_with("--") || argument == "-") {
            options.files.emplace_back(argument);
            continue;
        }
        // Both `--name value` and `--name=value`.
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        std::optional<std::string_view> value;
        if (equals != std::string_view::npos) value = argument.substr(equals + 1);
        const auto* const limit = std::ranges::find(limit_options, name, &LimitOption::name);
        if (limit == std::end(limit_options) && name != "--format") {
            const std::string_view known[] = {"--format", "--max-bytes", "--max-depth",
                                              "--max-findings"};
            return text::join({"There is no option ", name, ". ",
                               text::did_you_mean(name, known, std::identity{})});
        }
        if (!value && i + 1 < arguments.size()) value = arguments[++i];
        if (!value) return text::join({"The option ", name, " needs a value."});
        if (limit != std::end(limit_options)) {
            const auto number = text::integer(*value);
            if (!number || *number <= 0)
                return std::string(name) + " must be a positive number, not " +
                       std::string(*value) + ".";
            options.limits[limit->limit] = *number;
        } else if (*value == "text" || *value == "json") {
            options.json = *value == "json";
        } else {
            return text::join({"--format must be text or json, not ", std::string(*value), "."});
        }
    }
    if (options.files.empty()) return "validate needs at least one file.";
    return std::nullopt;
}

Ran validate_files(std::span<const std::string> arguments, const ReadFile& read) {
    Ran ran;
    Options options;
    if (const auto wrong = read_options(arguments, options)) {
        return {.out = {}, .err = complaint(Rule::usage, *wrong), .code = cannot_run};
    }
    Session session(compact(options.limits), Strictness::tolerant);
    for (const std::string& file : options.files) {
        auto bytes = read(file);
        if (!bytes) {
            ran.err += complaint(Rule::unreadable_file,
                                 text::join({file, " cannot be read: ", bytes.error(), "."}));
            continue;
        }
        session.load(file == "-" ? "stdin" : file, "auto", std::move(*bytes));
    }
    if (!ran.err.empty()) {
        ran.code = cannot_run;
        return ran;
    }
    const bool is_clean = session.all_findings().clean();
    ran.out = options.json ? session.report() + "\n" : session.report_text();
    ran.code = is_clean ? clean : found;
    return ran;
}

}  // namespace

Ran run_command_line(std::span<const std::string> arguments, const ReadFile& read) {
    const std::string command = arguments.empty() ? std::string() : arguments.front();
    if (command == "validate") return validate_files(arguments.subspan(1), read);
    if (command == "rules") return {.out = rules_text(), .err = {}, .code = clean};
    if (command == "--version" || command == "-V") {
        return {.out = text::join({version(), "\n"}), .err = {}, .code = clean};
    }
    if (command == "--help" || command == "-h")
        return {.out = std::string(help), .err = {}, .code = clean};
    const std::string_view known[] = {"validate", "rules"};
    const std::string message = command.empty()
                                    ? "No command was given."
                                    : "There is no command " + text::named(command) + ". " +
                                          text::did_you_mean(command, known, std::identity{});
    return {.out = {}, .err = complaint(Rule::usage, message), .code = cannot_run};
}

}  // namespace leadloom
