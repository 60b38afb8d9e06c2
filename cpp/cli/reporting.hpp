/// The formats of reports.
#pragma once
#include <string>
#include <string_view>

#include "checking.hpp"

namespace leadloom {

/// The report in one of the formats of `--format`. Ends with a line feed.
[[nodiscard]] std::string report(std::string_view format, const Judgement& judged, bool colour);

}  // namespace leadloom
