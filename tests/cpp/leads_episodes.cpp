#include "leadloom/leads/episodes.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

constexpr time::Instant noon = 1'795'176'000'000;
constexpr time::Instant minute = 60'000;

/// An alert of a device, `after` minutes from noon.
struct Said {
    std::string id;
    std::string device = "d-1";
    std::int64_t after = 0;
    bool cleared = false;
    std::string type = "Poor Cooling Performance";
    std::string severity = "Urgent";
    std::string account = "acct-1";
};

Json alert_of(const Said& said) {
    Json alert = {{"source", "smartac.com"},
                  {"id", said.id},
                  {"type", said.type},
                  {"severity", said.severity},
                  {"account", said.account},
                  {"submittedOn", time::format(noon + said.after * minute)},
                  {"member", {{"name", "Ana Pena"}, {"address", {{"street", "1 Main St"}}}}}};
    if (!said.device.empty()) alert["device"] = {{"id", said.device}};
    if (said.cleared) alert["state"] = "cleared";
    return alert;
}

/// A feed and its episodes, batch by batch.
struct Told {
    Feed feed;
    Episodes episodes{feed, shipped_catalog()};

    explicit Told(const std::vector<Said>& said = {}) { tell(said); }

    void tell(const std::vector<Said>& said) {
        Json batch = Json::array();
        for (const Said& one : said) batch.push_back(alert_of(one));
        tell_text(batch.dump());
    }
    void tell_text(std::string text) {
        Findings findings;
        feed.add("f", std::move(text), Limits{}, findings);
        episodes.add_new();
    }
    [[nodiscard]] std::uint32_t index(std::string_view id) const {
        return static_cast<std::uint32_t>(feed.index(*feed.find("smartac.com", id)));
    }
    [[nodiscard]] Episode of(std::string_view id) const { return episodes.episode(index(id)); }
    [[nodiscard]] std::string id(std::uint32_t at) const {
        return std::string(feed.alerts()[at].id);
    }
    /// `a raised, b repeated`
    [[nodiscard]] std::string story(std::string_view of_id) const {
        std::string text;
        for (const Sighting& seen : of(of_id).timeline) {
            if (!text.empty()) text += ", ";
            text += id(seen.alert) + " " + std::string(word(seen.step));
        }
        return text;
    }
};

}  // namespace

TEST_CASE("repeats of a device are one episode", "[leads]") {
    const Told told({{.id = "a"},
                     {.id = "b", .after = 5},
                     {.id = "c", .after = 9, .cleared = true},
                     {.id = "d", .after = 20, .severity = "Critical"},
                     {.id = "e", .after = 25, .severity = "Watching"}});
    CHECK(told.story("a") == "a raised, b repeated, c cleared, d raised again, e repeated");
    CHECK(told.story("d") == told.story("a"));
    CHECK_FALSE(told.of("c").is_over);
}

TEST_CASE("what has cleared by itself says so until somebody acts", "[leads]") {
    const Told told({{.id = "a"}, {.id = "b", .after = 4, .cleared = true}});
    CHECK(told.of("a").cleared_by_itself(false));
    CHECK_FALSE(told.of("a").cleared_by_itself(true));
    const Told again(
        {{.id = "a"}, {.id = "b", .after = 4, .cleared = true}, {.id = "c", .after = 5}});
    CHECK_FALSE(again.of("a").cleared_by_itself(false));
    // A clearing whose alert came before the feed began.
    const Told late({{.id = "b", .cleared = true}, {.id = "c", .after = 1}});
    CHECK(late.story("c") == "b cleared, c raised");
}

TEST_CASE("other devices, accounts and job types are other episodes", "[leads]") {
    const auto other = GENERATE(Said{.id = "b", .device = "d-2"}, Said{.id = "b", .device = ""},
                                Said{.id = "b", .type = "Water Detected"},
                                Said{.id = "b", .type = "A type that nobody knows"},
                                Said{.id = "b", .account = "acct-2"});
    const Told told({{.id = "a"}, other});
    CHECK(told.story("a") == "a raised");
    CHECK(told.story("b") == "b raised");
}

TEST_CASE("alert types of one standard job type are one episode", "[leads]") {
    const Told told({{.id = "a", .type = "Poor Cooling Performance"},
                     {.id = "b", .after = 3, .type = " coil freeze WARNING"},
                     {.id = "c", .after = 4, .type = "Nobody Knows"},
                     {.id = "d", .after = 5, .type = "Nobody Knows"}});
    CHECK(told.story("a") == "a raised, b repeated");
    CHECK(told.story("c") == "c raised, d repeated");
}

TEST_CASE("without a device the member's house counts", "[leads]") {
    Told told({{.id = "a", .device = ""}, {.id = "b", .device = "", .after = 1}});
    CHECK(told.story("a") == "a raised, b repeated");
    Json neighbour = alert_of({.id = "c", .device = "", .after = 2});
    neighbour["member"]["name"] = "Bo Li";
    Json nobody = alert_of({.id = "d", .device = "", .after = 2});
    nobody.erase("member");
    Json nobody_too = nobody;
    nobody_too["id"] = "e";
    told.tell_text(Json::array({neighbour, nobody, nobody_too}).dump());
    CHECK(told.story("c") == "c raised");
    // Nothing tells them apart or together, so nothing is hidden.
    CHECK(told.story("d") == "d raised");
    CHECK(told.story("e") == "e raised");
}

TEST_CASE("the window reaches from one alert to the next", "[leads]") {
    Told told({{.id = "a"}, {.id = "b", .after = 1440}, {.id = "c", .after = 2881}});
    CHECK(Episodes::default_minutes == 1440);
    CHECK(told.story("a") == "a raised, b repeated");
    CHECK(told.story("c") == "c raised");
    told.episodes.set_minutes(1441);
    CHECK(told.story("a") == "a raised, b repeated, c repeated");
    told.episodes.set_minutes(0);
    CHECK(told.story("a") == "a raised");
}

TEST_CASE("an alert without a date is alone, and so is a second delivery", "[leads]") {
    Told told({{.id = "a"}, {.id = "a"}, {.id = "b", .after = 1}});
    Json timeless = alert_of({.id = "t"});
    timeless.erase("submittedOn");
    told.tell_text(timeless.dump());
    CHECK(told.story("a") == "a raised, b repeated");
    CHECK(told.story("t") == "t raised");
    CHECK(told.episodes.first_of(1) == 1);
    CHECK(told.episodes.next(1) == Episodes::none);
}

TEST_CASE("a late alert joins what it belongs to", "[leads]") {
    Told told({{.id = "a"}, {.id = "c", .after = 2000}});
    CHECK(told.story("c") == "c raised");
    told.tell({{.id = "b", .after = 1000}});
    CHECK(told.story("c") == "a raised, b repeated, c repeated");
    told.tell({{.id = "z", .after = -30}});
    CHECK(told.story("c").starts_with("z raised, a repeated"));
}

TEST_CASE("a batch touches its own devices and no others", "[leads]") {
    Told told({{.id = "a"}, {.id = "b", .device = "d-2"}, {.id = "c", .device = "d-3"}});
    const auto touched = [&] {
        std::set<std::string> ids;
        told.episodes.each_touched([&](std::uint32_t at) { ids.insert(told.id(at)); });
        return ids;
    };
    CHECK(touched() == std::set<std::string>{"a", "b", "c"});
    told.tell(
        {{.id = "d", .device = "d-2", .after = 5}, {.id = "e", .device = "d-2", .after = 9000}});
    CHECK(touched() == std::set<std::string>{"b", "e"});
    told.tell({});
    CHECK(touched().empty());
    told.episodes.start_over();
    CHECK(touched() == std::set<std::string>{"a", "b", "c", "e"});
}

namespace {

/// All episodes as lists of ids: the plain way, from the definition.
std::set<std::vector<std::string>> by_definition(std::vector<Said> all, std::int64_t minutes) {
    std::ranges::sort(all, {}, [](const Said& said) {
        return std::tuple(said.device, said.type, said.after, said.cleared, said.id);
    });
    std::set<std::vector<std::string>> episodes;
    std::vector<std::string> open;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool goes_on = i > 0 && all[i].device == all[i - 1].device &&
                             all[i].type == all[i - 1].type &&
                             all[i].after - all[i - 1].after <= minutes;
        if (!goes_on && !open.empty()) episodes.insert(std::exchange(open, {}));
        open.push_back(all[i].id);
    }
    if (!open.empty()) episodes.insert(open);
    return episodes;
}

std::set<std::vector<std::string>> told_by(const Told& told) {
    std::set<std::vector<std::string>> episodes;
    for (std::uint32_t i = 0; i < told.feed.alerts().size(); ++i) {
        if (told.feed.alerts()[i].duplicate) continue;
        std::vector<std::string> ids;
        for (auto at = told.episodes.first_of(i); at != Episodes::none; at = told.episodes.next(at))
            ids.push_back(told.id(at));
        REQUIRE(std::ranges::contains(ids, told.id(i)));
        episodes.insert(ids);
    }
    return episodes;
}

}  // namespace

TEST_CASE("the order of arrival does not matter, nor how alerts come in batches", "[leads]") {
    Random random(5);
    for (int round = 0; round < 60; ++round) {
        std::vector<Said> all;
        const std::size_t count = 1 + random.below(80);
        for (std::size_t i = 0; i < count; ++i) {
            all.push_back({.id = std::to_string(i),
                           .device = "d-" + std::to_string(random.below(4)),
                           .after = static_cast<std::int64_t>(random.below(600)),
                           .cleared = random.below(4) == 0,
                           .type = random.below(2) == 0 ? "Water Detected" : "Unknown"});
        }
        const auto minutes = static_cast<std::uint32_t>(random.below(60));
        const auto wanted = by_definition(all, minutes);
        for (int order = 0; order < 3; ++order) {
            std::vector<Said> arriving = all;
            for (std::size_t i = arriving.size(); order > 0 && i > 1; --i)
                std::swap(arriving[i - 1], arriving[random.below(i)]);
            // The same delivered twice counts for nothing.
            arriving.push_back(arriving.front());
            Told told;
            told.episodes.set_minutes(minutes);
            for (std::size_t from = 0; from < arriving.size();) {
                const std::size_t size = std::min(1 + random.below(20), arriving.size() - from);
                const auto begin = arriving.begin() + static_cast<std::ptrdiff_t>(from);
                told.tell({begin, begin + static_cast<std::ptrdiff_t>(size)});
                from += size;
            }
            REQUIRE(told_by(told) == wanted);
        }
    }
}

TEST_CASE("episodes of many alerts take little memory", "[leads]") {
    const auto [devices, most] =
        GENERATE(table<std::size_t, std::size_t>({{1, 12}, {10'000, 24}, {50'000, 64}}));
    constexpr std::size_t count = 50'000;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += R"({"source":"s","id":")" + std::to_string(i) + R"(","type":"t","submittedOn":")" +
                time::format(noon + static_cast<time::Instant>(i) * 1000) +
                R"(","device":{"id":"d-)" + std::to_string(i * 7919 % devices) + "\"}}\n";
    }
    Told told;
    told.tell_text(text);
    INFO(told.episodes.bytes() / count << " bytes an alert");
    CHECK(told.episodes.bytes() <= most * count * 3 / 2);
    CHECK(told.episodes.next(0) == (devices < count ? devices : Episodes::none));
}
