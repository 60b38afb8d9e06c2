// What an integration passes on, and what its leads are counted under (M5, M12, M17).
#include <algorithm>

#include "draft.hpp"
#include "leadloom/decide/steps.hpp"

namespace leadloom {

using text::named;

namespace {

/// Whether the steps are done that leads cannot arrive without; else LL0308 names the first.
bool is_complete(const Draft& draft, const Partner& partner, json::Value at) {
    for (const std::string_view step : open_steps(draft.setup, partner)) {
        const std::string_view open = step == "agreement"  ? "its data agreement is not accepted"
                                      : step == "accounts" ? "no account is connected"
                                      : step == "mapping"  ? "an alert type leads to no job type"
                                                           : std::string_view();
        if (open.empty()) continue;
        draft.reading.add(Rule::setup_incomplete, at,
                          text::join({named(partner.name), " cannot go live: ", open, "."}));
        return false;
    }
    return true;
}

}  // namespace

bool finish(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr || !is_complete(draft, *partner, body[0])) return false;
    Integration& integration = draft.integration(*partner);
    draft.undo = taking_back("set_enabled", draft.root, {"integration"});
    put_bool(draft.undo, "enabled", integration.enabled);
    integration.enabled = integration.finished = true;
    return true;
}

bool set_enabled(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"enabled", Type::boolean, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    Integration& integration = draft.integration(*partner);
    if (body[1].is_true() && !integration.agreement) {
        draft.reading.add(
            Rule::enable_needs_agreement, body[0],
            text::join({named(partner->name),
                        " cannot be enabled before its data agreement is accepted."}));
        return false;
    }
    if (body[1].is_true() && !integration.finished && !is_complete(draft, *partner, body[0]))
        return false;
    draft.undo = taking_back("set_enabled", draft.root, {"integration"});
    put_bool(draft.undo, "enabled", integration.enabled);
    integration.enabled = body[1].is_true();
    integration.finished = integration.finished || integration.enabled;
    return true;
}

bool set_job_type_enabled(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"trade", Type::text, Need::required},
                                {"standardJobType", Type::text, Need::required},
                                {"enabled", Type::boolean, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    const auto standard = draft.standard(body[1], body[2]);
    if (partner == nullptr || !standard) return false;
    draft.undo = taking_back("set_job_type_enabled", draft.root,
                             {"integration", "trade", "standardJobType"});
    put_bool(draft.undo, "enabled", !draft.integration(*partner).is_off(*standard));
    std::vector<SwitchedOff>& off = draft.integration(*partner).off;
    std::erase_if(off, [&](const StandardKey& key) { return key == *standard; });
    if (!body[3].is_true()) off.push_back({*standard, {}});
    return true;
}

bool set_campaign(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"campaign", Type::id}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    Integration& integration = draft.integration(*partner);
    // A campaign that only a name is known of cannot be set by a command.
    if (!integration.campaign || integration.campaign->id != 0) {
        draft.undo = taking_back("set_campaign", draft.root, {"integration"});
        if (integration.campaign)
            put_text(draft.undo, "campaign", std::to_string(integration.campaign->id));
    }
    if (!body[1]) {
        integration.campaign.reset();
        return true;
    }
    const Campaign* const campaign = draft.tenant.campaigns.find(body[1].integer().value_or(0));
    if (campaign == nullptr) {
        draft.reading.add(Rule::not_in_tenant, body[1],
                          text::join({"The tenant has no campaign ", named(body[1].text()), "."}));
        return false;
    }
    integration.campaign = Ref{campaign->id, campaign->name, {}};
    return true;
}

}  // namespace leadloom
