#include "leadloom/speak/report.hpp"

#include <algorithm>

#include "leadloom/text/words.hpp"
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

Place place_in(std::string_view excerpt, std::size_t line, std::size_t column, std::size_t length) {
    Place place;
    place.file = "a.json";
    place.line = line;
    place.column = column;
    place.length = length;
    place.bytes = length;
    place.excerpt = excerpt;
    return place;
}

Finding& add(Findings& findings, Place place) {
    return *findings.add(Rule::no_mapping, "m", std::move(place), "h");
}

std::string without_sgr(std::string text) {
    for (std::size_t at = text.find('\x1B'); at != std::string::npos; at = text.find('\x1B', at))
        text.erase(at, text.find('m', at) - at + 1);
    return text;
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
          "error[LL0101]: Not mapped.\n --> a.json:3:7 (/a/0)\nhelp: Map it.\n\n"
          "warning[LL0110]: Renamed.\nhelp: " +
              std::string(row_of(Rule::name_drift).hint) +
              "\n\n"
              "note[LL0006]: 1 further finding not listed, the limit is 2.\nhelp: " +
              std::string(row_of(Rule::too_many_findings).hint) +
              "\n\n"
              "1 error, 1 warning, 1 note in 1 document.\n");
    CHECK(report_text(Findings{}, {}) == "0 errors, 0 warnings, 0 notes in 0 documents.\n");
}

TEST_CASE("related places, fixes and excerpts are written where there are any", "[speak]") {
    Findings findings;
    Finding& finding = add(findings, place_in("  \"a\": 1,", 12, 3, 3));
    CHECK_FALSE(finding_json(finding).contains("related"));
    CHECK_FALSE(finding_json(finding).contains("fix"));
    finding.place->row = 12;
    finding.place->heading = "Job Type";
    finding.related.push_back({place_in("x", 1, 1, 1), "First here."});
    finding.fix = Fix{"Write it.", {{place_in("x", 1, 1, 1), "y"}}, false};
    const Json json = finding_json(finding);
    CHECK(at(json, "/place/row") == 12);
    CHECK(at(json, "/place/heading") == "Job Type");
    CHECK(at(json, "/place/excerpt") == "  \"a\": 1,");
    CHECK(at(json, "/place/excerptColumn") == 1);
    CHECK(at(json, "/related/0/message") == "First here.");
    CHECK(at(json, "/related/0/place/file") == "a.json");
    CHECK(json["fix"] == parsed(R"({"title":"Write it.","safe":false,"edits":[{"place":
        {"file":"a.json","line":1,"column":1,"length":1,"byte":0,"bytes":1,"excerpt":"x",
         "excerptColumn":1},"text":"y"}]})"));
}

TEST_CASE("suppressed findings are reported with their reason, and counted", "[speak]") {
    Findings findings;
    findings.ignore({Rule::no_mapping, "a.json", 0, 100, "Planned for May.", {}});
    findings.add(Rule::no_mapping, "x", place_in("x", 1, 1, 1));
    findings.add(Rule::name_drift, "y", place_in("x", 1, 1, 1));
    const Json report = report_json(findings, {});
    CHECK(report["findings"].size() == 1);
    REQUIRE(report["suppressed"].size() == 1);
    CHECK(at(report, "/suppressed/0/rule") == "LL0101");
    CHECK(at(report, "/suppressed/0/reason") == "Planned for May.");
    CHECK(report_text(findings, {})
              .ends_with("\n0 errors, 1 warning, 0 notes in 0 documents. 1 suppressed.\n"));
}

TEST_CASE("the mark stands under what is meant, in columns of the terminal", "[speak]") {
    struct Row {
        std::string_view excerpt;
        std::size_t column;
        std::size_t length;
        std::string_view shown;
        std::string_view mark;
        std::size_t excerpt_column = 1;
    };
    constexpr Row rows[] = {
        {"abc", 2, 1, "abc", " ^"},
        {"abc", 1, 3, "abc", "^^^"},
        {"abc", 2, 0, "abc", " ^"},
        {"\tabc", 2, 2, "    abc", "    ^^"},
        {"a\tb", 2, 1, "a    b", " ^^^^"},
        {"水x", 2, 1, "水x", "  ^"},
        {"水火", 2, 1, "水火", "  ^^"},
        {"🏠x", 3, 1, "🏠x", "  ^"},
        {"e\u0301x", 3, 1, "e\u0301x", " ^"},
        // Only a combining character is meant: still a mark.
        {"e\u0301x", 2, 1, "e\u0301x", " ^"},
        // The place goes beyond the line, or stands behind its end.
        {"abc", 2, 100, "abc", " ^^"},
        {"abc", 4, 0, "abc", "   ^"},
        {"abc", 90, 3, "abc", "   ^"},
        {"a\x1B[2Jb", 6, 1, "a␛[2Jb", "     ^"},
        {"cut out", 105, 3, "…cut out", "     ^^^", 101},
        {"cut out", 2, 1, "…cut out", " ^", 101},
    };
    for (const Row& row : rows) {
        Findings findings;
        Place place = place_in(row.excerpt, 1, row.column, row.length);
        place.excerpt_column = row.excerpt_column;
        findings.add(Rule::no_mapping, "x", place);
        const std::string want =
            text::join({"\n  |\n1 | ", row.shown, "\n  | ", row.mark, "\nhelp: "});
        const std::string report = report_text(findings, {});
        CAPTURE(want, report);
        CHECK(report.contains(want));
    }
}

TEST_CASE("a finding with everything", "[speak]") {
    Findings findings;
    Finding& finding = add(findings, place_in("Repair AC,Repare", 12, 11, 6));
    finding.place->row = 11;
    finding.place->heading = "Job Type";
    finding.related.push_back({place_in("\"Repair\"", 9, 1, 8), "The tenant has this."});
    finding.fix = Fix{"Write “Repair”.", {{place_in("Repair AC,Repare", 12, 15, 2), "ir"}}, true};
    const std::vector<Loaded> documents = {{"a.json", DocumentKind::setup, 1, true}};
    const std::string plain = report_text(findings, documents);
    CHECK(plain ==
          "error[LL0101]: m\n"
          "  --> a.json:12:11 (row 11, column “Job Type”)\n"
          "   |\n"
          "12 | Repair AC,Repare\n"
          "   |           ^^^^^^\n"
          "note: The tenant has this.\n"
          "  --> a.json:9:1\n"
          "   |\n"
          " 9 | \"Repair\"\n"
          "   | ^^^^^^^^\n"
          "help: h\n"
          "fix: Write “Repair”.\n"
          "   |\n"
          "12 + Repair AC,Repair\n"
          "\n"
          "1 error, 0 warnings, 0 notes in 1 document. 1 can be mended with --fix.\n");
    // Colour adds its sequences and nothing else.
    const std::string coloured = report_text(findings, documents, true);
    CHECK(coloured.starts_with("\x1B[1;31merror[LL0101]\x1B[0m\x1B[1m: m\x1B[0m\n"));
    CHECK(without_sgr(coloured) == plain);
    CHECK_FALSE(plain.contains('\x1B'));
}

TEST_CASE("a fix shows the line that it makes, where it makes one line", "[speak]") {
    const auto shown = [](Fix fix) {
        Findings findings;
        add(findings, place_in("x: 🏠, 2", 3, 1, 1)).fix = std::move(fix);
        const std::string report = report_text(findings, {});
        const std::size_t plus = report.find("3 + ");
        return plus == std::string::npos
                   ? std::string()
                   : report.substr(plus + 4, report.find('\n', plus) - plus - 4);
    };
    Place bare = place_in("", 3, 4, 2);
    CHECK(shown({"t", {{bare, "house"}}}) == "x: house, 2");
    CHECK(shown({"t", {{place_in("x: 🏠, 2", 3, 6, 3), ""}}}) == "x: 🏠");
    CHECK(shown({"t", {{place_in("x: 🏠, 2", 3, 9, 0), "\x1B"}}}) == "x: 🏠, 2␛");
    // In the middle of a character, beyond the line, of several lines, elsewhere: no line.
    CHECK(shown({"t", {{place_in("x: 🏠, 2", 3, 5, 1), "y"}}}).empty());
    CHECK(shown({"t", {{place_in("x: 🏠, 2", 3, 6, 4), "y"}}}).empty());
    CHECK(shown({"t", {{place_in("x: 🏠, 2", 3, 1, 1), "y\n"}}}).empty());
    bare.line = 4;
    CHECK(shown({"t", {{bare, "house"}}}).empty());
    CHECK(shown({"t", {{place_in("x", 3, 1, 1), "y"}, {place_in("x", 3, 1, 1), "z"}}}).empty());
    Findings findings;
    add(findings, place_in("x", 1, 1, 1)).fix = Fix{"Guess.", {}, false};
    CHECK(report_text(findings, {}).contains("\nfix: Guess. (applied with --unsafe-fixes)\n"));
    CHECK_FALSE(report_text(findings, {}).contains("can be mended"));
}

TEST_CASE("whatever a finding holds, a report moves no cursor", "[speak]") {
    testing::Random random(8);
    const auto chance = [&] {
        std::string bytes;
        for (std::size_t size = random.below(30); size > 0; --size)
            bytes.push_back(static_cast<char>(random.below(random.below(2) == 0 ? 256 : 40)));
        return bytes;
    };
    const auto somewhere = [&] {
        Place place = place_in(chance(), random.below(4), random.below(40), random.below(40));
        place.file = chance();
        place.pointer = chance();
        place.heading = chance();
        place.row = random.below(3);
        place.excerpt_column = 1 + random.below(20);
        return place;
    };
    for (int i = 0; i < 400; ++i) {
        Findings findings;
        Finding& finding = *findings.add(Rule::no_mapping, chance(), somewhere(), chance());
        finding.related.push_back({somewhere(), chance()});
        finding.fix = Fix{chance(), {{somewhere(), chance()}}, true};
        const std::string report = report_text(findings, {});
        for (const char letter : report) {
            const auto byte = static_cast<unsigned char>(letter);
            REQUIRE((byte >= 0x20 || byte == '\n'));
        }
        CHECK(without_sgr(report_text(findings, {}, true)) == report);
    }
}

TEST_CASE("the rule table is written whole", "[speak]") {
    const Json table = rules_json();
    CHECK(table.size() == rules().size());
    CHECK(table[0]["rule"] == "LL0001");
    const std::string text = rules_text();
    CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) == rules().size());
    CHECK(text.starts_with("LL0001  error   The text is not JSON.\n"));
}
