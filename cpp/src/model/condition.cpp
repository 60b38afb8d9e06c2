#include "leadloom/model/condition.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// What a part asks for, for its findings, and how one value of it is read.
struct Part {
    std::string_view field;
    std::string_view what;
    std::string_view hint;
    /// Where there are only these, the nearest is the hint.
    std::span<const std::string_view> words;
    bool (*read)(const Part& part, json::Value value, Condition& condition);
};

constexpr std::string_view severities[] = {"critical", "urgent", "watching"};
constexpr std::string_view customer_types[] = {"Residential", "Commercial"};

/// The word of a list that a value is in any case.
std::optional<std::size_t> word_of(std::span<const std::string_view> words, json::Value value) {
    if (!value.is(json::Kind::string)) return std::nullopt;
    const std::string text = value.text();
    const auto found = std::ranges::find_if(
        words, [&](std::string_view word) { return text::same_folded(word, text); });
    if (found == words.end()) return std::nullopt;
    return static_cast<std::size_t>(found - words.begin());
}

/// Text or a number, without blanks around; empty for anything else.
std::string plain(json::Value value) {
    const bool fits = value.is(json::Kind::string) || value.is(json::Kind::number);
    return fits ? std::string(text::trimmed(value.text())) : std::string();
}

bool put_name(std::vector<std::string>& names, std::string name) {
    if (name.empty()) return false;
    names.push_back(std::move(name));
    return true;
}

bool read_severity(const Part& part, json::Value value, Condition& condition) {
    const auto word = word_of(part.words, value);
    if (word) condition.severities.push_back(static_cast<Severity>(*word));
    return word.has_value();
}

bool read_account(const Part& /*part*/, json::Value value, Condition& condition) {
    return put_name(condition.accounts, plain(value));
}

bool read_profile(const Part& /*part*/, json::Value value, Condition& condition) {
    return put_name(condition.profiles, plain(value));
}

/// Leading digits, at most five of them, taken from the front.
std::string_view take_digits(std::string_view& text) {
    const std::size_t end = std::min({text.find_first_not_of("0123456789"), text.size(), 5UZ});
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::uint32_t number(std::string_view digits) {
    std::uint32_t number = 0;
    for (const char digit : digits) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
    return number;
}

/// `78701`, `787*`, `78700-78799`, and `78701-1234` for `78701`.
std::optional<ZipRange> zip_range(std::string_view text) {
    const std::string_view from = take_digits(text);
    if (text == "*" && !from.empty() && from.size() < 5) {
        std::uint32_t size = 1;
        for (std::size_t i = from.size(); i < 5; ++i) size *= 10;
        return ZipRange{number(from) * size, number(from) * size + size - 1};
    }
    if (from.size() != 5) return std::nullopt;
    if (text.empty()) return ZipRange{number(from), number(from)};
    text = text::trimmed(text);
    if (!text.starts_with('-')) return std::nullopt;
    text = text::trimmed(text.substr(1));
    const std::string_view to = take_digits(text);
    if (!text.empty()) return std::nullopt;
    if (to.size() == 4) return ZipRange{number(from), number(from)};
    if (to.size() != 5 || number(to) < number(from)) return std::nullopt;
    return ZipRange{number(from), number(to)};
}

bool read_zip(const Part& /*part*/, json::Value value, Condition& condition) {
    const auto range = zip_range(plain(value));
    if (range) condition.zips.push_back(*range);
    return range.has_value();
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

bool read_state(const Part& /*part*/, json::Value value, Condition& condition) {
    std::string state = upper(plain(value));
    const bool fits = state.size() == 2 &&
                      std::ranges::all_of(state, [](char c) { return c >= 'A' && c <= 'Z'; });
    return fits && put_name(condition.states, std::move(state));
}

bool read_customer_type(const Part& part, json::Value value, Condition& condition) {
    const auto word = word_of(part.words, value);
    return word && put_name(condition.customer_types, std::string(part.words[*word]));
}

bool read_placement(const Part& /*part*/, json::Value value, Condition& condition) {
    return put_name(condition.placements, text::fold(plain(value)));
}

constexpr Part parts[] = {
    {"severity", "severity", "Use critical, urgent or watching.", severities, read_severity},
    {"account", "id of an account", "Write the id of an account, like “A-1”.", {}, read_account},
    {"profile", "id of a profile", "Write the id of a profile, like “P-2”.", {}, read_profile},
    {"zip", "ZIP code", "Write “78701”, “787*” or “78700-78799”.", {}, read_zip},
    {"state", "state", "Write its two letters, like “TX”.", {}, read_state},
    {"customerType", "customer type", "Use Residential or Commercial.", customer_types,
     read_customer_type},
    {"placement",
     "placement",
     "Write where the sensor is, like “air handler”.",
     {},
     read_placement},
};

constexpr std::string_view time_hint =
    R"(Write it like {"days": ["Mon", "Tue"], "from": "08:00", "to": "17:00"}.)";

/// Says that a value is none of its part. Answers false.
bool refused(const Reading& reading, json::Value value, std::string_view what,
             std::string_view hint, std::span<const std::string_view> words) {
    std::string near = value.is(json::Kind::string)
                           ? text::did_you_mean(value.text(), words, std::identity{})
                           : std::string();
    if (near.empty()) near = hint;
    reading.add(Rule::condition_malformed, value,
                value.is(json::Kind::array) && value.size() == 0
                    ? text::join({"An empty list names no ", what, "."})
                    : text::join({text::named(value.text()), " is no ", what, "."}),
                near);
    return false;
}

/// Calls `read` for a value or for each of an array that is not empty; false when one was refused.
template <class Read>
bool each_value(json::Value value, Read read) {
    if (!value.is(json::Kind::array) || value.size() == 0) return read(value);
    bool ok = true;
    for (const json::Value element : value) ok = read(element) && ok;
    return ok;
}

/// `HH:MM`, in minutes of the day; 24:00 is the end of a day.
std::optional<std::uint32_t> minute_of_day(json::Value value) {
    const std::string text = value.is(json::Kind::string) ? value.text() : std::string();
    std::string_view rest = text;
    const std::string_view hours = take_digits(rest);
    if (hours.empty() || hours.size() > 2 || !rest.starts_with(':')) return std::nullopt;
    rest.remove_prefix(1);
    const std::string_view minutes = take_digits(rest);
    if (minutes.size() != 2 || !rest.empty() || number(minutes) > 59) return std::nullopt;
    const std::uint32_t minute = number(hours) * 60 + number(minutes);
    return minute > time::minutes_of_day ? std::nullopt : std::optional(minute);
}

/// By number from Monday, for a name or its first three letters.
std::optional<std::size_t> weekday(json::Value value) {
    const std::string day = value.is(json::Kind::string) ? text::fold(value.text()) : std::string();
    for (std::size_t i = 0; i < std::size(time::weekdays); ++i) {
        const std::string name = text::fold(time::weekdays[i]);
        if (day == name || day == name.substr(0, 3)) return i;
    }
    return std::nullopt;
}

bool read_time(const Reading& reading, json::Value value, Condition& condition) {
    constexpr std::string_view what = "time of the week";
    if (!value.is(json::Kind::object)) return refused(reading, value, what, time_hint, {});
    constexpr Field fields[] = {{"days"}, {"from"}, {"to"}};
    const Taken taken(reading, value, fields);
    if (!taken.ok) return false;
    if (!taken[0] && !taken[1] && !taken[2]) {
        reading.add(Rule::condition_malformed, value, "This time has neither days nor hours.",
                    time_hint);
        return false;
    }
    bool days[7] = {};
    bool ok = true;
    if (taken[0]) {
        ok = each_value(taken[0], [&](json::Value name) {
            const auto day = weekday(name);
            if (!day) return refused(reading, name, "weekday", "Use Mon to Sun.", time::weekdays);
            return days[*day] = true;
        });
    } else {
        std::ranges::fill(days, true);
    }
    const auto hour = [&](json::Value at, std::uint32_t otherwise, std::uint32_t most) {
        if (!at) return otherwise;
        const auto minute = minute_of_day(at);
        if (minute && *minute <= most) return *minute;
        ok = refused(reading, at, "hour of a day", "Write it like “08:00” or “17:30”.", {});
        return otherwise;
    };
    const std::uint32_t from = hour(taken[1], 0, time::minutes_of_day - 1);
    std::uint32_t to = hour(taken[2], time::minutes_of_day, time::minutes_of_day);
    if (to <= from) to += time::minutes_of_day;
    for (std::uint32_t day = 0; ok && day < 7; ++day) {
        if (!days[day]) continue;
        const std::uint32_t start = day * time::minutes_of_day;
        condition.windows.push_back({start + from, std::min(start + to, time::minutes_of_week)});
        if (start + to > time::minutes_of_week)
            condition.windows.push_back({0, start + to - time::minutes_of_week});
    }
    return ok;
}

/// A ZIP code of five digits from the front of a text.
std::optional<std::uint32_t> zip_of(std::string_view text) {
    text = text::trimmed(text);
    const std::string_view digits = take_digits(text);
    return digits.size() == 5 ? std::optional(number(digits)) : std::nullopt;
}

std::string five_digits(std::uint32_t zip) {
    std::string digits = std::to_string(zip);
    return digits.insert(0, 5 - std::min(digits.size(), 5UZ), '0');
}

/// Windows of the same hours are one, with its days: “Mon, Tue 08:00-17:00”.
std::vector<std::string> written(std::vector<Window> windows) {
    // What goes over the end of the week was cut in two.
    const auto last = std::ranges::find(windows, time::minutes_of_week, &Window::to);
    const auto first = std::ranges::find(windows, 0U, &Window::from);
    if (last != windows.end() && first != windows.end() &&
        last->to - last->from + first->to <= time::minutes_of_day) {
        last->to += first->to;
        windows.erase(first);
    }
    std::vector<std::string> out;
    while (!windows.empty()) {
        const std::uint32_t from = windows.front().from % time::minutes_of_day;
        const std::uint32_t length = windows.front().to - windows.front().from;
        bool days[7] = {};
        std::erase_if(windows, [&](Window window) {
            const bool same =
                window.from % time::minutes_of_day == from && window.to - window.from == length;
            if (same) days[window.from / time::minutes_of_day % 7] = true;
            return same;
        });
        std::vector<std::string> names;
        for (std::size_t day = 0; day < 7; ++day) {
            if (days[day]) names.emplace_back(time::weekdays[day].substr(0, 3));
        }
        std::string text = names.size() == 7 ? "every day" : text::listed(names);
        const std::uint32_t to = from + length;
        if (length != time::minutes_of_day || from != 0) {
            text += " " + time::clock(from) + "-" +
                    time::clock(to > time::minutes_of_day ? to % time::minutes_of_day : to);
        }
        out.push_back(std::move(text));
    }
    return out;
}

void describe(std::string& out, std::string_view part, std::vector<std::string> values) {
    constexpr std::size_t most = 5;
    if (values.empty()) return;
    if (!out.empty()) out += ", ";
    out += part;
    const std::size_t count = values.size();
    if (count > most) values.resize(most);
    for (std::size_t i = 0; i < values.size(); ++i) {
        out += i == 0 ? " " : i + 1 == count ? " or " : ", ";
        out += text::brief(values[i]);
    }
    if (count > most) out += " or " + std::to_string(count - most) + " more";
}

bool holds_name(const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::ranges::contains(names, name);
}

}  // namespace

bool Condition::empty() const {
    return severities.empty() && accounts.empty() && profiles.empty() && !asks_for_member();
}

bool Condition::asks_for_member() const {
    return !zips.empty() || !states.empty() || !customer_types.empty() || !placements.empty() ||
           !windows.empty();
}

std::optional<Condition> read_condition(const Reading& reading, json::Value value) {
    constexpr std::string_view hint = R"(Write it like {"severity": "critical", "zip": "787*"}.)";
    if (!value.is(json::Kind::object)) {
        reading.add(
            Rule::condition_malformed, value,
            text::join({"A condition must be an object, not ", json::word(value.node().kind), "."}),
            hint);
        return std::nullopt;
    }
    constexpr Field fields[] = {{parts[0].field}, {parts[1].field}, {parts[2].field},
                                {parts[3].field}, {parts[4].field}, {parts[5].field},
                                {parts[6].field}, {"time"}};
    const Taken taken(reading, value, fields);
    bool ok = taken.ok;
    Condition condition;
    condition.at = value;
    for (std::size_t i = 0; i < std::size(parts); ++i) {
        const Part& part = parts[i];
        if (!taken[i]) continue;
        ok = each_value(taken[i],
                        [&](json::Value one) {
                            return part.read(part, one, condition) ||
                                   refused(reading, one, part.what, part.hint, part.words);
                        }) &&
             ok;
    }
    if (const json::Value times = taken[std::size(parts)]) {
        ok = each_value(times,
                        [&](json::Value one) { return read_time(reading, one, condition); }) &&
             ok;
    }
    if (!ok) return std::nullopt;
    if (!condition.empty()) return condition;
    reading.add(Rule::condition_malformed, value, "A condition that asks for nothing.", hint);
    return std::nullopt;
}

bool holds(const Condition& condition, const Facts& facts, const std::optional<time::Zone>& zone) {
    if (!condition.severities.empty() &&
        !std::ranges::contains(condition.severities, facts.severity))
        return false;
    if (!holds_name(condition.accounts, facts.account) ||
        !holds_name(condition.profiles, facts.profile))
        return false;
    if (!condition.zips.empty()) {
        const auto zip = zip_of(facts.zip);
        if (!zip || !std::ranges::any_of(condition.zips, [&](ZipRange range) {
                return *zip >= range.from && *zip <= range.to;
            }))
            return false;
    }
    if (!condition.states.empty() &&
        !holds_name(condition.states, upper(text::trimmed(facts.state))))
        return false;
    if (!condition.customer_types.empty() &&
        std::ranges::none_of(condition.customer_types, [&](const std::string& type) {
            return text::same_folded(type, facts.customer_type);
        }))
        return false;
    if (!condition.placements.empty() &&
        !holds_name(condition.placements, text::fold(facts.placement)))
        return false;
    if (condition.windows.empty()) return true;
    if (!zone || !facts.at) return false;
    const std::uint32_t minute = zone->minute_of_week(*facts.at);
    return std::ranges::any_of(condition.windows, [&](Window window) {
        return minute >= window.from && minute < window.to;
    });
}

std::string written(ZipRange range) {
    std::string from = five_digits(range.from);
    if (range.from == range.to) return from;
    std::uint32_t size = 10;
    for (std::size_t digits = 4; digits > 0; --digits, size *= 10) {
        if (range.from % size == 0 && range.to == range.from + size - 1)
            return from.substr(0, digits) + "*";
    }
    return text::join({from, "-", five_digits(range.to)});
}

std::string describe(const Condition& condition) {
    std::vector<std::string> words;
    for (const Severity severity : condition.severities) words.emplace_back(word(severity));
    std::vector<std::string> zips;
    for (const ZipRange range : condition.zips) zips.push_back(written(range));
    std::string out;
    describe(out, "severity", std::move(words));
    describe(out, "account", condition.accounts);
    describe(out, "profile", condition.profiles);
    describe(out, "ZIP", std::move(zips));
    describe(out, "state", condition.states);
    describe(out, "customer type", condition.customer_types);
    describe(out, "placement", condition.placements);
    describe(out, "time", written(condition.windows));
    return out;
}

}  // namespace leadloom
