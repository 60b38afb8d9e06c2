#include "leadloom/model/condition.hpp"

#include <algorithm>

#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

struct Read {
    std::shared_ptr<const Document> document;
    Findings findings;
    std::optional<Condition> condition;

    explicit Read(std::string text) : document(testing::document(std::move(text))) {
        condition = read_condition({*document, findings}, document->root());
    }
};

Condition condition_of(std::string text) {
    INFO(text);
    const Read read(std::move(text));
    REQUIRE(read.findings.list().empty());
    REQUIRE(read.condition.has_value());
    Condition condition = read.condition.value_or(Condition{});
    // Its document is gone.
    condition.at = {};
    return condition;
}

leadloom::time::Instant instant(std::string_view text) {
    return leadloom::time::parse(text)->instant;
}

}  // namespace

TEST_CASE("conditions are said in words", "[condition]") {
    const auto [json, words] = GENERATE(table<std::string, std::string>({
        {R"({"severity": "critical"})", "severity critical"},
        {R"({"severity": ["Critical", " URGENT "]})", "severity critical or urgent"},
        {R"({"account": 17, "profile": ["P-2", " P-3 ", 4]})", "account 17, profile P-2, P-3 or 4"},
        {R"({"zip": "78701"})", "ZIP 78701"},
        {R"({"zip": 78701})", "ZIP 78701"},
        {R"({"zip": "00501"})", "ZIP 00501"},
        {R"({"zip": "78701-1234"})", "ZIP 78701"},
        {R"({"zip": ["787*", "7*", "7870*"]})", "ZIP 787*, 7* or 7870*"},
        {R"({"zip": ["78700-78799", "78700 - 78798", "01000-01001"]})",
         "ZIP 787*, 78700-78798 or 01000-01001"},
        {R"({"zip": "00000-99999"})", "ZIP 00000-99999"},
        {R"({"zip": ["1*", "2*", "3*", "4*", "5*", "6*", "7*"]})",
         "ZIP 1*, 2*, 3*, 4*, 5* or 2 more"},
        {R"({"state": ["TX", "ok"]})", "state TX or OK"},
        {R"({"customerType": "residential"})", "customer type Residential"},
        {R"({"placement": " Air  Handler"})", "placement air handler"},
        {R"({"time": {"days": "Mon"}})", "time Mon"},
        {R"({"time": {"days": ["tuesday", "MON"], "from": "08:00", "to": "17:00"}})",
         "time Mon and Tue 08:00-17:00"},
        {R"({"time": {"from": "17:00", "to": "8:00"}})", "time every day 17:00-08:00"},
        {R"({"time": {"from": "17:00"}})", "time every day 17:00-24:00"},
        {R"({"time": {"to": "06:30"}})", "time every day 00:00-06:30"},
        {R"({"time": {"from": "00:00", "to": "24:00"}})", "time every day"},
        {R"({"time": {"days": "Sun", "from": "22:00", "to": "06:00"}})", "time Sun 22:00-06:00"},
        {R"({"time": [{"days": "Sat"}, {"days": "Fri", "from": "17:00"}]})",
         "time Sat or Fri 17:00-24:00"},
        {R"({"severity": "urgent", "zip": null, "state": "TX"})", "severity urgent, state TX"},
    }));
    CHECK(describe(condition_of(json)) == words);
}

TEST_CASE("what a condition does not say right is a finding at its place", "[condition]") {
    struct Case {
        std::string json;
        Rule rule;
        std::string at;
        std::string hint;
    };
    const Rule bad = Rule::condition_malformed;
    const auto one = GENERATE_COPY(values<Case>({
        {R"("critical")", bad, R"(critical)", R"(Write it like {"sever)"},
        {R"([{"zip": "78701"}])", bad, R"([{"zip": "78701"}])", "Write it like"},
        {"null", bad, "null", "Write it like"},
        {"{}", bad, "{}", "Write it like"},
        {R"({"zip": null})", bad, R"({"zip": null})", "Write it like"},
        {R"({"severty": "critical"})", Rule::unknown_field, "severty", "“severity”"},
        {R"({"zipcode": "78701"})", Rule::unknown_field, "zipcode", ""},
        {R"({"severity": "critcal"})", bad, "critcal", "“critical”"},
        {R"({"severity": "bad"})", bad, "bad", "critical, urgent or watching"},
        {R"({"severity": 1})", bad, "1", "critical, urgent or watching"},
        {R"({"severity": []})", bad, "[]", "critical, urgent or watching"},
        {R"({"account": ""})", bad, "", "A-1"},
        {R"({"account": true})", bad, "true", "A-1"},
        {R"({"profile": ["P-1", {"id": "P-2"}]})", bad, R"({"id": "P-2"})", "P-2"},
        {R"({"zip": "7870"})", bad, "7870", "787*"},
        {R"({"zip": 1001})", bad, "1001", "787*"},
        {R"({"zip": ["78701", "78701*"]})", bad, "78701*", "787*"},
        {R"({"zip": "*"})", bad, "*", "787*"},
        {R"({"zip": "787**"})", bad, "787**", "787*"},
        {R"({"zip": "78799-78700"})", bad, "78799-78700", "787*"},
        {R"({"zip": "78701-123"})", bad, "78701-123", "787*"},
        {R"({"zip": "78701-78702-78703"})", bad, "78701-78702-78703", "787*"},
        {R"({"zip": "78 701"})", bad, "78 701", "787*"},
        {R"({"zip": [["78701"]]})", bad, R"(["78701"])", "787*"},
        {R"({"zip": -7870})", bad, "-7870", "787*"},
        {R"({"zip": []})", bad, "[]", "787*"},
        {R"({"state": "Texas"})", bad, "Texas", "two letters"},
        {R"({"state": "T1"})", bad, "T1", "two letters"},
        {R"({"customerType": "Residental"})", bad, "Residental", "“Residential”"},
        {R"({"customerType": "x"})", bad, "x", "Residential or Commercial"},
        {R"({"placement": "  "})", bad, "  ", "air handler"},
        {R"({"time": "08:00"})", bad, "08:00", "days"},
        {R"({"time": {}})", bad, "{}", "days"},
        {R"({"time": []})", bad, "[]", "days"},
        {R"({"time": {"day": "Mon"}})", Rule::unknown_field, "day", "“days”"},
        {R"({"time": {"days": []}})", bad, "[]", "Mon to Sun"},
        {R"({"time": {"days": ["Mon", "Tuseday"]}})", bad, "Tuseday", "“Tuesday”"},
        {R"({"time": {"days": 1}})", bad, "1", "Mon to Sun"},
        {R"({"time": {"from": "24:00"}})", bad, "24:00", "08:00"},
        {R"({"time": {"to": "24:01"}})", bad, "24:01", "08:00"},
        {R"({"time": {"from": "8"}})", bad, "8", "08:00"},
        {R"({"time": {"from": "08:60"}})", bad, "08:60", "08:00"},
        {R"({"time": {"from": "8am"}})", bad, "8am", "08:00"},
        {R"({"time": {"from": 800}})", bad, "800", "08:00"},
    }));
    INFO(one.json);
    const Read read(one.json);
    CHECK_FALSE(read.condition.has_value());
    REQUIRE(read.findings.list().size() == 1);
    const Finding& finding = read.findings.list().front();
    CHECK(finding.rule == one.rule);
    CHECK(finding.hint.contains(one.hint));
    REQUIRE(finding.place.has_value());
    const std::string_view there =
        std::string_view(one.json).substr(finding.place->byte, finding.place->bytes);
    // A place may take in the quotes.
    CHECK((there == one.at || there == "\"" + one.at + "\""));
}

TEST_CASE("all mistakes of a condition are told at once", "[condition]") {
    const Read read(
        R"({"severity": ["x", "urgent", "y"], "zip": "1", "time": [{"from": "a", "to": "b"}, 1]})");
    CHECK_FALSE(read.condition.has_value());
    CHECK(testing::count(read.findings, Rule::condition_malformed) == 6);
}

TEST_CASE("a condition holds for those alerts that it asks for", "[condition]") {
    const auto chicago = leadloom::time::Zone::named("America/Chicago");
    Facts facts;
    facts.severity = Severity::critical;
    facts.account = "A-1";
    facts.profile = "P-2";
    facts.zip = "78701-1234";
    facts.state = "tx";
    facts.customer_type = "Residential";
    facts.placement = "Air Handler";
    // A Friday, 08:03 in Chicago.
    facts.at = instant("2026-11-20T14:03:11Z");
    const auto [json, expected] = GENERATE(table<std::string, bool>({
        {R"({"severity": "critical"})", true},
        {R"({"severity": ["urgent", "watching"]})", false},
        {R"({"account": ["A-0", "A-1"]})", true},
        {R"({"account": "a-1"})", false},
        {R"({"profile": "P-2"})", true},
        {R"({"profile": "P-3"})", false},
        {R"({"zip": "78701"})", true},
        {R"({"zip": "787*"})", true},
        {R"({"zip": "78701-78799"})", true},
        {R"({"zip": "78600-78701"})", true},
        {R"({"zip": ["78702-78799", "78600-78700", "786*"]})", false},
        {R"({"state": "TX"})", true},
        {R"({"state": ["OK", "AR"]})", false},
        {R"({"customerType": "residential"})", true},
        {R"({"customerType": "commercial"})", false},
        {R"({"placement": "AIR HANDLER"})", true},
        {R"({"placement": "water heater"})", false},
        {R"({"time": {"days": "Fri"}})", true},
        {R"({"time": {"days": ["Thu", "Sat"]}})", false},
        {R"({"time": {"from": "08:03", "to": "08:04"}})", true},
        {R"({"time": {"from": "08:04", "to": "08:03"}})", false},
        {R"({"time": {"from": "08:00", "to": "08:03"}})", false},
        {R"({"time": {"days": "Thu", "from": "22:00", "to": "08:30"}})", true},
        {R"({"time": {"from": "22:00", "to": "08:30"}})", true},
        {R"({"severity": "critical", "zip": "787*", "time": {"days": "Fri"}})", true},
        {R"({"severity": "critical", "zip": "786*", "time": {"days": "Fri"}})", false},
    }));
    INFO(json);
    const Condition condition = condition_of(json);
    CHECK(holds(condition, facts, chicago) == expected);
    // What is unknown is none of what is asked for.
    const bool member = !condition.zips.empty() || !condition.states.empty() ||
                        !condition.customer_types.empty() || !condition.placements.empty();
    Facts unknown;
    unknown.severity = facts.severity;
    unknown.account = facts.account;
    unknown.profile = facts.profile;
    unknown.at = facts.at;
    CHECK(holds(condition, unknown, chicago) == (expected && !member));
    unknown = facts;
    unknown.at.reset();
    CHECK(holds(condition, unknown, chicago) == (expected && condition.windows.empty()));
    CHECK(holds(condition, facts, {}) == (expected && condition.windows.empty()));
    CHECK(condition.asks_for_member() == (member || !condition.windows.empty()));
    CHECK_FALSE(condition.empty());
}

TEST_CASE("a window over the end of the week becomes two", "[condition]") {
    const Condition condition =
        condition_of(R"({"time": {"days": "Sun", "from": "22:00", "to": "06:00"}})");
    REQUIRE(condition.windows.size() == 2);
    const auto utc = leadloom::time::Zone::named("UTC");
    // From Monday 00:00 on, minute by minute.
    const leadloom::time::Instant monday = instant("2026-01-05T00:00:00Z");
    for (std::uint32_t minute = 0; minute < leadloom::time::minutes_of_week; ++minute) {
        Facts facts;
        facts.at = monday + minute * 60'000LL;
        const bool expected =
            minute < 6 * 60 || minute >= 6 * leadloom::time::minutes_of_day + 22 * 60;
        if (holds(condition, facts, utc) != expected) FAIL(minute);
    }
}

TEST_CASE("conditions that are mutated end in a condition or in findings", "[condition]") {
    Random random(9);
    std::size_t conditions = 0;
    for (int round = 0; round < 3'000; ++round) {
        const std::string text = testing::mutated(
            R"({"severity": ["critical", "urgent"], "account": "A-1", "profile": 2,)"
            R"( "zip": ["78701", "787*", "78700-78799"], "state": "TX", "customerType": )"
            R"("Residential", "placement": "air handler", "time": {"days": ["Mon", "Sun"],)"
            R"( "from": "08:00", "to": "06:00"}})",
            random);
        Findings findings;
        const auto document = Document::read("test.json", text, Limits{}, findings);
        if (!document || !findings.list().empty()) continue;
        const auto condition = read_condition({*document, findings}, document->root());
        INFO(text);
        REQUIRE(condition.has_value() == findings.list().empty());
        if (!condition) continue;
        ++conditions;
        CHECK_FALSE(condition->empty());
        CHECK_FALSE(describe(*condition).empty());
        for (const ZipRange range : condition->zips)
            CHECK((range.from <= range.to && range.to < 100'000));
        for (const Window window : condition->windows)
            CHECK((window.from < window.to && window.to <= leadloom::time::minutes_of_week));
    }
    CHECK(conditions > 100);
}
