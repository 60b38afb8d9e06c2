// What changed in the tenant since the set-up was written.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "leadloom/decide/compare.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"
#include "recognised.hpp"

namespace leadloom {

namespace {

using text::brief;
using text::join;

/// A reference of the set-up and what it is for.
struct Use {
    Noun noun;
    const Ref* ref;
    std::string_view verb;
    std::string user;
};

/// A set-up held against the tenant of today.
class Drift {
public:
    Drift(const Setup& setup, const Tenant& tenant, const Catalog& catalog)
        : setup_(setup), tenant_(tenant), catalog_(catalog) {}

    std::vector<Change> run() {
        collect();
        report_records();
        for (const MappingRow& row : setup_.mapping) report_row(row);
        return std::move(changes_);
    }

private:
    void collect();
    void report_records();
    void report_record(const std::vector<const Use*>& uses);
    void report_row(const MappingRow& row);
    [[nodiscard]] bool exported(Noun noun) const {
        switch (noun) {
            case Noun::job_type: return !tenant_.job_types.empty();
            case Noun::business_unit: return !tenant_.business_units.empty();
            case Noun::campaign: return !tenant_.campaigns.empty();
        }
        return false;
    }
    /// Active records of the folded name, other than `self`.
    [[nodiscard]] std::vector<const TenantRecord*> namesakes(Noun noun, std::string_view name,
                                                             const TenantRecord* self);
    void add(Noun noun, std::string_view code, std::string text, json::Value where) {
        changes_.push_back({join({noun_codes[at(noun)], "_", code}), std::move(text), where});
    }

    const Setup& setup_;
    const Tenant& tenant_;
    const Catalog& catalog_;
    std::vector<Use> uses_;
    /// Active records by folded name, made when first asked for.
    std::optional<std::map<std::string, std::vector<const TenantRecord*>, std::less<>>>
        by_name_[nouns];
    std::vector<Change> changes_;
};

void Drift::collect() {
    const auto take = [&](Noun noun, const std::vector<Ref>& refs, std::string_view verb,
                          const std::string& user) {
        for (const Ref& ref : refs) uses_.push_back({noun, &ref, verb, user});
    };
    for (const MappingRow& row : setup_.mapping) {
        const std::string user = brief(catalog_.label(row.standard));
        take(Noun::job_type, row.job_types, "maps to", user);
        take(Noun::business_unit, row.business_units, "maps to", user);
    }
    for (const Integration& integration : setup_.integrations) {
        const Partner* const partner = catalog_.partner(integration.id);
        const std::string name = brief(partner == nullptr ? integration.id : partner->name);
        if (integration.campaign)
            uses_.push_back({Noun::campaign, &*integration.campaign, "uses", name});
        for (const Account& account : integration.accounts) {
            take(Noun::business_unit, account.business_units, "uses",
                 join({"account ", name_or_id(account.id, account.name), " of ", name}));
            for (const Profile& profile : account.profiles) {
                take(Noun::business_unit, profile.business_units, "uses",
                     join({"profile ", name_or_id(profile.id, profile.name), " of ", name}));
            }
        }
    }
}

std::vector<const TenantRecord*> Drift::namesakes(Noun noun, std::string_view name,
                                                  const TenantRecord* self) {
    auto& index = by_name_[at(noun)];
    if (!index) {
        index.emplace();
        const auto put = [&](const auto& records) {
            for (const auto& record : records.all()) {
                if (record.active) (*index)[text::fold(record.name)].push_back(&record);
            }
        };
        if (noun == Noun::job_type) put(tenant_.job_types);
        if (noun == Noun::business_unit) put(tenant_.business_units);
        if (noun == Noun::campaign) put(tenant_.campaigns);
    }
    const auto found = index->find(text::fold(name));
    if (found == index->end()) return {};
    std::vector<const TenantRecord*> others = found->second;
    std::erase(others, self);
    return others;
}

void Drift::report_records() {
    std::map<std::pair<std::size_t, std::string>, std::size_t> groups;
    std::vector<std::vector<const Use*>> in_order;
    for (const Use& use : uses_) {
        if (!exported(use.noun)) continue;
        // By what is written: the same record under two names has drifted from one of them.
        std::string written = join({std::to_string(use.ref->id), "\n", use.ref->name});
        const auto [entry, added] =
            groups.try_emplace(std::pair(at(use.noun), std::move(written)), in_order.size());
        if (added) in_order.emplace_back();
        in_order[entry->second].push_back(&use);
    }
    for (const std::vector<const Use*>& uses : in_order) report_record(uses);
}

void Drift::report_record(const std::vector<const Use*>& uses) {
    const Use& first = *uses.front();
    const Ref& ref = *first.ref;
    const std::string_view word = noun_words[at(first.noun)];
    std::string users = join({"; ", first.user});
    if (uses.size() > 1) {
        users.append(join({" and ", text::counted(uses.size() - 1, "other"), " use it"}));
    } else {
        users.append(join({" ", first.verb, " it"}));
    }
    const TenantRecord* const record = record_of(tenant_, first.noun, ref);
    if (record == nullptr) {
        const std::string what = ref.name.empty() ? std::to_string(ref.id) : brief(ref.name);
        const auto others = ref.name.empty() ? std::vector<const TenantRecord*>()
                                             : namesakes(first.noun, ref.name, nullptr);
        add(first.noun, "gone", join({"The ", word, " ", what, " is gone", users, "."}), ref.at);
        if (!others.empty()) {
            add(first.noun, "namesake",
                join({"An active ", word, " is called ", what,
                      " too: ", std::to_string(others.front()->id), "."}),
                ref.at);
        }
        return;
    }
    if (ref.id != 0 && !ref.name.empty() && ref.name != record->name) {
        add(first.noun, "renamed",
            join({"The ", word, " ", brief(ref.name), " is called ", brief(record->name), " now",
                  users, "."}),
            ref.at);
    }
    if (!record->active) {
        add(first.noun, "inactive",
            join({"The ", word, " ", brief(record->name), " is inactive now", users, "."}), ref.at);
    }
    const auto others = namesakes(first.noun, record->name, record);
    if (!others.empty()) {
        add(first.noun, "namesake",
            join({"Another active ", word, " is called ", brief(record->name),
                  " too: ", std::to_string(others.front()->id), "."}),
            ref.at);
    }
}

void Drift::report_row(const MappingRow& row) {
    const std::string user = brief(catalog_.label(row.standard));
    const bool urgent = std::ranges::any_of(catalog_.partners, [&](const Partner& partner) {
        const AlertType* const type = partner.alert_type(emergency_alert_type);
        return type != nullptr && type->standard == row.standard;
    });
    for (const Ref& ref : row.job_types) {
        const JobType* const job_type = look_up(tenant_.job_types, ref);
        if (job_type == nullptr || !urgent) continue;
        if (job_type->priority != "Low" && job_type->priority != "Normal") continue;
        add(Noun::job_type, "priority",
            join({"The job type ", brief(job_type->name), " has the priority ", job_type->priority,
                  " now, but ", emergency_alert_type, " leads to it."}),
            ref.at);
    }
    for (const Ref& ref : row.business_units) {
        const BusinessUnit* const unit = look_up(tenant_.business_units, ref);
        if (unit == nullptr) continue;
        for (const Ref& type : row.job_types) {
            const JobType* const job_type = look_up(tenant_.job_types, type);
            if (job_type == nullptr || serves(*job_type, unit->id)) continue;
            add(Noun::business_unit, "not_serving",
                join({"The business unit ", brief(unit->name), " does not serve the job type ",
                      brief(job_type->name), " now; ", user, " maps to both."}),
                ref.at);
        }
        if (!same_trade(catalog_, row.standard, *unit)) {
            const Trade* const trade = catalog_.trade(row.standard.trade);
            add(Noun::business_unit, "trade",
                join({"The business unit ", brief(unit->name), " belongs to ", brief(unit->trade),
                      " now, but ", user, " to ",
                      brief(trade == nullptr ? row.standard.trade : trade->label), "."}),
                ref.at);
        }
    }
}

}  // namespace

std::vector<Change> drift(const Setup& setup, const Tenant& tenant, const Catalog& catalog) {
    return Drift(setup, tenant, catalog).run();
}

}  // namespace leadloom
