// What once went wrong, each with the smallest input that showed it.
#include "support.hpp"

using namespace leadloom;
using testing::parsed;

namespace {

constexpr const char* by_owner = R"("at":"2026-11-23T10:00:00Z","by":{"name":"O","role":"Owner"})";

Json load(Session& session, const char* name, const std::string& text, const char* kind = "auto") {
    return parsed(session.load(name, kind, text));
}

}  // namespace

TEST_CASE("an array where an alert or its member should stand is not walked as an object") {
    Session session;
    CHECK(load(session, "f", R"({"source":"s","id":"1","type":"t","member":["name"]})",
               "feed")["ok"] == true);
    const Json answer = load(
        session, "g", R"({"specversion":"1.0","source":"s","id":"1","data":["type"]})", "feed");
    CHECK(answer["records"] == 1);
    CHECK(session.workspace().feed().set_aside().size() == 1);
}

TEST_CASE("a deep history does not stop the next command") {
    Session session(R"({"depth":256})");
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    CHECK(load(session, "s.setup.json",
               R"({"leadloom":"setup/1","history":[{"note":)" + deep + "}]}")["ok"] == true);
    const std::string select = R"({"type":"select_trades","trades":["hvac"],)";
    CHECK(parsed(session.apply(select + by_owner + "}"))["ok"] == true);
    CHECK(parsed(session.apply(select + by_owner + R"(,"$schema":)" + deep + "}"))["ok"] == false);
}

TEST_CASE("an accepted lead whose type the manifest has lost is no lead, and nothing falls over") {
    const auto session = testing::small_session();
    load(*session, "f", testing::small_alert("a").dump());
    REQUIRE(parsed(session->apply(std::string(R"({"type":"accept_lead","lead":"smartac.com/a",)") +
                                  by_owner + "}"))["ok"] == true);
    CHECK(
        load(*session, "m",
             R"({"leadloom":"partner/1","id":"smartac.com","name":"S","agreement":{"version":"9",)"
             R"("title":"t","text":"x"},"alertTypes":[]})")["ok"] == true);
    CHECK(parsed(session->query(R"({"view":"leads"})"))["total"] == 0);
}

TEST_CASE("a key that stands twice stops what would be worked with") {
    Session session;
    CHECK(load(session, "s", R"({"leadloom":"setup/1","trades":["hvac"],"trades":[]})")["ok"] ==
          false);
    CHECK(load(session, "m",
               R"({"leadloom":"partner/1","id":"a","id":"b","name":"S","agreement":{"version":"9",)"
               R"("title":"t","text":"x"}})")["ok"] == false);
    const std::string twice = R"({"type":"select_trades","trades":["hvac"],"trades":[],)";
    const Json answer = parsed(session.apply(twice + by_owner + "}"));
    CHECK(answer["ok"] == false);
    CHECK(answer["findings"][0]["rule"] == "LL0003");
}

TEST_CASE("a manifest that is laid out for people is not taken for a feed") {
    Session session;
    const Json answer = load(session, "m.json", R"({
  "leadloom": "partner/1",
  "id": "p",
  "name": "P",
  "agreement": { "version": "1", "title": "t", "text": "x" },
  "severities": [
    { "code": "P1", "severity": "critical" }
  ]
})");
    CHECK(answer["kind"] == "partner");
    CHECK(answer["ok"] == true);
}

TEST_CASE("a manifest with unknown words is told about them") {
    Session session;
    const std::string head =
        R"({"leadloom":"partner/1","id":"p","name":"P","agreement":{"version":"1","title":"t","text":"x"},)";
    const Json unknown = load(
        session, "m",
        head + R"("alertTypes":[{"name":"A","trade":"hvac","standardJobType":"repair_acc"}]})");
    CHECK(unknown["ok"] == true);
    CHECK(unknown["findings"][0]["rule"] == "LL0113");
    CHECK(load(session, "m", head + R"("delivers":"pizza"})")["ok"] == false);
    CHECK(load(session, "m", head + R"("learnMore":"javascript:void 0"
})")["ok"] == false);
}

TEST_CASE("the same record twice in a mapping is one") {
    Findings findings;
    const Setup setup = read_setup(
        testing::document(R"({"leadloom":"setup/1","mapping":[{"trade":"hvac","standardJobType":)"
                          R"("repair_ac","jobTypes":[21,"21"],"businessUnits":[11]}]})"),
        findings);
    CHECK(setup.mapping[0].job_types.size() == 1);
}

TEST_CASE("a bad id among business units is told, not read as none") {
    Session session;
    const Json answer =
        load(session, "j", R"([{"id":1,"name":"A","businessUnitIds":[5,-1]}])", "job-types");
    CHECK(answer["findings"][0]["rule"] == "LL0010");
}

TEST_CASE("a pointer names the value, not its first element") {
    const auto nested = testing::document(R"({"m":[[1]],"n":[1]})");
    CHECK(nested->place(nested->root()["n"]).pointer == "/n");
    CHECK(nested->place(*nested->root()["m"].begin()).pointer == "/m/0");
    const auto array = testing::document("[1]");
    CHECK(array->place(array->root()).pointer.empty());
}

TEST_CASE("a record set aside from an array stands where it stands") {
    Session session;
    load(session, "f", R"([{"source":"s","id":"1","type":"t"},"no"])", "feed");
    const Place place = session.workspace().feed().set_aside().at(0).place;
    CHECK(place.column == 37);
    CHECK(place.byte == 36);
    CHECK(place.bytes == 4);
}

TEST_CASE("escapes in keys and dates of an alert change nothing") {
    Session session;
    load(session, "f",
         R"({"\u0073ource":"s","id":"1","type":"t","submittedOn":"2026-11-20T08:03:11\u005a"})",
         "feed");
    REQUIRE(session.workspace().feed().alerts().size() == 1);
    CHECK(session.workspace().feed().alerts()[0].submitted != Alert::no_time);
}

TEST_CASE("years that cannot be written are not read") {
    CHECK_FALSE(time::parse("0000-01-01T00:00:00+01:00"));
    CHECK_FALSE(time::parse("9999-12-31T23:59:59-01:00"));
}

TEST_CASE("a sequence wants blanks between its values") {
    json::Tape tape;
    CHECK(json::read_sequence("1-2", 64, tape));
    CHECK(json::read_sequence("{}{}", 64, tape));
    CHECK_FALSE(json::read_sequence("1 2\n{}", 64, tape));
}

TEST_CASE("a question with an unknown word is refused, not half answered") {
    const Session session;
    CHECK(parsed(session.query(R"({"view":"leads","state":"bogus"})"))["error"]["rule"] ==
          "LL0907");
}

TEST_CASE("a mapping to thousands has few candidates and answers at once") {
    std::string refs;
    for (int i = 1; i <= 5000; ++i) refs += (i == 1 ? "" : ",") + std::to_string(i);
    Session session;
    load(session, "s",
         R"({"leadloom":"setup/1","mapping":[{"trade":"hvac","standardJobType":"repair_ac",)"
         R"("jobTypes":[)" +
             refs + R"(],"businessUnits":[)" + refs + "]}]}");
    const Resolution resolution = resolve(session.workspace().setup(), {}, shipped_catalog(),
                                          {shipped_catalog().partners[0], {"hvac", "repair_ac"}});
    CHECK(resolution.candidates.size() == 50);
    CHECK_FALSE(resolution.job_type);
}
