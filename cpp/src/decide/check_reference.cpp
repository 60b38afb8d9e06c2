// References: what the tenant has of what a document names, and how well the name fits.
#include "check.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/text/distance.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// The value that holds the reference's name.
json::Value name_at(const Ref& ref) {
    const json::Value name = ref.at["name"];
    return name ? name : ref.at;
}

Fix write_name(const Check& check, const Ref& ref, std::string_view name) {
    return {join({"Write ", named(name), "."}),
            {replaced(check.reading.document, name_at(ref), name)}};
}

/// LL0109, with what was probably meant.
template <class Record>
void add_missing(const Check& check, const Records<Record>& records, const Ref& ref,
                 std::string_view noun) {
    if (!check.reading.findings.wants_place(Rule::not_in_tenant)) {
        check.reading.findings.add(Rule::not_in_tenant, {});
        return;
    }
    const Record* const namesake = ref.name.empty() ? nullptr : records.find_name(ref.name);
    std::string hint;
    std::string_view near;
    if (namesake != nullptr) {
        hint = join({named(namesake->name), " has the id ", std::to_string(namesake->id), "."});
    } else if (!ref.name.empty()) {
        text::Nearest nearest(ref.name);
        for (const Record& record : records.all()) nearest.consider(record.name);
        hint = nearest.hint();
        near = nearest.name();
    } else {
        // Two digits in the wrong order, or one too few: ids have eight digits or more.
        const std::string wanted = std::to_string(ref.id);
        const Record* found = nullptr;
        std::size_t best = wanted.size() < 6 ? 0 : 2;
        for (const Record& record : records.all()) {
            const std::size_t distance =
                text::edit_distance(wanted, std::to_string(record.id), best);
            if (distance >= best) continue;
            best = distance;
            found = &record;
        }
        if (found != nullptr)
            hint =
                join({"Did you mean ", std::to_string(found->id), " (", named(found->name), ")?"});
    }
    const std::string what = ref.id == 0 ? named(ref.name) : std::to_string(ref.id);
    Finding* const finding = check.reading.add(
        Rule::not_in_tenant, ref.at, join({"The tenant has no ", noun, " ", what, "."}), hint);
    if (finding == nullptr) return;
    if (namesake != nullptr) {
        relate(check.tenant, finding, *namesake, namesake->at, "This one has the name.");
        if (ref.at["id"]) {
            const std::string id = std::to_string(namesake->id);
            finding->fix = Fix{join({"Write the id ", id, "."}),
                               {replaced(check.reading.document, ref.at["id"], id)},
                               false};
        }
    } else if (!near.empty() && ref.id == 0) {
        finding->fix = write_name(check, ref, near);
        finding->fix->safe = false;
    }
}

/// LL0110, LL0111, LL0120 and LL0135: the record is there, but not quite under this name.
template <class Record>
void compare_names(const Check& check, const Ref& ref, std::string_view noun, const Record& record,
                   const Named<Record>& by_name) {
    Finding* finding = nullptr;
    if (ref.id != 0) {
        if (ref.name.empty() || ref.name == record.name) return;
        finding = check.reading.add(Rule::name_drift, ref.at,
                                    join({"The ", noun, " ", std::to_string(ref.id), " is called ",
                                          named(record.name), " now, not ", named(ref.name), "."}));
    } else if (by_name.other != nullptr) {
        finding = check.reading.add(Rule::name_ambiguous, ref.at,
                                    join({named(ref.name), " is the name of two active ", noun,
                                          "s: ", std::to_string(record.id), " and ",
                                          std::to_string(by_name.other->id), "."}));
        relate(check.tenant, finding, record, record.at, "This is one of them.");
        relate(check.tenant, finding, *by_name.other, by_name.other->at, "This is the other.");
        return;
    } else if (ref.name == record.name) {
        return;
    } else if (by_name.confusable) {
        finding =
            check.reading.add(Rule::name_confusable, ref.at,
                              join({named(ref.name), " means the ", noun, " ", named(record.name),
                                    " only if letters that look alike count as equal."}));
    } else {
        finding =
            check.reading.add(Rule::name_folded, ref.at,
                              join({named(ref.name), " means the ", noun, " ", named(record.name),
                                    " only without regard to case, accents and blanks."}));
    }
    if (finding == nullptr) return;
    relate(check.tenant, finding, record, record.at["name"], "The tenant writes it like this.");
    finding->fix = write_name(check, ref, record.name);
}

/// LL0104, LL0105, LL0106, and LL0138 where a namesake has taken the place.
template <class Record>
void add_inactive(const Check& check, const Records<Record>& records, const Ref& ref,
                  std::string_view noun, const Record& record, Rule rule,
                  std::string_view consequence) {
    if (record.active) return;
    Finding* const finding = check.reading.add(
        rule, ref.at, join({"The ", noun, " ", named(record.name), " is inactive", consequence}));
    relate(check.tenant, finding, record, record.at["active"], "The tenant says so here.");
    const Record* const namesake = records.find_name(record.name);
    if (namesake == nullptr || !namesake->active || namesake->id == record.id) return;
    const std::string id = std::to_string(namesake->id);
    Finding* const taken = check.reading.add(
        Rule::replaced_by_namesake, ref.at,
        join({named(record.name), " (", std::to_string(record.id), ") is inactive, but an active ",
              noun, " has the same name (", id, ")."}));
    if (taken == nullptr) return;
    relate(check.tenant, taken, *namesake, namesake->at, "This one is active.");
    const json::Value at = ref.at["id"] ? ref.at["id"] : ref.at;
    taken->fix =
        Fix{join({"Write the id ", id, "."}), {replaced(check.reading.document, at, id)}, false};
}

template <class Record>
const Record* refer(const Check& check, const Records<Record>& records, const Ref& ref,
                    std::string_view noun, Rule inactive, std::string_view consequence) {
    if (records.empty()) return nullptr;
    const Named<Record> by_name =
        ref.id == 0 ? records.find_named(ref.name) : Named<Record>{records.find(ref.id)};
    if (by_name.record == nullptr) {
        add_missing(check, records, ref, noun);
        return nullptr;
    }
    const Record& record = *by_name.record;
    compare_names(check, ref, noun, record, by_name);
    add_inactive(check, records, ref, noun, record, inactive, consequence);
    return &record;
}

}  // namespace

void relate(const Tenant& tenant, Finding* finding, const ExportedRecord& record, json::Value at,
            std::string_view message) {
    if (finding == nullptr || !record.at) return;
    finding->related.push_back({tenant.place(record, at ? at : record.at), std::string(message)});
}

const BusinessUnit* Check::business_unit(const Ref& ref) const {
    return refer(*this, tenant.business_units, ref, "business unit", Rule::business_unit_inactive,
                 ".");
}

const JobType* Check::job_type(const Ref& ref) const {
    return refer(*this, tenant.job_types, ref, "job type", Rule::job_type_inactive, ".");
}

const Campaign* Check::campaign(const Ref& ref) const {
    return refer(*this, tenant.campaigns, ref, "campaign", Rule::campaign_inactive,
                 ", so leads arrive without one.");
}

}  // namespace leadloom
