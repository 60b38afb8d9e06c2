#include "leadloom/time/instant.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::Random;

TEST_CASE("parse reads RFC 3339", "[time]") {
    const auto [text, instant, zoned] = GENERATE(table<std::string, time::Instant, bool>({
        {"1970-01-01T00:00:00Z", 0, true},
        {"1970-01-01t00:00:00z", 0, true},
        {"1970-01-01 00:00:00Z", 0, true},
        {"2026-11-20T08:03:11-06:00", 1'795'183'391'000, true},
        {"2026-11-20T14:03:11", 1'795'183'391'000, false},
        {"1970-01-01T00:00:00+23:59", -86'340'000, true},
        {"1970-01-01T00:00:00.001Z", 1, true},
        {"1970-01-01T00:00:00.9Z", 900, true},
        {"1970-01-01T00:00:00.1239999999999999999999Z", 123, true},
        {"1969-12-31T23:59:59.999Z", -1, true},
        {"2016-12-31T23:59:60Z", 1'483'228'799'000, true},
        {"2024-02-29T00:00:00Z", 1'709'164'800'000, true},
        {"2000-02-29T12:00:00Z", 951'825'600'000, true},
        {"0000-01-01T00:00:00Z", -62'167'219'200'000, true},
        {"9999-12-31T23:59:59Z", 253'402'300'799'000, true},
    }));
    INFO(text);
    const auto read = time::parse(text);
    REQUIRE(read.has_value());
    CHECK(read->instant == instant);
    CHECK(read->zoned == zoned);
}

TEST_CASE("parse refuses what is no date-time", "[time]") {
    const auto text =
        GENERATE(as<std::string>{}, "", "now", "2026-11-20", "2026-11-20T", "2026-11-20T08:03Z",
                 "2026-11-20T08:03:11.Z", "2026-11-20T08:03:11.", "2026-11-20T08:03:11+0600",
                 "2026-11-20T08:03:11+06", "2026-11-20T08:03:11+24:00", "2026-11-20T08:03:11+06:60",
                 "2026-11-20T24:00:00Z", "2026-11-20T23:60:00Z", "2026-11-20T23:59:61Z",
                 "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
                 "2026-04-31T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
                 "26-11-20T08:03:11Z", "+2026-11-20T08:03:11Z", "2026-11-20T08:03:11ZZ",
                 " 2026-11-20T08:03:11Z", "2026-11-20T08:03:11Z ", "20261120T080311Z",
                 "2026-11-20T0８:03:11Z");
    INFO(text);
    CHECK_FALSE(time::parse(text).has_value());
}

TEST_CASE("format shows milliseconds only when there are any", "[time]") {
    CHECK(time::format(0) == "1970-01-01T00:00:00Z");
    CHECK(time::format(1) == "1970-01-01T00:00:00.001Z");
    CHECK(time::format(-1) == "1969-12-31T23:59:59.999Z");
    CHECK(time::format(-62'167'219'200'000) == "0000-01-01T00:00:00Z");
    CHECK(time::format(253'402'300'799'999) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("parse and format are inverse on all years", "[time]") {
    constexpr time::Instant first = -62'167'219'200'000;
    constexpr time::Instant last = 253'402'300'799'999;
    Random random(3);
    for (int round = 0; round < 20'000; ++round) {
        const auto span = static_cast<std::uint64_t>(last - first);
        time::Instant instant = first + static_cast<time::Instant>(random.next() % span);
        if (round % 2 == 0) instant -= instant % 1000;
        if (instant < first) instant += 1000;
        const std::string text = time::format(instant);
        const auto read = time::parse(text);
        INFO(instant << " " << text);
        REQUIRE(read.has_value());
        REQUIRE(read->zoned);
        REQUIRE(read->instant == instant);
        REQUIRE(time::format(read->instant) == text);
    }
}

TEST_CASE("every day of four centuries follows the one before", "[time]") {
    time::Instant day = time::parse("1800-01-01T00:00:00Z")->instant;
    int year = 1800;
    int month = 1;
    int dom = 1;
    for (int i = 0; i < 146'097; ++i, day += 86'400'000) {
        char expected[32];
        std::snprintf(expected, sizeof expected, "%04d-%02d-%02dT00:00:00Z", year, month, dom);
        if (time::format(day) != expected) REQUIRE(time::format(day) == expected);
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        if (++dom > lengths[month - 1] + (month == 2 && leap ? 1 : 0)) {
            dom = 1;
            if (++month > 12) {
                month = 1;
                ++year;
            }
        }
    }
    CHECK(year == 2200);
}

TEST_CASE("parse never crashes on mutated times", "[time]") {
    Random random(4);
    for (int round = 0; round < 5'000; ++round) {
        const std::string text = testing::mutated("2026-11-20T08:03:11.25-06:00", random);
        const testing::Exact exact(text);
        if (const auto read = time::parse(exact.view())) (void)time::format(read->instant);
    }
}
