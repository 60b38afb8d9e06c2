/// Tables: CSV as people really have it (RFC 4180 and what Excel writes), with the place of every
/// cell.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/document/limits.hpp"
#include "leadloom/document/lines.hpp"
#include "leadloom/text/encoding.hpp"

namespace leadloom {

/// A cell: where it stands in the table's text, quotes included.
struct Cell {
    std::uint32_t offset = 0;
    std::uint32_t bytes = 0;
    /// Quotes of the text are doubled or around it: its bytes are not yet its text.
    bool quoted = false;
};

/// A table and its text. Separator (comma, semicolon, tab or bar), encoding, byte order mark and
/// line ends are found out. Rows without any text are passed over; row numbers count them.
class Table {
public:
    /// Nothing after a finding that stops (LL0004). LL0019 for Windows-1252, LL0024, LL0025 for
    /// what is odd; the rest is read all the same.
    static std::shared_ptr<const Table> read(std::string name, std::string bytes,
                                             const Limits& limits, Findings& findings);

    /// The name it was given.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// The bytes as they were given.
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// The text that cells point into: UTF-8.
    [[nodiscard]] std::string_view text() const { return text_; }
    /// The encoding of the file.
    [[nodiscard]] text::Encoding encoding() const { return form_.encoding; }
    /// Encoding, line ends and mark of the file.
    [[nodiscard]] const text::Form& form() const { return form_; }
    /// What stands between two cells.
    [[nodiscard]] char separator() const { return separator_; }

    /// How many columns the headings name.
    [[nodiscard]] std::size_t columns() const { return headings_.size(); }
    /// A heading's text, trimmed.
    [[nodiscard]] const std::string& heading(std::size_t column) const { return headings_[column]; }
    /// How many rows follow the headings.
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    /// The row's number in the file, the headings being 1.
    [[nodiscard]] std::size_t row_number(std::size_t row) const { return rows_[row].number; }
    /// Absent cells at the end of a short row have no bytes.
    [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const;
    /// Cells that the row has in the file, `columns()` at most.
    [[nodiscard]] std::size_t cells(std::size_t row) const;
    /// The cell's text without its quotes, trimmed.
    [[nodiscard]] std::string text_of(Cell cell) const;

    /// The place of a heading.
    [[nodiscard]] Place place_of_heading(std::size_t column) const;
    /// The place of a cell.
    [[nodiscard]] Place place(std::size_t row, std::size_t column) const;
    /// The whole row, without its line end.
    [[nodiscard]] Place place(std::size_t row) const;
    /// A stretch of the text, of a cell or of a whole row (`Origin::whole_row`).
    [[nodiscard]] Place place(std::size_t row, std::size_t column, std::size_t offset,
                              std::size_t bytes) const;
    /// A row in the text, its line end included.
    [[nodiscard]] Cell line(std::size_t row) const;

    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

private:
    struct Row {
        /// Its first cell; its last is before the next row's.
        std::uint32_t first = 0;
        std::uint32_t number = 0;
        std::uint32_t begin = 0;
        /// Where its last cell ends.
        std::uint32_t end = 0;
    };

    Table() = default;

    void find_text(Findings& findings);
    /// The first character that no text has, and the first half of one: the file is damaged.
    void check_characters(Findings& findings) const;
    void find_separator();
    void read_headings(std::size_t& at, Findings& findings);
    Row read_row(std::size_t& at, std::vector<Cell>& cells, Findings& findings) const;
    Cell read_cell(std::size_t& at, Findings& findings) const;
    void check_surplus(Row row, std::span<const Cell> surplus, Findings& findings) const;
    [[nodiscard]] bool has_text(Cell cell) const;
    [[nodiscard]] Place stretch(std::size_t offset, std::size_t bytes) const;

    std::string name_;
    std::string bytes_;
    /// What `text_` views, where that is not the bytes themselves.
    std::string decoded_;
    std::string_view text_;
    text::Form form_;
    char separator_ = ',';
    /// Where the headings begin, after a line like `sep=;`.
    std::size_t start_ = 0;
    std::vector<std::string> headings_;
    /// Those of the headings, then row by row; what is beyond the headings is left out.
    std::vector<Cell> heading_cells_;
    std::vector<Cell> cells_;
    std::vector<Row> rows_;
    mutable std::unique_ptr<Lines> lines_;
};

}  // namespace leadloom
