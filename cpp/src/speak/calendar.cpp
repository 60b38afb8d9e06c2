#include "leadloom/speak/calendar.hpp"

#include "leadloom/text/words.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_octets = 75;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// A content line, folded between characters.
void add_line(std::string& out, std::string_view line) {
    std::size_t room = most_octets;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && continues(line[cut])) --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = most_octets - 1;
    }
    out.append(line).append("\r\n");
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out.append("\\n");
            continue;
        }
        // RFC 5545 section 3.1 allows no other control characters in a text.
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t') continue;
        if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

/// `20261120T140311Z`: a time of the form `format` writes, without what separates and fractions.
std::string stamp(time::Instant instant) {
    std::string out;
    for (const char c : time::format(instant).substr(0, 19)) {
        if (c != '-' && c != ':') out.push_back(c);
    }
    return out + "Z";
}

std::string stamp(std::string_view text) {
    const auto read = time::parse(text);
    return stamp(read ? read->instant : 0);
}

std::string place_of(const Address& at) {
    std::vector<std::string> parts;
    for (const std::string* const part : {&at.street, &at.unit, &at.city, &at.state, &at.zip}) {
        if (!part->empty()) parts.push_back(*part);
    }
    std::string place;
    for (const std::string& part : parts) place.append(place.empty() ? "" : ", ").append(part);
    return place;
}

}  // namespace

std::string calendar(const Card& card) {
    const Handling& done = card.handling;
    const bool call = done.state == LeadState::follow_up;
    if (!call && done.state != LeadState::booked) return {};
    std::string out;
    const auto line = [&](std::string_view name, std::string_view value) {
        add_line(out, text::join({name, value}));
    };
    const auto text = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) line(name, escaped(value));
    };
    line("BEGIN:VCALENDAR", "");
    line("VERSION:2.0", "");
    line("PRODID:-//Leadloom//Leadloom//EN", "");
    line("BEGIN:VEVENT", "");
    text("UID:", text::join({card.lead, call ? "/call" : "/visit", "@leadloom"}));
    line("DTSTAMP:", stamp(done.at));
    if (call) {
        line("DTSTART:", stamp(done.follow_up_on));
        line("DURATION:PT30M", "");
    } else {
        line("DTSTART:", stamp(done.job.start));
        line("DTEND:", stamp(done.job.end));
        line("STATUS:TENTATIVE", "");
    }
    const std::string& who = card.contact.name.empty() ? card.lead : card.contact.name;
    text("SUMMARY:", text::join({call ? "Call " : "", who, ": ", card.alert_type}));
    std::string description = text::join({card.alert_type, ", ", card.integration_name, "."});
    for (const std::string* const part : {&card.contact.phone, &card.contact.email, &done.note}) {
        if (!part->empty()) description.append("\n").append(*part);
    }
    text("DESCRIPTION:", description);
    text("LOCATION:", place_of(card.contact.address));
    if (call) {
        line("BEGIN:VALARM", "");
        line("ACTION:DISPLAY", "");
        text("DESCRIPTION:", text::join({"Call ", who}));
        line("TRIGGER:-PT5M", "");
        line("END:VALARM", "");
    }
    line("END:VEVENT", "");
    line("END:VCALENDAR", "");
    return out;
}

}  // namespace leadloom
