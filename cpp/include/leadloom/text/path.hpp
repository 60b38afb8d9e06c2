/// Names of files.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// A path in one spelling: without single dots and doubled slashes. Two dots stay: a name
/// before them may be a link.
///
/// @example `plain_path("./a//b.json") == "a/b.json"`
[[nodiscard]] std::string plain_path(std::string_view path);

}  // namespace leadloom::text
