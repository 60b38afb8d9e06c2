#include "leadloom/decide/resolve.hpp"

#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::parsed;
using testing::with;

namespace {

/// A set-up and a tenant of their own, and what a cooling alert becomes with them.
struct Bench {
    Json setup = testing::small_setup();
    Json business_units = testing::small_business_units();
    Json job_types = testing::small_job_types();
    Json campaigns = testing::small_campaigns();
    std::string trade = "hvac";
    std::string standard = "repair_ac";
    std::string account = "acct-1";
    std::string profile = "home";
    Severity severity = Severity::critical;

    [[nodiscard]] Resolution resolve() const {
        Findings findings;
        Tenant tenant;
        const auto read = [&](const Json& json, auto reader) {
            if (json.is_null()) return;
            const auto document = testing::document(json.dump());
            (void)reader(Reading{*document, findings}, records_of(document->root()), tenant);
        };
        read(business_units, read_business_units);
        read(job_types, read_job_types);
        read(campaigns, read_campaigns);
        const Setup read_up = read_setup(testing::document(setup.dump()), findings);
        REQUIRE(findings.list().empty());
        const Catalog& catalog = shipped_catalog();
        const Case alert{*catalog.partner("smartac.com"),
                         {trade, standard},
                         Facts{.severity = severity, .account = account, .profile = profile}};
        const Resolution resolution = leadloom::resolve(read_up, tenant, catalog, alert);
        // M3: both or neither; and every answer says why.
        CHECK(resolution.job_type.has_value() == resolution.business_unit.has_value());
        CHECK(resolution.reasons.size() == 3);
        for (const Reason& reason : resolution.reasons) CHECK(reason.text.ends_with('.'));
        return resolution;
    }
};

std::vector<Id> pairs(const Resolution& resolution) {
    std::vector<Id> ids;
    for (const Candidate& candidate : resolution.candidates) {
        ids.push_back(candidate.job_type.id);
        ids.push_back(candidate.business_unit.id);
    }
    return ids;
}

}  // namespace

TEST_CASE("one of each is filled in", "[decide]") {
    const Resolution resolution = Bench{}.resolve();
    CHECK(resolution.job_type->id == 21);
    CHECK(resolution.job_type->name == "AC Repair");
    CHECK(resolution.business_unit->id == 11);
    CHECK(resolution.campaign->id == 31);
    CHECK(resolution.priority == "High");
    CHECK(resolution.reasons[0].code == "filled_in");
    CHECK(resolution.reasons[1].code == "campaign");
    CHECK(resolution.reasons[2].code == "priority_of_job_type");
    CHECK(resolution.candidates.size() == 1);
}

TEST_CASE("ids beyond 2^53 are filled in exactly", "[decide]") {
    Bench bench;
    bench.standard = "ac_maintenance";
    const Resolution resolution = bench.resolve();
    CHECK(resolution.job_type->id == 9007199254740993);
    CHECK(resolution.job_type->name == "Tune-Up");
    CHECK(resolution.business_unit->id == 9007199254740997);
}

TEST_CASE("several of either leave both blank (M3)", "[decide]") {
    const auto [job_types, units, words] = GENERATE(table<std::string, std::string, std::string>({
        {"[21,27]", "[11]", "2 job types × 1 business unit"},
        {"[21]", "[11,12]", "1 job type × 2 business units"},
        {"[21,27]", "[11,12]", "2 job types × 2 business units"},
    }));
    Bench bench;
    bench.setup["mapping"][2]["jobTypes"] = parsed(job_types);
    bench.setup["mapping"][2]["businessUnits"] = parsed(units);
    const Resolution resolution = bench.resolve();
    CHECK_FALSE(resolution.job_type.has_value());
    CHECK(resolution.reasons[0].code == "several");
    CHECK(resolution.reasons[0].text.contains(words));
    CHECK(resolution.candidates.size() > 1);
    CHECK(resolution.campaign.has_value());
}

TEST_CASE("what is not mapped is blank", "[decide]") {
    Bench bench;
    SECTION("no row") { bench.standard = "install_ac"; }
    SECTION("no business units") { bench.setup["mapping"][2]["businessUnits"] = Json::array(); }
    SECTION("no job types") { bench.setup["mapping"][2]["jobTypes"] = Json::array(); }
    SECTION("no such standard job type") { bench.standard = "nothing"; }
    SECTION("another trade") { bench.trade = "plumber"; }
    const Resolution resolution = bench.resolve();
    CHECK_FALSE(resolution.job_type.has_value());
    CHECK(resolution.candidates.empty());
    CHECK(resolution.reasons[0].code == "not_mapped");
}

TEST_CASE("a pair that cannot be booked is not filled in", "[decide]") {
    const auto [job_type, unit, words] = GENERATE(table<std::string, std::string, std::string>({
        {"24", "12", "does not serve"},
        {"26", "11", "job type is inactive"},
        {"21", "14", "business unit is inactive"},
        {"999", "11", "no job type “999”"},
        {"21", "999", "no business unit “999”"},
        {"\"Repair\"", "11", "no job type “Repair”"},
    }));
    Bench bench;
    bench.setup["mapping"][2]["jobTypes"][0] = parsed(job_type);
    bench.setup["mapping"][2]["businessUnits"][0] = parsed(unit);
    const Resolution resolution = bench.resolve();
    CHECK_FALSE(resolution.job_type.has_value());
    CHECK(resolution.reasons[0].code == "not_bookable");
    REQUIRE(resolution.candidates.size() == 1);
    CHECK_FALSE(resolution.candidates[0].bookable);
    CHECK(resolution.candidates[0].why[0].contains(words));
}

TEST_CASE("without an export nothing is known to be in the way", "[decide]") {
    Bench bench;
    bench.job_types = nullptr;
    bench.business_units = nullptr;
    bench.campaigns = nullptr;
    const Resolution resolution = bench.resolve();
    CHECK(resolution.job_type->id == 21);
    CHECK(resolution.job_type->name == "AC Repair");
    CHECK(resolution.business_unit->name == "11");
    CHECK(resolution.campaign->name == "SmartAC.com");
    CHECK(resolution.priority == "Urgent");
}

TEST_CASE("candidates stand bookable first, then by profile, trade and mapping", "[decide]") {
    Bench bench;
    bench.setup["mapping"][2]["jobTypes"] = parsed("[24, 22]");
    bench.setup["mapping"][2]["businessUnits"] = parsed("[15, 12, 13, 11]");
    SECTION("the profile's units") {
        // 24 serves 11 alone; of 22 the profile has 12, 11 and, of another trade, 13.
        CHECK(pairs(bench.resolve()) ==
              std::vector<Id>{24, 11, 22, 12, 22, 11, 22, 13, 22, 15, 24, 12, 24, 13, 24, 15});
    }
    SECTION("the account's units when there is no such profile") {
        bench.profile = "nobody";
        CHECK(pairs(bench.resolve()) ==
              std::vector<Id>{24, 11, 22, 11, 22, 12, 22, 15, 22, 13, 24, 12, 24, 15, 24, 13});
    }
    SECTION("the account's units when the profile names none") {
        bench.setup["integrations"][0]["accounts"][0]["profiles"][0]["businessUnits"] =
            Json::array();
        CHECK(pairs(bench.resolve()) ==
              std::vector<Id>{24, 11, 22, 11, 22, 12, 22, 15, 22, 13, 24, 12, 24, 15, 24, 13});
    }
    SECTION("no account, no preference") {
        bench.account = "";
        CHECK(pairs(bench.resolve()) ==
              std::vector<Id>{24, 11, 22, 12, 22, 11, 22, 15, 22, 13, 24, 12, 24, 15, 24, 13});
    }
    CHECK(pairs(bench.resolve()) == pairs(bench.resolve()));
}

TEST_CASE("no more than fifty candidates", "[decide]") {
    Bench bench;
    Json many = Json::array();
    for (int i = 1; i <= 60; ++i) many.push_back(1000 + i);
    bench.setup["mapping"][2]["jobTypes"] = many;
    CHECK(bench.resolve().candidates.size() == 50);
}

TEST_CASE("the campaign is the integration's, if it is active", "[decide]") {
    const auto [campaign, code] =
        GENERATE(table<std::string, std::string>({{"31", "campaign"},
                                                  {"\"smartac.COM\"", "campaign"},
                                                  {"32", "inactive_campaign"},
                                                  {"99", "unknown_campaign"},
                                                  {"\"Nobody\"", "unknown_campaign"},
                                                  {"null", "no_campaign"}}));
    Bench bench;
    bench.setup["integrations"][0]["campaign"] = parsed(campaign);
    const Resolution resolution = bench.resolve();
    CHECK(resolution.reasons[1].code == code);
    CHECK(resolution.campaign.has_value() == (code == "campaign"));
}

TEST_CASE("without a job type the severity sets the priority", "[decide]") {
    Bench bench;
    bench.standard = "install_ac";
    const auto [severity, priority] =
        GENERATE(table<Severity, std::string>({{Severity::critical, "Urgent"},
                                               {Severity::urgent, "High"},
                                               {Severity::watching, "Normal"}}));
    bench.severity = severity;
    CHECK(bench.resolve().priority == priority);
    bench.standard = "repair_ac";
    CHECK(bench.resolve().priority == "High");
    // A job type without a priority has none to give.
    bench.setup["mapping"][2]["jobTypes"][0] = 27;
    CHECK(bench.resolve().priority == priority);
}

TEST_CASE("a job type without business units serves all", "[decide]") {
    JobType job_type;
    CHECK(serves(job_type, 5));
    job_type.business_units = {7, 9007199254740993};
    CHECK(serves(job_type, 9007199254740993));
    CHECK_FALSE(serves(job_type, 9007199254740992));
}

TEST_CASE("a unit's trade is that of the standard job type, or one that serves it as well",
          "[decide]") {
    const auto [standard, trade, same] =
        GENERATE(table<std::string, std::string, bool>({{"repair_ac", "HVAC", true},
                                                        {"repair_ac", " hvac ", true},
                                                        {"repair_ac", "", true},
                                                        {"repair_ac", "Plumbing", false},
                                                        {"leak_detected", "Plumbing", true},
                                                        {"leak_detected", "plumber", true},
                                                        {"leak_detected", "HVAC", true},
                                                        {"leak_detected", "Electrical", false}}));
    BusinessUnit unit;
    unit.trade = trade;
    CHECK(same_trade(shipped_catalog(), {"hvac", standard}, unit) == same);
}
