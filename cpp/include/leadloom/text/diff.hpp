/// Line differences, as `diff -u` writes them.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// A unified diff with three lines of context (the format of POSIX `diff -u`, without times), or
/// nothing when the texts are equal. `patch -p0` makes `after` of `before`. Lines end with a line
/// feed; a carriage return before it belongs to the line. Least edits by the linear-space algorithm
/// of Myers (1986), where the lines that both texts have differ in up to 4,096 edits at one
/// stretch; beyond that some edits more, so that time stays in proportion to the texts.
///
/// @example `unified_diff("a", "1\n", "2\n") == "--- a\n+++ a\n@@ -1 +1 @@\n-1\n+2\n"`
[[nodiscard]] std::string unified_diff(std::string_view name, std::string_view before,
                                       std::string_view after);

}  // namespace leadloom::text
