/// At which of a customer's locations a lead is: jobs and leads of ServiceTitan name one.
#pragma once
#include "leadloom/customers/register.hpp"

namespace leadloom {

/// The id of the location whose house, street and unit are the address's; else of the only one at
/// its house; else of the only one there is, where the address names no house. 0: none of them, so
/// that somebody has to say which, or add one.
///
/// @example `location_of(record, {"12 N Main St", "", "Kyle", "TX", "78640", ""})`
[[nodiscard]] Id location_of(const CustomerRecord& record, const Address& address);

}  // namespace leadloom
