#include "leadloom/leads/desk.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr HeldRow held_rows[] = {
    {"", ""},
    {"duplicate", "The alert was delivered before, with the same source and id. It counts once."},
    {"test_message", "The partner marked it as a test message."},
    {"cleared", "The device reports that an earlier alert has cleared by itself."},
    {"unknown_partner", "Its source is no integration of the catalogue."},
    {"agreement_needed", "The integration's data agreement has not been accepted."},
    {"agreement_outdated",
     "The data agreement has changed and the present version has not been accepted."},
    {"paused", "The integration is switched off."},
    {"unknown_alert_type", "Its type is not one that the partner's manifest turns into leads."},
    {"job_type_off", "Its standard job type is switched off for this integration."},
    {"unknown_severity", "Its severity is not in the partner's table."},
    {"severity_not_passed_on",
     "Its severity is below those that become leads, so it stays with the partner."},
    {"repeated",
     "The device has raised it before: it is part of that lead's episode, not a lead of its own."},
    {"unreadable", "The record cannot be read as an alert. It was set aside."},
};
static_assert(std::size(held_rows) == held_count);

}  // namespace

const HeldRow& held_row(Held held) { return held_rows[static_cast<std::size_t>(held)]; }

void Desk::start_over() {
    episodes_.start_over();
    decide_all();
}

void Desk::decide_all() {
    outcomes_.clear();
    delivered_.clear();
    outcome_index_.clear();
    outcome_by_alert_.clear();
    repeated_.clear();
    decide_new();
}

void Desk::decide_new() {
    ++version_;
    ++decided_;
    link();
    const std::vector<Alert>& alerts = feed_.alerts();
    const std::size_t known = outcome_by_alert_.size();
    outcome_by_alert_.reserve(alerts.size());
    for (std::size_t i = known; i < alerts.size(); ++i)
        outcome_by_alert_.push_back(outcome_of(alerts[i]));
    count(roll_up(known) ? 0 : known);
}

bool Desk::ended_by(std::size_t lead, time::Instant then) const {
    const Handling* const done = handling_at(lead);
    if (done == nullptr ||
        (done->state != LeadState::booked && done->state != LeadState::dismissed))
        return false;
    const auto at = time::parse(done->at);
    return at && at->instant <= then;
}

bool Desk::roll_up(Episodes::Index first, std::size_t known) {
    const std::vector<Alert>& alerts = feed_.alerts();
    bool others = false;
    auto lead = Episodes::none;
    for (auto i = first; i != Episodes::none; i = episodes_.next(i)) {
        if (held_alone(alerts[i]) != Held::no) continue;
        const bool repeats = lead != Episodes::none && !ended_by(lead, alerts[i].submitted);
        others = others || (i < known && repeated_[i] != repeats);
        repeated_[i] = repeats;
        if (!repeats) {
            lead = i;
            if (i < known) outcome_by_alert_[i] = outcome_of(alerts[i]);
        } else if (outcome_at(i).severity < outcome_at(lead).severity) {
            // It got worse: so does its lead.
            Alert worse = alerts[lead];
            worse.severity = alerts[i].severity;
            outcome_by_alert_[lead] = outcome_of(worse);
        }
    }
    return others;
}

bool Desk::roll_up(std::size_t known) {
    repeated_.resize(feed_.alerts().size());
    bool others = false;
    const auto look = [&](Episodes::Index first) { others = roll_up(first, known) || others; };
    episodes_.set_minutes(static_cast<std::uint32_t>(setup_.desk.episode_hours * 60));
    episodes_.add_new();
    if (known == 0)
        episodes_.each(look);
    else
        episodes_.each_touched(look);
    return others;
}

void Desk::count(std::size_t from) {
    const std::vector<Alert>& alerts = feed_.alerts();
    if (from == 0) {
        leads_.clear();
        held_counts_.fill(0);
    }
    for (std::size_t i = from; i < alerts.size(); ++i) {
        const Held reason = held(alerts[i]);
        ++held_counts_[static_cast<std::size_t>(reason)];
        if (reason == Held::no) leads_.push_back(static_cast<std::uint32_t>(i));
    }
    held_counts_[static_cast<std::size_t>(Held::unreadable)] = feed_.set_aside().size();
    count_states();
}

void Desk::link() {
    for (const auto& [lead, number] : steps_by_lead_) {
        if (const Alert* const alert = feed_.find_lead(lead)) link(*alert, number);
    }
}

void Desk::link(const Alert& alert, std::uint32_t steps) {
    const std::size_t index = feed_.index(alert);
    if (index >= steps_of_.size()) steps_of_.resize(feed_.alerts().size());
    steps_of_[index] = steps + 1;
    steps_[steps].alert = static_cast<std::uint32_t>(index);
}

void Desk::count_states() {
    state_counts_.fill(0);
    std::size_t touched = 0;
    for (const Steps& steps : steps_) {
        if (!steps.alert || held(feed_.alerts()[*steps.alert]) != Held::no) continue;
        ++state_counts_[static_cast<std::size_t>(steps.now().state)];
        ++touched;
    }
    state_counts_[static_cast<std::size_t>(LeadState::fresh)] += leads_.size() - touched;
}

std::uint32_t Desk::outcome_of(const Alert& alert) {
    const OutcomeKey key{alert.source, alert.type, alert.severity, alert.account, alert.profile};
    // Neighbours are often alike.
    if (!outcomes_.empty() && key == last_key_) return last_outcome_;
    const auto [at, added] =
        outcome_index_.try_emplace(key, static_cast<std::uint32_t>(outcomes_.size()));
    if (added) outcomes_.push_back(decide(alert));
    last_key_ = key;
    last_outcome_ = at->second;
    return at->second;
}

const AlertType* Desk::delivered(std::string_view type) {
    const auto standard = catalog_.delivered(type);
    if (!standard) return nullptr;
    return &delivered_.emplace_back(catalog_.label(*standard), *standard);
}

Outcome Desk::decide(const Alert& alert) {
    Outcome outcome;
    outcome.account = alert.account;
    outcome.profile = alert.profile;
    const auto hold = [&](Held reason) {
        outcome.held = reason;
        return outcome;
    };
    outcome.partner = catalog_.partner(feed_.word(alert.source));
    if (outcome.partner == nullptr) return hold(Held::unknown_partner);
    const Partner& partner = *outcome.partner;
    outcome.type = partner.alert_type(feed_.word(alert.type));
    if (outcome.type == nullptr && partner.delivers_standard_job_types)
        outcome.type = delivered(feed_.word(alert.type));
    const SeverityCode* const code = partner.severity(feed_.word(alert.severity));
    if (code != nullptr) outcome.severity = code->severity;
    if (outcome.type == nullptr) return hold(Held::unknown_alert_type);
    if (code == nullptr) return hold(Held::unknown_severity);
    if (!std::ranges::contains(partner.pass_on, outcome.severity))
        return hold(Held::severity_not_passed_on);
    // Resolved even if held by the set-up: a lead that was accepted before stays one.
    const StandardKey& standard = outcome.type->standard;
    outcome.asks_for_member = asks_for_member(setup_, standard);
    if (!outcome.asks_for_member)
        outcome.resolution = resolve(setup_, tenant_, catalog_,
                                     {partner, standard, facts_of(alert, outcome.severity)});
    const Integration* const integration = setup_.integration(partner.id);
    switch (agreement_state(partner, integration)) {
        case AgreementState::not_accepted: return hold(Held::agreement_needed);
        case AgreementState::outdated: return hold(Held::agreement_outdated);
        case AgreementState::accepted: break;
    }
    if (!integration->enabled) return hold(Held::paused);
    if (integration->is_off(outcome.type->standard)) return hold(Held::job_type_off);
    return outcome;
}

Facts Desk::facts_of(const Alert& alert, Severity severity) const {
    Facts facts;
    facts.severity = severity;
    facts.account = feed_.word(alert.account);
    facts.profile = feed_.word(alert.profile);
    if (alert.submitted != Alert::no_time) facts.at = alert.submitted;
    return facts;
}

std::optional<time::Instant> Desk::respond_by(const Alert& alert) const {
    if (alert.submitted == Alert::no_time) return std::nullopt;
    const bool critical = outcome(alert).severity == Severity::critical;
    const DeskSettings& desk = setup_.desk;
    return alert.submitted + (critical ? desk.critical_minutes : desk.urgent_minutes) * 60'000;
}

Resolution Desk::resolution(const Alert& alert, const Member& member) const {
    Resolution answer = resolved(alert, member);
    const Handling* const done = handling(alert);
    if (done == nullptr) return answer;
    const bool booked = done->state == LeadState::booked;
    const Id job_type = booked ? done->job.job_type : done->job_type;
    const Id unit = booked ? done->job.business_unit : done->business_unit;
    if (job_type == 0) return answer;
    const auto chosen = [](const auto& records, Id id) {
        const auto* const record = records.find(id);
        return Chosen{id, record == nullptr ? std::to_string(id) : record->name};
    };
    answer.job_type = chosen(tenant_.job_types, job_type);
    answer.business_unit = chosen(tenant_.business_units, unit);
    if (booked && done->job.campaign != 0)
        answer.campaign = chosen(tenant_.campaigns, done->job.campaign);
    if (booked && !done->job.priority.empty()) answer.priority = done->job.priority;
    answer.reasons.insert(answer.reasons.begin(), {"picked", booked ? "It was booked like this."
                                                                    : "The office picked it."});
    return answer;
}

Resolution Desk::resolution(const Alert& alert) const {
    if (!outcome(alert).asks_for_member) return resolution(alert, {});
    json::Tape tape;
    // The text was read before, so it can be read again; its depth is known to be allowed.
    (void)json::read(alert.text, alert.text.size(), tape);
    const AlertFields fields = alert_fields(tape.root());
    const std::string zip = member_text(fields, MemberPart::zip);
    const std::string state = member_text(fields, MemberPart::state);
    const std::string placement(text::trimmed(fields.device["placement"].text()));
    const Handling* const done = handling(alert);
    return resolution(
        alert, {zip, state, done == nullptr ? std::string_view() : done->customer.type, placement});
}

Resolution Desk::resolved(const Alert& alert, const Member& member) const {
    const Outcome& decided = outcome(alert);
    if (!decided.asks_for_member) return decided.resolution;
    Facts facts = facts_of(alert, decided.severity);
    facts.zip = member.zip;
    facts.state = member.state;
    facts.customer_type = member.customer_type;
    facts.placement = member.placement;
    return resolve(setup_, tenant_, catalog_, {*decided.partner, decided.type->standard, facts});
}

const Outcome& Desk::outcome(const Alert& alert) const {
    return outcomes_[outcome_by_alert_[feed_.index(alert)]];
}

Held Desk::held(const Alert& alert) const {
    const Held alone = held_alone(alert);
    const bool fresh = state(alert) == LeadState::fresh;
    return alone == Held::no && fresh && repeated_[feed_.index(alert)] ? Held::repeated : alone;
}

std::size_t Desk::repeats(const Alert& lead) const {
    std::size_t count = 0;
    for (auto i = episodes_.next(static_cast<std::uint32_t>(feed_.index(lead)));
         i != Episodes::none; i = episodes_.next(i)) {
        if (held_alone(feed_.alerts()[i]) != Held::no) continue;
        if (!repeated_[i]) break;
        ++count;
    }
    return count;
}

Held Desk::held_alone(const Alert& alert) const {
    if (alert.duplicate) return Held::duplicate;
    // What the office has taken up stays a lead, unless the manifest has lost its type since: then
    // nobody knows what to show.
    if (state(alert) != LeadState::fresh && outcome(alert).type != nullptr) return Held::no;
    if (alert.test) return Held::test_message;
    const Held shared = outcome(alert).held;
    return shared == Held::no && alert.cleared ? Held::cleared : shared;
}

bool Desk::run(const Reading& reading, json::Value root, bool from_log) {
    const json::Value type = root["type"];
    if (type.is(json::Kind::string) && !is_lead_command(type.text())) {
        reading.add(Rule::unknown_command, type,
                    text::join({"There is no command ", text::named(type.text()), " on a lead."}));
        return false;
    }
    const std::string lead = root["lead"].text();
    const auto refuse = [&](Rule rule, std::string_view message) {
        reading.add(rule, root["lead"], message);
        return false;
    };
    const Alert* const alert = feed_.find_lead(lead);
    // What is played again was one in its time.
    const bool is_lead = from_log || (alert != nullptr && held(*alert) == Held::no);
    if (!is_lead && !lead.empty() && root["lead"].is(json::Kind::string))
        return refuse(Rule::unknown_lead,
                      text::join({"There is no lead ", text::named(lead), "."}));
    const auto known = steps_by_lead_.find(lead);
    static const Steps none;
    const Steps& before = known == steps_by_lead_.end() ? none : steps_[known->second];
    Handling next = before.now();
    if (!carry_out(reading, root, from_log ? nullptr : &tenant_, next)) return false;
    const bool undo = type.text() == "undo_lead";
    const bool redo = type.text() == "redo_lead";
    if (undo && before.at == 0)
        return refuse(Rule::nothing_to_undo, "Nothing that was done with it is in force.");
    if (redo && before.at + 1 == before.handlings.size())
        return refuse(Rule::nothing_to_undo, "Nothing that was done with it was taken back.");
    const std::uint32_t number =
        steps_by_lead_.try_emplace(lead, static_cast<std::uint32_t>(steps_.size())).first->second;
    if (number == steps_.size()) steps_.emplace_back();
    Steps& steps = steps_[number];
    if (undo) {
        --steps.at;
    } else if (redo) {
        ++steps.at;
    } else {
        steps.handlings.resize(++steps.at);
        steps.handlings.push_back(std::move(next));
    }
    if (alert != nullptr) link(*alert, number);
    log_.push_back(compact(as_json(root)));
    return true;
}

std::expected<Json, Findings> Desk::apply(const Document& command) {
    Findings findings;
    const json::Value root = command.root();
    if (!run({command, findings}, root, false)) return std::unexpected(findings);
    // The set-up may hold a lead that nobody has taken up any longer.
    const Alert* const alert = feed_.find_lead(root["lead"].text());
    if (alert != nullptr && held(*alert) != Held::no) {
        decide_all();
    } else {
        ++version_;
        const std::vector<Alert>& alerts = feed_.alerts();
        // What the device said after a lead has ended is a new one, until it is open again.
        if (alert != nullptr &&
            roll_up(episodes_.first_of(static_cast<std::uint32_t>(feed_.index(*alert))),
                    alerts.size())) {
            ++decided_;
            count(0);
        } else {
            count_states();
        }
    }
    Json undo = Json::object();
    put_text(undo, "type", root["type"].text() == "undo_lead" ? "redo_lead" : "undo_lead");
    put_text(undo, "lead", root["lead"].text());
    return undo;
}

std::size_t Desk::replay(const Reading& reading, json::Value lines) {
    const std::size_t before = log_.size();
    if (lines.is(json::Kind::array)) {
        for (const json::Value line : lines) (void)run(reading, line, true);
    } else {
        (void)run(reading, lines, true);
    }
    return log_.size() - before;
}

}  // namespace leadloom
