#include "leadloom/text/fold.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::Random;

TEST_CASE("fold makes spellings of one name equal", "[text]") {
    const auto [spelled, folded] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {"   ", ""},
        {"  José  PEÑA ", "jose pena"},
        {"AC\tRepair\r\n", "ac repair"},
        {"Tune\u00A0Up", "tune up"},
        {"\u00A0\u00A0Tune", "tune"},
        {"A\u0301ngel", "angel"},
        {"e\u036F", "e"},
        {"\u0301", ""},
        {"Łódź", "lodz"},
        {"ÆØÅ", "aoa"},
        {"Straße", "strase"},
        {"ŽIŽKA", "zizka"},
        {"İstanbul", "istanbul"},
        {"日本語 HVAC", "日本語 hvac"},
        {"Кондиционер", "Кондиционер"},
        {"🔥 Heat", "🔥 heat"},
        {"HVAC–North", "hvac–north"},
    }));
    CHECK(text::fold(spelled) == folded);
    CHECK(text::same_folded(spelled, folded));
}

TEST_CASE("fold covers all Latin letters of two blocks", "[text]") {
    // By row of 16 from U+00C0, as Unicode 15 decomposes them; the multiplication and division
    // signs are no letters and stand as a dot here.
    constexpr std::string_view letters[] = {
        "aaaaaaaceeeeiiii", "dnooooo.ouuuuyts", "aaaaaaaceeeeiiii", "dnooooo.ouuuuyty",
        "aaaaaaccccccccdd", "ddeeeeeeeeeegggg", "gggghhhhiiiiiiii", "iiiijjkkklllllll",
        "lllnnnnnnnnnoooo", "oooorrrrrrssssss", "ssttttttuuuuuuuu", "uuuuwwyyyzzzzzzs"};
    for (unsigned row = 0; row < std::size(letters); ++row) {
        for (unsigned column = 0; column < 16; ++column) {
            const unsigned code = 0xC0 + row * 16 + column;
            if (letters[row][column] == '.') continue;
            const std::string letter{static_cast<char>(0xC0 | (code >> 6U)),
                                     static_cast<char>(0x80 | (code & 0x3FU))};
            INFO("U+" << std::hex << code);
            CHECK(text::fold(letter) == std::string(1, letters[row][column]));
        }
    }
}

TEST_CASE("fold is idempotent on any bytes", "[text]") {
    constexpr std::string_view pieces[] = {
        "a", "B", " ",    "\t",   "\xC3",     "\x81",     "É",        "\u0301", "\u00A0",
        "×", "ß", "\xDF", "\xFF", "\xE2\x80", "\xF0\x9F", "\xC2\xA0", "\xC4",   "日"};
    Random random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const std::size_t length = random.below(12);
        for (std::size_t i = 0; i < length; ++i) text += pieces[random.below(std::size(pieces))];
        const std::string once = text::fold(text);
        if (text::fold(once) != once) {
            INFO(text);
            REQUIRE(text::fold(once) == once);
        }
    }
}

TEST_CASE("trimmed takes blanks off both ends only", "[text]") {
    CHECK(text::trimmed(" \t\r\n a b \v\f") == "a b");
    CHECK(text::trimmed("\n\n").empty());
    CHECK(text::trimmed("") == "");
}

TEST_CASE("phone_digits keeps ten digits of a US number", "[text]") {
    const auto [phone, digits] = GENERATE(table<std::string, std::string>({
        {"+1 (512) 555-0134", "5125550134"},
        {"1-512-555-0134", "5125550134"},
        {"5125550134", "5125550134"},
        {"+44 20 7946 0958", "442079460958"},
        {"21234567890", "21234567890"},
        {"1", "1"},
        {"", ""},
        {"ext. ٣", ""},
    }));
    CHECK(text::phone_digits(phone) == digits);
}
