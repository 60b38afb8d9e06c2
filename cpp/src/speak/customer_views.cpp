#include "leadloom/speak/customer_views.hpp"

#include <algorithm>
#include <cmath>

#include "leadloom/customers/location.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

void write_address(JsonLine& line, const Address& address) {
    line.object([&] {
        line.member("street", address.street);
        line.member("unit", address.unit);
        line.member("city", address.city);
        line.member("state", address.state);
        line.member("zip", address.zip);
        line.member("country", address.country);
    });
}

void write_head(JsonLine& line, const CustomerHead& head) {
    line.member("id", std::to_string(head.id));
    line.member("active", head.active);
    line.member("doNotService", head.do_not_service);
    if (head.merged_to != 0) line.member("mergedToId", std::to_string(head.merged_to));
    if (head.modified != 0) line.member("modifiedOn", time::format(head.modified));
}

void write_texts(JsonLine& line, const std::vector<std::string>& list) {
    line.array([&] {
        for (const std::string& text : list) line.value(text);
    });
}

void write_pieces(JsonLine& line, const std::vector<Marked>& pieces, std::string_view mark) {
    line.array([&] {
        for (const Marked& piece : pieces) {
            line.object([&] {
                line.member("text", piece.text);
                if (piece.found) line.member(mark, true);
            });
        }
    });
}

void write_evidence(JsonLine& line, const Evidence& evidence) {
    line.object([&] {
        line.member("trait", word(trait_of(evidence.grade)));
        line.member("words", words(evidence.grade));
        // Finer says nothing.
        line.key("bits");
        line.decimal(std::lround(evidence.bits * 10), 1);
        const Differing pieces = differing(evidence.lead, evidence.record);
        line.key("lead");
        write_pieces(line, pieces.lead, "differs");
        line.key("record");
        write_pieces(line, pieces.record, "differs");
    });
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
    if (lead == record) {
        put_pieces(pieces.lead, lead, false);
        put_pieces(pieces.record, record, false);
        return pieces;
    }
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

namespace {

/// The members of a record.
void write_record(JsonLine& line, const CustomerRecord& record, const Address& address) {
    write_head(line, record);
    line.member("name", record.name);
    line.member("type", record.type);
    line.key("address");
    write_address(line, record.address);
    line.key("locations");
    line.array([&] {
        for (const CustomerLocation& location : record.locations) {
            line.object([&] {
                line.member("id", std::to_string(location.id));
                line.member("name", location.name);
                line.key("address");
                write_address(line, location.address);
            });
        }
    });
    if (const Id location = location_of(record, address); location != 0)
        line.member("location", std::to_string(location));
    line.key("phones");
    write_texts(line, record.phones);
    line.key("emails");
    write_texts(line, record.emails);
}

void write_suggestion(JsonLine& line, const CustomerRegister& customers,
                      const CustomerSuggestion& suggestion, const Address& address) {
    line.object([&] {
        write_record(line, customers.record(suggestion.slot), address);
        line.key("probability");
        line.decimal(std::lround(suggestion.probability * 1000), 3);
        if (suggestion.household) line.member("household", true);
        if (suggestion.moved) line.member("moved", true);
        if (suggestion.compared != suggestion.slot)
            line.member("mergedFromId", std::to_string(customers.id(suggestion.compared)));
        line.key("evidence");
        line.array([&] {
            for (const Evidence& piece : suggestion.comparison.evidence)
                write_evidence(line, piece);
        });
    });
}

}  // namespace

void write_customer(JsonLine& line, const CustomerRecord& record, const Address& address) {
    line.object([&] { write_record(line, record, address); });
}

void write_match(JsonLine& line, const CustomerRegister& customers, const Match& match,
                 const Address& address) {
    line.object([&] {
        line.member("automatic", match.automatic);
        if (match.automatic)
            line.member("id", std::to_string(customers.id(match.suggestions.front().slot)));
        line.member("reason", word(match.reason));
        line.member("text", words(match.reason));
        line.key("suggestions");
        line.array([&] {
            for (const CustomerSuggestion& suggestion : match.suggestions)
                write_suggestion(line, customers, suggestion, address);
        });
    });
}

void write_hit(JsonLine& line, const CustomerRegister& customers, Slot slot,
               std::string_view query) {
    const CustomerRecord record = customers.record(slot);
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
    line.object([&] {
        write_head(line, record);
        line.key("name");
        write_pieces(line, marked(record.name, query), "found");
        line.key("address");
        write_pieces(line, best, "found");
        for (const auto& [name, list] :
             {std::pair{"phones", &record.phones}, std::pair{"emails", &record.emails}}) {
            line.key(name);
            line.array([&] {
                for (const std::string& one : *list)
                    write_pieces(line, marked(one, query), "found");
            });
        }
    });
}

void write_new_customer(JsonLine& line, const Sought& sought) {
    const std::string name(text::trimmed(sought.name));
    Address address = sought.address;
    // CustomerAddress requires a country; partners of US contractors often leave it out.
    if (address.country.empty()) address.country = "USA";
    const auto write_contact = [&](std::string_view type, std::string_view value) {
        line.object([&] {
            line.member("type", type);
            line.member("value", value);
        });
    };
    line.object([&] {
        line.member("name", name);
        line.member("type", text::read_name(name).company ? "Commercial" : "Residential");
        line.key("locations");
        line.array([&] {
            line.object([&] {
                line.member("name", name);
                line.key("address");
                write_address(line, address);
            });
        });
        line.key("address");
        write_address(line, address);
        line.key("contacts");
        line.array([&] {
            for (const std::string& phone : sought.phones) {
                // Masked and false numbers reach nobody.
                if (text::read_phone(phone).worth == text::Phone::Worth::whole)
                    write_contact("Phone", phone);
            }
            for (const std::string& email : sought.emails) {
                if (text::read_email(email)) write_contact("Email", email);
            }
        });
    });
}

}  // namespace leadloom
