#include "leadloom/document/fields.hpp"

#include "support.hpp"

using namespace leadloom;

namespace {

constexpr Field fields[] = {{"id", Type::id, Need::required},
                            {"name", Type::text},
                            {"active", Type::boolean},
                            {"rows", Type::array},
                            {"part", Type::object},
                            {"at", Type::time},
                            {"what", Type::any}};

struct Took {
    bool ok = false;
    std::vector<std::string> rules;
    std::string pointer;
    std::string hint;
};

Took take(std::string text, Others others = Others::refused) {
    const auto document = testing::document(std::move(text));
    Findings findings;
    const Reading reading{*document, findings};
    const Taken taken(reading, document->root(), fields, others);
    Took took{taken.ok, {}, {}, {}};
    for (const Finding& finding : findings.list()) took.rules.push_back(label(finding.rule));
    if (!findings.list().empty()) {
        took.pointer = findings.list()[0].place->pointer;
        took.hint = findings.list()[0].hint;
    }
    // A finding and a refusal always go together.
    CHECK(took.ok == findings.list().empty());
    return took;
}

}  // namespace

TEST_CASE("a table of fields takes what fits and says what does not", "[document]") {
    const auto [text, rules,
                pointer] = GENERATE(table<std::string, std::vector<std::string>, std::string>({
        {R"({"id":1})", {}, ""},
        {R"({"id":"9007199254740993"})", {}, ""},
        {R"({"id":9223372036854775807})", {}, ""},
        {R"({"id":1,"name":"","active":false,"rows":[],"part":{},"at":"2026-01-01T00:00:00Z","what":1.5})",
         {},
         ""},
        {R"({"id":1,"name":null,"active":null,"rows":null,"part":null,"at":null,"what":null})",
         {},
         ""},
        {R"({"id":1,"$schema":"x"})", {}, ""},
        {R"({})", {"LL0009"}, ""},
        {R"([])", {"LL0008"}, ""},
        {R"("id")", {"LL0008"}, ""},
        {R"(null)", {"LL0008"}, ""},
        {R"({"id":null})", {"LL0008"}, "/id"},
        {R"({"id":true})", {"LL0008"}, "/id"},
        {R"({"id":0})", {"LL0010"}, "/id"},
        {R"({"id":-1})", {"LL0010"}, "/id"},
        {R"({"id":"abc"})", {"LL0010"}, "/id"},
        {R"({"id":""})", {"LL0010"}, "/id"},
        {R"({"id":1.5})", {"LL0010"}, "/id"},
        {R"({"id":1e3})", {"LL0010"}, "/id"},
        {R"({"id":9223372036854775808})", {"LL0010"}, "/id"},
        {R"({"id":"99999999999999999999"})", {"LL0010"}, "/id"},
        {R"({"id":1,"name":2})", {"LL0008"}, "/name"},
        {R"({"id":1,"active":"true"})", {"LL0008"}, "/active"},
        {R"({"id":1,"rows":{}})", {"LL0008"}, "/rows"},
        {R"({"id":1,"part":[]})", {"LL0008"}, "/part"},
        {R"({"id":1,"at":5})", {"LL0008"}, "/at"},
        {R"({"id":1,"at":"2026-01-01T00:00:00"})", {"LL0013"}, "/at"},
        {R"({"id":1,"at":"yesterday"})", {"LL0013"}, "/at"},
        {R"({"id":1,"nmae":"x"})", {"LL0007"}, "/nmae"},
        {R"({"id":1,"ID":2})", {"LL0007"}, "/ID"},
        {R"({"nmae":"x"})", {"LL0007", "LL0009"}, "/nmae"},
        {R"({"i\u0064":1})", {}, ""},
    }));
    INFO(text);
    const Took took = take(text);
    CHECK(took.rules == rules);
    CHECK(took.pointer == pointer);
}

TEST_CASE("other people's documents may have more fields", "[document]") {
    CHECK(take(R"({"id":1,"nmae":"x","createdOn":1})", Others::allowed).ok);
    CHECK_FALSE(take(R"({"nmae":"x"})", Others::allowed).ok);
}

TEST_CASE("a misspelt field is told its name", "[document]") {
    CHECK(take(R"({"id":1,"nmae":"x"})").hint == "Did you mean “name”?");
    CHECK(take(R"({"id":1,"Active":true})").hint == "Did you mean “active”?");
    CHECK(take(R"({"id":1,"colour":true})").hint == row_of(Rule::unknown_field).hint);
}

TEST_CASE("taken values stand by row, absent ones stay absent", "[document]") {
    const auto document = testing::document(R"({"name":"n","id":5,"rows":null,"name":"last"})");
    Findings findings;
    const Taken taken(Reading{*document, findings}, document->root(), fields);
    CHECK(taken.ok);
    CHECK(taken[0].integer() == 5);
    CHECK(taken[1].text() == "last");
    CHECK_FALSE(taken[2]);
    CHECK_FALSE(taken[3]);
}
