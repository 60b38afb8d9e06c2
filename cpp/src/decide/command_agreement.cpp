// The data agreement of a partner (M2, M6).
#include "draft.hpp"

namespace leadloom {

using text::named;

bool accept_agreement(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"version", Type::text, Need::required},
                                {"sha256", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    if (!may_accept(draft.command.by.role)) {
        draft.reading.add(
            Rule::role_may_not_accept, draft.root["by"]["role"],
            text::join(
                {"The role ", named(draft.command.by.role),
                 " may read the data agreement but not accept it: only Admin and Owner may."}));
        return false;
    }
    const Agreement& agreement = partner->agreement;
    if (body[1].text() != agreement.version || body[2].text() != agreement.sha256) {
        draft.reading.add(
            Rule::other_agreement, body[body[1].text() != agreement.version ? 1 : 2],
            text::join({"Agreement ", named(agreement.version),
                        " is in force, and its text is not the one that was shown."}));
        return false;
    }
    Integration& integration = draft.integration(*partner);
    if (integration.agreement && integration.agreement->sha256 == agreement.sha256 &&
        integration.agreement->version == agreement.version &&
        may_accept(integration.agreement->by.role)) {
        draft.reading.add(Rule::already_accepted, body[1],
                          text::join({"Agreement ", named(agreement.version), " was accepted by ",
                                      integration.agreement->by.name, " on ",
                                      integration.agreement->accepted_at, "."}));
        return false;
    }
    const bool first = !integration.agreement;
    integration.agreement = {
        agreement.version, agreement.sha256, draft.command.by, draft.command.at, {},
        agreement.text};
    // The campaign is the partner's by default (M17), where the tenant has one of that name.
    const Campaign* const campaign = draft.tenant.campaigns.find_name(partner->campaign);
    if (first && !integration.campaign && campaign != nullptr && campaign->active)
        integration.campaign = Ref{campaign->id, campaign->name, {}};
    return true;
}

}  // namespace leadloom
