/// The leads of a list as a table for spreadsheets.
#pragma once
#include <string>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// CSV (RFC 4180) with a row for each lead that passes the filter, in its order. A text that a
/// spreadsheet would take for a formula has an apostrophe before it (CWE-1236).
[[nodiscard]] std::string lead_table(const Workspace& workspace, const LeadFilter& filter);

}  // namespace leadloom
