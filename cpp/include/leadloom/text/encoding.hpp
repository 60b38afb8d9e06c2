/// Encodings that files arrive in, and the way to UTF-8 and back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadloom::text {

/// `windows_1252` is what is left when bytes are neither: every byte has a meaning in it.
enum class Encoding : std::uint8_t { utf8, utf8_marked, utf16_little, utf16_big, windows_1252 };

/// @example `word(Encoding::utf16_little) == "UTF-16 LE"`
[[nodiscard]] std::string_view word(Encoding encoding);

/// How a file holds its text.
struct Form {
    Encoding encoding = Encoding::utf8;
    /// Bytes of the byte order mark; UTF-16 may come without.
    std::size_t mark = 0;
    /// Bytes of the file, the mark included.
    std::size_t bytes = 0;
};

/// By byte order mark, else UTF-16 where every other byte of the beginning is NUL (RFC 4627,
/// section 3), else UTF-8 if all of it is, else Windows-1252.
[[nodiscard]] Encoding encoding_of(std::string_view bytes);

/// UTF-16 by its mark or its NULs, and nothing else: what a look at the first bytes tells.
[[nodiscard]] std::optional<Encoding> utf16_of(std::string_view bytes);

/// Line ends and mark of bytes in an encoding.
[[nodiscard]] Form form_of(std::string_view bytes, Encoding encoding);

/// As UTF-8, the mark left out. Lone surrogates and an odd last byte become U+FFFD.
[[nodiscard]] std::string decoded(std::string_view bytes, Encoding encoding);

/// UTF-8 text in an encoding, without mark; nothing when Windows-1252 lacks a character.
[[nodiscard]] std::optional<std::string> encoded(std::string_view text, Encoding encoding);

/// Bytes of the file for each UTF-16 unit of its text; 0 for UTF-8, whose text is its bytes.
[[nodiscard]] std::size_t unit_size(Encoding encoding);

/// How many bytes of the file the first `size` bytes of its decoded text are, the mark included.
[[nodiscard]] std::size_t bytes_in_file(std::string_view decoded_text, std::size_t size,
                                        const Form& form);

/// Position of the first byte that is not UTF-8, or `npos`; runs of ASCII are passed over quickly.
[[nodiscard]] std::size_t first_not_utf8(std::string_view bytes);

}  // namespace leadloom::text
