#include "leadloom/speak/requests.hpp"

#include "leadloom/speak/calendar.hpp"
#include "leadloom/text/utf8.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::parsed;
using testing::with;

namespace {

constexpr std::string_view lead = "smartac.com/a";

std::unique_ptr<Session> desk_with(const Json& alert, const std::vector<Json>& commands) {
    auto session = testing::small_session();
    REQUIRE(testing::load(*session, "s.json", testing::small_setup().dump())["ok"] == true);
    testing::load(*session, "f.ndjson", alert.dump(), "feed");
    for (Json command : commands) {
        command["lead"] = lead;
        const Json answer = apply(*session, command);
        INFO(answer.dump());
        REQUIRE(answer["ok"] == true);
    }
    return session;
}

const Json accept = {{"type", "accept_lead"}};
const Json follow_up = {
    {"type", "follow_up_lead"}, {"on", "2026-11-25T09:00:00-06:00"}, {"note", "Gate code; 1,2"}};
const Json book = Json::parse(R"({"type":"book_lead","jobType":"21","businessUnit":"11",
    "start":"2026-11-24T08:00:00-06:00","end":"2026-11-24T10:00:00-06:00","campaign":"31",
    "summary":"<b>Cold & wet</b>","tags":["9007199254740993"]})");

Json requests(const Session& session) { return ask(session, {{"view", "requests"}, {"id", lead}}); }

std::string calendar_of(const Session& session) {
    const Json made = ask(session, {{"view", "calendar"}, {"id", lead}});
    return made.is_null() ? std::string() : made["text"].get<std::string>();
}

}  // namespace

TEST_CASE("a lead offers the requests of what was done with it", "[requests]") {
    const auto names = [](const std::vector<Json>& commands) {
        const auto session = desk_with(testing::small_alert("a"), commands);
        std::string names;
        for (const Json& request : requests(*session))
            names += request["name"].get<std::string>() + " ";
        return names;
    };
    CHECK(names({}).empty());
    CHECK(names({accept}) == "CreateBookingRequest ");
    CHECK(names({follow_up}) == "LeadCreateRequest ");
    CHECK(names({accept, book}) == "JobCreateRequest CreateBookingRequest ");
    CHECK(names({{{"type", "dismiss_lead"}, {"reason", "Test"}}}).empty());
}

TEST_CASE("a booked lead is a job with its window, and says what it lacks", "[requests]") {
    const auto session = desk_with(testing::small_alert("a"), {accept, book});
    const Json request = requests(*session)[0];
    CHECK(request["path"] == "jpm/v2/tenant/{tenant}/jobs");
    const Json job = parsed(request["json"].get<std::string>());
    CHECK(job["jobTypeId"] == 21);
    CHECK(job["businessUnitId"] == 11);
    CHECK(job["campaignId"] == 31);
    CHECK(job["priority"] == "High");
    // Dates are UTC.
    CHECK(at(job, "/appointments/0/start") == "2026-11-24T14:00:00Z");
    CHECK(at(job, "/appointments/0/arrivalWindowEnd") == "2026-11-24T16:00:00Z");
    const Json booking = parsed(requests(*session)[1]["json"].get<std::string>());
    CHECK(booking["start"] == "2026-11-24T14:00:00Z");
    CHECK(booking["summary"] == "<b>Cold & wet</b>");
    // The field is HTML.
    CHECK(job["summary"] == "&lt;b&gt;Cold &amp; wet&lt;/b&gt;");
    CHECK(request["json"].get<std::string>().contains("9007199254740993"));
    // Nobody has said whose it is and at which of their locations: ServiceTitan would refuse it.
    std::string lacking;
    for (const Json& finding : request["findings"])
        lacking += finding["message"].get<std::string>();
    CHECK(request["findings"].size() == 2);
    CHECK(lacking.contains("customerId"));
    CHECK(lacking.contains("locationId"));
    const Json link =
        parsed(R"({"type":"link_customer","customer":"9007199254740995","location":"5"})");
    const auto linked = desk_with(testing::small_alert("a"), {link, accept, book});
    const Json whole = requests(*linked)[0];
    CHECK(whole["findings"].empty());
    CHECK(parsed(whole["json"].get<std::string>())["customerId"] == 9007199254740995);
    // What is linked after it was booked counts as well.
    CHECK(requests(*desk_with(testing::small_alert("a"), {accept, book, link}))[0] == whole);
}

TEST_CASE("a follow-up is a lead of ServiceTitan with its date", "[requests]") {
    const auto session = desk_with(testing::small_alert("a"), {follow_up});
    const Json request = requests(*session)[0];
    CHECK(request["findings"].empty());
    const Json made = parsed(request["json"].get<std::string>());
    CHECK(made["followUpDate"] == "2026-11-25T15:00:00Z");
    CHECK_FALSE(made.contains("bookingId"));
    CHECK(made["campaignId"] == 31);
    CHECK(made["summary"].get<std::string>().ends_with("Note: Gate code; 1,2"));
    CHECK_FALSE(made["leadCustomerName"].get<std::string>().empty());
}

TEST_CASE("what ServiceTitan made of a request is named by the next", "[requests]") {
    const auto handed = [](std::string_view request, std::string_view id) {
        return Json{{"type", "hand_over_lead"}, {"request", request}, {"id", id}};
    };
    const Json booked = handed("CreateBookingRequest", "9007199254740993");
    const Json led = handed("LeadCreateRequest", "77");
    const auto session = desk_with(testing::small_alert("a"), {accept, booked, follow_up, led});
    CHECK(requests(*session)[0]["json"].get<std::string>().contains(
        R"("bookingId": 9007199254740993)"));
    const auto after = desk_with(testing::small_alert("a"), {accept, booked, follow_up, led, book});
    const Json job = parsed(requests(*after)[0]["json"].get<std::string>());
    CHECK(job["bookingId"] == 9007199254740993);
    CHECK(job["leadId"] == 77);
    const auto handling = [](const Session& of) {
        return ask(of, {{"view", "lead"}, {"id", lead}})["handling"]["handedOver"];
    };
    CHECK(handling(*session) ==
          parsed(R"([{"request":"CreateBookingRequest","id":"9007199254740993"},)"
                 R"({"request":"LeadCreateRequest","id":"77"}])"));
    // Moved to another day it is another request, which nobody has handed on yet.
    const auto moved =
        desk_with(testing::small_alert("a"), {accept, booked, follow_up, led, follow_up});
    CHECK(handling(*moved) ==
          parsed(R"([{"request":"CreateBookingRequest","id":"9007199254740993"}])"));
}

TEST_CASE("only what can be dialled is a number for others", "[requests]") {
    const auto [phone, tel] = GENERATE(table<std::string, std::string>({
        {"(512) 555-0134", "tel:+15125550134"},
        {"+1 512 555 0134 ext. 12", "tel:+15125550134;ext=12"},
        {"512-***-0134", ""},
        {"512-XXX-0134", ""},
        {"222-222-2222", ""},
        {"555-0134", ""},
        {"", ""},
    }));
    INFO(phone);
    Json alert = testing::small_alert("a");
    alert["member"]["phone"] = phone;
    const auto session = desk_with(alert, {follow_up});
    const Json contact = ask(*session, {{"view", "lead"}, {"id", lead}})["contact"];
    CHECK(contact.value("tel", "") == tel);
    const Json made = parsed(requests(*session)[0]["json"].get<std::string>());
    CHECK(made.contains("leadPhone") == !tel.empty());
}

TEST_CASE("a follow-up and a visit are events of a calendar (RFC 5545)", "[calendar]") {
    Json alert = testing::small_alert("a");
    alert["member"]["name"] = "Zoë Wójcik-Fernández de la Cruz y Ñandú, “Esquire”; née Ångström";
    const auto call = calendar_of(*desk_with(alert, {follow_up}));
    CHECK(call.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    CHECK(call.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    CHECK(call.contains("\r\nDTSTART:20261125T150000Z\r\n"));
    CHECK(call.contains("\r\nTRIGGER:-PT5M\r\n"));
    std::string unfolded;
    std::size_t from = 0;
    while (from < call.size()) {
        const std::size_t end = call.find("\r\n", from);
        REQUIRE(end != std::string::npos);
        const std::string line = call.substr(from, end - from);
        CHECK(line.size() <= 75);
        CHECK(text::first_invalid_utf8(line) == std::string::npos);
        if (line.starts_with(' ')) {
            unfolded += line.substr(1);
        } else {
            unfolded += "\n" + line;
        }
        from = end + 2;
    }
    CHECK(
        unfolded.contains("\nSUMMARY:Call Zoë Wójcik-Fernández de la Cruz y Ñandú\\, “Esquire”\\; "
                          "née Ångström: Poor Cooling Performance\n"));
    CHECK(unfolded.contains("Gate code\\; 1\\,2"));
    alert["member"]["name"] = "Ana\u0007\rPena";
    CHECK(calendar_of(*desk_with(alert, {follow_up})).contains("\r\nSUMMARY:Call AnaPena: "));
    const auto visit = calendar_of(*desk_with(testing::small_alert("a"), {accept, book}));
    CHECK(visit.contains("\r\nDTSTART:20261124T140000Z\r\nDTEND:20261124T160000Z\r\n"));
    CHECK(visit.contains("\r\nSTATUS:TENTATIVE\r\n"));
    CHECK(calendar_of(*desk_with(testing::small_alert("a"), {accept})).empty());
}

TEST_CASE("a list is a table in which nothing is a formula", "[requests]") {
    Json alert = testing::small_alert("a");
    const auto [name, cell] = GENERATE(table<std::string, std::string>({
        {R"(=HYPERLINK("x"))", R"x("'=HYPERLINK(""x"")")x"},
        {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},
        {"@SUM(1)", "\"'@SUM(1)\""},
        {"Ana;=1+1", "\"Ana;=1+1\""},
        {"Ana\t=1+1", "\"Ana\t=1+1\""},
    }));
    alert["member"]["name"] = name;
    const auto session = desk_with(alert, {follow_up});
    const std::string table =
        ask(*session, {{"view", "leadsTable"}, {"state", "follow_up"}})["text"].get<std::string>();
    CHECK(table.starts_with("Lead,State,Severity,"));
    CHECK(table.contains("," + cell + ","));
    CHECK(std::ranges::count(table, '\n') == 2);
    CHECK(ask(*session, {{"view", "leadsTable"}, {"state", "booked"}})["text"]
              .get<std::string>()
              .ends_with("because\r\n"));
}
