#include "leadloom/speak/customer_views.hpp"

#include <algorithm>
#include <cmath>

#include "leadloom/customers/location.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

Json address_json(const Address& address) {
    Json json = Json::object();
    put_text(json, "street", address.street);
    put_text(json, "unit", address.unit);
    put_text(json, "city", address.city);
    put_text(json, "state", address.state);
    put_text(json, "zip", address.zip);
    put_text(json, "country", address.country);
    return json;
}

void put_head(Json& json, const CustomerHead& head) {
    put_text(json, "id", std::to_string(head.id));
    put_bool(json, "active", head.active);
    put_bool(json, "doNotService", head.do_not_service);
    if (head.merged_to != 0) put_text(json, "mergedToId", std::to_string(head.merged_to));
    if (head.modified != 0) put_text(json, "modifiedOn", time::format(head.modified));
}

Json texts(const std::vector<std::string>& list) {
    Json json = Json::array();
    for (const std::string& text : list) add(json, Json(text));
    return json;
}

Json pieces_json(const std::vector<Marked>& pieces, std::string_view mark) {
    Json json = Json::array();
    for (const Marked& piece : pieces) {
        Json one = Json::object();
        put_text(one, "text", piece.text);
        if (piece.found) put_bool(one, mark, true);
        add(json, std::move(one));
    }
    return json;
}

Json evidence_json(const Evidence& evidence) {
    Json json = Json::object();
    put_text(json, "trait", word(trait_of(evidence.grade)));
    put_text(json, "words", words(evidence.grade));
    // Finer says nothing.
    put_number(json, "tenthsOfBits", std::lround(evidence.bits * 10));
    const Differing pieces = differing(evidence.lead, evidence.record);
    put(json, "lead", pieces_json(pieces.lead, "differs"));
    put(json, "record", pieces_json(pieces.record, "differs"));
    return json;
}

/// All that stands in a line of an address, for the eye.
std::string line_of(const Address& address) {
    std::string line;
    for (const std::string* const part :
         {&address.street, &address.unit, &address.city, &address.state, &address.zip}) {
        if (part->empty()) continue;
        if (!line.empty()) line += part == &address.unit || part == &address.zip ? " " : ", ";
        line += *part;
    }
    return line;
}

void put_pieces(std::vector<Marked>& pieces, std::string_view text, bool found) {
    if (text.empty()) return;
    if (pieces.empty() || pieces.back().found != found) pieces.push_back({std::string(), found});
    pieces.back().text += text;
}

/// The characters of a text, as pieces of its bytes.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) ++end;
        all.push_back(text.substr(at, end - at));
        at = end;
    }
    return all;
}

}  // namespace

Differing differing(std::string_view lead, std::string_view record) {
    Differing pieces;
    const std::vector<std::string_view> a = characters(lead);
    const std::vector<std::string_view> b = characters(record);
    // Nobody compares longer values letter by letter.
    constexpr std::size_t longest = 120;
    if (a.size() > longest || b.size() > longest) {
        put_pieces(pieces.lead, lead, lead != record);
        put_pieces(pieces.record, record, lead != record);
        return pieces;
    }
    const std::size_t width = b.size() + 1;
    std::vector<std::uint8_t> common((a.size() + 1) * width);
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i * width + j] =
                a[i] == b[j] ? static_cast<std::uint8_t>(common[(i + 1) * width + j + 1] + 1)
                             : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
        }
    }
    // Where little is common, the letters that are say nothing.
    if (2U * common[0] < std::max(a.size(), b.size())) {
        put_pieces(pieces.lead, lead, true);
        put_pieces(pieces.record, record, true);
        return pieces;
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            put_pieces(pieces.lead, a[i++], false);
            put_pieces(pieces.record, b[j++], false);
        } else if (j == b.size() ||
                   (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            put_pieces(pieces.lead, a[i++], true);
        } else {
            put_pieces(pieces.record, b[j++], true);
        }
    }
    return pieces;
}

Json customer_json(const CustomerRecord& record, const Address& address) {
    Json json = Json::object();
    put_head(json, record);
    put_text(json, "name", record.name);
    put_text(json, "type", record.type);
    put(json, "address", address_json(record.address));
    Json locations = Json::array();
    for (const CustomerLocation& location : record.locations) {
        Json one = Json::object();
        put_text(one, "id", std::to_string(location.id));
        put_text(one, "name", location.name);
        put(one, "address", address_json(location.address));
        add(locations, std::move(one));
    }
    put(json, "locations", std::move(locations));
    if (const Id location = location_of(record, address); location != 0)
        put_text(json, "location", std::to_string(location));
    put(json, "phones", texts(record.phones));
    put(json, "emails", texts(record.emails));
    return json;
}

Json match_json(const CustomerRegister& customers, const Match& match, const Address& address) {
    Json json = Json::object();
    put_bool(json, "automatic", match.automatic);
    if (match.automatic)
        put_text(json, "id", std::to_string(customers.id(match.suggestions.front().slot)));
    put_text(json, "reason", word(match.reason));
    put_text(json, "text", words(match.reason));
    Json suggestions = Json::array();
    for (const CustomerSuggestion& suggestion : match.suggestions) {
        Json one = customer_json(customers.record(suggestion.slot), address);
        put_number(one, "permille", std::lround(suggestion.probability * 1000));
        if (suggestion.household) put_bool(one, "household", true);
        if (suggestion.moved) put_bool(one, "moved", true);
        if (suggestion.compared != suggestion.slot)
            put_text(one, "mergedFromId", std::to_string(customers.id(suggestion.compared)));
        Json evidence = Json::array();
        for (const Evidence& piece : suggestion.comparison.evidence)
            add(evidence, evidence_json(piece));
        put(one, "evidence", std::move(evidence));
        add(suggestions, std::move(one));
    }
    put(json, "suggestions", std::move(suggestions));
    return json;
}

Json hit_json(const CustomerRegister& customers, Slot slot, std::string_view query) {
    const CustomerRecord record = customers.record(slot);
    Json json = Json::object();
    put_head(json, record);
    put(json, "name", pieces_json(marked(record.name, query), "found"));
    // Of several locations the one that most of the query led to.
    std::vector<Marked> best = marked(line_of(record.address), query);
    const auto letters = [](const std::vector<Marked>& pieces) {
        std::size_t count = 0;
        for (const Marked& piece : pieces) count += piece.found ? piece.text.size() : 0;
        return count;
    };
    for (const CustomerLocation& location : record.locations) {
        std::vector<Marked> other = marked(line_of(location.address), query);
        if (letters(other) > letters(best)) best = std::move(other);
    }
    put(json, "address", pieces_json(best, "found"));
    for (const auto& [name, list] :
         {std::pair{"phones", &record.phones}, std::pair{"emails", &record.emails}}) {
        Json all = Json::array();
        for (const std::string& one : *list) add(all, pieces_json(marked(one, query), "found"));
        put(json, name, std::move(all));
    }
    return json;
}

Json new_customer_json(const Sought& sought) {
    Json json = Json::object();
    const std::string name(text::trimmed(sought.name));
    put_text(json, "name", name);
    put_text(json, "type", text::read_name(name).company ? "Commercial" : "Residential");
    Address address = sought.address;
    // CustomerAddress requires a country; partners of US contractors often leave it out.
    if (address.country.empty()) address.country = "USA";
    Json location = Json::object();
    put_text(location, "name", name);
    put(location, "address", address_json(address));
    Json locations = Json::array();
    add(locations, std::move(location));
    put(json, "locations", std::move(locations));
    put(json, "address", address_json(address));
    Json contacts = Json::array();
    const auto add_contact = [&](std::string_view type, std::string_view value) {
        Json contact = Json::object();
        put_text(contact, "type", type);
        put_text(contact, "value", value);
        add(contacts, std::move(contact));
    };
    for (const std::string& phone : sought.phones) {
        // Masked and false numbers reach nobody.
        if (text::read_phone(phone).worth == text::Phone::Worth::whole) add_contact("Phone", phone);
    }
    for (const std::string& email : sought.emails) {
        if (text::read_email(email)) add_contact("Email", email);
    }
    put(json, "contacts", std::move(contacts));
    return json;
}

}  // namespace leadloom
