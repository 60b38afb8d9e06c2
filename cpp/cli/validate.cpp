/// `validate`: from options and settings to a report, with fixes and a baseline on the way.
#include <algorithm>
#include <optional>

#include "answering.hpp"
#include "baseline.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/text/diff.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/encoding.hpp"
#include "leadloom/text/path.hpp"
#include "leadloom/text/terminal.hpp"
#include "leadloom/text/words.hpp"
#include "reporting.hpp"

namespace leadloom {

namespace {

/// Fixes and baselines look at all findings, however few are listed.
constexpr std::size_t all_findings = 1'000'000;
/// Fixes that overlap are made one after the other; what takes more rounds than this goes in
/// circles.
constexpr int most_rounds = 20;

/// A kind that was given for files.
struct KindRule {
    DocumentKind kind = DocumentKind::unknown;
    /// Empty for all files.
    std::string files;
};

/// All that was asked for, from the command line and the settings.
struct Asked {
    Terms terms;
    std::vector<std::string> files;
    std::vector<KindRule> kinds;
    std::string format = "text";
    std::string baseline;
    std::size_t max_warnings = 0;
    std::size_t listed = 0;
};

std::vector<std::string_view> kind_words() {
    std::vector<std::string_view> words = {"auto"};
    for (std::size_t i = 0; i < static_cast<std::size_t>(DocumentKind::unknown); ++i)
        words.push_back(word(static_cast<DocumentKind>(i)));
    return words;
}

/// `KIND` or `KIND=GLOB`; what is wrong with it, or nothing.
std::string read_kind(std::string_view text, std::vector<KindRule>& kinds) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string_view called = text.substr(0, equals);
    const auto kind = called == "auto" ? DocumentKind::unknown : kind_of(called);
    const auto words = kind_words();
    if (!kind || !std::ranges::contains(words, called)) {
        return complaint(Rule::usage,
                         text::join({"There is no kind of document called ", text::named(called),
                                     ". ", text::did_you_mean(called, words, std::identity{})}),
                         text::join({"Use ",
                                     [&] {
                                         std::vector<std::string> names(words.begin(), words.end());
                                         return text::listed(names);
                                     }(),
                                     "."}));
    }
    kinds.push_back({*kind, std::string(text.substr(std::min(equals + 1, text.size())))});
    return {};
}

/// `RULE=LEVEL`; what is wrong with it, or nothing.
std::string read_level(std::string_view text, std::vector<std::pair<Rule, Setting>>& levels) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string_view called = text.substr(0, equals);
    const RuleRow* const row = rule_called(called);
    if (row == nullptr) {
        return complaint(Rule::unknown_rule, text::join({"There is no rule ", text::named(called),
                                                         ". ", hint_for_rule(called)}));
    }
    const auto setting = setting_called(text.substr(std::min(equals + 1, text.size())));
    if (!setting) {
        return complaint(Rule::usage,
                         text::join({"--rule must be like ", label(row->rule), "=off, not ",
                                     text::named(text), "."}),
                         "Use off, note, warn or error.");
    }
    levels.emplace_back(row->rule, *setting);
    return {};
}

/// What options cannot mean together.
std::string contradiction(const Given& given) {
    if (given.has(Option::watch)) {
        return complaint(Rule::usage, "This command does not watch files.",
                         "Use the npm command: npx leadloom validate --watch.");
    }
    if (given.has(Option::fix) && !given.has(Option::dry_run) &&
        std::ranges::contains(given.operands, "-")) {
        return complaint(Rule::usage, "Standard input cannot be fixed.",
                         "Use --fix --dry-run, or give the file.");
    }
    for (const Option option : {Option::dry_run, Option::unsafe_fixes}) {
        if (given.has(option) && !given.has(Option::fix)) {
            return complaint(Rule::usage,
                             text::join({option_row(option).name, " does nothing without --fix."}));
        }
    }
    return {};
}

/// Reads the settings: those that were named, or the usual ones if they are there.
std::string take_config(const Given& given, Host& host, Asked& asked) {
    const auto named = given.value(Option::config);
    const std::string path = named.value_or(std::string(usual_config));
    auto bytes = host.read(path);
    if (!bytes) {
        const bool absent = !named && bytes.error() == no_such_file;
        return absent ? std::string() : read_file(path, host).error_or(std::string());
    }
    Findings findings;
    Config config = read_config(path, std::move(*bytes), findings);
    asked.terms.about_settings = findings.list();
    asked.terms.levels = std::move(config.levels);
    asked.terms.ignores = std::move(config.ignores);
    asked.files = std::move(config.files);
    asked.baseline = std::move(config.baseline);
    asked.max_warnings = config.max_warnings.value_or(0);
    if (!config.format.empty()) asked.format = std::move(config.format);
    return {};
}

/// Options go before settings.
std::string take_options(const Given& given, Asked& asked) {
    std::string complaints;
    for (const auto& [option, value] : given.values) {
        if (option == Option::kind) complaints += read_kind(value, asked.kinds);
        if (option == Option::rule) complaints += read_level(value, asked.terms.levels);
    }
    if (!given.operands.empty()) asked.files = given.operands;
    asked.format = given.value(Option::report_format).value_or(asked.format);
    asked.baseline = given.value(Option::baseline).value_or(asked.baseline);
    asked.max_warnings = given.number(Option::max_warnings).value_or(asked.max_warnings);
    Limits& limits = asked.terms.limits;
    limits.bytes = given.number(Option::max_bytes).value_or(limits.bytes);
    limits.depth = given.number(Option::max_depth).value_or(limits.depth);
    limits.findings = given.number(Option::max_findings).value_or(limits.findings);
    asked.listed = limits.findings;
    if (const auto now = given.value(Option::now)) asked.terms.now = time::parse(*now)->instant;
    if (complaints.empty() && asked.files.empty())
        complaints = complaint(Rule::usage, "validate needs at least one file.",
                               "See leadloom validate --help.");
    return complaints;
}

DocumentKind kind_for(std::string_view name, const std::vector<KindRule>& kinds) {
    // The last that fits, as of all options.
    for (std::size_t i = kinds.size(); i-- > 0;) {
        if (kinds[i].files.empty() || fits(kinds[i].files, name)) return kinds[i].kind;
    }
    return DocumentKind::unknown;
}

/// Reads all files; complaints about those that cannot be read.
std::string read_sources(const Given& given, const Asked& asked, Host& host,
                         std::vector<Source>& sources) {
    std::vector<std::string> except = {std::string(usual_config), text::plain_path(asked.baseline)};
    for (const Option option : {Option::config, Option::output, Option::write_baseline})
        except.push_back(text::plain_path(given.value(option).value_or(std::string())));
    const Found found = find_files(asked.files, except, host);
    std::string complaints = found.complaints;
    for (const std::string& path : found.paths) {
        auto bytes = read_file(path, host);
        if (!bytes) {
            complaints += bytes.error();
            continue;
        }
        Source source{
            .name = path == "-" ? given.value(Option::stdin_name).value_or("stdin") : path,
            .path = path,
            .bytes = std::move(*bytes)};
        source.kind = kind_for(source.name, asked.kinds);
        if (auto sheet = sheet_of(source.name, source.bytes, host)) {
            source.refused = sheet->error_or(std::string());
            if (*sheet) {
                source.sheet = std::move((*sheet)->name);
                source.sheets_left = std::move((*sheet)->others);
                source.bytes = std::move((*sheet)->csv);
            }
        }
        sources.push_back(std::move(source));
    }
    return complaints;
}

/// Makes fixes until there is nothing left to mend; answers how many were made.
std::size_t mend(std::vector<Source>& sources, const Terms& terms, bool unsafe_too,
                 Judgement& judged) {
    std::size_t all = 0;
    for (int round = 0; round < most_rounds; ++round) {
        std::size_t made = 0;
        for (Source& source : sources) {
            if (!source.sheet.empty()) continue;
            Edited edited =
                apply_fixes(source.name, source.bytes, judged.findings.list(), unsafe_too);
            if (edited.made == 0 || edited.bytes == source.bytes) continue;
            source.bytes = std::move(edited.bytes);
            made += edited.made;
        }
        if (made == 0) break;
        all += made;
        judged = judge(sources, terms);
    }
    return all;
}

/// The files that `sources` and `before` do not have in common, by index.
std::vector<std::size_t> changed(const std::vector<Source>& before,
                                 const std::vector<Source>& sources) {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (before[i].bytes != sources[i].bytes) indexes.push_back(i);
    }
    return indexes;
}

/// What `--fix --dry-run` shows.
std::string diff_of(const Source& before, const Source& after) {
    // A terminal shows UTF-8; of a file in another encoding the diff is of its text.
    const auto text_of = [](const Source& source) {
        return text::decoded(source.bytes, text::encoding_of(source.bytes));
    };
    return text::unified_diff(before.name, text_of(before), text_of(after));
}

std::string write_changed(const std::vector<Source>& sources,
                          const std::vector<std::size_t>& indexes, Host& host) {
    std::string complaints;
    for (const std::size_t i : indexes) {
        if (const auto reason = host.write(sources[i].path, sources[i].bytes))
            complaints += cannot_write(sources[i].path, *reason);
    }
    return complaints;
}

/// “1 fix was made in 1 file.”
std::string said_of_fixes(std::size_t fixes, std::size_t files, std::string_view made) {
    return text::join({std::to_string(fixes), fixes == 1 ? " fix " : " fixes ", made, " in ",
                       text::counted(files, "file"), ".\n"});
}

/// What was left out and what is gone, for people.
std::string said_of_baseline(const Applied& applied, std::string_view file) {
    std::string out;
    if (applied.left_out > 0)
        out += text::join({text::counted(applied.left_out, "known finding"), " left out.\n"});
    if (applied.gone.empty()) return out;
    out += text::join({text::counted(applied.gone.size(), "finding"), " of ", text::visible(file),
                       applied.gone.size() == 1 ? " is" : " are",
                       " gone; write it anew with --write-baseline:\n"});
    for (const Known& known : applied.gone)
        out += text::join({"  ", text::visible(known.rule), " ", text::visible(known.file), "\n"});
    return out;
}

/// The same with a list cut at the limit that was asked for.
Findings cut(const Findings& findings, std::size_t listed) {
    Findings shown(listed);
    shown.add_all(findings);
    return shown;
}

/// Leaves known findings out and writes known ones down. What cannot be is a complaint.
std::string use_baseline(const Given& given, const Asked& asked, Host& host, Judgement& judged,
                         std::string& said) {
    Baseline known;
    std::string file = asked.baseline;
    if (const auto target = given.value(Option::write_baseline)) {
        file = *target;
        known = baseline_of(judged.findings);
        if (const auto reason = host.write(file, write_baseline(known)))
            return cannot_write(file, *reason);
        said += text::join({text::counted(known.size(), "finding"),
                            known.size() == 1 ? " stands" : " stand", " in ", text::visible(file),
                            " now.\n"});
    } else if (!file.empty()) {
        auto bytes = read_file(file, host);
        if (!bytes) return bytes.error();
        auto read = read_baseline(file, std::move(*bytes));
        if (!read) return read.error();
        known = std::move(*read);
    } else {
        return {};
    }
    std::vector<std::string> checked;
    for (const Loaded& document : judged.documents) checked.push_back(document.name);
    said += said_of_baseline(apply_baseline(known, checked, judged.findings), file);
    return {};
}

}  // namespace

Ran run_validate(const Given& given, Host& host) {
    if (std::string wrong = contradiction(given); !wrong.empty()) return refused(wrong);
    Asked asked;
    std::string complaints = take_config(given, host, asked);
    complaints += take_options(given, asked);
    std::vector<Source> sources;
    if (complaints.empty()) complaints = read_sources(given, asked, host, sources);
    const bool fix = given.has(Option::fix);
    const bool dry_run = given.has(Option::dry_run);
    if (!complaints.empty()) return refused(complaints);

    if (fix || !asked.baseline.empty() || given.has(Option::write_baseline))
        asked.terms.limits.findings = std::max(asked.listed, all_findings);
    // Only fixes need the bytes again.
    const std::vector<Source> given_sources = fix ? sources : std::vector<Source>{};
    Judgement judged = judge(std::move(sources), asked.terms);
    std::string said;
    std::string diff;
    if (fix) {
        std::vector<Source> mended = given_sources;
        Judgement after = judged;
        const std::size_t made = mend(mended, asked.terms, given.has(Option::unsafe_fixes), after);
        const auto indexes = changed(given_sources, mended);
        said = said_of_fixes(made, indexes.size(), dry_run ? "possible" : "made");
        if (dry_run) {
            for (const std::size_t i : indexes) diff += diff_of(given_sources[i], mended[i]);
        } else {
            complaints = write_changed(mended, indexes, host);
            judged = std::move(after);
        }
    }
    if (complaints.empty()) complaints = use_baseline(given, asked, host, judged, said);
    if (!complaints.empty()) return refused(complaints);

    const std::size_t warnings = judged.findings.count(Level::warning);
    const bool too_many = warnings > asked.max_warnings;
    if (too_many && asked.max_warnings > 0)
        said += text::join({text::counted(warnings, "warning"), ", of which ",
                            std::to_string(asked.max_warnings), " are allowed.\n"});
    const bool clean = judged.findings.count(Level::error) == 0 && !too_many;
    if (given.has(Option::quiet)) {
        judged.findings.hide_if(
            [](const Finding& finding) { return finding.level != Level::error; });
    }
    judged.findings = cut(judged.findings, asked.listed);
    std::string shown =
        dry_run ? std::move(diff) : report(asked.format, judged, in_colour(given, host));
    Ran ran = answered(given, host, std::move(shown), clean ? exit_code::clean : exit_code::found);
    ran.err += said;
    return ran;
}

}  // namespace leadloom
