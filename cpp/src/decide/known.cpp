#include "leadloom/decide/known.hpp"

#include "leadloom/text/words.hpp"

namespace leadloom {

using text::join;
using text::named;

const Trade* known_trade(const Reading& reading, const Catalog& catalog, std::string_view id,
                         json::Value at) {
    const Trade* const trade = catalog.trade(id);
    if (trade == nullptr) {
        reading.add(Rule::unknown_trade, at, join({"The catalogue has no trade ", named(id), "."}),
                    catalog.hint_for_trade(id));
    }
    return trade;
}

bool known_standard(const Reading& reading, const Catalog& catalog, const StandardKey& key,
                    json::Value at) {
    if (catalog.job_type(key) != nullptr) return true;
    const Trade* const trade = known_trade(reading, catalog, key.trade, at);
    if (trade != nullptr) {
        reading.add(Rule::unknown_standard_job_type, at,
                    join({"The trade ", named(trade->label), " has no standard job type ",
                          named(key.id), "."}),
                    catalog.hint_for_job_type(key));
    }
    return false;
}

const Partner* known_partner(const Reading& reading, const Catalog& catalog, std::string_view id,
                             json::Value at) {
    const Partner* const partner = catalog.partner(id);
    if (partner == nullptr) {
        reading.add(Rule::unknown_integration, at,
                    join({"The catalogue has no integration ", named(id), "."}),
                    catalog.hint_for_partner(id));
    }
    return partner;
}

void add_not_in_tenant(const Reading& reading, const Ref& ref, std::string_view noun,
                       const TenantRecord* namesake, std::string_view hint) {
    const std::string what = ref.id == 0 ? named(ref.name) : std::to_string(ref.id);
    const std::string has =
        namesake == nullptr
            ? std::string(hint)
            : join({named(namesake->name), " has the id ", std::to_string(namesake->id), "."});
    reading.add(Rule::not_in_tenant, ref.at, join({"The tenant has no ", noun, " ", what, "."}),
                has);
}

void compare_names(const Reading& reading, const Ref& ref, std::string_view noun,
                   const TenantRecord& record) {
    if (ref.name.empty() || ref.name == record.name) return;
    if (ref.id == 0) {
        reading.add(Rule::name_folded, ref.at,
                    join({named(ref.name), " means the ", noun, " ", named(record.name),
                          " only without regard to case, accents and blanks."}));
    } else {
        reading.add(Rule::name_drift, ref.at,
                    join({"The ", noun, " ", std::to_string(ref.id), " is called ",
                          named(record.name), " now, not ", named(ref.name), "."}));
    }
}

}  // namespace leadloom
