#include "leadloom/decide/steps.hpp"

#include "leadloom/model/shipped_catalog.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::parsed;

namespace {

std::vector<std::string> open_in(const Json& json) {
    Findings findings;
    const auto document = Document::read("s.setup.json", json.dump(), {}, findings);
    const Setup setup = read_setup(document, findings);
    const auto steps = open_steps(setup, *shipped_catalog().partner("smartac.com"));
    return {steps.begin(), steps.end()};
}

using Steps = std::vector<std::string>;

}  // namespace

TEST_CASE("what is left to do is told in the order of the steps", "[steps]") {
    CHECK(open_in(parsed(R"({"leadloom": "setup/1"})")) ==
          Steps{"agreement", "accounts", "mapping", "enabled"});
    Json setup = testing::small_setup();
    Json& integration = setup["integrations"][0];
    REQUIRE(integration["id"] == "smartac.com");
    integration["accounts"] = parsed(R"([{"id": "A", "businessUnits": ["HVAC North"]}])");
    const Steps before = open_in(setup);
    CHECK_FALSE(std::ranges::contains(before, "accounts"));
    CHECK_FALSE(std::ranges::contains(before, "business_units"));
    CHECK_FALSE(std::ranges::contains(before, "enabled"));
    integration["enabled"] = false;
    CHECK(open_in(setup).back() == "enabled");
    // Every profile needs its own, or the account serves them all.
    for (const auto& [account, open] : std::vector<std::pair<std::string, bool>>{
             {R"({"id": "A"})", true},
             {R"({"id": "A", "profiles": [{"id": "P", "businessUnits": ["U"]}]})", false},
             {R"({"id": "A", "profiles": [{"id": "P", "businessUnits": ["U"]}, {"id": "Q"}]})",
              true},
             {R"({"id": "A", "businessUnits": ["U"], "profiles": [{"id": "Q"}]})", false},
         }) {
        integration["accounts"] = Json::array({parsed(account)});
        INFO(account);
        CHECK(std::ranges::contains(open_in(setup), "business_units") == open);
    }
}

TEST_CASE("an alert type that is off needs no mapping", "[steps]") {
    Json setup = testing::small_setup();
    setup["mapping"] = Json::array();
    CHECK(std::ranges::contains(open_in(setup), "mapping"));
    Json off = Json::array();
    for (const AlertType& type : shipped_catalog().partner("smartac.com")->alert_types)
        off.push_back(parsed(R"({"trade": ")" + type.standard.trade + R"(", "standardJobType": ")" +
                             type.standard.id + R"("})"));
    setup["integrations"][0]["off"] = off;
    CHECK_FALSE(std::ranges::contains(open_in(setup), "mapping"));
}
