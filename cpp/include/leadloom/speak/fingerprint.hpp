/// What a finding is known by from run to run.
#pragma once
#include <string>

#include "leadloom/diagnostic/finding.hpp"

namespace leadloom {

/// 16 hexadecimal digits of SHA-256 over the rule, the file, the JSON Pointer or the heading of the
/// column, and the message. What an edit elsewhere in the file changes does not count: lines,
/// columns, rows, the indices of the pointer, and numbers of up to four digits in the message,
/// which are rows and counts (ids have more). So two findings may have one fingerprint, and whoever
/// compares counts them.
[[nodiscard]] std::string fingerprint(const Finding& finding);

}  // namespace leadloom
