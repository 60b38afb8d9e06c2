#include "leadloom/speak/booking.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::count;
using testing::parsed;
using testing::with;

namespace {

/// The booking of an alert that was accepted on 23 November 2026.
Json booking(const Json& alert) {
    const auto session = testing::small_session();
    testing::load(*session, "f.ndjson", alert.dump(), "feed");
    CHECK(ask(*session, {{"view", "booking"}, {"id", "smartac.com/a"}}).is_null());
    REQUIRE(apply(*session, {{"type", "accept_lead"}, {"lead", "smartac.com/a"}})["ok"] == true);
    return ask(*session, {{"view", "booking"}, {"id", "smartac.com/a"}});
}

Json request(const Json& alert) { return parsed(booking(alert)["json"].get<std::string>()); }

}  // namespace

TEST_CASE("a booking holds what CreateBookingRequest asks for", "[speak]") {
    const Json made = booking(testing::small_alert("a"));
    CHECK(made["method"] == "POST");
    CHECK(made["path"] == booking_path);
    CHECK(made["findings"].empty());
    const Json sent = parsed(made["json"].get<std::string>());
    CHECK(sent["source"] == "SmartAC.com");
    CHECK(sent["name"] == "Ana Pena");
    CHECK(sent["isFirstTimeClient"] == true);
    CHECK(sent["externalId"] == "smartac.com/a");
    CHECK(sent["summary"].get<std::string>().starts_with(
        "Poor Cooling Performance (Critical), Repair AC."));
    CHECK(sent["summary"].get<std::string>().contains("Device: Air handler, attic."));
    CHECK(sent["summary"].get<std::string>().contains("Supply air: 61.5."));
    CHECK_FALSE(sent["summary"].get<std::string>().contains("Note"));
    CHECK(
        sent["address"] ==
        parsed(
            R"({"street":"1 Main St","city":"Kyle","state":"TX","zip":"78640","country":"USA"})"));
    CHECK(
        sent["contacts"] ==
        parsed(
            R"([{"type":"Phone","value":"+1 512 555 0134"},{"type":"Email","value":"ana@example.com"}])"));
    CHECK(sent["start"] == "2026-11-24T15:00:00Z");
    CHECK(sent["campaignId"] == 31);
    CHECK(sent["businessUnitId"] == 11);
    CHECK(sent["jobTypeId"] == 21);
    CHECK(sent["priority"] == "High");
}

TEST_CASE("ids beyond 2^53 are sent exactly", "[speak]") {
    const Json made = booking(with(testing::small_alert("a"), "/type", "Service Request-Normal"));
    const std::string text = made["json"].get<std::string>();
    CHECK(text.contains("\"jobTypeId\": 9007199254740993"));
    CHECK(text.contains("\"businessUnitId\": 9007199254740997"));
}

TEST_CASE("what is not known is left out", "[speak]") {
    const auto [pointer, value, field] = GENERATE(table<std::string, std::string, std::string>({
        {"/member/address/zip", "null", "address"},
        {"/member/address", "null", "address"},
        {"/scheduledOn", "null", "start"},
        {"/scheduledOn", "\"soon\"", "start"},
    }));
    INFO(field);
    CHECK_FALSE(request(with(testing::small_alert("a"), pointer, parsed(value))).contains(field));
    CHECK(request(testing::small_alert("a")).contains(field));
}

TEST_CASE("a linked customer is no first-time client", "[speak]") {
    const auto session = testing::small_session();
    testing::load(*session, "f.ndjson", testing::small_alert("a").dump(), "feed");
    for (const Json& command : {Json{{"type", "link_customer"},
                                     {"lead", "smartac.com/a"},
                                     {"customer", "41"},
                                     {"customerType", "Residential"}},
                                Json{{"type", "accept_lead"}, {"lead", "smartac.com/a"}}})
        REQUIRE(apply(*session, command)["ok"] == true);
    const Json made = ask(*session, {{"view", "booking"}, {"id", "smartac.com/a"}});
    const Json sent = parsed(made["json"].get<std::string>());
    CHECK(sent["isFirstTimeClient"] == false);
    CHECK(sent["customerType"] == "Residential");
}

TEST_CASE("numbers and addresses that cannot be right are no contacts", "[speak]") {
    Json alert = testing::small_alert("a");
    alert["member"]["phone"] = "512-***-0134";
    alert["member"]["email"] = "none";
    CHECK_FALSE(request(alert).contains("contacts"));
}

TEST_CASE("a required field that is empty is LL0510", "[speak]") {
    const Json made = booking(with(testing::small_alert("a"), "/member/name", " "));
    CHECK(count(made, Rule::booking_lacks_field) == 1);
    CHECK(at(made, "/findings/0/message").get<std::string>().contains("“name”"));
    // All five stand in every request, empty or not.
    const Json sent = parsed(made["json"].get<std::string>());
    for (const char* const field : {"source", "name", "summary", "isFirstTimeClient", "externalId"})
        CHECK(sent.contains(field));
}

TEST_CASE("a start before the acceptance is LL0511", "[speak]") {
    const auto [start, past] =
        GENERATE(table<std::string, std::size_t>({{"2026-11-23T09:59:59Z", 1},
                                                  {"2026-11-23T10:00:00Z", 0},
                                                  {"2026-11-23T11:59:59+02:00", 1},
                                                  {"2026-11-23T04:00:01-06:00", 0},
                                                  {"2020-01-01T00:00:00Z", 1}}));
    INFO(start);
    const Json made = booking(with(testing::small_alert("a"), "/scheduledOn", start));
    CHECK(count(made, Rule::start_in_the_past) == past);
}

TEST_CASE("a blank lead is booked without ids", "[speak]") {
    const auto session = testing::small_session();
    Json setup = testing::small_setup();
    setup["mapping"][2]["jobTypes"] = parsed("[21, 27]");
    testing::load(*session, "s.json", setup.dump());
    testing::load(*session, "f", testing::small_alert("a").dump(), "feed");
    CHECK(apply(*session, {{"type", "accept_lead"}, {"lead", "smartac.com/a"}})["ok"] == true);
    const Json made = ask(*session, {{"view", "booking"}, {"id", "smartac.com/a"}});
    const Json sent = parsed(made["json"].get<std::string>());
    CHECK_FALSE(sent.contains("jobTypeId"));
    CHECK_FALSE(sent.contains("businessUnitId"));
    CHECK(sent["priority"] == "Urgent");
    CHECK(made["findings"].empty());
}
