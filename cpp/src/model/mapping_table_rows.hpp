/// Rows of a mapping as its table says them, and the document they become.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "leadloom/document/document.hpp"
#include "mapping_cells.hpp"
#include "mapping_hours.hpp"

namespace leadloom {

/// A row of the mapping, with the table's row that it began in.
struct TableRow {
    /// A reference: its id, its name, or both.
    struct Reference {
        std::optional<Piece> id;
        std::optional<Piece> name;
    };

    /// A part of the condition, as its column lists it.
    struct Listed {
        std::string_view field;
        std::vector<Piece> values;
    };

    std::size_t row = 0;
    std::optional<Piece> trade;
    Piece standard;
    std::vector<Reference> job_types;
    std::vector<Reference> units;
    /// Only what a cell says.
    std::optional<bool> enabled;
    std::optional<Piece> enabled_at;
    std::vector<Listed> when;
    std::vector<Hours> hours;
    std::vector<Piece> ignore;
};

/// The mapping document of the rows, each value with the cell it comes from.
[[nodiscard]] std::shared_ptr<const Document> document_of_rows(std::shared_ptr<const Table> table,
                                                               const std::vector<TableRow>& rows);

}  // namespace leadloom
