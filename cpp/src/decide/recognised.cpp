#include "recognised.hpp"

#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::brief;
using text::join;

}  // namespace

const TenantRecord* record_of(const Tenant& tenant, Noun noun, const Ref& ref) {
    switch (noun) {
        case Noun::job_type: return look_up(tenant.job_types, ref);
        case Noun::business_unit: return look_up(tenant.business_units, ref);
        case Noun::campaign: return look_up(tenant.campaigns, ref);
    }
    return nullptr;
}

std::string name_or_id(std::string_view id, std::string_view name) {
    return name.empty() ? brief(id) : brief(name);
}

void Recognised::learn(const Setup& setup) {
    for (const MappingRow& row : setup.mapping) {
        learn(Noun::job_type, row.job_types);
        learn(Noun::business_unit, row.business_units);
    }
    for (const Integration& integration : setup.integrations) {
        if (integration.campaign) learn(Noun::campaign, std::span(&*integration.campaign, 1));
        for (const Account& account : integration.accounts) {
            learn(Noun::business_unit, account.business_units);
            for (const Profile& profile : account.profiles)
                learn(Noun::business_unit, profile.business_units);
        }
    }
}

std::string Recognised::key(Noun noun, const Ref& ref) const {
    if (ref.id != 0) return std::to_string(ref.id);
    if (const TenantRecord* const found = record_of(tenant_, noun, ref))
        return std::to_string(found->id);
    const std::string folded = text::fold(ref.name);
    const auto known = ids_[at(noun)].find(folded);
    if (known != ids_[at(noun)].end() && known->second != 0) return std::to_string(known->second);
    return join({"=", folded});
}

std::string Recognised::name(Noun noun, const Ref& ref) const {
    if (const TenantRecord* const found = record_of(tenant_, noun, ref)) return brief(found->name);
    if (!ref.name.empty()) return brief(ref.name);
    const auto known = names_[at(noun)].find(ref.id);
    return known == names_[at(noun)].end() ? std::to_string(ref.id) : brief(known->second);
}

void Recognised::learn(Noun noun, std::span<const Ref> refs) {
    for (const Ref& ref : refs) {
        if (ref.id == 0 || ref.name.empty()) continue;
        names_[at(noun)].try_emplace(ref.id, ref.name);
        const auto [entry, added] = ids_[at(noun)].try_emplace(text::fold(ref.name), ref.id);
        // A name of two ids says nothing.
        if (!added && entry->second != ref.id) entry->second = 0;
    }
}

}  // namespace leadloom
