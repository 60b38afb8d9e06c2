#include "leadloom/doors/question.hpp"

#include <algorithm>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// The value that stands behind a word in a table of words, or nothing.
template <class Value, std::size_t count>
std::optional<Value> by_word(const std::pair<std::string_view, Value> (&table)[count],
                             std::string_view word) {
    const auto* const row =
        std::ranges::find(table, word, &std::pair<std::string_view, Value>::first);
    return row == std::end(table) ? std::nullopt : std::optional(row->second);
}

constexpr std::pair<std::string_view, LeadStates> states[] = {
    {"open", LeadStates::open},         {"new", LeadStates::fresh},
    {"accepted", LeadStates::accepted}, {"follow_up", LeadStates::follow_up},
    {"booked", LeadStates::booked},     {"dismissed", LeadStates::dismissed}};
constexpr std::pair<std::string_view, Severity> severities[] = {{"critical", Severity::critical},
                                                                {"urgent", Severity::urgent},
                                                                {"watching", Severity::watching}};
constexpr std::pair<std::string_view, LeadSort> sorts[] = {{"waiting", LeadSort::waiting},
                                                           {"newest", LeadSort::newest},
                                                           {"oldest", LeadSort::oldest},
                                                           {"due", LeadSort::due}};

/// The words for it, by `Asked`.
constexpr std::string_view asked_words[] = {
    "text",
    "a time such as 2026-11-20T08:03:11-06:00",
    "a whole number from 0 on",
    "true or false",
    "an object",
    "“open”, “new”, “accepted”, “follow_up”, “booked” or “dismissed”",
    "“critical”, “urgent” or “watching”",
    "“waiting”, “newest”, “oldest” or “due”"};

bool fits(json::Value value, Asked asked) {
    const std::string word = value.is(json::Kind::string) ? value.text() : std::string();
    switch (asked) {
        case Asked::text: return value.is(json::Kind::string);
        case Asked::time: return time::parse(word).has_value();
        case Asked::number:
            return value.is(json::Kind::number) && value.integer().value_or(-1) >= 0;
        case Asked::flag: return value.is(json::Kind::boolean);
        case Asked::object: return value.is(json::Kind::object);
        case Asked::state: return lead_states(word).has_value();
        case Asked::severity: return severity(word).has_value();
        case Asked::sort: return lead_sort(word).has_value();
    }
    return false;
}

/// A value as it is named in a sentence.
std::string shown(json::Value value) {
    if (value.is(json::Kind::string)) return text::named(value.text());
    const bool nested = value.is(json::Kind::array) || value.is(json::Kind::object);
    return nested ? std::string(json::word(value.node().kind)) : text::brief(value.raw());
}

constexpr Part parts_of_leads[] = {
    {"state", Asked::state},     {"severity", Asked::severity}, {"integration", Asked::text},
    {"alertType", Asked::text},  {"account", Asked::text},      {"profile", Asked::text},
    {"assignedTo", Asked::text}, {"filledIn", Asked::flag},     {"jobType", Asked::text},
    {"from", Asked::time},       {"to", Asked::time},           {"text", Asked::text},
    {"sort", Asked::sort},       {"offset", Asked::number},     {"count", Asked::number},
    {"at", Asked::text}};

}  // namespace

constinit const std::span<const Part> leads_parts = parts_of_leads;

LeadFilter filter_of(json::Value question) {
    const auto instant = [&](std::string_view member) {
        const auto read = time::parse(question[member].text());
        return read ? std::optional(read->instant) : std::nullopt;
    };
    LeadFilter filter;
    filter.states = lead_states(question["state"].text()).value_or(LeadStates::all);
    filter.severity = severity(question["severity"].text());
    filter.integration = question["integration"].text();
    filter.alert_type = question["alertType"].text();
    filter.account = question["account"].text();
    filter.profile = question["profile"].text();
    filter.assigned_to = question["assignedTo"].text();
    if (const json::Value filled_in = question["filledIn"]) filter.filled_in = filled_in.is_true();
    filter.job_type = text::integer(question["jobType"].text()).value_or(0);
    filter.from = instant("from");
    filter.to = instant("to");
    filter.text = question["text"].text();
    filter.sort = lead_sort(question["sort"].text()).value_or(LeadSort::waiting);
    return filter;
}

std::optional<Card> card_of_lead(const Workspace& workspace, json::Value question) {
    const Alert* const alert = workspace.feed().find_lead(question["id"].text());
    if (alert == nullptr || workspace.desk().held(*alert) != Held::no) return std::nullopt;
    const json::Value customer = question["customer"];
    return workspace.card(
        *alert, {customer["id"].integer().value_or(0), customer["location"].integer().value_or(0),
                 customer["type"].text(), true, false});
}

std::optional<LeadStates> lead_states(std::string_view word) { return by_word(states, word); }
std::optional<Severity> severity(std::string_view word) { return by_word(severities, word); }
std::optional<LeadSort> lead_sort(std::string_view word) { return by_word(sorts, word); }

std::size_t number(json::Value value, std::size_t otherwise) {
    const auto read = value.integer();
    if (!read || *read < 0) return otherwise;
    return static_cast<std::size_t>(
        std::min<std::uint64_t>(static_cast<std::uint64_t>(*read), SIZE_MAX));
}

std::string fault_of(json::Value object, std::span<const Part> parts) {
    for (const json::Value key : object) {
        const std::string name = key.text();
        if (name == "view") continue;
        const auto member = std::ranges::find(parts, name, &Part::name);
        if (member == parts.end()) {
            const std::string near = text::did_you_mean(name, parts, &Part::name);
            return text::join({"Nobody reads the member ", text::named(name), ".",
                               near.empty() ? "" : " ", near});
        }
        const json::Value value = key.value_of_key();
        if (fits(value, member->asked)) continue;
        return text::join({text::named(name), " must be ",
                           asked_words[static_cast<std::size_t>(member->asked)], ", not ",
                           shown(value), "."});
    }
    return {};
}

}  // namespace leadloom
