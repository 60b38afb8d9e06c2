#include "leadloom/text/encoding.hpp"

#include "leadloom/text/utf8.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::Exact;
using testing::Random;
using text::Encoding;

namespace {

constexpr Encoding encodings[] = {Encoding::utf8, Encoding::utf8_marked, Encoding::utf16_little,
                                  Encoding::utf16_big, Encoding::windows_1252};

/// A text of characters of every length.
std::string any_text(Random& random) {
    constexpr char32_t some[] = {'a', '\n', '"', 0x7F, 0x80, 0xE9, 0x20AC, 0xFEFE, 0xFFFD, 0x1F525};
    std::string text;
    for (std::size_t i = random.below(20); i > 0; --i)
        text::append_utf8(text, some[random.below(std::size(some))]);
    return text;
}

std::string any_bytes(Random& random) {
    std::string bytes;
    for (std::size_t i = random.below(24); i > 0; --i) {
        constexpr std::string_view likely("\0a\xD8\xDC\xFF\xFE\xEF\xBB\xBF\x81", 10);
        bytes.push_back(random.below(2) == 0 ? likely[random.below(likely.size())]
                                             : static_cast<char>(random.below(256)));
    }
    return bytes;
}

}  // namespace

TEST_CASE("the encoding of a file is found by its first bytes, or by all of them", "[encoding]") {
    const auto [bytes, encoding] = GENERATE(table<std::string, Encoding>({
        {"", Encoding::utf8},
        {"a", Encoding::utf8},
        {"é日🔥", Encoding::utf8},
        {"\xEF\xBB\xBF", Encoding::utf8_marked},
        {"\xEF\xBB\xBF"
         "a\xE9",
         Encoding::windows_1252},
        {"\xEF\xBB", Encoding::windows_1252},
        {"\xFF\xFE", Encoding::utf16_little},
        {"\xFE\xFF", Encoding::utf16_big},
        {std::string("{\0}\0", 4), Encoding::utf16_little},
        {std::string("\0{\0}", 4), Encoding::utf16_big},
        {std::string("1\0", 2), Encoding::utf8},
        {std::string("a\0\0\0", 4), Encoding::utf8},
        {"12345678\xE9", Encoding::windows_1252},
        {"1234567\xC3\xA9", Encoding::utf8},
        {"\xC0\x80", Encoding::windows_1252},
        {"\xED\xA0\x80", Encoding::windows_1252},
    }));
    const Exact exact(bytes);
    CHECK(text::encoding_of(exact.view()) == encoding);
    CHECK(text::first_not_utf8(exact.view()) == text::first_invalid_utf8(exact.view()));
}

TEST_CASE("well-formed text comes back from every encoding that has it", "[encoding]") {
    Random random(31);
    std::size_t windows = 0;
    for (int round = 0; round < 2'000; ++round) {
        const std::string text = any_text(random);
        for (const Encoding encoding : encodings) {
            const auto bytes = text::encoded(text, encoding);
            if (encoding == Encoding::windows_1252 && bytes) ++windows;
            if (!bytes) REQUIRE(encoding == Encoding::windows_1252);
            if (!bytes || text.starts_with("\xEF\xBB\xBF")) continue;
            REQUIRE(text::decoded(*bytes, encoding) == text);
            REQUIRE(text::encoded(text::decoded(*bytes, encoding), encoding) == *bytes);
        }
    }
    CHECK(windows > 20);
}

TEST_CASE("every byte is a character of Windows-1252 and comes back", "[encoding]") {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
    const std::string text = text::decoded(bytes, Encoding::windows_1252);
    CHECK(text::utf16_length(text) == 256);
    CHECK(text::first_invalid_utf8(text) == std::string::npos);
    CHECK(text::encoded(text, Encoding::windows_1252) == bytes);
    CHECK(text::decoded("\x80\x9F\xE9\x81\x8D\x8F\x90\x9D", Encoding::windows_1252) ==
          "€Ÿé\u0081\u008D\u008F\u0090\u009D");
    CHECK_FALSE(text::encoded("日", Encoding::windows_1252).has_value());
    CHECK_FALSE(text::encoded("\u0080", Encoding::windows_1252).has_value());
}

TEST_CASE("any bytes decode to UTF-8, and their places lie in the file", "[encoding]") {
    Random random(32);
    for (int round = 0; round < 5'000; ++round) {
        const Exact bytes(any_bytes(random));
        const Encoding encoding = text::encoding_of(bytes.view());
        const text::Form form = text::form_of(bytes.view(), encoding);
        const std::string text = text::decoded(bytes.view(), encoding);
        REQUIRE(text::first_invalid_utf8(text) == std::string::npos);
        REQUIRE(text::bytes_in_file(text, 0, form) == form.mark);
        REQUIRE(text::bytes_in_file(text, text.size(), form) == bytes.view().size());
        std::size_t last = 0;
        for (std::size_t size = 0; size < text.size(); size += text::utf8_sequence(text, size)) {
            const std::size_t here = text::bytes_in_file(text, size, form);
            REQUIRE(here >= last);
            REQUIRE(here <= bytes.view().size());
            last = here;
        }
    }
}

TEST_CASE("halves of characters become U+FFFD", "[encoding]") {
    const auto [bytes, text] = GENERATE(table<std::string, std::string>({
        {std::string("\xFF\xFE\x00\xD8", 4), "\uFFFD"},
        {std::string("\xFF\xFE\x00\xDC", 4), "\uFFFD"},
        {std::string("\xFF\xFE\x00\xD8\x41\x00", 6), "\uFFFDA"},
        {std::string("\xFF\xFE\x3D\xD8\x25\xDD", 6), "🔥"},
        {std::string("\xFE\xFF\xD8\x3D\xDD\x25", 6), "🔥"},
        {std::string("\xFF\xFE\x41\x00\x42", 5), "A\uFFFD"},
    }));
    CHECK(text::decoded(bytes, text::encoding_of(bytes)) == text);
}

TEST_CASE("encodings have words", "[encoding]") {
    CHECK(text::word(Encoding::utf16_little) == "UTF-16 LE");
    for (const Encoding encoding : encodings) CHECK_FALSE(text::word(encoding).empty());
}
