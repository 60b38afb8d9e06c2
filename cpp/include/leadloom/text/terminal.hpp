/// Text as a terminal shows it: columns, and nothing that could move the cursor.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace leadloom::text {

/// A character of a text and how it is shown.
struct Glyph {
    /// UTF-8; of a control character its picture (U+2400 to U+2421), of an ill-formed byte and of
    /// characters that turn the direction of the text U+FFFD.
    std::string shown;
    /// How much of the text it is, in bytes and in UTF-16 units.
    std::size_t bytes = 0;
    std::size_t units = 0;
    /// Columns of the terminal: two for East Asian wide, none for combining characters.
    std::size_t columns = 0;
};

/// The character that starts at a byte of the text; `at` must lie inside.
///
/// @example `glyph_at("水", 0).columns == 2`
[[nodiscard]] Glyph glyph_at(std::string_view text, std::size_t at);

/// The text with every character as it is shown.
///
/// @example `visible("a\x1B[2J") == "a␛[2J"`
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace leadloom::text
