#include "leadloom/leads/rejected.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::ask;
using testing::at;
using testing::parsed;

namespace {

/// The small set-up with one more integration, its agreement accepted.
Json setup_with(const std::string& partner) {
    Json setup = testing::small_setup();
    const Agreement& agreement = shipped_catalog().partner(partner)->agreement;
    Json integration = setup["integrations"][0];
    integration["id"] = partner;
    integration["agreement"]["version"] = agreement.version;
    integration["agreement"]["sha256"] = agreement.sha256;
    setup["integrations"].push_back(integration);
    return setup;
}

std::unique_ptr<Session> session_for(const std::string& partner, const std::string& feed) {
    auto session = testing::small_session();
    REQUIRE(testing::load(*session, "s.json", setup_with(partner).dump())["ok"] == true);
    INFO(feed);
    const Json loaded = testing::load(*session, "leads.json", feed);
    REQUIRE(loaded["kind"] == "feed");
    REQUIRE(loaded["ok"] == true);
    return session;
}

Json card(const Session& session, const std::string& lead) {
    return ask(session, {{"view", "lead"}, {"id", lead}});
}

std::string detail(const Json& shown, std::string_view name) {
    for (const Json& row : shown["details"]) {
        if (row["name"] == name) return row["value"].get<std::string>();
    }
    return {};
}

Json angi_lead() {
    return parsed(
        R"({"name":"Ana Peña","firstName":"Ana","lastName":"Peña","address":"1 Main St","city":"Kyle",)"
        R"("stateProvince":"TX","postalCode":"78640","primaryPhone":"5125550134","email":"ana@example.com",)"
        R"("srOid":185,"leadOid":90210,"fee":31.5,"taskName":"Central A/C - Repair/Service",)"
        R"("comments":"Warm air","leadDescription":"Standard","spEntityId":77,"crmKey":"k",)"
        R"("automatedContactCompliant":true,)"
        R"("interview":[{"question":"What is wrong?","answer":"No cold air"},{"question":"Age?","answer":"8"}]})");
}

Json thumbtack_lead() {
    return parsed(
        R"({"event":{"eventType":"NegotiationCreatedV4","triggeredAt":"2026-11-15T04:02:29Z"},)"
        R"("data":{"negotiationID":"5902","status":"Open","createdAt":"2026-11-15T04:02:24Z","leadPrice":"$25.00",)"
        R"("business":{"businessID":"acct-1","name":"Small Air"},)"
        R"("customer":{"firstName":"Ana","lastName":"Peña"},)"
        R"("request":{"category":{"name":"Central Air Conditioning Repair or Maintenance"},)"
        R"("description":"Warm air","location":{"address1":"1 Main St","address2":"Apt 4B","city":"Kyle","state":"TX",)"
        R"("zipCode":"78640"},"details":[{"question":"How old?","answer":"8 years"}],)"
        R"("proposedTimes":[{"start":"2026-11-16T10:00:00Z","end":"2026-11-16T11:00:00Z"},)"
        R"({"start":"2026-11-17T10:00:00Z","end":"2026-11-17T11:00:00Z"}]}}})");
}

Json google_lead() {
    return parsed(
        R"({"id":"811","category_id":"xcat:service_area_business_hvac","service_id":"repair_ac",)"
        R"("contact_details":{"phone_number":"+15125550134","consumer_name":"Ana Peña"},)"
        R"("lead_type":"MESSAGE","lead_status":"NEW","creation_date_time":"2026-11-15 04:02:24"})");
}

}  // namespace

TEST_CASE("a lead of Angi becomes a card", "[leads]") {
    const auto session = session_for("angi.com", angi_lead().dump());
    const Json shown = card(*session, "angi.com/90210");
    CHECK(shown["integration"]["name"] == "Angi");
    CHECK(shown["alertType"] == "Central A/C - Repair/Service");
    CHECK(shown["standardJobType"]["id"] == "repair_ac");
    CHECK(shown["severity"] == "urgent");
    CHECK(shown["account"]["id"] == "77");
    CHECK(
        shown["contact"] ==
        parsed(
            R"({"name":"Ana Peña","phone":"5125550134","tel":"tel:+15125550134","email":"ana@example.com","address":)"
            R"({"street":"1 Main St","city":"Kyle","state":"TX","zip":"78640"}})"));
    CHECK(detail(shown, "What is wrong?") == "No cold air");
    CHECK(detail(shown, "Age?") == "8");
    CHECK(detail(shown, "Comments") == "Warm air");
    CHECK(detail(shown, "Fee") == "31.5");
}

TEST_CASE("an interview of Angi's in one text is shown as it is", "[leads]") {
    Json lead = angi_lead();
    lead["interview"] = "What is wrong?: No cold air;Age?: 8";
    lead["leadOid"] = "90211";
    const auto session = session_for("angi.com", lead.dump());
    CHECK(detail(card(*session, "angi.com/90211"), "Details") ==
          "What is wrong?: No cold air;Age?: 8");
}

TEST_CASE("a lead of Thumbtack becomes a card", "[leads]") {
    const auto session = session_for("thumbtack.com", thumbtack_lead().dump(2));
    const Json shown = card(*session, "thumbtack.com/5902");
    CHECK(shown["integration"]["name"] == "Thumbtack");
    CHECK(shown["standardJobType"]["id"] == "repair_ac");
    CHECK(shown["severityAsSent"] == "Open");
    CHECK(shown["submittedOn"] == "2026-11-15T04:02:24Z");
    CHECK(shown["scheduledOn"] == "2026-11-16T10:00:00Z");
    CHECK(shown["account"]["id"] == "acct-1");
    CHECK(shown["contact"] ==
          parsed(R"({"name":"Ana Peña","address":{"street":"1 Main St","unit":"Apt 4B",)"
                 R"("city":"Kyle","state":"TX","zip":"78640"}})"));
    CHECK(detail(shown, "How old?") == "8 years");
    CHECK(detail(shown, "Description") == "Warm air");
    CHECK(detail(shown, "Lead price") == "$25.00");
    CHECK(detail(shown, "Proposed time") == "2026-11-16T10:00:00Z to 2026-11-16T11:00:00Z");
    // The list and its filter know the whole name too.
    const Json window = ask(*session, {{"view", "leads"}, {"text", "ana pena"}});
    REQUIRE(window["total"] == 1);
    CHECK(window["leads"][0]["name"] == "Ana Peña");
    CHECK(window["leads"][0]["city"] == "Kyle");
}

TEST_CASE("a message of a conversation at Thumbtack is no lead", "[leads]") {
    Json message = thumbtack_lead();
    message["data"].erase("request");
    message["data"]["text"] = "Hello";
    const auto session =
        session_for("thumbtack.com", Json::array({message, thumbtack_lead()}).dump());
    CHECK(ask(*session, {{"view", "leads"}})["counts"]["new"] == 1);
    CHECK(ask(*session, {{"view", "leads"}})["counts"]["setAside"] == 1);
}

TEST_CASE("a lead of Google Local Services names its standard job type", "[leads]") {
    const auto session = session_for("google-local-services", google_lead().dump());
    const Json shown = card(*session, "google-local-services/811");
    CHECK(shown["alertType"] == "Repair AC");
    CHECK(shown["standardJobType"] ==
          parsed(R"({"trade":"hvac","id":"repair_ac","label":"Repair AC"})"));
    CHECK(shown["contact"] ==
          parsed(R"({"name":"Ana Peña","phone":"+15125550134","tel":"tel:+15125550134"})"));
    // On the clock of Chicago.
    CHECK(shown["submittedOn"] == "2026-11-15T10:02:24Z");
    CHECK_FALSE(shown["remarks"].dump().contains("time_without_zone"));
    CHECK(detail(shown, "Lead type") == "MESSAGE");
    CHECK(at(ask(*session, {{"view", "leads"}}), "/leads/0/submittedOn") == "2026-11-15T10:02:24Z");
    // The clock is known whenever the set-up comes.
    Json elsewhere = setup_with("google-local-services");
    elsewhere["tenant"]["timeZone"] = "America/New_York";
    testing::load(*session, "s.json", elsewhere.dump());
    CHECK(at(ask(*session, {{"view", "leads"}}), "/leads/0/submittedOn") == "2026-11-15T09:02:24Z");
    Json summer = google_lead();
    summer["id"] = "812";
    summer["creation_date_time"] = "2026-07-15 04:02:24";
    testing::load(*session, "more.json", summer.dump());
    CHECK(card(*session, "google-local-services/812")["submittedOn"] == "2026-07-15T08:02:24Z");
}

TEST_CASE("the status of a lead of Google's says whether it is still one", "[leads]") {
    const auto [status, reason] = GENERATE(table<std::string, std::string>({
        {"ACTIVE", ""},
        {"BOOKED", "severity_not_passed_on"},
        {"WIPED_OUT", "severity_not_passed_on"},
        {"SOMETHING_NEW", "unknown_severity"},
    }));
    Json lead = google_lead();
    lead["lead_status"] = status;
    const auto session = session_for("google-local-services", lead.dump());
    const Json held = ask(*session, {{"view", "held"}});
    CHECK(held["total"] == (reason.empty() ? 0 : 1));
    if (!reason.empty()) CHECK(held["reasons"][0]["code"] == reason);
}

TEST_CASE("a standard job type is found by Google's category, our trade or alone", "[leads]") {
    const Catalog& catalog = shipped_catalog();
    const StandardKey repair{"hvac", "repair_ac"};
    CHECK(catalog.delivered("xcat:service_area_business_hvac/repair_ac") == repair);
    CHECK(catalog.delivered("hvac/repair_ac") == repair);
    CHECK(catalog.delivered("repair_ac") == repair);
    CHECK_FALSE(catalog.delivered("plumber/repair_ac").has_value());
    CHECK_FALSE(catalog.delivered("hvac/").has_value());
    CHECK_FALSE(catalog.delivered("").has_value());
    // In two trades.
    CHECK_FALSE(catalog.delivered("install_fan").has_value());
}

TEST_CASE("in an envelope a marketplace's lead has the envelope's source and id", "[leads]") {
    const Json event = {{"specversion", "1.0"},
                        {"source", "smartac.com"},
                        {"id", "e-1"},
                        {"type", "lead"},
                        {"time", "2026-11-15T04:02:24Z"},
                        {"dataschema", "https://example.com/lead.json"},
                        {"comexampleextension", "kept"},
                        {"data", angi_lead()}};
    Feed feed;
    Findings findings;
    REQUIRE(feed.add("f", event.dump(), Limits{}, findings) == 1);
    REQUIRE(feed.alerts().size() == 1);
    const Alert& alert = feed.alerts()[0];
    CHECK(feed.lead_id(alert) == "smartac.com/e-1");
    CHECK(feed.word(alert.type) == "Central A/C - Repair/Service");
    CHECK(alert.city == "Kyle");
    CHECK(time::format(alert.submitted) == "2026-11-15T04:02:24Z");
}

TEST_CASE("data as Base64 are the data", "[leads]") {
    // {"type":"Water Detected","severity":"Urgent","member":{"name":"Ana"}}
    const std::string coded =
        "eyJ0eXBlIjoiV2F0ZXIgRGV0ZWN0ZWQiLCJzZXZlcml0eSI6IlVyZ2VudCIsIm1lbWJlciI6eyJuYW1lIjoiQW5hIn"
        "19";
    const std::string head =
        R"({"specversion":"1.0","source":"smartac.com","type":"t","time":"2026-11-15T04:02:24Z",)";
    const std::string text = "[\n" + head + R"("id":"a","data_base64":")" + coded + "\"},\n" +
                             head + R"("id":"b","data_base64":"e30"},)" + "\n" + head +
                             R"("id":"c","data_base64":"!"},)" + "\n" + head +
                             // 1,"id":"x" would be a member of the envelope.
                             R"("id":"d","data_base64":"MSwiaWQiOiJ4Ig=="}])";
    Feed feed;
    Findings findings;
    REQUIRE(feed.add("f", text, Limits{}, findings) == 4);
    REQUIRE(feed.alerts().size() == 1);
    const Alert& alert = feed.alerts()[0];
    CHECK(feed.lead_id(alert) == "smartac.com/a");
    CHECK(feed.word(alert.type) == "Water Detected");
    CHECK(alert.name == "Ana");
    CHECK(alert.line == 2);
    CHECK(time::format(alert.submitted) == "2026-11-15T04:02:24Z");
    const Place place = feed.place(alert);
    CHECK(place.line == 2);
    CHECK(text.substr(place.byte, place.bytes).starts_with("{\"specversion\""));
    CHECK(text.substr(place.byte, place.bytes).ends_with(coded + "\"}"));
    REQUIRE(feed.set_aside().size() == 3);
    CHECK(feed.set_aside()[0].rule == Rule::alert_incomplete);
    CHECK(feed.set_aside()[1].rule == Rule::event_data_unreadable);
    CHECK(feed.set_aside()[1].place.line == 4);
    CHECK(feed.set_aside()[2].rule == Rule::event_data_unreadable);
}

TEST_CASE("what is set aside can be saved as it came", "[leads]") {
    const std::string good = R"({"source":"s","id":"1","type":"t"})";
    Feed feed;
    Findings findings;
    feed.add("day.ndjson", good + "\r\n{\"id\": \"x\"}\r\n\nnot JSON \"at all\"\n\xFF\n" + good,
             Limits{}, findings);
    const std::string lines = rejected(feed);
    std::vector<Json> rows;
    for (std::size_t from = 0; from < lines.size();) {
        const std::size_t end = lines.find('\n', from);
        REQUIRE(end != std::string::npos);
        rows.push_back(parsed(lines.substr(from, end - from)));
        from = end + 1;
    }
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["line"] == 2);
    CHECK(rows[0]["file"] == "day.ndjson");
    CHECK(rows[0]["rule"] == "LL0401");
    CHECK(rows[0]["text"] == R"({"id": "x"})");
    CHECK_FALSE(rows[0]["message"].get<std::string>().empty());
    CHECK(rows[1]["line"] == 4);
    CHECK(rows[1]["rule"] == "LL0001");
    CHECK(rows[1]["text"] == "not JSON \"at all\"");
    CHECK(rows[2]["text"] == "\xEF\xBF\xBD");
    CHECK(rejected(Feed()).empty());
}
