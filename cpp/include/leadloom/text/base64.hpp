/// Base64 (RFC 4648, section 4).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace leadloom::text {

/// The bytes behind a text. The padding may be missing; anything else that RFC 4648 does not allow,
/// bits after the last byte that are not zero included, is nothing.
///
/// @example `base64_decoded("e30=") == "{}"`
[[nodiscard]] std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace leadloom::text
