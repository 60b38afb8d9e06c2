#include "leadloom/leads/desk.hpp"

#include <algorithm>

#include "leadloom/leads/workspace.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::count;
using testing::parsed;
using testing::small_alert;
using testing::with;

namespace {

/// How often each reason holds alerts.
std::size_t held(const Session& session, std::string_view code) {
    const Json view = ask(session, {{"view", "held"}});
    for (const Json& row : view["reasons"]) {
        if (row["code"] == code) return row["count"].get<std::size_t>();
    }
    return 0;
}

Json leads(const Session& session, Json question = Json::object()) {
    question["view"] = "leads";
    return ask(session, question);
}

std::vector<std::string> ids(const Json& window) {
    std::vector<std::string> found;
    for (const Json& line : window["leads"]) found.push_back(line["id"].get<std::string>());
    return found;
}

std::unique_ptr<Session> session_with(const Json& setup, const std::string& feed) {
    auto session = testing::small_session();
    REQUIRE(testing::load(*session, "s.json", setup.dump())["ok"] == true);
    testing::load(*session, "f.ndjson", feed, "feed");
    return session;
}

Json accept_lead(std::string_view lead) { return {{"type", "accept_lead"}, {"lead", lead}}; }

}  // namespace

TEST_CASE("a severity that is no text is named as it was sent", "[leads]") {
    const auto [sent, named] = GENERATE(table<std::string, std::string>({
        {"3", "3"},
        {"2.50", "2.50"},
        {"true", "true"},
        {"[3]", "an array"},
        {R"({"level":3})", "an object"},
        {R"("Severe")", "Severe"},
        {"null", ""},
    }));
    const Json alert = with(small_alert("a"), "/severity", nullptr);
    const std::string text = R"({"severity":)" + sent + "," + alert.dump().substr(1);
    const auto session = session_with(testing::small_setup(), text);
    CHECK(at(ask(*session, {{"view", "held"}}), "/alerts/0/severity") == named);
    const Json report = parsed(session->report());
    REQUIRE(count(report, Rule::unknown_severity) == 1);
    CHECK(at(report, "/findings/0/message") ==
          "The severity “" + named + "” is not known; 1 alert has it.");
}

TEST_CASE("a partner may count its severities", "[leads]") {
    Session session;
    testing::load(session, "nest.json", R"({"leadloom":"partner/1","id":"nest","name":"Nest",
        "agreement":{"version":"1","title":"T","text":"X"},"campaign":"Nest Leads",
        "severities":[{"code":"3","severity":"critical"}],"passOn":["critical"],
        "alertTypes":[{"name":"No Heat","trade":"hvac","standardJobType":"repair_heating_system"}]})");
    testing::load(session, "f", R"({"source":"nest","id":"1","type":"No Heat","severity":3})",
                  "feed");
    CHECK(held(session, "unknown_severity") == 0);
    CHECK(held(session, "agreement_needed") == 1);
}

TEST_CASE("what is held is counted by its reason (M4)", "[leads]") {
    const auto [setup_at, setup_value, alert_at, alert_value, code] =
        GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
            {"", "", "/severity", "\"Watching\"", "severity_not_passed_on"},
            {"", "", "/severity", "\"Severe\"", "unknown_severity"},
            {"", "", "/severity", "null", "unknown_severity"},
            {"", "", "/type", "\"Low Battery\"", "unknown_alert_type"},
            {"", "", "/source", "\"nest\"", "unknown_partner"},
            {"", "", "/source", "\"SmartAC.com\"", "unknown_partner"},
            {"", "", "/test", "true", "test_message"},
            {"", "", "/state", "\"cleared\"", "cleared"},
            {"", "", "/id", "null", "unreadable"},
            {"/integrations/0/enabled", "false", "", "", "paused"},
            {"/integrations/0/agreement", "null", "", "", "agreement_needed"},
            {"/integrations/0/agreement/version", "\"1\"", "", "", "agreement_outdated"},
            {"/integrations/0/agreement/sha256", "\"1\"", "", "", "agreement_outdated"},
            {"/integrations/0/agreement/acceptedBy/role", "\"CSR\"", "", "", "agreement_outdated"},
            {"/integrations", "[]", "", "", "agreement_needed"},
            {"/integrations/0/off", R"([{"trade":"hvac","standardJobType":"repair_ac"}])", "", "",
             "job_type_off"},
        }));
    INFO(code << " " << setup_value << alert_value);
    Json setup = testing::small_setup();
    if (!setup_at.empty()) setup = with(setup, setup_at, parsed(setup_value));
    Json alert = small_alert("b");
    if (!alert_at.empty()) alert = with(alert, alert_at, parsed(alert_value));
    const auto session = session_with(setup, alert.dump());
    CHECK(leads(*session)["total"] == 0);
    CHECK(held(*session, code) == 1);
    const Json view = ask(*session, {{"view", "held"}, {"reason", code}});
    CHECK(view["total"] == 1);
    REQUIRE(view["alerts"].size() == 1);
    CHECK(at(view, "/alerts/0/code") == code);
    CHECK(at(view, "/alerts/0/line") == 1);
    CHECK_FALSE(at(view, "/alerts/0/text").get<std::string>().empty());
    CHECK(ask(*session, {{"view", "held"}, {"reason", "other"}})["alerts"].empty());
}

TEST_CASE("every alert is a lead or held, none is lost", "[leads]") {
    Session session;
    for (const char* const name : {"business-units.json", "job-types.json", "campaigns.json",
                                   "prairie-star.setup.json", "alerts.ndjson"}) {
        const Json answer =
            testing::load(session, name, testing::file(std::string("catalog/sample/") + name));
        INFO(name);
        CHECK(answer["ok"] == true);
    }
    const Json window = leads(session, {{"count", 500}});
    const Json holding = ask(session, {{"view", "held"}, {"count", 500}});
    const std::size_t all =
        session.workspace().feed().alerts().size() + session.workspace().feed().set_aside().size();
    CHECK(window["total"].get<std::size_t>() + holding["total"].get<std::size_t>() == all);
    CHECK(window["leads"].size() == window["total"].get<std::size_t>());
    CHECK(holding["alerts"].size() == holding["total"].get<std::size_t>());
    CHECK(at(window, "/counts/new") == window["total"]);
    for (const Json& line : window["leads"]) {
        CHECK(line["severity"] != "watching");
        const Json card = ask(session, {{"view", "lead"}, {"id", line["id"]}});
        REQUIRE(card["id"] == line["id"]);
        CHECK(card["integration"]["id"] == line["integration"]);
        // M3: both or neither.
        CHECK(at(card, "/resolution").contains("jobType") ==
              at(card, "/resolution").contains("businessUnit"));
    }
}

TEST_CASE("leads wait in order: worst first, then longest", "[leads]") {
    const auto alert = [](std::string_view id, std::string_view severity, const Json& time) {
        Json made = small_alert(id);
        made["severity"] = severity;
        return with(made, "/submittedOn", time).dump() + "\n";
    };
    const auto session = session_with(testing::small_setup(),
                                      alert("a", "Urgent", "2026-11-20T10:00:00Z") +
                                          alert("b", "Critical", "2026-11-20T11:00:00Z") +
                                          alert("c", "Critical", "2026-11-20T12:30:00+02:00") +
                                          alert("d", "Urgent", nullptr) +
                                          alert("e", "Urgent", "2026-11-20T10:00:00Z"));
    const auto order = [&](const Json& question) {
        std::string text;
        for (const std::string& id : ids(leads(*session, question))) text += id.back();
        return text;
    };
    CHECK(order(Json::object()) == "cbdae");
    CHECK(order({{"sort", "oldest"}}) == "daecb");
    CHECK(order({{"sort", "newest"}}) == "bcead");
    CHECK(order({{"severity", "urgent"}}) == "dae");
    CHECK(order({{"severity", "watching"}}).empty());
    CHECK(order({{"integration", "smartac.com"}}).size() == 5);
    CHECK(order({{"integration", "other"}}).empty());
    CHECK(order({{"offset", 1}, {"count", 2}}) == "bd");
    CHECK(order({{"offset", 5}}).empty());
    CHECK(order({{"count", 0}}).empty());
    CHECK(leads(*session, {{"count", 0}})["total"] == 5);
}

TEST_CASE("leads are found by words of name, alert type and city", "[leads]") {
    Json other = small_alert("b");
    other["member"]["name"] = "  Bjørn  O'Hara ";
    other["member"]["address"]["city"] = "SAN MARCOS";
    other["type"] = "Water Detected";
    const auto session =
        session_with(testing::small_setup(), small_alert("a").dump() + "\n" + other.dump());
    const auto [words, found] = GENERATE(table<std::string, std::string>({{"", "ab"},
                                                                          {"  ", "ab"},
                                                                          {"peña", "a"},
                                                                          {"ANA cooling", "a"},
                                                                          {"kyle", "a"},
                                                                          {"bjorn", "b"},
                                                                          {"san marcos water", "b"},
                                                                          {"marcos san", "b"},
                                                                          {"o'hara", "b"},
                                                                          {"ana water", ""},
                                                                          {"zzz", ""}}));
    INFO(words);
    std::string text;
    for (const std::string& id : ids(leads(*session, {{"text", words}, {"sort", "oldest"}})))
        text += id.back();
    CHECK(text == found);
}

TEST_CASE("a lead is accepted once and reopened", "[leads]") {
    const auto session = session_with(testing::small_setup(), small_alert("a").dump());
    const Json accept = accept_lead("smartac.com/a");
    CHECK(apply(*session, accept)["ok"] == true);
    CHECK(at(leads(*session), "/counts/accepted") == 1);
    CHECK(at(leads(*session), "/counts/new") == 0);
    CHECK(leads(*session, {{"state", "accepted"}})["total"] == 1);
    CHECK(leads(*session, {{"state", "new"}})["total"] == 0);
    const Json again = apply(*session, accept);
    CHECK(again["ok"] == false);
    CHECK(count(again, Rule::not_new) == 1);
    CHECK(at(again, "/findings/0/message").get<std::string>().contains("Olga"));
    const Json reopen = with(accept, "/type", "reopen_lead");
    CHECK(apply(*session, reopen)["ok"] == true);
    CHECK(count(apply(*session, reopen), Rule::move_refused) == 1);
    CHECK(leads(*session, {{"state", "new"}})["total"] == 1);
    // What was done stands in the log, what was refused does not.
    const std::string log = ask(*session, {{"view", "log"}}).get<std::string>();
    CHECK(std::ranges::count(log, '\n') == 2);
    CHECK(parsed(log.substr(0, log.find('\n')))["lead"] == "smartac.com/a");
}

TEST_CASE("a desk command that fails changes nothing", "[leads]") {
    const auto [command, rule] = GENERATE(table<std::string, Rule>({
        {R"({"type":"accept_lead","lead":"smartac.com/z"})", Rule::unknown_lead},
        {R"({"type":"accept_lead","lead":"smartac.com/held"})", Rule::unknown_lead},
        {R"({"type":"reopen_lead","lead":"smartac.com/a"})", Rule::move_refused},
        {R"({"type":"accept_lead"})", Rule::missing_field},
        {R"({"type":"accept_lead","lead":5})", Rule::wrong_type},
        {R"({"type":"accept_lead","lead":"smartac.com/a","at":"now"})", Rule::bad_time},
        {R"({"type":"accept_lead","lead":"smartac.com/a","by":{}})", Rule::missing_field},
    }));
    Json watching = small_alert("held");
    watching["severity"] = "Watching";
    const auto session =
        session_with(testing::small_setup(), small_alert("a").dump() + "\n" + watching.dump());
    const Json answer = apply(*session, parsed(command));
    INFO(command);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, rule) > 0);
    CHECK(at(leads(*session), "/counts/accepted") == 0);
    CHECK(ask(*session, {{"view", "log"}}) == "");
}

TEST_CASE("accepted leads survive a pause, and what else the set-up holds", "[leads]") {
    const auto session = session_with(testing::small_setup(),
                                      small_alert("a").dump() + "\n" + small_alert("b").dump());
    CHECK(apply(*session, accept_lead("smartac.com/a"))["ok"] == true);
    Json command;
    std::string code;
    SECTION("pause") {
        command = {{"type", "set_enabled"}, {"integration", "smartac.com"}, {"enabled", false}};
        code = "paused";
    }
    SECTION("job type off") {
        command = {{"type", "set_job_type_enabled"},
                   {"integration", "smartac.com"},
                   {"trade", "hvac"},
                   {"standardJobType", "repair_ac"},
                   {"enabled", false}};
        code = "job_type_off";
    }
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(ids(leads(*session)) == std::vector<std::string>{"smartac.com/a"});
    CHECK(held(*session, code) == 1);
    CHECK(ask(*session, {{"view", "lead"}, {"id", "smartac.com/b"}}).is_null());
    const Json card = ask(*session, {{"view", "lead"}, {"id", "smartac.com/a"}});
    CHECK(card["state"] == "accepted");
    CHECK(at(card, "/resolution/jobType/id") == "21");
    CHECK_FALSE(ask(*session, {{"view", "booking"}, {"id", "smartac.com/a"}}).is_null());
    // Once reopened it is held like the other.
    CHECK(apply(*session, with(accept_lead("smartac.com/a"), "/type", "reopen_lead"))["ok"] ==
          true);
    CHECK(leads(*session)["total"] == 0);
    CHECK(held(*session, code) == 2);
}

TEST_CASE("an acceptance survives a new set-up and a second delivery", "[leads]") {
    const auto session = session_with(testing::small_setup(), small_alert("a").dump());
    CHECK(apply(*session, accept_lead("smartac.com/a"))["ok"] == true);
    testing::load(*session, "again.ndjson", small_alert("a").dump(), "feed");
    CHECK(testing::load(*session, "s2.json", testing::small_setup().dump())["ok"] == true);
    CHECK(ids(leads(*session)) == std::vector<std::string>{"smartac.com/a"});
    CHECK(held(*session, "duplicate") == 1);
    CHECK(at(leads(*session), "/counts/accepted") == 1);
}

TEST_CASE("leads follow the set-up and the feed as they change", "[leads]") {
    Session session;
    testing::load(session, "f.ndjson", small_alert("a").dump(), "feed");
    CHECK(held(session, "agreement_needed") == 1);
    CHECK(testing::load(session, "s.json", testing::small_setup().dump())["ok"] == true);
    CHECK(leads(session)["total"] == 1);
    testing::load(session, "f2.ndjson", small_alert("b").dump(), "feed");
    CHECK(leads(session)["total"] == 2);
    CHECK(at(ask(session, {{"view", "lead"}, {"id", "smartac.com/b"}}),
             "/resolution/jobType/name") == "AC Repair");
    testing::load(session, "units.json", testing::small_business_units().dump());
    CHECK(at(leads(session), "/leads/0/businessUnit") == "HVAC North");
}

TEST_CASE("every reason and state has words", "[leads]") {
    for (std::size_t i = 1; i < held_count; ++i) {
        CHECK_FALSE(held_row(static_cast<Held>(i)).code.empty());
        CHECK(held_row(static_cast<Held>(i)).text.ends_with('.'));
    }
    CHECK(held_row(Held::no).code.empty());
    CHECK(word(LeadState::fresh) == "new");
    CHECK(word(LeadState::accepted) == "accepted");
    CHECK(is_lead_command("accept_lead"));
    CHECK_FALSE(is_lead_command("set_enabled"));
}

TEST_CASE("an agreement is in force, outdated or missing", "[leads]") {
    const Partner& partner = *shipped_catalog().partner("smartac.com");
    CHECK(agreement_state(partner, nullptr) == AgreementState::not_accepted);
    Integration integration;
    CHECK(agreement_state(partner, &integration) == AgreementState::not_accepted);
    integration.agreement = Acceptance{partner.agreement.version,
                                       partner.agreement.sha256,
                                       {"Olga", "Owner"},
                                       "2026-01-01T00:00:00Z",
                                       {}};
    CHECK(agreement_state(partner, &integration) == AgreementState::accepted);
    integration.agreement->by.role = "CSR";
    CHECK(agreement_state(partner, &integration) == AgreementState::outdated);
}

TEST_CASE("what the feed holds that no table knows is told once each", "[leads]") {
    Json strange = small_alert("b");
    strange["severity"] = "P1";
    strange["account"] = "acct-9";
    Json other = small_alert("c");
    other["type"] = "Low Battery";
    Json partner = small_alert("d");
    partner["source"] = "nest";
    const std::string feed = small_alert("a").dump() + "\n" + strange.dump() + "\n" +
                             with(strange, "/id", "b2").dump() + "\n" + other.dump() + "\n" +
                             partner.dump() + "\n" + small_alert("a").dump() + "\n5\n{}\n";
    const auto session = session_with(testing::small_setup(), feed);
    const Json report = ask(*session, {{"view", "findings"}});
    const auto [rule, line, words] = GENERATE(table<Rule, int, std::string>({
        {Rule::unknown_severity, 2, "2 alerts have it"},
        {Rule::unknown_account, 2, "2 alerts have it"},
        {Rule::unknown_alert_type, 4, "1 alert has it"},
        {Rule::unknown_partner, 5, "“nest”"},
        {Rule::duplicate_delivery, 6, "1 alert"},
        {Rule::not_an_alert, 7, "a number"},
        {Rule::alert_incomplete, 8, "no source or no id"},
    }));
    INFO(label(rule));
    CHECK(count(report, rule) == 1);
    for (const Json& finding : report["findings"]) {
        if (finding["rule"] != label(rule)) continue;
        CHECK(at(finding, "/place/line") == line);
        CHECK(at(finding, "/place/file") == "f.ndjson");
        CHECK(finding["message"].get<std::string>().contains(words));
        CHECK(testing::misplaced(finding["place"], feed).empty());
    }
    // With nothing strange there is nothing to tell.
    const auto plain = session_with(testing::small_setup(), small_alert("a").dump());
    CHECK(ask(*plain, {{"view", "findings"}})["findings"].empty());
}
