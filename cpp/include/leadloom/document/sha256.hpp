/// SHA-256, for agreement texts and content hashes.
#pragma once
#include <string>
#include <string_view>

namespace leadloom {

/// The SHA-256 of the bytes (FIPS 180-4, sections 4.1.2, 5.1.1, 6.2) in lower-case hexadecimal.
///
/// @example `sha256("abc").starts_with("ba7816bf")`
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace leadloom
