/// Days and hours in the cells of a mapping as a table: `Mon-Fri 08:00-17:00`.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/model/condition.hpp"
#include "mapping_cells.hpp"

namespace leadloom {

/// A time of the week as one piece says it.
struct Hours {
    /// By their first three letters; none is every day.
    std::vector<std::string_view> days;
    /// `HH:MM`.
    std::string from;
    std::string to;
    Piece piece;
};

/// Hours like `08:00-17:00`, with days of their own before them or with those of the column of
/// days; days alone are whole days. LL0026 for what is neither.
[[nodiscard]] std::vector<Hours> read_hours(CellReader& cells, std::size_t row);

/// The inverse: windows of the week as a cell of the column of hours.
///
/// @example `hours_of({{480, 1020}}) == "Mon 08:00-17:00"`
[[nodiscard]] std::string hours_of(const std::vector<Window>& windows);

}  // namespace leadloom
