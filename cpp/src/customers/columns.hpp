/// The columns of a table of customers.
#pragma once
#include <string_view>
#include <vector>

#include "leadloom/document/table.hpp"

namespace leadloom {

/// The member of a customer that each column has; empty for one that nobody knows.
[[nodiscard]] std::vector<std::string_view> known_columns(const Table& table);

}  // namespace leadloom
