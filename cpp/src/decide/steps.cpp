#include "leadloom/decide/steps.hpp"

#include <algorithm>

namespace leadloom {

namespace {

/// Profiles have business units of their own, unless the account serves them all (M8).
bool has_units(const Account& account) {
    if (!account.business_units.empty()) return true;
    return !account.profiles.empty() &&
           std::ranges::none_of(account.profiles, [](const Profile& profile) {
               return profile.business_units.empty();
           });
}

bool is_mapped(const Setup& setup, const StandardKey& standard) {
    return std::ranges::any_of(setup.rows(standard), [&](std::uint32_t i) {
        const MappingRow& row = setup.mapping[i];
        return !row.job_types.empty() && !row.business_units.empty();
    });
}

}  // namespace

AgreementState agreement_state(const Partner& partner, const Integration* integration) {
    if (integration == nullptr || !integration->agreement) return AgreementState::not_accepted;
    const Acceptance& accepted = *integration->agreement;
    const bool current = accepted.version == partner.agreement.version &&
                         accepted.sha256 == partner.agreement.sha256 &&
                         may_accept(accepted.by.role);
    return current ? AgreementState::accepted : AgreementState::outdated;
}

std::vector<std::string_view> open_steps(const Setup& setup, const Partner& partner) {
    static const Integration none;
    const Integration* const found = setup.integration(partner.id);
    const Integration& integration = found == nullptr ? none : *found;
    const bool mapped =
        partner.alert_types.empty()
            ? !setup.mapping.empty()
            : std::ranges::all_of(partner.alert_types, [&](const AlertType& type) {
                  return integration.is_off(type.standard) || is_mapped(setup, type.standard);
              });
    std::vector<std::string_view> open;
    if (agreement_state(partner, found) != AgreementState::accepted) open.emplace_back("agreement");
    if (integration.accounts.empty())
        open.emplace_back("accounts");
    else if (!std::ranges::all_of(integration.accounts, has_units))
        open.emplace_back("business_units");
    if (!mapped) open.emplace_back("mapping");
    if (found == nullptr || !found->enabled) open.emplace_back("enabled");
    return open;
}

std::size_t number_of(std::string_view step) {
    if (step == "agreement") return 1;
    if (step == "mapping") return 3;
    return step == "enabled" ? 4 : 2;
}

std::size_t edit_begins_at(const Setup& setup, const Partner& partner) {
    const auto open = open_steps(setup, partner);
    const Integration* const integration = setup.integration(partner.id);
    const bool launched = integration != nullptr && (integration->enabled || integration->finished);
    const bool done = open.empty() || (launched && open.front() == "enabled");
    return number_of(done ? "accounts" : open.front());
}

bool serves_as_a_whole(const Integration& integration, const Account& account) {
    return account.profiles.empty() || !account.business_units.empty() ||
           integration.accounts.size() > 1;
}

}  // namespace leadloom
