/// Reports of the validator, for people and for machines.
#pragma once
#include <string>
#include <vector>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// A finding as `Finding` of the package's types.
[[nodiscard]] Json finding_json(const Finding& finding);

[[nodiscard]] Json findings_json(const Findings& findings);

/// `{errors, warnings, notes, unlisted}`.
[[nodiscard]] Json counts_json(const Findings& findings);

/// The whole report: `{clean, counts, findings, documents}`.
[[nodiscard]] Json report_json(const Findings& findings, const std::vector<Loaded>& documents);

/// The same for a terminal, with the line of each place and a mark under what is meant, the sum
/// last. Ends with a line feed.
[[nodiscard]] std::string report_text(const Findings& findings,
                                      const std::vector<Loaded>& documents, bool colour = false);

/// The rule table.
[[nodiscard]] Json rules_json();
[[nodiscard]] std::string rules_text();

}  // namespace leadloom
