#include "leadloom/doors/session.hpp"

#include <algorithm>

#include "leadloom/doors/back_office.hpp"
#include "leadloom/leads/rejected.hpp"
#include "leadloom/speak/lead_views.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_in_window = 500;

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

Json error_json(Rule rule, std::string message) {
    const RuleRow& row = row_of(rule);
    Json json = Json::object();
    put(json, "error",
        finding_json({rule, row.level, std::move(message), std::string(row.hint), {}}));
    return json;
}

constexpr Part limit_parts[] = {
    {"bytes", Asked::number}, {"depth", Asked::number}, {"findings", Asked::number}};

Json leads(const Workspace& workspace, json::Value question) {
    const LeadFilter filter = filter_of(question);
    Json json = leads_view(workspace, filter, number(question["offset"], 0),
                           std::min(number(question["count"], 50), most_in_window));
    const Feed& feed = workspace.feed();
    const Alert* const wanted = feed.find_lead(question["at"].text());
    if (wanted == nullptr) return json;
    const std::vector<std::uint32_t>& leads = workspace.leads(filter);
    const auto at = std::ranges::find(leads, feed.index(*wanted));
    if (at != leads.end()) put_count(json, "index", static_cast<std::size_t>(at - leads.begin()));
    return json;
}

Json lead(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    return card ? card_view(*card) : Json(nullptr);
}

Json held(const Workspace& workspace, json::Value question) {
    return held_view(workspace, question["reason"].text(), number(question["offset"], 0),
                     std::min(number(question["count"], 50), most_in_window));
}

Json log(const Workspace& workspace, json::Value) {
    std::string lines;
    for (const std::string& line : workspace.desk().log()) lines.append(line).append("\n");
    return lines;
}

Json set_aside(const Workspace& workspace, json::Value) { return rejected(workspace.feed()); }

constexpr Part lead_parts[] = {{"id", Asked::text}, {"customer", Asked::object}};
constexpr Part held_parts[] = {
    {"reason", Asked::text}, {"offset", Asked::number}, {"count", Asked::number}};

const View views[] = {
    {"held", held, held_parts},    {"lead", lead, lead_parts},
    {"leads", leads, leads_parts}, {"log", log},
    {"rejected", set_aside},
};

const View* view_named(std::span<const View> among, std::string_view name) {
    const auto view = std::ranges::find(among, name, &View::name);
    return view == among.end() ? nullptr : &*view;
}

}  // namespace

std::string limits_fault(std::string_view limits) {
    json::Tape tape;
    if (json::read(limits, Limits{}.depth, tape) || !tape.root().is(json::Kind::object))
        return compact(error_json(Rule::bad_query, "Limits must be an object."));
    std::string fault = fault_of(tape.root(), limit_parts);
    return fault.empty() ? fault : compact(error_json(Rule::bad_query, std::move(fault)));
}

Session::Session(std::string_view limits, Strictness strictness, const BackOffice* office,
                 const Catalog& catalog)
    : workspace_(read_limits(limits), strictness, catalog,
                 office == nullptr ? nullptr : office->tables),
      office_(office),
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
    auto done =
        workspace_.apply(std::move(command), office_ == nullptr ? nullptr : office_->change_setup);
    Json json = Json::object();
    put_bool(json, "ok", done.has_value());
    put(json, "findings", done ? Json::array() : findings_json(done.error()));
    if (done && !done->is_null()) put(json, "undo", std::move(*done));
    return compact(json);
}

std::string Session::query(std::string_view question) const {
    json::Tape tape;
    if (json::read(question, workspace_.limits().depth, tape)) {
        return compact(error_json(Rule::bad_query, "The question is not JSON."));
    }
    const json::Value root = tape.root();
    const std::string name = root["view"].text();
    const View* view = view_named(views, name);
    if (view == nullptr && office_ == nullptr)
        return compact(error_json(Rule::not_in_desk, "The desk shows leads and nothing else."));
    if (view == nullptr) view = view_named(office_->views, name);
    if (view == nullptr)
        return compact(
            error_json(Rule::bad_query, text::join({"There is no view ", text::named(name), "."})));
    if (std::string fault = fault_of(root, view->parts); !fault.empty())
        return compact(error_json(Rule::bad_query, std::move(fault)));
    return compact(view->answer(workspace_, root));
}

Findings Session::all_findings() const {
    Findings all = reading_;
    if (office_ != nullptr) office_->inspect(workspace_, all);
    all.sort();
    return all;
}

std::string Session::report() { return compact(report_json(all_findings(), documents_)); }

std::string Session::report_text() { return leadloom::report_text(all_findings(), documents_); }

}  // namespace leadloom
