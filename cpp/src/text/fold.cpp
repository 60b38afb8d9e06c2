#include "leadloom/text/fold.hpp"

#include <cstddef>

namespace leadloom::text {

namespace {

constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Base letters of U+00C0 to U+017F, by canonical decomposition (Unicode 15, UnicodeData.txt);
/// letters that do not decompose stand under the letter US records use for them.
constexpr std::string_view base_letters =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiii"
    "dnooooo ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooo"
    "oooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The folded letter of a two-byte sequence of the Latin blocks, '\0' for a mark that vanishes,
/// or the byte 0xFF when the sequence is none of them.
char folded_pair(unsigned char lead, unsigned char next) {
    const unsigned code = ((lead & 0x1FU) << 6U) | (next & 0x3FU);
    if (code >= 0x300 && code <= 0x36F) return '\0';
    if (code == 0xA0) return ' ';
    if (code < 0xC0 || code >= 0x180) return '\xFF';
    const char letter = base_letters[code - 0xC0];
    // × and ÷ are no letters.
    return letter == ' ' ? '\xFF' : letter;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string fold(std::string_view text) {
    std::string out;
    // Nothing grows by folding.
    out.resize_and_overwrite(text.size(), [text](char* const begin, std::size_t) {
        char* end = begin;
        const auto put = [&](char c) {
            if (c != ' ' || (end != begin && end[-1] != ' ')) *end++ = c;
        };
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (is_blank(c)) {
                put(' ');
            } else if (c >= 'A' && c <= 'Z') {
                *end++ = static_cast<char>(c - 'A' + 'a');
            } else if (static_cast<unsigned char>(c) >= 0xC2 &&
                       static_cast<unsigned char>(c) <= 0xDF && i + 1 < text.size()) {
                const char folded = folded_pair(static_cast<unsigned char>(c),
                                                static_cast<unsigned char>(text[i + 1]));
                if (folded == '\xFF') {
                    *end++ = c;
                    *end++ = text[i + 1];
                } else if (folded != '\0') {
                    put(folded);
                }
                ++i;
            } else {
                *end++ = c;
            }
        }
        if (end != begin && end[-1] == ' ') --end;
        return static_cast<std::size_t>(end - begin);
    });
    return out;
}

bool same_folded(std::string_view a, std::string_view b) { return a == b || fold(a) == fold(b); }

std::string bare(std::string_view text) {
    std::string kept = fold(text);
    std::erase_if(kept, [](char c) {
        const bool letter = c >= 'a' && c <= 'z';
        const bool digit = c >= '0' && c <= '9';
        return static_cast<unsigned char>(c) < 0x80 && !letter && !digit;
    });
    return kept;
}

std::string phone_digits(std::string_view phone) {
    std::string digits;
    for (const char c : phone) {
        if (c >= '0' && c <= '9') digits.push_back(c);
    }
    if (digits.size() == 11 && digits.front() == '1') digits.erase(0, 1);
    return digits;
}

Dialled dialled(std::string_view phone) {
    Dialled found;
    std::string* digits = &found.number;
    bool others = false;
    for (const char c : phone) {
        if (c >= '0' && c <= '9') {
            digits->push_back(c);
            others = others || c != found.number.front();
        } else if (std::string_view("xXeE#*;,").contains(c)) {
            digits = &found.extension;
        }
    }
    std::string& number = found.number;
    if (number.size() == 11 && number.front() == '1') number.erase(0, 1);
    // No area code begins with 0 or 1 (NANP), and nobody has ten times the same digit.
    if (number.size() != 10 || number.front() < '2' || !others) number.clear();
    return found;
}

}  // namespace leadloom::text
