#include "leadloom/document/json_line.hpp"

#include "catch.hpp"

using namespace leadloom;

TEST_CASE("JsonLine puts commas where they belong", "[document]") {
    JsonLine line;
    line.object([&] {
        line.member("id", "7");
        line.key("none");
        line.array([] {});
        line.key("several");
        line.array([&] {
            line.value("{");
            line.object([] {});
            line.null();
            line.value(true);
            line.value(-3);
        });
        line.member("last", std::string());
    });
    CHECK(line.take() == R"({"id":"7","none":[],"several":["{",{},null,true,-3],"last":""})");
}

TEST_CASE("JsonLine escapes as compact() does", "[document]") {
    for (const std::string_view text :
         {"\"\\/", "\b\t\n\f\r\x01\x1f", "Zoë 日本 🏠", "cut \xE2\x82", "\xFF", "plain", ""}) {
        JsonLine line;
        line.value(text);
        CHECK(line.take() == compact(Json(text)));
    }
}

TEST_CASE("JsonLine writes decimals", "[document]") {
    const auto decimal = [](std::int64_t number, unsigned digits) {
        JsonLine line;
        line.decimal(number, digits);
        return line.take();
    };
    CHECK(decimal(0, 1) == "0.0");
    CHECK(decimal(-4, 1) == "-0.4");
    CHECK(decimal(123, 1) == "12.3");
    CHECK(decimal(7, 3) == "0.007");
    CHECK(decimal(1000, 3) == "1.000");
}
