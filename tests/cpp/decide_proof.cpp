#include "leadloom/decide/proof.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

const std::optional<leadloom::time::Zone>& utc() {
    static const auto zone = leadloom::time::Zone::named("UTC");
    return zone;
}

/// From 2026-01-05T00:00:00Z on, a Monday.
leadloom::time::Instant at_minute(std::uint32_t minute) {
    return 1'767'571'200'000 + minute * 60'000LL;
}

Facts facts_of(const Witness& witness) {
    Facts facts;
    facts.severity = witness.severity;
    facts.account = witness.account;
    facts.profile = witness.profile;
    facts.zip = witness.zip;
    facts.state = witness.state;
    facts.customer_type = witness.customer_type;
    facts.placement = witness.placement;
    if (witness.minute_of_week) facts.at = at_minute(*witness.minute_of_week);
    return facts;
}

Proof proof_of(const std::vector<Condition>& conditions, const Universe& universe,
               std::size_t work = 1'000'000) {
    std::vector<const Condition*> those;
    those.reserve(conditions.size());
    for (const Condition& condition : conditions) those.push_back(&condition);
    return prove(those, universe, work);
}

const Universe both_severities{{Severity::critical, Severity::urgent}, {}};

/// Values that every alert of the small world is made of; the last of each is one that no condition
/// names, and what is empty is missing.
const std::vector<std::string> zips = {"78701", "78702", "78750", "79901", "00501", "10001", ""};
const std::vector<std::string> states = {"OK", "TX", "NY", ""};
const std::vector<std::string> types = {"Residential", "Commercial", ""};
const std::vector<std::string> placements = {"attic", "air handler", "elsewhere", ""};
/// Windows begin and end on this grid.
constexpr std::uint32_t grid = leadloom::time::minutes_of_week / 4;

template <class Value>
std::vector<Value> some(Random& random, const std::vector<Value>& values, std::size_t odds) {
    std::vector<Value> chosen;
    if (random.below(odds) != 0) return chosen;
    for (std::size_t i = 0; i < 1 + random.below(2); ++i)
        chosen.push_back(values[random.below(values.size())]);
    return chosen;
}

Condition random_condition(Random& random) {
    const std::size_t odds = 2 + random.below(3);
    Condition condition;
    condition.severities =
        some<Severity>(random, {Severity::critical, Severity::urgent, Severity::watching}, odds);
    condition.accounts = some<std::string>(random, {"A-1", "A-2", "A-3"}, odds);
    condition.profiles = some<std::string>(random, {"P-1", "P-2"}, odds);
    condition.zips = some<ZipRange>(
        random, {{78701, 78701}, {78702, 78702}, {78700, 78799}, {501, 78701}, {0, 99'999}}, odds);
    condition.states = some<std::string>(random, {"OK", "TX"}, odds);
    condition.customer_types = some<std::string>(random, {"Residential", "Commercial"}, odds);
    condition.placements = some<std::string>(random, {"attic", "air handler"}, odds);
    condition.windows = some<Window>(
        random, {{0, grid}, {0, 2 * grid}, {grid, 3 * grid}, {3 * grid, 4 * grid}, {0, 4 * grid}},
        odds);
    return condition;
}

/// Every alert of the small world.
template <class Use>
void each_alert(const Universe& universe, Use use) {
    std::vector<Universe::Origin> origins = universe.origins;
    if (origins.empty()) {
        for (const char* const account : {"A-1", "A-2", "A-3", "A-4"}) {
            for (const char* const profile : {"P-1", "P-2", "P-3"})
                origins.push_back({account, profile});
        }
    }
    Facts facts;
    for (const Severity severity : universe.severities)
        for (const Universe::Origin& origin : origins)
            for (const std::string& zip : zips)
                for (const std::string& state : states)
                    for (const std::string& type : types)
                        for (const std::string& placement : placements)
                            for (std::uint32_t minute = 0; minute <= 4 * grid; minute += grid) {
                                facts = {severity, origin.account, origin.profile, zip,
                                         state,    type,           placement,      std::nullopt};
                                // One has no time.
                                if (minute < 4 * grid) facts.at = at_minute(minute);
                                use(facts);
                            }
}

/// What brute force finds.
struct Found {
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    std::set<std::size_t> ever;
    bool gap = false;
};

Found brute_force(const std::vector<Condition>& conditions, const Universe& universe) {
    Found found;
    std::vector<std::size_t> holding;
    each_alert(universe, [&](const Facts& facts) {
        holding.clear();
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            if (holds(conditions[i], facts, utc())) holding.push_back(i);
        }
        found.gap = found.gap || holding.empty();
        for (std::size_t i = 0; i < holding.size(); ++i) {
            found.ever.insert(holding[i]);
            for (std::size_t j = i + 1; j < holding.size(); ++j)
                found.pairs.emplace(holding[i], holding[j]);
        }
    });
    return found;
}

/// The condition that holds for a witness and all that its box tells alike: a part that does not
/// matter is not asked for, and a value that stands for others is.
Condition condition_of(const Witness& witness) {
    Condition condition;
    if (!witness.any_severity) condition.severities = {witness.severity};
    if (!witness.any_origin && !witness.account.empty()) condition.accounts = {witness.account};
    if (!witness.any_profile && !witness.profile.empty()) condition.profiles = {witness.profile};
    if (!witness.any_zip && !witness.zip.empty()) {
        const auto zip = static_cast<std::uint32_t>(std::stoul(witness.zip));
        condition.zips = {{zip, zip}};
    }
    if (!witness.any_state) condition.states = {witness.state};
    if (!witness.any_customer_type && !witness.customer_type.empty())
        condition.customer_types = {witness.customer_type};
    if (!witness.any_placement) condition.placements = {witness.placement};
    if (!witness.any_time && witness.minute_of_week)
        condition.windows = {{*witness.minute_of_week, *witness.minute_of_week + 1}};
    return condition;
}

std::size_t held(const std::vector<Condition>& conditions, const Witness& witness) {
    return static_cast<std::size_t>(std::ranges::count_if(
        conditions,
        [&](const Condition& condition) { return holds(condition, facts_of(witness), utc()); }));
}

Condition for_zip(std::uint32_t zip) {
    Condition condition;
    condition.zips = {{zip, zip}};
    return condition;
}

}  // namespace

TEST_CASE("the proof finds what brute force finds", "[proof]") {
    Random random(11);
    std::size_t with_gap = 0;
    std::size_t without_gap = 0;
    std::size_t with_overlap = 0;
    for (int round = 0; round < 80; ++round) {
        Universe universe;
        universe.severities = {Severity::urgent};
        if (random.below(2) == 0) universe.severities.push_back(Severity::critical);
        if (random.below(2) == 0)
            universe.origins = {{"A-1", "P-1"}, {"A-1", "P-2"}, {"A-2", "P-1"}, {"A-3", ""}};
        std::vector<Condition> conditions;
        for (std::size_t i = random.below(7); i > 0; --i)
            conditions.push_back(random_condition(random));
        // Halves of the world, so that there are worlds without a gap.
        if (random.below(2) == 0) {
            Condition& early = conditions.emplace_back();
            early.windows = {{0, 2 * grid}};
            Condition& late = conditions.emplace_back();
            late.windows = {{2 * grid, 4 * grid}};
            if (random.below(2) == 0) late.severities = {Severity::urgent};
        }
        const Proof proof = proof_of(conditions, universe);
        const Found found = brute_force(conditions, universe);
        REQUIRE(proof.complete);

        std::set<std::pair<std::size_t, std::size_t>> pairs;
        for (const Overlap& overlap : proof.overlaps) {
            INFO(overlap.first << " " << overlap.second << " " << overlap.witness.text());
            pairs.emplace(overlap.first, overlap.second);
            CHECK(holds(conditions[overlap.first], facts_of(overlap.witness), utc()));
            CHECK(holds(conditions[overlap.second], facts_of(overlap.witness), utc()));
        }
        CHECK(pairs.size() == proof.overlaps.size());
        CHECK(pairs == found.pairs);
        CHECK(std::ranges::is_sorted(proof.overlaps, {}, [](const Overlap& overlap) {
            return std::pair(overlap.first, overlap.second);
        }));

        CHECK(proof.gaps.empty() != found.gap);
        CHECK(proof.gaps.size() <= 10);
        std::set<std::string> words;
        for (const Witness& gap : proof.gaps) {
            INFO(gap.text());
            CHECK(held(conditions, gap) == 0);
            CHECK(std::ranges::contains(universe.severities, gap.severity));
            words.insert(gap.text());
        }
        CHECK(words.size() == proof.gaps.size());

        std::vector<std::size_t> never;
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            if (!found.ever.contains(i)) never.push_back(i);
        }
        CHECK(proof.never == never);
        with_gap += found.gap ? 1 : 0;
        without_gap += found.gap ? 0 : 1;
        with_overlap += found.pairs.empty() ? 0 : 1;
    }
    CHECK(with_gap > 10);
    CHECK(without_gap > 10);
    CHECK(with_overlap > 10);
}

TEST_CASE("parts of a witness that do not matter may be anything", "[proof]") {
    Random random(12);
    std::size_t tried = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<Condition> conditions;
        for (std::size_t i = 0; i < 4; ++i) conditions.push_back(random_condition(random));
        for (const Witness& gap : proof_of(conditions, both_severities).gaps) {
            INFO(gap.text());
            for (int change = 0; change < 50; ++change) {
                Facts facts = facts_of(gap);
                const auto pick = [&](const std::vector<std::string>& values) {
                    return std::string_view(values[random.below(values.size())]);
                };
                static const std::vector<std::string> accounts = {"A-1", "A-2", "A-3", "A-4", ""};
                static const std::vector<std::string> profiles = {"P-1", "P-2", "P-3", ""};
                if (gap.any_severity)
                    facts.severity = random.below(2) == 0 ? Severity::critical : Severity::urgent;
                if (gap.any_origin) facts.account = pick(accounts);
                if (gap.any_profile) facts.profile = pick(profiles);
                if (gap.any_zip) facts.zip = pick(zips);
                if (gap.any_state) facts.state = pick(states);
                if (gap.any_customer_type) facts.customer_type = pick(types);
                if (gap.any_placement) facts.placement = pick(placements);
                if (gap.any_time)
                    facts.at = at_minute(
                        static_cast<std::uint32_t>(random.below(leadloom::time::minutes_of_week)));
                for (const Condition& condition : conditions)
                    CHECK_FALSE(holds(condition, facts, utc()));
                ++tried;
            }
        }
    }
    CHECK(tried > 1000);
}

TEST_CASE("the order of conditions does not change the proof", "[proof]") {
    Random random(13);
    for (int round = 0; round < 60; ++round) {
        std::vector<Condition> conditions;
        for (std::size_t i = 0; i < 6; ++i) conditions.push_back(random_condition(random));
        const Proof proof = proof_of(conditions, both_severities);
        std::vector<std::size_t> order(conditions.size());
        std::iota(order.begin(), order.end(), 0UZ);
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[random.below(i)]);
        std::vector<Condition> shuffled;
        for (const std::size_t i : order) shuffled.push_back(conditions[i]);
        const Proof again = proof_of(shuffled, both_severities);

        std::set<std::pair<std::pair<std::size_t, std::size_t>, std::string>> pairs;
        for (const Overlap& one : proof.overlaps)
            pairs.insert({{one.first, one.second}, one.witness.text()});
        std::set<std::pair<std::pair<std::size_t, std::size_t>, std::string>> again_pairs;
        for (const Overlap& one : again.overlaps)
            again_pairs.insert(
                {std::minmax(order[one.first], order[one.second]), one.witness.text()});
        CHECK(pairs == again_pairs);
        REQUIRE(proof.gaps.size() == again.gaps.size());
        for (std::size_t i = 0; i < proof.gaps.size(); ++i)
            CHECK(proof.gaps[i].text() == again.gaps[i].text());
        std::set<std::size_t> never;
        for (const std::size_t i : again.never) never.insert(order[i]);
        CHECK(never == std::set<std::size_t>(proof.never.begin(), proof.never.end()));
    }
}

TEST_CASE("conditions for the gaps close them", "[proof]") {
    Random random(14);
    for (int round = 0; round < 40; ++round) {
        std::vector<Condition> conditions;
        for (std::size_t i = 0; i < 3; ++i) conditions.push_back(random_condition(random));
        const Proof proof = proof_of(conditions, both_severities);
        if (proof.gaps.empty()) continue;
        const Witness& gap = proof.gaps.front();
        const Condition closing = condition_of(gap);
        if (closing.empty()) continue;
        // It must hold for the witness and so take it out of the gaps.
        if (!holds(closing, facts_of(gap), utc())) continue;
        conditions.push_back(closing);
        const Proof again = proof_of(conditions, both_severities);
        INFO(gap.text());
        for (const Witness& left : again.gaps) {
            CHECK(held(conditions, left) == 0);
            CHECK_FALSE(holds(closing, facts_of(left), utc()));
        }
        // Exactly the gap was closed: nothing that was there overlaps with it but for other
        // reasons.
        for (const Overlap& overlap : again.overlaps) {
            if (overlap.second == 3) CHECK(held(conditions, overlap.witness) >= 2);
        }
    }
    // A part at a time, until nothing is left.
    std::vector<Condition> conditions(1);
    conditions[0].zips = {{78700, 78799}};
    CHECK(proof_of(conditions, both_severities).gaps.size() == 1);
    conditions.emplace_back().zips = {{0, 78699}, {78800, 99'999}};
    const Proof missing = proof_of(conditions, both_severities);
    REQUIRE(missing.gaps.size() == 1);
    CHECK(missing.gaps[0].text() == "no ZIP code");
    CHECK(missing.overlaps.empty());
}

TEST_CASE("witnesses are said in words and replayed as alerts", "[proof]") {
    std::vector<Condition> conditions(2);
    conditions[0].severities = {Severity::critical};
    conditions[0].zips = {{78700, 78799}};
    conditions[1].zips = {{78701, 78701}};
    conditions[1].windows = {{480, 1020}};
    const Proof proof = proof_of(conditions, both_severities);
    REQUIRE(proof.overlaps.size() == 1);
    const Witness& overlap = proof.overlaps[0].witness;
    CHECK(overlap.text() == "severity critical, ZIP 78701, Monday 08:00");
    CHECK(compact(overlap.alert(leadloom::time::Zone::named("America/Chicago"))) ==
          R"({"source":"witness","id":"severity critical, ZIP 78701, Monday 08:00","type":"",)"
          R"("severity":"critical","member":{"address":{"zip":"78701"}},)"
          R"("submittedOn":"2026-01-05T14:00:00Z"})");
    CHECK(overlap.alert({})["submittedOn"] == "2026-01-05T08:00:00Z");
    REQUIRE(proof.gaps.size() >= 2);
    CHECK(proof.gaps[0].text() == "ZIP 10001");

    Universe universe{{Severity::urgent}, {{"A-1", "P-1"}, {"A-1", "P-2"}, {"A-2", ""}}};
    conditions.assign(1, {});
    conditions[0].profiles = {"P-1"};
    conditions[0].states = {"NY"};
    conditions[0].placements = {"attic"};
    std::vector<std::string> words;
    for (const Witness& gap : proof_of(conditions, universe).gaps) words.push_back(gap.text());
    // Each is as large as those before it leave it.
    CHECK(words == std::vector<std::string>{"placement elsewhere", "state CA, placement attic",
                                            "account A-1, profile P-2, state NY, placement attic"});
    CHECK(proof_of({}, universe).gaps.at(0).text() == "any alert");
    CHECK(proof_of({}, universe).gaps.at(0).account == "A-1");
}

TEST_CASE("no alert is possible where no severity is passed on", "[proof]") {
    const Proof proof = proof_of({for_zip(1), for_zip(1)}, {});
    CHECK(proof.overlaps.empty());
    CHECK(proof.gaps.empty());
    CHECK(proof.never == std::vector<std::size_t>{0, 1});
    CHECK(proof.complete);
}

TEST_CASE("the proof grows with the number of conditions", "[proof]") {
    SECTION("one ZIP code each") {
        std::vector<Condition> conditions;
        for (std::uint32_t i = 0; i < 40'000; ++i) conditions.push_back(for_zip(2 * i));
        const Proof proof = proof_of(conditions, both_severities, 10 * conditions.size());
        CHECK(proof.complete);
        CHECK(proof.overlaps.empty());
        REQUIRE(proof.gaps.size() == 1);
        CHECK(proof.gaps[0].text() == "ZIP 10001");
        conditions.push_back(for_zip(4));
        const Proof twice = proof_of(conditions, both_severities, 10 * conditions.size());
        REQUIRE(twice.overlaps.size() == 1);
        CHECK(twice.overlaps[0].first == 2);
        CHECK(twice.overlaps[0].second == 40'000);
        CHECK(twice.overlaps[0].witness.text() == "ZIP 00004");
    }
    SECTION("ZIP code and severity, one pair left out") {
        std::vector<Condition> conditions;
        for (std::uint32_t i = 0; i < 10'000; ++i) {
            if (i == 4711) continue;
            Condition condition = for_zip(i / 2);
            condition.severities = {i % 2 == 0 ? Severity::critical : Severity::urgent};
            conditions.push_back(condition);
        }
        conditions.emplace_back().severities = {Severity::watching};
        const Proof proof = proof_of(conditions, both_severities, 40 * conditions.size());
        CHECK(proof.complete);
        CHECK(proof.overlaps.empty());
        CHECK(proof.never == std::vector<std::size_t>{9'999});
        REQUIRE(proof.gaps.size() == 2);
        CHECK(proof.gaps[0].text() == "ZIP 10001");
        CHECK(proof.gaps[1].text() == "severity urgent, ZIP 02355");
    }
    SECTION("ZIP code and hours, profile by profile") {
        Universe universe{{Severity::critical, Severity::urgent}, {}};
        std::vector<Condition> conditions;
        for (std::uint32_t i = 0; i < 8'000; ++i) {
            Condition condition = for_zip(i / 16);
            condition.profiles = {"P-" + std::to_string(i / 2 % 8)};
            condition.windows = {{i % 2 * 5'000, 5'000 + i % 2 * 5'080}};
            conditions.push_back(condition);
            if (i < 8) universe.origins.push_back({"A-1", "P-" + std::to_string(i)});
        }
        const Proof proof = proof_of(conditions, universe, 20 * conditions.size());
        CHECK(proof.complete);
        CHECK(proof.overlaps.empty());
        REQUIRE(proof.gaps.size() == 2);
        CHECK(proof.gaps[0].text() == "no submitted date");
        CHECK_FALSE(proof.gaps[0].minute_of_week.has_value());
        CHECK_FALSE(proof.gaps[0].alert(utc()).contains("submittedOn"));
        CHECK(proof.gaps[1].text().starts_with("ZIP 10001"));
    }
}

TEST_CASE("the proof keeps to its limits", "[proof]") {
    SECTION("a hundred pairs") {
        const std::vector<Condition> conditions(3'000, for_zip(78701));
        const Proof proof = proof_of(conditions, both_severities);
        CHECK(proof.overlaps.size() == 100);
        CHECK(proof.complete);
    }
    SECTION("ten gaps") {
        std::vector<Condition> conditions;
        for (std::uint32_t i = 0; i < 40; ++i) {
            Condition condition = for_zip(i);
            condition.windows = {{i, i + 1}};
            conditions.push_back(condition);
        }
        const Proof proof = proof_of(conditions, both_severities);
        CHECK(proof.gaps.size() == 10);
        CHECK(proof.complete);
    }
    SECTION("work") {
        Random random(15);
        std::vector<Condition> conditions;
        for (std::size_t i = 0; i < 400; ++i) {
            Condition condition;
            for (std::size_t part = 0; part < 12; ++part) {
                const auto from = static_cast<std::uint32_t>(random.below(99'000));
                condition.zips.push_back({from, from + 900});
                condition.states.push_back({static_cast<char>('A' + random.below(26)),
                                            static_cast<char>('A' + random.below(26))});
                condition.accounts.push_back("A-" + std::to_string(random.below(100)));
                condition.placements.push_back("attic " + std::to_string(random.below(200)));
                const auto start = static_cast<std::uint32_t>(random.below(10'000));
                condition.windows.push_back({start, start + 60});
            }
            conditions.push_back(condition);
        }
        const Proof proof = proof_of(conditions, both_severities, 20'000);
        CHECK_FALSE(proof.complete);
        for (const Overlap& overlap : proof.overlaps) CHECK(held(conditions, overlap.witness) >= 2);
    }
}

TEST_CASE("names that conditions have are not taken for others", "[proof]") {
    std::vector<Condition> conditions(1);
    conditions[0].accounts = {"another account", "another account*"};
    conditions[0].placements = {"elsewhere"};
    for (const Witness& gap : proof_of(conditions, both_severities).gaps)
        CHECK(held(conditions, gap) == 0);
    conditions[0] = {};
    conditions[0].zips = {{9, 4}, {100'000, 100'000}};
    conditions[0].windows = {{5, 5}};
    CHECK(proof_of(conditions, both_severities).never == std::vector<std::size_t>{0});
}
