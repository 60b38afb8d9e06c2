/// `validate`: reports, settings, baselines and fixes.
#include <algorithm>

#include "command_line_host.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/text/encoding.hpp"

using namespace leadloom;
using testing::clean_files;
using testing::count;
using testing::files_with_warning;
using testing::MemoryHost;
using testing::parsed;
using testing::run;

namespace {

const std::vector<std::string> all_files = {"validate", "units.json", "jobs.json", "campaigns.json",
                                            "s.setup.json"};

/// `validate` with options before all files.
std::vector<std::string> with_options(std::vector<std::string> options) {
    std::vector<std::string> arguments = all_files;
    arguments.insert(arguments.begin() + 1, options.begin(), options.end());
    return arguments;
}

Json report_of(std::vector<std::string> options, MemoryHost& host) {
    options.emplace_back("--format=json");
    const Ran ran = run(with_options(std::move(options)), host);
    CHECK(ran.code != 2);
    return parsed(ran.out);
}

Json report_of(std::vector<std::string> options, const MemoryHost::Files& files) {
    MemoryHost host(files);
    return report_of(std::move(options), host);
}

MemoryHost with_config(MemoryHost::Files files, const Json& config) {
    files["leadloom.config.json"] = config.dump(2);
    return MemoryHost(std::move(files));
}

}  // namespace

TEST_CASE("a clean set-up exits with 0", "[command line]") {
    const Ran ran = run(all_files, clean_files());
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out.contains("0 errors, 0 warnings, "));
    CHECK(ran.out.contains(" in 4 documents."));
}

TEST_CASE("the order of files does not matter", "[command line]") {
    const std::vector<std::string> reversed = {"validate", "s.setup.json", "campaigns.json",
                                               "jobs.json", "units.json"};
    CHECK(run(reversed, files_with_warning()).out == run(all_files, files_with_warning()).out);
    CHECK(run({"validate", "."}, files_with_warning()).out ==
          run(all_files, files_with_warning()).out);
    CHECK(run({"validate", "*.json"}, files_with_warning()).out ==
          run(all_files, files_with_warning()).out);
}

TEST_CASE("errors and warnings exit with 1, notes do not", "[command line]") {
    Ran ran = run(all_files, files_with_warning());
    CHECK(ran.code == 1);
    CHECK(ran.out.contains("warning[LL0102]"));
    CHECK(ran.out.contains("--> s.setup.json:"));
    CHECK(ran.out.contains("0 errors, 1 warning, "));
    ran = run({"validate", "s.setup.json"}, clean_files());
    CHECK(ran.code == 0);
    CHECK(ran.out.contains("note[LL0118]"));
    ran = run({"validate", "x.json"}, {{"x.json", "{"}});
    CHECK(ran.code == 1);
    CHECK(ran.out.contains("error[LL0001]"));
}

TEST_CASE("the report may be JSON", "[command line]") {
    for (const std::vector<std::string>& option :
         {std::vector<std::string>{"--format", "json"}, {"--format=json"}}) {
        const Ran ran = run(with_options(option), clean_files());
        CHECK(ran.code == 0);
        CHECK(parsed(ran.out)["clean"] == true);
        CHECK(ran.out.ends_with("}\n"));
    }
}

TEST_CASE("every format has its own look and the same exit code", "[command line]") {
    std::set<std::string> reports;
    const std::vector<std::string> formats = {"text",   "json",     "sarif",
                                              "github", "markdown", "junit"};
    for (const std::string& format : formats) {
        const Ran ran = run(with_options({"--format", format}), files_with_warning());
        INFO(format);
        CHECK(ran.code == 1);
        CHECK(ran.out.ends_with('\n'));
        CHECK(ran.out.contains("LL0102"));
        CHECK_FALSE(ran.out.contains('\x1b'));
        reports.insert(ran.out);
        MemoryHost host(files_with_warning());
        CHECK(run(with_options({"--format", format, "--output", "out"}), host).out.empty());
        CHECK(host.files["out"] == ran.out);
    }
    CHECK(reports.size() == formats.size());
}

TEST_CASE("limits are options", "[command line]") {
    const MemoryHost::Files files = {{"f.json", R"([{"id":0,"category":1},{"id":0}])"}};
    const auto report = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"validate", "--format=json", "f.json"});
        return parsed(run(options, files).out);
    };
    CHECK(report({})["findings"].size() == 4);
    CHECK(count(report({"--max-bytes=10"}), Rule::too_large) == 1);
    CHECK(count(report({"--max-depth", "1"}), Rule::too_deep) == 1);
    CHECK(count(report({"--max-findings", "3"}), Rule::too_many_findings) == 1);
}

TEST_CASE("standard input is a file with a name", "[command line]") {
    const Ran ran = run({"validate", "-"}, {{"-", "[1,"}});
    CHECK(ran.code == 1);
    CHECK(ran.out.contains("--> stdin:1:"));
    CHECK(run({"validate", "-", "--stdin-name=a/b.json"}, {{"-", "[1,"}})
              .out.contains("--> a/b.json:1:"));
}

TEST_CASE("a kind can be given for all files or for some", "[command line]") {
    const MemoryHost::Files files = {{"a.json", R"([{"id":1,"name":"x"}])"},
                                     {"b.json", R"([{"id":1,"name":"x"}])"}};
    const auto kinds = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"validate", "--format=json", "a.json", "b.json"});
        std::vector<std::string> words;
        for (const Json& document : parsed(run(options, files).out)["documents"])
            words.push_back(document["kind"].get<std::string>());
        return words;
    };
    using Words = std::vector<std::string>;
    CHECK(kinds({}) == Words{"unknown", "unknown"});
    CHECK(kinds({"--kind", "campaigns"}) == Words{"campaigns", "campaigns"});
    CHECK(kinds({"--kind=campaigns=b*"}) == Words{"unknown", "campaigns"});
    CHECK(kinds({"--kind=job-types", "--kind=campaigns=b*"}) == Words{"job-types", "campaigns"});
    CHECK(kinds({"--kind=job-types", "--kind=auto=b*"}) == Words{"job-types", "unknown"});
}

TEST_CASE("a spreadsheet is read where the machine can convert it", "[command line]") {
    MemoryHost host({{"map.xlsx", "PK\x03\x04 rest"}});
    CHECK(count(parsed(run({"validate", "--format=json", "map.xlsx"}, host).out),
                Rule::spreadsheet) == 1);
    host.tables["map.xlsx"] = "Nothing,That,Helps\n1,2,3\n";
    const Ran ran = run({"validate", "--format=json", "--fix", "map.xlsx"}, host);
    const Json report = parsed(ran.out);
    CHECK(count(report, Rule::spreadsheet) == 0);
    CHECK(report["documents"][0]["name"] == "map.xlsx#Mapping");
    CHECK(host.written.empty());
    host.other_sheets = {"Plumbing", "Old"};
    for (const std::string command : {"validate", "diff", "import"}) {
        host.tables["map.xlsx"] = "Standard Job Type,Job Type,Business Unit\nRepair AC,A,B\n";
        Ran left = run({command, "map.xlsx"}, host);
        if (command == "diff") left = run({command, "map.xlsx", "map.xlsx"}, host);
        INFO(command);
        CHECK(left.code != 0);
        CHECK((left.out + left.err)
                  .contains("“Plumbing” and “Old” look like mappings too, but one sheet"));
    }
    host.tables["map.xlsx"].clear();
    const Ran damaged = run({"validate", "map.xlsx"}, host);
    CHECK(damaged.out.contains("“map.xlsx” cannot be read as a table: it is damaged."));
    CHECK(damaged.code == 1);
}

TEST_CASE("rules have another level when they are told", "[command line]") {
    struct Row {
        std::string level;
        int code;
        std::string word;
    };
    const auto row = GENERATE(values<Row>({{"off", 0, ""},
                                           {"note", 0, "note"},
                                           {"warn", 1, "warning"},
                                           {"warning", 1, "warning"},
                                           {"error", 1, "error"}}));
    for (const char* const rule :
         {"LL0102", "ll102", "102", "will_not_fill_in", "will-not-fill-in"}) {
        const std::string option = std::string("--rule=") + rule + "=" + row.level;
        const Ran ran = run(with_options({option}), files_with_warning());
        CHECK(ran.code == row.code);
        CHECK(ran.out.contains("LL0102") == !row.word.empty());
        if (!row.word.empty()) CHECK(ran.out.contains(row.word + "[LL0102]"));
        MemoryHost host = with_config(files_with_warning(),
                                      {{"leadloom", "config/1"}, {"rules", {{rule, row.level}}}});
        CHECK(run(all_files, host).out == ran.out);
        // Options go before settings.
        CHECK(run(with_options({"--rule=LL0102=off"}), host).code == 0);
    }
}

TEST_CASE("warnings fail only above the number that is allowed", "[command line]") {
    const auto [most, code] = GENERATE(table<std::string, int>({{"0", 1}, {"1", 0}, {"2", 0}}));
    CHECK(run(with_options({"--max-warnings", most}), files_with_warning()).code == code);
    MemoryHost host = with_config(files_with_warning(),
                                  {{"leadloom", "config/1"}, {"maxWarnings", std::stoi(most)}});
    CHECK(run(all_files, host).code == code);
    CHECK(run(with_options({"--max-warnings=0"}), host).code == 1);
    // Errors fail all the same.
    CHECK(run(with_options({"--max-warnings=9", "--rule=LL0102=error"}), host).code == 1);
}

TEST_CASE("--quiet lists errors only and changes no exit code", "[command line]") {
    const Ran ran = run(with_options({"--quiet"}), files_with_warning());
    CHECK(ran.code == 1);
    CHECK_FALSE(ran.out.contains("LL0102"));
    // What is not shown is counted.
    CHECK(ran.out.contains("0 errors, 1 warning, "));
    CHECK_FALSE(ran.out.contains("further"));
    CHECK(run(with_options({"--quiet", "--rule=LL0102=error"}), files_with_warning())
              .out.contains("error[LL0102]"));
}

TEST_CASE("settings name files, format and what to ignore", "[command line]") {
    MemoryHost host = with_config(
        files_with_warning(),
        {{"leadloom", "config/1"},
         {"files", {"*.json"}},
         {"format", "json"},
         {"ignore",
          {{{"rule", "LL0102"}, {"files", "*.setup.json"}, {"reason", "both crews take these"}}}}});
    const Ran ran = run({"validate"}, host);
    CHECK(ran.code == 0);
    const Json report = parsed(ran.out);
    CHECK(report["documents"].size() == 4);
    CHECK(report["counts"]["warnings"] == 0);
    CHECK(run({"validate", "--format=text", "s.setup.json"}, host).out.contains("1 document."));
    // Settings of another name are read only when they are named.
    host.files["other.json"] = R"({"leadloom":"config/1","files":["s.setup.json"]})";
    CHECK(run({"validate", "--config=other.json"}, host).out.contains("1 document."));
}

TEST_CASE("a suppression that suppresses nothing is a finding", "[command line]") {
    for (const char* const files : {"*.setup.json", "nowhere/*", "jobs.json"}) {
        MemoryHost host = with_config(
            clean_files(),
            {{"leadloom", "config/1"},
             {"ignore", {{{"rule", "LL0102"}, {"files", files}, {"reason", "crews"}}}}});
        const Json report = report_of({}, host);
        REQUIRE(count(report, Rule::ignore_unused) == 1);
        const Json& place = report["findings"][0]["place"];
        CHECK(place["file"] == "leadloom.config.json");
        CHECK(place["pointer"] == "/ignore/0");
        CHECK(testing::misplaced(place, host.files["leadloom.config.json"]).empty());
    }
}

TEST_CASE("mistakes in settings are findings with a place", "[command line]") {
    const auto [config, rule, pointer] = GENERATE(table<std::string, Rule, std::string>({
        {"{", Rule::syntax, ""},
        {R"({"leadloom":"config/2"})", Rule::unknown_value, "/leadloom"},
        {R"({})", Rule::missing_field, ""},
        {R"({"leadloom":"config/1","rule":{}})", Rule::unknown_field, ""},
        {R"({"leadloom":"config/1","files":"a"})", Rule::wrong_type, "/files"},
        {R"({"leadloom":"config/1","files":[1]})", Rule::wrong_type, "/files/0"},
        {R"({"leadloom":"config/1","rules":{"LL0102":"loud"}})", Rule::unknown_value,
         "/rules/LL0102"},
        {R"({"leadloom":"config/1","rules":{"LL9102":"off"}})", Rule::unknown_rule, "/rules"},
        {R"({"leadloom":"config/1","ignore":[{"rule":"LL0102"}]})", Rule::ignore_without_reason,
         "/ignore/0"},
        {R"({"leadloom":"config/1","ignore":[{"rule":"LL0102","reason":" "}]})",
         Rule::ignore_without_reason, "/ignore/0"},
        {R"({"leadloom":"config/1","ignore":[{"rule":"x","reason":"y"}]})", Rule::unknown_rule,
         "/ignore/0/rule"},
        {R"({"leadloom":"config/1","ignore":[{"reason":"y"}]})", Rule::missing_field, "/ignore/0"},
        {R"({"leadloom":"config/1","maxWarnings":-1})", Rule::wrong_type, "/maxWarnings"},
        {R"({"leadloom":"config/1","maxWarnings":"1"})", Rule::wrong_type, "/maxWarnings"},
        {R"({"leadloom":"config/1","format":"jsn"})", Rule::unknown_value, "/format"},
    }));
    INFO(config);
    auto files = clean_files();
    files["leadloom.config.json"] = config;
    const Json report = report_of({}, files);
    REQUIRE(count(report, rule) == 1);
    const auto found = std::ranges::find_if(
        report["findings"], [&](const Json& finding) { return finding["rule"] == label(rule); });
    CHECK((*found)["place"]["file"] == "leadloom.config.json");
    if (!pointer.empty()) CHECK((*found)["place"].value("pointer", "").starts_with(pointer));
    CHECK(report["documents"].size() == 4);
}

TEST_CASE("a baseline leaves known findings out", "[command line]") {
    MemoryHost host(files_with_warning());
    const auto written =
        run(with_options({"--write-baseline", "known.json", "--rule=137=off"}), host);
    CHECK(written.code == 0);
    CHECK(written.err.contains("1 finding stands in known.json now."));
    const Json baseline = parsed(host.files["known.json"]);
    CHECK(baseline["leadloom"] == "baseline/1");
    REQUIRE(baseline["findings"].size() == 1);
    CHECK(baseline["findings"][0]["rule"] == "LL0102");
    CHECK(baseline["findings"][0]["file"] == "s.setup.json");

    Ran ran = run(with_options({"--baseline", "known.json"}), host);
    CHECK(ran.code == 0);
    CHECK(ran.err.starts_with("1 known finding left out.\n"));
    CHECK_FALSE(ran.out.contains("LL0102"));
    CHECK(run({"validate", "./jobs.json", "./units.json", "./campaigns.json", "./s.setup.json",
               "--rule=137=off", "--max-warnings=0", "--baseline=known.json"},
              host)
              .code == 0);
    // Lines may move; the layout is no part of a finding.
    host.files["s.setup.json"] = "\n\n" + parsed(host.files["s.setup.json"]).dump(7);
    CHECK(run(with_options({"--baseline", "known.json"}), host).code == 0);
    // Settings can name it, and folders do not take it for a document.
    host.files["leadloom.config.json"] = R"({"leadloom":"config/1","baseline":"known.json"})";
    CHECK(run({"validate", "."}, host).code == 0);
    CHECK(run({"validate", "."}, host).out.contains("4 documents."));
    // Rows before it do not make it new.
    Json moved = parsed(host.files["s.setup.json"]);
    moved["mapping"].insert(moved["mapping"].begin(), moved["mapping"].back());
    moved["mapping"].erase(moved["mapping"].size() - 1);
    host.files["s.setup.json"] = moved.dump();
    CHECK(run(with_options({"--baseline", "known.json"}), host).code == 0);
    // A new finding is no known one.
    Json setup = parsed(host.files["s.setup.json"]);
    setup["mapping"][0]["businessUnits"] = parsed("[404]");
    host.files["s.setup.json"] = setup.dump();
    CHECK(run(all_files, host).code == 1);
}

TEST_CASE("what is gone from a baseline is said", "[command line]") {
    MemoryHost host(files_with_warning());
    CHECK(run(with_options({"--write-baseline", "known.json"}), host).code == 0);
    // Of a file that was not looked at nothing is known.
    CHECK(run({"validate", "--baseline=known.json", "jobs.json"}, host).err.empty());
    host.files["s.setup.json"] = clean_files()["s.setup.json"];
    const Ran ran = run(with_options({"--baseline", "known.json"}), host);
    CHECK(ran.code == 0);
    CHECK(ran.err.contains("1 finding of known.json is gone"));
    CHECK(ran.err.contains("  LL0102 s.setup.json\n"));
}

TEST_CASE("a baseline has the same bytes whatever the order of files", "[command line]") {
    auto files = files_with_warning();
    files["a.json"] = "{";
    files["b.json"] = "{";
    MemoryHost one(files);
    MemoryHost other(files);
    (void)run({"validate", "--write-baseline=k", "a.json", "b.json", "s.setup.json"}, one);
    (void)run({"validate", "--write-baseline=k", "s.setup.json", "b.json", "a.json"}, other);
    CHECK(one.files["k"] == other.files["k"]);
    CHECK(parsed(one.files["k"])["findings"].size() >= 2);
}

TEST_CASE("equal findings are known as often as they are written down", "[command line]") {
    MemoryHost host({{"a.json", "[{\"id\":0,\"category\":1},{\"id\":0}]"}});
    CHECK(run({"validate", "--write-baseline=k", "a.json"}, host).code == 0);
    CHECK(run({"validate", "--baseline=k", "a.json"}, host).code == 0);
    Json baseline = parsed(host.files["k"]);
    const std::size_t known = baseline["findings"].size();
    REQUIRE(known > 1);
    baseline["findings"].erase(0);
    host.files["k"] = baseline.dump();
    const Ran ran = run({"validate", "--baseline=k", "--format=json", "a.json"}, host);
    CHECK(parsed(ran.out)["findings"].size() == 1);
}

TEST_CASE("a baseline knows more findings than are listed", "[command line]") {
    std::string records = R"([{"id":1,"category":1})";
    for (int i = 0; i < 50; ++i) records += R"(,{"id":0})";
    MemoryHost host({{"a.json", records + "]"}});
    const Ran cut = run({"validate", "--max-findings=3", "--format=json", "a.json"}, host);
    CHECK(count(parsed(cut.out), Rule::too_many_findings) == 1);
    CHECK(run({"validate", "--max-findings=3", "--write-baseline=k", "a.json"}, host).code == 0);
    CHECK(run({"validate", "--max-findings=3", "--baseline=k", "a.json"}, host).code == 0);
    host.files["a.json"] = records + R"(,{"id":0},{"id":0},{"id":0},{"id":0},{"id":0}])";
    const Json more = parsed(
        run({"validate", "--max-findings=3", "--baseline=k", "--format=json", "a.json"}, host).out);
    CHECK(more["findings"].size() == 4);
    CHECK(count(more, Rule::too_many_findings) == 1);
}

TEST_CASE("--fix mends files in place and reports what is left", "[command line]") {
    auto files = clean_files();
    const std::string good = files["s.setup.json"];
    // A comma too many, which has one reading only (LL0015).
    std::string broken = good;
    broken.insert(broken.rfind(']') + 1, ",");
    files["s.setup.json"] = broken;
    MemoryHost host(files);
    const Ran before = run(all_files, host);
    REQUIRE(before.out.contains("LL0015"));

    const Ran dry = run(with_options({"--fix", "--dry-run"}), host);
    CHECK(dry.code == before.code);
    CHECK(host.written.empty());
    CHECK(dry.out.contains("s.setup.json"));
    CHECK(dry.err == "1 fix possible in 1 file.\n");

    const Ran fixed = run(with_options({"--fix"}), host);
    CHECK(fixed.code == 0);
    CHECK(fixed.err == "1 fix made in 1 file.\n");
    CHECK_FALSE(fixed.out.contains("LL0015"));
    CHECK(host.files["s.setup.json"] == good);
    CHECK(host.written.size() == 1);

    const Ran again = run(with_options({"--fix"}), host);
    CHECK(again.err == "0 fixes made in 0 files.\n");
    CHECK(host.written["s.setup.json"] == 1);

    host.files["s.setup.json"] = broken;
    host.read_only.insert("s.setup.json");
    const Ran failed = run(with_options({"--fix"}), host);
    CHECK(failed.code == 2);
    CHECK(failed.err.contains("s.setup.json cannot be written: permission denied."));
    CHECK(host.files["s.setup.json"] == broken);
    CHECK(run({"validate", "--fix", "--dry-run", "-"}, MemoryHost::Files{{"-", "[1,]"}}).code != 2);
}

TEST_CASE("what --fix mended does not come back", "[command line]") {
    testing::Random random(3);
    std::size_t mended = 0;
    for (int i = 0; i < 300; ++i) {
        auto files = files_with_warning();
        files["s.setup.json"] = testing::mutated(files["s.setup.json"], random);
        MemoryHost host(files);
        const Ran fixed = run(with_options({"--fix", "--format=json"}), host);
        REQUIRE(fixed.code != 2);
        const Ran checked = run(with_options({"--format=json"}), host);
        CHECK(checked.out == fixed.out);
        CHECK(checked.code == fixed.code);
        CHECK(run(with_options({"--fix", "--dry-run"}), host).out.empty());
        mended += host.written.size();
    }
    CHECK(mended > 0);
}

TEST_CASE("a fix that takes a comment along is not a safe one", "[command line]") {
    MemoryHost host(clean_files());
    const auto with_row = [&](std::string_view inside) {
        const std::string row =
            R"({"trade": "hvac", "standardJobType": "repair_ac", "jobTypes": [21],)"
            R"( "businessUnits": [11])";
        host.files["s.setup.json"] = R"({"leadloom": "setup/1", "trades": ["hvac"], "mapping": [)" +
                                     row + "},\n" + row + std::string(inside) + "}]}\n";
        return run({"validate", "units.json", "jobs.json", "s.setup.json", "--fix", "--dry-run"},
                   host)
            .out;
    };
    CHECK(with_row("").contains("\n-"));
    CHECK(with_row(" /* Dana: from May on HVAC South */").empty());
}

TEST_CASE("--fix --dry-run shows what changes in files of any encoding", "[command line]") {
    const std::string csv =
        "Trade,Standard Job Type,Job Type,Business Unit\nHVAC,Repair AC,ac repair,Caf\xC3\xA9\n";
    const auto encoding = GENERATE(text::Encoding::windows_1252, text::Encoding::utf16_little);
    MemoryHost host(clean_files());
    host.files["m.csv"] = (encoding == text::Encoding::utf16_little ? "\xFF\xFE" : "") +
                          *text::encoded(csv, encoding);
    const Ran ran =
        run({"validate", "units.json", "jobs.json", "m.csv", "--fix", "--dry-run"}, host);
    CHECK(ran.out.contains("-HVAC,Repair AC,ac repair,Caf\xC3\xA9\n"));
    CHECK(ran.out.contains("+HVAC,Repair AC,AC Repair,Caf\xC3\xA9\n"));
}

TEST_CASE("more gaps than are shown are said", "[command line]") {
    MemoryHost host(clean_files());
    std::string csv =
        "Standard Job Type,Job Type,Business Unit,ZIP,State,Sensor Placement,Severity\n";
    for (int i = 0; i < 6; ++i)
        csv += "Repair AC,AC Repair,HVAC North,7870" + std::to_string(i) + ",T" +
               std::string(1, static_cast<char>('A' + i)) + ",place " + std::to_string(i) +
               ",critical\n";
    host.files["m.csv"] = csv;
    const Ran ran = run({"validate", "units.json", "jobs.json", "m.csv"}, host);
    CHECK(ran.out.contains("covers still other alerts."));
}
