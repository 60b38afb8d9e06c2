#include "shape.hpp"

#include <algorithm>
#include <span>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Where a field of ours stands in a shape.
struct FieldPath {
    json::Value AlertFields::* field;
    std::string_view path;
};

/// Where further details stand, and what they are called.
struct DetailPath {
    /// Empty where each element of a list brings its own name.
    std::string_view name;
    std::string_view path;
    /// Of a list of objects: the two members that are shown of each.
    std::string_view first = {};
    std::string_view second = {};
};

}  // namespace

struct Shape {
    /// The partner's id.
    std::string_view source;
    /// Only records of this shape have something at both paths.
    std::string_view tells[2];
    std::span<const FieldPath> fields;
    /// By `MemberPart`, from the record.
    std::string_view parts[member_parts];
    std::span<const DetailPath> details;
    bool on_clock = false;
};

namespace {

constexpr FieldPath angi_fields[] = {
    {&AlertFields::id, "leadOid"},
    {&AlertFields::type, "taskName"},
    {&AlertFields::account, "spEntityId"},
};
constexpr DetailPath angi_details[] = {
    {"", "interview", "question", "answer"},
    {"Description", "leadDescription"},
    {"Comments", "comments"},
    {"Service request", "srOid"},
    {"Fee", "fee"},
};

constexpr FieldPath thumbtack_fields[] = {
    {&AlertFields::id, "data/negotiationID"},
    {&AlertFields::type, "data/request/category/name"},
    {&AlertFields::severity, "data/status"},
    {&AlertFields::submitted_on, "data/createdAt"},
    {&AlertFields::scheduled_on, "data/request/proposedTimes/0/start"},
    {&AlertFields::account, "data/business/businessID"},
};
constexpr DetailPath thumbtack_details[] = {
    {"", "data/request/details", "question", "answer"},
    {"Description", "data/request/description"},
    {"Proposed time", "data/request/proposedTimes", "start", "end"},
    {"Lead price", "data/leadPrice"},
};

constexpr FieldPath google_fields[] = {
    {&AlertFields::id, "id"},
    {&AlertFields::type, "service_id"},
    {&AlertFields::category, "category_id"},
    {&AlertFields::severity, "lead_status"},
    {&AlertFields::submitted_on, "creation_date_time"},
};
constexpr DetailPath google_details[] = {
    {"Lead type", "lead_type"},
    {"Lead status", "lead_status"},
};

constexpr Shape shapes[] = {
    {"angi.com",
     {"leadOid", "taskName"},
     angi_fields,
     {"name", "", "primaryPhone", "email", "address", "", "city", "stateProvince", "postalCode",
      ""},
     angi_details},
    // Messages of a conversation have its number too, but no request.
    {"thumbtack.com",
     {"data/negotiationID", "data/request"},
     thumbtack_fields,
     {"data/customer/firstName", "data/customer/lastName", "data/customer/phone",
      "data/customer/email", "data/request/location/address1", "data/request/location/address2",
      "data/request/location/city", "data/request/location/state", "data/request/location/zipCode",
      ""},
     thumbtack_details},
    {"google-local-services",
     {"lead_type", "service_id"},
     google_fields,
     {"contact_details/consumer_name", "", "contact_details/phone_number", "contact_details/email",
      "", "", "", "", "", ""},
     google_details,
     true},
};

constexpr std::string_view plain_parts[member_parts] = {"name",           "",
                                                        "phone",          "email",
                                                        "address/street", "address/unit",
                                                        "address/city",   "address/state",
                                                        "address/zip",    "address/country"};

/// What no lead says of itself, as if it stood in the record: the sources in the order of `shapes`,
/// and the severity of a lead without a status.
json::Value unsaid(std::size_t at) {
    static const json::Tape tape = [] {
        json::Tape read;
        (void)json::read(R"(["angi.com","thumbtack.com","google-local-services","NEW"])", 1, read);
        return read;
    }();
    return *std::next(tape.root().begin(), static_cast<std::ptrdiff_t>(at));
}

}  // namespace

bool is_on_clock(const AlertFields& fields) {
    return fields.shape != nullptr && fields.shape->on_clock;
}

json::Value at_path(json::Value from, std::string_view path) {
    while (!path.empty() && from) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view step = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (!from.is(json::Kind::array)) {
            from = from[step];
        } else {
            const auto index = static_cast<std::size_t>(text::integer(step).value_or(-1));
            from = index < from.size()
                       ? *std::next(from.begin(), static_cast<std::ptrdiff_t>(index))
                       : json::Value{};
        }
    }
    return from;
}

std::string_view path_of(const Shape* shape, MemberPart part) {
    const auto at = static_cast<std::size_t>(part);
    return shape == nullptr ? plain_parts[at] : shape->parts[at];
}

void read_shape(json::Value record, AlertFields& fields) {
    const auto* const shape = std::ranges::find_if(shapes, [&](const Shape& known) {
        return std::ranges::all_of(known.tells, [&](std::string_view path) {
            return static_cast<bool>(at_path(record, path));
        });
    });
    if (shape == std::end(shapes)) return;
    fields.shape = shape;
    fields.source = unsaid(static_cast<std::size_t>(shape - shapes));
    fields.severity = unsaid(std::size(shapes));
    fields.member = record;
    for (const FieldPath& row : shape->fields) {
        if (const json::Value value = at_path(record, row.path)) fields.*row.field = value;
    }
}

json::Value member_part(const AlertFields& fields, MemberPart part) {
    const std::string_view path = path_of(fields.shape, part);
    return path.empty() ? json::Value{} : at_path(fields.member, path);
}

std::string member_text(const AlertFields& fields, MemberPart part) {
    std::string whole(text::trimmed(member_part(fields, part).text()));
    if (part != MemberPart::name) return whole;
    const std::string last = member_part(fields, MemberPart::last_name).text();
    if (!text::trimmed(last).empty()) whole = text::join({whole, " ", last});
    return std::string(text::trimmed(whole));
}

namespace {

/// Text for a person, whatever the type: objects and arrays as they stand.
std::string shown(json::Value value) {
    if (value.is(json::Kind::boolean)) return value.is_true() ? "yes" : "no";
    if (value.is(json::Kind::null)) return {};
    return std::string(text::trimmed(value.text()));
}

void add_details(const DetailPath& row, json::Value found, std::vector<Detail>& details) {
    if (row.first.empty() || !found.is(json::Kind::array)) {
        std::string value = shown(found);
        const std::string_view name = row.name.empty() ? "Details" : row.name;
        if (!value.empty()) details.push_back({std::string(name), std::move(value)});
        return;
    }
    for (const json::Value element : found) {
        std::string first = shown(element[row.first]);
        std::string second = shown(element[row.second]);
        if (row.name.empty()) {
            details.push_back({std::move(first), std::move(second)});
        } else {
            details.push_back({std::string(row.name), text::join({first, " to ", second})});
        }
    }
}

}  // namespace

std::vector<Detail> alert_details(const AlertFields& fields) {
    std::vector<Detail> details;
    if (fields.shape != nullptr) {
        for (const DetailPath& row : fields.shape->details) {
            if (const json::Value found = at_path(fields.member, row.path))
                add_details(row, found, details);
        }
    } else if (fields.details.is(json::Kind::object)) {
        for (const json::Value key : fields.details)
            details.push_back({key.text(), shown(key.value_of_key())});
    } else if (fields.details) {
        details.push_back({"Details", shown(fields.details)});
    }
    return details;
}

}  // namespace leadloom
