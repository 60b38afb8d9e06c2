#include "leadloom/speak/setup_views.hpp"

#include <algorithm>

#include "leadloom/document/sha256.hpp"
#include "leadloom/leads/steps.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/order.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// A reference of the set-up with the name that the tenant has for it.
template <class Record>
Json record_json(const Records<Record>& records, const Ref& ref) {
    const Record* const record = look_up(records, ref);
    return record == nullptr ? ref_json(ref.id, ref.name) : ref_json(record->id, record->name);
}

template <class Record>
Json refs_json(const Records<Record>& records, const std::vector<Ref>& refs) {
    Json array = Json::array();
    for (const Ref& ref : refs) add(array, record_json(records, ref));
    return array;
}

/// The record of an agreement; its time in UTC, where the document has it as it was given.
Json accepted_json(Acceptance accepted) {
    accepted.accepted_at = in_utc(accepted.accepted_at);
    return write_acceptance(accepted);
}

std::string_view state_word(const Partner& partner, const Integration* integration) {
    switch (agreement_state(partner, integration)) {
        case AgreementState::not_accepted: return "agreement_needed";
        case AgreementState::outdated: return "agreement_outdated";
        case AgreementState::accepted: break;
    }
    return integration->enabled ? "live" : "paused";
}

Json integration_json(const Workspace& workspace, const Partner& partner) {
    const Integration* const integration = workspace.setup().integration(partner.id);
    Json json = Json::object();
    put_text(json, "id", partner.id);
    put_text(json, "name", partner.name);
    put_text(json, "about", partner.about);
    put_text(json, "learnMore", partner.learn_more);
    put(json, "mark", partner.mark);
    put_text(json, "state", state_word(partner, integration));
    put_bool(json, "enabled", integration != nullptr && integration->enabled);
    Json left = Json::array();
    for (const std::string_view step : open_steps(workspace.setup(), partner)) add(left, step);
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
        add(alert_types, std::move(row));
    }
    put(json, "alertTypes", std::move(alert_types));
    return json;
}

/// The names of all alert types, of any partner, that lead to a standard job type.
Json alert_types_json(const Catalog& catalog, const StandardKey& standard) {
    Json names = Json::array();
    for (const Partner& partner : catalog.partners) {
        for (const AlertType& type : partner.alert_types) {
            if (type.standard == standard) add(names, type.name);
        }
    }
    return names;
}

/// One row of the mapping page: what is mapped, and what comes of it.
Json mapping_row_json(const Workspace& workspace, const StandardKey& standard,
                      const std::string& label_text, Json alert_types, const Findings& findings) {
    const Tenant& tenant = workspace.tenant();
    const MappingRow* const row = workspace.setup().row(standard);
    Json json = Json::object();
    put_text(json, "trade", standard.trade);
    put_text(json, "standardJobType", standard.id);
    put_text(json, "label", label_text);
    put(json, "alertTypes", std::move(alert_types));
    put(json, "jobTypes",
        row == nullptr ? Json::array() : refs_json(tenant.job_types, row->job_types));
    put(json, "businessUnits",
        row == nullptr ? Json::array() : refs_json(tenant.business_units, row->business_units));
    // What a lead would get is asked of the one resolver, not decided here.
    static const Partner nobody;
    const Resolution resolution =
        resolve(workspace.setup(), tenant, workspace.catalog(), {nobody, standard});
    const bool mapped = resolution.reasons.front().code != "not_mapped";
    put_text(json, "outcome", resolution.job_type ? "fills_in" : mapped ? "blank" : "not_mapped");
    put_text(json, "consequence", resolution.reasons.front().text);
    // Findings stand in the set-up's own document: a row's are those inside the row.
    Json inside = Json::array();
    if (row != nullptr && row->at) {
        const std::size_t begin = row->at.offset();
        for (const Finding& finding : findings.list()) {
            if (finding.rule == Rule::unreachable_mapping || !finding.place) continue;
            const std::size_t at = finding.place->byte;
            if (at >= begin && at < begin + row->at.length()) add(inside, finding_json(finding));
        }
    }
    put(json, "findings", std::move(inside));
    return json;
}

/// Active ones first, then by name.
template <class Record, class Extra>
Json choices_json(const Records<Record>& records, Extra extra) {
    const std::vector<Record>& all = records.all();
    std::vector<std::string> names;
    for (const Record& record : all)
        names.push_back((record.active ? "0" : "1") + text::fold(record.name));
    const auto order = text::stable_order(
        all.size(), [&](std::uint32_t a, std::uint32_t b) { return names[a] < names[b]; });
    Json array = Json::array();
    for (const std::uint32_t i : order) {
        Json json = ref_json(all[i].id, all[i].name);
        put_bool(json, "active", all[i].active);
        extra(json, all[i]);
        add(array, std::move(json));
    }
    return array;
}

}  // namespace

Json integrations_view(const Workspace& workspace) {
    Json array = Json::array();
    for (const Partner& partner : workspace.catalog().partners)
        add(array, integration_json(workspace, partner));
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
    put_bool(json, "mayAccept", may_accept(role));
    if (!may_accept(role)) {
        put_text(json, "whyNot",
                 text::join({"The role ", text::named(role),
                             " may read the data agreement. To accept it, ask someone with the "
                             "role Admin or Owner."}));
    }
    return json;
}

Json mapping_view(const Workspace& workspace, const Findings& findings) {
    const Catalog& catalog = workspace.catalog();
    const Setup& setup = workspace.setup();
    Json json = Json::object();
    Json trades = Json::array();
    Json used = Json::array();
    Json others = Json::array();
    for (const Trade& trade : catalog.trades) {
        const bool selected = std::ranges::contains(setup.trades, trade.id, &SelectedTrade::id);
        Json row = Json::object();
        put_text(row, "id", trade.id);
        put_text(row, "label", trade.label);
        put_bool(row, "selected", selected);
        put_count(row, "rows", trade.job_types.size());
        add(trades, std::move(row));
        if (!selected) continue;
        for (const StandardJobType& type : trade.job_types) {
            const StandardKey key{trade.id, type.id};
            Json alert_types = alert_types_json(catalog, key);
            Json& rows = alert_types.empty() ? others : used;
            add(rows,
                mapping_row_json(workspace, key, type.label, std::move(alert_types), findings));
        }
    }
    for (Json& row : others) add(used, std::move(row));
    put(json, "trades", std::move(trades));
    put(json, "rows", std::move(used));
    const Tenant& tenant = workspace.tenant();
    put(json, "jobTypes", choices_json(tenant.job_types, [](Json& row, const JobType& job_type) {
            Json units = Json::array();
            for (const Id unit : job_type.business_units) add(units, std::to_string(unit));
            put(row, "businessUnits", std::move(units));
            put_text(row, "priority", job_type.priority);
        }));
    put(json, "businessUnits",
        choices_json(tenant.business_units, [](Json& row, const BusinessUnit& unit) {
            put_text(row, "trade", unit.trade);
        }));
    put(json, "campaigns", choices_json(tenant.campaigns, [](Json&, const Campaign&) {}));
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

}  // namespace leadloom
