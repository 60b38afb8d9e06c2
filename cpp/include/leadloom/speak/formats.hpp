/// Reports in the formats of others: code scanning, pull requests, build servers.
#pragma once
#include <string>
#include <vector>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// SARIF 2.1.0 (OASIS Standard, 27 March 2020) with rules, regions, fixes and suppressions. Columns
/// are UTF-16 units, as the run says. Findings without a place are notifications of the run,
/// because readers refuse results without one. Ends with a line feed.
[[nodiscard]] std::string report_sarif(const Findings& findings,
                                       const std::vector<Loaded>& documents);

/// One GitHub Actions workflow command a finding: `::error file=…,line=…,col=…,title=LL0103::…`,
/// with hint and related places in its text.
[[nodiscard]] std::string report_github(const Findings& findings,
                                        const std::vector<Loaded>& documents);

/// A summary for a pull request or a job page: the sum, then a table a file. At most 1 MiB, the
/// bound of a job page; a last line counts what is left out.
[[nodiscard]] std::string report_markdown(const Findings& findings,
                                          const std::vector<Loaded>& documents);

/// JUnit XML: a suite a document, a failed case an error or warning, notes as output, suppressed
/// findings as skipped; one passed case for a document without findings.
[[nodiscard]] std::string report_junit(const Findings& findings,
                                       const std::vector<Loaded>& documents);

}  // namespace leadloom
