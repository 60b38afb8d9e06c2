/// Mappings on their own: as a table, or as a plain JSON list of rows.
#pragma once
#include <memory>
#include <string>

#include "leadloom/document/table.hpp"
#include "leadloom/model/setup.hpp"

namespace leadloom {

/// A mapping document (`{"leadloom": "mapping/1", "mapping": […]}`) made from a table with the
/// columns people use for trade, standard job type, job type, business unit, enabled and the parts
/// of a condition, in any order and under their usual names; several names in one cell stand with
/// `;` or `|` between, or in rows of their own. Nothing after LL0021 for a column that must be
/// there; LL0022, LL0023, LL0026 for what else is odd. A standard job type may be named by id or
/// label, and without its trade where only one trade has it (LL0123).
[[nodiscard]] std::shared_ptr<const Document> mapping_of_table(std::shared_ptr<const Table> table,
                                                               const Catalog& catalog,
                                                               Findings& findings);

/// Reads a mapping document, or a plain list of rows, as a set-up that has nothing else: its trades
/// are those of the rows, and what a row switches off is off for every integration.
[[nodiscard]] Setup read_mapping(std::shared_ptr<const Document> document, const Catalog& catalog,
                                 Findings& findings);

/// A set-up's mapping as CSV with every column that is used, ready to be read again. Cells that a
/// spreadsheet would take for a formula are quoted (CWE-1236).
[[nodiscard]] std::string write_mapping_table(const Setup& setup, const Tenant& tenant,
                                              const Catalog& catalog);

}  // namespace leadloom
