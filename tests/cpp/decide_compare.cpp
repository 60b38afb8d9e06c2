#include "leadloom/decide/compare.hpp"

#include <algorithm>
#include <set>

#include "leadloom/decide/apply.hpp"
#include "leadloom/text/words.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::at;
using testing::count;
using testing::Random;
using testing::with;

namespace {

Setup read(const Json& json) {
    Findings findings;
    Setup setup = read_setup(testing::document(json.dump()), findings);
    for (const Finding& finding : findings.list()) INFO(finding.message);
    REQUIRE(findings.count(Level::error) == 0);
    return setup;
}

Tenant tenant_of(const Json& business_units, const Json& job_types, const Json& campaigns) {
    Tenant tenant;
    Findings findings;
    const auto take = [&](const Json& json, auto read_records) {
        const auto document = testing::document(json.dump());
        read_records(Reading{*document, findings}, document->root(), tenant);
    };
    take(business_units, read_business_units);
    take(job_types, read_job_types);
    take(campaigns, read_campaigns);
    REQUIRE(findings.list().empty());
    return tenant;
}

Json records(Json json) { return json.is_object() && json.contains("data") ? json["data"] : json; }

Tenant small_tenant() {
    return tenant_of(records(testing::small_business_units()), records(testing::small_job_types()),
                     records(testing::small_campaigns()));
}

std::vector<std::string> texts(const std::vector<Change>& changes) {
    std::vector<std::string> out;
    for (const Change& change : changes) out.push_back(change.text);
    return out;
}

std::vector<std::string> codes(const std::vector<Change>& changes) {
    std::vector<std::string> out;
    for (const Change& change : changes) out.push_back(change.code);
    return out;
}

std::vector<std::string> compared(const Json& before, const Json& after) {
    return texts(compare(read(before), read(after), Tenant{}, shipped_catalog()));
}

Json base() {
    return Json::parse(R"({
        "leadloom": "setup/1",
        "tenant": {"id": "1", "name": "Prairie", "timeZone": "America/Chicago"},
        "trades": ["hvac", "plumber"],
        "mapping": [
            {"trade": "hvac", "standardJobType": "repair_ac",
             "jobTypes": [{"id": "1", "name": "AC Repair"}],
             "businessUnits": [{"id": "11", "name": "HVAC North"}, {"id": "12", "name": "HVAC South"}]},
            {"trade": "plumber", "standardJobType": "find_leak", "jobTypes": ["Leak"],
             "businessUnits": ["Plumbing"]},
            {"trade": "hvac", "standardJobType": "repair_hvac", "when": {"severity": "critical"},
             "jobTypes": ["Now"], "businessUnits": ["HVAC North"]}],
        "integrations": [
            {"id": "smartac.com", "enabled": true, "campaign": {"id": "21", "name": "SmartAC"},
             "agreement": {"version": "2026-09", "sha256": "ab", "acceptedBy": {"name": "Olga Owner",
                "role": "Owner"}, "acceptedAt": "2026-11-01T10:00:00Z"},
             "accounts": [{"id": "A-1", "name": "North", "businessUnits": ["HVAC North"],
                "profiles": [{"id": "P-1", "name": "Homes", "businessUnits": ["HVAC South"]}]}],
             "off": [{"trade": "hvac", "standardJobType": "ac_maintenance"}]},
            {"id": "google-local-services", "enabled": true}]})");
}

}  // namespace

TEST_CASE("differences in words", "[compare]") {
    const auto [pointer, value, text] = GENERATE(table<std::string, std::string, std::string>({
        {"/mapping/0/businessUnits/0", "null", "Repair AC lost the business unit HVAC North."},
        {"/mapping/0/businessUnits/2", "\"HVAC West\"",
         "Repair AC gained the business unit HVAC West."},
        {"/mapping/0/jobTypes/0", R"({"id":"2","name":"AC Repair – Urgent"})",
         "Repair AC: job type AC Repair replaced by AC Repair – Urgent."},
        {"/mapping/1", "null", "Find leak is no longer mapped."},
        {"/mapping/3",
         R"({"trade":"hvac","standardJobType":"install_ac","jobTypes":["A","B"],"businessUnits":[]})",
         "Install AC is mapped now: A and B; no business unit."},
        {"/mapping/2/leadloom-ignore", R"("LL0102: so")",
         "Repair HVAC (severity critical): other findings are kept back."},
        {"/mapping/2/when", R"({"severity":"urgent"})",
         "Repair HVAC for severity critical is for severity urgent now."},
        {"/mapping/2/when", "null",
         "Repair HVAC for severity critical is for all other alerts now."},
        {"/trades/1", "null", "Trade Plumbing deselected; 1 of its mappings stay."},
        {"/trades/2", "\"electrician\"", "Trade Electrical selected."},
        {"/integrations/0/off/0", "null", "SmartAC.com: AC Maintenance switched on."},
        {"/integrations/0/off/1", R"({"trade":"hvac","standardJobType":"repair_ac"})",
         "SmartAC.com: Repair AC switched off."},
        {"/integrations/0/enabled", "false", "SmartAC.com switched off as a whole."},
        {"/integrations/0/campaign", R"({"id":"22","name":"Alerts"})",
         "SmartAC.com: campaign SmartAC replaced by Alerts."},
        {"/integrations/0/campaign", "null", "SmartAC.com lost the campaign SmartAC."},
        {"/integrations/0/agreement", "null",
         "The record that agreement 2026-09 of SmartAC.com was accepted is gone."},
        {"/integrations/1/agreement",
         R"({"version":"2026-01","sha256":"cd","acceptedBy":{"name":"Olga Owner","role":"Owner"},"acceptedAt":"2026-11-02T10:00:00Z"})",
         "Agreement 2026-01 of Google Local Services accepted by Olga Owner (Owner) on "
         "2026-11-02T10:00:00Z."},
        {"/integrations/1", "null", "Google Local Services is no longer set up."},
        {"/integrations/0/accounts/0/name", "\"South\"",
         "SmartAC.com: account A-1 is called South now, not North."},
        {"/integrations/0/accounts/0/profiles/0", "null",
         "SmartAC.com, account North: profile Homes removed."},
        {"/integrations/0/accounts/0/profiles/0/businessUnits/0", "\"HVAC North\"",
         "SmartAC.com, account North, profile Homes: business unit HVAC South replaced by HVAC "
         "North."},
        {"/integrations/0/accounts/1", R"({"id":"A-2"})", "SmartAC.com: account A-2 added."},
        {"/tenant/timeZone", "\"America/Denver\"",
         "The time zone is America/Denver now, not America/Chicago."},
        {"/tenant/timeZone", "null", "The time zone is no longer given; it was America/Chicago."},
    }));
    INFO(pointer << " " << value);
    const Json after = with(base(), pointer, Json::parse(value));
    CHECK(compared(base(), after) == std::vector<std::string>{text});
    // There is something to say on the way back as well.
    CHECK_FALSE(compared(after, base()).empty());
}

TEST_CASE("spelling and order are no difference", "[compare]") {
    const auto [pointer, value] = GENERATE(table<std::string, std::string>({
        {"/mapping/0/jobTypes/0", "1"},
        {"/mapping/0/jobTypes/0", "\"ac  repair\""},
        {"/mapping/0/jobTypes/0", R"({"id":"1","name":"Renamed"})"},
        {"/mapping/0/businessUnits", R"(["HVAC South", 11])"},
        {"/mapping/2/when", R"({"severity":["critical"]})"},
        {"/trades", R"(["plumber","hvac"])"},
        {"/integrations/0/campaign", "21"},
        {"/history", R"([{"type":"x","at":"2026-11-01T10:00:00Z"}])"},
        {"/$schema", "\"other\""},
    }));
    INFO(pointer << " " << value);
    const Json after = with(base(), pointer, Json::parse(value));
    CHECK(compared(base(), after).empty());
    CHECK(compared(after, base()).empty());
}

TEST_CASE("names come from the tenant, and tell records apart", "[compare]") {
    Tenant tenant;
    for (const auto& [id, name] : {std::pair(11, "HVAC Nord"), std::pair(13, "HVAC South")}) {
        BusinessUnit unit;
        unit.id = id;
        unit.name = name;
        tenant.business_units.put(unit);
    }
    const Json after = with(base(), "/mapping/0/businessUnits/0", nullptr);
    CHECK(texts(compare(read(base()), read(after), tenant, shipped_catalog())) ==
          std::vector<std::string>{"Repair AC lost the business unit HVAC Nord."});
    // By name it is the tenant's 13, by id it was 12.
    const Json other = with(base(), "/mapping/0/businessUnits/1", "HVAC South");
    CHECK(compare(read(base()), read(other), tenant, shipped_catalog()).size() == 1);
}

namespace {

/// References by what they mean: names here are those of one id only.
Json canonical_refs(const Json& refs) {
    std::set<std::string> keys;
    for (const Json& ref : refs) {
        keys.insert(ref.is_object()   ? ref["id"].get<std::string>()
                    : ref.is_string() ? "=" + ref.get<std::string>()
                                      : ref.dump());
    }
    return keys;
}

/// What of a set-up counts, without order.
std::string canonical_setup(const Setup& setup) {
    Json json = write_setup(setup);
    json.erase("history");
    const auto sorted = [](Json& array) {
        std::vector<std::string> rows;
        for (const Json& row : array) rows.push_back(canonical(row));
        std::ranges::sort(rows);
        array = rows;
    };
    for (Json& row : json["mapping"]) {
        row["jobTypes"] = canonical_refs(row["jobTypes"]);
        row["businessUnits"] = canonical_refs(row["businessUnits"]);
    }
    sorted(json["mapping"]);
    sorted(json["trades"]);
    for (Json& row : json["integrations"]) {
        sorted(row["off"]);
        if (row.contains("campaign"))
            row["campaign"] = canonical_refs(Json::array({row["campaign"]}));
        for (Json& account : row["accounts"]) {
            account["businessUnits"] = canonical_refs(account["businessUnits"]);
            for (Json& profile : account["profiles"])
                profile["businessUnits"] = canonical_refs(profile["businessUnits"]);
            sorted(account["profiles"]);
        }
        sorted(row["accounts"]);
    }
    sorted(json["integrations"]);
    return canonical(json);
}

Json random_refs(Random& random) {
    Json refs = Json::array();
    for (std::size_t id = 1; id < 4; ++id) {
        if (random.below(2) == 0) continue;
        if (random.below(2) == 0) {
            refs.push_back("Name " + std::to_string(10 + id));
        } else {
            refs.push_back({{"id", std::to_string(id)}, {"name", "Record " + std::to_string(id)}});
        }
    }
    if (random.below(2) == 0) std::ranges::reverse(refs);
    return refs;
}

/// Small enough that equal ones come up.
Json random_setup(Random& random) {
    Json json = base();
    const auto some = [&](Json& array) {
        for (std::size_t i = array.size(); i-- > 0;) {
            if (random.below(3) == 0) array.erase(i);
        }
        if (random.below(2) == 0) std::ranges::reverse(array);
    };
    if (random.below(2) == 0) {
        json["mapping"][random.below(3)]["jobTypes"] = random_refs(random);
        json["mapping"][random.below(3)]["businessUnits"] = random_refs(random);
    }
    if (random.below(4) == 0) json["mapping"][2]["when"]["severity"] = "urgent";
    if (random.below(4) == 0) json["integrations"][0]["enabled"] = false;
    if (random.below(4) == 0) json["integrations"][0]["campaign"] = random_refs(random);
    if (json["integrations"][0]["campaign"].is_array()) {
        const Json refs = json["integrations"][0]["campaign"];
        json["integrations"][0].erase("campaign");
        if (!refs.empty()) json["integrations"][0]["campaign"] = refs[0];
    }
    if (random.below(4) == 0) json["integrations"][0]["agreement"]["sha256"] = "cd";
    if (random.below(4) == 0)
        json["integrations"][0]["accounts"][0]["businessUnits"] = random_refs(random);
    if (random.below(4) == 0) some(json["integrations"][0]["accounts"][0]["profiles"]);
    if (random.below(4) == 0) some(json["integrations"][0]["off"]);
    if (random.below(2) == 0) some(json["mapping"]);
    if (random.below(3) == 0) some(json["trades"]);
    if (random.below(3) == 0) some(json["integrations"]);
    if (random.below(5) == 0) json["tenant"].erase("name");
    return json;
}

Json backwards(Json json) {
    json["history"] = Json::array();
    for (const char* const list : {"trades", "mapping", "integrations"})
        std::ranges::reverse(json[list]);
    for (Json& row : json["mapping"]) {
        std::ranges::reverse(row["jobTypes"]);
        std::ranges::reverse(row["businessUnits"]);
    }
    return json;
}

}  // namespace

TEST_CASE("no change is found exactly where two set-ups say the same", "[compare]") {
    Random random(1);
    std::size_t same = 0;
    for (int round = 0; round < 1500; ++round) {
        const Setup before = read(random_setup(random));
        // Every other time the same with its lists the other way round.
        const Json other = round % 2 == 0 ? random_setup(random) : backwards(write_setup(before));
        const Setup after = read(other);
        CHECK(compare(before, before, Tenant{}, shipped_catalog()).empty());
        const auto changes = compare(before, after, Tenant{}, shipped_catalog());
        const bool equal = canonical_setup(before) == canonical_setup(after);
        same += equal ? 1 : 0;
        INFO(write_setup(before).dump() << "\n"
                                        << write_setup(after).dump() << "\n"
                                        << text::listed(texts(changes)));
        REQUIRE(changes.empty() == equal);
        CHECK(compare(after, before, Tenant{}, shipped_catalog()).empty() == equal);
    }
    CHECK(same > 700);
    CHECK(same < 800);
}

TEST_CASE("every command that changes something shows", "[compare]") {
    Random random(3);
    const Tenant tenant = small_tenant();
    Setup setup = read(testing::small_setup());
    std::size_t changed = 0;
    for (int round = 0; round < 400; ++round) {
        Json command{{"at", "2026-11-20T14:03:11Z"}, {"by", {{"name", "Olga"}, {"role", "Owner"}}}};
        const Trade& trade = shipped_catalog().trades[random.below(2)];
        const StandardJobType& type = trade.job_types[random.below(trade.job_types.size())];
        std::string named;
        const auto pick = [&](const auto& records) {
            Json ids = Json::array();
            for (const auto& record : records.all()) {
                if (random.below(3) == 0) ids.push_back(std::to_string(record.id));
            }
            return ids;
        };
        switch (random.below(4)) {
            case 0:
                command["type"] = "map_job_type";
                command["trade"] = trade.id;
                command["standardJobType"] = type.id;
                command["jobTypes"] = pick(tenant.job_types);
                command["businessUnits"] = pick(tenant.business_units);
                named = type.label;
                break;
            case 1:
                command["type"] = "set_job_type_enabled";
                command["integration"] = "smartac.com";
                command["trade"] = trade.id;
                command["standardJobType"] = type.id;
                command["enabled"] = random.below(2) == 0;
                named = type.label;
                break;
            case 2:
                command["type"] = "select_trades";
                command["trades"] = random.below(2) == 0 ? Json::array({trade.id})
                                                         : Json::array({"hvac", "plumber"});
                named = "Trade";
                break;
            default:
                command["type"] = "set_enabled";
                command["integration"] = "smartac.com";
                command["enabled"] = random.below(2) == 0;
                named = "SmartAC.com";
                break;
        }
        auto after = apply(setup, *testing::document(command.dump()), tenant, shipped_catalog());
        if (!after) continue;
        const auto changes = compare(setup, *after, tenant, shipped_catalog());
        const bool equal = canonical_setup(setup) == canonical_setup(*after);
        INFO(command.dump() << "\n" << text::listed(texts(changes)));
        REQUIRE(changes.empty() == equal);
        changed += equal ? 0 : 1;
        for (const Change& change : changes) CHECK(change.text.contains(named));
        setup = std::move(*after);
    }
    CHECK(changed > 100);
}

TEST_CASE("a change that several integrations share", "[compare]") {
    const auto [pointer, value, warned] = GENERATE(table<std::string, std::string, std::size_t>({
        {"/mapping/0/businessUnits/0", "null", 1},
        {"/mapping/0", "null", 1},
        // Only Google's leads name it.
        {"/mapping/1/jobTypes/0", "\"Other\"", 0},
        {"/trades/1", "null", 0},
        {"/integrations/0/enabled", "false", 0},
    }));
    INFO(pointer);
    const Json after = with(base(), pointer, Json::parse(value));
    const auto shared = [&](const Json& changed) {
        Findings findings;
        warn_of_shared_changes(read(base()), read(changed), shipped_catalog(), findings);
        return count(findings, Rule::shared_change);
    };
    CHECK(shared(after) == warned);
    CHECK(shared(with(after, "/integrations/0/enabled", false)) == 0);
    CHECK(shared(with(after, "/integrations/0/off/1",
                      Json{{"trade", "hvac"}, {"standardJobType", "repair_ac"}})) == 0);
    CHECK(shared(with(after, "/integrations/1", nullptr)) == 0);
}

TEST_CASE("what changed in the tenant since", "[compare]") {
    const Json units = Json::parse(R"([
        {"id": 11, "name": "HVAC North", "trade": {"name": "HVAC"}},
        {"id": 12, "name": "HVAC South", "trade": {"name": "HVAC"}},
        {"id": 13, "name": "Plumbing", "trade": {"name": "Plumbing"}}])");
    const Json types = Json::parse(R"([
        {"id": 1, "name": "AC Repair", "businessUnitIds": [11, 12], "priority": "High"},
        {"id": 2, "name": "Leak", "businessUnitIds": [], "priority": "High"},
        {"id": 3, "name": "Now", "businessUnitIds": [11], "priority": "Urgent"}])");
    const Json campaigns = Json::parse(R"([{"id": 21, "name": "SmartAC"}])");
    const Setup setup = read(base());
    const auto drifted = [&](const Json& u, const Json& t, const Json& c) {
        return drift(setup, tenant_of(u, t, c), shipped_catalog());
    };
    CHECK(drifted(units, types, campaigns).empty());
    CHECK(drift(setup, Tenant{}, shipped_catalog()).empty());

    const auto [which, pointer, value, code, text] =
        GENERATE(table<int, std::string, std::string, std::string, std::string>({
            {0, "/1/name", "\"HVAC Süd\"", "business_unit_renamed",
             "The business unit HVAC South is called HVAC Süd now; Repair AC maps to it."},
            {1, "/0/active", "false", "job_type_inactive",
             "The job type AC Repair is inactive now; Repair AC maps to it."},
            {1, "/1", "null", "job_type_gone", "The job type Leak is gone; Find leak maps to it."},
            {1, "/0/businessUnitIds/0", "null", "business_unit_not_serving",
             "The business unit HVAC North does not serve the job type AC Repair now; Repair AC "
             "maps to both."},
            {1, "/2/priority", "\"Low\"", "job_type_priority",
             "The job type Now has the priority Low now, but Service Request-Emergency leads to "
             "it."},
            {0, "/1/trade/name", "\"Electrical\"", "business_unit_trade",
             "The business unit HVAC South belongs to Electrical now, but Repair AC to HVAC."},
            {2, "/0/name", "\"Smart\"", "campaign_renamed",
             "The campaign SmartAC is called Smart now; SmartAC.com uses it."},
            {2, "/0/active", "false", "campaign_inactive",
             "The campaign SmartAC is inactive now; SmartAC.com uses it."},
            {1, "/3", R"({"id":9,"name":"ac repair"})", "job_type_namesake",
             "Another active job type is called AC Repair too: 9."},
        }));
    INFO(text);
    Json changed[] = {units, types, campaigns};
    changed[which] = with(changed[which], pointer, Json::parse(value));
    const auto changes = drifted(changed[0], changed[1], changed[2]);
    INFO(text::listed(texts(changes)));
    CHECK(std::ranges::contains(codes(changes), code));
    CHECK(std::ranges::contains(texts(changes), text));
    for (const Change& change : changes) {
        CHECK(change.at);
        CHECK(setup.document->place(change.at).bytes > 0);
    }
}
