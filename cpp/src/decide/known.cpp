#include "leadloom/decide/known.hpp"

#include "leadloom/document/edit.hpp"
#include "leadloom/text/confusable.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// Adds the finding with the nearest id as hint and fix. What differs only in case, blanks or
/// letters that look alike cannot have meant anything else.
template <class Rows, class Row>
void add_near(const Reading& reading, Rule rule, json::Value at, std::string_view message,
              std::string_view wanted, const Rows& rows, std::string Row::* id) {
    text::Nearest near(wanted);
    for (const Row& row : rows) near.consider(row.*id);
    Finding* const finding = reading.add(rule, at, message, near.hint());
    if (finding == nullptr || near.name().empty() || !at.is(json::Kind::string)) return;
    finding->fix = Fix{join({"Write ", named(near.name()), "."}),
                       {replaced(reading.document, at, near.name())},
                       text::skeleton(near.name()) == text::skeleton(wanted)};
}

}  // namespace

const Trade* known_trade(const Reading& reading, const Catalog& catalog, std::string_view id,
                         json::Value at) {
    const Trade* const trade = catalog.trade(id);
    if (trade == nullptr) {
        add_near(reading, Rule::unknown_trade, at,
                 join({"The catalogue has no trade ", named(id), "."}), id, catalog.trades,
                 &Trade::id);
    }
    return trade;
}

bool known_standard(const Reading& reading, const Catalog& catalog, const StandardKey& key,
                    json::Value at) {
    if (catalog.job_type(key) != nullptr) return true;
    const Trade* const trade = known_trade(reading, catalog, key.trade, at);
    if (trade == nullptr) return false;
    const std::string message =
        join({"The trade ", named(trade->label), " has no standard job type ", named(key.id), "."});
    const std::string elsewhere = catalog.trades_with(key.id);
    if (elsewhere.empty()) {
        add_near(reading, Rule::unknown_standard_job_type, at, message, key.id, trade->job_types,
                 &StandardJobType::id);
    } else {
        reading.add(Rule::unknown_standard_job_type, at, message, elsewhere);
    }
    return false;
}

const Partner* known_partner(const Reading& reading, const Catalog& catalog, std::string_view id,
                             json::Value at) {
    const Partner* const partner = catalog.partner(id);
    if (partner == nullptr) {
        add_near(reading, Rule::unknown_integration, at,
                 join({"The catalogue has no integration ", named(id), "."}), id, catalog.partners,
                 &Partner::id);
    }
    return partner;
}

}  // namespace leadloom
