#include "leadloom/text/utf8.hpp"

#include "leadloom/text/words.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::Exact;

namespace {

/// UTF-8 by its definition: decode by the lead byte, then refuse what is not the shortest form.
std::size_t sequence_by_definition(std::string_view bytes) {
    if (bytes.empty()) return 0;
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = lead < 0x80              ? 1
                               : (lead & 0xE0U) == 0xC0 ? 2
                               : (lead & 0xF0U) == 0xE0 ? 3
                               : (lead & 0xF8U) == 0xF0 ? 4
                                                        : 0;
    if (length == 0 || bytes.size() < length) return 0;
    char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if ((byte & 0xC0U) != 0x80) return 0;
        code = (code << 6U) | (byte & 0x3FU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool good = code >= least[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return good ? length : 0;
}

}  // namespace

TEST_CASE("utf8_sequence agrees with the definition on all two bytes and many four", "[text]") {
    std::size_t differences = 0;
    for (unsigned pair = 0; pair < 0x10000; ++pair) {
        constexpr char tails[][2] = {{'\x80', '\x80'}, {'\xBF', '\xBF'}, {'a', '\x80'}};
        for (const auto& tail : tails) {
            const char four[] = {static_cast<char>(pair >> 8U), static_cast<char>(pair & 0xFFU),
                                 tail[0], tail[1]};
            for (std::size_t length = 1; length <= 4; ++length) {
                const std::string_view bytes(four, length);
                if (text::utf8_sequence(bytes, 0) != sequence_by_definition(bytes)) ++differences;
            }
        }
    }
    CHECK(differences == 0);
}

TEST_CASE("utf8_sequence never looks past the end", "[text]") {
    for (const char* const cut : {"\xC3", "\xE2\x82", "\xF0\x9F\x94", "\xF4"}) {
        const Exact bytes(cut);
        CHECK(text::utf8_sequence(bytes.view(), 0) == 0);
        CHECK(text::first_invalid_utf8(bytes.view()) == 0);
    }
    CHECK(text::utf8_sequence("", 0) == 0);
    CHECK(text::utf8_sequence("abc", 3) == 0);
}

TEST_CASE("ill-formed UTF-8 is found where it stands", "[text]") {
    const auto [bytes, at] = GENERATE(table<std::string, std::size_t>({
        {"plain", std::string::npos},
        {"", std::string::npos},
        {"é日🔥", std::string::npos},
        {"\xF4\x8F\xBF\xBF", std::string::npos},
        {"a\xC0\x80", 1},
        {"ab\xE0\x80\x80", 2},
        {"abc\xF0\x80\x80\x80", 3},
        {"é\xED\xA0\x80", 2},
        {"\xF4\x90\x80\x80", 0},
        {"ok\x80", 2},
        {"ok\xFF\xFE", 2},
    }));
    CHECK(text::first_invalid_utf8(bytes) == at);
}

TEST_CASE("utf16_length counts as editors do", "[text]") {
    CHECK(text::utf16_length("") == 0);
    CHECK(text::utf16_length("aé日") == 3);
    CHECK(text::utf16_length("🔥🔥") == 4);
    CHECK(text::utf16_length("\xFF\xFF") == 2);
    CHECK(text::utf16_length("e\u0301") == 2);
}

TEST_CASE("append_utf8 writes each length and never a surrogate", "[text]") {
    const auto [code, bytes] = GENERATE(table<char32_t, std::string>({
        {U'\0', std::string(1, '\0')},
        {0x7F, "\x7F"},
        {0x80, "\xC2\x80"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0xFFFF, "\xEF\xBF\xBF"},
        {0x10000, "\xF0\x90\x80\x80"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0xD800, "\xEF\xBF\xBD"},
        {0xDFFF, "\xEF\xBF\xBD"},
        {0x110000, "\xEF\xBF\xBD"},
    }));
    std::string out;
    text::append_utf8(out, code);
    CHECK(out == bytes);
}

TEST_CASE("integer reads int64 and nothing else", "[text]") {
    CHECK(text::integer("9007199254740993") == 9007199254740993);
    CHECK(text::integer("9223372036854775807") == INT64_MAX);
    CHECK(text::integer("-9223372036854775808") == INT64_MIN);
    for (const char* const wrong :
         {"", " 1", "1 ", "+1", "1.0", "1e3", "0x1", "9223372036854775808", "-", "--1", "１"}) {
        INFO(wrong);
        CHECK_FALSE(text::integer(wrong).has_value());
    }
}
