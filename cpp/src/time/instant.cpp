#include "leadloom/time/instant.hpp"

#include <algorithm>
#include <cstddef>

namespace leadloom::time {

namespace {

constexpr std::int64_t day = 86'400'000;

/// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, “chrono-Compatible
/// Low-Level Date Algorithms”, days_from_civil).
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int dom) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dom - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

struct Civil {
    std::int64_t year;
    int month;
    int dom;
};

/// The inverse of days_from_civil (same source, civil_from_days).
constexpr Civil civil_from_days(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const int dom = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, dom};
}

constexpr int days_in(std::int64_t year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : lengths[month - 1];
}

/// Reads fixed-width fields from the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t count) {
        if (rest_.size() < count) return std::nullopt;
        int number = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') return std::nullopt;
            number = number * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        return number;
    }

    bool take(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        taken_ = rest_.front();
        rest_.remove_prefix(1);
        return true;
    }

    /// Milliseconds of a fraction whose point has been taken.
    std::optional<int> fraction() {
        int number = 0;
        int scale = 100;
        std::size_t count = 0;
        for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count) {
            number += (rest_[count] - '0') * scale;
            scale /= 10;
        }
        rest_.remove_prefix(count);
        return count == 0 ? std::nullopt : std::optional<int>(number);
    }

    [[nodiscard]] char taken() const { return taken_; }
    [[nodiscard]] bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
    char taken_ = '\0';
};

}  // namespace

std::optional<Reading> parse(std::string_view text) {
    Cursor at(text);
    const auto year = at.digits(4);
    if (!year || !at.take("-")) return std::nullopt;
    const auto month = at.digits(2);
    if (!month || !at.take("-")) return std::nullopt;
    const auto dom = at.digits(2);
    if (!dom || !at.take("Tt ")) return std::nullopt;
    const auto hour = at.digits(2);
    if (!hour || !at.take(":")) return std::nullopt;
    const auto minute = at.digits(2);
    if (!minute || !at.take(":")) return std::nullopt;
    const auto second = at.digits(2);
    if (!second) return std::nullopt;
    if (*month < 1 || *month > 12 || *dom < 1 || *dom > days_in(*year, *month)) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::optional<int> milliseconds = 0;
    if (at.take(".")) milliseconds = at.fraction();
    if (!milliseconds) return std::nullopt;
    const std::int64_t seconds = *hour * 3600 + *minute * 60 + std::min(*second, 59);
    Reading reading{days_from_civil(*year, *month, *dom) * day + seconds * 1000 + *milliseconds};
    if (at.take("Zz")) {
        reading.zoned = true;
    } else if (at.take("+-")) {
        const std::int64_t sign = at.taken() == '-' ? 1 : -1;
        const auto hours = at.digits(2);
        if (!hours || !at.take(":")) return std::nullopt;
        const auto minutes = at.digits(2);
        if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
        reading.instant += sign * (*hours * 60 + *minutes) * 60'000;
        reading.zoned = true;
    }
    // An offset may lead out of the years that RFC 3339 can write.
    const bool writable = reading.instant >= days_from_civil(0, 1, 1) * day &&
                          reading.instant < days_from_civil(10'000, 1, 1) * day;
    return at.done() && writable ? std::optional(reading) : std::nullopt;
}

std::string format(Instant instant) {
    std::int64_t days = instant / day;
    std::int64_t rest = instant % day;
    if (rest < 0) {
        rest += day;
        --days;
    }
    const Civil civil = civil_from_days(days);
    std::string out;
    const auto put = [&](std::int64_t number, std::size_t width) {
        const std::string digits = std::to_string(number);
        if (digits.size() < width) out.append(width - digits.size(), '0');
        out.append(digits);
    };
    put(civil.year, 4);
    out.push_back('-');
    put(civil.month, 2);
    out.push_back('-');
    put(civil.dom, 2);
    out.push_back('T');
    put(rest / 3'600'000, 2);
    out.push_back(':');
    put(rest / 60'000 % 60, 2);
    out.push_back(':');
    put(rest / 1000 % 60, 2);
    if (rest % 1000 != 0) {
        out.push_back('.');
        put(rest % 1000, 3);
    }
    out.push_back('Z');
    return out;
}

}  // namespace leadloom::time
