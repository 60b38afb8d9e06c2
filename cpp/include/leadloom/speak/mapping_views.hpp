/// What the mapping page shows, as the JSON of the package's types.
#pragma once
#include <string_view>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// Rows tell those of the findings that stand in them. `choices`: with everything that can be
/// chosen.
[[nodiscard]] Json mapping_view(const Workspace& workspace, const Findings& findings,
                                bool choices = true);

/// How a sample alert that leads to a standard job type would be filled in; `facts` are those of a
/// condition (`severity`, `account`, `profile`, `zip`, `state`, `customerType`, `placement`). Null
/// where the catalogue has no such type.
[[nodiscard]] Json preview_view(const Workspace& workspace, const StandardKey& standard,
                                json::Value facts);

/// What a mapping in a table or a document would change: its rows, each `new`, `changed`, `same` or
/// `refused`, the findings, and the command that makes the change.
[[nodiscard]] Json import_view(const Workspace& workspace, std::string_view name,
                               std::string_view text);

/// `{name, text}`: the mapping as CSV.
[[nodiscard]] Json mapping_table_view(const Workspace& workspace);

}  // namespace leadloom
