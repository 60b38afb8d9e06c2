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

TEST_CASE("editing begins with what is open, and then with the accounts", "[steps]") {
    Json setup = testing::small_setup();
    const auto begins_at = [&] {
        Findings findings;
        const auto document = Document::read("s.setup.json", setup.dump(), {}, findings);
        return edit_begins_at(read_setup(document, findings),
                              *shipped_catalog().partner("smartac.com"));
    };
    Json& integration = setup["integrations"][0];
    integration["accounts"] = parsed(R"([{"id": "A", "businessUnits": ["HVAC North"]}])");
    Json off = Json::array();
    for (const AlertType& type : shipped_catalog().partner("smartac.com")->alert_types)
        off.push_back(parsed(R"({"trade": ")" + type.standard.trade + R"(", "standardJobType": ")" +
                             type.standard.id + R"("})"));
    integration["off"] = off;
    CHECK(begins_at() == 2);
    // Paused is nothing to be done, unless it never ran.
    integration["enabled"] = false;
    integration["finished"] = true;
    CHECK(begins_at() == 2);
    integration["finished"] = false;
    CHECK(begins_at() == 4);
    integration["accounts"] = Json::array();
    CHECK(begins_at() == 2);
    integration.erase("agreement");
    CHECK(begins_at() == 1);
}

TEST_CASE("an account has business units of its own where profiles do not tell", "[steps]") {
    const auto as_a_whole = [](std::initializer_list<Account> accounts) {
        Integration integration;
        integration.accounts = accounts;
        return serves_as_a_whole(integration, integration.accounts.front());
    };
    Account plain;
    Account with_profile;
    with_profile.profiles.push_back({"P", "", {}, {}});
    Account with_both = with_profile;
    with_both.business_units.push_back({1, "", {}});
    CHECK(as_a_whole({plain}));
    CHECK_FALSE(as_a_whole({with_profile}));
    CHECK(as_a_whole({with_both}));
    CHECK(as_a_whole({with_profile, plain}));
}
