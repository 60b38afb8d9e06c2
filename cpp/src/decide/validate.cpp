#include "leadloom/decide/validate.hpp"

#include <algorithm>

#include "check.hpp"

namespace leadloom {

namespace {

constexpr void (*checks[])(const Check&) = {
    check_tenant_given, check_time_zone, check_trades,     check_repeated_rows, check_rows,
    check_unmapped,     check_unreached, check_conditions, check_integrations,  check_history,
};

}  // namespace

std::vector<Reached> reached_by_alerts(const Setup& setup, const Catalog& catalog) {
    std::vector<Reached> reached;
    for (const Integration& integration : setup.integrations) {
        const Partner* const partner = catalog.partner(integration.id);
        if (partner == nullptr || !integration.enabled) continue;
        for (const AlertType& type : partner->alert_types) {
            if (integration.is_off(type.standard)) continue;
            const auto same = std::ranges::find_if(reached, [&](const Reached& entry) {
                return entry.standard == type.standard && entry.integration == &integration;
            });
            Reached& entry = same != reached.end() ? *same : reached.emplace_back(type.standard);
            entry.integration = &integration;
            entry.alert_types.push_back(type.name);
        }
    }
    return reached;
}

void validate(const Setup& setup, const Tenant& tenant, const Catalog& catalog, Findings& findings,
              const LeadCounts& leads) {
    // Whoever read the set-up into these findings has them already.
    const auto known = [&](const Ignore& ignored) {
        return std::ranges::contains(findings.ignored(), ignored.place, &Ignore::place);
    };
    if (!setup.ignored.empty() && !known(setup.ignored.front())) {
        for (const Ignore& ignored : setup.ignored) findings.ignore(ignored);
    }
    Check check{setup,
                tenant,
                catalog,
                leads,
                {*setup.document, findings},
                reached_by_alerts(setup, catalog),
                {},
                std::vector<const Entry*>(setup.mapping.size())};
    for (const auto& [standard, rows] : setup.standards()) {
        const Entry& entry = check.entries[standard];
        for (const std::uint32_t row : rows) check.of_row[row] = &entry;
    }
    for (const Reached& reached : check.reached) {
        Entry& entry = check.entries[reached.standard];
        if (entry.reached == nullptr) entry.reached = &reached;
    }
    for (auto& [standard, entry] : check.entries) {
        entry.trade = catalog.trade(standard.trade);
        entry.job_type = catalog.job_type(standard);
        entry.label = check.label(standard);
    }
    for (const auto run : checks) run(check);
}

}  // namespace leadloom
