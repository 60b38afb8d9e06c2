#include "checking.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "answering.hpp"
#include "files.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// What reports call it.
std::string reported(const Source& source) {
    return source.sheet.empty() ? source.name : sheet_name(source.name, source.sheet);
}

/// A suppression of the settings in one of the files. Its place stays here: what it is used for is
/// counted over all of its files.
Ignore ignored_in(const std::string& file, const FileIgnore& ignore) {
    return {.rule = ignore.rule,
            .file = file,
            .from = 0,
            .to = SIZE_MAX,
            .reason = ignore.reason,
            .place = std::nullopt};
}

void report_unused(const FileIgnore& ignore, Findings& findings) {
    findings.add(Rule::ignore_unused,
                 text::join({label(ignore.rule), " is not found in ",
                             ignore.files.empty() ? "any file" : text::named(ignore.files), "."}),
                 ignore.place);
}

}  // namespace

Judgement judge(std::vector<Source> sources, const Terms& terms) {
    Validator::Options options{
        .limits = terms.limits, .levels = terms.levels, .ignored = {}, .now = terms.now};
    // How many of `options.ignored` each suppression has become.
    std::vector<std::size_t> counts;
    for (const FileIgnore& ignore : terms.ignores) {
        const std::size_t before = options.ignored.size();
        for (const Source& source : sources) {
            if (ignore.files.empty() || fits(ignore.files, source.name))
                options.ignored.push_back(ignored_in(reported(source), ignore));
        }
        counts.push_back(options.ignored.size() - before);
    }
    Validator validator(std::move(options));
    Findings& findings = validator.findings();
    for (const Finding& finding : terms.about_settings)
        findings.add(finding.rule, finding.message, finding.place, finding.hint);
    for (Source& source : sources) {
        if (!source.refused.empty()) {
            validator.refuse_spreadsheet(source.name, source.refused);
            continue;
        }
        validator.leave_sheets(reported(source), source.sheets_left);
        const bool known = source.kind != DocumentKind::unknown;
        validator.load(reported(source), known ? word(source.kind) : "auto",
                       std::move(source.bytes));
    }
    validator.finish();
    std::size_t from = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto own = std::span(findings.ignored()).subspan(from, counts[i]);
        const bool used = std::ranges::any_of(own, [](const Ignore& one) { return one.used > 0; });
        from += counts[i];
        if (!used) report_unused(terms.ignores[i], findings);
    }
    findings.sort();
    // Nobody can mend a sheet in its workbook.
    for (const Source& source : sources) {
        if (!source.sheet.empty()) findings.drop_fixes(reported(source));
    }
    return {.findings = findings, .documents = validator.documents()};
}

}  // namespace leadloom
