/// A table of any bytes: read twice alike, with every place inside the file.
#include <string>

#include "leadloom/document/table.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

/// Everything that a table says.
std::string run(const std::string& bytes) {
    Findings findings(50);
    const auto table = Table::read("f", bytes, Limits{}, findings);
    fuzz::require(table != nullptr, "a table is made of any bytes");
    const std::string_view text = table->text();
    for (const Finding& finding : findings.list()) {
        if (finding.place) fuzz::require_inside(*finding.place, bytes);
    }
    std::string said;
    const auto check = [&](const Place& place) {
        fuzz::require_inside(place, bytes);
        said += std::to_string(place.byte) + " " + place.excerpt + "\n";
    };
    for (std::size_t column = 0; column < table->columns(); ++column) {
        said += table->heading(column) + table->separator();
        if (column < 8) check(table->place_of_heading(column));
    }
    std::size_t line_end = 0;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const Cell line = table->line(row);
        fuzz::require(line.offset >= line_end, "rows stand one after the other");
        line_end = line.offset + line.bytes;
        fuzz::require(line_end <= text.size(), "a row lies inside the text");
        fuzz::require(table->cells(row) <= table->columns(), "no cell is without a heading");
        // Cells and separators are the whole of their row.
        std::size_t at = line.offset;
        for (std::size_t column = 0; column < table->cells(row); ++column) {
            const Cell cell = table->cell(row, column);
            fuzz::require(cell.offset == at, "a cell begins where the one before it ended");
            at = cell.offset + cell.bytes + 1;
            fuzz::require(at <= line_end + 1, "a cell lies inside its row");
            said += table->text_of(cell);
        }
        if (row < 16) {
            check(table->place(row));
            check(table->place(row, table->columns() - 1));
        }
        said += std::to_string(table->row_number(row)) + "\n";
    }
    return said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(fuzz::text_of(bytes, size));
    fuzz::require(run(text) == run(text), "the same bytes twice");
    return 0;
}
