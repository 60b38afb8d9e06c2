/// Line differences, as `diff -u` writes them.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// A unified diff with three lines of context (the format of POSIX `diff -u`, without times), or
/// nothing when the texts are equal. `patch -p0` makes `after` of `before`. Least edits by the
/// linear-space algorithm of Myers (1986).
[[nodiscard]] std::string unified_diff(std::string_view name, std::string_view before,
                                       std::string_view after);

}  // namespace leadloom::text
