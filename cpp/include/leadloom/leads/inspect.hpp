/// The validator's opinion of a workspace.
#pragma once
#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// Adds what is to be said of the set-up in force, LL0101 to LL0299.
void inspect_setup(const Workspace& workspace, Findings& findings);

/// Adds what is to be said of every set-up, of the exports, and of what the feed holds that no
/// table knows.
void inspect(const Workspace& workspace, Findings& findings);

/// Both, for a door to be made with or without: the module that pages load first has no validator.
struct Inspector {
    void (*setup)(const Workspace&, Findings&);
    void (*all)(const Workspace&, Findings&);
};
inline constexpr Inspector validating{inspect_setup, inspect};

}  // namespace leadloom
