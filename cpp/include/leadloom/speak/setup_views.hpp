/// What the settings show, as the JSON of the package's types.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// `now`: when the last week of the lead counts ends; without it, with the newest alert.
[[nodiscard]] Json integrations_view(const Workspace& workspace,
                                     std::optional<time::Instant> now = {});

/// Null when there is no such integration.
[[nodiscard]] Json agreement_view(const Workspace& workspace, std::string_view integration,
                                  std::string_view role);

/// `{name, text, sha256}`: the document as it is kept in git, and the hash of its canonical form.
[[nodiscard]] Json setup_view(const Workspace& workspace);

/// `{ok, findings, changes, sha256}`: what another set-up would change, in words, before it is
/// opened.
[[nodiscard]] Json compare_view(const Workspace& workspace, std::string_view name,
                                std::string_view text);

/// `{ok, findings}`: what a command on the set-up would bring, without doing it: why it cannot be
/// done, or what the validator would find that it does not find now.
[[nodiscard]] Json trial_view(const Workspace& workspace, json::Value command);

/// Who changed what and when, newest first, with what was there before.
[[nodiscard]] Json history_view(const Workspace& workspace);

}  // namespace leadloom
