/// The catalogue that is compiled in, for doors that are to need nothing beside them.
#pragma once
#include "leadloom/model/catalog.hpp"

namespace leadloom {

/// The catalogue that ships with Leadloom.
[[nodiscard]] const Catalog& shipped_catalog();

}  // namespace leadloom
