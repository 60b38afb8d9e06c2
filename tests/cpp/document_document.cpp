#include "leadloom/document/document.hpp"

#include "leadloom/text/utf8.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::count;

namespace {

struct Read {
    std::shared_ptr<const Document> document;
    Findings findings;
};

Read read(std::string text, const Limits& limits = {}) {
    Read result;
    result.document = Document::read("f.json", std::move(text), limits, result.findings);
    return result;
}

/// The only finding of a text that must have one.
Finding only(const Read& result) {
    REQUIRE(result.findings.list().size() == 1);
    return result.findings.list().front();
}

}  // namespace

TEST_CASE("the limit for bytes holds exactly", "[document]") {
    const std::string text = "[1234567]";
    CHECK(read(text, {.bytes = text.size()}).document != nullptr);
    const Read refused = read(text, {.bytes = text.size() - 1});
    CHECK(refused.document == nullptr);
    CHECK(only(refused).rule == Rule::too_large);
    CHECK(only(refused).message.contains("9 bytes"));
    CHECK(only(refused).message.contains("limit of 8"));
    CHECK(only(refused).place->file == "f.json");
    CHECK(only(refused).place->length == 0);
}

TEST_CASE("the limit for depth holds exactly, up to 256", "[document]") {
    const auto [asked, allowed] =
        GENERATE(table<std::size_t, std::size_t>({{1, 1}, {64, 64}, {256, 256}, {5000, 256}}));
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(read(nested(allowed), {.depth = asked}).document != nullptr);
    const Read refused = read(nested(allowed + 1), {.depth = asked});
    CHECK(refused.document == nullptr);
    CHECK(only(refused).rule == Rule::too_deep);
    CHECK(only(refused).place->byte == allowed);
    CHECK(only(refused).place->column == allowed + 1);
}

TEST_CASE("bytes that are not UTF-8 are named at their place, and read all the same",
          "[document]") {
    const auto [text, byte] = GENERATE(table<std::string, std::size_t>({
        {"[\"a\xC0\x80\"]", 3},
        {"[\"\xED\xA0\x80\"]", 2},
        {"[\"\xF8\x88\x80\x80\x80\"]", 2},
        {"[\"\xE9t\xE9\"]", 2},
        {std::string("\xFF\xFE[\0]\0", 6), 0},
        {std::string("\xFE\xFF\0[\0]", 6), 0},
    }));
    const Read result = read(text);
    CHECK(result.document != nullptr);
    CHECK(only(result).rule == Rule::encoding);
    CHECK(only(result).place->byte == byte);
    CHECK(only(result).place->line == 1);
}

TEST_CASE("a UTF-8 byte order mark is passed over and kept", "[document]") {
    const std::string text = "\xEF\xBB\xBF{\"a\": 1}";
    const Read result = read(text);
    REQUIRE(result.document != nullptr);
    CHECK(result.document->bytes() == text);
    const Place place = result.document->place(result.document->root()["a"]);
    CHECK(place.byte == 9);
    CHECK(place.column == 7);
    CHECK(place.pointer == "/a");
    const Read broken = read("\xEF\xBB\xBF[1,]");
    CHECK(broken.document != nullptr);
    CHECK(broken.document->encoding() == text::Encoding::utf8_marked);
    CHECK(only(broken).place->byte == 5);
    CHECK(only(broken).place->column == 3);
    // Only at the very beginning.
    CHECK(only(read("[\xEF\xBB\xBF]")).rule == Rule::syntax);
    CHECK(only(read("\xEF\xBB\xBF\xEF\xBB\xBF[]")).rule == Rule::syntax);
    CHECK(only(read("\xEF\xBB\xBF")).rule == Rule::syntax);
}

TEST_CASE("what is not JSON is LL0001 with a place inside the file", "[document]") {
    const auto text =
        GENERATE(as<std::string>{}, "", " ", "{", "[1,,]", "[,]", "/*", "[1 /* ]", "{'a':1}",
                 "{a:1}", "\"", "nope", "[1 2]", "1 2 x", "{} {", "{\n{}", "\n\n  ?");
    const Read refused = read(text);
    INFO(text);
    CHECK(refused.document == nullptr);
    CHECK(only(refused).rule == Rule::syntax);
    CHECK_FALSE(only(refused).hint.empty());
    const Place place = only(refused).place.value_or(Place{});
    CHECK(place.byte + place.bytes <= text.size());
    CHECK(std::pair(place.line, place.column) == testing::line_and_column(text, place.byte));
}

TEST_CASE("a value on every line is an array of them", "[document]") {
    const Read result = read("{\"a\":1}\r\n{\"a\":2}\n\n{\"a\":3}");
    REQUIRE(result.document != nullptr);
    CHECK(result.findings.list().empty());
    CHECK(result.document->root().is(json::Kind::array));
    CHECK(result.document->root().size() == 3);
    const json::Value last = *std::next(result.document->root().begin(), 2);
    CHECK(result.document->place(last["a"]).line == 4);
    CHECK(result.document->place(last["a"]).pointer == "/2/a");
    // The fault of the first reading says more than that of the second.
    CHECK(only(read("{\"a\":1}\n{\"a\":2")).place->line == 2);
}

TEST_CASE("places count lines by LF, CRLF and CR, and columns in UTF-16", "[document]") {
    const auto [text, byte, line, column, length] =
        GENERATE(table<std::string, std::size_t, std::size_t, std::size_t, std::size_t>({
            {"[1,2]", 3, 1, 4, 1},
            {"[\n1,\n22]", 5, 3, 1, 2},
            {"[\r\n1,\r\n22]", 7, 3, 1, 2},
            // A carriage return alone ends no line, as in a feed.
            {"[\r1,\r22]", 5, 1, 6, 2},
            {"[\n\r1,\n\r22]", 7, 3, 2, 2},
            {"[\"é\",22]", 6, 1, 6, 2},
            {"[\"日\",22]", 7, 1, 6, 2},
            {"[\"🔥\",22]", 8, 1, 7, 2},
            {"[\"🔥\u0301🔥\",22]", 14, 1, 10, 2},
            {"[0,\"🔥\"]", 3, 1, 4, 4},
        }));
    const auto document = testing::document(text);
    json::Value last;
    for (const json::Value value : document->root()) last = value;
    const Place place = document->place(last);
    INFO(text);
    CHECK(place.byte == byte);
    CHECK(place.line == line);
    CHECK(place.column == column);
    CHECK(place.length == length);
    CHECK(place.file == "test.json");
}

TEST_CASE("every value of the sample set-up is found again by its pointer", "[document]") {
    const std::string text = testing::file("catalog/sample/prairie-star.setup.json");
    const auto document = testing::document(text);
    const Json oracle = testing::parsed(text);
    std::size_t checked = 0;
    const auto visit = [&](const auto& self, json::Value value,
                           const std::string& pointer) -> void {
        const Place place = document->place(value);
        REQUIRE(place.pointer == pointer);
        REQUIRE(std::pair(place.line, place.column) == testing::line_and_column(text, place.byte));
        const std::string_view here = std::string_view(text).substr(place.byte, place.bytes);
        REQUIRE(Json::parse(here, nullptr, false) == testing::at(oracle, pointer));
        ++checked;
        if (value.is(json::Kind::object)) {
            for (const json::Value key : value)
                self(self, key.value_of_key(), pointer + "/" + key.text());
        } else {
            std::size_t index = 0;
            for (const json::Value child : value)
                self(self, child, pointer + "/" + std::to_string(index++));
        }
    };
    visit(visit, document->root(), "");
    CHECK(checked > 400);
}

TEST_CASE("pointers escape as RFC 6901 asks", "[document]") {
    const auto document = testing::document(R"({"a/b": {"m~n": {"~1": {"": {"\u002f": [7]}}}}})");
    const json::Value deep = document->root()["a/b"]["m~n"]["~1"][""]["/"];
    CHECK(document->place(*deep.begin()).pointer == "/a~1b/m~0n/~01//~1/0");
    const std::string pointer = document->place(*deep.begin()).pointer;
    CHECK(testing::at(testing::parsed(document->bytes()), pointer) == 7);
}

TEST_CASE("a key that stands twice is LL0003 each time", "[document]") {
    const auto [text, times] = GENERATE(table<std::string, std::size_t>({
        {R"({"a":1,"b":2})", 0},
        {R"({"a":1,"a":2})", 1},
        {R"({"a":1,"a":2,"a":3})", 2},
        {R"({"a":1,"\u0061":2})", 1},
        {R"({"a":{"a":{"a":1}}})", 0},
        {R"([{"a":1},{"a":1}])", 0},
        {R"({"":1,"":1,"b":{"c":1,"c":1}})", 2},
        {R"({"__proto__":1,"__proto__":2})", 1},
        {R"({"é":1,"e\u0301":2})", 0},
    }));
    const Read result = read(text);
    INFO(text);
    REQUIRE(result.document != nullptr);
    CHECK(count(result.findings, Rule::duplicate_key) == times);
}

TEST_CASE("duplicate keys are found among many", "[document]") {
    const std::size_t keys = GENERATE(as<std::size_t>{}, 15, 16, 17, 40, 5000);
    std::string text = "{";
    for (std::size_t i = 0; i < keys; ++i) text += "\"k" + std::to_string(i) + "\":0,";
    const Read result = read(text + "\"k7\":1}");
    REQUIRE(result.document != nullptr);
    const Finding finding = only(result);
    CHECK(finding.rule == Rule::duplicate_key);
    CHECK(finding.place->byte == text.size());
    CHECK(finding.place->pointer == "/k7");
    CHECK(read(text + "\"other\":1}").findings.list().empty());
}

TEST_CASE("the words of a fault reach the finding", "[document]") {
    const Finding finding = only(read("{\"a\":1,}"));
    CHECK(finding.message == json::message(json::Fault::trailing_comma));
    CHECK(finding.hint == json::hint(json::Fault::trailing_comma));
    // A fault without words of its own has the rule's next step.
    CHECK(only(read("[)")).hint == row_of(Rule::syntax).hint);
}

TEST_CASE("comments and commas before brackets are passed over after their findings",
          "[document]") {
    const auto [text, findings, value] = GENERATE(table<std::string, std::string, std::string>({
        {"[1, // one\n 2]", "LL0016 4 6", "[1,2]"},
        {"/* a */ [1, /* ] */ 2] // b", "LL0016 0 7, LL0016 12 7, LL0016 23 4", "[1,2]"},
        {"{\"a\": 1, /**/ }", "LL0015 7 1, LL0016 9 4", "{\"a\":1}"},
        {"[[1,],\r\n]", "LL0015 3 1, LL0015 5 1", "[[1]]"},
        {"{\"//\": \"/* \\\" */\",}", "LL0015 17 1", "{\"//\":\"/* \\\" */\"}"},
        {"{\"a\":1}\n// two\n{\"a\":[2,]}\n", "LL0016 8 6, LL0015 22 1", "[{\"a\":1},{\"a\":[2]}]"},
        {"// \xE9\n[\"\xE9\"]", "LL0002 3 1, LL0016 0 4", "[\"é\"]"},
        {"[1, // one\n 2 3]", "LL0016 4 6, LL0001 14 1", ""},
        {"[1 2, // one\n]", "LL0001 3 1", ""},
    }));
    const Read result = read(text);
    std::string found;
    for (const Finding& finding : result.findings.list()) {
        found += (found.empty() ? "" : ", ") + label(finding.rule) + " " +
                 std::to_string(finding.place->byte) + " " + std::to_string(finding.place->bytes);
        CHECK(finding.fix.has_value() == (finding.rule == Rule::trailing_comma));
        CHECK_FALSE((finding.rule == Rule::comment && finding.hint.contains("Delete")));
    }
    INFO(text);
    CHECK(found == findings);
    CHECK((result.document ? as_json(result.document->root()).dump() : "") == value);
    if (result.document) CHECK(result.document->passed().size() >= 1);
}

TEST_CASE("halves of characters are LL0017 at their escape", "[document]") {
    const auto [text, bytes] = GENERATE(table<std::string, std::vector<std::size_t>>({
        {R"(["\ud83d\udd25"])", {}},
        {R"(["a\ud83d"])", {3}},
        {R"(["\udd25\ud83d"])", {2, 8}},
        {R"(["\ud83d\ud83d\udd25"])", {2}},
        {R"(["\ud83d\\udd25"])", {2}},
        {R"(["\ud83d \udd25"])", {2, 9}},
        {R"(["\\ud83d", "\u0041"])", {}},
        {R"({"\uDFFF":1})", {2}},
    }));
    const Read result = read(text);
    REQUIRE(result.document != nullptr);
    std::vector<std::size_t> found;
    for (const Finding& finding : result.findings.list()) {
        CHECK(finding.rule == Rule::lone_surrogate);
        CHECK(finding.place->bytes == 6);
        found.push_back(finding.place->byte);
    }
    INFO(text);
    CHECK(found == bytes);
}

TEST_CASE("documents in UTF-16 have the places of their file", "[document]") {
    const std::string text = "{\n  \"é🔥\": [1,],\n  \"é🔥\": [1,]\n}";
    for (const auto& [encoding, mark] : {std::pair(text::Encoding::utf16_little, "\xFF\xFE"),
                                         std::pair(text::Encoding::utf16_little, ""),
                                         std::pair(text::Encoding::utf16_big, "\xFE\xFF"),
                                         std::pair(text::Encoding::utf16_big, "")}) {
        const std::string bytes = mark + *text::encoded(text, encoding);
        const Read wide = read(bytes);
        const Read narrow = read(text);
        REQUIRE(wide.document != nullptr);
        CHECK(wide.document->encoding() == encoding);
        CHECK(wide.document->bytes() == text);
        const auto& list = wide.findings.list();
        REQUIRE(list.size() == narrow.findings.list().size() + 1);
        CHECK(list.front().rule == Rule::encoding);
        for (std::size_t i = 1; i < list.size(); ++i) {
            Place place = *list[i].place;
            const Place expected = *narrow.findings.list()[i - 1].place;
            CHECK(text::decoded(bytes.substr(place.byte, place.bytes), encoding) ==
                  text.substr(expected.byte, expected.bytes));
            place.byte = expected.byte;
            place.bytes = expected.bytes;
            CHECK(place == expected);
        }
    }
}

TEST_CASE("two members that are the same: the first can go", "[document]") {
    const Read result = read("{\"a\": 1, \"b\": 2, \"a\": 1, \"b\": 3}");
    REQUIRE(result.findings.list().size() == 2);
    const Finding& same = result.findings.list()[0];
    CHECK(same.place->byte == 17);
    REQUIRE(same.related.size() == 1);
    CHECK(same.related[0].place.byte == 1);
    REQUIRE(same.fix.has_value());
    CHECK(same.fix->safe);
    CHECK(same.fix->edits[0].place.byte == 1);
    CHECK(same.fix->edits[0].place.bytes == 8);
    const Finding& other = result.findings.list()[1];
    CHECK_FALSE(other.fix.has_value());
    CHECK(other.related[0].place.byte == 9);
}

TEST_CASE("an excerpt is the line, of a long one the part around the place", "[document]") {
    const auto document = testing::document("[\n\t\"é\", 2\r\n]");
    CHECK(document->place(*document->root().begin()).excerpt == "\t\"é\", 2");
    CHECK(document->place(*document->root().begin()).excerpt_column == 1);
    CHECK(document->place(0, 1).excerpt == "[");
    CHECK(testing::document("\xEF\xBB\xBF[1]")->place(3, 1).excerpt == "[1]");

    std::string text = "[\n [";
    for (int i = 0; i < 500; ++i) text += "\"é🔥\",";
    text += "0]]";
    const auto wide = testing::document(text);
    const json::Value row = *wide->root().begin();
    for (const json::Value value : row) {
        const Place place = wide->place(value);
        const std::string& excerpt = place.excerpt;
        REQUIRE(text::first_invalid_utf8(excerpt) == std::string::npos);
        REQUIRE(text::utf16_length(excerpt) <= 161);
        REQUIRE_FALSE(excerpt.contains('\n'));
        // The place lies in it, where its column says.
        REQUIRE(place.excerpt_column <= place.column);
        std::size_t at = 0;
        for (std::size_t units = place.excerpt_column; units < place.column;) {
            const std::size_t length = text::utf8_sequence(excerpt, at);
            units += length == 4 ? 2 : 1;
            at += length;
        }
        REQUIRE(excerpt.substr(at, place.bytes) == text.substr(place.byte, place.bytes));
    }
}

TEST_CASE("of NDJSON the lines beside a broken one are read", "[document]") {
    struct Row {
        std::string text;
        std::size_t records;
        /// Line and column of each finding.
        std::vector<std::pair<std::size_t, std::size_t>> at;
    };
    const auto [text, records, at] = GENERATE(values<Row>({
        {"{\"a\":1}\n{\"a\":\n{\"a\":3}\n", 2, {{2, 6}}},
        {"{\"a\":1}\r\n\r\n{\"a\" 1}\r\n{\"a\":3}", 2, {{3, 6}}},
        {"{\"a\":1}\n{\"a\":2", 1, {{2, 1}}},
        {"{\"a\":\n{\"a\":2}\n{\"a\":3}", 2, {{1, 6}}},
        {"{\"a\":1,}\n{\"a\":\"x\n{\"a\":3} // c\n{\"a\":4}", 3, {{1, 7}, {2, 6}, {3, 9}}},
        {"{\"a\":1}\n}\n{\"a\":\"\xE9\"}\n", 2, {{2, 1}, {3, 7}}},
        // One document that is broken is none.
        {"{\"data\": [\n{\"id\":1}\n{\"id\":2}\n]}", 0, {{3, 1}}},
        {"{\"a\":1} x", 0, {{1, 9}}},
        {"{\n\"a\":1\n", 0, {{1, 1}}},
        {"1\n2\n]", 0, {{2, 1}}},
    }));
    INFO(text);
    Findings findings;
    const auto document = Document::read("a.ndjson", text, {}, findings);
    CHECK((document ? document->root().size() : 0) == records);
    std::vector<std::pair<std::size_t, std::size_t>> places;
    findings.sort();
    for (const Finding& finding : findings.list())
        places.emplace_back(finding.place->line, finding.place->column);
    CHECK(places == at);
}
