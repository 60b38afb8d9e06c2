#include "leadloom/decide/apply.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::count;
using testing::parsed;
using testing::with;

namespace {

Json accept_command() {
    const Agreement& agreement = shipped_catalog().partner("smartac.com")->agreement;
    return {{"type", "accept_agreement"},
            {"integration", "smartac.com"},
            {"version", agreement.version},
            {"sha256", agreement.sha256}};
}

/// A session with a tenant, but with no set-up yet.
std::unique_ptr<Session> fresh() {
    auto session = std::make_unique<Session>();
    testing::load(*session, "units.json", testing::small_business_units().dump());
    testing::load(*session, "jobs.json", testing::small_job_types().dump());
    testing::load(*session, "campaigns.json", testing::small_campaigns().dump());
    return session;
}

Json setup_of(const Session& session) {
    return parsed(at(ask(session, {{"view", "setup"}}), "/text").get<std::string>());
}

}  // namespace

TEST_CASE("a set-up grows from nothing by commands alone", "[decide]") {
    const auto session = fresh();
    CHECK(apply(*session, accept_command())["ok"] == true);
    CHECK(apply(*session, {{"type", "select_trades"},
                           {"trades", {"hvac", "plumber", "hvac"}}})["ok"] == true);
    CHECK(apply(*session, {{"type", "map_job_type"},
                           {"trade", "hvac"},
                           {"standardJobType", "repair_ac"},
                           {"jobTypes", {"21", "AC no  cool", "21"}},
                           {"businessUnits", {"9007199254740997"}}})["ok"] == true);
    CHECK(apply(*session, {{"type", "set_job_type_enabled"},
                           {"integration", "smartac.com"},
                           {"trade", "hvac"},
                           {"standardJobType", "repair_hvac"},
                           {"enabled", false}})["ok"] == true);
    CHECK(apply(*session, {{"type", "set_enabled"},
                           {"integration", "smartac.com"},
                           {"enabled", false}})["ok"] == true);
    const Json setup = setup_of(*session);
    // M17: the partner's campaign is found in the tenant by name.
    CHECK(at(setup, "/integrations/0/campaign") == parsed(R"({"id":"31","name":"SmartAC.com"})"));
    CHECK(at(setup, "/integrations/0/agreement/acceptedBy/role") == "Owner");
    CHECK(at(setup, "/integrations/0/enabled") == false);
    CHECK(at(setup, "/integrations/0/off/0/standardJobType") == "repair_hvac");
    CHECK(setup["trades"] == parsed(R"(["hvac","plumber"])"));
    CHECK(at(setup, "/mapping/0/jobTypes") ==
          parsed(R"([{"id":"21","name":"AC Repair"},{"id":"27","name":"AC No Cool"}])"));
    CHECK(at(setup, "/mapping/0/businessUnits/0/id") == "9007199254740997");
    CHECK(setup["history"].size() == 5);
    CHECK(at(setup, "/history/0/type") == "accept_agreement");
}

TEST_CASE("only Admin and Owner may accept an agreement (M2)", "[decide]") {
    const auto role = GENERATE(as<std::string>{}, "CSR", "Dispatch", "GeneralOffice", "admin", "");
    const auto session = fresh();
    Json command = accept_command();
    command["by"] = {{"name", "Carl"}, {"role", role}};
    const Json answer = apply(*session, command);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, Rule::role_may_not_accept) == 1);
    CHECK(at(answer, "/findings/0/place/pointer") == "/by/role");
    CHECK(setup_of(*session)["integrations"].empty());
    // Everyone may read it, and is told why not more.
    const Json view =
        ask(*session, {{"view", "agreement"}, {"integration", "smartac.com"}, {"role", role}});
    CHECK(view["mayAccept"] == false);
    CHECK(view["whyNot"].get<std::string>().contains("Admin or Owner"));
    CHECK_FALSE(view["text"].get<std::string>().empty());
}

TEST_CASE("nobody does anything without a name", "[decide]") {
    const auto name = GENERATE(as<std::string>{}, "", " ", "\t\n", "\u00A0", "\u0301");
    const auto session = testing::small_session();
    testing::load(*session, "f.ndjson", testing::small_alert("a").dump(), "feed");
    const std::string before = session->query(R"({"view":"setup"})");
    const Json commands[] = {
        accept_command(),
        {{"type", "select_trades"}, {"trades", {"hvac"}}},
        {{"type", "map_job_type"},
         {"trade", "hvac"},
         {"standardJobType", "repair_ac"},
         {"jobTypes", Json::array()},
         {"businessUnits", Json::array()}},
        {{"type", "set_enabled"}, {"integration", "smartac.com"}, {"enabled", false}},
        {{"type", "set_job_type_enabled"},
         {"integration", "smartac.com"},
         {"trade", "hvac"},
         {"standardJobType", "repair_ac"},
         {"enabled", false}},
        {{"type", "set_campaign"}, {"integration", "smartac.com"}, {"campaign", "31"}},
        {{"type", "accept_lead"}, {"lead", "smartac.com/a"}},
        {{"type", "reopen_lead"}, {"lead", "smartac.com/a"}},
    };
    for (Json command : commands) {
        command["by"] = {{"name", name}, {"role", "Owner"}};
        INFO(command.dump());
        const Json answer = apply(*session, command);
        CHECK(answer["ok"] == false);
        CHECK(testing::numbers(answer) == std::vector<std::string>{"LL0009"});
        CHECK(at(answer, "/findings/0/place/pointer") == "/by/name");
        CHECK(at(answer, "/findings/0/message") == "A name must say who does this.");
    }
    CHECK(session->query(R"({"view":"setup"})") == before);
    CHECK(session->query(R"({"view":"log"})") == R"("")");
}

TEST_CASE("what was shown must be what is in force", "[decide]") {
    const auto session = fresh();
    const auto field = GENERATE(as<std::string>{}, "version", "sha256");
    Json command = accept_command();
    command[field] = "other";
    const Json answer = apply(*session, command);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, Rule::other_agreement) == 1);
    CHECK(at(answer, "/findings/0/place/pointer") == "/" + field);
}

TEST_CASE("an agreement is accepted once", "[decide]") {
    const auto session = fresh();
    CHECK(apply(*session, accept_command())["ok"] == true);
    const Json answer = apply(*session, accept_command());
    CHECK(answer["ok"] == false);
    CHECK(count(answer, Rule::already_accepted) == 1);
    CHECK(setup_of(*session)["history"].size() == 1);
}

TEST_CASE("an outdated or wrongful acceptance is renewed without switching anything on",
          "[decide]") {
    Json setup = testing::small_setup();
    SECTION("outdated") { setup["integrations"][0]["agreement"]["version"] = "2023-01"; }
    SECTION("another text") { setup["integrations"][0]["agreement"]["sha256"] = "00"; }
    SECTION("wrong role") { setup["integrations"][0]["agreement"]["acceptedBy"]["role"] = "CSR"; }
    setup["integrations"][0]["enabled"] = false;
    const auto session = fresh();
    CHECK(testing::load(*session, "s.json", setup.dump())["ok"] == true);
    CHECK(at(ask(*session, {{"view", "integrations"}}), "/1/state") != "live");
    CHECK(apply(*session, accept_command())["ok"] == true);
    CHECK(at(setup_of(*session), "/integrations/0/agreement/version") ==
          shipped_catalog().partner("smartac.com")->agreement.version);
    CHECK(at(setup_of(*session), "/integrations/0/enabled") == false);
}

TEST_CASE("nothing is enabled before its agreement is accepted", "[decide]") {
    const auto session = fresh();
    const Json enable = {
        {"type", "set_enabled"}, {"integration", "smartac.com"}, {"enabled", true}};
    const Json answer = apply(*session, enable);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, Rule::enable_needs_agreement) == 1);
    CHECK(setup_of(*session)["integrations"].empty());
    CHECK(apply(*session, with(enable, "/enabled", false))["ok"] == true);
    CHECK(apply(*session, accept_command())["ok"] == true);
    CHECK(count(apply(*session, enable), Rule::setup_incomplete) == 1);
}

TEST_CASE("an integration goes live when its steps are done (M10)", "[decide]") {
    const auto session = fresh();
    const Json finish = {{"type", "finish"}, {"integration", "smartac.com"}};
    const auto refused_for = [&](std::string_view why) {
        const Json answer = apply(*session, finish);
        return count(answer, Rule::setup_incomplete) == 1 &&
               at(answer, "/findings/0/message").get<std::string>().contains(why);
    };
    const auto state = [&](std::string_view member) {
        return at(ask(*session, {{"view", "integrations"}}), "/0")[member];
    };
    CHECK(state("id") == "smartac.com");
    CHECK(state("state") == "not_begun");
    CHECK(state("step") == 1);
    CHECK(refused_for("agreement"));
    CHECK(apply(*session, accept_command())["ok"] == true);
    CHECK(state("state") == "in_set_up");
    CHECK(state("enabled") == false);
    CHECK(state("step") == 2);
    CHECK(refused_for("no account"));
    CHECK(apply(*session, {{"type", "connect_account"},
                           {"integration", "smartac.com"},
                           {"account", "A"}})["ok"] == true);
    CHECK(refused_for("no job type"));
    Json rows = Json::array();
    for (const AlertType& type : shipped_catalog().partner("smartac.com")->alert_types)
        rows.push_back({{"trade", type.standard.trade},
                        {"standardJobType", type.standard.id},
                        {"jobTypes", {"21"}},
                        {"businessUnits", {"11"}}});
    CHECK(apply(*session, {{"type", "map_job_types"}, {"rows", rows}})["ok"] == true);
    // Business units can come later.
    CHECK(state("step") == 2);
    const Json done = apply(*session, finish);
    CHECK(done["ok"] == true);
    CHECK(done["undo"] ==
          parsed(R"({"type":"set_enabled","integration":"smartac.com","enabled":false})"));
    CHECK(state("state") == "live");
    CHECK(apply(*session, done["undo"])["ok"] == true);
    CHECK(state("state") == "paused");
    // A paused one goes on, whatever is open by then.
    CHECK(apply(*session, {{"type", "disconnect_account"},
                           {"integration", "smartac.com"},
                           {"account", "A"}})["ok"] == true);
    CHECK(apply(*session, {{"type", "set_enabled"},
                           {"integration", "smartac.com"},
                           {"enabled", true}})["ok"] == true);
    CHECK(state("state") == "live");
}

TEST_CASE("what was done is taken back by the command that it answers", "[decide]") {
    const auto session = fresh();
    CHECK(apply(*session, accept_command())["ok"] == true);
    CHECK(apply(*session, {{"type", "connect_account"},
                           {"integration", "smartac.com"},
                           {"account", "A"},
                           {"profiles", parsed(R"([{"id":"west"}])")}})["ok"] == true);
    CHECK(apply(*session, {{"type", "map_job_type"},
                           {"trade", "hvac"},
                           {"standardJobType", "repair_ac"},
                           {"jobTypes", {"21", "27"}},
                           {"businessUnits", {"11"}}})["ok"] == true);
    const Json command = parsed(
        GENERATE(as<std::string>{},
                 R"({"type":"connect_account","integration":"smartac.com","account":"B"})",
                 R"({"type":"connect_account","integration":"smartac.com","account":"A",
            "name":"Again","profiles":[{"id":"south","businessUnits":["12"]}]})",
                 R"({"type":"disconnect_account","integration":"smartac.com","account":"A"})",
                 R"({"type":"assign_business_units","integration":"smartac.com","account":"A",
            "profile":"west","businessUnits":["11"]})",
                 R"({"type":"assign_business_units","integration":"smartac.com","account":"A",
            "businessUnits":["11","12"]})",
                 R"({"type":"select_trades","trades":["hvac","plumber"]})",
                 R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["21"],"businessUnits":["12"]})",
                 R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":[],"businessUnits":[]})",
                 R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["27"],"businessUnits":["12"],"when":{"severity":"critical"}})",
                 R"({"type":"map_job_types","rows":[
            {"trade":"hvac","standardJobType":"repair_ac","jobTypes":["21"],"businessUnits":[]},
            {"trade":"hvac","standardJobType":"repair_ac","jobTypes":[],"businessUnits":[]},
            {"trade":"hvac","standardJobType":"repair_hvac","jobTypes":["21"],
             "businessUnits":["11"]}]})",
                 R"({"type":"set_enabled","integration":"smartac.com","enabled":false})",
                 R"({"type":"set_job_type_enabled","integration":"smartac.com","trade":"hvac",
            "standardJobType":"repair_ac","enabled":false})",
                 R"({"type":"set_campaign","integration":"smartac.com","campaign":"32"})",
                 R"({"type":"set_campaign","integration":"smartac.com"})",
                 R"({"type":"set_desk","firstTab":"Job Booking","episodeHours":720})",
                 R"({"type":"set_desk","criticalMinutes":1,"urgentMinutes":"10080"})"));
    INFO(command.dump());
    Json before = setup_of(*session);
    const Json done = apply(*session, command);
    REQUIRE(done["ok"] == true);
    REQUIRE(done.contains("undo"));
    CHECK(at(setup_of(*session), "/history").back()["undo"] == done["undo"]);
    CHECK(apply(*session, done["undo"])["ok"] == true);
    Json after = setup_of(*session);
    before.erase("history");
    after.erase("history");
    // What is taken back stands at the end of its list.
    const auto sorted = [](const Json& mapping) {
        std::vector<std::string> rows;
        for (const Json& row : mapping) rows.push_back(row.dump());
        std::ranges::sort(rows);
        return rows;
    };
    CHECK(sorted(after["mapping"]) == sorted(before["mapping"]));
    CHECK(after["integrations"] == before["integrations"]);
    CHECK(after["trades"] == before["trades"]);
}

TEST_CASE("an acceptance cannot be taken back, and keeps the text", "[decide]") {
    const auto session = fresh();
    const Json done = apply(*session, accept_command());
    CHECK_FALSE(done.contains("undo"));
    CHECK(at(setup_of(*session), "/integrations/0/agreement/text") ==
          shipped_catalog().partner("smartac.com")->agreement.text);
}

TEST_CASE("several rows are mapped together or not at all", "[decide]") {
    const auto session = fresh();
    const std::string before = session->query(R"({"view":"setup"})");
    const Json answer = apply(*session, parsed(R"({"type":"map_job_types","rows":[
        {"trade":"hvac","standardJobType":"repair_ac","jobTypes":["21"],"businessUnits":["11"]},
        {"trade":"hvac","standardJobType":"repair_hvac","jobTypes":["99"],"businessUnits":["98"]}]})"));
    CHECK(answer["ok"] == false);
    CHECK(count(answer, Rule::not_in_tenant) == 2);
    CHECK(at(answer, "/findings/0/place/pointer") == "/rows/1/jobTypes/0");
    CHECK(session->query(R"({"view":"setup"})") == before);
}

TEST_CASE("a command that fails changes nothing", "[decide]") {
    const auto [command, rule] = GENERATE(table<std::string, Rule>({
        {R"({"type":"dance"})", Rule::unknown_command},
        {R"({"type":"set_enable","integration":"smartac.com","enabled":true})",
         Rule::unknown_command},
        {R"({"type":5})", Rule::wrong_type},
        {R"({"type":"select_trades","trades":["hvac","hvacs"]})", Rule::unknown_trade},
        {R"({"type":"select_trades","trades":[5]})", Rule::unknown_trade},
        {R"({"type":"select_trades","trades":"hvac"})", Rule::wrong_type},
        {R"({"type":"select_trades"})", Rule::missing_field},
        {R"({"type":"select_trades","trades":[],"tardes":[]})", Rule::unknown_field},
        {R"({"type":"select_trades","trades":[],"at":"now"})", Rule::bad_time},
        {R"({"type":"select_trades","trades":[],"at":"2026-11-23T10:00:00"})", Rule::bad_time},
        {R"({"type":"select_trades","trades":[],"by":{"name":"x"}})", Rule::missing_field},
        {R"({"type":"select_trades","trades":[],"by":"x"})", Rule::wrong_type},
        {R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_acc","jobTypes":["21"],"businessUnits":["11"]})",
         Rule::unknown_standard_job_type},
        {R"({"type":"map_job_type","trade":"hvac","standardJobType":"find_leak","jobTypes":["21"],"businessUnits":["11"]})",
         Rule::unknown_standard_job_type},
        {R"({"type":"map_job_type","trade":"x","standardJobType":"repair_ac","jobTypes":["21"],"businessUnits":["11"]})",
         Rule::unknown_trade},
        {R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac","jobTypes":["99"],"businessUnits":["11"]})",
         Rule::not_in_tenant},
        {R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac","jobTypes":["21"],"businessUnits":[[]]})",
         Rule::not_in_tenant},
        {R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac","jobTypes":[-21],"businessUnits":["11"]})",
         Rule::not_in_tenant},
        {R"({"type":"set_desk","firstTab":"Jobs"})", Rule::unknown_value},
        {R"({"type":"set_desk","urgentMinutes":10081})", Rule::unknown_value},
        {R"({"type":"set_desk","criticalMinutes":0})", Rule::id_out_of_range},
        {R"({"type":"set_desk","episodeHours":721})", Rule::unknown_value},
        {R"({"type":"set_campaign","integration":"smartac.com","campaign":"99"})",
         Rule::not_in_tenant},
        {R"({"type":"set_campaign","integration":"smartac.com","campaign":"x"})",
         Rule::id_out_of_range},
        {R"({"type":"set_campaign","integration":"nobody","campaign":"31"})",
         Rule::unknown_integration},
        {R"({"type":"connect_account","integration":"smartac.com","account":"A","profiles":[{"name":"no id"}]})",
         Rule::missing_field},
        {R"({"type":"connect_account","integration":"google-local-services","account":"A"})",
         Rule::account_needs_agreement},
        {R"({"type":"disconnect_account","integration":"smartac.com","account":"acct-2"})",
         Rule::account_unknown},
        {R"({"type":"assign_business_units","integration":"smartac.com","account":"acct-2","businessUnits":["11"]})",
         Rule::account_unknown},
        {R"({"type":"assign_business_units","integration":"smartac.com","account":"acct-1","profile":"office","businessUnits":["11"]})",
         Rule::account_unknown},
        {R"({"type":"assign_business_units","integration":"smartac.com","account":"acct-1","profile":"home","businessUnits":["99"]})",
         Rule::not_in_tenant},
        {R"({"type":"set_enabled","integration":"smartac.con","enabled":false})",
         Rule::unknown_integration},
        {R"({"type":"set_job_type_enabled","integration":"smartac.com","trade":"hvac","standardJobType":"x","enabled":true})",
         Rule::unknown_standard_job_type},
        {R"({"type":"accept_agreement","integration":"nobody","version":"","sha256":""})",
         Rule::unknown_integration},
    }));
    const auto session = testing::small_session();
    const std::string before = session->query(R"({"view":"setup"})");
    const Json answer = apply(*session, parsed(command));
    INFO(command);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, rule) == 1);
    CHECK(session->query(R"({"view":"setup"})") == before);
    for (const Json& finding : answer["findings"]) CHECK(at(finding, "/place/file") == "command");
}

TEST_CASE("accounts are connected, given business units, and connected again (M7 to M9)",
          "[decide]") {
    const auto session = fresh();
    CHECK(apply(*session, accept_command())["ok"] == true);
    const auto connect = [&](std::string_view account, const Json& profiles) {
        return apply(*session, {{"type", "connect_account"},
                                {"integration", "smartac.com"},
                                {"account", account},
                                {"name", "Acme"},
                                {"profiles", profiles}})["ok"] == true;
    };
    const auto assign = [&](Json of, const Json& units) {
        of.update({{"type", "assign_business_units"},
                   {"integration", "smartac.com"},
                   {"businessUnits", units}});
        return apply(*session, of)["ok"] == true;
    };
    CHECK(connect("A", parsed(R"([{"id":"west","name":"West"},{"id":"east"},{"id":"west"}])")));
    CHECK(connect("B", Json::array()));
    CHECK(assign({{"account", "A"}, {"profile", "west"}}, parsed(R"(["11","HVAC North","12"])")));
    CHECK(assign({{"account", "B"}}, parsed(R"(["13"])")));
    // Signed in again: one profile is gone, one is new, and what stays keeps its business units.
    CHECK(connect("A", parsed(R"([{"id":"west","name":"West Side"},{"id":"south"}])")));
    const Json accounts = at(setup_of(*session), "/integrations/0/accounts");
    CHECK(at(accounts, "/0/profiles/0/name") == "West Side");
    CHECK(at(accounts, "/0/profiles/0/businessUnits").size() == 2);
    CHECK(at(accounts, "/0/profiles/1") == parsed(R"({"id":"south","businessUnits":[]})"));
    CHECK(at(accounts, "/1/businessUnits/0/id") == "13");
    const Json shown = ask(*session, {{"view", "integrations"}});
    CHECK(at(shown, "/0/accounts/0/profiles/0/businessUnits/0/name") == "HVAC North");
    CHECK(assign({{"account", "B"}}, Json::array()));
    CHECK(apply(*session, {{"type", "disconnect_account"},
                           {"integration", "smartac.com"},
                           {"account", "A"}})["ok"] == true);
    const Json left = at(setup_of(*session), "/integrations/0/accounts");
    CHECK(left.size() == 1);
    CHECK(at(left, "/0/businessUnits").empty());
    CHECK(at(setup_of(*session), "/history").size() == 8);
}

TEST_CASE("what is no command is refused", "[decide]") {
    const auto [text, rule] = GENERATE(table<std::string, Rule>({{"", Rule::syntax},
                                                                 {"{", Rule::syntax},
                                                                 {"[]", Rule::wrong_type},
                                                                 {"5", Rule::wrong_type},
                                                                 {"\xFF", Rule::syntax},
                                                                 {"{}", Rule::missing_field},
                                                                 {"\"\xFF\"", Rule::encoding},
                                                                 {"{}\n{}", Rule::wrong_type}}));
    const auto session = testing::small_session();
    const Json answer = parsed(session->apply(text));
    INFO(text);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, rule) > 0);
}

TEST_CASE("a mapping is replaced, and removed by empty lists", "[decide]") {
    const auto session = testing::small_session();
    Json command = {{"type", "map_job_type"},
                    {"trade", "hvac"},
                    {"standardJobType", "repair_ac"},
                    {"jobTypes", {"27"}},
                    {"businessUnits", {"11"}}};
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(setup_of(*session)["mapping"].size() == 6);
    CHECK(at(setup_of(*session), "/mapping/2/jobTypes/0/id") == "27");
    command["jobTypes"] = Json::array();
    command["businessUnits"] = Json::array();
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(setup_of(*session)["mapping"].size() == 5);
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(setup_of(*session)["mapping"].size() == 5);
    CHECK(setup_of(*session)["history"].size() == 3);
}

TEST_CASE("what is off is off once, and on again", "[decide]") {
    const auto session = testing::small_session();
    Json command = {{"type", "set_job_type_enabled"},
                    {"integration", "smartac.com"},
                    {"trade", "hvac"},
                    {"standardJobType", "repair_ac"},
                    {"enabled", false}};
    for (int i = 0; i < 2; ++i) {
        CHECK(apply(*session, command)["ok"] == true);
        CHECK(at(setup_of(*session), "/integrations/0/off").size() == 1);
    }
    command["enabled"] = true;
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(at(setup_of(*session), "/integrations/0/off").empty());
}

TEST_CASE("a changed set-up finds its places in its own text", "[decide]") {
    const auto session = testing::small_session();
    CHECK(apply(*session, {{"type", "map_job_type"},
                           {"trade", "hvac"},
                           {"standardJobType", "repair_ac"},
                           {"jobTypes", {"21", "27"}},
                           {"businessUnits", {"11"}}})["ok"] == true);
    const Json setup = ask(*session, {{"view", "setup"}});
    const Json findings = ask(*session, {{"view", "findings"}});
    REQUIRE(count(findings, Rule::will_not_fill_in) == 1);
    const Json place = at(findings, "/findings/0/place");
    CHECK(place["pointer"] == "/mapping/2");
    CHECK(testing::misplaced(place, setup["text"].get<std::string>()).empty());
    // The text is the one that is hashed and kept: loading it changes nothing.
    Session again;
    CHECK(testing::load(again, "small.setup.json", setup["text"].get<std::string>())["ok"] == true);
    CHECK(ask(again, {{"view", "setup"}}) == setup);
}

TEST_CASE("the same commands give the same bytes", "[decide]") {
    const auto run = [] {
        const auto session = fresh();
        apply(*session, accept_command());
        apply(*session, {{"type", "select_trades"}, {"trades", {"hvac"}}});
        apply(*session, {{"type", "set_campaign"},
                         {"integration", "google-local-services"},
                         {"campaign", "32"}});
        return session->query(R"({"view":"setup"})") + session->report();
    };
    CHECK(run() == run());
}

TEST_CASE("mending is taken back where somebody can want what was there", "[decide]") {
    const auto session = fresh();
    testing::load(*session, "more.json", R"([
        {"id":98,"name":"Old AC","businessUnitIds":[],"priority":"High","active":false},
        {"id":99,"name":"Old AC","businessUnitIds":[],"priority":"High","active":true}])");
    const auto load = [&](const std::string& job_type) {
        Json setup = testing::small_setup();
        setup["mapping"] =
            parsed(R"([{"trade":"hvac","standardJobType":"repair_ac","jobTypes":[")" + job_type +
                   R"("],"businessUnits":["11"]}])");
        testing::load(*session, "s.json", setup.dump());
    };
    const auto mend = [&](std::string_view rule) {
        const Json done = apply(
            *session, {{"type", "mend"}, {"rule", rule}, {"pointer", "/mapping/0/jobTypes/0"}});
        INFO(done.dump());
        CHECK(done["ok"] == true);
        return done.value("undo", Json(nullptr));
    };
    const auto mapped = [&] {
        return at(setup_of(*session), "/mapping/0/jobTypes/0/id").get<std::string>();
    };
    // From one record to another of its name.
    load("98");
    const Json undo = mend("LL0138");
    CHECK(mapped() == "99");
    CHECK(apply(*session, undo)["ok"] == true);
    CHECK(mapped() == "98");
    // The same record, spelled otherwise: there is nothing to want back.
    load("ac  NO cool");
    CHECK(mend("LL0111").is_null());
    // What no command would make does not come back either.
    load("AC No Coool");
    CHECK(mend("LL0109").is_null());
}

TEST_CASE("a finding is mended by its own fix, and once", "[decide]") {
    const auto session = fresh();
    Json setup = testing::small_setup();
    setup["trades"] = parsed(R"(["hvca"])");
    testing::load(*session, "s.json", setup.dump());
    const Json command = {{"type", "mend"}, {"rule", "LL0117"}, {"pointer", "/trades/0"}};
    CHECK(apply(*session, command)["ok"] == true);
    CHECK(setup_of(*session)["trades"] == parsed(R"(["hvac"])"));
    CHECK(at(setup_of(*session), "/history").back()["type"] == "mend");
    CHECK(count(apply(*session, command), Rule::nothing_to_mend) == 1);
}
