#include "leadloom/model/catalog.hpp"

#include <set>

#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::at;
using testing::count;
using testing::parsed;
using testing::with;

namespace {

Json small_manifest() {
    return parsed(R"({"leadloom": "partner/1", "id": "nest.example", "name": "Nest Example",
        "agreement": {"version": "3", "title": "Terms", "text": "Be kind.", "sample": true},
        "severities": [{"code": "P1", "severity": "critical"}, {"code": "P3", "severity": "watching"}],
        "passOn": ["critical"],
        "alertTypes": [{"name": "No Heat", "trade": "hvac", "standardJobType": "repair_heating_system"}]})");
}

struct Manifest {
    std::unique_ptr<Partner> partner;
    Findings findings;
};

Manifest manifest(const Json& json) {
    const auto document = testing::document(json.dump());
    Manifest read;
    read.partner = read_partner({*document, read.findings}, document->root(), shipped_catalog());
    return read;
}

}  // namespace

TEST_CASE("the shipped catalogue hangs together", "[model]") {
    const Catalog& catalog = shipped_catalog();
    CHECK(catalog.trades.size() > 3);
    std::set<std::string> trades;
    for (const Trade& trade : catalog.trades) {
        CHECK(trades.insert(trade.id).second);
        CHECK_FALSE(trade.label.empty());
        std::set<std::string> types;
        for (const StandardJobType& type : trade.job_types) {
            INFO(trade.id << "/" << type.id);
            CHECK(types.insert(type.id).second);
            CHECK_FALSE(type.label.empty());
            for (const std::string& other : type.also_served_by)
                CHECK(catalog.trade(other) != nullptr);
        }
    }
    std::set<std::string> partners;
    for (const Partner& partner : catalog.partners) {
        INFO(partner.id);
        CHECK(partners.insert(partner.id).second);
        CHECK(partner.mark["paths"].size() > 0);
        CHECK_FALSE(partner.agreement.text.empty());
        for (const AlertType& type : partner.alert_types)
            CHECK(catalog.job_type(type.standard) != nullptr);
    }
    CHECK(partners == std::set<std::string>{"angi.com", "google-local-services", "smartac.com",
                                            "thumbtack.com"});
}

TEST_CASE("alert types lead where the mission says", "[model]") {
    const auto [alert_type, label] = GENERATE(table<std::string, std::string>({
        {"Water Detected", "Leak Detected"},
        {"Poor Heating Performance", "Repair Heating System"},
        {"Poor Cooling Performance", "Repair AC"},
        {"Coil Freeze Warning", "Repair AC"},
        {"Service Request-Normal", "AC Maintenance"},
        {"Service Request-Tune Up", "HVAC Maintenance"},
        {"Service Request-Emergency", "Repair HVAC"},
    }));
    const Catalog& catalog = shipped_catalog();
    const Partner& smartac = *catalog.partner("smartac.com");
    REQUIRE(smartac.alert_type(alert_type) != nullptr);
    CHECK(catalog.label(smartac.alert_type(alert_type)->standard) == label);
    CHECK(smartac.alert_type(" " + alert_type + "  ") != nullptr);
    CHECK(smartac.alert_types.size() == 7);
}

TEST_CASE("only Critical and Urgent are passed on (M4)", "[model]") {
    const Partner& smartac = *shipped_catalog().partner("smartac.com");
    CHECK(smartac.pass_on == std::vector{Severity::critical, Severity::urgent});
    CHECK(smartac.severity("critical")->severity == Severity::critical);
    CHECK(smartac.severity(" URGENT ")->severity == Severity::urgent);
    CHECK(smartac.severity("Watching")->severity == Severity::watching);
    CHECK(smartac.severity("Severe") == nullptr);
    CHECK(word(Severity::critical) == "critical");
    CHECK(word(Severity::watching) == "watching");
}

TEST_CASE("look-ups answer null for what is not there", "[model]") {
    const Catalog& catalog = shipped_catalog();
    CHECK(catalog.trade("hvacs") == nullptr);
    CHECK(catalog.partner("") == nullptr);
    CHECK(catalog.job_type({"plumber", "repair_ac"}) == nullptr);
    CHECK(catalog.job_type({"", ""}) == nullptr);
    CHECK(catalog.label({"plumber", "repair_ac"}) == "repair_ac");
}

TEST_CASE("a manifest is read", "[model]") {
    const Manifest read = manifest(small_manifest());
    REQUIRE(read.partner != nullptr);
    CHECK(read.findings.list().empty());
    // M17: the campaign is the partner's own by default.
    CHECK(read.partner->campaign == "Nest Example");
    CHECK(read.partner->agreement.sample);
    CHECK(read.partner->agreement.sha256.size() == 64);
    CHECK_FALSE(read.partner->delivers_standard_job_types);
    CHECK(read.partner->severities.size() == 2);
    CHECK(manifest(with(small_manifest(), "/delivers", "standard-job-types"))
              .partner->delivers_standard_job_types);
}

TEST_CASE("nothing comes of a manifest with findings", "[model]") {
    const auto [pointer, value, rule] = GENERATE(table<std::string, Json, Rule>({
        {"/id", nullptr, Rule::missing_field},
        {"/name", 5, Rule::wrong_type},
        {"/agreement", nullptr, Rule::missing_field},
        {"/agreement/text", nullptr, Rule::missing_field},
        {"/agreement/sample", "yes", Rule::wrong_type},
        {"/severities/0/severity", "bad", Rule::unknown_value},
        {"/severities/0/code", nullptr, Rule::missing_field},
        {"/passOn/0", "Critical", Rule::unknown_value},
        {"/alertTypes/0/trade", nullptr, Rule::missing_field},
        {"/alertType", "x", Rule::unknown_field},
        {"/alertTypes/0/standardJobTypes", "x", Rule::unknown_field},
    }));
    INFO(pointer);
    const Manifest read = manifest(with(small_manifest(), pointer, value));
    CHECK(read.partner == nullptr);
    CHECK(count(read.findings, rule) > 0);
}

TEST_CASE("a partner takes the place of the one with its id", "[model]") {
    Catalog catalog = shipped_catalog();
    const std::size_t before = catalog.partners.size();
    add_partner(catalog, *manifest(small_manifest()).partner);
    CHECK(catalog.partners.size() == before + 1);
    add_partner(catalog, *manifest(with(small_manifest(), "/name", "Other")).partner);
    CHECK(catalog.partners.size() == before + 1);
    CHECK(catalog.partner("nest.example")->name == "Other");
}

TEST_CASE("documents are known by what they hold", "[model]") {
    const auto [text, kind] = GENERATE(table<std::string, DocumentKind>({
        {R"({"leadloom":"setup/1"})", DocumentKind::setup},
        {R"({"leadloom":"setup/9"})", DocumentKind::setup},
        {R"({"leadloom":"partner/1"})", DocumentKind::partner},
        {R"({"data":[{"id":1,"businessUnitIds":[]}]})", DocumentKind::job_types},
        {R"([{"id":1,"trade":null}])", DocumentKind::business_units},
        {R"({"id":1,"isDefaultCampaign":false})", DocumentKind::campaigns},
        {R"([{"id":1,"doNotService":false}])", DocumentKind::customers},
        {R"([{"id":1,"customerId":2,"value":"x"}])", DocumentKind::customer_contacts},
        {R"([{"id":1,"customerId":2,"address":{}}])", DocumentKind::customer_locations},
        {R"([{"specversion":"1.0","data":[1]}])", DocumentKind::feed},
        {R"({"specversion":"1.0","data":[1]})", DocumentKind::feed},
        {R"({"source":"x","severity":"y"})", DocumentKind::feed},
        {R"({"leadloom":"mapping/1"})", DocumentKind::mapping},
        {R"([{"trade":"hvac","standardJobType":"repair_ac"}])", DocumentKind::mapping},
        {R"({"data":[{"standard_job_type":"repair_ac","trade":"hvac"}]})", DocumentKind::mapping},
        {R"([{"severity":"y","standardJobType":"repair_ac"}])", DocumentKind::feed},
        {R"({"externalId":"1","isFirstTimeClient":false})", DocumentKind::booking},
        {R"({"source":"x","summary":"y"})", DocumentKind::booking},
        {R"({"source":"x"})", DocumentKind::unknown},
        {R"({"externalId":"1"})", DocumentKind::unknown},
        {R"([])", DocumentKind::unknown},
        {R"({})", DocumentKind::unknown},
        {R"([1,2])", DocumentKind::unknown},
        {R"("setup/1")", DocumentKind::unknown},
        {R"({"leadloom":5})", DocumentKind::unknown},
        {R"({"name":"Bob"})", DocumentKind::unknown},
    }));
    INFO(text);
    CHECK(detect(testing::document(text)->root()) == kind);
}

TEST_CASE("kinds have words and back", "[model]") {
    for (int i = 0; i <= static_cast<int>(DocumentKind::unknown); ++i) {
        const auto kind = static_cast<DocumentKind>(i);
        CHECK(kind_of(word(kind)) == kind);
    }
    CHECK(word(DocumentKind::job_types) == "job-types");
    CHECK_FALSE(kind_of("Setup").has_value());
}
