// Integrations: agreements, accounts and profiles, campaigns, what is switched off, and the
// history.
#include <algorithm>

#include "check.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Whether one of the same id stands before this one, which is then a finding.
template <class Part>
bool add_if_again(const Check& check, const std::vector<Part>& parts, const Part& part, Rule rule,
                  std::string_view noun) {
    const auto first = std::ranges::find(parts, part.id, &Part::id);
    if (&*first == &part) return false;
    Finding* const finding =
        check.reading.add(rule, part.at["id"] ? part.at["id"] : part.at,
                          join({"The ", noun, " ", named(part.id), " is listed twice."}));
    if (finding != nullptr)
        finding->related.push_back(
            {check.reading.document.place(first->at["id"]), "It is listed here first."});
    return true;
}

void agreements(const Check& check, const Integration& integration, const Partner& partner) {
    if (!integration.agreement) {
        if (integration.enabled) {
            const json::Value at = integration.at["enabled"];
            check.reading.add(Rule::enabled_without_agreement, at ? at : integration.at["id"],
                              join({named(partner.name),
                                    " is enabled, but its data agreement is not accepted, so no "
                                    "lead arrives."}));
        }
        for (const Account& account : integration.accounts) {
            check.reading.add(Rule::account_without_agreement, account.at,
                              join({"The account ", named(account.id),
                                    " is connected, but the data agreement of ",
                                    named(partner.name), " is not accepted."}));
        }
        return;
    }
    const Acceptance& accepted = *integration.agreement;
    if (!is_sha256(accepted.sha256)) {
        check.reading.add(Rule::agreement_hash_malformed, accepted.at["sha256"],
                          join({named(accepted.sha256), " is no SHA-256: 64 digits of 0-9, a-f."}));
        return;
    }
    if (!may_accept(accepted.by.role)) {
        check.reading.add(Rule::accepted_by_wrong_role, accepted.at["acceptedBy"],
                          join({"The agreement was accepted in the role ", named(accepted.by.role),
                                ", but only Admin and Owner may accept it."}));
    }
    if (accepted.version != partner.agreement.version ||
        accepted.sha256 != partner.agreement.sha256) {
        check.reading.add(Rule::agreement_outdated, accepted.at,
                          accepted.version == partner.agreement.version
                              ? "The text of agreement " + named(accepted.version) +
                                    " has changed since it was accepted."
                              : "Agreement " + named(accepted.version) + " was accepted, " +
                                    named(partner.agreement.version) + " is in force.");
    }
}

void accounts(const Check& check, const Integration& integration) {
    for (const Account& account : integration.accounts) {
        add_if_again(check, integration.accounts, account, Rule::account_twice, "account");
        for (const Ref& ref : account.business_units) (void)check.business_unit(ref);
        using Served = std::pair<const BusinessUnit*, const Profile*>;
        std::vector<Served> taken;
        for (const Profile& profile : account.profiles) {
            add_if_again(check, account.profiles, profile, Rule::profile_twice, "profile");
            if (profile.business_units.empty() && account.business_units.empty()) {
                check.reading.add(
                    Rule::profile_without_business_units, profile.at,
                    join({"The profile ", named(profile.id), " has no business units."}));
            }
            for (const Ref& ref : profile.business_units) {
                const BusinessUnit* const unit = check.business_unit(ref);
                if (unit == nullptr) continue;
                const auto other = std::ranges::find(taken, unit, &Served::first);
                if (other == taken.end()) {
                    taken.emplace_back(unit, &profile);
                    continue;
                }
                check.reading.add(
                    Rule::business_unit_shared, ref.at,
                    join({"The business unit ", named(unit->name), " serves the profiles ",
                          named(other->second->id), " and ", named(profile.id), "."}));
            }
        }
    }
}

void campaign(const Check& check, const Integration& integration) {
    if (check.tenant.campaigns.empty()) return;
    if (!integration.campaign) {
        if (integration.enabled) {
            check.reading.add(Rule::campaign_missing, integration.at["id"],
                              join({named(integration.id),
                                    " has no campaign, so its leads arrive without one."}));
        }
        return;
    }
    (void)check.campaign(*integration.campaign);
}

/// LL0212 and LL0215.
void switched_off(const Check& check, const Integration& integration, const Partner& partner) {
    for (std::size_t i = 0; i < integration.off.size(); ++i) {
        const SwitchedOff& off = integration.off[i];
        const json::Value at = off.at["standardJobType"];
        if (!known_standard(check.reading, check.catalog, off, at ? at : off.at)) continue;
        const StandardKey& key = off;
        const auto before = std::ranges::find_if(
            integration.off, [&](const StandardKey& other) { return other == key; });
        if (&*before != &off) {
            Finding* const finding =
                check.reading.add(Rule::switched_off_twice, off.at,
                                  join({check.label(off), " is switched off twice."}));
            if (finding == nullptr) continue;
            finding->related.push_back(
                {check.reading.document.place(before->at), "It is switched off here already."});
            finding->fix = deletion("Delete the second.", check.reading.document, off.at);
        } else if (!partner.delivers_standard_job_types &&
                   !std::ranges::contains(partner.alert_types, key, &AlertType::standard)) {
            check.reading.add(Rule::switched_off_unused, off.at,
                              join({check.label(off), " is switched off, but no alert of ",
                                    named(partner.name), " leads to it."}));
        }
    }
}

}  // namespace

void check_integrations(const Check& check) {
    for (const Integration& integration : check.setup.integrations) {
        const bool again = add_if_again(check, check.setup.integrations, integration,
                                        Rule::duplicate_integration, "integration");
        const Partner* const partner =
            known_partner(check.reading, check.catalog, integration.id, integration.at["id"]);
        if (partner == nullptr) continue;
        if (integration.implied || again) continue;
        agreements(check, integration, *partner);
        accounts(check, integration);
        campaign(check, integration);
        switched_off(check, integration, *partner);
    }
}

void check_history(const Check& check) {
    json::Value before;
    time::Instant latest = INT64_MIN;
    for (const json::Value command : check.setup.history_at) {
        const json::Value at = command["at"];
        const auto read = time::parse(at.text());
        if (!read || !at) continue;
        if (read->instant < latest) {
            Finding* const finding = check.reading.add(
                Rule::history_out_of_order, at,
                join({"This command is of ", at.text(), ", before the one that it follows."}));
            if (finding != nullptr)
                finding->related.push_back(
                    {check.reading.document.place(before), "That one is of this time."});
            return;
        }
        latest = read->instant;
        before = at;
    }
}

}  // namespace leadloom
