#include "leadloom/speak/formats.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "leadloom/document/sha256.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::at;
using testing::parsed;

namespace {

Place place_in(std::string_view file, std::string_view excerpt, std::size_t column,
               std::size_t length) {
    Place place;
    place.file = file;
    place.line = 3;
    place.column = column;
    place.length = length;
    place.byte = 40;
    place.bytes = length;
    place.excerpt = excerpt;
    return place;
}

const std::vector<Loaded> documents = {{"./a b.json", DocumentKind::setup, 1, true},
                                       {"clean.json", DocumentKind::setup, 1, true}};

/// One of each thing that a report can hold.
Findings everything() {
    Findings findings(5);
    findings.ignore({Rule::trade_differs, "./a b.json", 0, 100, "Agreed with {Ann}.",
                     place_in("./a b.json", "", 1, 1)});
    findings.ignore({Rule::job_type_inactive, "./a b.json", 0, 100, "In the config.",
                     place_in("leadloom.config.json", "", 1, 1)});
    Place place = place_in("./a b.json", "  \"é🏠\": [1]", 3, 5);
    place.pointer = "/a/0";
    Finding& finding = *findings.add(Rule::no_mapping, "Not {mapped}.", place, "Map it.");
    finding.related.push_back({place_in("other.json", "x", 1, 1), "First here."});
    finding.fix =
        Fix{"Write it.", {{place, "\"y\""}, {place_in("./a b.json", "", 1, 9), ""}}, true};
    Place row = place_in("table.csv", "", 4, 2);
    row.row = 3;
    row.heading = "Job Type";
    findings.add(Rule::name_drift, "Renamed.", row)->fix = Fix{"Guess.", {{row, "x"}}, false};
    findings.add(Rule::no_tenant, "Nothing given.");
    findings.add(Rule::trade_differs, "Kept back.", place);
    findings.add(Rule::job_type_inactive, "Kept back too.", place);
    findings.add(Rule::unreachable_mapping, "Noted.", place)->fix = Fix{"Think.", {}, false};
    return findings;
}

std::string chance(testing::Random& random, std::size_t most) {
    std::string bytes;
    for (std::size_t size = random.below(most); size > 0; --size)
        bytes.push_back(static_cast<char>(random.below(random.below(2) == 0 ? 256 : 128)));
    return bytes;
}

/// Findings with any bytes in all their words.
Findings anything(testing::Random& random) {
    const auto words = [&] { return chance(random, 20); };
    const auto somewhere = [&] {
        Place place = place_in(words(), words(), 1 + random.below(20), random.below(20));
        place.pointer = words();
        place.heading = words();
        place.row = random.below(3);
        place.excerpt_column = 1 + random.below(5);
        return place;
    };
    Findings findings(3);
    for (std::size_t count = random.below(5); count > 0; --count) {
        const RuleRow& row = rules()[random.below(rules().size())];
        if (random.below(4) == 0) {
            const Place place = somewhere();
            findings.ignore({row.rule, place.file, 0, 100, words(), {}});
            findings.add(row.rule, words(), place);
        } else if (Finding* const finding = findings.add(
                       row.rule, words(),
                       random.below(4) == 0 ? std::nullopt : std::optional(somewhere()))) {
            for (std::size_t more = random.below(3); more > 0; --more)
                finding->related.push_back({somewhere(), words()});
            if (finding->place && random.below(2) == 0)
                finding->fix = Fix{words(), {{somewhere(), words()}}, random.below(2) == 0};
        }
    }
    return findings;
}

/// The first thing that is no well-formed XML of elements, attributes and character references.
std::string misformed_xml(std::string_view xml) {
    constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (!xml.starts_with(head)) return "declaration";
    if (text::first_invalid_utf8(xml) != std::string_view::npos) return "bytes";
    std::vector<std::string> open;
    std::size_t roots = 0;
    for (std::size_t i = head.size(); i < xml.size();) {
        const auto byte = static_cast<unsigned char>(xml[i]);
        if (byte < 0x20 && byte != '\n') return "control character";
        if (xml[i] == '&') {
            const std::size_t end = xml.find(';', i);
            if (end == std::string_view::npos || !xml.substr(i).starts_with("&#"))
                return "reference";
            const auto number = text::integer(xml.substr(i + 2, end - i - 2));
            if (!number || (*number < 0x20 && *number != 9 && *number != 10 && *number != 13))
                return "reference";
            i = end + 1;
        } else if (xml[i] == '<') {
            const std::size_t end = xml.find('>', i);
            if (end == std::string_view::npos) return "tag";
            std::string_view tag = xml.substr(i + 1, end - i - 1);
            i = end + 1;
            if (tag.contains('<')) return "tag";
            if (tag.starts_with('/')) {
                if (open.empty() || open.back() != tag.substr(1)) return "end tag";
                open.pop_back();
                continue;
            }
            const bool whole = tag.ends_with('/');
            if (whole) tag.remove_suffix(1);
            if (std::ranges::count(tag, '"') % 2 != 0) return "attribute";
            if (open.empty() && ++roots > 1) return "root";
            if (!whole) open.emplace_back(tag.substr(0, tag.find(' ')));
        } else {
            if (open.empty() && xml[i] != '\n') return "text";
            ++i;
        }
    }
    return open.empty() ? "" : "open " + open.back();
}

std::size_t occurrences(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("SARIF says everything that a finding says", "[speak][sarif]") {
    const Json log = parsed(report_sarif(everything(), documents));
    CHECK(log["version"] == "2.1.0");
    const Json run = at(log, "/runs/0");
    CHECK(run["columnKind"] == "utf16CodeUnits");
    CHECK(at(run, "/tool/driver/rules").size() == rules().size());
    CHECK(at(run, "/artifacts/0/location/uri") == "a%20b.json");
    CHECK(at(run, "/artifacts/1/location/uri") == "clean.json");
    REQUIRE(run["results"].size() == 5);
    const Json result = at(run, "/results/0");
    CHECK(result["ruleId"] == "LL0101");
    CHECK(result["level"] == "error");
    CHECK(at(result, "/message/text") == "Not {{mapped}}. Map it.");
    CHECK(at(result, "/locations/0") ==
          parsed(R"({"physicalLocation":{"artifactLocation":{"uri":"a%20b.json","index":0},
              "region":{"startLine":3,"startColumn":3,"endColumn":8,"byteOffset":40,"byteLength":5,
              "snippet":{"text":"\"é🏠\""}}},"logicalLocations":[{"fullyQualifiedName":"/a/0"}]})"));
    CHECK(at(result, "/relatedLocations/0/id") == 1);
    CHECK(at(result, "/relatedLocations/0/message/text") == "First here.");
    CHECK(at(result, "/relatedLocations/0/physicalLocation/artifactLocation/uri") == "other.json");
    CHECK(at(result, "/suppressions") == Json::array());
    CHECK(at(result, "/fixes/0/description/text") == "Write it.");
    const std::string replacements = "/fixes/0/artifactChanges/0/replacements";
    CHECK(at(result, replacements + "/0/deletedRegion/endColumn") == 8);
    CHECK(at(result, replacements + "/0/insertedContent/text") == "\"y\"");
    // Where the end is not known, bytes alone say what goes.
    CHECK(at(result, replacements + "/1/deletedRegion") ==
          parsed(R"({"byteOffset":40,"byteLength":9})"));
    CHECK(at(run, "/results/1/fixes/0/description/text") == "Guess. (applied with --unsafe-fixes)");
    CHECK_FALSE(at(run, "/results/1/locations/0/physicalLocation/region").contains("endColumn"));
    CHECK(at(run, "/results/2/level") == "note");
    CHECK_FALSE(at(run, "/results/2").contains("fixes"));
    CHECK(at(run, "/results/3/suppressions") ==
          parsed(R"([{"kind":"inSource","justification":"Agreed with {Ann}."}])"));
    CHECK(at(run, "/results/4/suppressions/0/kind") == "external");
    // What stands nowhere is said of the run.
    const std::string told = "/invocations/0/toolExecutionNotifications";
    REQUIRE(at(run, told).size() == 1);
    CHECK(at(run, told + "/0/associatedRule/id") == "LL0118");
}

TEST_CASE("every result names a rule, a level and a file that the run has", "[speak][sarif]") {
    testing::Random random(2);
    for (int i = 0; i < 300; ++i) {
        const Findings findings = anything(random);
        const Json run = at(parsed(report_sarif(findings, documents)), "/runs/0");
        const Json told = at(run, "/invocations/0/toolExecutionNotifications");
        const std::size_t cut = findings.unlisted() == 0 ? 0 : 1;
        REQUIRE(run["results"].size() + (told.is_array() ? told.size() : 0) ==
                findings.list().size() + findings.kept_back().size() + cut);
        std::set<std::string> uris;
        for (const Json& artifact : run["artifacts"])
            uris.insert(at(artifact, "/location/uri").get<std::string>());
        // Documents of one name would make an index ambiguous.
        REQUIRE(uris.size() <= run["artifacts"].size());
        for (const Json& result : run["results"]) {
            const std::string rule = std::to_string(result["ruleIndex"].get<std::size_t>());
            REQUIRE(at(run, "/tool/driver/rules/" + rule + "/id") == result["ruleId"]);
            REQUIRE(result.contains("suppressions") == !findings.kept_back().empty());
            const Json file = at(result, "/locations/0/physicalLocation/artifactLocation");
            const std::string index = std::to_string(file["index"].get<std::size_t>());
            REQUIRE(at(run, "/artifacts/" + index + "/location/uri") == file["uri"]);
        }
    }
}

TEST_CASE("file names become URI references", "[speak][sarif]") {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"a.json", "a.json"},
        {"./x/./a.json", "x/a.json"},
        {"../a~b_c-d.json", "../a~b_c-d.json"},
        {"a:b?c#d[e]%.json", "a%3Ab%3Fc%23d%5Be%5D%25.json"},
        {"día 水.json", "d%C3%ADa%20%E6%B0%B4.json"},
        {"\xFF\n", "%FF%0A"},
        {"/abs/a.json", "file:///abs/a.json"},
        {"<stdin>", "%3Cstdin%3E"},
    };
    for (const auto& [name, uri] : rows) {
        Findings findings;
        findings.add(Rule::no_mapping, "x", place_in(name, "", 1, 0));
        CHECK(at(parsed(report_sarif(findings, {})), "/runs/0/artifacts/0/location/uri") == uri);
    }
}

TEST_CASE("annotations are escaped as GitHub reads them", "[speak][github]") {
    Findings findings;
    Finding& finding = *findings.add(Rule::no_mapping, "100 %, a: b",
                                     place_in("./a,b:c%.json", "abc", 2, 2), "Map\nit.");
    finding.related.push_back({place_in("o.json", "", 1, 1), "Here."});
    findings.add(Rule::no_tenant, "::error::\r\n", {}, "h");
    CHECK(report_github(findings, {}) ==
          "::error file=a%2Cb%3Ac%25.json,line=3,col=2,endColumn=4,title=LL0101::100 %25, a: b%0A"
          "Here. (o.json:3:1)%0AMap␊it.\n"
          "::notice title=LL0118::::error::␍␊%0Ah\n");
    testing::Random random(3);
    for (int i = 0; i < 300; ++i) {
        const Findings some = anything(random);
        const std::string report = report_github(some, {});
        const std::size_t listed = some.list().size() + (some.unlisted() == 0 ? 0 : 1);
        // One line each, whatever the words hold.
        REQUIRE(static_cast<std::size_t>(std::ranges::count(report, '\n')) == listed);
        REQUIRE_FALSE(report.contains('\r'));
    }
}

TEST_CASE("a summary is a table a file", "[speak][markdown]") {
    CHECK(report_markdown(Findings{}, documents) ==
          "**0 errors, 0 warnings, 0 notes in 2 documents.**\n");
    Findings findings;
    findings.add(Rule::no_mapping, "a | b <img> @you `x`", place_in("a_b.json", "", 2, 1),
                 "Map it.");
    findings.add(Rule::no_tenant, "n", {}, "h");
    CHECK(report_markdown(findings, {}) ==
          "**1 error, 0 warnings, 1 note in 0 documents.**\n"
          "\n### a\\_b.json\n\n| Line | Level | Rule | Message |\n| ---: | --- | --- | --- |\n"
          "| 3:2 | error | LL0101 | a \\| b &#60;img&#62; &#64;you \\`x\\` Map it. |\n"
          "\n### Without a place\n\n| Line | Level | Rule | Message |\n| ---: | --- | --- | --- |\n"
          "|  | note | LL0118 | n h |\n");
    testing::Random random(4);
    for (int i = 0; i < 300; ++i) {
        const std::string report = report_markdown(anything(random), documents);
        REQUIRE_FALSE(report.contains('<'));
        std::string_view rest = report;
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(line.size() + 1);
            if (!line.starts_with("| ")) continue;
            // Four cells, whatever the words hold.
            std::size_t bars = 0;
            for (std::size_t c = 0; c < line.size(); ++c) {
                if (line[c] == '\\')
                    ++c;
                else if (line[c] == '|')
                    ++bars;
            }
            REQUIRE(bars == 5);
        }
    }
}

TEST_CASE("a summary ends at 1 MiB and says so", "[speak][markdown]") {
    Findings findings(20'000);
    const std::string words(200, 'x');
    for (int i = 0; i < 10'000; ++i)
        findings.add(Rule::no_mapping, words, place_in("a.json", "", 1, 1));
    const std::string report = report_markdown(findings, {});
    CHECK(report.size() <= 1024 * 1024);
    CHECK(report.size() > 1024 * 1024 - 1000);
    const std::size_t rows = occurrences(report, "\n| 3:1 ");
    CHECK(report.ends_with("\n" + std::to_string(10'000 - rows) +
                           " further findings left out: a summary has at most 1 MiB.\n"));
}

TEST_CASE("JUnit has a suite a document and a case a finding", "[speak][junit]") {
    const std::string xml = report_junit(everything(), documents);
    CHECK(misformed_xml(xml).empty());
    CHECK(xml.contains("<testsuites name=\"leadloom\" tests=\"7\" failures=\"2\" errors=\"0\">\n"));
    CHECK(
        xml.contains("<testsuite name=\"./a b.json\" tests=\"4\" failures=\"1\" errors=\"0\" "
                     "skipped=\"2\">"));
    CHECK(
        xml.contains("<testsuite name=\"clean.json\" tests=\"1\" failures=\"0\" errors=\"0\" "
                     "skipped=\"0\">\n    <testcase classname=\"clean.json\" "
                     "name=\"no findings\"/>\n"));
    CHECK(xml.contains("<failure message=\"Not {mapped}.\" type=\"error\">Not {mapped}.&#10;"));
    CHECK(xml.contains("<skipped message=\"Agreed with {Ann}.\"/>"));
    CHECK(xml.contains("<system-out>Noted.&#10;"));
    CHECK(xml.contains("<testsuite name=\"leadloom\" tests=\"1\" failures=\"0\""));
    CHECK(misformed_xml(xml + "x") == "text");
    testing::Random random(5);
    for (int i = 0; i < 300; ++i) {
        const Findings findings = anything(random);
        const std::string report = report_junit(findings, documents);
        CAPTURE(report);
        REQUIRE(misformed_xml(report).empty());
        REQUIRE(occurrences(report, "<failure ") ==
                static_cast<std::size_t>(std::ranges::count_if(
                    findings.list(),
                    [](const Finding& finding) { return finding.level != Level::note; })));
        REQUIRE(occurrences(report, "<skipped ") == findings.kept_back().size());
    }
}

// Asked for by tests/package/reports.test.mjs, which holds the logs against the official schema.
TEST_CASE("SARIF logs of everything and of anything, one a line", "[.sarif-logs]") {
    const char* const path = std::getenv("LEADLOOM_SARIF_LOGS");
    REQUIRE(path != nullptr);
    std::ofstream out(path, std::ios::binary);
    out << compact(parsed(report_sarif(everything(), documents))) << '\n';
    out << compact(parsed(report_sarif(Findings{}, {}))) << '\n';
    testing::Random random(6);
    for (int i = 0; i < 50; ++i)
        out << compact(parsed(report_sarif(anything(random), documents))) << '\n';
    CHECK(out.flush().good());
}
