#include "leadloom/time/zone.hpp"

#include <algorithm>
#include <cstddef>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom::time {

namespace {

struct Zones {
    std::string_view rule;
    /// With a blank between.
    std::string_view names;
};

constexpr Zones zones[] = {
#define LEADLOOM_ZONES(rule, names) {rule, names},
#include "zones.inc"
#undef LEADLOOM_ZONES
};

/// Calls `use(rule, name)` for every name of the table until it answers true.
template <class Use>
void each_name(Use use) {
    for (const Zones& row : zones) {
        for (std::string_view rest = row.names; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            if (use(row.rule, rest.substr(0, end))) return;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

constexpr std::int64_t day = 86'400;

/// Rounded down, also below zero.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Days from 1970-01-01 to the first of a year.
constexpr std::int64_t first_day(std::int64_t year) {
    const std::int64_t before = year - 1;
    return 365 * (year - 1970) + floor_div(before, 4) - floor_div(before, 100) +
           floor_div(before, 400) - 477;
}

constexpr std::int64_t year_of(std::int64_t days) {
    std::int64_t year = 1970 + floor_div(days * 400, 146'097);
    while (first_day(year) > days) --year;
    while (first_day(year + 1) <= days) ++year;
    return year;
}

/// Days from the first of a year to the first of a month, from 0; 12 is the next year.
constexpr std::int64_t first_of_month(std::int64_t year, std::int64_t month) {
    constexpr std::int64_t days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return days[month] + (month > 1 && is_leap(year) ? 1 : 0);
}

/// 0 is Sunday, as POSIX counts.
constexpr std::int64_t weekday(std::int64_t days) { return days + 4 - 7 * floor_div(days + 4, 7); }

/// When a clock is changed: `Mm.w.d`, `Jn` or `n`, and the seconds after that midnight.
struct Change {
    char kind = 'n';
    std::int64_t day = 0;
    std::int64_t week = 0;
    std::int64_t month = 0;
    std::int64_t seconds = 7200;

    /// Seconds since 1970 on the clock that stands until then.
    [[nodiscard]] std::int64_t in(std::int64_t year) const {
        const std::int64_t first = first_day(year);
        // J60 is the first of March in every year.
        std::int64_t days = first + day;
        if (kind == 'J') days += day > 59 && is_leap(year) ? 0 : -1;
        if (kind == 'M') {
            const std::int64_t start = first + first_of_month(year, month - 1);
            days = start + (day - weekday(start) + 7) % 7 + 7 * (week - 1);
            while (days >= first + first_of_month(year, month)) days -= 7;
        }
        return days * time::day + seconds;
    }
};

/// Reads a POSIX TZ string from its front.
class Rule {
public:
    explicit Rule(std::string_view text) : rest_(text) {}

    bool name() {
        const bool quoted = take('<');
        const std::size_t end =
            quoted ? rest_.find('>') : std::min(rest_.find_first_of("+-0123456789,"), rest_.size());
        if (end == std::string_view::npos || end == 0) return false;
        rest_.remove_prefix(end + (quoted ? 1 : 0));
        return true;
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    std::optional<std::int64_t> seconds() {
        const std::int64_t sign = take('-') ? -1 : 1;
        if (sign == 1) (void)take('+');
        std::int64_t sum = 0;
        for (std::int64_t unit = 3600; unit != 0; unit /= 60) {
            const auto count = number();
            if (!count) return std::nullopt;
            sum += *count * unit;
            if (!take(':')) break;
        }
        return sign * sum;
    }

    std::optional<Change> change() {
        if (!take(',')) return std::nullopt;
        Change change;
        if (take('M')) {
            const auto month = number();
            if (!month || *month < 1 || *month > 12 || !take('.')) return std::nullopt;
            const auto week = number();
            if (!week || *week < 1 || *week > 5 || !take('.')) return std::nullopt;
            change.kind = 'M';
            change.month = *month;
            change.week = *week;
        } else if (take('J')) {
            change.kind = 'J';
        }
        const auto days = number();
        if (!days || *days > (change.kind == 'M' ? 6 : 365)) return std::nullopt;
        change.day = *days;
        if (!take('/')) return change;
        const auto at = seconds();
        if (!at) return std::nullopt;
        change.seconds = *at;
        return change;
    }

    [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

private:
    bool take(char c) {
        if (next() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// At most three digits: no hour, minute or day has more.
    std::optional<std::int64_t> number() {
        std::int64_t number = 0;
        std::size_t count = 0;
        for (; count < 3 && next() >= '0' && next() <= '9'; ++count) {
            number = number * 10 + (next() - '0');
            rest_.remove_prefix(1);
        }
        return count == 0 ? std::nullopt : std::optional(number);
    }

    std::string_view rest_;
};

}  // namespace

std::int64_t seconds_of(std::string_view rule, Instant instant) {
    Rule reading(rule);
    if (!reading.name()) return 0;
    const auto west = reading.seconds();
    if (!west) return 0;
    const std::int64_t standard = -*west;
    if (!reading.name()) return standard;
    std::int64_t summer = standard + 3600;
    if (reading.next() != ',') {
        const auto summer_west = reading.seconds();
        if (!summer_west) return standard;
        summer = -*summer_west;
    }
    const auto start = reading.change();
    const auto end = reading.change();
    if (!start || !end) return standard;
    // The last change before the instant says what holds. Hours beyond a day may push a change into
    // a neighbouring year.
    const std::int64_t now = floor_div(instant, 1000);
    const std::int64_t year = year_of(floor_div(now + standard, day));
    std::int64_t last = INT64_MIN;
    std::int64_t offset = standard;
    for (std::int64_t in = year - 1; in <= year + 1; ++in) {
        const std::int64_t starts = start->in(in)-standard;
        const std::int64_t ends = end->in(in)-summer;
        // Summer that ends where the next begins lasts all year.
        if (ends <= now && ends > last) {
            last = ends;
            offset = standard;
        }
        if (starts <= now && starts >= last) {
            last = starts;
            offset = summer;
        }
    }
    return offset;
}

std::string clock(std::uint32_t minute_of_day) {
    const auto two = [](std::uint32_t number) {
        return std::string{static_cast<char>('0' + number / 10),
                           static_cast<char>('0' + number % 10)};
    };
    return text::join({two(minute_of_day / 60), ":", two(minute_of_day % 60)});
}

std::string weekday_and_clock(std::uint32_t minute_of_week) {
    return text::join({weekdays[minute_of_week / minutes_of_day % 7], " ",
                       clock(minute_of_week % minutes_of_day)});
}

std::optional<Zone> Zone::named(std::string_view name) {
    std::optional<Zone> found;
    each_name([&](std::string_view rule, std::string_view known) {
        if (known == name) found = Zone(rule);
        return known == name;
    });
    return found;
}

std::string Zone::near(std::string_view name) {
    text::Nearest nearest(name);
    std::string cities(name);
    std::ranges::replace(cities, ' ', '_');
    text::Nearest nearest_city(cities);
    each_name([&](std::string_view, std::string_view known) {
        nearest.consider(known);
        nearest_city.consider(known.substr(known.rfind('/') + 1));
        return false;
    });
    std::string found(nearest.name());
    each_name([&](std::string_view, std::string_view known) {
        // The same bytes of the table, so that of two equal cities the one that was met counts.
        const std::string_view city = nearest_city.name();
        if (!found.empty() || city.empty()) return true;
        if (city.data() + city.size() == known.data() + known.size()) found = known;
        return false;
    });
    return found;
}

std::uint32_t Zone::minute_of_week(Instant instant) const {
    const std::int64_t minutes =
        floor_div(floor_div(instant, 1000) + seconds_of(rule_, instant), 60);
    // 1970-01-01 was a Thursday.
    const std::int64_t monday = minutes + 3 * std::int64_t{minutes_of_day};
    return static_cast<std::uint32_t>(monday -
                                      minutes_of_week * floor_div(monday, minutes_of_week));
}

int Zone::offset(Instant instant) const {
    return static_cast<int>(floor_div(seconds_of(rule_, instant), 60));
}

}  // namespace leadloom::time
