#include "leadloom/document/json.hpp"

#include "support.hpp"

using namespace leadloom;
using json::Fault;
using testing::Exact;
using testing::Random;

namespace {

/// Depth that no test text reaches, because the oracle has no limit.
constexpr std::size_t any_depth = 1'000'000;

bool accepts(std::string_view text) {
    const Exact exact(text);
    json::Tape tape;
    return !json::read(exact.view(), any_depth, tape);
}

/// The text with lone surrogate escapes replaced: the grammar of RFC 8259 has them, the oracle not.
std::string paired(std::string text) {
    const auto unit = [&](std::size_t at) -> unsigned long {
        if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
        const std::string digits = text.substr(at + 2, 4);
        return digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos
                   ? std::stoul(digits, nullptr, 16)
                   : 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') continue;
        const unsigned long here = unit(i);
        const unsigned long next = unit(i + 6);
        if (here >= 0xD800 && here < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            i += 11;
        } else {
            if (here >= 0xD800 && here < 0xE000) text.replace(i + 2, 4, "0041");
            ++i;
        }
    }
    return text;
}

/// The text with long exponents made zero: the grammar has them, the oracle not where they
/// overflow.
std::string tamed(std::string text) {
    const auto digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    for (std::size_t i = 1; i < text.size(); ++i) {
        if ((text[i] != 'e' && text[i] != 'E') || !digit(i - 1)) continue;
        std::size_t to = i + 1;
        if (to < text.size() && (text[to] == '+' || text[to] == '-')) ++to;
        const std::size_t from = to;
        while (digit(to)) ++to;
        if (to - from > 2) text.replace(from, to - from, to - from, '0');
    }
    return text;
}

/// The oracle passes over a byte order mark, which the reader leaves to the document, and takes NUL
/// for the end of the text.
bool oracle_accepts(const std::string& text) {
    return !text.starts_with("\xEF\xBB\xBF") && !text.contains('\0') &&
           Json::accept(tamed(paired(text)));
}

/// Whether a value on a tape is the oracle's value; numbers are compared as int64 or not at all.
bool same(json::Value value, const Json& expected) {
    if (expected.is_array()) {
        if (!value.is(json::Kind::array) || value.size() != expected.size()) return false;
        std::size_t index = 0;
        for (const json::Value element : value) {
            if (!same(element, expected[index++])) return false;
        }
        return true;
    }
    if (expected.is_object()) {
        if (!value.is(json::Kind::object)) return false;
        std::size_t found = 0;
        for (const auto& [key, child] : expected.items()) {
            ++found;
            // Of duplicates the oracle, in the order of keys, keeps the last as well.
            if (!same(value[key], child)) return false;
        }
        return found <= value.size();
    }
    if (expected.is_number_integer()) return value.integer() == expected.get<std::int64_t>();
    if (expected.is_number()) return value.is(json::Kind::number);
    if (expected.is_string()) return value.is(json::Kind::string) && Json(value.text()) == expected;
    if (expected.is_boolean())
        return value.is(json::Kind::boolean) && value.is_true() == expected.get<bool>();
    return value.is(json::Kind::null);
}

/// What is wrong with a tape; empty when nothing is. Values must lie inside one another in order.
std::string broken(const json::Tape& tape) {
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i < tape.nodes.size(); ++i) {
        const json::Node& node = tape.nodes[i];
        if (std::size_t{node.offset} + node.length > tape.text.size()) return "beyond the text";
        if (node.next <= i || node.next > tape.nodes.size()) return "next points astray";
        while (!ends.empty() && ends.back() <= i) ends.pop_back();
        if (!ends.empty() && node.next > ends.back()) return "overlaps its container";
        ends.push_back(node.next);
    }
    return {};
}

}  // namespace

TEST_CASE("the reader accepts what RFC 8259 accepts, and nothing else", "[json]") {
    // Names of the cases after N. Seriot, “Parsing JSON is a minefield”.
    const auto [text, good] = GENERATE(table<std::string, bool>({
        {"", false},
        {" \t\r\n", false},
        {"\f1", false},
        {"\u00A01", false},
        {"\xEF\xBB\xBF{}", false},
        {"null", true},
        {" null ", true},
        {"nul", false},
        {"nulll", false},
        {"Null", false},
        {"NaN", false},
        {"Infinity", false},
        {"-Infinity", false},
        {"undefined", false},
        {"true", true},
        {"false", true},
        {"truefalse", false},
        {"0", true},
        {"-0", true},
        {"-0.0", true},
        {"0e0", true},
        {"0E+1", true},
        {"1e-9", true},
        {"1.5e300", true},
        {"123456789012345678901234567890", true},
        {"01", false},
        {"-01", false},
        {"00", false},
        {"+1", false},
        {".5", false},
        {"-.5", false},
        {"1.", false},
        {"1.e1", false},
        {"1e", false},
        {"1e+", false},
        {"1e1.5", false},
        {"-", false},
        {"--1", false},
        {"0x10", false},
        {"1_000", false},
        {"1a", false},
        {"１", false},
        {R"("")", true},
        {R"("abc)", false},
        {R"("a"b")", false},
        {R"('a')", false},
        {R"("\"\\\/\b\f\n\r\t")", true},
        {R"("\a")", false},
        {R"("\x41")", false},
        {R"("\0")", false},
        {"\"\\\"", false},
        {"\"\\", false},
        {R"("\u0041")", true},
        {R"("\u004")", false},
        {R"("\u00G1")", false},
        {R"("\U0041")", false},
        {R"("\u")", false},
        {R"("\uD83D\uDD25")", true},
        {R"("\uD83D\\u0041")", true},
        {R"("\uD83D")", true},
        {R"("\uDD25\uD83D")", true},
        {"\"\x7F\"", true},
        {"\"\x1F\"", false},
        {"\"\t\"", false},
        {"\"\n\"", false},
        {std::string("\"\0\"", 3), false},
        {std::string("1\0", 2), false},
        {std::string("\0", 1), false},
        {"\"é日🔥\"", true},
        {"\"\xC0\x80\"", false},
        {"\"\xE0\x80\x80\"", false},
        {"\"\xED\xA0\x80\"", false},
        {"\"\xF4\x90\x80\x80\"", false},
        {"\"\xFF\"", false},
        {"\"\xC3\"", false},
        {"\"\xC3", false},
        {"\"\x80\"", false},
        {"\"\u2028\uFFFF\uFDD0\"", true},
        {"\xFF\xFE[\0]\0", false},
        {"[]", true},
        {"[ ]", true},
        {"[1]", true},
        {"[1,]", false},
        {"[,1]", false},
        {"[,]", false},
        {"[1,,2]", false},
        {"[1 2]", false},
        {"[1", false},
        {"[1,", false},
        {"[", false},
        {"]", false},
        {"[1]]", false},
        {"[1}", false},
        {"[\"a\" \"b\"]", false},
        {"{}", true},
        {"{ }", true},
        {R"({"":0})", true},
        {R"({"a":1,"a":1})", true},
        {R"({"a":1,})", false},
        {R"({,"a":1})", false},
        {R"({"a"})", false},
        {R"({"a":})", false},
        {R"({"a" 1})", false},
        {R"({"a"::1})", false},
        {R"({"a",1})", false},
        {R"({a:1})", false},
        {R"({1:1})", false},
        {R"({null:1})", false},
        {R"({"a":1 "b":2})", false},
        {R"({"a":1)", false},
        {R"({"a":1]})", false},
        {R"({"a":{"b":[{}]}})", true},
        {"// a\n1", false},
        {"/* a */1", false},
        {"1// a", false},
        {"[1/**/]", false},
        {"{\"a\":/**/1}", false},
        {"#1", false},
        {"1 2", false},
        {"{}{}", false},
        {"[][]", false},
        {"1,", false},
        {"\"a\";", false},
        {"<a>", false},
    }));
    INFO(text);
    CHECK(accepts(text) == good);
    CHECK(oracle_accepts(text) == good);
}

TEST_CASE("mutated documents are accepted as the oracle accepts them", "[json]") {
    const std::string seeds[] = {
        testing::small_setup().dump(),
        testing::small_job_types().dump(2),
        testing::small_alert("SA-1").dump(),
        testing::file("catalog/partners/google-local-services.json"),
        R"([0,-1.5e+3,"\u00e9\ud83d\udd25\\\"",true,false,null,{"":[[],{}]}])",
        R"({"a\/b":"é日🔥","~":[1e9,{"b":"\n\t"}]})"};
    Random random(5);
    std::size_t accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = testing::mutated(seeds[random.below(std::size(seeds))], random);
        const bool good = accepts(text);
        accepted += good ? 1U : 0U;
        if (good != oracle_accepts(text)) {
            INFO(text);
            REQUIRE(good == oracle_accepts(text));
        }
    }
    // The mutations must try both sides.
    CHECK(accepted > 1000);
    CHECK(accepted < 19'000);
}

TEST_CASE("a tape holds what the oracle reads", "[json]") {
    const std::string seeds[] = {testing::small_setup().dump(1), testing::small_customers().dump(),
                                 R"([0,-1.5e+3,"\u00e9\ud83d\udd25\\\"",true,{"":[[],{}]},"x\n"])"};
    Random random(6);
    for (int round = 0; round < 5'000; ++round) {
        std::string text = seeds[random.below(std::size(seeds))];
        if (round > 3) text = testing::mutated(text, random);
        const Exact exact(text);
        json::Tape tape;
        const json::Stop stop = json::read(exact.view(), any_depth, tape);
        if (stop) {
            REQUIRE(stop.offset <= text.size());
            REQUIRE_FALSE(json::message(stop.fault).empty());
            continue;
        }
        const std::string wrong = broken(tape);
        const bool comparable = tamed(paired(text)) == text;
        const Json expected = Json::parse(text, nullptr, false);
        if (!wrong.empty() || (comparable && !same(tape.root(), expected))) {
            INFO(text);
            INFO(wrong);
            FAIL("the tape differs from the text");
        }
    }
}

TEST_CASE("a stop says what is wrong, and where", "[json]") {
    const auto [text, fault, offset] = GENERATE(table<std::string, Fault, std::size_t>({
        {"", Fault::nothing, 0},
        {"  ", Fault::nothing, 2},
        {"[1,", Fault::nothing, 3},
        {"{\"a\":", Fault::nothing, 5},
        {"[1", Fault::unclosed, 0},
        {"[[1]", Fault::unclosed, 0},
        {"[{\"a\":1 ", Fault::unclosed, 1},
        {"[1,]", Fault::trailing_comma, 2},
        {"{\"a\":1, }", Fault::trailing_comma, 6},
        {"[1 2]", Fault::missing_comma, 3},
        {"{\"a\":1 \"b\":2}", Fault::missing_comma, 7},
        {"{\"a\" 1}", Fault::missing_colon, 5},
        {"{\"a\"", Fault::missing_colon, 4},
        {"{a:1}", Fault::key_not_quoted, 1},
        {"{'a':1}", Fault::single_quotes, 1},
        {"['a']", Fault::single_quotes, 1},
        {"// a", Fault::comment, 0},
        {"1 // a", Fault::comment, 2},
        {"[1 /* */]", Fault::comment, 3},
        {"{/**/}", Fault::comment, 1},
        {"[yes]", Fault::bad_literal, 1},
        {"[nul]", Fault::bad_literal, 1},
        {"[-]", Fault::bad_number, 1},
        {"[ 01]", Fault::bad_number, 2},
        {"[+1]", Fault::bad_number, 1},
        {"\"abc", Fault::open_string, 0},
        {"[\"a\nb\"]", Fault::open_string, 1},
        {"[\"a\tb\"]", Fault::control_character, 3},
        {R"(["a\q"])", Fault::bad_escape, 3},
        {R"(["a\u12G4"])", Fault::bad_escape, 3},
        {"[\"a\xC0\x80\"]", Fault::not_utf8, 3},
        {"[\"é\xED\xA0\x80\"]", Fault::not_utf8, 4},
        {"{} []", Fault::after_end, 3},
        {"1]", Fault::after_end, 1},
        {"[\x01]", Fault::unexpected, 1},
        {"[)", Fault::unexpected, 1},
    }));
    const Exact exact(text);
    json::Tape tape;
    const json::Stop stop = json::read(exact.view(), 64, tape);
    INFO(text);
    CHECK(stop.fault == fault);
    CHECK(stop.offset == offset);
    CHECK_FALSE(json::message(fault).empty());
}

TEST_CASE("depth is bounded at the limit and costs no stack", "[json]") {
    const std::size_t limit = GENERATE(as<std::size_t>{}, 1, 2, 64, 1024);
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    json::Tape tape;
    CHECK_FALSE(json::read(nested(limit), limit, tape));
    const json::Stop stop = json::read(nested(limit + 1), limit, tape);
    CHECK(stop.fault == Fault::too_deep);
    CHECK(stop.offset == limit);
    // Brackets that are closed again do not count.
    std::string wide = "[";
    for (int i = 0; i < 200; ++i) wide += "[],{},";
    if (limit > 1) CHECK_FALSE(json::read(wide + "1]", limit, tape));
}

TEST_CASE("a hundred thousand brackets are read without recursion", "[json]") {
    constexpr std::size_t many = 100'000;
    json::Tape tape;
    const std::string closed = std::string(many, '[') + std::string(many, ']');
    CHECK_FALSE(json::read(closed, many, tape));
    CHECK(tape.nodes.size() == many);
    CHECK(json::read(std::string(many, '['), many, tape).fault == Fault::unclosed);
    CHECK(json::read(closed, 64, tape).fault == Fault::too_deep);
    std::string objects;
    for (std::size_t i = 0; i < many; ++i) objects += "{\"a\":";
    CHECK(json::read(objects, many, tape).fault == Fault::nothing);
    CHECK(json::read(objects, 1024, tape).fault == Fault::too_deep);
}

TEST_CASE("values answer by key, index and type", "[json]") {
    json::Tape tape;
    const std::string text =
        R"({"id":9007199254740993,"text":"a\u00e9\ud83d\udd25","t":true,"f":false,"n":null,)"
        R"("list":[1,"2",[3]],"big":"9223372036854775807","over":9223372036854775808,"x":1.0,"x":2})";
    REQUIRE_FALSE(json::read(text, 8, tape));
    const json::Value root = tape.root();
    CHECK(root.size() == 10);
    CHECK(root["id"].integer() == 9007199254740993);
    CHECK(root["big"].integer() == INT64_MAX);
    CHECK_FALSE(root["over"].integer().has_value());
    CHECK(root["over"].text() == "9223372036854775808");
    CHECK(root["text"].text() == "aé🔥");
    CHECK(root["text"].node().escaped);
    CHECK(root["t"].is_true());
    CHECK_FALSE(root["f"].is_true());
    CHECK_FALSE(root["n"].is_true());
    CHECK(root["n"].is(json::Kind::null));
    CHECK(root["list"].size() == 3);
    std::vector<std::string> raws;
    for (const json::Value value : root["list"]) raws.emplace_back(value.raw());
    CHECK(raws == std::vector<std::string>{"1", "2", "[3]"});
    // Of duplicates the last, as everywhere.
    CHECK(root["x"].integer() == 2);
    CHECK_FALSE(root["absent"]);
    CHECK_FALSE(root["list"]["0"]);
    CHECK(root["absent"].text().empty());
    CHECK(root["absent"].size() == 0);
    CHECK_FALSE(root["absent"].integer().has_value());
    CHECK_FALSE(json::Value().is_true());
}

TEST_CASE("keys in disguise are found", "[json]") {
    json::Tape tape;
    const std::string text = R"({"\u0069d":1})";
    REQUIRE_FALSE(json::read(text, 8, tape));
    CHECK(tape.root()["id"].integer() == 1);
}

TEST_CASE("escapes are resolved, lone surrogates replaced", "[json]") {
    const auto [raw, text] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t"},
        {R"(\u0041\u00E9\u65e5)", "Aé日"},
        {R"(\ud83d\uDD25!)", "🔥!"},
        {R"(\ud83d)", "\uFFFD"},
        {R"(\udd25)", "\uFFFD"},
        {R"(\ud83dx)", "\uFFFDx"},
        {R"(\ud83d\n)", "\uFFFD\n"},
        {R"(\ud83d\u0041)", "\uFFFDA"},
        {R"(\ud83d\ud83d\udd25)", "\uFFFD🔥"},
        {R"(\ud83d\\u0041)", "\uFFFD\\u0041"},
        {R"(\udd25\ud83d)", "\uFFFD\uFFFD"},
    }));
    const Exact exact(raw);
    CHECK(json::unescaped(exact.view()) == text);
    CHECK(json::unescaped(R"(a\u0000b)") == std::string("a\0b", 3));
}

TEST_CASE("a sequence is the values of its lines", "[json]") {
    json::Tape tape;
    const std::string text = "{\"a\":1}\r\n\n[2]\n\"3\" 4\n";
    REQUIRE_FALSE(json::read_sequence(text, 8, tape));
    CHECK(broken(tape).empty());
    CHECK(tape.root().is(json::Kind::array));
    CHECK(tape.root().size() == 4);
    CHECK_FALSE(json::read_sequence("", 8, tape));
    CHECK(tape.root().size() == 0);
    CHECK(json::read_sequence("1\n[", 8, tape).fault == Fault::unclosed);
}

TEST_CASE("elements are read as far as they are whole", "[json]") {
    json::Tape tape;
    const auto read = [&](std::string_view text, bool begins = true) {
        return json::read_elements(text, begins, 8, tape);
    };
    const std::string text = R"({"a":[1,"]"]} ,{"b":2},)";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const json::Stretch some = read(std::string_view(text).substr(0, size));
        CAPTURE(size);
        CHECK(some.end == (size < 13 ? 0U : size < 22 ? std::min<std::size_t>(size, 14) : 22U));
        CHECK(tape.root().size() == (size < 13 ? 0U : size < 22 ? 1U : 2U));
        CHECK_FALSE(some.closed);
        CHECK(broken(tape).empty());
    }
    CHECK(read(",{} ]x", false).closed);
    CHECK(read(",{} ]x", false).end == 4);
    CHECK(read("{}", false).stop.fault == Fault::missing_comma);
    CHECK(read(",{}").stop.fault == Fault::unexpected);
    CHECK(read("]").closed);
    CHECK(read("{}{}").stop.fault == Fault::missing_comma);
    CHECK(read("{},,{}").stop.fault == Fault::unexpected);
    CHECK(read("{},{]").stop.fault == Fault::key_not_quoted);
    CHECK(read("{},{]").end == 2);
}

TEST_CASE("pointers name the innermost value around a byte", "[json]") {
    const std::string text = R"({"a":[10, {"b/c":"x","~":[true]}],"":{"é":null}})";
    json::Tape tape;
    REQUIRE_FALSE(json::read(text, 8, tape));
    const auto [needle, pointer] = GENERATE(table<std::string, std::string>({
        {"10", "/a/0"},
        {"b/c", "/a/1/b~1c"},
        {"x", "/a/1/b~1c"},
        {"true", "/a/1/~0/0"},
        {"é", "//é"},
        {"null", "//é"},
    }));
    INFO(needle);
    CHECK(json::pointer_to(tape, text.find(needle)) == pointer);
    CHECK(json::pointer_to(tape, 0).empty());
}

TEST_CASE("kinds have words", "[json]") {
    CHECK(json::word(json::Kind::null) == "null");
    CHECK(json::word(json::Kind::array) == "an array");
    CHECK(json::word(json::Kind::string) == "text");
}

TEST_CASE("the classes of public suites, strictly and as documents", "[json]") {
    // Must be read, must be refused, or left to the reader (y_, n_ and i_ of the suites); then the
    // findings of a document, which is read when none of them stops it.
    enum class Strict : std::uint8_t { yes, no };
    using enum Strict;
    const auto wide = [](std::string_view text, text::Encoding encoding) {
        return text::encoded(text, encoding).value_or(std::string());
    };
    const auto [text, strict, found] = GENERATE_COPY(table<std::string, Strict, std::string>({
        // Numbers.
        {"[123e65]", yes, ""},
        {"[0e+1]", yes, ""},
        {"[-0]", yes, ""},
        {"[1E-2]", yes, ""},
        {"[-0.000000000000000000000000000000000000000000000000000000000000000001]", yes, ""},
        {"[123123e100000]", yes, ""},
        {"[0.4e00669999999999999999999999999999999999999999999999999999]", yes, ""},
        {"[-123123123123123123123123123123]", yes, ""},
        {"[++1]", no, "LL0001"},
        {"[-1.0.]", no, "LL0001"},
        {"[-2.]", no, "LL0001"},
        {"[.2e-3]", no, "LL0001"},
        {"[0.3e+]", no, "LL0001"},
        {"[1 000.0]", no, "LL0001"},
        {"[1eE2]", no, "LL0001"},
        {"[0x42]", no, "LL0001"},
        {"[- 1]", no, "LL0001"},
        {"[-012]", no, "LL0001"},
        {"[1+2]", no, "LL0001"},
        {"[Inf]", no, "LL0001"},
        {"[-NaN]", no, "LL0001"},
        // Strings.
        {R"(["\u0060\u012a\u12AB"])", yes, ""},
        {R"(["\uD801\udc37"])", yes, ""},
        {R"(["\u0000"])", yes, ""},
        {R"(["\uDBFF\uDFFE"])", yes, ""},
        {R"(["new\u00A0line"])", yes, ""},
        {"[\"\x7F\"]", yes, ""},
        {"[\"\u2029\U0010FFFF\uFEFF\"]", yes, ""},
        {R"(["\uDADA"])", yes, "LL0017"},
        {R"(["\uD888\u1234"])", yes, "LL0017"},
        {R"(["\uDd1e\uD834"])", yes, "LL0017 LL0017"},
        {R"(["\uD800\"])", no, "LL0001"},
        {R"(["\uD800\u1x"])", no, "LL0001"},
        {R"(["\x00"])", no, "LL0001"},
        {R"(["\🌀"])", no, "LL0001"},
        {R"([\u0020"asd"])", no, "LL0001"},
        {"[\"a\x01\"]", no, "LL0001"},
        {"[\"new\nline\"]", no, "LL0001"},
        {"[\"tab\t\"]", no, "LL0001"},
        {std::string("[\"a\0a\"]", 7), no, "LL0001"},
        {"['single']", no, "LL0001"},
        {"[\"x\"", no, "LL0001"},
        {"\"\"x", no, "LL0001"},
        // Encodings.
        {"[\"\xC0\xAF\"]", no, "LL0002"},
        {"[\"\xFC\x83\xBF\xBF\xBF\xBF\"]", no, "LL0002"},
        {"[\"\xED\xA0\x80\"]", no, "LL0002"},
        {"[\"\xF4\xBF\xBF\xBF\"]", no, "LL0002"},
        {"[\"\xE0\xFF\"]", no, "LL0002"},
        {"[\"\x81\"]", no, "LL0002"},
        {"[\xFF]", no, "LL0002 LL0001"},
        {"\xE5", no, "LL0002 LL0001"},
        {"[1 \xE5", no, "LL0002 LL0001"},
        {"{\"a\":1]\xE5", no, "LL0001"},
        {"\xEF\xBB\xBF{}", no, ""},
        {"\xEF\xBB{}", no, "LL0002 LL0001"},
        {"\xFF\xFE" + wide("[\"é\"]", text::Encoding::utf16_little), no, "LL0002"},
        {"\xFE\xFF" + wide("[\"é\"]", text::Encoding::utf16_big), no, "LL0002"},
        {wide("[\"é\"]", text::Encoding::utf16_little), no, "LL0002"},
        {wide("[1,]", text::Encoding::utf16_big), no, "LL0002 LL0015"},
        {"\xFF\xFE", no, "LL0002 LL0001"},
        {"\xFF\xFE[", no, "LL0002 LL0001"},
        // Structure.
        {"[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", yes, ""},
        {"{\"a\":[]}", yes, ""},
        {"{\"min\": -1.0e+28, \"max\": 1.0e+28}", yes, ""},
        {"{\"a\":\"b\",\"a\":\"c\"}", yes, "LL0003"},
        {"{\"a\":\"b\",\"a\":\"b\"}", yes, "LL0003"},
        {"[1,null,null,null,2]", yes, ""},
        {"[\"\",]", no, "LL0015"},
        {"{\"id\":0,}", no, "LL0015"},
        {"[[],[],]", no, "LL0015"},
        {"[1,,]", no, "LL0001"},
        {"[,]", no, "LL0001"},
        {"[,1]", no, "LL0001"},
        {"{,}", no, "LL0001"},
        {"{\"a\",}", no, "LL0015 LL0001"},
        {"{\"a\":,}", no, "LL0001"},
        {"[1],", no, "LL0001"},
        {"{\"id\":0,,,,,}", no, "LL0001"},
        {"{\"a\":\"b\"}/**/", no, "LL0016"},
        {"{\"a\":\"b\"}/**//", no, "LL0016 LL0001"},
        {"{\"a\":\"b\"}//", no, "LL0016"},
        {"{\"a\":/*c*/\"b\"}", no, "LL0016"},
        {"{\"a\":\"b\"}/", no, "LL0001"},
        {"[/*", no, "LL0001"},
        {"[1]#", no, "LL0001"},
        {"{\"a\":\"b\"}#{}", no, "LL0001"},
        {"[\"a\",\n4\n,1,", no, "LL0001"},
        {"[][]", no, "LL0001"},
        {"{\"x\":true,", no, "LL0001"},
        {"{\"a\":\"a", no, "LL0001"},
        {"{1:1}", no, "LL0001"},
        {"{[1]:1}", no, "LL0001"},
        {"{\"a\" b}", no, "LL0001"},
        {"[True]", no, "LL0001"},
        {"[nul]", no, "LL0001"},
        {"[\"a\" null]", no, "LL0001"},
        {"<null>", no, "LL0001"},
        {std::string(100'000, '['), no, "LL0005"},
        {std::string(100'000, '[') + std::string(100'000, ']'), yes, "LL0005"},
        // Blanks.
        {" \t\r\n[ \t\r\n] \t\r\n", yes, ""},
        {" ", no, "LL0001"},
        {"[\f]", no, "LL0001"},
        {"[\v1]", no, "LL0001"},
        {"[\u2060]", no, "LL0001"},
        {"[\u00A0]", no, "LL0001"},
        {std::string("[\0]", 3), no, "LL0001"},
        {std::string("[1]\0", 4), no, "LL0001"},
        {std::string("\0\0\0\0", 4), no, "LL0001"},
        {"\x1A", no, "LL0001"},
    }));
    INFO(text.substr(0, 100));
    CHECK(accepts(text) == (strict == yes));
    Findings findings;
    const auto document = Document::read("f.json", text, Limits{}, findings);
    std::string rules;
    bool stopped = false;
    for (const Finding& finding : findings.list()) {
        rules += (rules.empty() ? "" : " ") + label(finding.rule);
        stopped = stopped || finding.rule == Rule::syntax || finding.rule == Rule::too_deep;
        CHECK(finding.place->byte + finding.place->bytes <= text.size());
    }
    CHECK(rules == found);
    CHECK((document == nullptr) == stopped);
}
