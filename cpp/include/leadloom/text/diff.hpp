/// Line differences, as `diff -u` writes them, and side by side.
#pragma once
#include <string>
#include <string_view>
#include <vector>

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

/// A piece of a line; `changed` when the other line lacks it.
struct Run {
    std::string text;
    bool changed = false;
};

/// Lines that stand side by side, without their line feeds. A line that the other text lacks stands
/// beside nothing.
struct SideBySide {
    std::vector<Run> before;
    std::vector<Run> after;
};

/// Both texts line by line, in changed lines word by word.
///
/// @example `side_by_side("a b\n", "a c\n")` is one pair, {"a ", "b"} beside {"a ", "c"}, of which
/// “b” and “c” are changed
[[nodiscard]] std::vector<SideBySide> side_by_side(std::string_view before, std::string_view after);

}  // namespace leadloom::text
