/// Rows with conditions, from the document to the lead (N2).
#include "leadloom/decide/proof.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/decide/validate.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::parsed;

namespace {

/// The small set-up with Repair AC mapped by these rows.
Json with_rows(std::initializer_list<std::pair<const char*, const char*>> conditions) {
    Json setup = testing::small_setup();
    Json row = setup["mapping"][2];
    setup["mapping"].erase(2);
    for (const auto& [when, job_type] : conditions) {
        Json added = row;
        added["jobTypes"] = parsed(std::string("[") + job_type + "]");
        if (*when != '\0') added["when"] = parsed(when);
        setup["mapping"].push_back(added);
    }
    return setup;
}

std::unique_ptr<Session> session_with(const Json& setup, const std::vector<Json>& alerts) {
    auto session = testing::small_session();
    const Json loaded = testing::load(*session, "s.setup.json", setup.dump());
    INFO(loaded.dump());
    REQUIRE(loaded["ok"] == true);
    std::string feed;
    for (const Json& alert : alerts) feed += alert.dump() + "\n";
    testing::load(*session, "alerts.ndjson", feed);
    return session;
}

Json resolution_of(const Session& session, const std::string& id) {
    Json question = parsed(R"({"view": "lead"})");
    question["id"] = "smartac.com/" + id;
    return testing::ask(session, question)["resolution"];
}

bool has_code(const Json& resolution, const char* code) {
    for (const Json& reason : resolution["reasons"]) {
        if (reason["code"] == code) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the row whose condition holds fills in the lead, else the one without", "[decide]") {
    Json near = testing::small_alert("near");
    Json far = testing::small_alert("far");
    far["member"]["address"]["zip"] = "10001";
    const auto session =
        session_with(with_rows({{R"({"zip": "786*"})", "21"}, {"", "27"}}), {near, far});
    CHECK(resolution_of(*session, "near")["jobType"]["id"] == "21");
    CHECK(has_code(resolution_of(*session, "near"), "rule"));
    CHECK(resolution_of(*session, "far")["jobType"]["id"] == "27");
    // The list says the same as the card.
    const Json leads = testing::ask(*session, parsed(R"({"view": "leads"})"))["leads"];
    for (const Json& line : leads) {
        const std::string id = line["id"].get<std::string>().substr(12);
        CHECK(line["jobType"] == resolution_of(*session, id)["jobType"]["name"]);
    }
}

TEST_CASE("two conditions that hold, or none, leave the lead blank and say why", "[decide]") {
    const auto session = session_with(
        with_rows({{R"({"severity": "critical"})", "21"}, {R"({"zip": "78640"})", "27"}}),
        {testing::small_alert("both"), [] {
             Json none = testing::small_alert("none");
             none["severity"] = "Urgent";
             none["member"]["address"]["zip"] = "10001";
             return none;
         }()});
    const Json both = resolution_of(*session, "both");
    CHECK_FALSE(both.contains("jobType"));
    CHECK(has_code(both, "rules_overlap"));
    CHECK(both["candidates"].size() == 2);
    const Json none = resolution_of(*session, "none");
    CHECK_FALSE(none.contains("jobType"));
    CHECK(has_code(none, "no_rule"));
    CHECK(none["candidates"].size() == 2);
}

TEST_CASE("conditions on days and hours go by the office's clock", "[decide]") {
    // 2026-11-20 is a Friday; 08:03 in Chicago.
    Json morning = testing::small_alert("morning");
    Json night = testing::small_alert("night");
    night["submittedOn"] = "2026-11-20T23:30:00-06:00";
    const auto session = session_with(
        with_rows(
            {{R"({"time": {"days": ["Fri"], "from": "08:00", "to": "17:00"}})", "21"}, {"", "27"}}),
        {morning, night});
    CHECK(resolution_of(*session, "morning")["jobType"]["id"] == "21");
    CHECK(resolution_of(*session, "night")["jobType"]["id"] == "27");
}

TEST_CASE("a command maps under a condition and leaves the other rows", "[decide]") {
    const auto session = session_with(with_rows({{"", "27"}}), {testing::small_alert("a")});
    Json command = parsed(R"({"type": "map_job_type", "trade": "hvac", "standardJobType":
        "repair_ac", "jobTypes": ["21"], "businessUnits": ["11"], "when": {"severity": "critical"}})");
    REQUIRE(testing::apply(*session, command)["ok"] == true);
    CHECK(resolution_of(*session, "a")["jobType"]["id"] == "21");
    command["jobTypes"] = Json::array();
    command["businessUnits"] = Json::array();
    REQUIRE(testing::apply(*session, command)["ok"] == true);
    CHECK(resolution_of(*session, "a")["jobType"]["id"] == "27");
    command["when"] = parsed(R"({"severity": "dreadful"})");
    const Json refused = testing::apply(*session, command);
    CHECK(refused["ok"] == false);
    CHECK(testing::numbers(refused) == std::vector<std::string>{"LL0129"});
}

TEST_CASE("what the proof says of overlaps and gaps, the resolver does", "[decide]") {
    // Random rows over few values: each witness that is replayed as an alert meets its fate.
    testing::Random random(20261124);
    const char* const parts[] = {R"("severity": "critical")",
                                 R"("severity": "urgent")",
                                 R"("zip": "786*")",
                                 R"("zip": ["78640", "10001"])",
                                 R"("state": "TX")",
                                 R"("placement": "attic")",
                                 R"("time": {"from": "08:00", "to": "17:00"})",
                                 R"("time": {"days": ["Sat", "Sun"]})"};
    std::size_t overlaps = 0;
    std::size_t gaps = 0;
    for (int round = 0; round < 60; ++round) {
        Json setup = testing::small_setup();
        setup["integrations"][0]["accounts"] = Json::array();
        Json row = setup["mapping"][2];
        setup["mapping"].erase(2);
        const std::size_t count = 2 + random.below(3);
        for (std::size_t i = 0; i < count; ++i) {
            std::string when = parts[random.below(std::size(parts))];
            const std::string other = parts[random.below(std::size(parts))];
            if (other.substr(0, 5) != when.substr(0, 5)) when += ", " + other;
            row["when"] = parsed("{" + when + "}");
            row["jobTypes"] = parsed(i % 2 == 0 ? "[21]" : "[27]");
            setup["mapping"].push_back(row);
        }
        Findings reading;
        const Setup read = read_setup(testing::document(setup.dump()), reading);
        std::vector<const Condition*> conditions;
        for (const std::uint32_t i : read.rows({"hvac", "repair_ac"}))
            conditions.push_back(&*read.mapping[i].when);
        const Universe universe{{Severity::critical, Severity::urgent}, {}};
        const Proof proof = prove(conditions, universe);
        REQUIRE(proof.complete);
        std::vector<Json> alerts;
        const auto replay = [&](const Witness& witness, std::string id) {
            Json alert = witness.alert(read.zone());
            alert["source"] = "smartac.com";
            alert["id"] = std::move(id);
            alert["type"] = "Poor Cooling Performance";
            alert["severity"] = witness.severity == Severity::critical ? "Critical" : "Urgent";
            alerts.push_back(alert);
        };
        for (std::size_t i = 0; i < proof.overlaps.size(); ++i)
            replay(proof.overlaps[i].witness, "overlap-" + std::to_string(i));
        for (std::size_t i = 0; i < proof.gaps.size(); ++i)
            replay(proof.gaps[i], "gap-" + std::to_string(i));
        const auto session = session_with(setup, alerts);
        for (std::size_t i = 0; i < proof.overlaps.size(); ++i)
            CHECK(
                has_code(resolution_of(*session, "overlap-" + std::to_string(i)), "rules_overlap"));
        for (std::size_t i = 0; i < proof.gaps.size(); ++i)
            CHECK(has_code(resolution_of(*session, "gap-" + std::to_string(i)), "no_rule"));
        overlaps += proof.overlaps.size();
        gaps += proof.gaps.size();
    }
    CHECK(overlaps > 20);
    CHECK(gaps > 20);
}
