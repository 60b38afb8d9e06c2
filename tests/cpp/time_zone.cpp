#include "leadloom/time/zone.hpp"

#include "leadloom/text/words.hpp"
#include "support.hpp"

using namespace leadloom;
using leadloom::time::Zone;
using testing::Random;

namespace {

/// The cells of a table of the tests, without its comments.
std::vector<std::vector<std::string>> rows_of(std::string_view path) {
    std::vector<std::vector<std::string>> rows;
    const std::string text = leadloom::testing::file(path);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("#")) continue;
        std::vector<std::string>& row = rows.emplace_back(1);
        for (const char c : line) {
            if (c == '\t') {
                row.emplace_back();
            } else {
                row.back().push_back(c);
            }
        }
    }
    return rows;
}

}  // namespace

TEST_CASE("every zone tells the time that the IANA database tells", "[zone]") {
    const auto rows = rows_of("tests/data/zones.tsv");
    CHECK(rows.size() > 1000);
    for (const auto& row : rows) {
        REQUIRE(row.size() == 4);
        INFO(row[0] << " " << row[1]);
        const auto zone = Zone::named(row[0]);
        REQUIRE(zone.has_value());
        const leadloom::time::Instant instant = leadloom::time::parse(row[1])->instant;
        CHECK(std::to_string(zone->offset(instant)) == row[2]);
        CHECK(std::to_string(zone->minute_of_week(instant)) == row[3]);
        // Within a second nothing changes.
        CHECK(zone->minute_of_week(instant + 999) == zone->minute_of_week(instant));
    }
}

TEST_CASE("every name of the table is tried", "[zone]") {
    const std::string table = leadloom::testing::file("cpp/src/time/zones.inc");
    const std::string tried = leadloom::testing::file("tests/data/zones.tsv");
    std::size_t names = 0;
    for (std::size_t at = table.find('/'); at != std::string::npos; at = table.find('/', at + 1)) {
        const std::size_t start = table.find_last_of(" \"", at) + 1;
        const std::string name = table.substr(start, table.find_first_of(" \"", at) - start);
        if (!Zone::named(name)) continue;
        ++names;
        INFO(name);
        CHECK(tried.contains("\n" + name + "\t"));
    }
    CHECK(names > 170);
}

TEST_CASE("rules that no zone of the table has are read all the same", "[zone]") {
    for (const auto& row : rows_of("tests/data/zone-rules.tsv")) {
        REQUIRE(row.size() == 3);
        INFO(row[0] << " " << row[1]);
        CHECK(std::to_string(leadloom::time::seconds_of(
                  row[0], leadloom::time::parse(row[1])->instant)) == row[2]);
    }
}

TEST_CASE("summer that ends where the next begins lasts all year", "[zone]") {
    // RFC 9636 section 3.3.1.
    Random random(8);
    for (int round = 0; round < 1'000; ++round) {
        const leadloom::time::Instant instant =
            leadloom::time::parse("2024-01-01T00:00:00Z")->instant +
            static_cast<leadloom::time::Instant>(random.below(3'000)) * 43'200'000;
        CHECK(leadloom::time::seconds_of("EST5EDT,0/0,J365/25", instant) == -14'400);
    }
}

TEST_CASE("what is no rule counts as far as it can be read", "[zone]") {
    const struct {
        std::string_view rule;
        std::int64_t seconds;
    } cases[] = {{"", 0},
                 {"EST", 0},
                 {"5", 0},
                 {"<EST5", 0},
                 {"EST5EDT", -18000},
                 {"EST5EDT,M3.2.0", -18000},
                 {"EST5EDT,M13.2.0,M11.1.0", -18000},
                 {"EST5EDT,M0.2.0,M11.1.0", -18000},
                 {"EST5EDT,M3.6.0,M11.1.0", -18000},
                 {"EST5EDT,M3.2.7,M11.1.0", -18000},
                 {"EST5EDT,M3.2.0/,M11.1.0", -18000},
                 {"EST5EDT,366,M11.1.0", -18000},
                 {"EST5EDT,M3.2.0,M11.1.0", -14400},
                 {"EST5EDT,J1,J365", -14400}};
    const leadloom::time::Instant summer = leadloom::time::parse("2026-07-01T00:00:00Z")->instant;
    for (const auto& one : cases) {
        INFO(one.rule);
        const leadloom::testing::Exact exact(one.rule);
        CHECK(leadloom::time::seconds_of(exact.view(), summer) == one.seconds);
    }
    Random random(6);
    for (int round = 0; round < 5'000; ++round) {
        const std::string rule =
            leadloom::testing::mutated("<+1030>-10:30<+11>-11,M10.1.0/26,M4.1.0/-1", random);
        const leadloom::testing::Exact exact(rule);
        const std::int64_t seconds = leadloom::time::seconds_of(
            exact.view(), static_cast<leadloom::time::Instant>(random.next() % (1ULL << 48U)));
        CHECK((seconds > -4'000'000 && seconds < 4'000'000));
    }
}

TEST_CASE("weekday and hour go on minute by minute where no clock is changed", "[zone]") {
    const auto zone = Zone::named("America/Phoenix");
    REQUIRE(zone.has_value());
    Random random(7);
    for (int round = 0; round < 2'000; ++round) {
        const auto far =
            static_cast<leadloom::time::Instant>(random.next() % 400'000'000'000'000ULL);
        const leadloom::time::Instant instant = far - 60'000'000'000'000;
        const std::uint32_t now = zone->minute_of_week(instant);
        REQUIRE(now < leadloom::time::minutes_of_week);
        CHECK(zone->minute_of_week(instant + 60'000) ==
              (now + 1) % leadloom::time::minutes_of_week);
        CHECK(zone->minute_of_week(instant + 7 * 86'400'000LL) == now);
    }
}

TEST_CASE("names near a zone lead to it", "[zone]") {
    const struct {
        std::string_view wanted;
        std::string_view found;
    } cases[] = {{"America/Chcago", "America/Chicago"},
                 {"america/chicago", "America/Chicago"},
                 {"Amercia/New_York", "America/New_York"},
                 {"Chicago", "America/Chicago"},
                 {"new york", "America/New_York"},
                 {"US/Centrl", "US/Central"},
                 {"utc", "UTC"},
                 {"", ""},
                 {"Mars/Olympus_Mons", ""}};
    for (const auto& one : cases) {
        INFO(one.wanted);
        CHECK(Zone::near(one.wanted) == one.found);
        if (one.wanted != one.found) CHECK_FALSE(Zone::named(one.wanted).has_value());
    }
    CHECK_FALSE(Zone::named("America/Chicago America/Menominee").has_value());
    CHECK(Zone::near("UTC") == "UTC");
}

TEST_CASE("hours and weekdays are written as people read them", "[zone]") {
    CHECK(leadloom::time::clock(0) == "00:00");
    CHECK(leadloom::time::clock(485) == "08:05");
    CHECK(leadloom::time::clock(leadloom::time::minutes_of_day) == "24:00");
    CHECK(leadloom::time::weekday_and_clock(0) == "Monday 00:00");
    CHECK(leadloom::time::weekday_and_clock(leadloom::time::minutes_of_week - 1) == "Sunday 23:59");
}
