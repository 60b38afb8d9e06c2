/// Which version of the core this is.
#pragma once
#include <string_view>

namespace leadloom {

/// The version of the core, the same as the package's.
[[nodiscard]] std::string_view version();

}  // namespace leadloom
