/// Alerts as a table: what its columns mean, under which headings, and a row as an alert's JSON.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/table.hpp"

namespace leadloom {

/// By column: the row of the table of fields in alert_table.cpp, or one beyond for further details.
using AlertColumns = std::vector<std::uint8_t>;

/// Finds the columns by their headings, in any order, without regard to case, blanks and
/// punctuation. Nothing when source, id or type is missing: then it is no table of alerts.
[[nodiscard]] std::optional<AlertColumns> alert_columns(const Table& table);

/// Whether bytes begin with the headings of a table of alerts.
[[nodiscard]] bool looks_like_alert_table(std::string_view bytes);

/// The alert of a row, as JSON on one line. Cells without text are left out, columns that nobody
/// knows become details.
///
/// @example `alert_of_row(table, columns, 0) == R"({"source":"s","id":"1","type":"Leak"})"`
[[nodiscard]] std::string alert_of_row(const Table& table, const AlertColumns& columns,
                                       std::size_t row);

/// Whether a spreadsheet has rounded an id: `1.23457E+11` may stand for many.
[[nodiscard]] bool is_rounded(std::string_view id);

}  // namespace leadloom
