#include "leadloom/speak/booking.hpp"

#include "leadloom/speak/pieces.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Json address_of(const Address& address) {
    Json json = Json::object();
    put_text(json, "street", address.street);
    if (!address.unit.empty()) put_text(json, "unit", address.unit);
    put_text(json, "city", address.city);
    put_text(json, "state", address.state);
    put_text(json, "zip", address.zip);
    // AddressModel requires a country; partners of US contractors often leave it out.
    put_text(json, "country", address.country.empty() ? "USA" : address.country);
    return json;
}

Json contact_of(std::string_view type, const std::string& value) {
    Json json = Json::object();
    put_text(json, "type", type);
    put_text(json, "value", value);
    return json;
}

/// When the visit is: as the office has booked it, else as the partner has asked for.
std::string start_of(const Card& card) {
    const bool booked = card.handling.state == LeadState::booked;
    return booked ? in_utc(card.handling.job.start) : card.scheduled_on;
}

}  // namespace

std::string booking_summary(const Card& card) {
    std::string out =
        text::join({card.alert_type, " (", card.severity_as_sent, "), ", card.standard_label, "."});
    if (!card.device_name.empty() || !card.device_placement.empty()) {
        out += text::join({" Device: ", card.device_name});
        if (!card.device_placement.empty())
            out += (card.device_name.empty() ? "" : ", ") + card.device_placement;
        out += ".";
    }
    for (const Detail& detail : card.details) {
        if (!detail.value.empty()) out += text::join({" ", detail.name, ": ", detail.value, "."});
    }
    return out;
}

std::string summary_of(const Card& card) {
    return card.handling.job.summary.empty() ? booking_summary(card) : card.handling.job.summary;
}

Json booking_request(const Card& card) {
    Json json = Json::object();
    put_text(json, "source", card.integration_name);
    put_text(json, "name", card.contact.name);
    const Address& address = card.contact.address;
    const bool whole = !address.street.empty() && !address.city.empty() && !address.state.empty() &&
                       !address.zip.empty();
    if (whole) put(json, "address", address_of(address));
    Json contacts = Json::array();
    if (!text::dialled(card.contact.phone).number.empty())
        add(contacts, contact_of("Phone", card.contact.phone));
    if (card.contact.email.contains('@')) add(contacts, contact_of("Email", card.contact.email));
    if (!contacts.empty()) put(json, "contacts", std::move(contacts));
    if (!card.customer.type.empty()) put_text(json, "customerType", card.customer.type);
    const std::string start = start_of(card);
    if (!start.empty()) put_text(json, "start", start);
    put_text(json, "summary", summary_of(card));
    const Resolution& resolution = card.resolution;
    if (resolution.campaign && resolution.campaign->id != 0)
        put_number(json, "campaignId", resolution.campaign->id);
    if (resolution.business_unit && resolution.business_unit->id != 0) {
        put_number(json, "businessUnitId", resolution.business_unit->id);
    }
    if (resolution.job_type && resolution.job_type->id != 0)
        put_number(json, "jobTypeId", resolution.job_type->id);
    put_text(json, "priority", resolution.priority);
    put_bool(json, "isFirstTimeClient", card.customer.id == 0);
    put_text(json, "externalId", card.lead);
    return json;
}

void check_booking(const Json& request, const Card& card, Findings& findings) {
    for (const char* const field : {"source", "name", "summary", "externalId"}) {
        if (!request[field].get_ref<const std::string&>().empty()) continue;
        findings.add(Rule::booking_lacks_field,
                     text::join({"ServiceTitan requires ", text::named(field),
                                 ", and the alert does not have it."}));
    }
    const std::string wanted = start_of(card);
    const auto start = time::parse(wanted);
    const auto now = time::parse(card.handling.at);
    if (start && now && start->instant < now->instant)
        findings.add(Rule::start_in_the_past,
                     text::join({"The date ", wanted, " is in the past."}));
}

}  // namespace leadloom
