/// Cells of a mapping as a table: the pieces they hold, and the ids that a spreadsheet has spoilt.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping_headings.hpp"

namespace leadloom {

/// A piece of a cell: its text, and where it stands in the table's text.
struct Piece {
    std::string text;
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::uint32_t offset = 0;
    std::uint32_t bytes = 0;
    /// It stood in quotes of its own, so it is a name whatever it looks like.
    bool quoted = false;
};

/// What ends a piece that is not in quotes of its own.
inline constexpr std::string_view piece_separators = ";|\n\r";

/// Reads a table's cells by row and meaning. Everything that it is given must outlive it.
class CellReader {
public:
    CellReader(const Table& table, const Columns& columns, Findings& findings)
        : table_(table), columns_(columns), findings_(findings) {}

    /// The pieces of a cell between `;`, `|` and line ends, trimmed; in quotes of its own a piece
    /// may hold them. Nothing for a column that is not there.
    ///
    /// @example `Repair AC; "Parts; small"` has the pieces `Repair AC` and `Parts; small`
    [[nodiscard]] std::vector<Piece> pieces(std::size_t row, Meaning meaning,
                                            bool keep_empty = false);
    /// A cell that holds one text.
    [[nodiscard]] std::optional<Piece> single(std::size_t row, Meaning meaning);

    /// LL0026 for a cell; null when it is not listed.
    Finding* unreadable(std::size_t row, std::size_t column, std::string message,
                        std::string hint = {});

private:
    /// Makes `unquoted_` and `offsets_` those of a cell.
    void unquote(Cell cell);

    const Table& table_;
    const Columns& columns_;
    Findings& findings_;
    /// A cell's text without its quotes, and the way back from each of its bytes and its end.
    std::string unquoted_;
    std::vector<std::uint32_t> offsets_;
};

[[nodiscard]] bool all_digits(std::string_view text);

/// The id that a spreadsheet has made unlike one (`12345678.0`, `1.2345678E+7`, `12,345,678`);
/// `certain` is false where digits are lost.
struct Spoilt {
    std::string digits;
    bool certain = false;
};

/// Nothing for an id as it should be, and for what is none.
///
/// @example `spoilt_id("1.2345678E+7")->digits == "12345678"`
[[nodiscard]] std::optional<Spoilt> spoilt_id(std::string_view text);

}  // namespace leadloom
