/// Ids and names that documents use, held against catalogue and tenant: the one way in which
/// validator and commands say that there is no such thing.
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

/// LL0109 for a record that the tenant does not have. `namesake` is one of the name, `hint` a near
/// name.
void add_not_in_tenant(const Reading& reading, const Ref& ref, std::string_view noun,
                       const TenantRecord* namesake, std::string_view hint);

/// LL0110 or LL0111 when the record has not quite the name of the reference.
void compare_names(const Reading& reading, const Ref& ref, std::string_view noun,
                   const TenantRecord& record);

}  // namespace leadloom
