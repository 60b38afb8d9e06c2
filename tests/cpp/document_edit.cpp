#include "leadloom/document/edit.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

Finding with_fix(std::vector<Edit> edits, bool safe = true) {
    return {Rule::syntax, Level::error, "m", "h", {}, {}, Fix{"t", std::move(edits), safe}};
}

Edited fixed(const Document& document, std::string_view bytes, std::vector<Edit> edits) {
    return apply_fixes(document.name(), bytes, {with_fix(std::move(edits))});
}

/// The file after its safe fixes.
std::string mended(const std::string& bytes) {
    Findings findings;
    (void)Document::read("f.json", bytes, Limits{}, findings);
    return apply_fixes("f.json", bytes, findings.list()).bytes;
}

/// The value at a path of keys and indexes; with `key` the member's key.
json::Value find(json::Value from, std::string_view key) {
    for (const json::Value child : from) {
        if (from.is(json::Kind::object) && child.text() == key) return child;
    }
    return {};
}

json::Value nth(json::Value array, std::size_t index) {
    return *std::next(array.begin(), static_cast<std::ptrdiff_t>(index));
}

/// A JSON text with blanks, line ends and comments in all places, and its value without them.
struct Made {
    Random& random;
    bool comments = false;
    std::string text = {};

    void gap() {
        constexpr std::string_view gaps[] = {"", "", " ", "\n", "\r\n  ", "\t", "/*,]*/", "// }\n"};
        text += gaps[random.below(comments ? std::size(gaps) : std::size(gaps) - 2)];
    }
    void value(std::size_t depth) {
        const std::size_t kind = random.below(depth == 0 ? 3 : 5);
        if (kind == 0) text += std::to_string(random.below(100));
        if (kind == 1) text += R"("a,\"]")";
        if (kind == 2) text += "null";
        if (kind < 3) return;
        text += kind == 3 ? "[" : "{";
        const std::size_t size = random.below(5);
        for (std::size_t i = 0; i < size; ++i) {
            if (i != 0) text += ",";
            gap();
            if (kind == 4) {
                text += "\"k" + std::to_string(i) + "\"";
                gap();
                text += ":";
                gap();
            }
            value(depth - 1);
            gap();
        }
        text += kind == 3 ? "]" : "}";
    }
};

/// Picks elements at random, to be removed from the document and from its copy.
Json pick(json::Value from, const Document& document, Random& random, std::vector<Edit>& edits) {
    Json kept = from.is(json::Kind::object) ? Json::object() : Json::array();
    for (const json::Value child : from) {
        const bool member = from.is(json::Kind::object);
        const json::Value value = member ? child.value_of_key() : child;
        const bool gone = random.below(3) == 0;
        if (gone) edits.push_back(removed(document, child));
        const bool holds = value.is(json::Kind::object) || value.is(json::Kind::array);
        Json rest = holds ? pick(value, document, random, edits) : as_json(value);
        if (gone) continue;
        if (member) {
            kept[child.text()] = std::move(rest);
        } else {
            kept.push_back(std::move(rest));
        }
    }
    return kept;
}

}  // namespace

TEST_CASE("an element goes with one comma, and with its line if it has one", "[edit]") {
    const auto [text, index, expected] = GENERATE(table<std::string, std::size_t, std::string>({
        {"[1]", 0, "[]"},
        {"[ 1 ]", 0, "[ ]"},
        {"[1, 2, 3]", 0, "[2, 3]"},
        {"[1, 2, 3]", 1, "[1, 3]"},
        {"[1, 2, 3]", 2, "[1, 2]"},
        {"[1,2,]", 1, "[1,]"},
        {"[\n  1,\n  2,\n  3\n]\n", 0, "[\n  2,\n  3\n]\n"},
        {"[\n  1,\n  2,\n  3\n]\n", 1, "[\n  1,\n  3\n]\n"},
        {"[\n  1,\n  2,\n  3\n]\n", 2, "[\n  1,\n  2\n]\n"},
        {"[\r\n  1,\r\n  2\r\n]", 0, "[\r\n  2\r\n]"},
        {"[\n  1\n]", 0, "[\n]"},
        {"[\n  1, // one\n  2\n]", 0, "[\n  // one\n  2\n]"},
        {"[\n  1, // one\n  2\n]", 1, "[\n  1 // one\n]"},
        {"[1, // one\n  2]", 1, "[1 // one\n  ]"},
        {"[1 /* one */ , 2]", 0, "[ /* one */ 2]"},
        {"[\"a\", \"b\"]", 0, "[\"b\"]"},
        {"[\"a\", \"b\"]", 1, "[\"a\"]"},
        {"[[1, 2], {\"a\": [3]}]", 1, "[[1, 2]]"},
        {"{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", 1, "{\"a\":1}\n{\"a\":3}\n"},
    }));
    const auto document = testing::document(text);
    const Edited edited =
        fixed(*document, text, {removed(*document, nth(document->root(), index))});
    INFO(text);
    CHECK(edited.bytes == expected);
    CHECK(edited.made == 1);
}

TEST_CASE("a member goes by its key", "[edit]") {
    const std::string text = "{\n  \"a\": {\"x\": 1, \"y\": [2]},\n  \"b\": \"c\"\n}";
    const auto document = testing::document(text);
    const json::Value root = document->root();
    CHECK(fixed(*document, text, {removed(*document, find(root, "a"))}).bytes ==
          "{\n  \"b\": \"c\"\n}");
    CHECK(fixed(*document, text, {removed(*document, find(root, "b"))}).bytes ==
          "{\n  \"a\": {\"x\": 1, \"y\": [2]}\n}");
    CHECK(fixed(*document, text, {removed(*document, find(root["a"], "y"))}).bytes ==
          "{\n  \"a\": {\"x\": 1},\n  \"b\": \"c\"\n}");
}

TEST_CASE("whatever one fix removes, the rest stays as it is", "[edit]") {
    Random random(34);
    std::size_t removals = 0;
    for (int round = 0; round < 10'000; ++round) {
        Made made{random, round % 2 == 1};
        made.text = random.below(2) == 0 ? "[" : "[\n  ";
        for (std::size_t i = 0; i < 3; ++i) {
            made.value(3);
            made.text += i < 2 ? "," : "]";
            if (i < 2) made.gap();
        }
        Findings findings;
        const auto document = Document::read("f.json", made.text, Limits{}, findings);
        INFO(made.text);
        REQUIRE(document != nullptr);
        std::vector<Edit> edits;
        const Json expected = pick(document->root(), *document, random, edits);
        if (edits.empty()) continue;
        removals += edits.size();
        const Edited edited = fixed(*document, made.text, std::move(edits));
        INFO(edited.bytes);
        REQUIRE(edited.made == 1);
        REQUIRE(Json::parse(edited.bytes, nullptr, false, true) == expected);
        // Comments are worth keeping, but for those inside of what goes.
        json::Tape tape;
        if (!made.comments) REQUIRE_FALSE(json::read(edited.bytes, 64, tape));
    }
    CHECK(removals > 10'000);
}

TEST_CASE("removing everything leaves an empty array in every encoding", "[edit]") {
    const std::string text = "[\n  1,\n  \"é\", // é\n  {\"a\": 2},\n  3 ]";
    for (const text::Encoding encoding :
         {text::Encoding::utf8, text::Encoding::utf16_little, text::Encoding::utf16_big,
          text::Encoding::windows_1252}) {
        const std::string bytes = *text::encoded(text, encoding);
        Findings findings;
        const auto document = Document::read("f.json", bytes, Limits{}, findings);
        REQUIRE(document != nullptr);
        for (std::size_t from = 0; from < 4; ++from) {
            std::vector<Edit> edits;
            for (std::size_t i = from; i < 4; ++i)
                edits.push_back(removed(*document, nth(document->root(), i)));
            const Edited edited = fixed(*document, bytes, std::move(edits));
            const std::string left = text::decoded(edited.bytes, encoding);
            INFO(left);
            REQUIRE(edited.made == 1);
            const Json parsed = Json::parse(left, nullptr, false, true);
            CHECK(parsed.size() == from);
            CHECK(parsed.is_array());
        }
    }
}

TEST_CASE("a replaced value is quoted and escaped, and nothing else changes", "[edit]") {
    const std::string text = "{ \"a\" :1, // one\n \"b\": \"x\"}";
    Findings findings;
    const auto document = Document::read("f.json", text, Limits{}, findings);
    REQUIRE(document != nullptr);
    const json::Value root = document->root();
    CHECK(fixed(*document, text, {replaced(*document, root["b"], "say \"é\"\n")}).bytes ==
          "{ \"a\" :1, // one\n \"b\": \"say \\\"é\\\"\\n\"}");
    CHECK(fixed(*document, text, {replaced(*document, find(root, "a"), "name")}).bytes ==
          "{ \"name\" :1, // one\n \"b\": \"x\"}");
    CHECK(fixed(*document, text, {replaced_by_json(*document, root["a"], "[2]")}).bytes ==
          "{ \"a\" :[2], // one\n \"b\": \"x\"}");
}

TEST_CASE("cells are quoted when they need it or were", "[edit]") {
    const std::string bytes = "a;b;c\né;\"2; 2\";3|4\n5\n";
    const auto [origin, text, expected] = GENERATE(table<Origin, std::string, std::string>({
        {{0, 0, 0, 6, 2}, "x", "a;b;c\nx;\"2; 2\";3|4\n5\n"},
        {{0, 0, 0, 6, 2}, "x;y", "a;b;c\n\"x;y\";\"2; 2\";3|4\n5\n"},
        {{0, 0, 0, 6, 2}, "5\"", "a;b;c\n\"5\"\"\";\"2; 2\";3|4\n5\n"},
        {{0, 0, 0, 6, 2}, " x", "a;b;c\n\" x\";\"2; 2\";3|4\n5\n"},
        {{0, 0, 0, 6, 2}, "x\ny", "a;b;c\n\"x\ny\";\"2; 2\";3|4\n5\n"},
        // A quoted cell stays one.
        {{0, 0, 1, 9, 6}, "x", "a;b;c\né;\"x\";3|4\n5\n"},
        // A piece of a cell.
        {{0, 0, 1, 13, 1}, "a\"b", "a;b;c\né;\"2; a\"\"b\";3|4\n5\n"},
        {{0, 0, 2, 18, 1}, "x", "a;b;c\né;\"2; 2\";3|x\n5\n"},
        {{0, 0, 2, 18, 1}, "x;y", "a;b;c\né;\"2; 2\";\"3|x;y\"\n5\n"},
        // A cell that a short row does not have.
        {{0, 1, 2, 21, 0}, "x", "a;b;c\né;\"2; 2\";3|4\n5;;x\n"},
    }));
    Findings findings;
    for (const text::Encoding encoding : {text::Encoding::utf8, text::Encoding::utf16_little}) {
        const std::string file = *text::encoded(bytes, encoding);
        const auto document =
            Document::of_table(Table::read("t.csv", file, Limits{}, findings), R"([0])", {origin});
        REQUIRE(document != nullptr);
        const Edit edit = replaced(*document, document->root(), text);
        CHECK(edit.place.pointer.empty());
        const Edited edited = apply_fixes("t.csv", file, {with_fix({edit})});
        INFO(text);
        CHECK(text::decoded(edited.bytes, encoding) == expected);
    }
}

TEST_CASE("a row goes with its line end", "[edit]") {
    const auto [bytes, row, expected] = GENERATE(table<std::string, std::uint32_t, std::string>({
        {"a,b\r\n1,2\r\n3,4\r\n", 0, "a,b\r\n3,4\r\n"},
        {"a,b\r\n1,2\r\n3,4\r\n", 1, "a,b\r\n1,2\r\n"},
        {"a,b\n1,2\n3,\"4\n5\"", 1, "a,b\n1,2\n"},
        {"a,b\n\n1,2,x\n3,4", 0, "a,b\n\n3,4"},
    }));
    Findings findings;
    const auto document =
        Document::of_table(Table::read("t.csv", bytes, Limits{}, findings), "[[1], 2]",
                           {{1, row, Origin::whole_row, 0, 0}, {2, row, 0, 0, 0}});
    REQUIRE(document != nullptr);
    const Edit edit = removed(*document, nth(document->root(), 0));
    CHECK(apply_fixes("t.csv", bytes, {with_fix({edit})}).bytes == expected);
}

TEST_CASE("values of a table have its places", "[edit]") {
    Findings findings;
    const auto table =
        Table::read("t.csv", "Trade,Job Type\nhvac,\"AC; Heat\"\n", Limits{}, findings);
    const auto document =
        Document::of_table(table, R"([{"trade": "hvac", "jobTypes": ["AC", "Heat"]}])",
                           {{1, 0, Origin::whole_row, 15, 15},
                            {11, 0, 0, 15, 4},
                            {32, 0, 1, 21, 2},
                            {38, 0, 1, 25, 4}});
    REQUIRE(document != nullptr);
    CHECK(document->table() == table.get());
    const json::Value row = nth(document->root(), 0);
    const auto place = [&](json::Value value) { return document->place(value); };
    CHECK(document->origin(document->root()) == nullptr);
    CHECK(document->origin(row)->column == Origin::whole_row);
    CHECK(place(row).bytes == 15);
    CHECK(place(row).row == 2);
    CHECK(place(row).heading.empty());
    CHECK(place(row["trade"]).heading == "Trade");
    CHECK(place(nth(row["jobTypes"], 1)).byte == 25);
    CHECK(place(nth(row["jobTypes"], 1)).column == 11);
    CHECK(place(nth(row["jobTypes"], 1)).heading == "Job Type");
    CHECK(place(nth(row["jobTypes"], 1)).pointer.empty());
    CHECK(place(nth(row["jobTypes"], 1)).excerpt == "hvac,\"AC; Heat\"");
    // A value without an origin of its own has that of the one before.
    CHECK(place(row["jobTypes"]) == place(row["trade"]));
}

TEST_CASE("fixes are made whole, the first in the file before others", "[edit]") {
    const std::string bytes = "0123456789";
    const auto edit = [](std::size_t from, std::size_t to, std::string text) {
        Place place;
        place.file = "f";
        place.byte = from;
        place.bytes = to - from;
        return Edit{std::move(place), std::move(text)};
    };
    const auto apply = [&](std::vector<Finding> findings, bool unsafe_too = false) {
        const Edited edited = apply_fixes("f", bytes, findings, unsafe_too);
        return edited.bytes + "/" + std::to_string(edited.made);
    };
    CHECK(apply({}) == "0123456789/0");
    CHECK(apply({with_fix({edit(2, 4, "x")}), with_fix({edit(0, 1, "")})}) == "1x456789/2");
    CHECK(apply({with_fix({edit(2, 4, "x")}), with_fix({edit(3, 5, "y")})}) == "01x456789/1");
    CHECK(apply({with_fix({edit(3, 5, "y"), edit(0, 1, "a")}), with_fix({edit(2, 4, "x")})}) ==
          "a12y56789/1");
    CHECK(apply({with_fix({edit(2, 4, "x")}), with_fix({edit(4, 5, "y")})}) == "01xy56789/2");
    CHECK(apply({with_fix({edit(2, 2, "x")}), with_fix({edit(2, 2, "y")})}) == "01x23456789/1");
    CHECK(apply({with_fix({edit(2, 4, "x")}, false)}) == "0123456789/0");
    CHECK(apply({with_fix({edit(2, 4, "x")}, false)}, true) == "01x456789/1");
    CHECK(apply({with_fix({edit(9, 11, "x")}), with_fix({})}) == "0123456789/0");
    CHECK(apply_fixes("other", bytes, {with_fix({edit(2, 4, "x")})}).made == 0);
}

TEST_CASE("a fix that the file's encoding lacks is left out", "[edit]") {
    const std::string bytes = "[\"\xE9\", \"b\"]";
    Findings findings;
    const auto document = Document::read("f.json", bytes, Limits{}, findings);
    REQUIRE(document != nullptr);
    const json::Value last = nth(document->root(), 1);
    CHECK(fixed(*document, bytes, {replaced(*document, last, "日")}).made == 0);
    CHECK(fixed(*document, bytes, {replaced(*document, last, "日")}).bytes == bytes);
    CHECK(fixed(*document, bytes, {replaced(*document, last, "€")}).bytes ==
          "[\"\xE9\", \"\x80\"]");
}

TEST_CASE("safe fixes of a document mend it", "[edit]") {
    const auto [bytes, expected] = GENERATE(table<std::string, std::string>({
        {"[1,]", "[1]"},
        {"[1, // one\n  {\"a\":[2,],},\n]", "[1, // one\n  {\"a\":[2]}\n]"},
        {"{\"a\":1,\"a\":1}", "{\"a\":1}"},
        {"{\"a\":1,\"\\u0061\":1,}", "{\"\\u0061\":1}"},
        {"{\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 1\n}", "{\n  \"b\": 2,\n  \"a\": 1\n}"},
        {"{\"a\":1,\"a\":1,\"a\":1}", "{\"a\":1}"},
        // Nobody knows which of two that differ was meant.
        {"{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"},
        {"{\"a\":1,\"a\":\"1\"}", "{\"a\":1,\"a\":\"1\"}"},
        {"[1,,]", "[1,,]"},
    }));
    CHECK(mended(bytes) == expected);
    const std::string wide = "\xFF\xFE" + *text::encoded(bytes, text::Encoding::utf16_little);
    CHECK(mended(wide) == "\xFF\xFE" + *text::encoded(expected, text::Encoding::utf16_little));
}

TEST_CASE("mutated documents: fixes mend what they say and touch nothing else", "[edit]") {
    const std::string seeds[] = {
        testing::small_setup().dump(1), testing::small_job_types().dump(),
        "{\n  \"a\": [1, 2,], // c\n  \"a\": [1, 2,],\n  \"b\": {\"c\": 1, \"c\": 1,},\n}",
        "[{\"a\":1,\"a\":1},/* , */ {\"a\":1,\"b\":2,},]"};
    Random random(35);
    std::size_t made = 0;
    for (int round = 0; round < 10'000; ++round) {
        const std::string text = testing::mutated(seeds[random.below(std::size(seeds))], random);
        Findings before;
        const auto document = Document::read("f.json", text, Limits{}, before);
        for (const Finding& finding : before.list()) {
            if (finding.place) REQUIRE(finding.place->byte + finding.place->bytes <= text.size());
        }
        const Edited edited = apply_fixes("f.json", text, before.list());
        REQUIRE(edited.bytes.size() <= text.size());
        if (edited.made == 0) REQUIRE(edited.bytes == text);
        made += edited.made;
        if (!document || edited.made == 0) continue;
        INFO(text);
        INFO(edited.bytes);
        Findings after;
        REQUIRE(Document::read("f.json", edited.bytes, Limits{}, after) != nullptr);
        REQUIRE(after.count(Level::error) + edited.made <= before.count(Level::error));
        REQUIRE(testing::count(after, Rule::trailing_comma) <=
                testing::count(before, Rule::trailing_comma));
    }
    CHECK(made > 2'000);
}
