#include "leadloom/text/encoding.hpp"

#include <algorithm>
#include <cstring>

#include "leadloom/text/utf8.hpp"

namespace leadloom::text {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";

/// By `Encoding`.
struct EncodingRow {
    std::string_view word;
    std::string_view mark;
    std::size_t unit;
};

constexpr EncodingRow rows[] = {
    {"UTF-8", "", 0},
    {"UTF-8 with byte order mark", utf8_mark, 0},
    {"UTF-16 LE", little_mark, 2},
    {"UTF-16 BE", big_mark, 2},
    // A UTF-8 mark stays one before bytes that are not UTF-8.
    {"Windows-1252", utf8_mark, 1},
};

constexpr const EncodingRow& row_of(Encoding encoding) {
    return rows[static_cast<std::size_t>(encoding)];
}

/// Bytes 0x80 to 0x9F (WHATWG Encoding, index windows-1252); all others are their own code point.
constexpr char16_t windows_upper[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

/// The byte for a code point, or -1.
int windows_byte(char32_t code_point) {
    if (code_point < 0x80 || (code_point >= 0xA0 && code_point <= 0xFF))
        return static_cast<int>(code_point);
    const auto* const found = std::ranges::find(windows_upper, code_point);
    return found == std::end(windows_upper) ? -1 : static_cast<int>(found - windows_upper) + 0x80;
}

/// The code point at `at`, which moves on; U+FFFD for a byte that is not UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const std::size_t length = utf8_sequence(text, at);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    char32_t code_point = 0xFFFD;
    if (length == 1) code_point = byte(0);
    if (length > 1) {
        code_point = byte(0) & (0x7FU >> length);
        for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6U | (byte(i) & 0x3FU);
    }
    at += std::max<std::size_t>(length, 1);
    return code_point;
}

std::string decoded_utf16(std::string_view bytes, bool big) {
    std::string out;
    out.reserve(bytes.size() / 2 + bytes.size() / 8);
    const std::size_t units = bytes.size() / 2;
    const auto unit = [&](std::size_t i) -> char32_t {
        const char32_t first = static_cast<unsigned char>(bytes[2 * i]);
        const char32_t second = static_cast<unsigned char>(bytes[2 * i + 1]);
        return big ? first << 8U | second : second << 8U | first;
    };
    for (std::size_t i = 0; i < units; ++i) {
        char32_t here = unit(i);
        if (here < 0x80) {
            out.push_back(static_cast<char>(here));
            continue;
        }
        if (here >= 0xD800 && here < 0xDC00 && i + 1 < units) {
            const char32_t low = unit(i + 1);
            if (low >= 0xDC00 && low < 0xE000) {
                here = 0x10000 + ((here - 0xD800) << 10U) + (low - 0xDC00);
                ++i;
            }
        }
        append_utf8(out, here);
    }
    if (bytes.size() % 2 != 0) append_utf8(out, 0xFFFD);
    return out;
}

void append_unit(std::string& out, char32_t unit, bool big) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    out.push_back(big ? high : low);
    out.push_back(big ? low : high);
}

}  // namespace

std::string_view word(Encoding encoding) { return row_of(encoding).word; }

std::size_t unit_size(Encoding encoding) { return row_of(encoding).unit; }

std::optional<Encoding> utf16_of(std::string_view bytes) {
    if (bytes.starts_with(little_mark)) return Encoding::utf16_little;
    if (bytes.starts_with(big_mark)) return Encoding::utf16_big;
    if (bytes.size() < 4) return std::nullopt;
    const auto nul = [&](std::size_t i) { return bytes[i] == '\0'; };
    if (!nul(0) && nul(1) && !nul(2) && nul(3)) return Encoding::utf16_little;
    if (nul(0) && !nul(1) && nul(2) && !nul(3)) return Encoding::utf16_big;
    return std::nullopt;
}

Encoding encoding_of(std::string_view bytes) {
    if (const auto wide = utf16_of(bytes)) return *wide;
    if (first_not_utf8(bytes) != std::string_view::npos) return Encoding::windows_1252;
    return bytes.starts_with(utf8_mark) ? Encoding::utf8_marked : Encoding::utf8;
}

Form form_of(std::string_view bytes, Encoding encoding) {
    const std::string_view mark = row_of(encoding).mark;
    return {encoding, bytes.starts_with(mark) ? mark.size() : 0, bytes.size()};
}

std::string decoded(std::string_view bytes, Encoding encoding) {
    bytes.remove_prefix(form_of(bytes, encoding).mark);
    if (unit_size(encoding) == 0) return std::string(bytes);
    if (unit_size(encoding) == 2) return decoded_utf16(bytes, encoding == Encoding::utf16_big);
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_upper[byte - 0x80] : byte);
    }
    return out;
}

std::optional<std::string> encoded(std::string_view text, Encoding encoding) {
    if (unit_size(encoding) == 0) return std::string(text);
    const bool big = encoding == Encoding::utf16_big;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code_point = next_code_point(text, at);
        if (encoding == Encoding::windows_1252) {
            const int byte = windows_byte(code_point);
            if (byte < 0) return std::nullopt;
            out.push_back(static_cast<char>(byte));
        } else if (code_point >= 0x10000) {
            append_unit(out, 0xD800 + ((code_point - 0x10000) >> 10U), big);
            append_unit(out, 0xDC00 + ((code_point - 0x10000) & 0x3FFU), big);
        } else {
            append_unit(out, code_point, big);
        }
    }
    return out;
}

std::size_t bytes_in_file(std::string_view decoded_text, std::size_t size, const Form& form) {
    const std::size_t unit = unit_size(form.encoding);
    const std::size_t bytes = unit == 0 ? size : unit * utf16_length(decoded_text.substr(0, size));
    // An odd last byte is a unit of the text, but not two bytes.
    return std::min(form.mark + bytes, form.bytes);
}

std::size_t first_not_utf8(std::string_view bytes) {
    constexpr std::uint64_t tops = 0x8080'8080'8080'8080;
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t word = tops;
        if (bytes.size() - at >= 8) std::memcpy(&word, bytes.data() + at, 8);
        if ((word & tops) == 0) {
            at += 8;
            continue;
        }
        const std::size_t length = utf8_sequence(bytes, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

}  // namespace leadloom::text
