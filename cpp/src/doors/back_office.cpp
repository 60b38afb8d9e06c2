#include "leadloom/doors/back_office.hpp"

#include "leadloom/leads/alert_table.hpp"
#include "leadloom/leads/inspect.hpp"
#include "leadloom/speak/calendar.hpp"
#include "leadloom/speak/lead_table.hpp"
#include "leadloom/speak/lead_views.hpp"
#include "leadloom/speak/mapping_views.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/speak/requests.hpp"
#include "leadloom/speak/setup_views.hpp"

namespace leadloom {

namespace {

Json agreement(const Workspace& workspace, json::Value question) {
    return agreement_view(workspace, question["integration"].text(), question["role"].text());
}

Json findings(const Workspace& workspace, json::Value) {
    Findings found(workspace.limits().findings);
    inspect(workspace, found);
    found.sort();
    return report_json(found, {});
}

Json integrations(const Workspace& workspace, json::Value question) {
    const auto now = time::parse(question["now"].text());
    return integrations_view(workspace, now ? std::optional(now->instant) : std::nullopt);
}

/// What a question does not refuse, it wants.
bool wanted(json::Value flag) { return !flag || flag.is_true(); }

Json mapping(const Workspace& workspace, json::Value question) {
    Findings found(workspace.limits().findings);
    if (wanted(question["findings"])) inspect_setup(workspace, found);
    return mapping_view(workspace, found, wanted(question["choices"]));
}

Json setup(const Workspace& workspace, json::Value) { return setup_view(workspace); }

Json history(const Workspace& workspace, json::Value) { return history_view(workspace); }

Json compare(const Workspace& workspace, json::Value question) {
    return compare_view(workspace, question["name"].text(), question["text"].text());
}

Json preview(const Workspace& workspace, json::Value question) {
    return preview_view(workspace, {question["trade"].text(), question["standardJobType"].text()},
                        question["facts"]);
}

Json import_mapping(const Workspace& workspace, json::Value question) {
    return import_view(workspace, question["name"].text(), question["text"].text());
}

/// The alerts of a table as NDJSON, which the desk reads; null for what is no table of alerts.
Json alert_lines_of(const Workspace&, json::Value question) {
    std::string text = question["text"].text();
    if (!looks_like_alert_table(text)) return nullptr;
    Feed feed;
    Findings findings;
    (void)add_alert_table(feed, question["name"].text(), std::move(text), Limits{}, findings);
    if (findings.count(Level::error) > 0) return nullptr;
    return alert_lines(feed);
}

Json mapping_table(const Workspace& workspace, json::Value) {
    return mapping_table_view(workspace);
}

Json try_out(const Workspace& workspace, json::Value question) {
    return trial_view(workspace, question["command"]);
}

Json booking(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    return card ? booking_view(*card) : Json(nullptr);
}

Json requests(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    return card ? requests_view(*card) : Json::array();
}

Json calendar_of_lead(const Workspace& workspace, json::Value question) {
    const auto card = card_of_lead(workspace, question);
    std::string text = card ? calendar(*card) : std::string();
    if (text.empty()) return nullptr;
    Json json = Json::object();
    put_text(json, "name", "lead.ics");
    put_text(json, "text", text);
    return json;
}

Json leads_table(const Workspace& workspace, json::Value question) {
    Json json = Json::object();
    put_text(json, "name", "leads.csv");
    put_text(json, "text", lead_table(workspace, filter_of(question)));
    return json;
}

constexpr Part lead_parts[] = {{"id", Asked::text}};
constexpr Part agreement_parts[] = {{"integration", Asked::text}, {"role", Asked::text}};
constexpr Part integrations_parts[] = {{"now", Asked::time}};
constexpr Part trial_parts[] = {{"command", Asked::object}};
constexpr Part file_parts[] = {{"name", Asked::text}, {"text", Asked::text}};
constexpr Part mapping_parts[] = {{"findings", Asked::flag}, {"choices", Asked::flag}};
constexpr Part preview_parts[] = {
    {"trade", Asked::text}, {"standardJobType", Asked::text}, {"facts", Asked::object}};

const View views[] = {
    {"agreement", agreement, agreement_parts},
    {"alertLines", alert_lines_of, file_parts},
    {"booking", booking, lead_parts},
    {"calendar", calendar_of_lead, lead_parts},
    {"compare", compare, file_parts},
    {"findings", findings},
    {"history", history},
    {"importMapping", import_mapping, file_parts},
    {"integrations", integrations, integrations_parts},
    {"leadsTable", leads_table, leads_parts},
    {"mapping", mapping, mapping_parts},
    {"mappingTable", mapping_table},
    {"preview", preview, preview_parts},
    {"requests", requests, lead_parts},
    {"setup", setup},
    {"tryOut", try_out, trial_parts},
};

}  // namespace

constinit const BackOffice back_office{views, apply, inspect, &alert_tables};

}  // namespace leadloom
