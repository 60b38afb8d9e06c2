/// Tables: CSV as people really have it (RFC 4180 and what Excel writes), with the place of every
/// cell.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/document/limits.hpp"
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

    [[nodiscard]] const std::string& name() const { return name_; }
    /// The bytes as they were given.
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// The text that cells point into: UTF-8.
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] text::Encoding encoding() const { return encoding_; }
    [[nodiscard]] char separator() const { return separator_; }

    [[nodiscard]] std::size_t columns() const { return headings_.size(); }
    /// A heading's text, trimmed.
    [[nodiscard]] const std::string& heading(std::size_t column) const { return headings_[column]; }
    [[nodiscard]] std::size_t rows() const { return row_numbers_.size(); }
    /// The row's number in the file, the headings being 1.
    [[nodiscard]] std::size_t row_number(std::size_t row) const { return row_numbers_[row]; }
    /// Absent cells at the end of a short row have no bytes.
    [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const;
    /// The cell's text without its quotes, trimmed.
    [[nodiscard]] std::string text_of(Cell cell) const;

    [[nodiscard]] Place place_of_heading(std::size_t column) const;
    [[nodiscard]] Place place(std::size_t row, std::size_t column) const;
    /// The whole row.
    [[nodiscard]] Place place(std::size_t row) const;

private:
    Table() = default;

    std::string name_;
    std::string bytes_;
    std::string text_;
    text::Encoding encoding_ = text::Encoding::utf8;
    char separator_ = ',';
    std::vector<std::string> headings_;
    std::vector<Cell> heading_cells_;
    /// Row by row, `columns()` each.
    std::vector<Cell> cells_;
    std::vector<std::uint32_t> row_numbers_;
};

}  // namespace leadloom
