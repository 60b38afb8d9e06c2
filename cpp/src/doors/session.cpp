#include "leadloom/doors/session.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "leadloom/speak/lead_views.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/speak/setup_views.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_in_window = 500;

std::size_t number(json::Value value, std::size_t otherwise) {
    const auto read = value.integer();
    if (!read || *read < 0) return otherwise;
    // 32 bits in WebAssembly: what goes beyond is cut, not wrapped around.
    return static_cast<std::size_t>(
        std::min<std::uint64_t>(static_cast<std::uint64_t>(*read), SIZE_MAX));
}

Limits read_limits(std::string_view text) {
    Limits limits;
    json::Tape tape;
    if (text.empty() || json::read(text, limits.depth, tape)) return limits;
    const json::Value root = tape.root();
    limits.bytes = number(root["bytes"], limits.bytes);
    limits.depth = number(root["depth"], limits.depth);
    limits.findings = number(root["findings"], limits.findings);
    return limits;
}

/// The value that stands behind a word in a table of words, or nothing.
template <class Value, std::size_t count>
std::optional<Value> by_word(const std::pair<std::string_view, Value> (&table)[count],
                             std::string_view word) {
    const auto* const row =
        std::ranges::find(table, word, &std::pair<std::string_view, Value>::first);
    return row == std::end(table) ? std::nullopt : std::optional(row->second);
}

constexpr std::pair<std::string_view, LeadState> states[] = {{"new", LeadState::fresh},
                                                             {"accepted", LeadState::accepted}};
constexpr std::pair<std::string_view, Severity> severities[] = {{"critical", Severity::critical},
                                                                {"urgent", Severity::urgent},
                                                                {"watching", Severity::watching}};
constexpr std::pair<std::string_view, LeadSort> sorts[] = {
    {"waiting", LeadSort::waiting}, {"newest", LeadSort::newest}, {"oldest", LeadSort::oldest}};

Json error_json(Rule rule, std::string message) {
    const RuleRow& row = row_of(rule);
    Json json = Json::object();
    put(json, "error",
        finding_json({rule, row.level, std::move(message), std::string(row.hint), {}}));
    return json;
}

/// What a member of a question must be.
enum class Asked : std::uint8_t { text, number, state, severity, sort };

/// The words for it, by `Asked`.
constexpr std::string_view asked_words[] = {
    "text", "a whole number from 0 on", "“new” or “accepted”", "“critical”, “urgent” or “watching”",
    "“waiting”, “newest” or “oldest”"};

struct Member {
    std::string_view name;
    Asked asked;
};

bool fits(json::Value value, Asked asked) {
    const std::string word = value.is(json::Kind::string) ? value.text() : std::string();
    switch (asked) {
        case Asked::text: return value.is(json::Kind::string);
        case Asked::number:
            return value.is(json::Kind::number) && value.integer().value_or(-1) >= 0;
        case Asked::state: return by_word(states, word).has_value();
        case Asked::severity: return by_word(severities, word).has_value();
        case Asked::sort: return by_word(sorts, word).has_value();
    }
    return false;
}

/// A value as it is named in a sentence.
std::string shown(json::Value value) {
    if (value.is(json::Kind::string)) return text::named(value.text());
    const bool nested = value.is(json::Kind::array) || value.is(json::Kind::object);
    return nested ? std::string(json::word(value.node().kind)) : text::brief(value.raw());
}

/// What is wrong with the members of a question or of limits; empty when nothing is.
std::string fault_of(json::Value object, std::span<const Member> members) {
    for (const json::Value key : object) {
        const std::string name = key.text();
        if (name == "view") continue;
        const auto member = std::ranges::find(members, name, &Member::name);
        if (member == members.end()) {
            const std::string near = text::did_you_mean(name, members, &Member::name);
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

constexpr Member limit_members[] = {
    {"bytes", Asked::number}, {"depth", Asked::number}, {"findings", Asked::number}};

Json leads(const Workspace& workspace, json::Value question) {
    LeadFilter filter;
    filter.integration = question["integration"].text();
    filter.text = question["text"].text();
    filter.state = by_word(states, question["state"].text());
    filter.severity = by_word(severities, question["severity"].text());
    filter.sort = by_word(sorts, question["sort"].text()).value_or(LeadSort::waiting);
    return leads_view(workspace, filter, number(question["offset"], 0),
                      std::min(number(question["count"], 50), most_in_window));
}

std::optional<Card> card_of_lead(const Workspace& workspace, json::Value question) {
    const Alert* const alert = workspace.feed().find_lead(question["id"].text());
    if (alert == nullptr || workspace.desk().held(*alert) != Held::no) return std::nullopt;
    return workspace.card(*alert);
}

Json lead(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    return card ? card_view(*card) : Json(nullptr);
}

Json booking(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    return card ? booking_view(*card) : Json(nullptr);
}

Json held(const Workspace& workspace, json::Value question) {
    return held_view(workspace, question["reason"].text(), number(question["offset"], 0),
                     std::min(number(question["count"], 50), most_in_window));
}

Json findings(const Workspace& workspace, const Inspector* inspector) {
    if (inspector == nullptr)
        return error_json(Rule::no_validator, "Findings are the validator's.");
    Findings found(workspace.limits().findings);
    inspector->all(workspace, found);
    found.sort();
    return report_json(found, {});
}

Json agreement(const Workspace& workspace, json::Value question) {
    return agreement_view(workspace, question["integration"].text(), question["role"].text());
}

Json integrations(const Workspace& workspace, json::Value) { return integrations_view(workspace); }

Json mapping(const Workspace& workspace, const Inspector* inspector) {
    Findings found(workspace.limits().findings);
    if (inspector != nullptr) inspector->setup(workspace, found);
    return mapping_view(workspace, found);
}

Json setup(const Workspace& workspace, json::Value) { return setup_view(workspace); }

Json log(const Workspace& workspace, json::Value) {
    std::string lines;
    for (const std::string& line : workspace.desk().log()) lines.append(line).append("\n");
    return lines;
}

constexpr Member agreement_members[] = {{"integration", Asked::text}, {"role", Asked::text}};
constexpr Member lead_members[] = {{"id", Asked::text}};
constexpr Member held_members[] = {
    {"reason", Asked::text}, {"offset", Asked::number}, {"count", Asked::number}};
constexpr Member leads_members[] = {{"state", Asked::state},      {"severity", Asked::severity},
                                    {"integration", Asked::text}, {"text", Asked::text},
                                    {"sort", Asked::sort},        {"offset", Asked::number},
                                    {"count", Asked::number}};

struct View {
    std::string_view name;
    Json (*answer)(const Workspace&, json::Value);
    std::span<const Member> members = {};
    /// For views that ask the validator.
    Json (*inspected)(const Workspace&, const Inspector*) = nullptr;
};

constexpr View views[] = {
    {"agreement", agreement, agreement_members},
    {"booking", booking, lead_members},
    {"findings", nullptr, {}, findings},
    {"held", held, held_members},
    {"integrations", integrations},
    {"lead", lead, lead_members},
    {"leads", leads, leads_members},
    {"log", log},
    {"mapping", nullptr, {}, mapping},
    {"setup", setup},
};

}  // namespace

std::string_view version() { return LEADLOOM_VERSION; }

std::string limits_fault(std::string_view limits) {
    json::Tape tape;
    if (json::read(limits, Limits{}.depth, tape) || !tape.root().is(json::Kind::object))
        return compact(error_json(Rule::bad_query, "Limits must be an object."));
    std::string fault = fault_of(tape.root(), limit_members);
    return fault.empty() ? fault : compact(error_json(Rule::bad_query, std::move(fault)));
}

Session::Session(std::string_view limits, Strictness strictness, const Inspector* inspector,
                 const Catalog& catalog)
    : workspace_(read_limits(limits), strictness, catalog),
      inspector_(inspector),
      reading_(workspace_.limits().findings) {}

std::string Session::load(std::string name, std::string_view kind, std::string bytes) {
    Findings findings(workspace_.limits().findings);
    const auto known = kind == "auto" || kind.empty() ? DocumentKind::unknown : kind_of(kind);
    Loaded loaded{.name = name};
    if (known) {
        loaded = workspace_.load(std::move(name), std::move(bytes), *known, findings);
    } else {
        findings.add(Rule::unknown_document,
                     text::join({"There is no kind of document called ", text::named(kind), "."}));
    }
    return answer(loaded, findings);
}

std::string Session::refuse(std::string name, std::size_t size) {
    Findings findings(workspace_.limits().findings);
    refuse_size(findings, name, size, workspace_.limits());
    return answer({.name = std::move(name)}, findings);
}

std::string Session::answer(const Loaded& loaded, const Findings& findings) {
    documents_.push_back(loaded);
    reading_.add_all(findings);
    Json json = Json::object();
    put_bool(json, "ok", loaded.taken);
    put_text(json, "kind", word(loaded.kind));
    put_count(json, "records", loaded.records);
    put(json, "findings", findings_json(findings));
    put(json, "counts", counts_json(findings));
    return compact(json);
}

std::string Session::apply(std::string command) {
    const auto done = workspace_.apply(std::move(command));
    Json json = Json::object();
    put_bool(json, "ok", done.has_value());
    put(json, "findings", done ? Json::array() : findings_json(done.error()));
    return compact(json);
}

std::string Session::query(std::string_view question) const {
    json::Tape tape;
    if (json::read(question, workspace_.limits().depth, tape)) {
        return compact(error_json(Rule::bad_query, "The question is not JSON."));
    }
    const json::Value root = tape.root();
    const std::string name = root["view"].text();
    const auto* const view = std::ranges::find(views, name, &View::name);
    if (view == std::end(views))
        return compact(
            error_json(Rule::bad_query, text::join({"There is no view ", text::named(name), "."})));
    if (std::string fault = fault_of(root, view->members); !fault.empty())
        return compact(error_json(Rule::bad_query, std::move(fault)));
    return compact(view->inspected != nullptr ? view->inspected(workspace_, inspector_)
                                              : view->answer(workspace_, root));
}

Findings Session::all_findings() const {
    Findings all = reading_;
    if (inspector_ != nullptr) inspector_->all(workspace_, all);
    all.sort();
    return all;
}

std::string Session::report() { return compact(report_json(all_findings(), documents_)); }

std::string Session::report_text() { return leadloom::report_text(all_findings(), documents_); }

}  // namespace leadloom
