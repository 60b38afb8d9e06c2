#include "leadloom/speak/lead_views.hpp"

#include "leadloom/speak/booking.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Json line_json(const Workspace& workspace, const Alert& alert) {
    const Desk& desk = workspace.desk();
    const Outcome& outcome = desk.outcome(alert);
    Json json = Json::object();
    put_text(json, "id", workspace.feed().lead_id(alert));
    put_text(json, "name", text::trimmed(alert.name));
    put_text(json, "alertType", outcome.type->name);
    put_text(json, "integration", outcome.partner->id);
    put_text(json, "severity", word(outcome.severity));
    put_text(json, "submittedOn",
             alert.submitted == Alert::no_time ? std::string() : time::format(alert.submitted));
    put_text(json, "city", text::trimmed(alert.city));
    const Resolution resolution = desk.resolution(alert);
    if (resolution.job_type) put_text(json, "jobType", resolution.job_type->name);
    if (resolution.business_unit) put_text(json, "businessUnit", resolution.business_unit->name);
    put_text(json, "state", word(desk.state(alert)));
    if (const auto by = desk.respond_by(alert)) put_text(json, "respondBy", time::format(*by));
    if (const Handling* const done = desk.handling(alert)) {
        put_some(json, "firstResponseAt", in_utc(done->first_response_at));
        put_some(json, "assignedTo", done->assigned_to);
        if (done->state == LeadState::follow_up)
            put_text(json, "followUpOn", in_utc(done->follow_up_on));
        if (done->state == LeadState::booked) put_text(json, "start", in_utc(done->job.start));
        if (done->state == LeadState::dismissed) put_text(json, "reason", done->dismissed_because);
    }
    return json;
}

/// What the office has done with a lead.
Json handling_json(const Handling& done) {
    Json json = Json::object();
    if (!done.at.empty()) {
        put(json, "by", write_person(done.by));
        put_text(json, "at", in_utc(done.at));
    }
    put_some(json, "firstResponseAt", in_utc(done.first_response_at));
    put_some(json, "assignedTo", done.assigned_to);
    if (done.state == LeadState::follow_up) {
        put_text(json, "followUpOn", in_utc(done.follow_up_on));
        put_some(json, "note", done.note);
    }
    if (done.state == LeadState::booked) {
        put_text(json, "start", in_utc(done.job.start));
        put_text(json, "end", in_utc(done.job.end));
        put_some(json, "summary", done.job.summary);
        Json tags = Json::array();
        for (const Id tag : done.job.tags) add(tags, std::to_string(tag));
        put(json, "tags", std::move(tags));
    }
    if (done.state == LeadState::dismissed) put_text(json, "reason", done.dismissed_because);
    if (!done.handed_over.empty()) {
        Json requests = Json::array();
        for (const HandedOver& one : done.handed_over) {
            Json row = Json::object();
            put_text(row, "request", one.request);
            if (one.id != 0) put_text(row, "id", std::to_string(one.id));
            add(requests, std::move(row));
        }
        put(json, "handedOver", std::move(requests));
    }
    return json;
}

}  // namespace

Json leads_view(const Workspace& workspace, const LeadFilter& filter, std::size_t offset,
                std::size_t count) {
    const Desk& desk = workspace.desk();
    const std::vector<std::uint32_t>& leads = workspace.leads(filter);
    Json json = Json::object();
    put_count(json, "total", leads.size());
    put_count(json, "offset", offset);
    Json lines = Json::array();
    for (std::size_t i = offset; i < leads.size() && i - offset < count; ++i) {
        add(lines, line_json(workspace, workspace.feed().alerts()[leads[i]]));
    }
    std::size_t held = 0;
    for (std::size_t reason = 1; reason < held_count; ++reason) held += desk.held_counts()[reason];
    const std::size_t set_aside = desk.held_counts()[static_cast<std::size_t>(Held::unreadable)];
    put(json, "leads", std::move(lines));
    Json counts = Json::object();
    constexpr std::string_view names[] = {"new", "accepted", "followUp", "booked", "dismissed"};
    for (std::size_t state = 0; state < lead_state_count; ++state)
        put_count(counts, names[state], desk.state_counts()[state]);
    put_count(counts, "held", held - set_aside);
    put_count(counts, "setAside", set_aside);
    put(json, "counts", std::move(counts));
    Json allowed = Json::object();
    for (std::size_t state = 0; state < lead_state_count; ++state) {
        Json types = Json::array();
        for (const std::string_view type : allowed_in(LeadState{static_cast<std::uint8_t>(state)}))
            add(types, type);
        put(allowed, word(LeadState{static_cast<std::uint8_t>(state)}), std::move(types));
    }
    put(json, "allowed", std::move(allowed));
    Json settings = Json::object();
    put_desk(settings, workspace.setup().desk);
    put(json, "desk", std::move(settings));
    return json;
}

/// A URI that dials (RFC 3966); empty where nothing can be dialled.
std::string tel_of(std::string_view phone) {
    const text::Dialled dialled = text::dialled(phone);
    if (dialled.number.empty()) return {};
    return text::join(
        {"tel:+1", dialled.number, dialled.extension.empty() ? "" : ";ext=", dialled.extension});
}

std::string opener(const Card& card) {
    std::string name = card.contact.name;
    if (!name.empty()) name.insert(0, " ");
    std::string where = card.device_placement;
    if (!where.empty()) where = text::join({" (", where, ")"});
    constexpr std::string_view question =
        ". Is everything all right at the house, and may we find a time to come and look at it?";
    // Marketplaces pass on what somebody asked for.
    if (card.device_id.empty() && card.device_name.empty())
        return text::join({"Hello", name, ", you have asked through ", card.integration_name,
                           " for this: ", card.alert_type, ". When may we come and look at it?"});
    return text::join({"Hello", name, ", your ", card.integration_name, " device", where,
                       " sent us an automatic alert: ", card.alert_type, question});
}

Json card_view(const Card& card) {
    Json json = Json::object();
    put_text(json, "id", card.lead);
    put_text(json, "source", card.source);
    put_text(json, "alertId", card.alert_id);
    Json integration = Json::object();
    put_text(integration, "id", card.source);
    put_text(integration, "name", card.integration_name);
    put(integration, "mark", card.mark);
    put(json, "integration", std::move(integration));
    put_text(json, "alertType", card.alert_type);
    Json standard = Json::object();
    put_text(standard, "trade", card.standard.trade);
    put_text(standard, "id", card.standard.id);
    put_text(standard, "label", card.standard_label);
    put(json, "standardJobType", std::move(standard));
    put_text(json, "severity", word(card.severity));
    put_text(json, "severityAsSent", card.severity_as_sent);
    put_text(json, "submittedOn", card.submitted_on);
    put_some(json, "scheduledOn", card.scheduled_on);
    for (const auto& [key, place] :
         {std::pair{"account", &card.account}, std::pair{"profile", &card.profile}}) {
        if (place->name.empty()) continue;
        Json part = Json::object();
        put_text(part, "id", place->name);
        put_text(part, "name", place->value);
        put(json, key, std::move(part));
    }
    Json contact = Json::object();
    put_some(contact, "name", card.contact.name);
    put_some(contact, "phone", card.contact.phone);
    put_some(contact, "tel", tel_of(card.contact.phone));
    put_some(contact, "email", card.contact.email);
    const Address& at = card.contact.address;
    Json address = Json::object();
    put_some(address, "street", at.street);
    put_some(address, "unit", at.unit);
    put_some(address, "city", at.city);
    put_some(address, "state", at.state);
    put_some(address, "zip", at.zip);
    put_some(address, "country", at.country);
    if (!address.empty()) put(contact, "address", std::move(address));
    put(json, "contact", std::move(contact));
    Json device = Json::object();
    put_some(device, "id", card.device_id);
    put_some(device, "name", card.device_name);
    put_some(device, "placement", card.device_placement);
    if (!device.empty()) put(json, "device", std::move(device));
    Json details = Json::array();
    for (const Detail& detail : card.details) {
        Json row = Json::object();
        put_text(row, "name", detail.name);
        put_text(row, "value", detail.value);
        add(details, std::move(row));
    }
    put(json, "details", std::move(details));
    put(json, "resolution", resolution_json(card.resolution));
    if (card.customer.id != 0 || card.customer.decided) {
        Json customer = Json::object();
        const auto put_id = [&](const char* name, Id id) {
            if (id != 0) put_text(customer, name, std::to_string(id));
        };
        put_id("id", card.customer.id);
        put_id("location", card.customer.location);
        put_some(customer, "type", card.customer.type);
        put_bool(customer, "linked", card.customer.decided);
        put_bool(customer, "automatic", card.customer.automatic);
        put(json, "customer", std::move(customer));
    }
    put(json, "remarks", reasons_json(card.remarks));
    put_text(json, "reminder", reminder);
    put_text(json, "opener", opener(card));
    put_text(json, "state", word(card.handling.state));
    put(json, "handling", handling_json(card.handling));
    if (card.timeline.size() > 1) {
        Json episode = Json::object();
        Json timeline = Json::array();
        for (const Seen& seen : card.timeline) {
            Json row = Json::object();
            put_text(row, "step", seen.step);
            put_text(row, "at", seen.at);
            put_text(row, "severity", seen.severity_as_sent);
            put_text(row, "alertId", seen.alert_id);
            add(timeline, std::move(row));
        }
        put(episode, "timeline", std::move(timeline));
        put_bool(episode, "clearedByItself", card.cleared_by_itself);
        put_count(episode, "repeats", card.repeats);
        put(json, "episode", std::move(episode));
    }
    put_some(json, "respondBy", card.respond_by);
    return json;
}

Json held_view(const Workspace& workspace, std::string_view reason, std::size_t offset,
               std::size_t count) {
    const Feed& feed = workspace.feed();
    const Desk& desk = workspace.desk();
    Json json = Json::object();
    std::size_t total = 0;
    Json reasons = Json::array();
    for (std::size_t i = 1; i < held_count; ++i) {
        const std::size_t held = desk.held_counts()[i];
        total += held;
        if (held == 0) continue;
        const HeldRow& words = held_row(static_cast<Held>(i));
        Json row = Json::object();
        put_text(row, "code", words.code);
        put_text(row, "text", words.text);
        put_count(row, "count", held);
        add(reasons, std::move(row));
    }
    put_count(json, "total", total);
    put(json, "reasons", std::move(reasons));
    Json alerts = Json::array();
    std::size_t skipped = 0;
    const auto in_window = [&] { return skipped++ >= offset && alerts.size() < count; };
    const auto put_row = [&](std::string_view code, std::string_view source, std::string_view id,
                             std::string_view type, std::string_view severity,
                             std::string_view file, std::size_t line, std::string_view text) {
        Json row = Json::object();
        put_text(row, "source", source);
        put_text(row, "alertId", id);
        put_text(row, "alertType", type);
        put_text(row, "severity", severity);
        put_text(row, "code", code);
        put_text(row, "file", file);
        put_count(row, "line", line);
        put_text(row, "text", text);
        add(alerts, std::move(row));
    };
    for (std::size_t i = feed.alerts().size(); i-- > 0;) {
        const Alert& alert = feed.alerts()[i];
        const Held why = desk.held(alert);
        if (why == Held::no) continue;
        const HeldRow& words = held_row(why);
        if ((!reason.empty() && reason != words.code) || !in_window()) continue;
        put_row(words.code, feed.word(alert.source), alert.id, feed.word(alert.type),
                feed.word(alert.severity), feed.file(alert), alert.line, words.text);
    }
    const std::string_view unreadable = held_row(Held::unreadable).code;
    if (reason.empty() || reason == unreadable) {
        for (const SetAside& aside : feed.set_aside()) {
            if (in_window())
                put_row(unreadable, "", "", "", "", aside.place.file, aside.place.line,
                        text::join({label(aside.rule), " ", aside.message}));
        }
    }
    put(json, "alerts", std::move(alerts));
    return json;
}

Json booking_view(const Card& card) {
    if (card.handling.state == LeadState::fresh || card.handling.state == LeadState::dismissed)
        return nullptr;
    const Json request = booking_request(card);
    Findings findings;
    check_booking(request, card, findings);
    Json json = Json::object();
    put_text(json, "json", pretty(request));
    put_text(json, "method", "POST");
    put_text(json, "path", booking_path);
    put(json, "findings", findings_json(findings));
    return json;
}

}  // namespace leadloom
