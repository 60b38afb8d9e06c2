#include "leadloom/customers/reading.hpp"

#include <algorithm>

#include "columns.hpp"
#include "leadloom/document/document.hpp"
#include "leadloom/document/table.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

/// Bytes of NDJSON that are put on one tape.
constexpr std::size_t stretch = std::size_t{1} << 18U;

/// A value's text: its bytes as they stand where it has no escapes, else put into `room`.
std::string_view text_of(json::Value value, std::string& room) {
    if (!value || value.is(json::Kind::null)) return {};
    if (!value.node().escaped) return value.raw();
    room = value.text();
    return room;
}

bool is_email(std::string_view type, std::string_view value) {
    return type == "Email" || (type.empty() && value.contains('@'));
}

bool says_no(std::string_view folded) {
    return folded == "false" || folded == "no" || folded == "0" || folded == "inactive";
}
bool says_yes(std::string_view folded) {
    return folded == "true" || folded == "yes" || folded == "1" || folded == "x";
}

}  // namespace

CustomerReader::CustomerReader(std::string name, CustomerRegister& customers, const Limits& limits,
                               Findings& findings)
    : name_(std::move(name)),
      customers_(customers),
      limits_(effective(limits)),
      findings_(findings) {}

void CustomerReader::count(Put put) {
    switch (put) {
        case Put::added: ++counts_.added; break;
        case Put::changed: ++counts_.changed; break;
        case Put::unchanged: ++counts_.unchanged; break;
    }
}

void CustomerReader::refuse(Rule rule, std::string message) {
    ++counts_.refused;
    Place place;
    place.file = name_;
    place.line = line_;
    findings_.add(rule, std::move(message), std::move(place));
}

void CustomerReader::find_form() {
    const std::size_t start = pending_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (start == std::string::npos) return;
    if (pending_[start] != '{') {
        form_ = Form::whole;
        return;
    }
    // A first line that is an object by itself and no page is the first of many.
    const std::size_t end = pending_.find('\n', start);
    if (end == std::string::npos) return;
    json::Tape tape;
    const std::string_view line = std::string_view(pending_).substr(start, end - start);
    const bool object = !json::read(text::trimmed(line), limits_.depth, tape);
    form_ = object && !tape.root()["data"] ? Form::lines : Form::whole;
    if (form_ == Form::lines) pending_.erase(0, start);
}

void CustomerReader::read(std::string_view bytes) {
    if (form_ == Form::lines && pending_.empty()) {
        // Whole lines are read where they lie.
        const std::size_t end = bytes.rfind('\n');
        if (end != std::string_view::npos) {
            read_lines(bytes.substr(0, end + 1));
            bytes.remove_prefix(end + 1);
        }
        pending_ = bytes;
        return;
    }
    if (form_ == Form::ended) return;
    pending_ += bytes;
    if (form_ == Form::unknown) find_form();
    if (form_ == Form::whole && pending_.size() > limits_.bytes && find_array())
        form_ = Form::elements;
    if (form_ == Form::elements) read_elements();
    if (form_ != Form::lines) return;
    const std::size_t end = pending_.rfind('\n');
    if (end == std::string::npos) return;
    read_lines(std::string_view(pending_).substr(0, end + 1));
    pending_.erase(0, end + 1);
}

ReadCounts CustomerReader::finish() {
    if (form_ == Form::lines) {
        read_lines(pending_);
    } else if (form_ == Form::elements) {
        const json::Stop stop = json::read_elements(pending_, begins_, limits_.depth, tape_).stop;
        refuse(Rule::syntax, std::string(json::message(stop ? stop.fault : json::Fault::unclosed)));
    } else if (!pending_.empty()) {
        const std::size_t start = pending_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        const bool json =
            start != std::string::npos && (pending_[start] == '{' || pending_[start] == '[');
        if (!json && start != std::string::npos) {
            read_table();
        } else if (json) {
            read_whole();
        }
    }
    pending_ = std::string();
    form_ = Form::unknown;
    return counts_;
}

bool CustomerReader::find_array() {
    const std::size_t start = pending_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    std::size_t open = start;
    if (start != std::string::npos && pending_[start] == '{') {
        constexpr std::string_view key = "\"data\"";
        open = pending_.find(key);
        if (open == std::string::npos) return false;
        open = pending_.find_first_not_of(" \t\r\n:", open + key.size());
    }
    if (open == std::string::npos || pending_[open] != '[') return false;
    line_ += static_cast<std::size_t>(
        std::count(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(open), '\n'));
    pending_.erase(0, open + 1);
    return true;
}

void CustomerReader::read_elements() {
    std::string_view rest = pending_;
    while (form_ == Form::elements) {
        json::Stretch read =
            json::read_elements(rest.substr(0, stretch), begins_, limits_.depth, tape_);
        // A record, or the blanks before it, may be longer than that.
        if (read.end == 0 && rest.size() > stretch)
            read = json::read_elements(rest, begins_, limits_.depth, tape_);
        read_rows(tape_.root());
        begins_ = begins_ && read.end == 0;
        line_ += static_cast<std::size_t>(std::ranges::count(rest.substr(0, read.end), '\n'));
        rest.remove_prefix(read.end);
        if (read.closed) {
            form_ = Form::ended;
        } else if (read.end == 0) {
            // No record is as long as this.
            constexpr std::size_t longest = std::size_t{16} << 20U;
            if (!read.stop || rest.size() < longest) break;
            form_ = Form::ended;
            refuse(Rule::syntax, std::string(json::message(read.stop.fault)));
        }
    }
    pending_.erase(0, pending_.size() - rest.size());
    if (form_ == Form::ended) pending_ = std::string();
}

void CustomerReader::read_lines(std::string_view lines) {
    while (!lines.empty()) {
        std::size_t end = lines.size();
        if (end > stretch) {
            end = lines.rfind('\n', stretch);
            if (end == std::string_view::npos) end = std::min(lines.find('\n'), lines.size() - 1);
            ++end;
        }
        const std::string_view some = lines.substr(0, end);
        lines.remove_prefix(end);
        if (!json::read_sequence(some, limits_.depth, tape_)) {
            read_rows(tape_.root());
            line_ += static_cast<std::size_t>(std::ranges::count(some, '\n'));
            continue;
        }
        // One of them is broken: each by itself.
        std::size_t at = 0;
        while (at < some.size()) {
            const std::size_t next = std::min(some.find('\n', at), some.size());
            const std::string_view line = text::trimmed(some.substr(at, next - at));
            if (!line.empty()) {
                if (const json::Stop stop = json::read(line, limits_.depth, tape_)) {
                    refuse(Rule::syntax, std::string(json::message(stop.fault)));
                } else {
                    read_row(tape_.root());
                }
            }
            ++line_;
            at = next + 1;
        }
    }
}

void CustomerReader::read_whole() {
    const auto document = Document::read_strictly(name_, std::move(pending_), limits_, findings_);
    if (document == nullptr) return;
    const json::Value root = document->root();
    const json::Value data = root["data"];
    read_rows(data.is(json::Kind::array) ? data : root);
}

void CustomerReader::read_rows(json::Value rows) {
    if (!rows.is(json::Kind::array)) {
        read_row(rows);
        return;
    }
    for (const json::Value row : rows) {
        // Parts of an export, a line each.
        if (const json::Value data = row["data"]; data.is(json::Kind::array)) {
            for (const json::Value one : data) read_row(one);
        } else {
            read_row(row);
        }
    }
}

void CustomerReader::take_address(json::Value address) {
    if (!address.is(json::Kind::object)) return;
    std::string room;
    for (const json::Value key : address) {
        const std::string_view name = key.raw();
        const json::Value value = key.value_of_key();
        if (name == "street") {
            fields_.add(Raw::street, text_of(value, room));
        } else if (name == "unit") {
            fields_.add(Raw::unit, text_of(value, room));
        } else if (name == "city") {
            fields_.add(Raw::city, text_of(value, room));
        } else if (name == "state") {
            fields_.add(Raw::state, text_of(value, room));
        } else if (name == "zip") {
            fields_.add(Raw::zip, text_of(value, room));
        } else if (name == "country") {
            fields_.add(Raw::country, text_of(value, room));
        }
    }
}

void CustomerReader::take_contacts(json::Value contacts) {
    std::string room;
    for (const json::Value contact : contacts) {
        if (!contact.is(json::Kind::object)) continue;
        json::Value type;
        json::Value value;
        for (const json::Value key : contact) {
            const std::string_view name = key.raw();
            if (name == "type") type = key.value_of_key();
            if (name == "value") value = key.value_of_key();
        }
        const std::string_view text = text_of(value, room);
        fields_.add(is_email(type.raw(), text) ? Raw::email : Raw::phone, text);
    }
}

void CustomerReader::read_customer(const Members& row, Id id) {
    CustomerHead head;
    head.id = id;
    head.active = !row.active || row.active.is_true();
    head.do_not_service = row.do_not_service.is_true();
    head.merged_to = row.merged_to.integer().value_or(0);
    const auto modified = time::parse(row.modified.raw());
    head.modified = modified ? modified->instant : 0;
    std::string room;
    fields_.add(Raw::name, text_of(row.name, room));
    fields_.add(Raw::type, text_of(row.type, room));
    for (const json::Value phone : row.phones) fields_.add(Raw::phone, text_of(phone, room));
    fields_.add(Raw::email, text_of(row.email, room));
    take_contacts(row.contacts);
    take_address(row.address.is(json::Kind::object) ? row.address : row.whole);
    for (const json::Value location : row.locations) {
        fields_.add(Raw::location, text_of(location["name"], room),
                    location["id"].integer().value_or(0));
        take_address(location["address"]);
        take_contacts(location["contacts"]);
    }
    count(customers_.put(head, fields_.bytes()));
}

/// The members that are read, found in one pass; most rows have many others.
CustomerReader::Members CustomerReader::members_of(json::Value row) {
    Members members;
    members.whole = row;
    for (const json::Value key : row) {
        const std::string_view name = key.raw();
        const json::Value value = key.value_of_key();
        switch (name.size()) {
            case 2:
                if (name == "id") members.id = value;
                break;
            case 4:
                if (name == "name") members.name = value;
                if (name == "type") members.type = value;
                break;
            case 5:
                if (name == "email") members.email = value;
                if (name == "phone") members.phones[0] = value;
                if (name == "value") members.value = value;
                break;
            case 6:
                if (name == "active") members.active = value;
                break;
            case 7:
                if (name == "address") members.address = value;
                break;
            case 8:
                if (name == "contacts") members.contacts = value;
                break;
            case 9:
                if (name == "locations") members.locations = value;
                break;
            case 10:
                if (name == "modifiedOn") members.modified = value;
                if (name == "mergedToId") members.merged_to = value;
                if (name == "customerId") members.customer = value;
                break;
            case 11:
                if (name == "phoneNumber") members.phones[1] = value;
                if (name == "mobilePhone") members.phones[2] = value;
                break;
            case 12:
                if (name == "doNotService") members.do_not_service = value;
                break;
            default: break;
        }
    }
    return members;
}

void CustomerReader::read_row(json::Value row) {
    if (!row.is(json::Kind::object)) {
        refuse(Rule::wrong_type, "A row is not an object.");
        return;
    }
    const Members members = members_of(row);
    const Id id = members.id.integer().value_or(0);
    if (id <= 0) {
        refuse(members.id ? Rule::id_out_of_range : Rule::missing_field,
               members.id ? "An “id” is not a positive 64-bit integer." : "A row lacks “id”.");
        return;
    }
    fields_.clear();
    if (!members.customer) {
        read_customer(members, id);
        return;
    }
    const Id owner = members.customer.integer().value_or(0);
    if (owner <= 0) {
        refuse(Rule::id_out_of_range, "A “customerId” is not a positive 64-bit integer.");
        return;
    }
    std::string room;
    if (members.address) {
        fields_.add(Raw::location, text_of(members.name, room), id);
        take_address(members.address);
        take_contacts(members.contacts);
    } else {
        const std::string_view value = text_of(members.value, room);
        fields_.add(is_email(members.type.raw(), value) ? Raw::email : Raw::phone, value);
    }
    count(customers_.add(owner, id, fields_.bytes()));
}

void CustomerReader::read_table() {
    const auto table = Table::read(name_, std::move(pending_), limits_, findings_);
    if (table == nullptr) return;
    const std::vector<std::string_view> members = known_columns(*table);
    if (!std::ranges::contains(members, "id")) {
        refuse(Rule::heading_missing, "The table has no column “id”.");
        return;
    }
    for (std::size_t row = 0; row < table->rows(); ++row) {
        line_ = table->row_number(row);
        CustomerHead head;
        fields_.clear();
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::string_view member = members[i];
            if (member.empty()) continue;
            const std::string value = table->text_of(table->cell(row, i));
            if (value.empty()) continue;
            if (member == "id") {
                head.id = text::integer(value).value_or(0);
            } else if (member == "active") {
                head.active = !says_no(text::fold(value));
            } else if (member == "doNotService") {
                head.do_not_service = says_yes(text::fold(value));
            } else if (member == "mergedToId") {
                head.merged_to = text::integer(value).value_or(0);
            } else if (member == "modifiedOn") {
                const auto read = time::parse(value);
                head.modified = read ? read->instant : 0;
            } else if (member == "phone" || member == "mobilePhone") {
                fields_.add(Raw::phone, value);
            } else {
                constexpr std::pair<std::string_view, Raw> kinds[] = {
                    {"name", Raw::name}, {"type", Raw::type},       {"street", Raw::street},
                    {"unit", Raw::unit}, {"city", Raw::city},       {"state", Raw::state},
                    {"zip", Raw::zip},   {"country", Raw::country}, {"email", Raw::email}};
                for (const auto& [name, kind] : kinds) {
                    if (name == member) fields_.add(kind, value);
                }
            }
        }
        if (head.id <= 0) {
            refuse(Rule::id_out_of_range, "An “id” is not a positive 64-bit integer.");
        } else {
            count(customers_.put(head, fields_.bytes()));
        }
    }
}

}  // namespace leadloom
