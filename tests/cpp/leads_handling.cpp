#include "leadloom/leads/handling.hpp"

#include "leadloom/text/fold.hpp"
#include "leadloom/time/instant.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::apply;
using testing::ask;
using testing::at;
using testing::count;
using testing::parsed;
using testing::small_alert;

namespace {

constexpr std::string_view a = "smartac.com/a";

std::unique_ptr<Session> desk_with(std::initializer_list<std::string_view> ids) {
    auto session = testing::small_session();
    REQUIRE(testing::load(*session, "s.json", testing::small_setup().dump())["ok"] == true);
    std::string feed;
    for (const std::string_view id : ids) feed += small_alert(id).dump() + "\n";
    testing::load(*session, "f.ndjson", feed, "feed");
    return session;
}

Json command(std::string_view type, Json more = Json::object(), std::string_view lead = a) {
    more["type"] = type;
    more["lead"] = lead;
    return more;
}

Json book(Json more = Json::object()) {
    Json made = parsed(R"({"jobType":"21","businessUnit":"11","start":"2026-11-24T14:00:00Z",
        "end":"2026-11-24T16:00:00Z"})");
    made.update(more);
    return command("book_lead", made);
}

Json card(const Session& session, std::string_view lead = a) {
    return ask(session, {{"view", "lead"}, {"id", lead}});
}

std::string state(const Session& session, std::string_view lead = a) {
    return card(session, lead)["state"].get<std::string>();
}

const std::vector<Json>& moves() {
    static const std::vector<Json> all = {
        command("accept_lead"),
        command("follow_up_lead", {{"on", "2026-11-25T15:00:00Z"}, {"note", "back then"}}),
        book(),
        command("dismiss_lead", {{"reason", "False alarm"}}),
        command("reopen_lead"),
    };
    return all;
}

}  // namespace

TEST_CASE("each command is done in the states that it is for", "[handling]") {
    // By state: which of `moves` lead somewhere, and where.
    struct Row {
        std::vector<std::size_t> path;
        std::string state;
        std::vector<std::string> then;
    };
    const auto row = GENERATE(values<Row>({
        {{}, "new", {"accepted", "follow_up", "booked", "dismissed", ""}},
        {{0}, "accepted", {"", "follow_up", "booked", "dismissed", "new"}},
        {{1}, "follow_up", {"accepted", "follow_up", "booked", "dismissed", "new"}},
        {{0, 2}, "booked", {"", "", "", "", "new"}},
        {{3}, "dismissed", {"", "", "", "", "new"}},
    }));
    for (std::size_t move = 0; move < moves().size(); ++move) {
        const auto session = desk_with({"a"});
        for (const std::size_t step : row.path)
            REQUIRE(apply(*session, moves()[step])["ok"] == true);
        REQUIRE(state(*session) == row.state);
        const Json answer = apply(*session, moves()[move]);
        INFO(row.state << " " << moves()[move].dump() << answer.dump());
        CHECK(answer["ok"] == !row.then[move].empty());
        constexpr Rule refused[] = {Rule::not_new, Rule::move_refused, Rule::not_accepted,
                                    Rule::move_refused, Rule::move_refused};
        CHECK(count(answer, refused[move]) == (row.then[move].empty() ? 1 : 0));
        const Json allowed = ask(*session, {{"view", "leads"}})["allowed"][row.state];
        CHECK(std::ranges::contains(allowed, moves()[move]["type"]) == !row.then[move].empty());
        CHECK(state(*session) == (row.then[move].empty() ? row.state : row.then[move]));
    }
}

TEST_CASE("everything that is done with a lead is taken back and done again", "[handling]") {
    const auto session = desk_with({"a"});
    std::vector<Json> cards{card(*session)};
    const std::vector<Json> all = {
        command("assign_lead", {{"to", "Cleo"}}),
        command("link_customer", {{"customer", "77"}, {"location", "78"}}),
        command("fill_in_lead", {{"jobType", "27"}, {"businessUnit", "11"}}),
        command("accept_lead"),
        command("hand_over_lead", {{"request", "CreateBookingRequest"}}),
        command("follow_up_lead", {{"on", "2026-11-25T15:00:00Z"}}),
        book({{"campaign", "31"}, {"priority", "High"}, {"summary", "Bring a pump"}}),
        command("reopen_lead"),
        command("dismiss_lead", {{"reason", "False alarm"}}),
    };
    for (const Json& one : all) {
        const Json answer = apply(*session, one);
        INFO(one.dump() << answer.dump());
        REQUIRE(answer["ok"] == true);
        CHECK(answer["undo"] == parsed(R"({"type":"undo_lead","lead":"smartac.com/a"})"));
        cards.push_back(card(*session));
        CHECK(cards.back() != cards[cards.size() - 2]);
    }
    for (std::size_t i = all.size(); i-- > 0;) {
        CHECK(apply(*session, command("undo_lead"))["ok"] == true);
        CHECK(card(*session) == cards[i]);
    }
    CHECK(count(apply(*session, command("undo_lead")), Rule::nothing_to_undo) == 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(apply(*session, command("redo_lead"))["undo"]["type"] == "undo_lead");
        CHECK(card(*session) == cards[i + 1]);
    }
    CHECK(count(apply(*session, command("redo_lead")), Rule::nothing_to_undo) == 1);
    // The log replayed is the desk.
    const std::string log = ask(*session, {{"view", "log"}}).get<std::string>();
    const auto other = desk_with({"a"});
    CHECK(testing::load(*other, "log", log, "desk-log")["ok"] == true);
    CHECK(card(*other) == card(*session));
    // Something else after a step back begins anew from there.
    CHECK(apply(*session, command("undo_lead"))["ok"] == true);
    CHECK(apply(*session, command("accept_lead"))["ok"] == true);
    CHECK(count(apply(*session, command("redo_lead")), Rule::nothing_to_undo) == 1);
}

TEST_CASE("what a booking would be refused for is refused at once", "[handling]") {
    const auto [more, rule] = GENERATE(table<std::string, Rule>({
        {R"({"jobType":"99"})", Rule::not_in_tenant},
        {R"({"jobType":"26"})", Rule::job_type_inactive},
        {R"({"jobType":"27","businessUnit":"12"})", Rule::pair_not_bookable},
        {R"({"businessUnit":"99"})", Rule::not_in_tenant},
        {R"({"campaign":"99"})", Rule::not_in_tenant},
        {R"({"priority":"Soon"})", Rule::unknown_value},
        {R"({"end":"2026-11-24T14:00:00Z"})", Rule::ends_before_it_begins},
        {R"({"end":"tomorrow"})", Rule::bad_time},
        {R"({"tags":["x"]})", Rule::id_out_of_range},
        {R"({"price":1})", Rule::unknown_field},
    }));
    const auto session = desk_with({"a"});
    CHECK(apply(*session, command("accept_lead"))["ok"] == true);
    const Json before = card(*session);
    const Json answer = apply(*session, book(parsed(more)));
    INFO(more << answer.dump());
    CHECK(answer["ok"] == false);
    CHECK(count(answer, rule) == 1);
    CHECK(card(*session) == before);
}

TEST_CASE("a lead is dismissed for a reason only", "[handling]") {
    const auto session = desk_with({"a"});
    CHECK(count(apply(*session, command("dismiss_lead")), Rule::missing_field) == 1);
    CHECK(count(apply(*session, command("dismiss_lead", {{"reason", "  "}})),
                Rule::missing_field) == 1);
    CHECK(apply(*session, command("dismiss_lead", {{"reason", " Sold the house "}}))["ok"] == true);
    CHECK(at(card(*session), "/handling/reason") == "Sold the house");
}

TEST_CASE("the clock of a lead stops with the first answer", "[handling]") {
    const auto session = desk_with({"a"});
    // Nobody has called anybody by these.
    CHECK(apply(*session, command("assign_lead", {{"to", "Cleo"}}))["ok"] == true);
    CHECK_FALSE(card(*session)["handling"].contains("firstResponseAt"));
    const Json urgent = card(*session);
    CHECK(urgent["respondBy"].get<std::string>() > urgent["submittedOn"].get<std::string>());
    CHECK(apply(*session, testing::with(command("accept_lead"), "/at",
                                        "2026-11-23T10:05:00Z"))["ok"] == true);
    CHECK(apply(*session, testing::with(command("reopen_lead"), "/at",
                                        "2026-11-23T10:06:00Z"))["ok"] == true);
    CHECK(apply(*session, testing::with(command("accept_lead"), "/at",
                                        "2026-11-23T10:07:00Z"))["ok"] == true);
    CHECK(at(card(*session), "/handling/firstResponseAt") == "2026-11-23T10:05:00Z");
}

TEST_CASE("leads are counted by what was done with them, and listed by it", "[handling]") {
    const auto session = desk_with({"a", "b", "c", "d", "e"});
    const auto done = [&](std::string_view type, std::string_view id, Json more = Json::object()) {
        REQUIRE(apply(*session, command(type, std::move(more),
                                        std::string("smartac.com/") + std::string(id)))["ok"] ==
                true);
    };
    done("accept_lead", "a");
    done("follow_up_lead", "b", {{"on", "2026-11-26T15:00:00Z"}});
    done("follow_up_lead", "c", {{"on", "2026-11-25T15:00:00Z"}});
    done("dismiss_lead", "d", {{"reason", "Test"}});
    const auto listed = [&](Json question) {
        question["view"] = "leads";
        std::string text;
        for (const Json& line : ask(*session, question)["leads"])
            text += line["id"].get<std::string>().back();
        return text;
    };
    CHECK(at(ask(*session, {{"view", "leads"}}), "/counts/followUp") == 2);
    CHECK(at(ask(*session, {{"view", "leads"}}), "/counts/new") == 1);
    CHECK(at(ask(*session, {{"view", "leads"}}), "/counts/dismissed") == 1);
    CHECK(listed({{"state", "open"}, {"sort", "oldest"}}) == "ae");
    CHECK(listed({{"state", "follow_up"}, {"sort", "due"}}) == "cb");
    CHECK(listed({{"state", "dismissed"}}) == "d");
    CHECK(listed({{"state", "booked"}}).empty());
    done("assign_lead", "e", {{"to", "Cleo"}});
    CHECK(listed({{"assignedTo", "Cleo"}}) == "e");
    // Whatever pauses them, what the office has taken up stays.
    CHECK(apply(*session, {{"type", "set_enabled"},
                           {"integration", "smartac.com"},
                           {"enabled", false}})["ok"] == true);
    CHECK(listed({{"sort", "oldest"}}) == "abcd");
}

TEST_CASE("a list is what filtering and sorting by hand would be", "[handling]") {
    auto session = testing::small_session();
    REQUIRE(testing::load(*session, "s.json", testing::small_setup().dump())["ok"] == true);
    std::string feed;
    for (int i = 0; i < 300; ++i) {
        Json alert = small_alert(std::to_string(i));
        alert["severity"] = i % 3 == 0 ? "Critical" : "Urgent";
        alert["type"] = i % 2 == 0 ? "Water Detected" : "Poor Cooling Performance";
        alert["submittedOn"] = time::format((i * 7919 % 300) * 60'000LL + 1'700'000'000'000);
        alert["member"]["name"] = i % 5 == 0 ? "Peña " + std::to_string(i) : "Smith";
        feed += alert.dump() + "\n";
    }
    testing::load(*session, "f.ndjson", feed, "feed");
    for (int i = 0; i < 300; i += 4)
        CHECK(apply(*session, command("accept_lead", Json::object(),
                                      "smartac.com/" + std::to_string(i)))["ok"] == true);
    const auto lines = [&](Json question) {
        question["view"] = "leads";
        question["count"] = 500;
        return ask(*session, question)["leads"];
    };
    const Json all = lines(Json::object());
    REQUIRE(all.size() == 300);
    for (const char* const state : {"", "new", "accepted"}) {
        for (const char* const severity : {"", "critical"}) {
            for (const char* const text : {"", "pena", "water", "smith cooling", "pena 1"}) {
                for (const char* const sort : {"waiting", "newest", "oldest"}) {
                    Json question = {{"sort", sort}, {"text", text}};
                    if (*state != '\0') question["state"] = state;
                    if (*severity != '\0') question["severity"] = severity;
                    std::vector<Json> wanted;
                    for (const Json& line : all) {
                        const std::string said = text::fold(line["name"].get<std::string>() + " " +
                                                            line["alertType"].get<std::string>());
                        bool has = true;
                        std::string word;
                        for (const char c : std::string(text) + " ") {
                            if (c != ' ') word.push_back(c);
                            if (c != ' ') continue;
                            has = has && said.contains(word);
                            word.clear();
                        }
                        if (has && (*state == '\0' || line["state"] == state) &&
                            (*severity == '\0' || line["severity"] == severity))
                            wanted.push_back(line);
                    }
                    const bool newest = std::string_view(sort) == "newest";
                    const bool waiting = std::string_view(sort) == "waiting";
                    std::ranges::stable_sort(wanted, [&](const Json& x, const Json& y) {
                        if (waiting && x["severity"] != y["severity"])
                            return x["severity"] == "critical";
                        return newest ? x["submittedOn"] > y["submittedOn"]
                                      : x["submittedOn"] < y["submittedOn"];
                    });
                    const Json found = lines(question);
                    INFO(question.dump());
                    REQUIRE(found.size() == wanted.size());
                    for (std::size_t i = 0; i < wanted.size(); ++i)
                        REQUIRE(found[i]["id"] == wanted[i]["id"]);
                }
            }
        }
    }
    CHECK(lines({{"filledIn", true}}) == all);
    const Json cooling = lines({{"alertType", "Poor Cooling Performance"}});
    CHECK(lines({{"filledIn", true}, {"jobType", "21"}}) == cooling);
    CHECK(lines({{"jobType", "27"}}).empty());
    CHECK(lines({{"filledIn", false}}).empty());
    const auto place = [&](std::string_view lead) {
        return ask(*session, {{"view", "leads"}, {"state", "new"}, {"at", lead}})
            .value("index", -1);
    };
    const Json fresh = lines({{"state", "new"}});
    CHECK(place(fresh[123]["id"].get<std::string>()) == 123);
    CHECK(place("smartac.com/0") == -1);
    CHECK(place("nobody") == -1);
    const Json late = lines({{"from", all[200]["submittedOn"]}});
    for (const Json& line : late) CHECK(line["submittedOn"] >= all[200]["submittedOn"]);
    const Json early = lines({{"to", all[200]["submittedOn"]}});
    CHECK(late.size() + early.size() == 300);
}

TEST_CASE("a picked pair fills the lead in, and the log keeps it", "[handling]") {
    const auto session = desk_with({"a"});
    CHECK(
        count(apply(*session, command("fill_in_lead", {{"jobType", "27"}, {"businessUnit", "12"}})),
              Rule::pair_not_bookable) == 1);
    CHECK(apply(*session, command("fill_in_lead",
                                  {{"jobType", "27"}, {"businessUnit", "11"}}))["ok"] == true);
    CHECK(at(card(*session), "/resolution/jobType/name") == "AC No Cool");
    CHECK(at(card(*session), "/resolution/reasons/0/code") == "picked");
    const Json window = ask(*session, {{"view", "leads"}});
    CHECK(at(window, "/leads/0/jobType") == "AC No Cool");
}

TEST_CASE("what is filled in is what the office picked, or what the member's conditions say",
          "[handling]") {
    auto session = testing::small_session();
    Json setup = testing::small_setup();
    Json row = setup["mapping"][2];
    row["when"] = parsed(R"({"zip": ["787*"]})");
    row["jobTypes"] = {"27"};
    row["businessUnits"] = {"11"};
    setup["mapping"].push_back(row);
    REQUIRE(testing::load(*session, "s.json", setup.dump())["ok"] == true);
    std::string feed;
    for (const char* const zip : {"78640", "78701", "78702"}) {
        Json alert = small_alert(zip);
        alert["member"]["address"]["zip"] = zip;
        feed += alert.dump() + "\n";
    }
    testing::load(*session, "f.ndjson", feed, "feed");
    const auto of = [&](const char* const id) {
        const Json window = ask(*session, {{"view", "leads"}, {"jobType", id}});
        std::string zips;
        for (const Json& line : window["leads"])
            zips += line["id"].get<std::string>().substr(13) + " ";
        return zips;
    };
    CHECK(of("21") == "8640 ");
    CHECK(of("27") == "8701 8702 ");
    REQUIRE(apply(*session, command("fill_in_lead", {{"jobType", "21"}, {"businessUnit", "11"}},
                                    "smartac.com/78702"))["ok"] == true);
    CHECK(of("21") == "8640 8702 ");
    CHECK(of("27") == "8701 ");
}

TEST_CASE("the first alert of a device that passes is its lead, whenever it comes", "[handling]") {
    const auto session = testing::small_session();
    const auto said = [&](std::string_view id, const char* const at, const char* const severity) {
        Json alert = small_alert(id);
        alert["device"]["id"] = "d";
        alert["submittedOn"] = at;
        alert["severity"] = severity;
        testing::load(*session, "f", alert.dump(), "feed");
        std::string ids;
        for (const Json& line : ask(*session, {{"view", "leads"}})["leads"])
            ids += line["id"].get<std::string>().substr(12) + " ";
        return ids;
    };
    CHECK(said("a", "2026-11-20T08:00:00Z", "Watching").empty());
    CHECK(said("c", "2026-11-20T10:00:00Z", "Urgent") == "c ");
    CHECK(said("d", "2026-11-20T11:00:00Z", "Urgent") == "c ");
    CHECK(said("b", "2026-11-20T09:00:00Z", "Urgent") == "b ");
    CHECK(card(*session, "smartac.com/b")["episode"]["repeats"] == 2);
    // What somebody has taken up stays a lead.
    REQUIRE(apply(*session, command("accept_lead", Json::object(), "smartac.com/b"))["ok"] == true);
    CHECK(said("z", "2026-11-20T07:00:00Z", "Urgent") == "z b ");
}

TEST_CASE("what a device says after its lead has ended is a new lead", "[handling]") {
    auto session = testing::small_session();
    std::string feed;
    const auto said = [&](std::string_view id, const char* const at, const char* const severity) {
        Json alert = small_alert(id);
        alert["device"]["id"] = "d";
        alert["submittedOn"] = at;
        alert["severity"] = severity;
        feed += alert.dump() + "\n";
    };
    const auto leads = [&] {
        std::string ids;
        const Json window = ask(*session, {{"view", "leads"}, {"sort", "oldest"}});
        for (const Json& line : window["leads"]) {
            ids += line["id"].get<std::string>().substr(12) + ":" +
                   line["severity"].get<std::string>() + " ";
        }
        return ids;
    };
    said("a", "2026-11-23T08:00:00Z", "Urgent");
    said("b", "2026-11-23T09:00:00Z", "Urgent");
    testing::load(*session, "1.ndjson", feed, "feed");
    CHECK(leads() == "a:urgent ");
    // Commands are of 10:00.
    REQUIRE(apply(*session, command("dismiss_lead", {{"reason", "Test"}}))["ok"] == true);
    feed.clear();
    said("c", "2026-11-23T10:30:00Z", "Urgent");
    said("d", "2026-11-23T11:00:00Z", "Critical");
    testing::load(*session, "2.ndjson", feed, "feed");
    // The second story is one lead again, as bad as the worst of it.
    CHECK(leads() == "a:urgent c:critical ");
    const Json shown = card(*session, "smartac.com/c");
    CHECK(shown["severityAsSent"] == "Critical");
    CHECK(at(shown, "/remarks/0/code") == "worse");
    CHECK(shown["episode"]["repeats"] == 1);
    CHECK(card(*session)["episode"]["repeats"] == 1);
    CHECK(ask(*session, {{"view", "leads"}})["counts"]["held"] == 2);
    // Whoever opens the first again goes on with it, and with what has come since.
    REQUIRE(apply(*session, command("undo_lead"))["ok"] == true);
    CHECK(leads() == "a:critical ");
    REQUIRE(apply(*session, command("redo_lead"))["ok"] == true);
    CHECK(leads() == "a:urgent c:critical ");
    // The log played again, before what it is about has come, ends at the same.
    auto again = testing::small_session();
    const std::string log = ask(*session, {{"view", "log"}}).get<std::string>();
    std::swap(session, again);
    testing::load(*session, "log", log, "desk-log");
    testing::load(*session, "2.ndjson", feed, "feed");
    feed.clear();
    said("a", "2026-11-23T08:00:00Z", "Urgent");
    said("b", "2026-11-23T09:00:00Z", "Urgent");
    testing::load(*session, "1.ndjson", feed, "feed");
    CHECK(leads() == "a:urgent c:critical ");
}

TEST_CASE("the office says how soon a lead is answered, and what ends an episode", "[handling]") {
    const auto session = testing::small_session();
    Json first = testing::small_alert("a");
    Json later = testing::small_alert("b");
    first["submittedOn"] = "2026-11-20T08:00:00Z";
    later["submittedOn"] = "2026-11-20T18:00:00Z";
    later["device"] = first["device"];
    testing::load(*session, "f.ndjson", first.dump() + "\n" + later.dump(), "feed");
    const auto leads = [&] { return ask(*session, {{"view", "leads"}}); };
    CHECK(leads()["desk"] ==
          parsed(R"({"firstTab":"Bookings","criticalMinutes":5,"urgentMinutes":30,)"
                 R"("episodeHours":24})"));
    CHECK(leads()["total"] == 1);
    CHECK(card(*session)["respondBy"] == "2026-11-20T08:05:00Z");
    const Json set = {{"type", "set_desk"},
                      {"firstTab", "Job Booking"},
                      {"criticalMinutes", 20},
                      {"episodeHours", 9}};
    const Json done = apply(*session, set);
    REQUIRE(done["ok"] == true);
    CHECK(leads()["total"] == 2);
    CHECK(leads()["desk"]["firstTab"] == "Job Booking");
    CHECK(card(*session)["respondBy"] == "2026-11-20T08:20:00Z");
    REQUIRE(apply(*session, done["undo"])["ok"] == true);
    CHECK(leads()["total"] == 1);
    CHECK(card(*session)["respondBy"] == "2026-11-20T08:05:00Z");
}
