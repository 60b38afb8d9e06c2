#include "leadloom/leads/card.hpp"

#include <algorithm>

#include "support.hpp"

using namespace leadloom;
using testing::ask;
using testing::at;
using testing::parsed;
using testing::with;

namespace {

Json card(const Json& alert) {
    const auto session = testing::small_session();
    testing::load(*session, "f.ndjson", alert.dump(), "feed");
    const Json answer = ask(*session, {{"view", "lead"}, {"id", "smartac.com/a"}});
    REQUIRE(answer.is_object());
    return answer;
}

Json card_with(const std::string& pointer, const Json& value) {
    return card(with(testing::small_alert("a"), pointer, value));
}

bool remarks(const Json& shown, std::string_view code) {
    return std::ranges::any_of(shown["remarks"],
                               [&](const Json& remark) { return remark["code"] == code; });
}

}  // namespace

TEST_CASE("the card shows all that a call needs (M15)", "[leads]") {
    const Json shown = card(testing::small_alert("a"));
    CHECK(shown["id"] == "smartac.com/a");
    CHECK(at(shown, "/integration/name") == "SmartAC.com");
    CHECK(at(shown, "/standardJobType/label") == "Repair AC");
    CHECK(shown["severity"] == "critical");
    CHECK(shown["severityAsSent"] == "Critical");
    CHECK(shown["submittedOn"] == "2026-11-20T14:03:11Z");
    CHECK(shown["scheduledOn"] == "2026-11-24T15:00:00Z");
    CHECK(shown["account"] == parsed(R"({"id":"acct-1","name":"North"})"));
    CHECK(shown["profile"] == parsed(R"({"id":"home","name":"Homes"})"));
    CHECK(at(shown, "/contact/name") == "Ana Pena");
    CHECK(at(shown, "/contact/address/zip") == "78640");
    CHECK(shown["device"] == parsed(R"({"id":"d-a","name":"Air handler","placement":"attic"})"));
    CHECK(shown["details"] == parsed(R"([{"name":"Supply air","value":"61.5"},
                                         {"name":"Pets","value":"yes"},{"name":"Note","value":""}])"));
    CHECK(at(shown, "/resolution/jobType/id") == "21");
    CHECK(at(shown, "/resolution/businessUnit/id") == "11");
    CHECK(at(shown, "/resolution/campaign/name") == "SmartAC.com");
    CHECK_FALSE(shown.contains("customer"));
    CHECK(shown["remarks"].empty());
    CHECK(shown["state"] == "new");
    // M19
    CHECK(shown["reminder"] == reminder);
    CHECK(shown["reminder"].get<std::string>().contains("Call the customer"));
}

TEST_CASE("the card takes the customer that the register found, and the office's before it",
          "[leads]") {
    const auto session = testing::small_session();
    testing::load(*session, "f.ndjson", testing::small_alert("a").dump(), "feed");
    const Json found = {{"id", "9007199254740993"}, {"location", "5"}, {"type", "Residential"}};
    const auto customer = [&](const Json& given) {
        return ask(*session,
                   {{"view", "lead"}, {"id", "smartac.com/a"}, {"customer", given}})["customer"];
    };
    CHECK(customer(Json::object()) == nullptr);
    CHECK(customer(found) ==
          parsed(R"({"id":"9007199254740993","location":"5","type":"Residential","linked":false,)"
                 R"("automatic":true})"));
    const Json link = {{"type", "link_customer"},
                       {"lead", "smartac.com/a"},
                       {"customer", "7"},
                       {"customerType", "Commercial"}};
    REQUIRE(testing::apply(*session, link)["ok"] == true);
    const Json linked = parsed(R"({"id":"7","type":"Commercial","linked":true,"automatic":false})");
    CHECK(customer(found) == linked);
    CHECK(customer(Json::object()) == linked);
    // Whoever says that it is nobody's is not overruled by a match.
    const Json unlink = {{"type", "link_customer"}, {"lead", "smartac.com/a"}};
    REQUIRE(testing::apply(*session, unlink)["ok"] == true);
    CHECK(customer(found) == parsed(R"({"linked":true,"automatic":false})"));
}

TEST_CASE("a condition on the customer's type holds once the customer is known (N2)", "[leads]") {
    Json setup = testing::small_setup();
    for (Json& row : setup["mapping"]) {
        if (row["standardJobType"] != "repair_ac") continue;
        Json commercial = row;
        commercial["when"] = {{"customerType", "Commercial"}};
        commercial["jobTypes"] = parsed(R"(["27"])");
        setup["mapping"].push_back(commercial);
        break;
    }
    const auto session = testing::small_session();
    testing::load(*session, "s.setup.json", setup.dump());
    testing::load(*session, "f.ndjson", testing::small_alert("a").dump(), "feed");
    const auto job_type = [&](const char* type) {
        const Json given = {{"id", "7"}, {"type", type}};
        return at(ask(*session, {{"view", "lead"}, {"id", "smartac.com/a"}, {"customer", given}}),
                  "/resolution/jobType/id");
    };
    CHECK(job_type("Residential") == "21");
    CHECK(job_type("Commercial") == "27");
}

TEST_CASE("the card remarks on what is odd", "[leads]") {
    const auto [pointer, value, code] = GENERATE(table<std::string, std::string, std::string>({
        {"/submittedOn", "null", "no_time"},
        {"/submittedOn", "\"yesterday\"", "bad_time"},
        {"/submittedOn", "\"2026-11-20T08:03:11\"", "time_without_zone"},
        {"/scheduledOn", "\"11/24/2026\"", "bad_time"},
        {"/scheduledOn", "\"2026-11-24 09:00:00\"", "time_without_zone"},
        {"/account", "\"acct-9\"", "unknown_account"},
        {"/member/phone", "null", "no_phone"},
        {"/member/phone", "\"  \"", "no_phone"},
        {"/member/phone", "\"512-***-**34\"", "masked_phone"},
        {"/member/phone", "\"XXX-XXX-0134\"", "masked_phone"},
        {"/member/phone", "\"555-0134\"", "false_phone"},
        {"/member/phone", "\"000-000-0000\"", "false_phone"},
        {"/member/phone", "\"5555555555\"", "false_phone"},
        {"/member/phone", "\"112-555-0134\"", "false_phone"},
        {"/member/phone", "\"call me\"", "false_phone"},
        {"/member/name", "null", "no_name"},
        {"/member", "null", "no_name"},
        {"/member", "5", "no_phone"},
        {"/member", "\"Ana\"", "no_name"},
    }));
    INFO(pointer << " = " << value);
    CHECK(remarks(card_with(pointer, parsed(value)), code));
    CHECK_FALSE(remarks(card(testing::small_alert("a")), code));
}

TEST_CASE("the card shows whatever a partner sends", "[leads]") {
    const Json hostile = R"x(<img src=x onerror="alert(1)">)x";
    const Json shown = card_with("/member/name", hostile);
    CHECK(at(shown, "/contact/name") == hostile);
    CHECK(at(card_with("/details", "free text"), "/details/0") ==
          parsed(R"({"name":"Details","value":"free text"})"));
    CHECK(at(card_with("/details", parsed("[1,{}]")), "/details/0/value") == "[1,{}]");
    CHECK(card_with("/details", parsed("{}"))["details"].empty());
    CHECK(
        at(card_with("/details", parsed(R"({"__proto__":{"a":1},"é\u0000":false})")), "/details") ==
        parsed(R"([{"name":"__proto__","value":"{\"a\":1}"},{"name":"é\u0000","value":"no"}])"));
    CHECK(at(card_with("/member/name", "Bidi \u202E txt"), "/contact/name") == "Bidi \u202E txt");
    CHECK(at(card_with("/member/phone", parsed("5125550134")), "/contact/phone") == "5125550134");
    CHECK_FALSE(card_with("/device", nullptr).contains("device"));
    CHECK_FALSE(card_with("/device", "sensor").contains("device"));
    CHECK_FALSE(card_with("/member/address", "1 Main St")["contact"].contains("address"));
    CHECK_FALSE(card_with("/account", nullptr).contains("account"));
}

TEST_CASE("the card of an enveloped alert is the same", "[leads]") {
    Json alert = testing::small_alert("a");
    Json envelope = parsed(
        R"({"specversion":"1.0","source":"smartac.com","id":"a","type":"x","time":"2020-01-01T00:00:00Z"})");
    envelope["data"] = alert;
    CHECK(card(envelope) == card(alert));
    envelope["data"].erase("submittedOn");
    CHECK(card(envelope)["submittedOn"] == "2020-01-01T00:00:00Z");
}

TEST_CASE("only a lead has a card", "[leads]") {
    const auto session = testing::small_session();
    testing::load(*session, "f", with(testing::small_alert("w"), "/severity", "Watching").dump(),
                  "feed");
    for (const char* const id : {"smartac.com/w", "smartac.com/none", "", "/"}) {
        CHECK(ask(*session, {{"view", "lead"}, {"id", id}}).is_null());
        CHECK(ask(*session, {{"view", "booking"}, {"id", id}}).is_null());
    }
}
