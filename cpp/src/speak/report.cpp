#include "leadloom/speak/report.hpp"

#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// The list, and LL0006 where it was cut.
std::vector<Finding> with_cut(const Findings& findings) {
    std::vector<Finding> list = findings.list();
    if (findings.unlisted() == 0) return list;
    const RuleRow& row = row_of(Rule::too_many_findings);
    list.push_back(
        {row.rule,
         row.level,
         text::join({text::counted(findings.unlisted(), "further finding"),
                     " not listed, the limit is ", std::to_string(findings.limit()), "."}),
         std::string(row.hint),
         {}});
    return list;
}

}  // namespace

Json finding_json(const Finding& finding) {
    Json json = Json::object();
    put_text(json, "rule", label(finding.rule));
    put_text(json, "level", word(finding.level));
    put_text(json, "message", finding.message);
    put_text(json, "hint", finding.hint);
    if (finding.place) {
        const Place& place = *finding.place;
        Json at = Json::object();
        put_text(at, "file", place.file);
        put_count(at, "line", place.line);
        put_count(at, "column", place.column);
        put_count(at, "length", place.length);
        put_count(at, "byte", place.byte);
        put_count(at, "bytes", place.bytes);
        if (!place.pointer.empty()) put_text(at, "pointer", place.pointer);
        put(json, "place", std::move(at));
    }
    return json;
}

Json findings_json(const Findings& findings) {
    Json array = Json::array();
    for (const Finding& finding : with_cut(findings)) add(array, finding_json(finding));
    return array;
}

Json counts_json(const Findings& findings) {
    Json json = Json::object();
    put_count(json, "errors", findings.count(Level::error));
    put_count(json, "warnings", findings.count(Level::warning));
    put_count(json, "notes", findings.count(Level::note));
    put_count(json, "unlisted", findings.unlisted());
    return json;
}

Json report_json(const Findings& findings, const std::vector<Loaded>& documents) {
    Json json = Json::object();
    put_bool(json, "clean", findings.clean());
    put(json, "counts", counts_json(findings));
    put(json, "findings", findings_json(findings));
    Json rows = Json::array();
    for (const Loaded& document : documents) {
        Json row = Json::object();
        put_text(row, "name", document.name);
        put_text(row, "kind", word(document.kind));
        put_count(row, "records", document.records);
        add(rows, std::move(row));
    }
    put(json, "documents", std::move(rows));
    return json;
}

std::string report_text(const Findings& findings, const std::vector<Loaded>& documents,
                        bool /*colour*/) {
    std::string out;
    for (const Finding& finding : with_cut(findings)) {
        out.append(word(finding.level)).append("[").append(label(finding.rule)).append("]: ");
        out.append(finding.message).append("\n");
        if (finding.place) {
            const Place& place = *finding.place;
            out.append("  --> ").append(place.file).append(":").append(std::to_string(place.line));
            out.append(":").append(std::to_string(place.column));
            if (!place.pointer.empty()) out.append(" (").append(place.pointer).append(")");
            out.append("\n");
        }
        if (!finding.hint.empty()) out.append("  help: ").append(finding.hint).append("\n");
        out.append("\n");
    }
    out.append(text::counted(findings.count(Level::error), "error")).append(", ");
    out.append(text::counted(findings.count(Level::warning), "warning")).append(", ");
    out.append(text::counted(findings.count(Level::note), "note")).append(" in ");
    out.append(text::counted(documents.size(), "document")).append(".\n");
    return out;
}

Json rules_json() {
    Json array = Json::array();
    for (const RuleRow& row : rules()) {
        Json json = Json::object();
        put_text(json, "rule", label(row.rule));
        put_text(json, "level", word(row.level));
        put_text(json, "name", row.name);
        put_text(json, "title", row.title);
        put_text(json, "hint", row.hint);
        add(array, std::move(json));
    }
    return array;
}

std::string rules_text() {
    std::string out;
    for (const RuleRow& row : rules()) {
        std::string level(word(row.level));
        level.resize(8, ' ');
        out.append(label(row.rule)).append("  ").append(level).append(row.title).append("\n");
    }
    return out;
}

}  // namespace leadloom
