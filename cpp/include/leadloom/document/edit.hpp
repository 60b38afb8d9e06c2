/// Edits of a document as it stands: what changes is replaced, everything else keeps its bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/document.hpp"

namespace leadloom {

/// Writes `text` in place of a value, in the document's own spelling: quoted and escaped as JSON,
/// or as a cell of a table.
///
/// @example `finding->fix = Fix{"Write “Repair AC”.", {replaced(document, name, "Repair AC")}};`
[[nodiscard]] Edit replaced(const Document& document, json::Value value, std::string_view text);

/// Writes JSON in place of a value, as it is given. Only for documents that are JSON.
[[nodiscard]] Edit replaced_by_json(const Document& document, json::Value value,
                                    std::string_view json);

/// Takes out an element of an array, or with a key a member of an object, together with one comma
/// and the blanks that belong to it. Of a table, the whole row of a value that is a row.
[[nodiscard]] Edit removed(const Document& document, json::Value element);

/// The fix that takes out an element; not a safe one where a comment would go with it.
[[nodiscard]] Fix deletion(std::string title, const Document& document, json::Value element);

/// A file with fixes made, in the file's own encoding; `made` counts the fixes.
struct Edited {
    std::string bytes;
    std::size_t made = 0;
};

/// Applies the edits of safe fixes (of all fixes with `unsafe_too`) that concern `file`. A fix is
/// made whole or not at all; one that overlaps another is left out when it begins later. Elements
/// that one fix removes side by side take one comma with them, as each of them does alone.
[[nodiscard]] Edited apply_fixes(std::string_view file, std::string_view bytes,
                                 const std::vector<Finding>& findings, bool unsafe_too = false);

}  // namespace leadloom
