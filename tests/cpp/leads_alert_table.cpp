#include "leadloom/doors/validator.hpp"
#include "leadloom/leads/rejected.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

struct Fed {
    Feed feed;
    Findings findings;
    std::size_t records = 0;

    explicit Fed(std::string text, const Limits& limits = {}) {
        records = add_alert_table(feed, "f.csv", std::move(text), limits, findings);
    }
    [[nodiscard]] Json alert(std::size_t at) const {
        return testing::parsed(feed.alerts().at(at).text);
    }
};

constexpr std::string_view headings =
    "Source,Alert ID,Alert Type,Severity,Submitted On,Account,Profile,Name,Phone,E-mail,"
    "Street,Unit,City,State,ZIP,Device,Device Name,Placement,Filter age,Pets\n";

}  // namespace

TEST_CASE("rows of a table are alerts", "[leads]") {
    const std::string text =
        std::string(headings) +
        "smartac.com,1,Water Detected,Urgent,2026-11-20T08:03:11-06:00,acct-1,home,Ana Peña,"
        "512-555-0134,ana@example.com,\"1 Main St, rear\",4B,Kyle,TX,78640,d-1,Air handler,attic,"
        "\"12\"\" media\",\n"
        "\n"
        "smartac.com,2,Poor Cooling Performance,Critical,,,,\"Bo\nLi\",,,,,,,,,,,,yes\n";
    const Fed fed(text);
    CHECK(fed.records == 2);
    CHECK(fed.findings.list().empty());
    REQUIRE(fed.feed.alerts().size() == 2);
    CHECK(
        fed.alert(0) ==
        testing::parsed(
            R"({"source":"smartac.com","id":"1","type":"Water Detected","severity":"Urgent",)"
            R"("submittedOn":"2026-11-20T08:03:11-06:00","account":"acct-1","profile":"home",)"
            R"("member":{"name":"Ana Peña","phone":"512-555-0134","email":"ana@example.com",)"
            R"("address":{"street":"1 Main St, rear","unit":"4B","city":"Kyle","state":"TX","zip":"78640"}},)"
            R"("device":{"id":"d-1","name":"Air handler","placement":"attic"},)"
            R"("details":{"Filter age":"12\" media"}})"));
    const Alert& first = fed.feed.alerts()[0];
    CHECK(first.line == 2);
    CHECK(first.name == "Ana Peña");
    CHECK(first.subject == "d-1");
    CHECK(time::format(first.submitted) == "2026-11-20T14:03:11Z");
    CHECK(fed.feed.find_lead("smartac.com/1") == &first);
    const Alert& second = fed.feed.alerts()[1];
    CHECK(second.line == 4);
    CHECK(fed.alert(1)["details"] == testing::parsed(R"({"Pets":"yes"})"));
    for (const Alert& alert : fed.feed.alerts()) {
        const Place place = fed.feed.place(alert);
        CHECK(place.file == "f.csv");
        CHECK(place.line == alert.line);
        CHECK(text.substr(place.byte).starts_with("smartac.com," + std::string(alert.id)));
    }
}

TEST_CASE("headings are known by other names, in any order, with any separator", "[leads]") {
    const std::string text =
        "\xEF\xBB\xBFType;id;LAST NAME;First Name;partner;Status;Test;Date;mobile\r\n"
        "Leak;7;Li;Bo;p.example;Resolved;Yes;2026-11-20T14:00:00Z;5125550134\r\n"
        "Leak;8;Li;;p.example;open;no;;\r\n";
    const Fed fed(text);
    REQUIRE(fed.feed.alerts().size() == 2);
    CHECK(
        fed.alert(0) ==
        testing::parsed(
            R"({"type":"Leak","id":"7","source":"p.example","state":"cleared","test":true,)"
            R"("submittedOn":"2026-11-20T14:00:00Z","member":{"phone":"5125550134","name":"Bo Li"}})"));
    CHECK(fed.feed.alerts()[0].cleared);
    CHECK(fed.feed.alerts()[0].test);
    CHECK(fed.feed.alerts()[1].name == "Li");
    CHECK_FALSE(fed.feed.alerts()[1].cleared);
    CHECK_FALSE(fed.feed.alerts()[1].test);
}

TEST_CASE("of two columns of one meaning the second is a detail", "[leads]") {
    const Fed fed("source,id,type,Phone,Mobile\ns,1,t,111,222\ns,2,t,,333\n");
    REQUIRE(fed.feed.alerts().size() == 2);
    CHECK(fed.alert(0)["member"]["phone"] == "111");
    CHECK(fed.alert(0)["details"]["Mobile"] == "222");
    CHECK(fed.alert(1)["member"]["phone"] == "333");
}

TEST_CASE("a bad row is set aside with its line and reason, the rest goes on", "[leads]") {
    const auto [row, rule] = GENERATE(table<std::string, Rule>({
        {"s,,t,", Rule::alert_incomplete},
        {",9,t,", Rule::alert_incomplete},
        {"s,9,,", Rule::alert_incomplete},
        {"s,9,t,a,b", Rule::row_too_long},
        {"s,9,t,\"open", Rule::quote_open},
        {"s,1.23457E+11,t,", Rule::cell_unreadable},
        {"s,9,t,\x01", Rule::cell_unreadable},
    }));
    const std::string text = "source,id,type,note\ns,1,t,\"two\nlines\"\n" + row + "\ns,2,t,\n";
    INFO(text);
    const Fed fed(text);
    CHECK(fed.records == 3);
    CHECK(fed.findings.list().empty());
    REQUIRE(fed.feed.alerts().size() == 2);
    CHECK(fed.feed.alerts()[1].line == 5);
    REQUIRE(fed.feed.set_aside().size() == 1);
    const SetAside& aside = fed.feed.set_aside()[0];
    CHECK(aside.rule == rule);
    CHECK(aside.place.line == 4);
    CHECK(aside.text == row);
    CHECK_FALSE(aside.message.empty());
    CHECK_FALSE(aside.hint.empty());
    CHECK(testing::parsed(rejected(fed.feed))["line"] == 4);
}

TEST_CASE("a table as lines is the same feed to who reads no tables", "[leads]") {
    const Fed fed(std::string("Source,Id,Type,Severity,Name\n") +
                  "smartac.com,1,Water Detected,Urgent,\"Bo\nLi\"\n"
                  "smartac.com,1.23457E+11,Water Detected,Urgent,Cy\n"
                  "smartac.com,2,Water Detected,Urgent,Di\n"
                  "smartac.com,2,Water Detected,Urgent,Di\n");
    REQUIRE(fed.feed.set_aside().size() == 1);
    const std::string lines = alert_lines(fed.feed);
    Feed other;
    Findings findings;
    CHECK(other.add("f.ndjson", lines, Limits{}, findings) == 4);
    REQUIRE(other.alerts().size() == fed.feed.alerts().size());
    for (std::size_t i = 0; i < other.alerts().size(); ++i) {
        CHECK(testing::parsed(other.alerts()[i].text) == fed.alert(i));
        CHECK(other.alerts()[i].duplicate == fed.feed.alerts()[i].duplicate);
        CHECK(other.alerts()[i].line == fed.feed.alerts()[i].line);
    }
    REQUIRE(other.set_aside().size() == 1);
    const SetAside& before = fed.feed.set_aside().front();
    const SetAside& after = other.set_aside().front();
    CHECK(after.text == before.text);
    CHECK(after.place.line == before.place.line);
    CHECK(after.rule == before.rule);
    CHECK(after.message == before.message);
    CHECK(after.hint == before.hint);
}

TEST_CASE("a table in another encoding is read all the same", "[leads]") {
    const Fed windows("source,id,type,name\ns,1,t,Ren\xE9\n");
    REQUIRE(windows.feed.alerts().size() == 1);
    CHECK(windows.feed.alerts()[0].name == "René");
    CHECK(testing::count(windows.findings, Rule::windows_encoding) == 1);
    std::string wide = "\xFF\xFE";
    for (const char c : std::string("source\tid\ttype\ns\t1\tt\n")) wide += std::string{c, '\0'};
    CHECK(Fed(wide).feed.alerts().size() == 1);
}

TEST_CASE("what is a table of alerts is told from other tables", "[leads]") {
    CHECK(looks_like_alert_table("source,id,type\n"));
    CHECK(looks_like_alert_table("\"Integration\";\"Alert ID\";\"Alert\"\n"));
    CHECK_FALSE(
        looks_like_alert_table("Trade,Standard Job Type,Job Type,Business Unit,Severity\n"));
    CHECK_FALSE(looks_like_alert_table("id,type\n1,t\n"));
    CHECK_FALSE(looks_like_alert_table(""));
    auto session = testing::small_session();
    const Json loaded = testing::load(*session, "alerts.csv",
                                      "source,id,type,severity\n"
                                      "smartac.com,1,Poor Cooling Performance,Critical\n"
                                      "smartac.com,2,Poor Cooling Performance,Watching\n");
    CHECK(loaded["kind"] == "feed");
    CHECK(loaded["records"] == 2);
    const Json held = testing::ask(*session, {{"view", "held"}});
    CHECK(held["total"] == 1);
}

TEST_CASE("a table and its limits", "[leads]") {
    const std::string text = "source,id,type\ns,1,t\n";
    CHECK(Fed(text, {.bytes = text.size()}).records == 1);
    const Fed refused(text, {.bytes = text.size() - 1});
    CHECK(refused.records == 0);
    CHECK(testing::count(refused.findings, Rule::too_large) == 1);
    const Fed shallow("source,id,type,city\ns,1,t,Kyle\ns,2,t,\n", {.depth = 2});
    CHECK(shallow.feed.alerts().size() == 1);
    CHECK(shallow.feed.set_aside().at(0).rule == Rule::too_deep);
    CHECK(Fed("source,id,type\n").records == 0);
}

TEST_CASE("a validator tells a table of alerts from a mapping", "[leads]") {
    Validator validator(Validator::Options{});
    validator.load("alerts.csv", "auto", "source,id,type\nsmartac.com,1,Water Detected\nx\n");
    validator.load("mapping.csv", "auto", "Standard Job Type,Job Type,Business Unit\n");
    validator.finish();
    CHECK(validator.documents()[0].kind == DocumentKind::feed);
    CHECK(validator.documents()[0].records == 2);
    CHECK(validator.documents()[1].kind == DocumentKind::mapping);
    CHECK(testing::first(validator.findings(), Rule::alert_incomplete).place->line == 3);
}
