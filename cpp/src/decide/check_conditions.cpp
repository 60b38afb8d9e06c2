// Conditions of rows: that they can hold, leave no alert to two rows, and none to no row (N2).
#include <algorithm>

#include "check.hpp"
#include "leadloom/decide/proof.hpp"
#include "leadloom/text/distance.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// Severities that are passed on, and the accounts that alerts come from.
Universe universe_of(const Check& check, const Reached* reached) {
    Universe universe;
    for (const Integration& integration : check.setup.integrations) {
        const Partner* const partner = check.catalog.partner(integration.id);
        if (partner == nullptr || !integration.enabled) continue;
        const bool own = reached == nullptr || reached->integration == &integration;
        if (!own && !partner->delivers_standard_job_types) continue;
        for (const Severity severity : partner->pass_on) {
            if (!std::ranges::contains(universe.severities, severity))
                universe.severities.push_back(severity);
        }
        for (const Account& account : integration.accounts) {
            for (const Profile& profile : account.profiles)
                universe.origins.push_back({account.id, profile.id});
            // An alert need not say its profile.
            universe.origins.push_back({account.id, {}});
        }
    }
    // Nor its account; one that nobody has connected is like none to every condition.
    if (!universe.origins.empty()) universe.origins.emplace_back();
    if (universe.severities.empty()) universe.severities = {Severity::critical, Severity::urgent};
    std::ranges::sort(universe.severities);
    return universe;
}

/// LL0128: accounts and profiles that nobody has connected.
void known_origins(const Check& check, const Condition& when, const Universe& universe) {
    if (universe.origins.empty()) return;
    const auto look = [&](const std::vector<std::string>& wanted, std::string_view part,
                          std::string Universe::Origin::* id) {
        for (const std::string& name : wanted) {
            if (std::ranges::contains(universe.origins, name, id)) continue;
            text::Nearest near(name);
            for (const Universe::Origin& origin : universe.origins) {
                if (!(origin.*id).empty()) near.consider(origin.*id);
            }
            const json::Value at = when.at[part];
            check.reading.add(Rule::condition_unknown, at ? at : when.at,
                              join({"The set-up has no ", part, " ", named(name), "."}),
                              near.hint());
        }
    };
    look(when.accounts, "account", &Universe::Origin::account);
    look(when.profiles, "profile", &Universe::Origin::profile);
}

void add_proof(const Check& check, const StandardKey& standard,
               const std::vector<const MappingRow*>& rows, const MappingRow* otherwise,
               const Proof& proof) {
    const std::string label = check.label(standard);
    const Reading& reading = check.reading;
    if (!proof.complete) {
        reading.add(Rule::proof_too_large, rows.front()->at,
                    join({"The conditions of ", label,
                          " are too many to be proved free of overlaps "
                          "and gaps."}));
        return;
    }
    for (const Overlap& overlap : proof.overlaps) {
        const MappingRow& second = *rows[overlap.second];
        Finding* const finding =
            reading.add(Rule::rules_overlap, second.when->at,
                        join({"Two conditions of ", label,
                              " cover the same alert: ", overlap.witness.text(), "."}));
        if (finding != nullptr)
            finding->related.push_back(
                {reading.document.place(rows[overlap.first]->when->at), "The other stands here."});
    }
    for (const std::size_t never : proof.never) {
        reading.add(Rule::rule_never_applies, rows[never]->when->at,
                    join({"No alert that can arrive meets this condition of ", label, "."}));
    }
    if (otherwise != nullptr && proof.gaps.empty()) {
        reading.add(Rule::rule_never_applies, otherwise->at,
                    join({"The conditions of ", label,
                          " cover every alert, so nothing is left to this row without one."}));
    }
    if (otherwise != nullptr) return;
    for (const Witness& gap : proof.gaps) {
        reading.add(Rule::rules_gap, rows.front()->at,
                    join({"No condition of ", label, " covers this alert: ", gap.text(), "."}));
    }
    if (proof.more_gaps) {
        reading.add(Rule::rules_gap, rows.front()->at,
                    join({"No condition of ", label, " covers still other alerts."}));
    }
}

}  // namespace

void check_time_zone(const Check& check) {
    const Setup& setup = check.setup;
    if (setup.time_zone.empty() || setup.zone()) return;
    const std::string near = time::Zone::near(setup.time_zone);
    check.reading.add(Rule::unknown_time_zone, setup.time_zone_at,
                      join({"There is no time zone ", named(setup.time_zone), "."}),
                      near.empty() ? std::string() : join({"Did you mean ", named(near), "?"}));
}

void check_conditions(const Check& check) {
    const Setup& setup = check.setup;
    for (const auto& [standard, entry] : check.entries) {
        std::vector<const MappingRow*> rows;
        std::vector<const Condition*> conditions;
        const MappingRow* otherwise = nullptr;
        for (const std::uint32_t i : setup.rows(standard)) {
            const MappingRow& row = setup.mapping[i];
            if (row.when) {
                rows.push_back(&row);
                conditions.push_back(&*row.when);
            } else if (otherwise == nullptr) {
                otherwise = &row;
            }
        }
        if (rows.empty() || entry.job_type == nullptr) continue;
        const Universe universe = universe_of(check, entry.reached);
        for (const MappingRow* const row : rows) {
            known_origins(check, *row->when, universe);
            if (!row->when->windows.empty() && !setup.zone()) {
                const json::Value at = row->when->at["time"];
                check.reading.add(Rule::condition_needs_time_zone, at ? at : row->when->at,
                                  "Days and hours mean nothing without the office's time zone.");
            }
        }
        add_proof(check, standard, rows, otherwise, prove(conditions, universe));
    }
}

}  // namespace leadloom
