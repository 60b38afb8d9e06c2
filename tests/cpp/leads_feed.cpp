#include "leadloom/leads/feed.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::parsed;

namespace {

struct Fed {
    Feed feed;
    Findings findings;
    std::size_t records = 0;

    explicit Fed(std::string text, const Limits& limits = {}) {
        records = feed.add("f.ndjson", std::move(text), limits, findings);
    }
};

std::string alert(const std::string& id, const std::string& more = "") {
    return R"({"source":"smartac.com","id":")" + id +
           R"(","type":"Water Detected","severity":"Urgent")" + more + "}";
}

std::string event(const std::string& id) {
    return R"({"specversion":"1.0","source":"smartac.com","id":")" + id +
           R"(","type":"com.smartac.alert","time":"2026-11-20T14:03:11Z","data":{"id":"inner","source":"inner",)"
           R"("type":"Water Detected","severity":"Urgent","member":{"name":"Ana"}}})";
}

}  // namespace

TEST_CASE("every shape of a feed holds the same alerts", "[leads]") {
    const std::string a = alert("a");
    const std::string b = alert("b");
    const std::string pretty_array = parsed("[" + a + "," + b + "]").dump(2);
    const auto text = GENERATE_COPY(
        a + "\n" + b + "\n", a + "\n" + b, a + "\r\n" + b + "\r\n", "\n\n" + a + "\n \t\n" + b,
        "[" + a + "," + b + "]", "[" + a + ",\n" + b + "]\n", " \r\n" + pretty_array,
        "\xEF\xBB\xBF" + a + "\n" + b, "\xEF\xBB\xBF[" + a + "," + b + "]",
        event("a") + "\n" + event("b"), "[" + event("a") + "," + event("b") + "]");
    INFO(text);
    const Fed fed(text);
    CHECK(fed.records == 2);
    REQUIRE(fed.feed.alerts().size() == 2);
    CHECK(fed.feed.set_aside().empty());
    CHECK(fed.findings.list().empty());
    CHECK(fed.feed.alerts()[0].id == "a");
    CHECK(fed.feed.alerts()[1].id == "b");
    CHECK(fed.feed.word(fed.feed.alerts()[0].source) == "smartac.com");
    CHECK(fed.feed.word(fed.feed.alerts()[0].type) == "Water Detected");
    for (const Alert& held : fed.feed.alerts()) {
        const Place place = fed.feed.place(held);
        CHECK(place.line == held.line);
        CHECK(text.substr(place.byte, place.bytes) == held.text);
        CHECK(std::pair(place.line, place.column) == testing::line_and_column(text, place.byte));
    }
}

TEST_CASE("a single object is one alert, on one line or many", "[leads]") {
    const auto text = GENERATE(alert("a"), parsed(alert("a")).dump(2), event("a"),
                               "\n" + parsed(event("a")).dump(1) + "\n\n");
    const Fed fed(text);
    CHECK(fed.records == 1);
    REQUIRE(fed.feed.alerts().size() == 1);
    CHECK(fed.feed.alerts()[0].id == "a");
    CHECK(fed.feed.set_aside().empty());
}

TEST_CASE("in an envelope source and id are the envelope's, the rest is the data's", "[leads]") {
    const Fed fed(event("e"));
    const Alert& read = fed.feed.alerts().at(0);
    CHECK(read.id == "e");
    CHECK(fed.feed.word(read.type) == "Water Detected");
    CHECK(read.name == "Ana");
    CHECK(time::format(read.submitted) == "2026-11-20T14:03:11Z");
    CHECK(fed.feed.find("smartac.com", "e") == &read);
    CHECK(fed.feed.find("inner", "inner") == nullptr);
}

TEST_CASE("a bad line is set aside with its number, the rest goes on", "[leads]") {
    const auto [line, rule] = GENERATE(table<std::string, Rule>({
        {"{", Rule::syntax},
        {"x", Rule::syntax},
        {R"({"source":"s","id":"1","type":"t",})", Rule::syntax},
        {alert("q") + alert("r"), Rule::syntax},
        {"\"\xC0\x80\"", Rule::encoding},
        {std::string(65, '[') + std::string(65, ']'), Rule::too_deep},
        {"5", Rule::not_an_alert},
        {"null", Rule::not_an_alert},
        {"[]", Rule::not_an_alert},
        {"\"text\"", Rule::not_an_alert},
        {"{}", Rule::alert_incomplete},
        {R"({"id":"1","type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","id":"1"})", Rule::alert_incomplete},
        {R"({"source":"","id":"1","type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","id":"","type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","id":null,"type":"t"})", Rule::alert_incomplete},
        {R"({"source":5,"id":"1","type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","id":{},"type":"t"})", Rule::alert_incomplete},
        {R"({"source":"s","id":"1","type":7})", Rule::alert_incomplete},
        {R"({"specversion":"1.0","source":"s","id":"1","type":"t"})", Rule::alert_incomplete},
        {R"({"specversion":"1.0","source":"s","id":"1","data":5})", Rule::alert_incomplete},
    }));
    const std::string text = alert("a") + "\r\n\n" + line + "\r\n" + alert("b") + "\n";
    INFO(line);
    const Fed fed(text);
    CHECK(fed.records == 3);
    CHECK(fed.feed.alerts().size() == 2);
    CHECK(fed.findings.list().empty());
    REQUIRE(fed.feed.set_aside().size() == 1);
    const SetAside& aside = fed.feed.set_aside()[0];
    CHECK(aside.rule == rule);
    CHECK(aside.place.line == 3);
    CHECK(aside.place.file == "f.ndjson");
    CHECK_FALSE(aside.message.empty());
    CHECK_FALSE(aside.hint.empty());
    CHECK(aside.place.byte + aside.place.bytes <= text.size());
    CHECK(aside.place.column >= 1);
}

TEST_CASE("a bad element of an array is set aside by its line", "[leads]") {
    const std::string text = "[\n" + alert("a") + ",\n5,\n{},\n" + alert("b") + "]";
    const Fed fed(text);
    CHECK(fed.records == 4);
    CHECK(fed.feed.alerts().size() == 2);
    REQUIRE(fed.feed.set_aside().size() == 2);
    CHECK(fed.feed.set_aside()[0].rule == Rule::not_an_alert);
    CHECK(fed.feed.set_aside()[0].place.line == 3);
    CHECK(fed.feed.set_aside()[1].rule == Rule::alert_incomplete);
    CHECK(fed.feed.set_aside()[1].place.line == 4);
}

TEST_CASE("an alert counts once for its source and id", "[leads]") {
    Fed fed(alert("a") + "\n" + alert("b") + "\n" + alert("a", R"(,"details":"again")"));
    CHECK(fed.feed.alerts().size() == 3);
    CHECK_FALSE(fed.feed.alerts()[0].duplicate);
    CHECK_FALSE(fed.feed.alerts()[1].duplicate);
    CHECK(fed.feed.alerts()[2].duplicate);
    // In a later document as well, as text or number, escaped or not.
    fed.feed.add("g",
                 alert("b") + "\n" + alert("\\u0061") + "\n" +
                     R"({"source":"other","id":"a","type":"t"})" + "\n" +
                     R"({"source":"other","id":5,"type":"t"})" + "\n" +
                     R"({"source":"other","id":"5","type":"t"})",
                 Limits{}, fed.findings);
    REQUIRE(fed.feed.alerts().size() == 8);
    CHECK(fed.feed.alerts()[3].duplicate);
    CHECK(fed.feed.alerts()[4].duplicate);
    CHECK_FALSE(fed.feed.alerts()[5].duplicate);
    CHECK_FALSE(fed.feed.alerts()[6].duplicate);
    CHECK(fed.feed.alerts()[7].duplicate);
    CHECK(fed.feed.find("smartac.com", "a") == &fed.feed.alerts()[0]);
    CHECK(fed.feed.find("other", "5") == &fed.feed.alerts()[6]);
    CHECK(fed.feed.find("other", "6") == nullptr);
    CHECK(fed.feed.find("", "") == nullptr);
}

TEST_CASE("many alerts are all found again", "[leads]") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += alert("id-" + std::to_string(i % 2000)) + "\n";
    const Fed fed(text);
    REQUIRE(fed.feed.alerts().size() == 3000);
    for (std::size_t i = 0; i < 3000; ++i) {
        const Alert& read = fed.feed.alerts()[i];
        REQUIRE(read.duplicate == (i >= 2000));
        REQUIRE(read.line == i + 1);
        REQUIRE(fed.feed.find("smartac.com", read.id) == &fed.feed.alerts()[i % 2000]);
        REQUIRE(fed.feed.find_lead(fed.feed.lead_id(read)) == &fed.feed.alerts()[i % 2000]);
    }
    CHECK(fed.feed.find_lead("smartac.com") == nullptr);
    CHECK(fed.feed.find_lead("smartac.com/") == nullptr);
    CHECK(fed.feed.find_lead("") == nullptr);
}

TEST_CASE("sources and ids with slashes make different leads", "[leads]") {
    const Fed fed(R"([{"source":"a/b","id":"c","type":"t"},{"source":"a","id":"b/c","type":"t"},)"
                  R"({"source":"50%2F","id":"c","type":"t"}])");
    const auto& alerts = fed.feed.alerts();
    CHECK(fed.feed.lead_id(alerts[0]) == "a%2Fb/c");
    CHECK(fed.feed.lead_id(alerts[1]) == "a/b/c");
    for (const Alert& alert : alerts) {
        CHECK(fed.feed.find_lead(fed.feed.lead_id(alert)) == &alert);
    }
}

TEST_CASE("what an alert says of itself is kept at hand", "[leads]") {
    const Fed fed(
        R"({"source":"s","id":"1","type":"t","severity":"High","account":"acct","profile":"p",)"
        R"("test":true,"state":"cleared","submittedOn":"2026-11-20T08:03:11-06:00",)"
        R"("member":{"name":"Ren\u00e9","address":{"city":"Kyle"}}})"
        "\n"
        R"({"source":"s","id":"2","type":"t","severity":5,"account":null,"test":"true",)"
        R"("state":"active","submittedOn":"soon","member":{"name":5,"address":"Kyle"}})");
    REQUIRE(fed.feed.alerts().size() == 2);
    const Alert& full = fed.feed.alerts()[0];
    CHECK(fed.feed.word(full.severity) == "High");
    CHECK(fed.feed.word(full.account) == "acct");
    CHECK(fed.feed.word(full.profile) == "p");
    CHECK(full.test);
    CHECK(full.cleared);
    CHECK(full.name == "René");
    CHECK(full.city == "Kyle");
    CHECK(time::format(full.submitted) == "2026-11-20T14:03:11Z");
    const Alert& odd = fed.feed.alerts()[1];
    // A number is said as it was sent.
    CHECK(fed.feed.word(odd.severity) == "5");
    CHECK(odd.account == 0);
    CHECK_FALSE(odd.test);
    CHECK_FALSE(odd.cleared);
    CHECK(odd.name.empty());
    CHECK(odd.city.empty());
    CHECK(odd.submitted == Alert::no_time);
}

TEST_CASE("a feed over the limits is refused whole", "[leads]") {
    const std::string text = alert("a") + "\n" + alert("b");
    CHECK(Fed(text, {.bytes = text.size()}).records == 2);
    const Fed refused(text, {.bytes = text.size() - 1});
    CHECK(refused.records == 0);
    CHECK(refused.feed.alerts().empty());
    CHECK(testing::count(refused.findings, Rule::too_large) == 1);
    // Depth concerns one record only.
    const Fed deep(alert("a", R"(,"details":[[1]])") + "\n" + alert("b"), {.depth = 2});
    CHECK(deep.feed.alerts().size() == 1);
    CHECK(deep.feed.set_aside().at(0).rule == Rule::too_deep);
    CHECK(Fed(alert("a", R"(,"details":[[1]])"), {.depth = 3}).feed.alerts().size() == 1);
}

TEST_CASE("nothing comes of nothing", "[leads]") {
    const auto text =
        GENERATE(as<std::string>{}, "", "\n", " \r\n\t\n", "\xEF\xBB\xBF", "[]", " [ ] ");
    const Fed fed(text);
    CHECK(fed.records == 0);
    CHECK(fed.feed.alerts().empty());
    CHECK(fed.feed.set_aside().empty());
}

TEST_CASE("words are symbols, the empty one is zero", "[leads]") {
    Symbols symbols;
    CHECK(symbols.of("") == 0);
    const auto one = symbols.of("one");
    CHECK(one == 1);
    CHECK(symbols.of("two") == 2);
    CHECK(symbols.of("one") == one);
    CHECK(symbols.known("two") == 2);
    CHECK_FALSE(symbols.known("three").has_value());
    CHECK(symbols.word(one) == "one");
    CHECK(symbols.word(0).empty());
}

TEST_CASE("the feeds of the documentation are read", "[leads]") {
    const std::string page = testing::file("docs/file-formats.md");
    constexpr std::string_view mark = "<!-- feed: ";
    std::size_t feeds = 0;
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at)) {
        at += mark.size();
        const auto records = static_cast<std::size_t>(page[at] - '0');
        const std::size_t from = page.find('\n', page.find("```", at)) + 1;
        const std::string text = page.substr(from, page.find("```", from) - from);
        INFO(text);
        Workspace workspace;
        Findings findings;
        const Loaded loaded = workspace.load("f", text, DocumentKind::unknown, findings);
        CHECK(loaded.kind == DocumentKind::feed);
        CHECK(loaded.records == records);
        CHECK(workspace.feed().alerts().size() == records);
        CHECK(findings.list().empty());
        ++feeds;
    }
    CHECK(feeds == 3);
}
