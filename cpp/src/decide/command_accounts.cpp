// Accounts at the partner's portal and the business units that they are for (M7 to M9).
#include <algorithm>

#include "draft.hpp"

namespace leadloom {

using text::join;
using text::named;

namespace {

/// The account that a command names, or LL0307.
Account* connected(Draft& draft, const Partner& partner, json::Value id) {
    std::vector<Account>& accounts = draft.integration(partner).accounts;
    const auto found = std::ranges::find(accounts, id.text(), &Account::id);
    if (found != accounts.end()) return &*found;
    draft.reading.add(
        Rule::account_unknown, id,
        join({named(partner.name), " has no connected account ", named(id.text()), "."}),
        text::did_you_mean(id.text(), accounts, &Account::id));
    return nullptr;
}

/// Business units, where a command gives some.
bool take_units(const Draft& draft, json::Value given, std::vector<Ref>& to) {
    if (!given) return true;
    auto units = draft.refs(draft.tenant.business_units, given, "business unit");
    if (units) to = std::move(*units);
    return units.has_value();
}

/// The command that connects an account as it is.
Json connecting(const Integration& integration, const Account& account) {
    const auto described = [](Json& json, const auto& served) {
        if (!served.name.empty()) put_text(json, "name", served.name);
        put(json, "businessUnits", named_by_id(served.business_units));
    };
    Json json = Json::object();
    put_text(json, "type", "connect_account");
    put_text(json, "integration", integration.id);
    put_text(json, "account", account.id);
    described(json, account);
    Json profiles = Json::array();
    for (const Profile& profile : account.profiles) {
        Json row = Json::object();
        put_text(row, "id", profile.id);
        described(row, profile);
        add(profiles, std::move(row));
    }
    put(json, "profiles", std::move(profiles));
    return json;
}

}  // namespace

bool connect_account(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"account", Type::text, Need::required},
                                {"name", Type::text},
                                {"profiles", Type::array},
                                {"businessUnits", Type::array}};
    constexpr Field profile_fields[] = {
        {"id", Type::text, Need::required}, {"name", Type::text}, {"businessUnits", Type::array}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    Integration& integration = draft.integration(*partner);
    if (!integration.agreement) {
        draft.reading.add(Rule::account_needs_agreement, body[0],
                          join({"An account of ", named(partner->name),
                                " cannot be connected before its data agreement is accepted."}));
        return false;
    }
    const auto known = std::ranges::find(integration.accounts, body[1].text(), &Account::id);
    draft.undo = known == integration.accounts.end()
                     ? taking_back("disconnect_account", draft.root, {"integration", "account"})
                     : connecting(integration, *known);
    Account& account =
        known == integration.accounts.end() ? integration.accounts.emplace_back() : *known;
    // Signed in again, an account keeps the business units of the profiles that it still has,
    // unless others are given.
    std::vector<Profile> profiles;
    bool ok = true;
    for (const json::Value value : body[3]) {
        const Taken taken(draft.reading, value, profile_fields);
        ok = ok && taken.ok;
        if (!taken.ok) continue;
        Profile profile{taken[0].text(), taken[1].text(), {}, {}};
        if (std::ranges::contains(profiles, profile.id, &Profile::id)) continue;
        const auto before = std::ranges::find(account.profiles, profile.id, &Profile::id);
        if (before != account.profiles.end()) profile.business_units = before->business_units;
        ok = take_units(draft, taken[2], profile.business_units) && ok;
        profiles.push_back(std::move(profile));
    }
    account.id = body[1].text();
    account.name = body[2].text();
    account.profiles = std::move(profiles);
    return take_units(draft, body[4], account.business_units) && ok;
}

bool disconnect_account(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"account", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    const Account* const account = connected(draft, *partner, body[1]);
    if (account == nullptr) return false;
    Integration& integration = draft.integration(*partner);
    draft.undo = connecting(integration, *account);
    integration.accounts.erase(integration.accounts.begin() +
                               (account - integration.accounts.data()));
    return true;
}

bool assign_business_units(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"account", Type::text, Need::required},
                                {"profile", Type::text},
                                {"businessUnits", Type::array, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    Account* const account = connected(draft, *partner, body[1]);
    auto units = draft.refs(draft.tenant.business_units, body[3], "business unit");
    if (account == nullptr || !units) return false;
    const auto assign = [&](std::vector<Ref>& to) {
        draft.undo =
            taking_back("assign_business_units", draft.root, {"integration", "account", "profile"});
        put(draft.undo, "businessUnits", named_by_id(to));
        to = std::move(*units);
        return true;
    };
    if (!body[2]) return assign(account->business_units);
    const auto profile = std::ranges::find(account->profiles, body[2].text(), &Profile::id);
    if (profile == account->profiles.end()) {
        draft.reading.add(Rule::account_unknown, body[2],
                          join({"The account ", named(account->id), " has no profile ",
                                named(body[2].text()), "."}),
                          text::did_you_mean(body[2].text(), account->profiles, &Profile::id));
        return false;
    }
    return assign(profile->business_units);
}

}  // namespace leadloom
