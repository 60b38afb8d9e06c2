#include "reporting.hpp"

#include <algorithm>
#include <iterator>

#include "leadloom/speak/formats.hpp"
#include "leadloom/speak/report.hpp"

namespace leadloom {

namespace {

using Documents = std::vector<Loaded>;

struct FormatRow {
    std::string_view name;
    std::string (*write)(const Findings&, const Documents&, bool colour);
};

constexpr FormatRow formats[] = {
    {"text", report_text},
    {"json", [](const Findings& findings, const Documents& documents,
                bool) { return compact(report_json(findings, documents)); }},
    {"sarif", [](const Findings& findings, const Documents& documents,
                 bool) { return report_sarif(findings, documents); }},
    {"github", [](const Findings& findings, const Documents& documents,
                  bool) { return report_github(findings, documents); }},
    {"markdown", [](const Findings& findings, const Documents& documents,
                    bool) { return report_markdown(findings, documents); }},
    {"junit", [](const Findings& findings, const Documents& documents,
                 bool) { return report_junit(findings, documents); }},
};

}  // namespace

std::string report(std::string_view format, const Judgement& judged, bool colour) {
    const auto* row = std::ranges::find(formats, format, &FormatRow::name);
    if (row == std::end(formats)) row = std::begin(formats);
    std::string out = row->write(judged.findings, judged.documents, colour);
    // Nothing to annotate is nothing, not an empty line.
    if (!out.empty() && !out.ends_with('\n')) out.push_back('\n');
    return out;
}

}  // namespace leadloom
