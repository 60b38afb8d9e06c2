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
    const Entry& entry;
    std::vector<const JobType*> job_types;
    std::vector<const BusinessUnit*> units;
    std::size_t distinct_job_types = 0;
    std::size_t distinct_units = 0;
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
                      join({"None of the ", std::to_string(known), " pairs that ", of.entry.label,
                            " maps to can be booked."}));
}

void trades_of_units(const Check& check, const Row& of) {
    for (std::size_t i = 0; i < of.units.size(); ++i) {
        const BusinessUnit* const unit = of.units[i];
        if (unit == nullptr || same_trade(check.catalog, of.row.standard, *unit)) continue;
        Finding* const finding =
            check.reading.add(Rule::trade_differs, of.row.business_units[i].at,
                              join({"The business unit ", named(unit->name), " belongs to ",
                                    named(unit->trade), ", the standard job type ", of.entry.label,
                                    " to ", named(of.entry.trade->label), "."}));
        relate(check.tenant, finding, *unit, unit->at["trade"], "The tenant says so here.");
    }
}

void halves(const Check& check, const Row& of) {
    const MappingRow& row = of.row;
    if (row.job_types.empty() == row.business_units.empty()) return;
    check.reading.add(
        Rule::half_mapped, row.at,
        join({of.entry.label, " is mapped to ", counted(row.job_types.size(), "job type"), " and ",
              counted(row.business_units.size(), "business unit"), "."}));
}

/// LL0132 for a record that is named in two ways, which makes it no second one. Answers how many
/// records there are.
template <class Record>
std::size_t distinct(const Check& check, const std::vector<const Record*>& records,
                     const std::vector<Ref>& refs) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto here = records.begin() + static_cast<std::ptrdiff_t>(i);
        const auto first =
            records[i] == nullptr ? here : std::find(records.begin(), here, records[i]);
        if (first == here) {
            ++count;
            continue;
        }
        const Document& document = check.reading.document;
        Finding* const finding = check.reading.add(
            Rule::reference_twice, refs[i].at,
            join({named(records[i]->name), " stands twice in this list, named in two ways."}));
        if (finding == nullptr) continue;
        const Ref& before = refs[static_cast<std::size_t>(first - records.begin())];
        finding->related.push_back({document.place(before.at), "It stands here already."});
        // Of a table a whole row would go.
        if (document.table() == nullptr)
            finding->fix = deletion("Delete the second.", document, refs[i].at);
    }
    return count;
}

/// LL0102, with the leads that it concerns (M3).
void several(const Check& check, const Row& of, const Reached& reached) {
    const MappingRow& row = of.row;
    if (of.distinct_job_types < 2 && of.distinct_units < 2) return;
    const auto leads = check.leads.find(row.standard);
    const std::string concerned = leads == check.leads.end() || row.when
                                      ? std::string()
                                      : join({" ", counted(leads->second, "lead"), " of the feed ",
                                              leads->second == 1 ? "is" : "are", " concerned."});
    check.reading.add(Rule::will_not_fill_in, row.at,
                      join({of.entry.label, " maps to ", counted(of.distinct_job_types, "job type"),
                            " and ", counted(of.distinct_units, "business unit"), ", so leads of ",
                            listed(reached.alert_types), " will not be filled in.", concerned}));
}

void emergencies(const Check& check, const Row& of, const Reached& reached) {
    if (!std::ranges::contains(reached.alert_types, emergency_alert_type)) return;
    for (std::size_t i = 0; i < of.job_types.size(); ++i) {
        const JobType* const job_type = of.job_types[i];
        if (job_type == nullptr || (job_type->priority != "Low" && job_type->priority != "Normal"))
            continue;
        Finding* const finding =
            check.reading.add(Rule::emergency_low_priority, of.row.job_types[i].at,
                              join({emergency_alert_type, " leads to ", named(job_type->name),
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
                                            " is among those of ", of.entry.label, "."}));
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
    for (const auto& [standard, rows] : check.setup.standards()) mapped.insert(standard.trade);
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
                finding->fix = deletion("Delete the second.", check.reading.document, trade.at);
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
    std::set<const Trade*> told;
    for (std::size_t i = 0; i < check.of_row.size(); ++i) {
        const Trade* const trade = check.of_row[i]->trade;
        if (trade == nullptr || !told.insert(trade).second || seen.contains(trade->id)) continue;
        const MappingRow& row = check.setup.mapping[i];
        check.reading.add(Rule::trade_not_selected, row.at["trade"] ? row.at["trade"] : row.at,
                          join({"The trade ", named(trade->label),
                                " is not selected, but this and perhaps other rows map it."}));
    }
}

void check_rows(const Check& check) {
    for (std::size_t i = 0; i < check.of_row.size(); ++i) {
        const MappingRow& row = check.setup.mapping[i];
        const Entry& entry = *check.of_row[i];
        if (entry.job_type == nullptr) {
            const json::Value at = row.at[entry.trade == nullptr ? "trade" : "standardJobType"];
            (void)known_standard(check.reading, check.catalog, row.standard, at ? at : row.at);
            continue;
        }
        Row of{row, entry, {}, {}, 0, 0};
        for (const Ref& ref : row.job_types) of.job_types.push_back(check.job_type(ref));
        for (const Ref& ref : row.business_units) of.units.push_back(check.business_unit(ref));
        of.distinct_job_types = distinct(check, of.job_types, row.job_types);
        of.distinct_units = distinct(check, of.units, row.business_units);
        pairs(check, of);
        trades_of_units(check, of);
        halves(check, of);
        if (entry.reached == nullptr) continue;
        several(check, of, *entry.reached);
        emergencies(check, of, *entry.reached);
        profiles(check, of);
    }
}

namespace {

/// The earlier row of the same condition, if there is one; else this one is kept. `earlier` holds
/// rows of one standard job type by the fingerprint of their condition.
const MappingRow* same_condition(std::unordered_multimap<std::uint64_t, const MappingRow*>& earlier,
                                 const MappingRow& row) {
    const json::Value when = row.when ? row.when->at : json::Value{};
    const std::uint64_t print = fingerprint(when);
    const auto [begin, end] = earlier.equal_range(print);
    for (auto at = begin; at != end; ++at) {
        const MappingRow& other = *at->second;
        if (row.when.has_value() != other.when.has_value()) continue;
        if (!row.when || canonical(as_json(other.when->at)) == canonical(as_json(when)))
            return &other;
    }
    earlier.emplace(print, &row);
    return nullptr;
}

}  // namespace

void check_repeated_rows(const Check& check) {
    // Rows of one standard job type differ in their conditions.
    for (const auto& [standard, rows] : check.setup.standards()) {
        if (rows.size() < 2) continue;
        std::unordered_multimap<std::uint64_t, const MappingRow*> earlier;
        for (const std::uint32_t i : rows) {
            const MappingRow& row = check.setup.mapping[i];
            const MappingRow* const before = same_condition(earlier, row);
            if (before == nullptr) continue;
            Finding* const finding =
                check.reading.add(Rule::duplicate_row, row.at,
                                  join({check.of_row[i]->label, " is mapped twice",
                                        row.when ? " under the same condition." : "."}));
            if (finding == nullptr) continue;
            finding->related.push_back(
                {check.reading.document.place(before->at), "It is mapped here first."});
            if (canonical(as_json(before->at)) == canonical(as_json(row.at)))
                finding->fix = deletion("Delete the second, which says the same.",
                                        check.reading.document, row.at);
        }
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
        check.reading.add(Rule::no_mapping, at ? at : entry.integration->at,
                          join({check.label(entry.standard), " is not mapped, but ",
                                listed(entry.alert_types), " of ", named(entry.integration->id),
                                entry.alert_types.size() == 1 ? " leads to it." : " lead to it."}));
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
    // The first three by name, the others by number.
    std::vector<std::string> shown;
    std::set<std::string_view> labels;
    json::Value first;
    std::set<const Entry*> told;
    for (std::size_t i = 0; i < check.of_row.size(); ++i) {
        const Entry* const entry = check.of_row[i];
        if (entry->reached != nullptr || entry->job_type == nullptr || !told.insert(entry).second)
            continue;
        if (!first) first = check.setup.mapping[i].at;
        if (labels.insert(entry->job_type->label).second && shown.size() < 3)
            shown.push_back(entry->job_type->label);
    }
    if (labels.empty()) return;
    if (labels.size() > 3) shown.push_back(counted(labels.size() - 3, "other"));
    check.reading.add(Rule::unreachable_mapping, first,
                      join({"No alert of an enabled integration reaches ",
                            counted(labels.size(), "mapping"), ": ", listed(shown), "."}));
}

}  // namespace leadloom
