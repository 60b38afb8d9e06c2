#include "leadloom/text/confusable.hpp"

#include <algorithm>
#include <cstdint>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/utf8.hpp"

namespace leadloom::text {

namespace {

/// A letter and the lower-case Latin one that it is taken for; '\0' for what cannot be seen.
struct Lookalike {
    std::uint16_t letter;
    char latin;
};

/// From the data of UTS 39 (confusables.txt, Unicode 15), by code point.
constexpr Lookalike lookalikes[] = {
    {0x00AD, '\0'}, {0x0131, 'l'},  {0x0391, 'a'},  {0x0392, 'b'},  {0x0395, 'e'},  {0x0396, 'z'},
    {0x0397, 'h'},  {0x0399, 'l'},  {0x039A, 'k'},  {0x039C, 'm'},  {0x039D, 'n'},  {0x039F, 'o'},
    {0x03A1, 'p'},  {0x03A4, 't'},  {0x03A5, 'y'},  {0x03A7, 'x'},  {0x03B1, 'a'},  {0x03B9, 'l'},
    {0x03BD, 'v'},  {0x03BF, 'o'},  {0x03C1, 'p'},  {0x03C5, 'u'},  {0x0405, 's'},  {0x0406, 'l'},
    {0x0408, 'j'},  {0x0410, 'a'},  {0x0412, 'b'},  {0x0415, 'e'},  {0x041A, 'k'},  {0x041C, 'm'},
    {0x041D, 'h'},  {0x041E, 'o'},  {0x0420, 'p'},  {0x0421, 'c'},  {0x0422, 't'},  {0x0423, 'y'},
    {0x0425, 'x'},  {0x0430, 'a'},  {0x0435, 'e'},  {0x043E, 'o'},  {0x0440, 'p'},  {0x0441, 'c'},
    {0x0443, 'y'},  {0x0445, 'x'},  {0x0455, 's'},  {0x0456, 'l'},  {0x0458, 'j'},  {0x04AE, 'y'},
    {0x04BB, 'h'},  {0x0501, 'd'},  {0x051B, 'q'},  {0x051D, 'w'},  {0x2000, ' '},  {0x2001, ' '},
    {0x2002, ' '},  {0x2003, ' '},  {0x2004, ' '},  {0x2005, ' '},  {0x2006, ' '},  {0x2007, ' '},
    {0x2008, ' '},  {0x2009, ' '},  {0x200A, ' '},  {0x200B, '\0'}, {0x200C, '\0'}, {0x200D, '\0'},
    {0x200E, '\0'}, {0x200F, '\0'}, {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'},  {0x2013, '-'},
    {0x2014, '-'},  {0x2015, '-'},  {0x2018, '\''}, {0x2019, '\''}, {0x201A, '\''}, {0x201B, '\''},
    {0x201C, '"'},  {0x201D, '"'},  {0x201E, '"'},  {0x202F, ' '},  {0x2032, '\''}, {0x2033, '"'},
    {0x2044, '/'},  {0x2060, '\0'}, {0x2212, '-'},  {0x3000, ' '},  {0xFEFF, '\0'},
};
static_assert(std::ranges::is_sorted(lookalikes, {}, &Lookalike::letter));

/// The plain letter of an ASCII one.
constexpr char plain(char c) {
    switch (c) {
        case '0': return 'o';
        case '1':
        case 'i':
        case '|': return 'l';
        case '`': return '\'';
        default: return c;
    }
}

}  // namespace

std::string skeleton(std::string_view text) {
    const std::string folded = fold(text);
    std::string out;
    out.reserve(folded.size());
    for (std::size_t i = 0; i < folded.size();) {
        const auto lead = static_cast<unsigned char>(folded[i]);
        const std::size_t length = std::max<std::size_t>(utf8_sequence(folded, i), 1);
        // No letter of four bytes looks like one of ours.
        char32_t letter = length == 4 ? 0x10FFFF : lead;
        if (length == 2) letter = lead & 0x1FU;
        if (length == 3) letter = lead & 0x0FU;
        for (std::size_t k = 1; k < length && length < 4; ++k)
            letter = letter << 6U | (static_cast<unsigned char>(folded[i + k]) & 0x3FU);
        // Full-width forms of ASCII (U+FF01 to U+FF5E).
        if (length == 3 && letter >= 0xFF01 && letter <= 0xFF5E) letter -= 0xFEE0;
        const auto* const known =
            std::ranges::lower_bound(lookalikes, letter, {}, &Lookalike::letter);
        if (known != std::end(lookalikes) && known->letter == letter) {
            if (known->latin != '\0') out.push_back(known->latin);
        } else if (letter < 0x80 && (length == 1 || length == 3)) {
            const bool capital = letter >= 'A' && letter <= 'Z';
            out.push_back(plain(static_cast<char>(capital ? letter + 0x20 : letter)));
        } else {
            out.append(folded, i, length);
        }
        i += length;
    }
    // What could not be seen may have stood between blanks.
    return fold(out);
}

}  // namespace leadloom::text
