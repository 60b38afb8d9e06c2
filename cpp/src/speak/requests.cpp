#include "leadloom/speak/requests.hpp"

#include <span>

#include "leadloom/speak/booking.hpp"
#include "leadloom/speak/lead_views.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

void put_id(Json& json, std::string_view key, Id id) {
    if (id != 0) put_number(json, key, id);
}

void put_id(Json& json, std::string_view key, const std::optional<Chosen>& chosen) {
    if (chosen) put_id(json, key, chosen->id);
}

void put_given(Json& json, std::string_view key, std::string_view text) {
    if (!text.empty()) put_text(json, key, text);
}

std::string as_html(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&': html.append("&amp;"); break;
            case '<': html.append("&lt;"); break;
            case '>': html.append("&gt;"); break;
            case '"': html.append("&quot;"); break;
            default: html.push_back(c);
        }
    }
    return html;
}

/// LL0510 for each field that ServiceTitan requires and the request lacks.
void check_required(const Json& request, std::span<const std::string_view> fields,
                    Findings& findings) {
    for (const std::string_view field : fields) {
        if (request.contains(field)) continue;
        findings.add(Rule::booking_lacks_field,
                     text::join({"ServiceTitan requires ", text::named(field),
                                 ", and it is not known yet."}));
    }
}

constexpr std::string_view lead_required[] = {"campaignId", "summary"};
constexpr std::string_view job_required[] = {"customerId",  "locationId", "businessUnitId",
                                             "jobTypeId",   "priority",   "campaignId",
                                             "appointments"};

Json request_json(std::string_view name, std::string_view path, const Json& request,
                  const Findings& findings) {
    Json json = Json::object();
    put_text(json, "name", name);
    put_text(json, "method", "POST");
    put_text(json, "path", path);
    put_text(json, "json", pretty(request));
    put(json, "findings", findings_json(findings));
    return json;
}

Json booking(const Card& card) {
    Json json = booking_view(card);
    put_text(json, "name", "CreateBookingRequest");
    return json;
}

}  // namespace

Json lead_request(const Card& card) {
    const Resolution& resolution = card.resolution;
    const Address& at = card.contact.address;
    Json json = Json::object();
    put_id(json, "customerId", card.customer.id);
    put_id(json, "locationId", card.customer.location);
    put_id(json, "campaignId", resolution.campaign);
    put_id(json, "businessUnitId", resolution.business_unit);
    put_id(json, "jobTypeId", resolution.job_type);
    std::string summary = booking_summary(card);
    if (!card.handling.note.empty()) summary.append(" Note: ").append(card.handling.note);
    put_text(json, "summary", summary);
    put_text(json, "priority", resolution.priority);
    put_given(json, "followUpDate", in_utc(card.handling.follow_up_on));
    put_id(json, "bookingId", card.handling.created_by("CreateBookingRequest"));
    put_given(json, "leadCustomerName", card.contact.name);
    if (!text::dialled(card.contact.phone).number.empty())
        put_text(json, "leadPhone", card.contact.phone);
    put_given(json, "leadEmail", card.contact.email);
    put_given(json, "leadStreet", at.street);
    put_given(json, "leadUnit", at.unit);
    put_given(json, "leadCity", at.city);
    put_given(json, "leadState", at.state);
    put_given(json, "leadZip", at.zip);
    put_given(json, "leadCountry", at.country);
    return json;
}

Json job_request(const Card& card) {
    const JobDetails& job = card.handling.job;
    Json json = Json::object();
    put_id(json, "customerId", card.customer.id);
    put_id(json, "locationId", card.customer.location);
    put_id(json, "businessUnitId", card.resolution.business_unit);
    put_id(json, "jobTypeId", card.resolution.job_type);
    put_given(json, "priority", card.resolution.priority);
    put_id(json, "campaignId", card.resolution.campaign);
    if (!job.start.empty()) {
        Json appointment = Json::object();
        for (const std::string_view field : {"start", "arrivalWindowStart"})
            put_text(appointment, field, in_utc(job.start));
        for (const std::string_view field : {"end", "arrivalWindowEnd"})
            put_text(appointment, field, in_utc(job.end));
        put(json, "appointments", Json::array({std::move(appointment)}));
    }
    put_id(json, "bookingId", card.handling.created_by("CreateBookingRequest"));
    put_id(json, "leadId", card.handling.created_by("LeadCreateRequest"));
    put_text(json, "summary", as_html(summary_of(card)));
    if (!job.tags.empty()) {
        Json tags = Json::array();
        for (const Id tag : job.tags) add(tags, tag);
        put(json, "tagTypeIds", std::move(tags));
    }
    return json;
}

Json requests_view(const Card& card) {
    Json requests = Json::array();
    const auto add_checked = [&](std::string_view name, std::string_view path, const Json& request,
                                 std::span<const std::string_view> required) {
        Findings findings;
        check_required(request, required, findings);
        add(requests, request_json(name, path, request, findings));
    };
    switch (card.handling.state) {
        case LeadState::fresh:
        case LeadState::dismissed: return requests;
        case LeadState::accepted: break;
        case LeadState::follow_up:
            add_checked("LeadCreateRequest", lead_path, lead_request(card), lead_required);
            return requests;
        case LeadState::booked:
            add_checked("JobCreateRequest", job_path, job_request(card), job_required);
            break;
    }
    add(requests, booking(card));
    return requests;
}

}  // namespace leadloom
