// The mapping, row by row, and what is missing from it.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "check.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/document/write.hpp"

namespace leadloom {

namespace {

using text::counted;
using text::join;
using text::listed;
using text::named;

/// A row with the records that its references mean, null where there is none.
struct Row {
    const MappingRow& row;
    std::string label;
    std::vector<const JobType*> job_types;
    std::vector<const BusinessUnit*> units;
};

/// LL0103 for each pair that cannot be booked, LL0136 when that leaves none.
void pairs(const Check& check, const Row& of) {
    std::size_t known = 0;
    std::size_t bookable = 0;
    for (std::size_t i = 0; i < of.units.size(); ++i) {
        const BusinessUnit* const unit = of.units[i];
        for (const JobType* const job_type : of.job_types) {
            if (unit == nullptr || job_type == nullptr) continue;
            ++known;
            if (serves(*job_type, unit->id)) {
                bookable += job_type->active && unit->active ? 1U : 0U;
                continue;
            }
            Finding* const finding = check.reading.add(
                Rule::pair_not_bookable, of.row.business_units[i].at,
                join({"The business unit ", named(unit->name), " does not serve the job type ",
                      named(job_type->name), ", so the pair cannot be booked."}));
            relate(check.tenant, finding, *job_type, job_type->at["businessUnitIds"],
                   "These business units serve the job type.");
        }
    }
    if (known < 2 || bookable > 0 || known != of.units.size() * of.job_types.size()) return;
    check.reading.add(Rule::nothing_bookable, of.row.at,
                      join({"None of the ", std::to_string(known), " pairs that ", of.label,
                            " maps to can be booked."}));
}

void trades_of_units(const Check& check, const Row& of) {
    for (std::size_t i = 0; i < of.units.size(); ++i) {
        const BusinessUnit* const unit = of.units[i];
        if (unit == nullptr || same_trade(check.catalog, of.row.standard, *unit)) continue;
        Finding* const finding = check.reading.add(
            Rule::trade_differs, of.row.business_units[i].at,
            join({"The business unit ", named(unit->name), " belongs to ", named(unit->trade),
                  ", the standard job type ", of.label, " to ",
                  named(check.catalog.trade(of.row.standard.trade)->label), "."}));
        relate(check.tenant, finding, *unit, unit->at["trade"], "The tenant says so here.");
    }
}

void halves(const Check& check, const Row& of) {
    const MappingRow& row = of.row;
    if (row.job_types.empty() == row.business_units.empty()) return;
    check.reading.add(Rule::half_mapped, row.at,
                      join({of.label, " is mapped to ", counted(row.job_types.size(), "job type"),
                            " and ", counted(row.business_units.size(), "business unit"), "."}));
}

/// LL0102, with the leads that it concerns (M3).
void several(const Check& check, const Row& of, const Reached& reached) {
    const MappingRow& row = of.row;
    if (row.job_types.size() < 2 && row.business_units.size() < 2) return;
    const auto leads = check.leads.find(row.standard);
    const std::string concerned = leads == check.leads.end() || row.when
                                      ? std::string()
                                      : join({" ", counted(leads->second, "lead"), " of the feed ",
                                              leads->second == 1 ? "is" : "are", " concerned."});
    check.reading.add(
        Rule::will_not_fill_in, row.at,
        join({of.label, " maps to ", counted(row.job_types.size(), "job type"), " and ",
              counted(row.business_units.size(), "business unit"), ", so leads of ",
              listed(reached.alert_types), " will not be filled in.", concerned}));
}

/// The alert type that is an emergency by name (mission: Service Request-Emergency).
constexpr std::string_view emergency = "Service Request-Emergency";

void emergencies(const Check& check, const Row& of, const Reached& reached) {
    if (!std::ranges::contains(reached.alert_types, emergency)) return;
    for (std::size_t i = 0; i < of.job_types.size(); ++i) {
        const JobType* const job_type = of.job_types[i];
        if (job_type == nullptr || (job_type->priority != "Low" && job_type->priority != "Normal"))
            continue;
        Finding* const finding =
            check.reading.add(Rule::emergency_low_priority, of.row.job_types[i].at,
                              join({emergency, " leads to ", named(job_type->name),
                                    ", a job type of priority ", job_type->priority, "."}));
        relate(check.tenant, finding, *job_type, job_type->at["priority"],
               "The tenant says so here.");
    }
}

/// LL0137: the alerts of a profile with business units of its own want one of them.
void profiles(const Check& check, const Row& of) {
    if (std::ranges::contains(of.units, nullptr) || of.units.empty()) return;
    for (const Integration& integration : check.setup.integrations) {
        const Partner* const partner = check.catalog.partner(integration.id);
        const auto leads_here = [&](const AlertType& type) {
            return type.standard == of.row.standard;
        };
        if (partner == nullptr || !integration.enabled || integration.is_off(of.row.standard) ||
            std::ranges::none_of(partner->alert_types, leads_here))
            continue;
        for (const Account& account : integration.accounts) {
            for (const Profile& profile : account.profiles) {
                if (profile.business_units.empty()) continue;
                if (of.row.when && ((!of.row.when->profiles.empty() &&
                                     !std::ranges::contains(of.row.when->profiles, profile.id)) ||
                                    (!of.row.when->accounts.empty() &&
                                     !std::ranges::contains(of.row.when->accounts, account.id))))
                    continue;
                const bool served =
                    std::ranges::any_of(profile.business_units, [&](const Ref& ref) {
                        const BusinessUnit* const unit = look_up(check.tenant.business_units, ref);
                        return unit == nullptr || std::ranges::contains(of.units, unit);
                    });
                if (served) continue;
                Finding* const finding =
                    check.reading.add(Rule::profile_not_served, of.row.at,
                                      join({"No business unit of the profile ",
                                            named(profile.name.empty() ? profile.id : profile.name),
                                            " is among those of ", of.label, "."}));
                if (finding != nullptr)
                    finding->related.push_back({check.reading.document.place(profile.at),
                                                "The profile's business units stand here."});
            }
        }
    }
}

}  // namespace

void check_trades(const Check& check) {
    std::set<std::string_view> mapped;
    for (const MappingRow& row : check.setup.mapping) mapped.insert(row.standard.trade);
    std::map<std::string_view, json::Value> seen;
    for (const SelectedTrade& trade : check.setup.trades) {
        const auto [first, added] = seen.try_emplace(trade.id, trade.at);
        if (!added) {
            Finding* const finding =
                check.reading.add(Rule::trade_twice, trade.at,
                                  join({"The trade ", named(trade.id), " is selected twice."}));
            if (finding != nullptr) {
                finding->related.push_back(
                    {check.reading.document.place(first->second), "It stands here already."});
                finding->fix =
                    Fix{"Delete the second.", {removed(check.reading.document, trade.at)}};
            }
            continue;
        }
        const Trade* const known = known_trade(check.reading, check.catalog, trade.id, trade.at);
        if (known == nullptr || mapped.contains(trade.id)) continue;
        check.reading.add(Rule::trade_without_mapping, trade.at,
                          join({"The trade ", named(known->label),
                                " is selected, but nothing of it is mapped."}));
    }
    // One finding a trade: its rows are all in the same case.
    std::set<std::string_view> told;
    for (const MappingRow& row : check.setup.mapping) {
        const Trade* const trade = check.catalog.trade(row.standard.trade);
        if (trade == nullptr || seen.contains(trade->id) || !told.insert(trade->id).second)
            continue;
        check.reading.add(Rule::trade_not_selected, row.at["trade"] ? row.at["trade"] : row.at,
                          join({"The trade ", named(trade->label),
                                " is not selected, but this and perhaps other rows map it."}));
    }
}

void check_rows(const Check& check) {
    for (const MappingRow& row : check.setup.mapping) {
        const bool no_trade = check.catalog.trade(row.standard.trade) == nullptr;
        const json::Value at = row.at[no_trade ? "trade" : "standardJobType"];
        if (!known_standard(check.reading, check.catalog, row.standard, at ? at : row.at)) continue;
        Row of{row, check.label(row.standard), {}, {}};
        for (const Ref& ref : row.job_types) of.job_types.push_back(check.job_type(ref));
        for (const Ref& ref : row.business_units) of.units.push_back(check.business_unit(ref));
        pairs(check, of);
        trades_of_units(check, of);
        halves(check, of);
        const Reached* const reached = check.entries.at(row.standard).reached;
        if (reached == nullptr) continue;
        several(check, of, *reached);
        emergencies(check, of, *reached);
        profiles(check, of);
    }
}

void check_repeated_rows(const Check& check) {
    // Rows of one standard job type differ in their conditions.
    std::unordered_map<std::string, const MappingRow*> seen;
    for (const MappingRow& row : check.setup.mapping) {
        if (check.setup.rows(row.standard).size() < 2) continue;
        const std::string condition = row.when ? canonical(as_json(row.when->at)) : std::string();
        const std::string key = join({row.standard.trade, "\n", row.standard.id, "\n", condition});
        const auto [first, added] = seen.try_emplace(key, &row);
        if (added) continue;
        Finding* const finding =
            check.reading.add(Rule::duplicate_row, row.at,
                              join({check.label(row.standard), " is mapped twice",
                                    row.when ? " under the same condition." : "."}));
        if (finding == nullptr) continue;
        const MappingRow& before = *first->second;
        finding->related.push_back(
            {check.reading.document.place(before.at), "It is mapped here first."});
        if (canonical(as_json(before.at)) == canonical(as_json(row.at)))
            finding->fix = Fix{"Delete the second, which says the same.",
                               {removed(check.reading.document, row.at)}};
    }
}

void check_unmapped(const Check& check) {
    for (const Reached& entry : check.reached) {
        const auto rows = check.setup.rows(entry.standard);
        const bool mapped = std::ranges::any_of(rows, [&](std::uint32_t i) {
            const MappingRow& row = check.setup.mapping[i];
            return !row.job_types.empty() || !row.business_units.empty();
        });
        if (mapped) continue;
        const json::Value at = entry.integration->at["id"];
        check.reading.add(
            Rule::no_mapping, at ? at : entry.integration->at,
            join({check.label(entry.standard), " is not mapped, but ", listed(entry.alert_types),
                  " of ", named(entry.integration->id), " leads to it."}));
    }
}

void check_unreached(const Check& check) {
    const bool direct =
        std::ranges::any_of(check.setup.integrations, [&](const Integration& integration) {
            const Partner* const partner = check.catalog.partner(integration.id);
            return partner != nullptr && integration.enabled &&
                   partner->delivers_standard_job_types;
        });
    if (direct) return;
    std::vector<std::string> labels;
    json::Value first;
    for (const MappingRow& row : check.setup.mapping) {
        if (check.entries.at(row.standard).reached != nullptr) continue;
        if (check.catalog.job_type(row.standard) == nullptr) continue;
        if (!first) first = row.at;
        const std::string label = check.catalog.label(row.standard);
        if (!std::ranges::contains(labels, label)) labels.push_back(label);
    }
    if (labels.empty()) return;
    const std::size_t count = labels.size();
    if (count > 3) labels.resize(3);
    check.reading.add(
        Rule::unreachable_mapping, first,
        join({"No alert of an enabled integration reaches ", counted(count, "mapping"), ": ",
              listed(labels), count > 3 ? " …" : "", "."}));
}

}  // namespace leadloom
