#include "alert_table.hpp"

#include <algorithm>
#include <iterator>

#include "leadloom/document/write.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom {

namespace {

/// The objects of an alert that cells go to.
enum class In : std::uint8_t { alert, member, address, device, details };

/// A field of an alert and the headings of its column, as `text::bare` leaves them, with blanks
/// around each.
struct CellField {
    In in;
    std::string_view name;
    std::string_view headings;
};

constexpr CellField cell_fields[] = {
    {In::alert, "source", " source partner partnerid integration integrationid vendor "},
    {In::alert, "id", " id alertid alertnumber alertno eventid leadid "},
    {In::alert, "type", " type alerttype alert alertname eventtype "},
    {In::alert, "severity", " severity alertseverity level priority "},
    {In::alert, "submittedOn",
     " submittedon submitted submittedat submitteddate date time timestamp created createdon "
     "createdat "},
    {In::alert, "scheduledOn", " scheduledon scheduled scheduledat scheduleddate "},
    {In::alert, "account", " account accountid "},
    {In::alert, "profile", " profile profileid "},
    {In::alert, "state", " status alertstate alertstatus "},
    {In::alert, "test", " test istest testmessage "},
    {In::member, "name",
     " name member membername customer customername contact contactname "
     "fullname "},
    {In::member, "firstName", " firstname first givenname "},
    {In::member, "lastName", " lastname last surname familyname "},
    {In::member, "phone", " phone phonenumber telephone mobile mobilephone cell primaryphone "},
    {In::member, "email", " email emailaddress mail "},
    {In::address, "street", " street streetaddress address address1 addressline1 "},
    {In::address, "unit", " unit apt apartment suite address2 addressline2 "},
    {In::address, "city", " city town "},
    {In::address, "state", " state province stateprovince "},
    {In::address, "zip", " zip zipcode postalcode postcode "},
    {In::address, "country", " country "},
    {In::device, "id", " device deviceid sensor sensorid serial serialnumber "},
    {In::device, "name", " devicename sensorname "},
    {In::device, "placement", " placement sensorplacement deviceplacement devicelocation "},
};
constexpr std::size_t further = std::size(cell_fields);

/// Columns without which a row is no alert stand first.
constexpr std::size_t required = 3;
constexpr std::size_t field_state = 8;
constexpr std::size_t field_test = 9;
static_assert(cell_fields[field_state].name == "state" && cell_fields[field_test].name == "test");

/// Words of a cell, folded, with blanks around each.
constexpr std::string_view yes_words = " yes true y 1 x ";
constexpr std::string_view cleared_words = " cleared clear resolved closed normal ok ";

bool among(std::string_view words, std::string_view word) {
    std::string wanted = " ";
    wanted.append(word).push_back(' ');
    return !word.empty() && words.contains(wanted);
}

std::uint8_t field_of(std::string_view heading) {
    const std::string bare = text::bare(heading);
    const auto* const row = std::ranges::find_if(
        cell_fields, [&](const CellField& field) { return among(field.headings, bare); });
    return static_cast<std::uint8_t>(row - std::begin(cell_fields));
}

/// How much of a table is looked at for its headings: as much as for its separator.
constexpr std::size_t head_bytes = std::size_t{1} << 16U;

}  // namespace

std::optional<AlertColumns> alert_columns(const Table& table) {
    AlertColumns columns;
    for (std::size_t column = 0; column < table.columns(); ++column)
        columns.push_back(field_of(table.heading(column)));
    for (std::uint8_t field = 0; field < required; ++field) {
        if (!std::ranges::contains(columns, field)) return std::nullopt;
    }
    return columns;
}

bool looks_like_alert_table(std::string_view bytes) {
    if (bytes.starts_with('{') || bytes.starts_with('[')) return false;
    Findings ignored(0);
    const auto head = Table::read({}, std::string(bytes.substr(0, head_bytes)), Limits{}, ignored);
    return head != nullptr && alert_columns(*head).has_value();
}

std::string alert_of_row(const Table& table, const AlertColumns& columns, std::size_t row) {
    Json objects[] = {Json::object(), Json::object(), Json::object(), Json::object(),
                      Json::object()};
    const auto object = [&](In in) -> Json& { return objects[static_cast<std::size_t>(in)]; };
    std::string names[2];
    bool taken[further] = {};
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const std::size_t field = columns[column];
        const std::string text = table.text_of(table.cell(row, column));
        if (text.empty()) continue;
        // Of two columns of one meaning the second is shown too.
        if (field == further || taken[field]) {
            const std::string& heading = table.heading(column);
            put_text(object(In::details), heading.empty() ? "Details" : heading, text);
            continue;
        }
        taken[field] = true;
        const CellField& to = cell_fields[field];
        if (field == field_test) {
            put_bool(object(to.in), to.name, among(yes_words, text::fold(text)));
        } else if (field == field_state && among(cleared_words, text::fold(text))) {
            put_text(object(to.in), to.name, "cleared");
        } else if (to.name == "firstName" || to.name == "lastName") {
            names[to.name == "lastName" ? 1 : 0] = text;
        } else {
            put_text(object(to.in), to.name, text);
        }
    }
    if (Json& member = object(In::member); !member.contains("name")) {
        const std::string name = names[0] + (names[1].empty() ? "" : " ") + names[1];
        if (!name.empty()) put_text(member, "name", text::trimmed(name));
    }
    const auto put_into = [&](In in, In outer, std::string_view name) {
        if (!object(in).empty()) put(object(outer), name, std::move(object(in)));
    };
    put_into(In::address, In::member, "address");
    put_into(In::member, In::alert, "member");
    put_into(In::device, In::alert, "device");
    put_into(In::details, In::alert, "details");
    return compact(object(In::alert));
}

bool is_rounded(std::string_view id) {
    const std::size_t end = id.find_first_not_of("0123456789.,");
    return end != 0 && end != std::string_view::npos && (id[end] == 'E' || id[end] == 'e') &&
           id.substr(0, end).find_first_of(".,") != std::string_view::npos &&
           id.find_first_not_of("+-0123456789", end + 1) == std::string_view::npos;
}

}  // namespace leadloom
