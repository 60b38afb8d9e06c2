#include "leadloom/speak/report.hpp"

#include <algorithm>

#include "support.hpp"

using namespace leadloom;
using testing::at;
using testing::count;
using testing::parsed;

namespace {

Findings three() {
    Findings findings(2);
    Place place;
    place.file = "a.json";
    place.line = 3;
    place.column = 7;
    place.length = 2;
    place.byte = 40;
    place.bytes = 4;
    place.pointer = "/a/0";
    findings.add(Rule::no_mapping, "Not mapped.", place, "Map it.");
    findings.add(Rule::name_drift, "Renamed.");
    findings.add(Rule::no_tenant, "Nothing given.");
    return findings;
}

}  // namespace

TEST_CASE("a finding is written with number, level, words and place", "[speak]") {
    const Findings findings = three();
    CHECK(finding_json(findings.list()[0]) ==
          parsed(R"({"rule":"LL0101","level":"error","message":"Not mapped.","hint":"Map it.",
              "place":{"file":"a.json","line":3,"column":7,"length":2,"byte":40,"bytes":4,"pointer":"/a/0"}})"));
    CHECK_FALSE(finding_json(findings.list()[1]).contains("place"));
}

TEST_CASE("what was cut is told by LL0006, and counted", "[speak]") {
    const Json report = report_json(three(), {{"a.json", DocumentKind::setup, 1, true}});
    CHECK(report["clean"] == false);
    CHECK(report["counts"] == parsed(R"({"errors":1,"warnings":1,"notes":1,"unlisted":1})"));
    CHECK(count(report, Rule::too_many_findings) == 1);
    CHECK(report["findings"].size() == 3);
    CHECK(at(report, "/findings/2/message").get<std::string>().contains("limit is 2"));
    CHECK(report["documents"] == parsed(R"([{"name":"a.json","kind":"setup","records":1}])"));
    // Exactly at the limit nothing is cut.
    Findings exact(1);
    exact.add(Rule::no_mapping, "x");
    CHECK(count(report_json(exact, {}), Rule::too_many_findings) == 0);
}

TEST_CASE("the report for a terminal says the same", "[speak]") {
    CHECK(report_text(three(), {{"a.json", DocumentKind::setup, 1, true}}) ==
          "error[LL0101]: Not mapped.\n  --> a.json:3:7 (/a/0)\n  help: Map it.\n\n"
          "warning[LL0110]: Renamed.\n  help: " +
              std::string(row_of(Rule::name_drift).hint) +
              "\n\n"
              "note[LL0006]: 1 further finding not listed, the limit is 2.\n  help: " +
              std::string(row_of(Rule::too_many_findings).hint) +
              "\n\n"
              "1 error, 1 warning, 1 note in 1 document.\n");
    CHECK(report_text(Findings{}, {}) == "0 errors, 0 warnings, 0 notes in 0 documents.\n");
}

TEST_CASE("the rule table is written whole", "[speak]") {
    const Json table = rules_json();
    CHECK(table.size() == rules().size());
    CHECK(table[0]["rule"] == "LL0001");
    const std::string text = rules_text();
    CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) == rules().size());
    CHECK(text.starts_with("LL0001  error   The text is not JSON.\n"));
}
