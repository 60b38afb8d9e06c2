/// `diff` and `drift`: what changed, in words.
#include "leadloom/decide/compare.hpp"

#include "answering.hpp"
#include "commands.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Documents that are loaded together, and what was found while they were read.
struct Side {
    Workspace workspace{Limits{}, Strictness::tolerant};
    std::vector<Loaded> documents;
    Findings findings;

    /// Complaints about what cannot be read, and a report when it cannot be trusted.
    std::string load(const std::vector<std::string>& files, Host& host) {
        std::string complaints = load_files(files, workspace, documents, findings, host);
        if (complaints.empty() && findings.count(Level::error) > 0)
            complaints = report_text(findings, documents);
        return complaints;
    }

    std::string need_setup(std::string_view file) const {
        if (workspace.has_setup()) return {};
        return complaint(Rule::unknown_document,
                         text::join({text::brief(file), " is no set-up."}),
                         "Give a set-up, or a mapping.");
    }
};

Json change_json(const Change& change, const Setup& setup) {
    Json json = Json::object();
    put_text(json, "code", change.code);
    put_text(json, "text", change.text);
    if (change.at) {
        const Place place = setup.document->place(change.at);
        Json at = Json::object();
        put_text(at, "file", place.file);
        put_count(at, "line", place.line);
        put_count(at, "column", place.column);
        if (!place.pointer.empty()) put_text(at, "pointer", place.pointer);
        put(json, "place", std::move(at));
    }
    return json;
}

std::string shown(const Given& given, const std::vector<Change>& changes, const Side& side,
                  bool colour) {
    if (as_json(given)) {
        Json list = Json::array();
        for (const Change& change : changes)
            add(list, change_json(change, side.workspace.setup()));
        Json json = Json::object();
        put(json, "changes", std::move(list));
        put(json, "findings", findings_json(side.findings));
        return pretty(json);
    }
    std::string out;
    for (const Change& change : changes) out += text::join({printable(change.text), "\n"});
    if (changes.empty()) out = "Nothing has changed.\n";
    if (!side.findings.list().empty())
        out += text::join({"\n", report_text(side.findings, side.documents, colour)});
    return out;
}

Ran told(const Given& given, Host& host, const std::vector<Change>& changes, const Side& side) {
    return answered(given, host, shown(given, changes, side, in_colour(given, host)),
                    changes.empty() ? exit_code::clean : exit_code::found);
}

}  // namespace

Ran run_diff(const Given& given, Host& host) {
    Side before;
    Side after;
    std::string complaints = before.load({given.operands[0]}, host);
    std::vector<std::string> files = tenant_files(given);
    files.push_back(given.operands[1]);
    complaints += after.load(files, host);
    if (complaints.empty()) {
        complaints = before.need_setup(given.operands[0]);
        complaints += after.need_setup(given.operands[1]);
    }
    if (!complaints.empty()) return refused(complaints);
    const Workspace& now = after.workspace;
    const auto changes = compare(before.workspace.setup(), now.setup(), now.tenant(), now.catalog());
    warn_of_shared_changes(before.workspace.setup(), now.setup(), now.catalog(), after.findings);
    return told(given, host, changes, after);
}

Ran run_drift(const Given& given, Host& host) {
    Side side;
    std::string complaints = side.load(given.operands, host);
    if (complaints.empty()) complaints = side.need_setup(given.operands[0]);
    if (!complaints.empty()) return refused(complaints);
    const Workspace& now = side.workspace;
    return told(given, host, drift(now.setup(), now.tenant(), now.catalog()), side);
}

}  // namespace leadloom
