#include "leadloom/document/write.hpp"

#include <algorithm>

#include "leadloom/text/utf8.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

/// A random document of our kind: objects with ASCII keys, integers, texts, words.
Json random_json(Random& random, int depth) {
    switch (depth == 0 ? 2 + random.below(4) : random.below(6)) {
        case 0: {
            Json object = Json::object();
            for (std::size_t i = random.below(6); i > 0; --i)
                object["k" + std::to_string(random.below(40))] = random_json(random, depth - 1);
            return object;
        }
        case 1: {
            Json array = Json::array();
            for (std::size_t i = random.below(6); i > 0; --i)
                array.push_back(random_json(random, depth - 1));
            return array;
        }
        case 2: return static_cast<std::int64_t>(random.next() >> 11U);
        case 3: return random.below(2) == 0;
        case 4: return nullptr;
        default: {
            constexpr std::string_view words[] = {"",          "AC Repair", "é日🔥",
                                                  "\"\\/\b\n", "a\x1Fz",    "</script>"};
            return words[random.below(std::size(words))];
        }
    }
}

/// The same document with the members of every object in another order.
Json shuffled(const Json& json, Random& random) {
    if (json.is_array()) {
        Json array = Json::array();
        for (const Json& child : json) array.push_back(shuffled(child, random));
        return array;
    }
    if (!json.is_object()) return json;
    std::vector<std::pair<std::string, Json>> members;
    for (const auto& [key, child] : json.items())
        members.emplace_back(key, shuffled(child, random));
    for (std::size_t i = members.size(); i > 1; --i)
        std::swap(members[i - 1], members[random.below(i)]);
    Json object = Json::object();
    for (const auto& [key, child] : members) object[key] = child;
    return object;
}

}  // namespace

TEST_CASE("every way of writing is read back the same", "[document]") {
    Random random(7);
    for (int round = 0; round < 500; ++round) {
        const Json json = random_json(random, 4);
        const std::string diffable = pretty(json);
        REQUIRE(Json::parse(compact(json), nullptr, false) == json);
        REQUIRE(Json::parse(diffable, nullptr, false) == json);
        REQUIRE(diffable.ends_with('\n'));
        REQUIRE(pretty(Json::parse(diffable, nullptr, false)) == diffable);
        REQUIRE(Json::accept(canonical(json)));
    }
}

TEST_CASE("the canonical form does not depend on the order of keys", "[document]") {
    Random random(8);
    for (int round = 0; round < 500; ++round) {
        const Json json = random_json(random, 4);
        const std::string form = canonical(json);
        REQUIRE(canonical(shuffled(json, random)) == form);
        REQUIRE(canonical(Json::parse(form, nullptr, false)) == form);
    }
}

TEST_CASE("the canonical form is that of RFC 8785", "[document]") {
    const Json json = testing::parsed(
        R"({"b": [1, {"z": null, "Z": true}], "a": "\u0008\u001f\u007f\u20ac\/\"", "": -5})");
    CHECK(canonical(json) ==
          "{\"\":-5,\"a\":\"\\b\\u001f\x7F€/\\\"\",\"b\":[1,{\"Z\":true,\"z\":null}]}");
}

TEST_CASE("pretty keeps on one line what fits into 100 columns", "[document]") {
    CHECK(pretty(Json::object()) == "{}\n");
    CHECK(pretty(Json::array()) == "[]\n");
    CHECK(pretty(testing::parsed(R"({"a":1,"b":[1,2]})")) ==
          "{\n  \"a\": 1,\n  \"b\": [1, 2]\n}\n");
    CHECK(pretty(testing::parsed(R"({"a":{"b":"c"}})")) == "{\n  \"a\": { \"b\": \"c\" }\n}\n");
    // `["…"]` at column 0: four characters around the text.
    const auto line = [](std::size_t length) { return Json::array({std::string(length, 'x')}); };
    CHECK(std::ranges::count(pretty(line(96)), '\n') == 1);
    CHECK(std::ranges::count(pretty(line(97)), '\n') == 3);
    // Columns, not bytes.
    std::string flames;
    for (int i = 0; i < 48; ++i) flames += "🔥";
    CHECK(std::ranges::count(pretty(Json::array({flames})), '\n') == 1);
}

TEST_CASE("bytes that are not UTF-8 are replaced", "[document]") {
    Json json = Json::object();
    put_text(json, "a", "x\xFFy\xED\xA0\x80");
    const std::string line = compact(json);
    CHECK(Json::accept(line));
    CHECK(text::first_invalid_utf8(line) == std::string::npos);
    CHECK(line.contains("\uFFFD"));
}

TEST_CASE("put keeps the order in which members were added", "[document]") {
    Json json = Json::object();
    put_text(json, "z", "1");
    put_number(json, "a", INT64_MIN);
    put_count(json, "m", 7);
    put_bool(json, "b", true);
    put(json, "n", nullptr);
    Json list = Json::array();
    add(list, 1);
    put(json, "l", std::move(list));
    CHECK(compact(json) == R"({"z":"1","a":-9223372036854775808,"m":7,"b":true,"n":null,"l":[1]})");
}

TEST_CASE("as_json keeps integers exact and turns other numbers into text", "[document]") {
    const auto document = testing::document(
        R"({"i":9007199254740993,"n":-9223372036854775808,"f":1.50,"o":18446744073709551615,)"
        R"("s":"\u00e9","t":true,"x":null,"l":[[],{}]})");
    CHECK(compact(as_json(document->root())) ==
          R"({"i":9007199254740993,"n":-9223372036854775808,"f":"1.50","o":"18446744073709551615",)"
          R"("s":"é","t":true,"x":null,"l":[[],{}]})");
    CHECK(as_json(json::Value()).is_null());
}

TEST_CASE("keys stand in the order of UTF-16 units in the canonical form", "[document]") {
    // RFC 8785, 3.2.3: beyond U+FFFF comes before U+FB33.
    CHECK(canonical(testing::parsed(R"({"\ufb33":2,"\ud83d\ude02":3,"\u20ac":1})")) ==
          "{\"\xE2\x82\xAC\":1,\"\xF0\x9F\x98\x82\":3,\"\xEF\xAC\xB3\":2}");
}
