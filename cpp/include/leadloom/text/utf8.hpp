/// UTF-8: validation and the lengths other systems count in.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace leadloom::text {

/// Bytes of the well-formed UTF-8 sequence that starts at `at`, or 0 when it is ill-formed:
/// overlong forms, surrogates and values above U+10FFFF are refused (Unicode 15, table 3-7).
///
/// @example `utf8_sequence("é", 0) == 2`
[[nodiscard]] std::size_t utf8_sequence(std::string_view bytes, std::size_t at);

/// Position of the first byte that is not UTF-8, or `npos`.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view bytes);

/// Length in UTF-16 code units, as editors and SARIF count columns. Ill-formed bytes count one.
[[nodiscard]] std::size_t utf16_length(std::string_view utf8);

/// The order of UTF-16 code units (RFC 8785, 3.2.3), in which characters beyond U+FFFF stand before
/// those from U+E000.
[[nodiscard]] bool utf16_less(std::string_view a, std::string_view b);

/// Appends the code point as UTF-8. Surrogates become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace leadloom::text
