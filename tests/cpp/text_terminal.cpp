#include "leadloom/text/terminal.hpp"

#include "support.hpp"

using namespace leadloom;
using text::glyph_at;
using text::visible;

TEST_CASE("a text that is shown cannot move the cursor", "[text][terminal]") {
    CHECK(visible("plain – día 水 🏠") == "plain – día 水 🏠");
    CHECK(visible(std::string_view("a\0b", 3)) == "a␀b");
    CHECK(visible("\x1B[2J\r\n\t\x7F") == "␛[2J␍␊␉␡");
    CHECK(visible("\u009B31m\u202Eabc\u2066\u2028\uFEFF") == "�31m�abc���");
    CHECK(visible("a\xFF\xC3") == "a��");
    testing::Random random(1);
    for (int i = 0; i < 500; ++i) {
        std::string bytes;
        for (std::size_t size = random.below(40); size > 0; --size)
            bytes.push_back(static_cast<char>(random.below(256)));
        const testing::Exact exact(bytes);
        const std::string shown = visible(exact.view());
        for (const char letter : shown) {
            const auto byte = static_cast<unsigned char>(letter);
            REQUIRE((byte >= 0x20 && byte != 0x7F));
        }
        REQUIRE(visible(shown) == shown);
        REQUIRE_FALSE(shown.contains("\u009B"));
    }
}

TEST_CASE("characters take as many columns as a terminal gives them", "[text][terminal]") {
    struct Row {
        std::string_view text;
        std::size_t columns;
        std::size_t units;
    };
    constexpr Row rows[] = {
        {"a", 1, 1},          {"é", 1, 1},      {"水", 2, 1},     {"ｱ", 1, 1},
        {"Ａ", 2, 1},         {"한", 2, 1},     {"🏠", 2, 2},     {"\u0301", 0, 1},
        {"\u200B", 0, 1},     {"\u00AD", 1, 1}, {"\uFE0F", 0, 1}, {"\U00020000", 2, 2},
        {"𝒜", 1, 2},          {"\u1161", 0, 1}, {"・", 2, 1},     {"—", 1, 1},
        {"\U0010FFFD", 1, 2}, {"\u20E3", 0, 1}, {"\u303F", 1, 1}, {"\u3000", 2, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const text::Glyph glyph = glyph_at(row.text, 0);
        CHECK(glyph.columns == row.columns);
        CHECK(glyph.units == row.units);
        CHECK(glyph.bytes == row.text.size());
    }
    CHECK(glyph_at("\xFF", 0).bytes == 1);
}
