#include "leadloom/speak/setup_views.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "leadloom/decide/compare.hpp"
#include "leadloom/decide/steps.hpp"
#include "leadloom/decide/validate.hpp"
#include "leadloom/document/sha256.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/diff.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// The record of an agreement; its time in UTC, where the document has it as it was given.
Json accepted_json(Acceptance accepted) {
    accepted.text.clear();
    accepted.accepted_at = in_utc(accepted.accepted_at);
    return write_acceptance(accepted);
}

Json runs_json(const std::vector<text::Run>& runs) {
    Json array = Json::array();
    for (const text::Run& run : runs) {
        Json piece = Json::object();
        put_text(piece, "text", run.text);
        put_bool(piece, "changed", run.changed);
        add(array, std::move(piece));
    }
    return array;
}

Json side_by_side_json(std::string_view before, std::string_view after) {
    Json array = Json::array();
    for (const text::SideBySide& pair : text::side_by_side(before, after)) {
        Json row = Json::object();
        put(row, "before", runs_json(pair.before));
        put(row, "after", runs_json(pair.after));
        add(array, std::move(row));
    }
    return array;
}

std::string_view state_word(const Partner& partner, const Integration* integration) {
    if (integration == nullptr || !(integration->enabled || integration->finished)) {
        const bool begun =
            integration != nullptr && (integration->agreement || !integration->accounts.empty());
        return begun ? "in_set_up" : "not_begun";
    }
    switch (agreement_state(partner, integration)) {
        case AgreementState::not_accepted: return "agreement_needed";
        case AgreementState::outdated: return "agreement_outdated";
        case AgreementState::accepted: break;
    }
    return integration->enabled ? "live" : "paused";
}

/// How many leads there are of each alert type of a partner, with those that nothing but the set-up
/// holds: what a switch is about. What one device repeats is one lead (N6). Those of the last week
/// too; it ends now, or where nobody says when that is, with the feed.
class LeadsByType {
public:
    struct Count {
        std::size_t all = 0;
        std::size_t last_week = 0;
    };

    LeadsByType(const Workspace& workspace, std::optional<time::Instant> now) {
        const Desk& desk = workspace.desk();
        const std::vector<Alert>& alerts = workspace.feed().alerts();
        if (!now && !alerts.empty())
            now = std::ranges::max(alerts, {}, &Alert::submitted).submitted;
        const Episodes& episodes = desk.episodes();
        episodes.each([&](Episodes::Index first) {
            bool has_lead = false;
            for (auto i = first; i != Episodes::none; i = episodes.next(i)) {
                const Held held = desk.held(alerts[i]);
                if (held != Held::no && (has_lead || !by_set_up(held))) continue;
                has_lead = true;
                count(counts_[desk.outcome(alerts[i]).type], alerts[i].submitted, *now);
            }
        });
    }

    [[nodiscard]] Count of(const Partner& partner, const AlertType& type) const {
        const auto found = counts_.find(partner.alert_type(type.name));
        return found == counts_.end() ? Count{} : found->second;
    }

private:
    static constexpr time::Instant week = 7LL * 24 * 60 * 60 * 1000;

    static bool by_set_up(Held held) {
        return held == Held::paused || held == Held::job_type_off ||
               held == Held::agreement_needed || held == Held::agreement_outdated;
    }

    static void count(Count& count, time::Instant submitted, time::Instant now) {
        ++count.all;
        if (submitted <= now && submitted != Alert::no_time && submitted > now - week)
            ++count.last_week;
    }

    std::unordered_map<const AlertType*, Count> counts_;
};

Json integration_json(const Workspace& workspace, const Partner& partner,
                      const LeadsByType& counts) {
    const Integration* const integration = workspace.setup().integration(partner.id);
    Json json = Json::object();
    put_text(json, "id", partner.id);
    put_text(json, "name", partner.name);
    put_text(json, "about", partner.about);
    put_text(json, "dealer", partner.dealer);
    put_text(json, "learnMore", partner.learn_more);
    put(json, "mark", partner.mark);
    put_text(json, "state", state_word(partner, integration));
    put_bool(json, "enabled", integration != nullptr && integration->enabled);
    Json left = Json::array();
    const auto open = open_steps(workspace.setup(), partner);
    for (const std::string_view step : open) add(left, step);
    put_count(json, "step", open.empty() ? 4 : number_of(open.front()));
    put_count(json, "editBeginsAt", edit_begins_at(workspace.setup(), partner));
    put(json, "left", std::move(left));
    Json agreement = Json::object();
    put_text(agreement, "version", partner.agreement.version);
    put_text(agreement, "title", partner.agreement.title);
    Json accounts = Json::array();
    if (integration != nullptr) {
        if (integration->agreement)
            put(agreement, "accepted", accepted_json(*integration->agreement));
        if (integration->campaign)
            put(json, "campaign",
                record_json(workspace.tenant().campaigns, *integration->campaign));
        for (const Account& account : integration->accounts) {
            Json row = Json::object();
            put_text(row, "id", account.id);
            put_text(row, "name", account.name.empty() ? account.id : account.name);
            Json profiles = Json::array();
            for (const Profile& profile : account.profiles) {
                Json part = Json::object();
                put_text(part, "id", profile.id);
                put_text(part, "name", profile.name.empty() ? profile.id : profile.name);
                put(part, "businessUnits",
                    refs_json(workspace.tenant().business_units, profile.business_units));
                add(profiles, std::move(part));
            }
            put(row, "businessUnits",
                refs_json(workspace.tenant().business_units, account.business_units));
            put_bool(row, "asAWhole", serves_as_a_whole(*integration, account));
            put(row, "profiles", std::move(profiles));
            add(accounts, std::move(row));
        }
    }
    put(json, "agreement", std::move(agreement));
    put(json, "accounts", std::move(accounts));
    Json alert_types = Json::array();
    for (const AlertType& type : partner.alert_types) {
        Json row = Json::object();
        put_text(row, "name", type.name);
        put_text(row, "trade", type.standard.trade);
        put_text(row, "standardJobType", type.standard.id);
        put_text(row, "label", workspace.catalog().label(type.standard));
        put_bool(row, "enabled", integration == nullptr || !integration->is_off(type.standard));
        const LeadsByType::Count count = counts.of(partner, type);
        put_count(row, "leads", count.all);
        put_count(row, "leadsLastWeek", count.last_week);
        add(alert_types, std::move(row));
    }
    put(json, "alertTypes", std::move(alert_types));
    return json;
}

}  // namespace

Json integrations_view(const Workspace& workspace, std::optional<time::Instant> now) {
    const LeadsByType counts(workspace, now);
    Json array = Json::array();
    for (const Partner& partner : workspace.catalog().partners)
        add(array, integration_json(workspace, partner, counts));
    return array;
}

Json agreement_view(const Workspace& workspace, std::string_view id, std::string_view role) {
    const Partner* const partner = workspace.catalog().partner(id);
    if (partner == nullptr) return nullptr;
    const Integration* const integration = workspace.setup().integration(id);
    constexpr std::string_view states[] = {"not_accepted", "outdated", "accepted"};
    Json json = Json::object();
    put_text(json, "integration", partner->id);
    put_text(json, "name", partner->name);
    put_text(json, "version", partner->agreement.version);
    put_text(json, "title", partner->agreement.title);
    put_bool(json, "sample", partner->agreement.sample);
    put_text(json, "text", partner->agreement.text);
    put_text(json, "sha256", partner->agreement.sha256);
    put_text(json, "state",
             states[static_cast<std::size_t>(agreement_state(*partner, integration))]);
    if (integration != nullptr && integration->agreement)
        put(json, "accepted", accepted_json(*integration->agreement));
    if (integration != nullptr && integration->agreement && !integration->agreement->text.empty() &&
        integration->agreement->text != partner->agreement.text) {
        const std::string& before = integration->agreement->text;
        put_text(json, "acceptedText", before);
        put(json, "changes", side_by_side_json(before, partner->agreement.text));
    }
    put_bool(json, "mayAccept", may_accept(role));
    if (!may_accept(role)) {
        put_text(json, "whyNot",
                 text::join({"The role ", text::named(role),
                             " may read the data agreement. To accept it, ask someone with the "
                             "role Admin or Owner."}));
    }
    return json;
}

Json setup_view(const Workspace& workspace) {
    const Json document = write_setup(workspace.setup());
    Json json = Json::object();
    put_text(json, "name", workspace.setup().document->name());
    put_text(json, "text", pretty(document));
    put_text(json, "sha256", sha256(canonical(document)));
    return json;
}

Json trial_view(const Workspace& workspace, json::Value command) {
    Findings findings(workspace.limits().findings);
    const auto document = Document::read_strictly("command", std::string(command.raw()),
                                                  workspace.limits(), findings);
    Json json = Json::object();
    const Setup& setup = workspace.setup();
    auto changed = document == nullptr
                       ? std::unexpected(findings)
                       : apply(setup, *document, workspace.tenant(), workspace.catalog());
    put_bool(json, "ok", changed.has_value());
    if (!changed) {
        put(json, "findings", findings_json(changed.error()));
        return json;
    }
    Findings before(SIZE_MAX);
    validate(setup, workspace.tenant(), workspace.catalog(), before);
    std::set<std::pair<Rule, std::string>> known;
    for (const Finding& finding : before.list()) known.emplace(finding.rule, finding.message);
    Findings after(SIZE_MAX);
    validate(*changed, workspace.tenant(), workspace.catalog(), after);
    Json news = Json::array();
    for (const Finding& finding : after.list()) {
        if (!known.contains({finding.rule, finding.message})) add(news, finding_json(finding));
    }
    put(json, "findings", std::move(news));
    return json;
}

Json compare_view(const Workspace& workspace, std::string_view name, std::string_view text) {
    Findings findings(workspace.limits().findings);
    Json json = Json::object();
    auto document =
        Document::read_strictly(std::string(name), std::string(text), workspace.limits(), findings);
    std::optional<Setup> read;
    if (document != nullptr && detect(document->root()) != DocumentKind::setup) {
        findings.add(Rule::unknown_document,
                     text::join({text::named(name), " is no set-up file."}));
    } else if (document != nullptr) {
        read = read_setup(std::move(document), findings);
    }
    const bool ok = read && findings.count(Level::error) == 0;
    put_bool(json, "ok", ok);
    put(json, "findings", findings_json(findings));
    Json changes = Json::array();
    if (ok) {
        for (const Change& change :
             compare(workspace.setup(), *read, workspace.tenant(), workspace.catalog())) {
            Json row = Json::object();
            put_text(row, "code", change.code);
            put_text(row, "text", change.text);
            add(changes, std::move(row));
        }
        put_text(json, "sha256", sha256(canonical(write_setup(*read))));
    }
    put(json, "changes", std::move(changes));
    return json;
}

}  // namespace leadloom
