#include "leadloom/decide/validate.hpp"

#include <algorithm>

#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::count;
using testing::parsed;
using testing::with;

namespace {

struct Documents {
    Json setup = testing::small_setup();
    Json business_units = testing::small_business_units();
    Json job_types = testing::small_job_types();
    Json campaigns = testing::small_campaigns();
    std::string text;

    [[nodiscard]] Findings validated() {
        Findings findings;
        Tenant tenant;
        const auto read = [&](const Json& json, auto reader) {
            if (json.is_null()) return;
            const auto document = testing::document(json.dump());
            read_page(document, detect(document->root()), tenant);
            (void)reader(Reading{*document, findings}, records_of(document->root()), tenant);
        };
        read(business_units, read_business_units);
        read(job_types, read_job_types);
        read(campaigns, read_campaigns);
        text = pretty(setup);
        const Setup read_up = read_setup(testing::document(text), findings);
        // What is tried here is the validator: reading must have nothing to say.
        REQUIRE(findings.list().empty());
        validate(read_up, tenant, shipped_catalog(), findings);
        validate_exports(tenant, findings);
        return findings;
    }
};

/// One value of one document changed, the finding it must bring, and a change close by that must
/// not bring it.
struct Blemish {
    Rule rule;
    Json Documents::* document;
    std::string at;
    std::string value;
    /// Where the finding stands in the set-up.
    std::string pointer;
    std::string near_at;
    std::string near_value;
};

constexpr auto setup = &Documents::setup;
constexpr auto units = &Documents::business_units;
constexpr auto jobs = &Documents::job_types;
constexpr auto campaigns = &Documents::campaigns;

const std::string smartac = "/integrations/0";
const std::string account = smartac + "/accounts/0";

const Blemish blemishes[] = {
    {Rule::no_mapping, setup, "/mapping/2/standardJobType", "\"install_ac\"", smartac + "/id",
     "/integrations/0/enabled", "false"},
    {Rule::no_mapping, setup, "/mapping/2",
     "{\"trade\":\"hvac\",\"standardJobType\":\"repair_ac\",\"jobTypes\":[],\"businessUnits\":[]}",
     smartac + "/id", "/mapping/2/businessUnits", "[]"},
    {Rule::will_not_fill_in, setup, "/mapping/2/jobTypes", "[21, 27]", "/mapping/2",
     "/mapping/2/jobTypes", "[27]"},
    {Rule::will_not_fill_in, setup, "/mapping/2/businessUnits", "[11, 12]", "/mapping/2",
     "/mapping/2/businessUnits", "[12]"},
    {Rule::pair_not_bookable, setup, "/mapping/5/businessUnits", "[12]",
     "/mapping/5/businessUnits/0", "/mapping/1/businessUnits", "[12]"},
    {Rule::pair_not_bookable, jobs, "/0/businessUnitIds", "[12]", "/mapping/2/businessUnits/0",
     "/mapping/2/businessUnits", "[12]"},
    {Rule::job_type_inactive, setup, "/mapping/1/jobTypes", "[26]", "/mapping/1/jobTypes/0",
     "/mapping/1/jobTypes", "[27]"},
    {Rule::job_type_inactive, jobs, "/0/active", "false", "/mapping/2/jobTypes/0",
     "/mapping/2/jobTypes", "[27]"},
    {Rule::business_unit_inactive, setup, "/mapping/1/businessUnits", "[14]",
     "/mapping/1/businessUnits/0", "/mapping/1/businessUnits", "[12]"},
    {Rule::business_unit_inactive, setup, account + "/businessUnits", "[14]",
     account + "/businessUnits/0", account + "/businessUnits", "[12]"},
    {Rule::business_unit_inactive, setup, account + "/profiles/0/businessUnits", "[11, 14]",
     account + "/profiles/0/businessUnits/1", account + "/profiles/0/businessUnits", "[11]"},
    {Rule::campaign_inactive, setup, smartac + "/campaign", "32", smartac + "/campaign",
     smartac + "/campaign", "31"},
    {Rule::campaign_inactive, campaigns, "/data/0/active", "false", smartac + "/campaign",
     smartac + "/campaign", "null"},
    {Rule::campaign_missing, setup, smartac + "/campaign", "null", smartac + "/id",
     smartac + "/campaign", "\"SmartAC.com\""},
    {Rule::trade_differs, setup, "/mapping/1/businessUnits", "[13]", "/mapping/1/businessUnits/0",
     "/mapping/0/businessUnits", "[13]"},
    {Rule::trade_differs, units, "/data/0/trade/name", "\"Plumbing\"", "/mapping/1/businessUnits/0",
     "/mapping/1/businessUnits", "[\"9007199254740997\"]"},
    {Rule::not_in_tenant, setup, "/mapping/2/jobTypes", "[99]", "/mapping/2/jobTypes/0",
     "/mapping/2/jobTypes", "[27]"},
    {Rule::not_in_tenant, setup, "/mapping/2/jobTypes", "[\"9007199254740994\"]",
     "/mapping/2/jobTypes/0", "/mapping/2/jobTypes", "[\"9007199254740992\"]"},
    {Rule::not_in_tenant, setup, "/mapping/2/businessUnits", "[\"HVAC Nroth\"]",
     "/mapping/2/businessUnits/0", "/mapping/2/businessUnits", "[\"HVAC North\"]"},
    {Rule::not_in_tenant, setup, smartac + "/campaign", "{\"id\": 99}", smartac + "/campaign",
     smartac + "/campaign", "{\"id\": 31}"},
    {Rule::name_drift, setup, "/mapping/2/jobTypes/0/name", "\"AC Fix\"", "/mapping/2/jobTypes/0",
     "/mapping/2/jobTypes/0/name", "\"AC Repair\""},
    {Rule::name_drift, jobs, "/0/name", "\"AC Service\"", "/mapping/2/jobTypes/0",
     "/mapping/2/jobTypes", "[{\"id\": 27, \"name\": \"AC No Cool\"}]"},
    {Rule::name_folded, setup, "/mapping/1/businessUnits", "[\" hvac  NORTH\"]",
     "/mapping/1/businessUnits/0", "/mapping/1/businessUnits", "[\"HVAC North\"]"},
    {Rule::name_folded, setup, "/mapping/1/jobTypes", "[\"Héating Repair\"]",
     "/mapping/1/jobTypes/0", "/mapping/1/jobTypes", "[\"Heating Repair\"]"},
    {Rule::emergency_low_priority, setup, "/mapping/5/jobTypes", "[\"9007199254740992\"]",
     "/mapping/5/jobTypes/0", "/mapping/3/jobTypes", "[\"9007199254740992\"]"},
    {Rule::emergency_low_priority, jobs, "/4/priority", "\"Normal\"", "/mapping/5/jobTypes/0",
     "/mapping/5/jobTypes", "[22]"},
    {Rule::unknown_standard_job_type, setup, "/mapping/2/standardJobType", "\"find_leak\"",
     "/mapping/2/standardJobType", "/mapping/2",
     "{\"trade\":\"plumber\",\"standardJobType\":\"find_leak\",\"jobTypes\":[21],\"businessUnits\":"
     "[11]}"},
    {Rule::unknown_standard_job_type, setup, smartac + "/off",
     "[{\"trade\":\"hvac\",\"standardJobType\":\"repair_acc\"}]",
     smartac + "/off/0/standardJobType", smartac + "/off",
     "[{\"trade\":\"hvac\",\"standardJobType\":\"repair_ac\"}]"},
    {Rule::duplicate_row, setup, "/mapping/1/standardJobType", "\"repair_ac\"", "/mapping/2",
     "/mapping/1",
     "{\"trade\":\"plumber\",\"standardJobType\":\"find_leak\",\"jobTypes\":[25],\"businessUnits\":"
     "[13]}"},
    {Rule::unreachable_mapping, setup, "/mapping/1/standardJobType", "\"install_ac\"", "/mapping/1",
     "/integrations/1", "{\"id\":\"google-local-services\",\"campaign\":31}"},
    {Rule::unreachable_mapping, setup, smartac + "/off",
     "[{\"trade\":\"hvac\",\"standardJobType\":\"repair_hvac\"}]", "/mapping/5", smartac + "/off",
     "[]"},
    {Rule::trade_without_mapping, setup, "/trades", "[\"hvac\", \"plumber\"]", "/trades/1",
     "/trades", "[]"},
    {Rule::unknown_trade, setup, "/trades", "[\"hvac\", \"hvacs\"]", "/trades/1", "/trades",
     "[\"hvac\"]"},
    {Rule::unknown_trade, setup, "/mapping/1/trade", "\"heating\"", "/mapping/1/trade",
     "/mapping/1/trade", "\"hvac\""},
    {Rule::no_tenant, setup, "/none", "", "", "/trades", "[]"},
    {Rule::half_mapped, setup, "/mapping/2/jobTypes", "[]", "/mapping/2", "/mapping/2",
     "{\"trade\":\"hvac\",\"standardJobType\":\"repair_ac\",\"jobTypes\":[],\"businessUnits\":[]}"},
    {Rule::half_mapped, setup, "/mapping/2/businessUnits", "[]", "/mapping/2",
     "/mapping/2/jobTypes", "[27]"},
    {Rule::account_without_agreement, setup, smartac + "/agreement", "null", account,
     smartac + "/accounts", "[]"},
    {Rule::accepted_by_wrong_role, setup, smartac + "/agreement/acceptedBy/role", "\"CSR\"",
     smartac + "/agreement/acceptedBy", smartac + "/agreement/acceptedBy/role", "\"Admin\""},
    {Rule::agreement_outdated, setup, smartac + "/agreement/version", "\"2023-01\"",
     smartac + "/agreement", smartac + "/agreement", "null"},
    {Rule::agreement_outdated, setup, smartac + "/agreement/sha256",
     "\"" + std::string(64, '0') + "\"", smartac + "/agreement", smartac + "/agreement/acceptedAt",
     "\"2020-01-01T00:00:00Z\""},
    {Rule::profile_without_business_units, setup, account,
     "{\"id\":\"acct-1\",\"profiles\":[{\"id\":\"home\"}]}", account + "/profiles/0", account,
     "{\"id\":\"acct-1\",\"businessUnits\":[11],\"profiles\":[{\"id\":\"home\"}]}"},
    {Rule::business_unit_shared, setup, account + "/profiles",
     "[{\"id\":\"a\",\"businessUnits\":[11]},{\"id\":\"b\",\"businessUnits\":[12,\"HVAC North\"]}]",
     account + "/profiles/1/businessUnits/1", account + "/profiles",
     "[{\"id\":\"a\",\"businessUnits\":[11]},{\"id\":\"b\",\"businessUnits\":[12]}]"},
    {Rule::unknown_integration, setup, "/integrations/1", "{\"id\":\"smart-ac.com\"}",
     "/integrations/1/id", "/integrations/1",
     "{\"id\":\"google-local-services\",\"enabled\":false}"},
    {Rule::duplicate_integration, setup, "/integrations/1",
     "{\"id\":\"smartac.com\",\"enabled\":false}", "/integrations/1/id", "/integrations/1",
     "{\"id\":\"google-local-services\",\"enabled\":false}"},
};

Documents changed(const Blemish& blemish, const std::string& at, const std::string& value,
                  Json Documents::* document) {
    Documents documents;
    if (blemish.rule == Rule::no_tenant && at == "/none") {
        documents.business_units = nullptr;
        documents.job_types = nullptr;
        documents.campaigns = nullptr;
        return documents;
    }
    documents.*document = with(documents.*document, at, parsed(value));
    return documents;
}

}  // namespace

TEST_CASE("the small set-up is without a finding", "[decide]") {
    CHECK(Documents{}.validated().list().empty());
}

TEST_CASE("every blemish brings its finding, at its place", "[decide]") {
    for (const Blemish& blemish : blemishes) {
        Documents documents = changed(blemish, blemish.at, blemish.value, blemish.document);
        const Findings findings = documents.validated();
        INFO(label(blemish.rule) << " " << blemish.at << " = " << blemish.value);
        REQUIRE(count(findings, blemish.rule) > 0);
        const Finding finding = testing::first(findings, blemish.rule);
        CHECK(finding.level == row_of(blemish.rule).level);
        CHECK(finding.message.ends_with('.'));
        CHECK_FALSE(finding.hint.empty());
        CHECK(finding.place->pointer == blemish.pointer);
        for (const Finding& any : findings.list()) {
            REQUIRE(any.place.has_value());
            CHECK(any.place->byte + any.place->bytes <= documents.text.size());
            CHECK(std::pair(any.place->line, any.place->column) ==
                  testing::line_and_column(documents.text, any.place->byte));
        }
    }
}

TEST_CASE("what only comes close to a blemish does not bring its finding", "[decide]") {
    for (const Blemish& blemish : blemishes) {
        Documents documents = changed(blemish, blemish.near_at, blemish.near_value, setup);
        INFO(label(blemish.rule) << " " << blemish.near_at << " = " << blemish.near_value);
        CHECK(count(documents.validated(), blemish.rule) == 0);
    }
}

TEST_CASE("the same documents bring the same findings", "[decide]") {
    for (const Blemish& blemish : blemishes) {
        Documents documents = changed(blemish, blemish.at, blemish.value, blemish.document);
        CHECK(documents.validated().list() == documents.validated().list());
    }
}

TEST_CASE("a near miss is told what was meant", "[decide]") {
    const auto [pointer, value, rule, hint] =
        GENERATE(table<std::string, std::string, Rule, std::string>({
            {"/mapping/2/jobTypes", "[\"AC Reapir\"]", Rule::not_in_tenant,
             "Did you mean “AC Repair”?"},
            {"/mapping/2/jobTypes", "[{\"id\":99,\"name\":\"AC Repair\"}]", Rule::not_in_tenant,
             "“AC Repair” has the id 21."},
            {"/mapping/2/standardJobType", "\"repiar_ac\"", Rule::unknown_standard_job_type,
             "Did you mean “repair_ac”?"},
            {"/mapping/2/standardJobType", "\"find_leak\"", Rule::unknown_standard_job_type,
             "It belongs to the trade “plumber”."},
            {"/trades", "[\"plumbre\"]", Rule::unknown_trade, "Did you mean “plumber”?"},
            {"/integrations/0/id", "\"smartac.con\"", Rule::unknown_integration,
             "Did you mean “smartac.com”?"},
        }));
    Documents documents;
    documents.setup = with(documents.setup, pointer, parsed(value));
    INFO(value);
    CHECK(testing::first(documents.validated(), rule).hint == hint);
}

TEST_CASE("a warning names the alert types that it concerns", "[decide]") {
    Documents documents;
    documents.setup["mapping"][2]["jobTypes"] = parsed("[21, 27]");
    const Finding finding = testing::first(documents.validated(), Rule::will_not_fill_in);
    CHECK(finding.message.contains("Poor Cooling Performance and Coil Freeze Warning"));
}

TEST_CASE("reached standard job types are those of enabled integrations, less what is off (M12)",
          "[decide]") {
    Json json = testing::small_setup();
    const auto reached = [&] {
        Findings findings;
        const Setup read = read_setup(testing::document(json.dump()), findings);
        std::vector<std::string> ids;
        for (const Reached& entry : reached_by_alerts(read, shipped_catalog()))
            ids.push_back(entry.standard.id);
        std::ranges::sort(ids);
        return ids;
    };
    CHECK(reached() == std::vector<std::string>{"ac_maintenance", "hvac_maintenance",
                                                "leak_detected", "repair_ac",
                                                "repair_heating_system", "repair_hvac"});
    json["integrations"][0]["off"] = parsed(R"([{"trade":"hvac","standardJobType":"repair_ac"},
                                                {"trade":"plumber","standardJobType":"leak_detected"}])");
    CHECK(reached().size() == 5);
    json["integrations"][0]["enabled"] = false;
    CHECK(reached().empty());
    json["integrations"][0]["id"] = "nobody";
    CHECK(reached().empty());
}

TEST_CASE("the sample set-up has only the blemishes it is known for", "[decide]") {
    Session session("", Strictness::tolerant);
    for (const char* const name :
         {"business-units.json", "job-types.json", "campaigns.json", "prairie-star.setup.json"}) {
        testing::load(session, name, testing::file(std::string("catalog/sample/") + name));
    }
    const Findings findings = session.all_findings();
    CHECK(count(findings, Rule::will_not_fill_in) == 1);
    CHECK(count(findings, Rule::job_type_inactive) == 1);
    CHECK(findings.list().size() == findings.count(Level::error) + findings.count(Level::warning) +
                                        findings.count(Level::note));
}

TEST_CASE("a record that is named in two ways is one record", "[decide]") {
    Documents documents;
    documents.setup["mapping"][2]["jobTypes"] = parsed(R"([21, "AC Repair"])");
    documents.setup["mapping"][2]["businessUnits"] = parsed(R"(["HVAC North", {"id": "11"}])");
    const auto findings = documents.validated();
    CHECK(testing::count(findings, Rule::reference_twice) == 2);
    CHECK(testing::count(findings, Rule::will_not_fill_in) == 0);
    CHECK(testing::first(findings, Rule::reference_twice).fix->safe);
}

TEST_CASE("an alert need not say its account or profile, which leaves a gap", "[decide]") {
    Documents documents;
    const auto gaps = [&](std::string_view when) {
        documents.setup["mapping"][2]["when"] = parsed(when);
        std::string said;
        for (const Finding& finding : documents.validated().list()) {
            if (finding.rule == Rule::rules_gap) said += finding.message;
        }
        return said;
    };
    CHECK(gaps(R"({"account": "acct-1"})").contains("no account"));
    CHECK(gaps(R"({"profile": "home"})").contains("no profile"));
}
