#include "leadloom/text/utf8.hpp"

#include <algorithm>

namespace leadloom::text {

namespace {

constexpr bool continues(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

}  // namespace

std::size_t utf8_sequence(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned char {
        return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0;
    };
    const unsigned char lead = byte(0);
    if (at >= bytes.size()) return 0;
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return continues(byte(1)) ? 2 : 0;
    if (lead < 0xF0) {
        const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
        return byte(1) >= low && byte(1) <= high && continues(byte(2)) ? 3 : 0;
    }
    if (lead < 0xF5) {
        const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
        const bool second = byte(1) >= low && byte(1) <= high;
        return second && continues(byte(2)) && continues(byte(3)) ? 4 : 0;
    }
    return 0;
}

std::size_t first_invalid_utf8(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t length = utf8_sequence(bytes, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

std::size_t utf16_length(std::string_view utf8) {
    std::size_t units = 0;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const std::size_t length = utf8_sequence(utf8, at);
        units += length == 4 ? 2 : 1;
        at += length == 0 ? 1 : length;
    }
    return units;
}

bool utf16_less(std::string_view a, std::string_view b) {
    // U+E000 to U+FFFF begin with EE or EF, what is beyond with F0 or more.
    const auto rank = [](char byte) {
        const auto at = static_cast<unsigned char>(byte);
        return at == 0xEE || at == 0xEF ? at + 0x10 : int{at};
    };
    return std::ranges::lexicographical_compare(a, b, {}, rank, rank);
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

}  // namespace leadloom::text
