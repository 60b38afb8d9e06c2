#include "checking.hpp"

#include <algorithm>
#include <cstdint>

#include "files.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// The magic numbers of ZIP (APPNOTE 4.3.7) and of compound files ([MS-CFB] 2.2).
constexpr std::string_view magic_numbers[] = {"PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};

Place start_of(const std::string& file) {
    Place place;
    place.file = file;
    return place;
}

/// Suppressions of settings that kept nothing back (LL0922).
void report_unused(const Terms& terms, Findings& findings) {
    for (const FileIgnore& ignore : terms.ignores) {
        const bool used = std::ranges::any_of(findings.ignored(), [&](const Ignore& one) {
            return one.used > 0 && one.rule == ignore.rule && one.place == ignore.place;
        });
        if (used) continue;
        findings.add(Rule::ignore_unused,
                     text::join({label(ignore.rule), " is not found in ",
                                 ignore.files.empty() ? "any file" : text::named(ignore.files),
                                 "."}),
                     ignore.place);
    }
}

}  // namespace

bool is_spreadsheet(std::string_view bytes) {
    return std::ranges::any_of(magic_numbers,
                               [&](std::string_view magic) { return bytes.starts_with(magic); });
}

Judgement judge(std::vector<Source> sources, const Terms& terms) {
    Workspace workspace(terms.limits, Strictness::tolerant);
    Judgement judged{.findings = Findings(workspace.limits().findings), .documents = {}};
    Findings& findings = judged.findings;
    for (const auto& [rule, setting] : terms.levels) findings.set_level(rule, setting);
    for (const FileIgnore& ignore : terms.ignores) {
        for (const Source& source : sources) {
            if (!ignore.files.empty() && !fits(ignore.files, source.name)) continue;
            findings.ignore({.rule = ignore.rule,
                             .file = source.name,
                             .from = 0,
                             .to = SIZE_MAX,
                             .reason = ignore.reason,
                             .place = ignore.place});
        }
    }
    for (const Finding& finding : terms.about_settings)
        findings.add(finding.rule, finding.message, finding.place, finding.hint);
    for (Source& source : sources) {
        if (source.spreadsheet) {
            findings.add(Rule::spreadsheet, std::string(row_of(Rule::spreadsheet).title),
                         start_of(source.name));
            judged.documents.push_back({.name = std::move(source.name)});
        } else {
            judged.documents.push_back(workspace.load(std::move(source.name),
                                                      std::move(source.bytes), source.kind,
                                                      findings));
        }
    }
    workspace.validate(findings);
    report_unused(terms, findings);
    findings.sort();
    return judged;
}

}  // namespace leadloom
