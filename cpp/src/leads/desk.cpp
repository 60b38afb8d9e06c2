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
    {"unreadable", "The record cannot be read as an alert. It was set aside."},
};
static_assert(std::size(held_rows) == held_count);

constexpr std::string_view state_words[] = {"new", "accepted"};

/// What a lead is sorted by. The index last, so that equals keep their order.
struct SortKey {
    Severity severity;
    time::Instant at;
    std::uint32_t alert;

    auto operator<=>(const SortKey&) const = default;
};

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    const std::string folded = text::fold(text);
    std::size_t from = 0;
    while (from < folded.size()) {
        const std::size_t to = std::min(folded.find(' ', from), folded.size());
        if (to > from) words.push_back(folded.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

}  // namespace

const HeldRow& held_row(Held held) { return held_rows[static_cast<std::size_t>(held)]; }

std::string_view word(LeadState state) { return state_words[static_cast<std::size_t>(state)]; }

void Desk::decide_all() {
    outcomes_.clear();
    delivered_.clear();
    outcome_index_.clear();
    outcome_by_alert_.clear();
    leads_.clear();
    held_counts_.fill(0);
    decide_new();
}

void Desk::decide_new() {
    kept_filter_.reset();
    const std::vector<Alert>& alerts = feed_.alerts();
    outcome_by_alert_.reserve(alerts.size());
    for (std::size_t i = outcome_by_alert_.size(); i < alerts.size(); ++i) {
        outcome_by_alert_.push_back(outcome_of(alerts[i]));
        const Held reason = held(alerts[i]);
        ++held_counts_[static_cast<std::size_t>(reason)];
        if (reason == Held::no) leads_.push_back(static_cast<std::uint32_t>(i));
    }
    held_counts_[static_cast<std::size_t>(Held::unreadable)] = feed_.set_aside().size();
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

Resolution Desk::resolution(const Alert& alert, const Member& member) const {
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
    if (alert.duplicate) return Held::duplicate;
    // Unless the manifest has lost its type since: then nobody knows what to show.
    if (accepted(alert) != nullptr && outcome(alert).type != nullptr) return Held::no;
    if (alert.test) return Held::test_message;
    const Held shared = outcome(alert).held;
    return shared == Held::no && alert.cleared ? Held::cleared : shared;
}

LeadState Desk::state(const Alert& alert) const {
    return accepted(alert) == nullptr ? LeadState::fresh : LeadState::accepted;
}

const Accepted* Desk::accepted(const Alert& alert) const {
    if (accepted_.empty()) return nullptr;
    const auto found = accepted_.find(feed_.lead_id(alert));
    return found == accepted_.end() ? nullptr : &found->second;
}

std::size_t Desk::accepted_count() const {
    return static_cast<std::size_t>(std::ranges::count_if(accepted_, [&](const auto& entry) {
        const Alert* const alert = feed_.find_lead(entry.first);
        return alert != nullptr && held(*alert) == Held::no;
    }));
}

bool Desk::passes(const Alert& alert, const LeadFilter& filter,
                  const std::vector<std::string>& words) const {
    const Outcome& decided = outcome(alert);
    if (filter.state && *filter.state != state(alert)) return false;
    if (filter.severity && *filter.severity != decided.severity) return false;
    if (!filter.integration.empty() && filter.integration != decided.partner->id) return false;
    if (words.empty()) return true;
    std::string text = text::fold(alert.name);
    text.append("\n")
        .append(text::fold(decided.type->name))
        .append("\n")
        .append(text::fold(alert.city));
    return std::ranges::all_of(words, [&](const std::string& word) { return text.contains(word); });
}

const std::vector<std::uint32_t>& Desk::leads(const LeadFilter& filter) const {
    if (kept_filter_ == filter) return kept_leads_;
    const std::vector<Alert>& alerts = feed_.alerts();
    const std::vector<std::string> words = words_of(filter.text);
    std::vector<SortKey> keys;
    for (const std::uint32_t i : leads_) {
        const Alert& alert = alerts[i];
        if (!passes(alert, filter, words)) continue;
        const bool waiting = filter.sort == LeadSort::waiting;
        const time::Instant at =
            filter.sort == LeadSort::newest ? ~alert.submitted : alert.submitted;
        keys.push_back({waiting ? outcome(alert).severity : Severity::critical, at, i});
    }
    std::ranges::sort(keys);
    kept_leads_.clear();
    for (const SortKey& key : keys) kept_leads_.push_back(key.alert);
    kept_filter_ = filter;
    return kept_leads_;
}

bool Desk::is_command(std::string_view type) {
    return type == "accept_lead" || type == "reopen_lead";
}

bool Desk::run(const Reading& reading, json::Value root, bool from_log) {
    constexpr Field fields[] = {{"type", Type::text, Need::required},
                                {"at", Type::time, Need::required},
                                {"by", Type::object, Need::required},
                                {"lead", Type::text, Need::required}};
    const Taken taken(reading, root, fields);
    if (!taken.ok) return false;
    const auto read = read_command(reading, root);
    if (!read) return false;
    const json::Value id = taken[3];
    const std::string lead = id.text();
    const auto refuse = [&](Rule rule, std::string_view message) {
        reading.add(rule, id, message);
        return false;
    };
    if (!is_command(read->type)) {
        reading.add(Rule::unknown_command, taken[0],
                    text::join({"There is no command ", text::named(read->type), " on a lead."}));
        return false;
    }
    if (!from_log) {
        const Alert* const alert = feed_.find_lead(lead);
        if (alert == nullptr || held(*alert) != Held::no)
            return refuse(Rule::unknown_lead,
                          text::join({"There is no lead ", text::named(lead), "."}));
    }
    if (read->type == "accept_lead") {
        const auto [before, added] = accepted_.try_emplace(lead, Accepted{read->by, read->at});
        if (!added)
            return refuse(Rule::not_new,
                          text::join({"The lead was accepted by ", before->second.by.name, " on ",
                                      before->second.at, "."}));
    } else if (accepted_.erase(lead) == 0) {
        return refuse(Rule::not_accepted, "The lead is not accepted.");
    }
    log_.push_back(compact(as_json(root)));
    return true;
}

std::expected<void, Findings> Desk::apply(const Document& command) {
    Findings findings;
    const json::Value root = command.root();
    if (!run({command, findings}, root, false)) return std::unexpected(findings);
    // The set-up may hold a lead that is accepted no longer.
    const Alert* const alert = feed_.find_lead(root["lead"].text());
    if (alert != nullptr && held(*alert) != Held::no) decide_all();
    kept_filter_.reset();
    return {};
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
