/// `diff` and `drift`: what changed, in words.
#include "leadloom/decide/compare.hpp"

#include "answering.hpp"
#include "commands.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/terminal.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Loads files and finishes; complaints about what cannot be read or trusted.
std::string load(const std::vector<std::string>& files, Validator& validator, Host& host) {
    std::string complaints = load_files(files, validator, host);
    if (complaints.empty()) complaints = finish_reading(validator);
    return complaints;
}

/// The later side of a comparison.
struct Side {
    const Setup& setup;
    const Findings& findings;
    const std::vector<Loaded>& documents;
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
        for (const Change& change : changes) add(list, change_json(change, side.setup));
        Json json = Json::object();
        put(json, "changes", std::move(list));
        put(json, "findings", findings_json(side.findings));
        return pretty(json);
    }
    std::string out;
    for (const Change& change : changes) out += text::join({text::visible(change.text), "\n"});
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
    Validator before(for_reading());
    Validator after(for_reading());
    std::string complaints = load({given.operands[0]}, before, host);
    std::vector<std::string> files = tenant_files(given);
    files.push_back(given.operands[1]);
    complaints += load(files, after, host);
    if (complaints.empty()) {
        complaints = need_setup(before, given.operands[0]);
        complaints += need_setup(after, given.operands[1]);
    }
    if (!complaints.empty()) return refused(complaints);
    const Setup& old = before.workspace().setup();
    const Workspace& now = after.workspace();
    const auto changes = compare(old, now.setup(), now.tenant(), now.catalog());
    Findings findings = after.findings();
    findings.set_level(Rule::shared_change, row_of(Rule::shared_change).level);
    warn_of_shared_changes(old, now.setup(), now.catalog(), findings);
    return told(given, host, changes, {now.setup(), findings, after.documents()});
}

Ran run_drift(const Given& given, Host& host) {
    Validator validator(for_reading());
    std::string complaints = load(given.operands, validator, host);
    if (complaints.empty()) complaints = need_setup(validator, given.operands[0]);
    if (!complaints.empty()) return refused(complaints);
    const Workspace& now = validator.workspace();
    return told(given, host, drift(now.setup(), now.tenant(), now.catalog()),
                {now.setup(), validator.findings(), validator.documents()});
}

}  // namespace leadloom
