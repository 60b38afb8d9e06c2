/// Reports of the validator, for people and for machines.
#pragma once
#include <string>
#include <vector>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// What a report lists: the findings, and LL0006 where the limit cut them off.
[[nodiscard]] std::vector<Finding> reported(const Findings& findings);

/// The suppression that kept a finding back, or null.
[[nodiscard]] const Ignore* keeper_of(const Findings& findings, const Finding& kept_back);

/// Counts in words, without line feed.
///
/// @example `"3 errors, 2 warnings, 1 note in 4 documents. 2 can be mended with --fix."`
[[nodiscard]] std::string sum_of(const Findings& findings, std::size_t documents);

/// A finding as `Finding` of the package's types.
[[nodiscard]] Json finding_json(const Finding& finding);

/// The findings that are listed, in the order of reports.
[[nodiscard]] Json findings_json(const Findings& findings);

/// `{errors, warnings, notes, unlisted}`.
[[nodiscard]] Json counts_json(const Findings& findings);

/// The whole report: `{clean, counts, findings, suppressed, documents}`; a suppressed finding has
/// its `reason`.
[[nodiscard]] Json report_json(const Findings& findings, const std::vector<Loaded>& documents);

/// The same for a terminal, with the line of each place and a mark under what is meant, related
/// places, the next step and the line as a fix would leave it; the sum last. Ends with a line feed.
/// Control characters are shown as their pictures. `colour` adds SGR sequences (ECMA-48, 8.3.117).
[[nodiscard]] std::string report_text(const Findings& findings,
                                      const std::vector<Loaded>& documents, bool colour = false);

/// The rule table.
[[nodiscard]] Json rules_json();
/// The same for a terminal, a line a rule.
[[nodiscard]] std::string rules_text();

}  // namespace leadloom
