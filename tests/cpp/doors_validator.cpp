#include "leadloom/doors/validator.hpp"

#include <algorithm>

#include "leadloom/doors/validation.hpp"
#include "leadloom/text/encoding.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::parsed;
using testing::with;

namespace {

struct File {
    std::string name;
    std::string text;
    std::string kind = "auto";
};

std::vector<File> small_files() {
    return {{"units.json", testing::small_business_units().dump()},
            {"jobs.json", testing::small_job_types().dump()},
            {"campaigns.json", testing::small_campaigns().dump()},
            {"s.setup.json", testing::small_setup().dump(2)}};
}

std::vector<Finding> checked(const std::vector<File>& files, Validator::Options options = {}) {
    Validator validator(std::move(options));
    for (const File& file : files) validator.load(file.name, file.kind, file.text);
    validator.finish();
    return validator.findings().list();
}

std::vector<std::string> numbers_of(const std::vector<Finding>& findings) {
    std::vector<std::string> numbers;
    for (const Finding& finding : findings) numbers.push_back(label(finding.rule));
    return numbers;
}

}  // namespace

TEST_CASE("files may come in any order", "[doors]") {
    std::vector<File> files = small_files();
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed(R"([21, 27, 99])");
    files[3].text = setup.dump(2);
    files.push_back({"alerts.ndjson", testing::small_alert("A-1").dump() + "\n"});
    const auto expected = checked(files);
    CHECK(numbers_of(expected) == std::vector<std::string>{"LL0102", "LL0109"});
    std::ranges::sort(files, {}, &File::name);
    do {
        CHECK(checked(files) == expected);
    } while (std::ranges::next_permutation(files, {}, &File::name).found);
}

TEST_CASE("every set-up among the files is checked", "[doors]") {
    std::vector<File> files = small_files();
    Json other = testing::small_setup();
    other["mapping"][2]["jobTypes"] = parsed("[99]");
    files.insert(files.begin(), {"other.setup.json", other.dump(2)});
    const auto findings = checked(files);
    REQUIRE(numbers_of(findings) == std::vector<std::string>{"LL0109"});
    CHECK(findings.front().place->file == "other.setup.json");
}

TEST_CASE("a table is a mapping, and its findings stand in its cells", "[doors]") {
    std::vector<File> files = small_files();
    files[3] = {"m.csv",
                "Trade;Standard Job Type;Job Type;Business Unit\r\n"
                "hvac;repair_ac;AC Reapir;HVAC North\r\n"
                "hvac;leak_detected;25;Plumbing\r\n"};
    const auto findings = checked(files);
    const auto missing = std::ranges::find(findings, Rule::not_in_tenant, &Finding::rule);
    REQUIRE(missing != findings.end());
    CHECK(missing->place->row == 2);
    CHECK(missing->place->heading == "Job Type");
    CHECK(missing->place->line == 2);
    CHECK(missing->place->column == 16);
    CHECK(missing->hint == "Did you mean “AC Repair”?");
    // Without a set-up the partners that it serves count as connected.
    CHECK(std::ranges::contains(findings, Rule::no_mapping, &Finding::rule));
}

TEST_CASE("rules may be reported at another level or not at all", "[doors]") {
    std::vector<File> files = small_files();
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed("[21, 27]");
    files[3].text = setup.dump(2);
    Validator::Options options;
    options.levels = {{Rule::will_not_fill_in, Level::error}};
    CHECK(checked(files, options).front().level == Level::error);
    options.levels = {{Rule::will_not_fill_in, std::nullopt}};
    CHECK(checked(files, options).empty());
}

TEST_CASE("what a document does not want to be told is kept back and counted", "[doors]") {
    std::vector<File> files = small_files();
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed("[21, 27]");
    setup["mapping"][2]["leadloom-ignore"] = "LL0102: both crews take these";
    const auto ignoring = [&](const Json& changed) {
        files[3].text = changed.dump(2);
        Validator validator(Validator::Options{});
        for (const File& file : files) validator.load(file.name, file.kind, file.text);
        validator.finish();
        return validator.findings();
    };
    SECTION("inside its row") {
        const Findings findings = ignoring(setup);
        CHECK(findings.list().empty());
        REQUIRE(findings.kept_back().size() == 1);
        CHECK(findings.kept_back().front().rule == Rule::will_not_fill_in);
        CHECK(findings.ignored().front().reason == "both crews take these");
    }
    SECTION("but not in another row") {
        setup["mapping"][1]["leadloom-ignore"] = setup["mapping"][2]["leadloom-ignore"];
        setup["mapping"][2].erase("leadloom-ignore");
        CHECK(numbers_of(ignoring(setup).list()) == std::vector<std::string>{"LL0922", "LL0102"});
    }
    SECTION("nor another rule") {
        setup["mapping"][2]["leadloom-ignore"] = "LL0103: no";
        CHECK(numbers_of(ignoring(setup).list()) == std::vector<std::string>{"LL0102", "LL0922"});
    }
    SECTION("with a reason only") {
        setup["mapping"][2]["leadloom-ignore"] = parsed(R"(["LL0102", "LL0102: ", "LL9999: why"])");
        CHECK(numbers_of(ignoring(setup).list()) ==
              std::vector<std::string>{"LL0102", "LL0921", "LL0921", "LL0923"});
    }
    SECTION("and in the whole document") {
        setup["mapping"][2].erase("leadloom-ignore");
        setup["leadloom-ignore"] = parsed(R"(["LL0102: so be it"])");
        CHECK(ignoring(setup).list().empty());
    }
}

TEST_CASE("a command leaves conditions and suppressions as they are", "[doors]") {
    Session session;
    Json setup = testing::small_setup();
    setup["mapping"][2]["when"] = parsed(R"({"severity": "critical"})");
    setup["mapping"][2]["leadloom-ignore"] = "LL0126: on purpose";
    REQUIRE(testing::load(session, "s.setup.json", setup.dump())["ok"] == true);
    REQUIRE(testing::apply(session, parsed(R"({"type": "set_enabled", "integration": "smartac.com",
                                               "enabled": false})"))["ok"] == true);
    const Json written =
        parsed(testing::ask(session, parsed(R"({"view": "setup"})"))["text"].get<std::string>());
    CHECK(written["mapping"][2]["when"] == setup["mapping"][2]["when"]);
    CHECK(written["mapping"][2]["leadloom-ignore"] == setup["mapping"][2]["leadloom-ignore"]);
}

TEST_CASE("booking requests are checked before somebody sends them", "[doors]") {
    Json booking = parsed(R"({"source": "SmartAC.com", "name": "Ana Pena", "summary": "Leak",
        "isFirstTimeClient": true, "externalId": "A-1", "start": "2026-11-24T09:00:00-06:00",
        "jobTypeId": 21, "businessUnitId": 11, "campaignId": 31})");
    Validator::Options options;
    std::vector<File> files = small_files();
    const auto with_booking = [&](const Json& changed) {
        files.resize(4);
        files.push_back({"b.json", changed.dump()});
        return numbers_of(checked(files, options));
    };
    CHECK(with_booking(booking).empty());
    for (const char* const field : {"source", "name", "summary", "isFirstTimeClient"}) {
        CHECK(with_booking(with(booking, std::string("/") + field, nullptr)) ==
              std::vector<std::string>{"LL0510"});
    }
    CHECK(with_booking(with(booking, "/name", "  ")) == std::vector<std::string>{"LL0510"});
    CHECK(with_booking(with(booking, "/start", "2026-11-24T09:00:00")) ==
          std::vector<std::string>{"LL0512"});
    CHECK(with_booking(with(booking, "/start", "tomorrow")) == std::vector<std::string>{"LL0013"});
    CHECK(with_booking(with(booking, "/jobTypeId", 99)) == std::vector<std::string>{"LL0109"});
    options.now = time::parse("2026-11-24T15:00:00Z")->instant;
    CHECK(with_booking(booking).empty());
    options.now = *options.now + 1;
    CHECK(with_booking(booking) == std::vector<std::string>{"LL0511"});
}

TEST_CASE("spreadsheets and files over the limit end in numbered findings", "[doors]") {
    CHECK(numbers_of(checked({{"m.xlsx", "PK\x03\x04 and so on"}})) ==
          std::vector<std::string>{"LL0027"});
    Validator::Options options;
    options.limits.bytes = 38;
    const std::string text(38, ' ');
    CHECK(numbers_of(checked({{"a.json", text}}, options)) == std::vector<std::string>{"LL0001"});
    CHECK(numbers_of(checked({{"a.json", text + " "}}, options)) ==
          std::vector<std::string>{"LL0004"});
    CHECK(numbers_of(checked({{"a.json", "{}", "no-such"}})) == std::vector<std::string>{"LL0011"});
}

TEST_CASE("an export with more pages says so", "[doors]") {
    std::vector<File> files = small_files();
    Json jobs = Json::object();
    jobs["page"] = 1;
    jobs["hasMore"] = true;
    jobs["data"] = testing::small_job_types();
    files[1].text = jobs.dump();
    CHECK(numbers_of(checked(files)) == std::vector<std::string>{"LL0152"});
    Json next = with(with(jobs, "/page", 2), "/hasMore", false);
    files.push_back({"jobs-2.json", next.dump()});
    CHECK(numbers_of(checked(files)).empty());
}

TEST_CASE("pages and parts that were not given are told by what was", "[doors]") {
    struct Row {
        /// Members beside `data`, of one file each.
        std::vector<std::string> pages;
        std::vector<std::string> messages;
    };
    const auto [pages, messages] = GENERATE(values<Row>({
        {{R"({"page":1,"hasMore":false,"totalCount":null})"}, {}},
        {{R"({"page":1,"hasMore":false,"totalCount":6})"}, {}},
        {{R"({"page":1,"hasMore":false,"totalCount":60})"},
         {"There are 60 business units by this count, but only 6 were given."}},
        // What is missing is said once.
        {{R"({"page":2,"hasMore":false,"totalCount":60})"},
         {"This is page 2 of the business units, but page 1 was not given."}},
        {{R"({"page":1,"hasMore":true,"totalCount":12})",
          R"({"page":3,"hasMore":false,"totalCount":12})"},
         {"Page 1 of the business units says that there are more, but page 2 was not given.",
          "This is page 3 of the business units, but page 2 was not given."}},
        {{R"({"page":2,"hasMore":false,"totalCount":12})",
          R"({"page":1,"hasMore":true,"totalCount":12})"},
         {}},
        {{R"({"hasMore":true,"continueFrom":"a"})"},
         {"This part of the business units says that there are more, but the last part was not "
          "given."}},
        {{R"({"hasMore":true,"continueFrom":"a"})", R"({"hasMore":false,"continueFrom":"b"})"}, {}},
    }));
    std::vector<File> files = small_files();
    const Json units = parsed(files[0].text);
    files.erase(files.begin());
    for (const std::string& members : pages) {
        Json page = parsed(members);
        page["data"] = units.is_array() ? units : units["data"];
        files.push_back({"units-" + std::to_string(files.size()) + ".json", page.dump()});
    }
    std::vector<std::string> said;
    for (const Finding& finding : checked(files)) {
        if (finding.rule == Rule::export_incomplete) said.push_back(finding.message);
    }
    CHECK(said == messages);
}

TEST_CASE("a validation answers in every format and mends what can be mended", "[doors]") {
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed(R"([{"id": "21", "name": "AC Fix"}])");
    const std::string text = setup.dump(2) + "\n";
    Validation validation(R"({"rules": {"LL0118": "off"}})");
    for (const File& file : small_files())
        validation.load(file.name, "auto", file.name == "s.setup.json" ? text : file.text);
    const Json report = parsed(validation.report());
    CHECK(testing::numbers(report) == std::vector<std::string>{"LL0110"});
    for (const char* const format : {"text", "json", "sarif", "github", "markdown", "junit"})
        CHECK(validation.format(format).contains("LL0110"));
    CHECK(validation.format("no-such").empty());
    const auto fixed = validation.fixed("s.setup.json", false);
    REQUIRE(fixed.has_value());
    setup["mapping"][2]["jobTypes"][0]["name"] = "AC Repair";
    CHECK(*fixed == setup.dump(2) + "\n");
    CHECK_FALSE(validation.fixed("units.json", true).has_value());
    CHECK_FALSE(validation.fixed("no-such", true).has_value());
}

TEST_CASE("places in a feed are those of its file, whatever its encoding", "[doors]") {
    const Json alert = with(testing::small_alert("A-1"), "/member/name", "Jos\xC3\xA9");
    const Json bad = with(testing::small_alert("A-2"), "/type", "Caf\xC3\xA9 Alarm");
    const std::string text = Json::array({alert, bad}).dump(2);
    const auto encoding = GENERATE(text::Encoding::windows_1252, text::Encoding::utf16_little);
    const std::string bytes = (encoding == text::Encoding::utf16_little ? "\xFF\xFE" : "") +
                              *text::encoded(text, encoding);
    std::vector<File> files = small_files();
    files.push_back({"alerts.json", bytes});
    const auto findings = checked(files);
    CHECK(numbers_of(findings) == std::vector<std::string>{"LL0002", "LL0403"});
    const Place place = findings.back().place.value();
    const std::string there = text::decoded(bytes.substr(place.byte, place.bytes), encoding);
    CHECK(there.starts_with("{"));
    CHECK(there.ends_with("}"));
    CHECK(there.contains("Caf\xC3\xA9 Alarm"));
}

TEST_CASE("a mapping that says nothing or too much is a finding", "[doors]") {
    struct Row {
        std::string name;
        std::string text;
        std::vector<std::string> numbers;
    };
    const auto [name, text, numbers] = GENERATE(values<Row>({
        {"m.csv", "Standard Job Type,Job Type,Business Unit\n", {"LL0118", "LL0139"}},
        {"m.json", R"({"leadloom":"mapping/1","mapping":[]})", {"LL0118", "LL0139"}},
        {"m.json", R"({"mapping":[]})", {"LL0009", "LL0118", "LL0139"}},
        {"m.json", R"({"trades":[],"mapping":[]})", {"LL0009", "LL0118"}},
        {"m.json",
         R"([{"standardJobType":"Leak Detected","jobTypes":["1","99999999999999999999"],"businessUnits":["A"]}])",
         {"LL0118", "LL0010"}},
        {"m.json",
         R"([{"standardJobType":"Leak Detected","jobTypes":["1"],"businessUnits":["A"],"leadloom-ignore":"ll0101: x"}])",
         {"LL0118", "LL0922"}},
    }));
    Validator::Options options;
    options.levels.emplace_back(Rule::no_mapping, std::nullopt);
    CHECK(numbers_of(checked({{name, text}}, options)) == numbers);
}
