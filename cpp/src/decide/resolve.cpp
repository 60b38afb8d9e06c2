#include "leadloom/decide/resolve.hpp"

#include <algorithm>
#include <span>
#include <tuple>

#include "leadloom/text/order.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// How many records these are: one that is named in two ways is one.
template <class Record>
std::size_t meant(const Records<Record>& records, const std::vector<Ref>& refs) {
    std::size_t count = 0;
    for (auto ref = refs.begin(); ref != refs.end(); ++ref) {
        const Record* const record = look_up(records, *ref);
        const bool again = record != nullptr && std::any_of(refs.begin(), ref, [&](const Ref& one) {
                               return look_up(records, one) == record;
                           });
        count += again ? 0U : 1U;
    }
    return count;
}

using text::counted;
using text::named;

constexpr std::size_t most_candidates = 50;
constexpr std::size_t most_of_each = 100;

/// The words for a reference that the tenant may not know.
template <class Record>
Chosen chosen(const Record* record, const Ref& ref) {
    if (record != nullptr) return {record->id, record->name};
    return {ref.id, ref.name.empty() ? std::to_string(ref.id) : ref.name};
}

/// A candidate with the keys of its rank, lowest first.
struct Ranked {
    Candidate candidate;
    bool foreign_profile = false;
    bool foreign_trade = false;

    [[nodiscard]] auto rank() const {
        return std::tuple(!candidate.bookable, foreign_profile, foreign_trade);
    }
};

class Resolver {
public:
    Resolver(const Setup& setup, const Tenant& tenant, const Catalog& catalog, const Case& alert)
        : setup_(setup),
          tenant_(tenant),
          catalog_(catalog),
          alert_(alert),
          integration_(setup.integration(alert.partner.id)) {}

    Resolution run() {
        fill_in_job();
        fill_in_campaign();
        fill_in_priority();
        return std::move(result_);
    }

private:
    void because(std::string_view code, std::string text) {
        result_.reasons.push_back({code, std::move(text)});
    }

    void fill_in_job() {
        const std::string label = named(catalog_.label(alert_.standard));
        const MappingRow* const row = row_that_holds(label);
        if (row == nullptr) return;
        if (row->job_types.empty() || row->business_units.empty()) {
            not_mapped(label);
            return;
        }
        collect_candidates({row});
        const std::size_t job_types = meant(tenant_.job_types, row->job_types);
        const std::size_t units = meant(tenant_.business_units, row->business_units);
        if (job_types > 1 || units > 1) {
            because("several",
                    text::join({label, " → ", counted(job_types, "job type"), " × ",
                                counted(units, "business unit"), ", so neither is filled in."}));
            return;
        }
        const Candidate& only = result_.candidates.front();
        if (!only.bookable) {
            because("not_bookable", text::join({label, " → ", named(only.job_type.name), " at ",
                                                named(only.business_unit.name),
                                                ", which cannot be booked: ", only.why.front()}));
            return;
        }
        result_.job_type = only.job_type;
        result_.business_unit = only.business_unit;
        because("filled_in", text::join({label, " → ", named(only.job_type.name), " at ",
                                         named(only.business_unit.name), "."}));
    }

    void not_mapped(std::string_view label) {
        because("not_mapped",
                text::join({label, " is not mapped to a job type and a business unit."}));
    }

    /// The row whose condition holds, else the one without a condition. Null after a reason.
    const MappingRow* row_that_holds(std::string_view label) {
        const MappingRow* otherwise = nullptr;
        std::vector<const MappingRow*> conditional;
        std::vector<const MappingRow*> holding;
        const auto zone = setup_.zone();
        for (const std::uint32_t i : setup_.rows(alert_.standard)) {
            const MappingRow& row = setup_.mapping[i];
            if (!row.when) {
                if (otherwise == nullptr) otherwise = &row;
                continue;
            }
            conditional.push_back(&row);
            if (holds(*row.when, alert_.facts, zone)) holding.push_back(&row);
        }
        if (holding.size() == 1) {
            because("rule", text::join({label, ", when ", describe(*holding.front()->when), "."}));
            return holding.front();
        }
        if (holding.size() > 1) {
            because("rules_overlap",
                    text::join({label, ": ", counted(holding.size(), "condition"),
                                " hold for this alert (", describe(*holding[0]->when), "; ",
                                describe(*holding[1]->when), "), so nothing is filled in."}));
            collect_candidates(holding);
            return nullptr;
        }
        if (otherwise != nullptr) {
            if (!conditional.empty())
                because("rule", text::join({label,
                                            ": no condition holds, so the row without "
                                            "one does."}));
            return otherwise;
        }
        if (conditional.empty()) {
            not_mapped(label);
        } else {
            because("no_rule", text::join({label,
                                           ": no condition holds for this alert, so "
                                           "nothing is filled in."}));
            collect_candidates(conditional);
        }
        return nullptr;
    }

    void collect_candidates(const std::vector<const MappingRow*>& rows) {
        std::vector<Ranked> ranked;
        for (const MappingRow* const row : rows) collect_pairs(*row, ranked);
        const auto order = text::stable_order(ranked.size(), [&](std::uint32_t a, std::uint32_t b) {
            return ranked[a].rank() < ranked[b].rank();
        });
        for (const std::uint32_t i : order) {
            if (result_.candidates.size() == most_candidates) break;
            Candidate& candidate = ranked[i].candidate;
            const bool again = std::ranges::any_of(result_.candidates, [&](const Candidate& other) {
                return other.job_type == candidate.job_type &&
                       other.business_unit == candidate.business_unit;
            });
            if (!again) result_.candidates.push_back(std::move(candidate));
        }
    }

    void collect_pairs(const MappingRow& row, std::vector<Ranked>& ranked) const {
        const std::vector<Ref>& own = units_of_profile();
        // A mapping to hundreds is a mistake, and nobody reads the whole product.
        const auto first = [](const std::vector<Ref>& refs) {
            return std::span(refs).first(std::min(refs.size(), most_of_each));
        };
        for (const Ref& job : first(row.job_types)) {
            const JobType* const job_type = look_up(tenant_.job_types, job);
            for (const Ref& ref : first(row.business_units)) {
                const BusinessUnit* const unit = look_up(tenant_.business_units, ref);
                Ranked& pair = ranked.emplace_back();
                pair.candidate = {chosen(job_type, job), chosen(unit, ref), true, {}};
                find_obstacles(pair.candidate, job_type, unit);
                pair.foreign_profile =
                    !own.empty() && std::ranges::none_of(own, [&](const Ref& mine) {
                        return look_up(tenant_.business_units, mine) == unit;
                    });
                pair.foreign_trade =
                    unit != nullptr && !same_trade(catalog_, alert_.standard, *unit);
                if (pair.foreign_profile) {
                    pair.candidate.why.emplace_back(
                        "The business unit is not one of this profile's.");
                }
                if (pair.foreign_trade) {
                    pair.candidate.why.push_back(
                        text::join({"The business unit belongs to ", named(unit->trade), "."}));
                }
            }
        }
    }

    /// What keeps ServiceTitan from accepting the pair. Without an export nothing is known to.
    void find_obstacles(Candidate& pair, const JobType* job_type, const BusinessUnit* unit) const {
        const auto obstacle = [&](std::string text) {
            pair.bookable = false;
            pair.why.push_back(std::move(text));
        };
        if (job_type == nullptr && !tenant_.job_types.empty()) {
            obstacle(text::join({"the tenant has no job type ", named(pair.job_type.name), "."}));
        } else if (job_type != nullptr && !job_type->active) {
            obstacle("the job type is inactive.");
        }
        if (unit == nullptr && !tenant_.business_units.empty()) {
            obstacle(text::join(
                {"the tenant has no business unit ", named(pair.business_unit.name), "."}));
        } else if (unit != nullptr && !unit->active) {
            obstacle("the business unit is inactive.");
        }
        if (job_type != nullptr && unit != nullptr && !serves(*job_type, unit->id)) {
            obstacle("the business unit does not serve this job type.");
        }
    }

    /// The business units of the alert's profile, else those of its account (M8).
    const std::vector<Ref>& units_of_profile() const {
        static const std::vector<Ref> none;
        const Account* const account =
            integration_ == nullptr ? nullptr : integration_->account(alert_.facts.account);
        if (account == nullptr) return none;
        const auto profile =
            std::ranges::find(account->profiles, alert_.facts.profile, &Profile::id);
        return profile == account->profiles.end() || profile->business_units.empty()
                   ? account->business_units
                   : profile->business_units;
    }

    void fill_in_campaign() {
        if (integration_ == nullptr || !integration_->campaign) {
            because("no_campaign", "The integration has no campaign.");
            return;
        }
        const Ref& ref = *integration_->campaign;
        const Campaign* const campaign = look_up(tenant_.campaigns, ref);
        const Chosen known = chosen(campaign, ref);
        if (campaign == nullptr && !tenant_.campaigns.empty()) {
            because("unknown_campaign",
                    text::join({"The tenant has no campaign ", named(known.name), "."}));
        } else if (campaign != nullptr && !campaign->active) {
            because("inactive_campaign",
                    text::join({"The campaign ", named(known.name), " is inactive."}));
        } else {
            result_.campaign = known;
            because("campaign",
                    text::join({"The integration's campaign is ", named(known.name), "."}));
        }
    }

    /// The job type's own priority, else one that fits the severity.
    void fill_in_priority() {
        constexpr std::string_view by_severity[] = {"Urgent", "High", "Normal"};
        const JobType* const job_type =
            result_.job_type ? tenant_.job_types.find(result_.job_type->id) : nullptr;
        if (job_type != nullptr && !job_type->priority.empty()) {
            result_.priority = job_type->priority;
            because("priority_of_job_type",
                    text::join({"The job type has priority ", result_.priority, "."}));
        } else {
            result_.priority = by_severity[static_cast<std::size_t>(alert_.facts.severity)];
            because("priority_by_severity",
                    text::join({"Severity ", word(alert_.facts.severity), " gives priority ",
                                result_.priority, "."}));
        }
    }

    const Setup& setup_;
    const Tenant& tenant_;
    const Catalog& catalog_;
    const Case& alert_;
    const Integration* integration_;
    Resolution result_;
};

}  // namespace

Resolution resolve(const Setup& setup, const Tenant& tenant, const Catalog& catalog,
                   const Case& alert) {
    return Resolver(setup, tenant, catalog, alert).run();
}

bool asks_for_member(const Setup& setup, const StandardKey& standard) {
    return std::ranges::any_of(setup.rows(standard), [&](std::uint32_t i) {
        const auto& when = setup.mapping[i].when;
        return when && when->asks_for_member();
    });
}

bool serves(const JobType& job_type, Id business_unit) {
    return job_type.business_units.empty() ||
           std::ranges::contains(job_type.business_units, business_unit);
}

bool same_trade(const Catalog& catalog, const StandardKey& standard, const BusinessUnit& unit) {
    if (unit.trade.empty()) return true;
    const auto is_called = [&](std::string_view trade_id) {
        const Trade* const trade = catalog.trade(trade_id);
        return trade != nullptr && (text::same_folded(trade->label, unit.trade) ||
                                    text::same_folded(trade->id, unit.trade));
    };
    if (is_called(standard.trade)) return true;
    const StandardJobType* const job_type = catalog.job_type(standard);
    return job_type != nullptr && std::ranges::any_of(job_type->also_served_by, is_called);
}

}  // namespace leadloom
