/// Ids that documents use, held against the catalogue: the one way in which validator and commands
/// say that there is no such thing. Findings carry a fix where one id is near.
#pragma once
#include <string_view>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// The trade, or null after LL0117 with a near name.
const Trade* known_trade(const Reading& reading, const Catalog& catalog, std::string_view id,
                         json::Value at);

/// Whether the catalogue has the standard job type; LL0117 or LL0113 if not. A bare id of another
/// trade is recognised.
bool known_standard(const Reading& reading, const Catalog& catalog, const StandardKey& key,
                    json::Value at);

/// The partner, or null after LL0206.
const Partner* known_partner(const Reading& reading, const Catalog& catalog, std::string_view id,
                             json::Value at);

}  // namespace leadloom
