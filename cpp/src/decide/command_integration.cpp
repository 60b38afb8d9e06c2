// What an integration passes on, and what its leads are counted under (M5, M12, M17).
#include <algorithm>

#include "draft.hpp"

namespace leadloom {

using text::named;

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
    integration.enabled = body[1].is_true();
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
    std::vector<SwitchedOff>& off = draft.integration(*partner).off;
    std::erase_if(off, [&](const StandardKey& key) { return key == *standard; });
    if (!body[3].is_true()) off.push_back({*standard, {}});
    return true;
}

bool set_campaign(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"campaign", Type::id, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    const Campaign* const campaign = draft.tenant.campaigns.find(body[1].integer().value_or(0));
    if (campaign == nullptr) {
        draft.reading.add(Rule::not_in_tenant, body[1],
                          text::join({"The tenant has no campaign ", named(body[1].text()), "."}));
    }
    if (partner == nullptr || campaign == nullptr) return false;
    draft.integration(*partner).campaign = Ref{campaign->id, campaign->name, {}};
    return true;
}

}  // namespace leadloom
