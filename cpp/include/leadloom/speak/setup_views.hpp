/// What the settings show, as the JSON of the package's types.
#pragma once
#include <cstddef>
#include <string_view>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

[[nodiscard]] Json integrations_view(const Workspace& workspace);

/// Null when there is no such integration.
[[nodiscard]] Json agreement_view(const Workspace& workspace, std::string_view integration,
                                  std::string_view role);

/// Rows tell those of the findings that stand in them.
[[nodiscard]] Json mapping_view(const Workspace& workspace, const Findings& findings);

/// `{name, text, sha256}`: the document as it is kept in git, and the hash of its canonical form.
[[nodiscard]] Json setup_view(const Workspace& workspace);

}  // namespace leadloom
