/// `resolve`: alerts in, what they would become out, a line for a line.
#include <algorithm>

#include "answering.hpp"
#include "commands.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Json held_json(Held held) {
    Json json = Json::object();
    put_text(json, "code", held_row(held).code);
    put_text(json, "text", held_row(held).text);
    return json;
}

Json candidate_json(const Candidate& candidate) {
    Json json = Json::object();
    put(json, "jobType", ref_json(candidate.job_type.id, candidate.job_type.name));
    put(json, "businessUnit", ref_json(candidate.business_unit.id, candidate.business_unit.name));
    put_bool(json, "bookable", candidate.bookable);
    Json why = Json::array();
    for (const std::string& one : candidate.why) add(why, one);
    put(json, "why", std::move(why));
    return json;
}

void put_resolution(Json& json, const Resolution& resolution) {
    put_some(json, "jobType", resolution.job_type);
    put_some(json, "businessUnit", resolution.business_unit);
    put_some(json, "campaign", resolution.campaign);
    put_some(json, "priority", resolution.priority);
    Json reasons = Json::array();
    for (const Reason& reason : resolution.reasons) {
        Json one = Json::object();
        put_text(one, "code", reason.code);
        put_text(one, "text", reason.text);
        add(reasons, std::move(one));
    }
    put(json, "reasons", std::move(reasons));
    Json candidates = Json::array();
    for (const Candidate& candidate : resolution.candidates)
        add(candidates, candidate_json(candidate));
    put(json, "candidates", std::move(candidates));
}

/// Everything that an alert is decided with.
struct Office {
    const Workspace& workspace;
    Feed feed = {};
    Desk desk{feed, workspace.setup(), workspace.tenant(), workspace.catalog()};
};

Json answer(const Office& office, const Alert& alert) {
    Json json = Json::object();
    put_text(json, "source", office.feed.word(alert.source));
    put_text(json, "id", alert.id);
    const Held held = office.desk.held(alert);
    if (held != Held::no) {
        put(json, "held", held_json(held));
        return json;
    }
    put_resolution(json, office.desk.resolution(alert));
    return json;
}

Json answer(const SetAside& aside) {
    Json json = Json::object();
    const RuleRow& row = row_of(aside.rule);
    put(json, "error",
        finding_json({.rule = aside.rule,
                      .level = row.level,
                      .message = aside.message,
                      .hint = aside.hint.empty() ? std::string(row.hint) : aside.hint,
                      .place = aside.place}));
    return json;
}

}  // namespace

Ran run_resolve(const Given& given, Host& host) {
    Validator validator(for_reading());
    std::string complaints = load_files(given.operands, validator, host);
    auto alerts = read_file("-", host);
    if (!alerts) complaints += alerts.error();
    if (complaints.empty()) complaints = finish_reading(validator);
    if (complaints.empty()) complaints = need_setup(validator, given.operands[0]);
    if (!complaints.empty()) return refused(complaints);
    Office office{.workspace = validator.workspace()};
    Findings over_limits;
    office.feed.add("stdin", std::move(*alerts), Limits{}, over_limits);
    if (over_limits.count(Level::error) > 0) return refused(report_text(over_limits, {}));
    office.desk.decide_all();
    // Alerts and what was set aside, in the order of their lines.
    std::string out;
    const auto say = [&](const Json& line) { out += text::join({compact(line), "\n"}); };
    std::vector<SetAside> asides = office.feed.set_aside();
    std::ranges::stable_sort(asides, {}, [](const SetAside& aside) { return aside.place.line; });
    auto aside = asides.begin();
    for (const Alert& alert : office.feed.alerts()) {
        for (; aside != asides.end() && aside->place.line < alert.line; ++aside)
            say(answer(*aside));
        say(answer(office, alert));
    }
    for (; aside != asides.end(); ++aside) say(answer(*aside));
    return answered(given, host, std::move(out), exit_code::clean);
}

}  // namespace leadloom
