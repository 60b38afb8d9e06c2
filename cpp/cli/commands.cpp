#include "commands.hpp"

#include <algorithm>

#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

constexpr Option validate_options[] = {
    Option::report_format, Option::output,       Option::kind,         Option::stdin_name,
    Option::fix,           Option::dry_run,      Option::unsafe_fixes, Option::rule,
    Option::max_warnings,  Option::quiet,        Option::baseline,     Option::write_baseline,
    Option::config,        Option::color,        Option::now,          Option::max_bytes,
    Option::max_depth,     Option::max_findings, Option::watch,        Option::help};
constexpr Option explain_options[] = {Option::color, Option::help};
constexpr Option rules_options[] = {Option::format, Option::output, Option::help};
constexpr Option schema_options[] = {Option::output, Option::help};
constexpr Option diff_options[] = {Option::format, Option::tenant, Option::output, Option::color,
                                   Option::help};
constexpr Option drift_options[] = {Option::format, Option::output, Option::help};
constexpr Option hash_options[] = {Option::help};
constexpr Option import_options[] = {Option::base, Option::tenant, Option::output, Option::help};
constexpr Option export_options[] = {Option::tenant, Option::output, Option::help};
constexpr Option resolve_options[] = {Option::output, Option::help};
constexpr Option completions_options[] = {Option::help};

constexpr std::string_view validate_more =
    R"(A file's content tells what it is; .csv and .tsv are tables. Folders are searched for .json, .ndjson,
.csv, .tsv, .txt and .xlsx. FILE - is standard input. Patterns: * ? ** [a-z] {a,b}; quote them, so
that every shell gives the same.
leadloom.config.json in this folder is read if it is there; options go before it.
Exit codes: 0 clean, 1 errors or warnings found, 2 cannot run. With --max-warnings, warnings alone
fail only when there are more.
)";
constexpr std::string_view explain_more =
    R"(RULE is a number (LL0102, 102) or a name (will_not_fill_in).
)";
constexpr std::string_view diff_more = R"(Exit codes: 0 the same, 1 different, 2 cannot run.
)";
constexpr std::string_view drift_more =
    R"(What changed in the tenant since the set-up was written. Exit codes: 0 nothing, 1 something,
2 cannot run.
)";
constexpr std::string_view hash_more =
    R"(The SHA-256 of the canonical form (RFC 8785): layout, order of keys and byte order marks make no
difference.
)";
constexpr std::string_view import_more =
    R"(Records of the tenant that a name fits are taken over with their ids. Prints the set-up.
)";
constexpr std::string_view resolve_more =
    R"(Reads alerts from standard input, one JSON object a line, and answers one line for each. A line that
is no alert is answered with {"error": …}.
)";
constexpr std::string_view completions_more = R"(bash: source <(leadloom completions bash)
zsh:  leadloom completions zsh > "${fpath[1]}/_leadloom"
fish: leadloom completions fish > ~/.config/fish/completions/leadloom.fish
)";

constexpr CommandRow rows[] = {
    {"validate", "[FILE|FOLDER|GLOB|-]...", "check documents together", validate_more,
     validate_options, 0, any_number, run_validate},
    {"explain", "RULE", "what a rule means, with examples", explain_more, explain_options, 1, 1,
     run_explain, rule_words},
    {"rules", "", "list every rule", {}, rules_options, 0, 0, run_rules},
    {"schema",
     "[NAME]",
     "print a JSON Schema, or list them",
     {},
     schema_options,
     0,
     1,
     run_schema,
     schema_words},
    {"diff", "BEFORE AFTER", "what changed between two set-ups, in words", diff_more, diff_options,
     2, 2, run_diff},
    {"drift", "SETUP TENANT...", "what changed in the tenant since", drift_more, drift_options, 2,
     any_number, run_drift},
    {"hash", "FILE...", "content hash of documents", hash_more, hash_options, 1, any_number,
     run_hash},
    {"import", "TABLE...", "a set-up from a mapping as CSV", import_more, import_options, 1,
     any_number, run_import},
    {"export", "SETUP", "a set-up's mapping as CSV", {}, export_options, 1, 1, run_export},
    {"resolve", "SETUP TENANT...", "answer alerts with what they would become", resolve_more,
     resolve_options, 1, any_number, run_resolve},
    {"completions", "bash|zsh|fish", "complete commands and options in a shell", completions_more,
     completions_options, 1, 1, run_completions, shell_words},
};

/// Two columns; the left one has `width` characters, all ASCII.
std::string two_columns(std::string left, std::size_t width, std::string_view right) {
    if (left.size() < width) left.resize(width, ' ');
    return text::join({"  ", left, "  ", right, "\n"});
}

}  // namespace

std::span<const CommandRow> commands() { return rows; }

std::string help_text() {
    std::string out =
        "leadloom turns connected-device alerts into bookable leads.\n\n"
        "Usage: leadloom COMMAND ...\n\nCommands\n";
    for (const CommandRow& row : rows) out += two_columns(std::string(row.name), 12, row.about);
    out +=
        "\n  leadloom COMMAND --help\n  leadloom --version\n\n"
        "Nothing leaves this machine. Exit codes: 0 clean, 1 something found, 2 cannot run.\n";
    return out;
}

std::string help_text(const CommandRow& row) {
    std::string out = text::join({"leadloom ", row.name, ": ", row.about, "\n\nUsage: leadloom ",
                                  row.name, row.options.size() > 1 ? " [OPTION]..." : "",
                                  row.operands.empty() ? "" : " ", row.operands, "\n\nOptions\n"});
    std::vector<std::string> lefts;
    std::size_t width = 0;
    for (const Option option : row.options) {
        const OptionRow& one = option_row(option);
        lefts.push_back(
            text::join({one.name, one.placeholder.empty() ? "" : " ", one.placeholder}));
        if (lefts.back().size() <= 32) width = std::max(width, lefts.back().size());
    }
    for (std::size_t i = 0; i < lefts.size(); ++i) {
        const OptionRow& one = option_row(row.options[i]);
        const std::string about =
            text::join({one.about, one.repeatable ? "; may be repeated" : ""});
        // What is too long for its column has a line of its own.
        if (lefts[i].size() > width) {
            out += text::join({"  ", lefts[i], "\n", two_columns("", width, about)});
        } else {
            out += two_columns(lefts[i], width, about);
        }
    }
    if (!row.more.empty()) out += text::join({"\n", row.more});
    return out;
}

}  // namespace leadloom
