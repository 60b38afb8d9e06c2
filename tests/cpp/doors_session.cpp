#include "leadloom/doors/session.hpp"

#include <algorithm>

#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::count;
using testing::load;
using testing::numbers;
using testing::parsed;
using testing::Random;
using testing::with;

namespace {

constexpr std::string_view views[] = {"integrations", "agreement", "mapping",   "findings", "leads",
                                      "lead",         "held",      "booking",   "setup",    "log",
                                      "requests",     "calendar",  "leadsTable"};

/// A question for a view, about the sample's partner or a lead of its where the view asks for one.
Json question_for(std::string_view view) {
    Json question = {{"view", view}};
    if (view == "agreement" || view == "leads") question["integration"] = "smartac.com";
    if (view == "agreement") question["role"] = "CSR";
    if (view == "lead" || view == "booking" || view == "requests" || view == "calendar")
        question["id"] = "smartac.com/a";
    return question;
}

/// Loads one document into a session of its own and checks whatever comes back.
void survive(std::string_view kind, const std::string& text) {
    Session session(R"({"findings":20})", Strictness::tolerant);
    const std::string answer = session.load("f.json", kind, text);
    const Json loaded = parsed(answer);
    for (const Json& told : {loaded, parsed(session.report())}) {
        for (const Json& finding : told["findings"]) {
            if (!finding.contains("place")) continue;
            const Json& place = finding["place"];
            if (testing::misplaced(place, text).empty()) continue;
            INFO(text);
            INFO(finding.dump());
            FAIL(testing::misplaced(place, text));
        }
    }
    const Json leads = parsed(session.query(R"({"view":"leads"})"));
    for (const Json& line : leads["leads"])
        (void)ask(session, {{"view", "lead"}, {"id", line["id"]}});
    (void)session.query(R"({"view":"mapping"})");
    (void)session.query(R"({"view":"setup"})");
    Session again(R"({"findings":20})", Strictness::tolerant);
    if (again.load("f.json", kind, text) != answer) FAIL("not the same bytes twice");
}

}  // namespace

TEST_CASE("a session has the version of the project", "[doors]") {
    CHECK(version() == LEADLOOM_VERSION);
}

TEST_CASE("every kind of document is known without being named", "[doors]") {
    const auto session = testing::small_session();
    const Json report = parsed(session->report());
    std::vector<std::string> kinds;
    for (const Json& row : report["documents"]) kinds.push_back(row["kind"].get<std::string>());
    CHECK(kinds == std::vector<std::string>{"business-units", "job-types", "campaigns", "customers",
                                            "customer-contacts", "setup"});
    CHECK(report["clean"] == true);
    CHECK(load(*session, "f", testing::small_alert("a").dump())["kind"] == "feed");
}

TEST_CASE("a document that cannot be used is not taken over", "[doors]") {
    const auto [text, kind, rule] = GENERATE(table<std::string, std::string, Rule>({
        {"", "auto", Rule::syntax},
        {"{", "setup", Rule::syntax},
        {"[]", "auto", Rule::unknown_document},
        {"{}", "auto", Rule::unknown_document},
        {"5", "auto", Rule::unknown_document},
        {"{\"leadloom\":\"setup/2\"}", "auto", Rule::unknown_value},
        {"[]", "setup", Rule::wrong_type},
        {"{}", "setup", Rule::missing_field},
        {"{}", "partner", Rule::missing_field},
        {"{}", "job-types", Rule::missing_field},
        {"5", "customers", Rule::wrong_type},
        {"{}", "nonsense", Rule::unknown_document},
        {"{\"leadloom\":\"partner/1\"}", "auto", Rule::missing_field},
        {"\xFF\xFE[", "auto", Rule::encoding},
    }));
    INFO(text << " as " << kind);
    Session session;
    const std::string before = session.query(R"({"view":"setup"})");
    const Json answer = load(session, "f.json", text, kind);
    CHECK(answer["ok"] == false);
    CHECK(count(answer, rule) > 0);
    CHECK(at(answer, "/counts/errors").get<std::size_t>() > 0);
    CHECK(session.query(R"({"view":"setup"})") == before);
    CHECK(count(parsed(session.report()), rule) > 0);
}

TEST_CASE("a desk refuses a set-up with errors, a validator goes on with it", "[doors]") {
    const std::string text = with(testing::small_setup(), "/mapping/0/trade", nullptr).dump();
    Session desk;
    CHECK(load(desk, "s.json", text)["ok"] == false);
    CHECK(at(ask(desk, {{"view", "setup"}}), "/name") == "new.setup.json");
    Session validator("", Strictness::tolerant);
    CHECK(load(validator, "s.json", text)["ok"] == true);
    CHECK(count(parsed(validator.report()), Rule::no_mapping) == 1);
    CHECK(count(parsed(validator.report()), Rule::missing_field) == 1);
}

TEST_CASE("limits are the host's, each with its number", "[doors]") {
    const std::string text = testing::small_setup().dump();
    const auto limited = [&](const Json& limits) {
        Session session(limits.dump());
        return load(session, "s.json", text);
    };
    CHECK(limited({{"bytes", text.size()}})["ok"] == true);
    CHECK(count(limited({{"bytes", text.size() - 1}}), Rule::too_large) == 1);
    // The set-up's deepest value lies in eight brackets.
    CHECK(limited({{"depth", 9}})["ok"] == true);
    CHECK(limited({{"depth", 8}})["ok"] == true);
    CHECK(count(limited({{"depth", 7}}), Rule::too_deep) == 1);
    CHECK(limited("nonsense")["ok"] == true);
    CHECK(limited({{"bytes", -1}, {"depth", "x"}})["ok"] == true);
}

TEST_CASE("findings beyond the limit are counted in load and report", "[doors]") {
    const std::size_t limit = GENERATE(as<std::size_t>{}, 1, 3, 4, 5);
    Session session(Json{{"findings", limit}}.dump());
    const std::string text = R"([{"id":0,"category":1},{"id":0},{}])";
    const Json answer = load(session, "c.json", text);
    constexpr std::size_t all = 6;
    CHECK(answer["kind"] == "campaigns");
    CHECK(at(answer, "/counts/errors") == all);
    CHECK(at(answer, "/counts/unlisted") == all - limit);
    CHECK(answer["findings"].size() == limit + 1);
    CHECK(numbers(answer).back() == "LL0006");
    CHECK(count(parsed(session.report()), Rule::too_many_findings) == 1);
    CHECK(at(parsed(session.report()), "/counts/errors") == all);
    Session wide(R"({"findings":6})");
    CHECK(count(load(wide, "c.json", text), Rule::too_many_findings) == 0);
}

TEST_CASE("every view answers JSON, with and without documents", "[doors]") {
    Session empty;
    const auto session = testing::small_session();
    load(*session, "f", testing::small_alert("a").dump(), "feed");
    for (const std::string_view view : views) {
        INFO(view);
        for (const Session* const asked : {&std::as_const(empty), &std::as_const(*session)}) {
            const Json answer = ask(*asked, question_for(view));
            CHECK_FALSE((answer.is_object() && answer.contains("error")));
        }
    }
}

TEST_CASE("a question that is none is LL0907", "[doors]") {
    const auto question = GENERATE(as<std::string>{}, "", "{", "5", "[]", "{}", R"({"view":5})",
                                   R"({"view":"card"})", R"({"View":"leads"})", "\xFF", "leads");
    Session session;
    const Json answer = parsed(session.query(question));
    INFO(question);
    CHECK(at(answer, "/error/rule") == label(Rule::bad_query));
    CHECK_FALSE(at(answer, "/error/hint").get<std::string>().empty());
}

TEST_CASE("a question is refused for a member that does not fit, by its name", "[doors]") {
    const auto [question, says] = GENERATE(table<std::string, std::string>({
        {R"({"view":"leads","srot":"newest"})",
         "Nobody reads the member “srot”. Did you mean “sort”?"},
        {R"({"view":"leads","0":"x"})", "Nobody reads the member “0”."},
        {R"({"view":"leads","id":"a"})", "Nobody reads the member “id”."},
        {R"({"view":"lead","lead":"a"})", "Nobody reads the member “lead”."},
        {R"({"view":"setup","role":"CSR"})", "Nobody reads the member “role”."},
        {R"({"view":"leads","offset":-1})", "“offset” must be a whole number from 0 on, not -1."},
        {R"({"view":"held","count":1.5})", "“count” must be a whole number from 0 on, not 1.5."},
        {R"({"view":"leads","count":"7"})", "“count” must be a whole number from 0 on, not “7”."},
        {R"({"view":"leads","count":"NaN"})",
         "“count” must be a whole number from 0 on, not “NaN”."},
        {R"({"view":"leads","count":null})", "“count” must be a whole number from 0 on, not null."},
        {R"({"view":"leads","offset":9223372036854775808})",
         "“offset” must be a whole number from 0 on, not 9223372036854775808."},
        {R"({"view":"leads","count":[1]})",
         "“count” must be a whole number from 0 on, not an array."},
        {R"({"view":"leads","text":5})", "“text” must be text, not 5."},
        {R"({"view":"held","reason":null})", "“reason” must be text, not null."},
        {R"({"view":"agreement","role":{}})", "“role” must be text, not an object."},
        {R"({"view":"leads","state":"old"})",
         "“state” must be “open”, “new”, “accepted”, “follow_up”, “booked” or “dismissed”, not "
         "“old”."},
        {R"({"view":"leads","severity":"Critical"})",
         "“severity” must be “critical”, “urgent” or “watching”, not “Critical”."},
        {R"({"view":"leads","sort":3})",
         "“sort” must be “waiting”, “newest”, “oldest” or “due”, not 3."},
    }));
    INFO(question);
    const auto session = testing::small_session();
    const Json answer = parsed(session->query(question));
    CHECK(at(answer, "/error/rule") == label(Rule::bad_query));
    CHECK(at(answer, "/error/message") == says);
}

TEST_CASE("limits that are none are named", "[doors]") {
    const auto [limits, says] = GENERATE(table<std::string, std::string>({
        {R"({"bytes":-1})", "“bytes” must be a whole number from 0 on, not -1."},
        {R"({"depth":2.5})", "“depth” must be a whole number from 0 on, not 2.5."},
        {R"({"findings":"NaN"})", "“findings” must be a whole number from 0 on, not “NaN”."},
        {R"({"findings":null})", "“findings” must be a whole number from 0 on, not null."},
        {R"({"byte":5})", "Nobody reads the member “byte”. Did you mean “bytes”?"},
        {R"("x")", "Limits must be an object."},
        {"[]", "Limits must be an object."},
        {"{", "Limits must be an object."},
    }));
    const Json fault = parsed(limits_fault(limits));
    CHECK(at(fault, "/error/rule") == label(Rule::bad_query));
    CHECK(at(fault, "/error/message") == says);
}

TEST_CASE("limits that can be used have no fault", "[doors]") {
    const auto limits = GENERATE(as<std::string>{}, "{}", R"({"bytes":0})",
                                 R"({"depth":9,"findings":1,"bytes":9007199254740993})");
    CHECK(limits_fault(limits).empty());
}

TEST_CASE("times of views are in UTC, those of documents as they were given", "[doors]") {
    const std::string local = "2026-11-02T09:04:05-06:00";
    const auto session = testing::small_session();
    Json setup = testing::small_setup();
    setup["integrations"][0]["agreement"]["acceptedAt"] = local;
    CHECK(load(*session, "s", setup.dump())["ok"] == true);
    load(*session, "f", testing::small_alert("a").dump(), "feed");
    CHECK(apply(*session,
                {{"type", "accept_lead"}, {"lead", "smartac.com/a"}, {"at", local}})["ok"] == true);
    const std::string utc = "2026-11-02T15:04:05Z";
    const Json agreement = ask(*session, question_for("agreement"));
    CHECK(at(agreement, "/accepted/acceptedAt") == utc);
    CHECK(at(ask(*session, question_for("integrations")), "/0/agreement/accepted/acceptedAt") ==
          utc);
    CHECK(at(ask(*session, question_for("lead")), "/handling/at") == utc);
    CHECK(at(ask(*session, question_for("setup")), "/text").get<std::string>().contains(local));
    CHECK(session->query(R"({"view":"log"})").contains(local));
}

TEST_CASE("windows are clamped", "[doors]") {
    std::string feed;
    for (int i = 0; i < 600; ++i)
        feed += testing::small_alert("a" + std::to_string(i)).dump() + "\n";
    const auto session = testing::small_session();
    load(*session, "f", feed, "feed");
    const auto size = [&](const Json& count) {
        return ask(*session, {{"view", "leads"}, {"count", count}})["leads"].size();
    };
    CHECK(size(1000) == 500);
    CHECK(size(7) == 7);
    CHECK(size(0) == 0);
    CHECK(ask(*session, {{"view", "leads"}})["leads"].size() == 50);
    CHECK(ask(*session, {{"view", "leads"}, {"offset", 590}})["leads"].size() == 10);
    CHECK(ask(*session, {{"view", "leads"}, {"offset", 9007199254740993}})["leads"].empty());
}

TEST_CASE("a manifest that is loaded makes an integration", "[doors]") {
    Session session;
    const std::string manifest = R"({"leadloom":"partner/1","id":"nest","name":"Nest",
        "agreement":{"version":"1","title":"T","text":"X"},"campaign":"Nest Leads",
        "severities":[{"code":"P1","severity":"critical"}],"passOn":["critical"],
        "alertTypes":[{"name":"No Heat","trade":"hvac","standardJobType":"repair_heating_system"}]})";
    CHECK(load(session, "nest.json", manifest)["ok"] == true);
    const Json integrations = ask(session, {{"view", "integrations"}});
    CHECK(integrations.size() == 5);
    CHECK(at(integrations, "/4/state") == "not_begun");
    const Json agreement =
        ask(session, {{"view", "agreement"}, {"integration", "nest"}, {"role", "Admin"}});
    CHECK(apply(session, {{"type", "accept_agreement"},
                          {"integration", "nest"},
                          {"version", "1"},
                          {"sha256", agreement["sha256"]}})["ok"] == true);
    load(session, "f", R"({"source":"nest","id":"1","type":"no heat","severity":"p1"})", "feed");
    CHECK(ask(session, {{"view", "leads"}})["total"] == 0);
    CHECK(at(ask(session, {{"view", "integrations"}}), "/4/state") == "in_set_up");
    // What a switch would let in is told before it is on.
    CHECK(at(ask(session, {{"view", "integrations"}}), "/4/alertTypes/0/leads") == 1);
}

TEST_CASE("integrations go through their states (M5)", "[doors]") {
    const auto [pointer, value, state] = GENERATE(table<std::string, std::string, std::string>({
        {"/trades", "[]", "live"},
        {"/integrations/0/enabled", "false", "in_set_up"},
        {"/integrations/0",
         R"({"id":"smartac.com","enabled":false,"finished":true,"accounts":[{"id":"A"}],
             "agreement":{"version":"2026-01","acceptedBy":{"name":"O","role":"Owner"},
             "sha256":"78058e8d1c8785fe10415337290546d6c383601139291e4bdb8d8f084782e4d5",
             "acceptedAt":"2026-01-05T00:00:00Z"}})",
         "paused"},
        {"/integrations/0/agreement", "null", "agreement_needed"},
        {"/integrations/0/agreement/version", "\"0\"", "agreement_outdated"},
        {"/integrations/0/agreement/acceptedBy/role", "\"CSR\"", "agreement_outdated"},
    }));
    Session session;
    CHECK(load(session, "s", with(testing::small_setup(), pointer, parsed(value)).dump())["ok"] ==
          true);
    std::size_t found = 0;
    for (const Json& row : ask(session, {{"view", "integrations"}})) {
        if (row["id"] != "smartac.com") continue;
        ++found;
        CHECK(row["state"] == state);
        CHECK(row["accounts"].size() == 1);
    }
    CHECK(found == 1);
}

TEST_CASE("the mapping page shows what comes of each row (M10)", "[doors]") {
    const auto session = testing::small_session();
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed("[21, 27]");
    CHECK(load(*session, "s", setup.dump())["ok"] == true);
    const Json view = ask(*session, {{"view", "mapping"}});
    const auto row = [&](std::string_view id) {
        for (const Json& any : view["rows"]) {
            if (any["standardJobType"] == id) return any;
        }
        return Json();
    };
    CHECK(row("repair_ac")["outcome"] == "blank");
    CHECK(row("repair_ac")["alertTypes"] ==
          parsed(R"(["Poor Cooling Performance","Coil Freeze Warning"])"));
    CHECK(count(row("repair_ac"), Rule::will_not_fill_in) == 1);
    CHECK(row("repair_hvac")["outcome"] == "fills_in");
    CHECK(row("repair_hvac")["findings"].empty());
    CHECK(row("install_ac")["outcome"] == "not_mapped");
    CHECK(view["rows"].size() == shipped_catalog().trade("hvac")->job_types.size());
    CHECK(at(view, "/jobTypes/0/active") == true);
    CHECK(view["jobTypes"].back()["active"] == false);
    CHECK(view["businessUnits"].size() == 6);
    CHECK(row("repair_ac")["needsYou"] == true);
    CHECK(row("repair_hvac")["needsYou"] == false);
    CHECK(row("install_ac")["needsYou"] == false);
}

TEST_CASE("what is switched off needs nobody, and only who is integrated is named", "[doors]") {
    const auto session = testing::small_session();
    const auto needed = [&](std::string_view type) {
        const Json view = ask(*session, {{"view", "mapping"}});
        for (const Json& row : view["rows"]) {
            if (row["standardJobType"] == type) return row["needsYou"] == true;
        }
        return false;
    };
    const auto sender = [&] {
        return ask(*session, {{"view", "preview"},
                              {"trade", "hvac"},
                              {"standardJobType", "repair_ac"},
                              {"facts", Json::object()}});
    };
    CHECK(apply(*session, parsed(R"({"type":"map_job_type","trade":"hvac",
        "standardJobType":"repair_ac","jobTypes":[],"businessUnits":[]})"))["ok"] == true);
    CHECK(needed("repair_ac"));
    CHECK(at(sender(), "/integration/id") == "smartac.com");
    CHECK(apply(*session, parsed(R"({"type":"set_job_type_enabled","integration":"smartac.com",
        "trade":"hvac","standardJobType":"repair_ac","enabled":false})"))["ok"] == true);
    CHECK_FALSE(needed("repair_ac"));
    // A partner that is not integrated sends nothing, whatever its manifest says.
    CHECK(load(*session, "nest.json", R"({"leadloom":"partner/1","id":"nest.example","name":"Nest",
        "agreement":{"version":"1","title":"T","text":"X"},"severities":[],"passOn":[],
        "alertTypes":[{"name":"Hot","trade":"hvac","standardJobType":"install_ac"}]})")["ok"] ==
          true);
    CHECK_FALSE(ask(*session, {{"view", "preview"},
                               {"trade", "hvac"},
                               {"standardJobType", "install_ac"},
                               {"facts", Json::object()}})
                    .contains("integration"));
}

TEST_CASE("a switch counts leads: what one device repeats is one", "[doors]") {
    const auto session = testing::small_session();
    std::string feed;
    const auto add = [&](const char* id, const char* device, const char* on) {
        Json alert = testing::small_alert(id);
        alert["device"]["id"] = device;
        alert["submittedOn"] = on;
        feed += alert.dump() + "\n";
    };
    add("a", "one", "2026-11-20T08:00:00Z");
    add("b", "one", "2026-11-20T09:00:00Z");
    add("c", "two", "2026-11-20T09:00:00Z");
    add("d", "two", "2026-11-01T09:00:00Z");
    CHECK(load(*session, "feed.ndjson", feed)["ok"] == true);
    const auto type = [&] {
        const Json view = ask(*session, {{"view", "integrations"}});
        for (const Json& one : view) {
            if (one["id"] != "smartac.com") continue;
            for (const Json& row : one["alertTypes"])
                if (row["name"] == "Poor Cooling Performance") return row;
        }
        return Json();
    };
    CHECK(type()["leads"] == 3);
    CHECK(type()["leadsLastWeek"] == 2);
    CHECK(ask(*session, {{"view", "leads"}})["total"] == 3);
    CHECK(apply(*session, parsed(R"({"type":"set_job_type_enabled","integration":"smartac.com",
        "trade":"hvac","standardJobType":"repair_ac","enabled":false})"))["ok"] == true);
    CHECK(ask(*session, {{"view", "leads"}})["total"] == 0);
    // So many would come back.
    CHECK(type()["leads"] == 3);
    CHECK(type()["leadsLastWeek"] == 2);
}

TEST_CASE("rows with a condition are told apart from the row for the rest (N2)", "[doors]") {
    const auto session = testing::small_session();
    CHECK(apply(*session, parsed(R"({"type":"map_job_type","trade":"hvac",
        "standardJobType":"repair_ac","jobTypes":["27"],"businessUnits":["11"],
        "when":{"severity":"critical"}})"))["ok"] == true);
    const Json view = ask(*session, {{"view", "mapping"}});
    for (const Json& row : view["rows"]) {
        if (row["standardJobType"] != "repair_ac") continue;
        CHECK(at(row, "/rules/0/text") == "severity critical");
        CHECK(at(row, "/rules/0/jobTypes/0/id") == "27");
        CHECK_FALSE(row["jobTypes"].empty());
        CHECK(at(row, "/jobTypes/0/id") != "27");
    }
    const auto previewed = [&](Json facts) {
        return ask(*session, {{"view", "preview"},
                              {"trade", "hvac"},
                              {"standardJobType", "repair_ac"},
                              {"facts", std::move(facts)}});
    };
    CHECK(at(previewed({{"severity", "critical"}}), "/resolution/jobType/id") == "27");
    CHECK(at(previewed(Json::object()), "/resolution/jobType/id") == "21");
    CHECK(previewed(Json::object())["alertType"] == "Poor Cooling Performance");
    CHECK(ask(*session, {{"view", "preview"}, {"trade", "hvac"}, {"standardJobType", "nothing"}})
              .is_null());
}

TEST_CASE("the history tells who, what, before and after, and what can be taken back", "[doors]") {
    const auto session = testing::small_session();
    const auto map = [&](const Json& types) {
        return apply(*session, {{"type", "map_job_type"},
                                {"trade", "hvac"},
                                {"standardJobType", "repair_ac"},
                                {"jobTypes", types},
                                {"businessUnits", {"11"}}});
    };
    CHECK(map({"27"})["ok"] == true);
    CHECK(map({"21", "27"})["ok"] == true);
    CHECK(apply(*session, {{"type", "set_enabled"},
                           {"integration", "smartac.com"},
                           {"enabled", false}})["ok"] == true);
    const Json history = ask(*session, {{"view", "history"}});
    CHECK(at(history, "/0/about") == "SmartAC.com");
    CHECK(at(history, "/0/before") == "on");
    CHECK(at(history, "/0/after") == "off");
    CHECK(at(history, "/0/by/name") == "Olga");
    CHECK(at(history, "/1/about") == "Mapping of Repair AC");
    CHECK(at(history, "/1/before") == "AC No Cool / HVAC North");
    CHECK(at(history, "/1/after") == "AC Repair and AC No Cool / HVAC North");
    CHECK(at(history, "/1").contains("undo"));
    // The second command changed the same again.
    CHECK_FALSE(at(history, "/2").contains("undo"));
}

TEST_CASE("the history takes back only what nothing later rests on, and what can be", "[doors]") {
    const auto session = testing::small_session();
    const auto done = [&](const char* command) {
        CHECK(apply(*session, parsed(command))["ok"] == true);
    };
    const auto offered = [&](const std::string& entry) {
        return at(ask(*session, {{"view", "history"}}), entry).contains("undo");
    };
    SECTION("an account that has business units stays connected") {
        done(R"({"type":"connect_account","integration":"smartac.com","account":"A-9"})");
        CHECK(offered("/0"));
        done(R"({"type":"assign_business_units","integration":"smartac.com","account":"A-9",
            "businessUnits":["11"]})");
        CHECK(offered("/0"));
        CHECK_FALSE(offered("/1"));
        // Of an account that is gone, nothing is assigned.
        done(R"({"type":"disconnect_account","integration":"smartac.com","account":"A-9"})");
        CHECK(offered("/0"));
        CHECK_FALSE(offered("/1"));
    }
    SECTION("profiles of one name in two accounts are two") {
        for (const char* account : {"A-8", "A-9"}) {
            CHECK(apply(*session, {{"type", "connect_account"},
                                   {"integration", "smartac.com"},
                                   {"account", account},
                                   {"profiles", {{{"id", "P"}, {"name", "Residential"}}}}})["ok"] ==
                  true);
        }
        for (const char* account : {"A-8", "A-9"}) {
            CHECK(apply(*session, {{"type", "assign_business_units"},
                                   {"integration", "smartac.com"},
                                   {"account", account},
                                   {"profile", "P"},
                                   {"businessUnits", {"11"}}})["ok"] == true);
        }
        CHECK(offered("/0"));
        CHECK(offered("/1"));
        const Json history = ask(*session, {{"view", "history"}});
        CHECK(at(history, "/0/about") == "Business units of Residential at A-9");
        CHECK(at(history, "/1/about") == "Business units of Residential at A-8");
    }
    SECTION("a row that was mended since stays as it is, others do not") {
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["21","27"],"businessUnits":["11"]})");
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"install_ac",
            "jobTypes":["21"],"businessUnits":["11"]})");
        Json setup = parsed(ask(*session, {{"view", "setup"}})["text"].get<std::string>());
        setup["history"].push_back(parsed(
            R"({"type":"mend","at":"2026-11-30T10:00:00Z","by":{"name":"Olga","role":"Owner"},
                "rule":"LL0102","pointer":"/mapping/2","undo":{"type":"map_job_types","rows":[
                {"trade":"hvac","standardJobType":"repair_ac","jobTypes":["21","27"],
                "businessUnits":["11"]}]}})"));
        CHECK(load(*session, "s.setup.json", setup.dump())["ok"] == true);
        CHECK(offered("/0"));
        CHECK(offered("/1"));
        CHECK_FALSE(offered("/2"));
    }
    SECTION("rows of several are those of one, and others are not") {
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"install_ac",
            "jobTypes":["21"],"businessUnits":["11"]})");
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["27"],"businessUnits":["11"]})");
        done(R"({"type":"map_job_types","rows":[{"trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["21"],"businessUnits":["11"]}]})");
        CHECK(offered("/0"));
        CHECK_FALSE(offered("/1"));
        CHECK(offered("/2"));
    }
    SECTION("a trade whose rows were mapped since stays selected") {
        done(R"({"type":"select_trades","trades":["hvac","plumber"]})");
        CHECK(offered("/0"));
        const std::string type = shipped_catalog().trade("plumber")->job_types.front().id;
        CHECK(apply(*session, {{"type", "map_job_type"},
                               {"trade", "plumber"},
                               {"standardJobType", type},
                               {"jobTypes", {"21"}},
                               {"businessUnits", {"11"}}})["ok"] == true);
        CHECK_FALSE(offered("/1"));
    }
    SECTION("what the tenant no longer has does not come back") {
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["27"],"businessUnits":["11"]})");
        done(R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac",
            "jobTypes":["21"],"businessUnits":["11"]})");
        CHECK(offered("/0"));
        Json types = testing::small_job_types();
        types.erase(types.size() - 1);
        Session fewer;
        for (const auto& [name, json] :
             {std::pair<const char*, Json>{"business-units.json", testing::small_business_units()},
              {"job-types.json", types},
              {"s.setup.json",
               parsed(ask(*session, {{"view", "setup"}})["text"].get<std::string>())}})
            CHECK(load(fewer, name, json.dump())["ok"] == true);
        CHECK_FALSE(at(ask(fewer, {{"view", "history"}}), "/0").contains("undo"));
    }
}

TEST_CASE("another set-up is compared before it is opened (N9)", "[doors]") {
    const auto session = testing::small_session();
    const Json shown = ask(*session, {{"view", "setup"}});
    const auto compared = [&](std::string text) {
        return ask(*session,
                   {{"view", "compare"}, {"name", "s.setup.json"}, {"text", std::move(text)}});
    };
    const Json same = compared(shown["text"].get<std::string>());
    CHECK(same["ok"] == true);
    CHECK(same["changes"].empty());
    CHECK(same["sha256"] == shown["sha256"]);
    Json other = parsed(shown["text"].get<std::string>());
    other["trades"] = parsed(R"(["plumber"])");
    CHECK_FALSE(compared(other.dump())["changes"].empty());
    CHECK(compared("{")["ok"] == false);
    CHECK(compared(R"({"data":[]})")["ok"] == false);
    CHECK(ask(*session, {{"view", "setup"}}) == shown);
}

TEST_CASE("a mapping is looked at before it is imported", "[doors]") {
    const auto session = testing::small_session();
    const Json exported = ask(*session, {{"view", "mappingTable"}});
    const auto imported = [&](std::string text) {
        return ask(*session,
                   {{"view", "importMapping"}, {"name", "m.csv"}, {"text", std::move(text)}});
    };
    for (const Json& row : imported(exported["text"].get<std::string>())["rows"])
        CHECK(row["status"] == "same");
    const Json looked = imported(
        "Trade,Standard Job Type,Job Type,Business Unit\n"
        "HVAC,Repair AC,AC No Cool,HVAC North\n"
        "HVAC,Install AC,AC Repair,HVAC North\n"
        "HVAC,AC Maintenance,Nothing Like It,HVAC North\n");
    CHECK(at(looked, "/rows/0/status") == "changed");
    CHECK(at(looked, "/rows/1/status") == "new");
    CHECK(at(looked, "/rows/2/status") == "refused");
    CHECK(at(looked, "/rows/2/why").get<std::string>().contains("Nothing Like It"));
    CHECK(looked["command"]["rows"].size() == 2);
    CHECK(apply(*session, looked["command"])["ok"] == true);
    for (const Json& row : imported("Trade,Standard Job Type,Job Type,Business Unit\n"
                                    "HVAC,Repair AC,AC No Cool,HVAC North\n")["rows"])
        CHECK(row["status"] == "same");
    CHECK(imported("")["rows"].empty());
}

TEST_CASE("a new agreement is shown beside the one that was accepted (M6)", "[doors]") {
    Session session;
    const auto manifest = [](std::string_view version, std::string_view text) {
        return Json{{"leadloom", "partner/1"},
                    {"id", "nest"},
                    {"name", "Nest"},
                    {"agreement", {{"version", version}, {"title", "T"}, {"text", text}}},
                    {"severities", parsed(R"([{"code":"P1","severity":"critical"}])")},
                    {"passOn", parsed(R"(["critical"])")},
                    {"alertTypes", Json::array()}}
            .dump();
    };
    load(session, "nest.json", manifest("1", "One.\nWe keep names for a year.\n"));
    const auto view = [&] {
        return ask(session, {{"view", "agreement"}, {"integration", "nest"}, {"role", "Admin"}});
    };
    CHECK(apply(session, {{"type", "accept_agreement"},
                          {"integration", "nest"},
                          {"version", "1"},
                          {"sha256", view()["sha256"]}})["ok"] == true);
    CHECK_FALSE(view().contains("changes"));
    load(session, "nest.json", manifest("2", "One.\nWe keep names for two years.\n"));
    CHECK(view()["state"] == "outdated");
    CHECK(at(view(), "/changes/0/before/0/changed") == false);
    CHECK(at(view(), "/changes/1/before/1") == parsed(R"({"text":"a","changed":true})"));
    CHECK(at(view(), "/changes/1/after/1") == parsed(R"({"text":"two","changed":true})"));
}

TEST_CASE("a desk log is played again, whatever the set-up holds by now (N8)", "[doors]") {
    const auto session = testing::small_session();
    load(*session, "f", testing::small_alert("a").dump(), "feed");
    CHECK(apply(*session, {{"type", "accept_lead"}, {"lead", "smartac.com/a"}})["ok"] == true);
    const std::string log = ask(*session, {{"view", "log"}}).get<std::string>();
    const auto later = testing::small_session();
    load(*later, "f", testing::small_alert("a").dump(), "feed");
    CHECK(apply(*later, {{"type", "set_enabled"},
                         {"integration", "smartac.com"},
                         {"enabled", false}})["ok"] == true);
    const Json loaded = load(*later, "desk.ndjson", log);
    CHECK(loaded["kind"] == "desk-log");
    CHECK(loaded["records"] == 1);
    CHECK(ask(*later, {{"view", "lead"}, {"id", "smartac.com/a"}})["state"] == "accepted");
    // The same again is refused line by line, and said.
    const Json again = load(*later, "desk.ndjson", log + "{\"type\":\"dance\"}\n", "desk-log");
    CHECK(again["records"] == 0);
    CHECK(count(again, Rule::not_new) == 1);
    CHECK(ask(*later, {{"view", "log"}}).get<std::string>() == log);
}

TEST_CASE("a desk without a back office neither changes nor shows the set-up", "[doors]") {
    Session desk({}, Strictness::strict, nullptr);
    CHECK(load(desk, "s", testing::small_setup().dump())["ok"] == true);
    const Json answer =
        apply(desk, {{"type", "set_enabled"}, {"integration", "smartac.com"}, {"enabled", false}});
    CHECK(count(answer, Rule::not_in_desk) == 1);
    for (const char* view : {"integrations", "mapping", "setup", "history", "findings"})
        CHECK(at(ask(desk, {{"view", view}}), "/error/rule") == "LL0908");
    CHECK(ask(desk, {{"view", "leads"}})["total"] == 0);
}

TEST_CASE("the same documents give the same bytes", "[doors]") {
    const auto run = [] {
        Session session;
        std::string answers;
        for (const std::string& path : testing::files_below("catalog/sample"))
            answers += session.load(path, "auto", testing::file(path));
        for (const std::string_view view : views)
            answers += session.query(question_for(view).dump());
        return answers + session.report() + session.report_text();
    };
    CHECK(run() == run());
}

TEST_CASE("every prefix of the sample set-up is survived", "[doors]") {
    const std::string text = testing::file("catalog/sample/prairie-star.setup.json");
    const std::size_t whole = text.find_last_of('}');
    for (std::size_t length = 0; length < text.size(); ++length) {
        const std::string prefix = text.substr(0, length);
        Session session("", Strictness::tolerant);
        const Json answer = parsed(session.load("f.json", "setup", prefix));
        if (length <= whole) {
            REQUIRE(answer["ok"] == false);
            REQUIRE(answer["findings"].size() == 1);
            REQUIRE(testing::misplaced(at(answer, "/findings/0/place"), prefix).empty());
        }
    }
}

TEST_CASE("mutated documents are survived", "[doors]") {
    const auto [kind, seed] = GENERATE(table<std::string, std::string>({
        {"setup", testing::small_setup().dump(1)},
        {"auto", testing::small_setup().dump()},
        {"auto", testing::small_business_units().dump(1)},
        {"job-types", testing::small_job_types().dump()},
        {"auto", testing::small_customers().dump(2)},
        {"customer-contacts", testing::small_contacts().dump()},
        {"feed", testing::small_alert("a").dump() + "\n" + testing::small_alert("b").dump() +
                     "\r\n{\"x\":1}\n"},
        {"auto",
         "[" + testing::small_alert("a").dump() + ",\n" + testing::small_alert("b").dump() + "]"},
    }));
    Random random(seed.size());
    for (int round = 0; round < 2'500; ++round) survive(kind, testing::mutated(seed, random));
}

TEST_CASE("mutated commands and questions are survived", "[doors]") {
    const std::string commands[] = {
        R"({"type":"map_job_type","trade":"hvac","standardJobType":"repair_ac","jobTypes":["21"],"businessUnits":[11],"at":"2026-11-23T10:00:00Z","by":{"name":"Olga","role":"Owner"}})",
        R"({"type":"accept_lead","lead":"smartac.com/a","at":"2026-11-23T10:00:00Z","by":{"name":"Olga","role":"Owner"}})",
        R"({"type":"set_enabled","integration":"smartac.com","enabled":false,"at":"2026-11-23T10:00:00Z","by":{"name":"Olga","role":"Owner"}})"};
    const std::string questions[] = {
        R"({"view":"leads","text":"ana","sort":"newest","offset":0,"count":5})",
        R"({"view":"lead","id":"smartac.com/a"})", R"({"view":"held"})"};
    const auto session = testing::small_session();
    load(*session, "f", testing::small_alert("a").dump(), "feed");
    Random random(9);
    for (int round = 0; round < 3'000; ++round) {
        const std::string command =
            testing::mutated(commands[random.below(std::size(commands))], random);
        const Json answer = parsed(session->apply(command));
        REQUIRE(answer["ok"].get<bool>() == answer["findings"].empty());
        (void)parsed(session->query(
            testing::mutated(questions[random.below(std::size(questions))], random)));
    }
    CHECK(parsed(session->query(R"({"view":"setup"})")).contains("sha256"));
}

TEST_CASE("a document over the limit is refused without its bytes", "[doors]") {
    const std::string text = testing::small_setup().dump();
    const std::string limits = Json{{"bytes", text.size() - 1}}.dump();
    Session read(limits);
    Session refused(limits);
    CHECK(read.load("s.json", "auto", text) == refused.refuse("s.json", text.size()));
    CHECK(read.report() == refused.report());
}
