#include "leadloom/speak/lead_table.hpp"

#include "leadloom/speak/pieces.hpp"

namespace leadloom {

namespace {

struct Column {
    std::string_view heading;
    std::string (*cell)(const Card&);
};

std::string name_of(const std::optional<Chosen>& chosen) { return chosen ? chosen->name : ""; }

constexpr Column columns[] = {
    {"Lead", [](const Card& card) { return card.lead; }},
    {"State", [](const Card& card) { return std::string(word(card.handling.state)); }},
    {"Severity", [](const Card& card) { return std::string(word(card.severity)); }},
    {"Alert type", [](const Card& card) { return card.alert_type; }},
    {"Integration", [](const Card& card) { return card.integration_name; }},
    {"Submitted", [](const Card& card) { return card.submitted_on; }},
    {"Scheduled", [](const Card& card) { return card.scheduled_on; }},
    {"Name", [](const Card& card) { return card.contact.name; }},
    {"Phone", [](const Card& card) { return card.contact.phone; }},
    {"E-mail", [](const Card& card) { return card.contact.email; }},
    {"Street", [](const Card& card) { return card.contact.address.street; }},
    {"Unit", [](const Card& card) { return card.contact.address.unit; }},
    {"City", [](const Card& card) { return card.contact.address.city; }},
    {"State of the address", [](const Card& card) { return card.contact.address.state; }},
    {"ZIP", [](const Card& card) { return card.contact.address.zip; }},
    {"Job type", [](const Card& card) { return name_of(card.resolution.job_type); }},
    {"Business unit", [](const Card& card) { return name_of(card.resolution.business_unit); }},
    {"Campaign", [](const Card& card) { return name_of(card.resolution.campaign); }},
    {"Customer",
     [](const Card& card) {
         return card.customer.id == 0 ? std::string() : std::to_string(card.customer.id);
     }},
    {"By", [](const Card& card) { return card.handling.by.name; }},
    {"At", [](const Card& card) { return in_utc(card.handling.at); }},
    {"First response", [](const Card& card) { return in_utc(card.handling.first_response_at); }},
    {"Assigned to", [](const Card& card) { return card.handling.assigned_to; }},
    {"Follow up on", [](const Card& card) { return in_utc(card.handling.follow_up_on); }},
    {"Note", [](const Card& card) { return card.handling.note; }},
    {"Visit from", [](const Card& card) { return in_utc(card.handling.job.start); }},
    {"Visit to", [](const Card& card) { return in_utc(card.handling.job.end); }},
    {"Dismissed because", [](const Card& card) { return card.handling.dismissed_because; }},
};

void add_cell(std::string& out, std::string_view text) {
    const bool formula = !text.empty() && std::string_view("=+-@\t\r\n").contains(text.front());
    // A spreadsheet may split at semicolons and tabs: a formula must not begin behind one.
    if (!formula && text.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
        out.append(text);
        return;
    }
    out.append(formula ? "\"'" : "\"");
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

}  // namespace

std::string lead_table(const Workspace& workspace, const LeadFilter& filter) {
    std::string out;
    const auto row = [&](auto cell) {
        bool first = true;
        for (const Column& column : columns) {
            if (!first) out.push_back(',');
            add_cell(out, cell(column));
            first = false;
        }
        out.append("\r\n");
    };
    row([](const Column& column) { return std::string(column.heading); });
    for (const std::uint32_t i : workspace.leads(filter)) {
        const Card card = workspace.card(workspace.feed().alerts()[i]);
        row([&](const Column& column) { return column.cell(card); });
    }
    return out;
}

}  // namespace leadloom
