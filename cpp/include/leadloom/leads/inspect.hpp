/// The validator's opinion of a workspace.
#pragma once
#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// Adds what is to be said of the set-up in force, LL0101 to LL0299.
void inspect_setup(const Workspace& workspace, Findings& findings);

/// Adds what is to be said of every set-up, of the exports, and of what the feed holds that no
/// table knows.
void inspect(const Workspace& workspace, Findings& findings);

}  // namespace leadloom
