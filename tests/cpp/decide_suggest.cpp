#include "leadloom/decide/suggest.hpp"

#include "leadloom/model/shipped_catalog.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

Tenant tenant_of(std::initializer_list<std::string_view> names) {
    Tenant tenant;
    Id id = 100;
    for (const std::string_view name : names) {
        JobType job_type;
        job_type.id = ++id;
        job_type.name = name;
        tenant.job_types.put(std::move(job_type));
    }
    const auto unit = [&](Id number, std::string_view name, std::string_view trade) {
        BusinessUnit made;
        made.id = number;
        made.name = name;
        made.trade = trade;
        tenant.business_units.put(std::move(made));
    };
    unit(1, "HVAC Service", "HVAC");
    unit(2, "Plumbing Service", "Plumbing");
    return tenant;
}

std::string first(const Tenant& tenant, const StandardKey& key) {
    const auto found = Suggester(tenant, shipped_catalog(), {}).suggest(key, 3);
    return found.empty() ? std::string() : found.front().job_type->name;
}

}  // namespace

TEST_CASE("the nearest job type is suggested by its words", "[suggest]") {
    const Tenant tenant =
        tenant_of({"Cooling - No Cool / Fix", "Furnace Repair", "A/C Tune-Up", "Water Leak",
                   "Drain Cleaning", "AC Installation", "Heater Maintenance", "Estimate"});
    CHECK(first(tenant, {"hvac", "repair_ac"}) == "Cooling - No Cool / Fix");
    CHECK(first(tenant, {"hvac", "repair_heating_system"}) == "Furnace Repair");
    CHECK(first(tenant, {"hvac", "ac_maintenance"}) == "A/C Tune-Up");
    CHECK(first(tenant, {"hvac", "install_ac"}) == "AC Installation");
    CHECK(first(tenant, {"nothing", "at_all"}).empty());
    // The same thing, but something else is done with it.
    const Tenant other = tenant_of({"Toilet Replacement", "Sewer Camera"});
    const auto found =
        Suggester(other, shipped_catalog(), {}).suggest({"plumber", "repair_toilet"}, 1);
    for (const Suggestion& one : found) CHECK(one.percent <= 60);
}

TEST_CASE("a suggestion says why, how sure it is, and who serves it", "[suggest]") {
    const Tenant tenant = tenant_of({"Repair AC", "AC Repair Urgent", "Sewer Camera"});
    const auto found = Suggester(tenant, shipped_catalog(), {}).suggest({"hvac", "repair_ac"}, 3);
    REQUIRE(found.size() == 2);
    CHECK(found[0].percent == 100);
    CHECK(found[0].why == "The names are the same");
    CHECK(found[1].percent < 100);
    CHECK(found[1].percent >= 35);
    CHECK(found[1].why == "Both say “ac” and “repair”");
    REQUIRE(found[0].business_unit != nullptr);
    CHECK(found[0].business_unit->name == "HVAC Service");
}

TEST_CASE("what was mapped before comes first", "[suggest]") {
    const Tenant tenant = tenant_of({"Repair AC", "AC Repair Urgent", "Sewer Camera"});
    Setup setup;
    const auto mapped = [](std::string_view type, std::string_view unit) {
        return testing::parsed(
            R"({"trade": "hvac", "standardJobType": "repair_ac", "jobTypes": [")" +
            std::string(type) + R"("], "businessUnits": [")" + std::string(unit) + R"("]})");
    };
    setup.history.push_back(mapped("Repair AC", "1"));
    Json several = {{"type", "map_job_types"}, {"rows", Json::array({mapped("103", "2")})}};
    setup.history.push_back(several);
    // Its end, and a row for some alerts only, say nothing.
    Json ended = mapped("103", "2");
    ended["jobTypes"] = Json::array();
    setup.history.push_back(ended);
    Json some = mapped("102", "1");
    some["when"] = {{"severity", "critical"}};
    setup.history.push_back(some);
    const auto found =
        Suggester(tenant, shipped_catalog(), setup).suggest({"hvac", "repair_ac"}, 3);
    REQUIRE(found.size() == 3);
    CHECK(found[0].job_type->name == "Sewer Camera");
    CHECK(found[0].business_unit->id == 2);
    CHECK(found[0].why == "As last time");
    CHECK(found[1].job_type->name == "Repair AC");
    // What is gone is not suggested.
    setup.history.push_back(mapped("999", "1"));
    CHECK(Suggester(tenant, shipped_catalog(), setup).suggest({"hvac", "repair_ac"}, 1)[0].why ==
          "As last time");
}

TEST_CASE("nobody suggests what is inactive, or whom to send where two could go", "[suggest]") {
    Tenant tenant = tenant_of({"Repair AC"});
    BusinessUnit second;
    second.id = 3;
    second.name = "HVAC North";
    second.trade = "HVAC";
    tenant.business_units.put(second);
    const auto found = Suggester(tenant, shipped_catalog(), {}).suggest({"hvac", "repair_ac"}, 3);
    REQUIRE(found.size() == 1);
    CHECK(found[0].business_unit == nullptr);
    JobType gone = *found[0].job_type;
    gone.active = false;
    tenant.job_types.put(gone);
    CHECK(Suggester(tenant, shipped_catalog(), {}).suggest({"hvac", "repair_ac"}, 3).empty());
}
