#include "leadloom/decide/validate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "leadloom/decide/known.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::counted;
using text::listed;
using text::named;

/// What is known of a standard job type: its first row, and the alerts that lead to it.
struct Entry {
    const MappingRow* row = nullptr;
    const Reached* reached = nullptr;

    explicit Entry(const MappingRow* first = nullptr) : row(first) {}
};

/// All that a check looks at. Every check is a function of it and stands in `checks`.
struct Check {
    const Setup& setup;
    const Tenant& tenant;
    const Catalog& catalog;
    Reading reading;
    std::vector<Reached> reached;
    std::map<StandardKey, Entry> entries;

    /// Whether a reference means a record of the tenant; says in findings how well it does.
    template <class Record>
    const Record* refer(const Records<Record>& records, const Ref& ref,
                        std::string_view noun) const {
        if (records.empty()) return nullptr;
        const Record* const record = look_up(records, ref);
        if (record != nullptr) {
            compare_names(reading, ref, noun, *record);
            return record;
        }
        add_not_in_tenant(reading, ref, noun,
                          ref.name.empty() ? nullptr : records.find_name(ref.name),
                          text::did_you_mean(ref.name, records.all(), &Record::name));
        return nullptr;
    }

    const BusinessUnit* refer_unit(const Ref& ref) const {
        const BusinessUnit* const unit = refer(tenant.business_units, ref, "business unit");
        if (unit != nullptr && !unit->active) {
            reading.add(Rule::business_unit_inactive, ref.at,
                        text::join({"The business unit ", named(unit->name), " is inactive."}));
        }
        return unit;
    }

    const JobType* refer_job_type(const Ref& ref) const {
        const JobType* const job_type = refer(tenant.job_types, ref, "job type");
        if (job_type != nullptr && !job_type->active) {
            reading.add(Rule::job_type_inactive, ref.at,
                        text::join({"The job type ", named(job_type->name), " is inactive."}));
        }
        return job_type;
    }
};

void tenant_given(const Check& check) {
    if (check.tenant.given()) return;
    check.reading.add(Rule::no_tenant, check.setup.document->root(),
                      std::string(row_of(Rule::no_tenant).title));
}

void trades(const Check& check) {
    std::set<std::string_view> mapped;
    for (const MappingRow& row : check.setup.mapping) mapped.insert(row.standard.trade);
    for (const SelectedTrade& trade : check.setup.trades) {
        const Trade* const known = known_trade(check.reading, check.catalog, trade.id, trade.at);
        if (known == nullptr || mapped.contains(trade.id)) continue;
        check.reading.add(Rule::trade_without_mapping, trade.at,
                          text::join({"The trade ", named(known->label),
                                      " is selected, but nothing of it is mapped."}));
    }
}

void mapped_twice(const Check& check) {
    for (const MappingRow& row : check.setup.mapping) {
        if (check.entries.at(row.standard).row == &row) continue;
        check.reading.add(
            Rule::duplicate_row, row.at,
            text::join({named(check.catalog.label(row.standard)), " is mapped twice."}));
    }
}

void pairs(const Check& check, const MappingRow& row, const std::vector<const JobType*>& job_types,
           const std::vector<const BusinessUnit*>& units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i] == nullptr) continue;
        for (const JobType* const job_type : job_types) {
            if (job_type == nullptr || serves(*job_type, units[i]->id)) continue;
            check.reading.add(Rule::pair_not_bookable, row.business_units[i].at,
                              text::join({"The business unit ", named(units[i]->name),
                                          " does not serve the job type ", named(job_type->name),
                                          ", so the pair cannot be booked."}));
        }
        if (!same_trade(check.catalog, row.standard, *units[i])) {
            check.reading.add(
                Rule::trade_differs, row.business_units[i].at,
                text::join({"The business unit ", named(units[i]->name), " belongs to ",
                            named(units[i]->trade), ", the standard job type ",
                            named(check.catalog.label(row.standard)), " to ",
                            named(check.catalog.trade(row.standard.trade)->label), "."}));
        }
    }
}

/// The alert type that is an emergency by name (mission: Service Request-Emergency).
constexpr std::string_view emergency = "Service Request-Emergency";

void rows(const Check& check) {
    for (const MappingRow& row : check.setup.mapping) {
        if (!known_standard(check.reading, check.catalog, row.standard, row.at)) continue;
        std::vector<const JobType*> job_types;
        std::vector<const BusinessUnit*> units;
        for (const Ref& ref : row.job_types) job_types.push_back(check.refer_job_type(ref));
        for (const Ref& ref : row.business_units) units.push_back(check.refer_unit(ref));
        pairs(check, row, job_types, units);
        const std::string label = named(check.catalog.label(row.standard));
        if (row.job_types.empty() != row.business_units.empty()) {
            check.reading.add(
                Rule::half_mapped, row.at,
                text::join({label, " is mapped to ", counted(row.job_types.size(), "job type"),
                            " and ", counted(row.business_units.size(), "business unit"), "."}));
        }
        const Reached* const reached = check.entries.at(row.standard).reached;
        if (reached == nullptr) continue;
        const std::vector<std::string>& alert_types = reached->alert_types;
        if (row.job_types.size() > 1 || row.business_units.size() > 1) {
            check.reading.add(
                Rule::will_not_fill_in, row.at,
                text::join({label, " maps to ", counted(row.job_types.size(), "job type"), " and ",
                            counted(row.business_units.size(), "business unit"), ", so leads of ",
                            listed(alert_types), " will not be filled in."}));
        }
        if (!std::ranges::contains(alert_types, emergency)) continue;
        for (std::size_t i = 0; i < job_types.size(); ++i) {
            const JobType* const job_type = job_types[i];
            if (job_type == nullptr ||
                (job_type->priority != "Low" && job_type->priority != "Normal"))
                continue;
            check.reading.add(Rule::emergency_low_priority, row.job_types[i].at,
                              text::join({emergency, " leads to ", named(job_type->name),
                                          ", a job type of priority ", job_type->priority, "."}));
        }
    }
}

void unmapped(const Check& check) {
    for (const Reached& entry : check.reached) {
        const MappingRow* const row = check.entries.at(entry.standard).row;
        if (row != nullptr && !(row->job_types.empty() && row->business_units.empty())) continue;
        check.reading.add(Rule::no_mapping, entry.integration->at["id"],
                          text::join({named(check.catalog.label(entry.standard)),
                                      " is not mapped, but ", listed(entry.alert_types), " of ",
                                      named(entry.integration->id), " leads to it."}));
    }
}

void unreached(const Check& check) {
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
        labels.push_back(check.catalog.label(row.standard));
    }
    if (labels.empty()) return;
    const std::size_t count = labels.size();
    if (count > 3) labels.resize(3);
    check.reading.add(
        Rule::unreachable_mapping, first,
        text::join({"No alert of an enabled integration reaches ", counted(count, "mapping"), ": ",
                    listed(labels), count > 3 ? " …" : "", "."}));
}

void agreements(const Check& check, const Integration& integration, const Partner& partner) {
    if (!integration.agreement) {
        for (const Account& account : integration.accounts) {
            check.reading.add(Rule::account_without_agreement, account.at,
                              text::join({"The account ", named(account.id),
                                          " is connected, but the data agreement of ",
                                          named(partner.name), " is not accepted."}));
        }
        return;
    }
    const Acceptance& accepted = *integration.agreement;
    if (!may_accept(accepted.by.role)) {
        check.reading.add(
            Rule::accepted_by_wrong_role, accepted.at["acceptedBy"],
            text::join({"The agreement was accepted in the role ", named(accepted.by.role),
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
        for (const Ref& ref : account.business_units) check.refer_unit(ref);
        using Served = std::pair<const BusinessUnit*, const Profile*>;
        std::vector<Served> taken;
        for (const Profile& profile : account.profiles) {
            if (profile.business_units.empty() && account.business_units.empty()) {
                check.reading.add(
                    Rule::profile_without_business_units, profile.at,
                    text::join({"The profile ", named(profile.id), " has no business units."}));
            }
            for (const Ref& ref : profile.business_units) {
                const BusinessUnit* const unit = check.refer_unit(ref);
                if (unit == nullptr) continue;
                const auto other = std::ranges::find(taken, unit, &Served::first);
                if (other == taken.end()) {
                    taken.emplace_back(unit, &profile);
                    continue;
                }
                check.reading.add(
                    Rule::business_unit_shared, ref.at,
                    text::join({"The business unit ", named(unit->name), " serves the profiles ",
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
                              text::join({named(integration.id),
                                          " has no campaign, so its leads arrive without one."}));
        }
        return;
    }
    const Campaign* const found =
        check.refer(check.tenant.campaigns, *integration.campaign, "campaign");
    if (found != nullptr && !found->active) {
        check.reading.add(Rule::campaign_inactive, integration.campaign->at,
                          text::join({"The campaign ", named(found->name),
                                      " is inactive, so leads arrive without one."}));
    }
}

void integrations(const Check& check) {
    std::set<std::string_view> seen;
    for (const Integration& integration : check.setup.integrations) {
        if (!seen.insert(integration.id).second) {
            check.reading.add(Rule::duplicate_integration, integration.at["id"],
                              text::join({named(integration.id), " is listed twice."}));
        }
        const Partner* const partner =
            known_partner(check.reading, check.catalog, integration.id, integration.at["id"]);
        if (partner == nullptr) continue;
        agreements(check, integration, *partner);
        accounts(check, integration);
        campaign(check, integration);
        for (const StandardKey& key : integration.off)
            known_standard(check.reading, check.catalog, key, integration.at["off"]);
    }
}

constexpr void (*checks[])(const Check&) = {tenant_given, trades,    mapped_twice, rows,
                                            unmapped,     unreached, integrations};

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

void validate(const Setup& setup, const Tenant& tenant, const Catalog& catalog,
              Findings& findings) {
    Check check{
        setup, tenant, catalog, {*setup.document, findings}, reached_by_alerts(setup, catalog), {}};
    for (const MappingRow& row : setup.mapping) check.entries.try_emplace(row.standard, &row);
    for (const Reached& entry : check.reached) {
        Entry& of = check.entries.try_emplace(entry.standard).first->second;
        if (of.reached == nullptr) of.reached = &entry;
    }
    for (const auto run : checks) run(check);
}

}  // namespace leadloom
