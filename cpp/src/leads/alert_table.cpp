#include "leadloom/leads/alert_table.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "leadloom/document/table.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

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
constexpr std::uint8_t field_id = 1;
constexpr std::size_t field_state = 8;
constexpr std::size_t field_test = 9;
static_assert(cell_fields[field_id].name == "id" && cell_fields[field_state].name == "state" &&
              cell_fields[field_test].name == "test");

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

/// By column: the row of `cell_fields`, or one beyond for further details.
using AlertColumns = std::vector<std::uint8_t>;

/// Nothing when source, id or type is missing: then it is no table of alerts.
std::optional<AlertColumns> alert_columns(const Table& table) {
    AlertColumns columns;
    for (std::size_t column = 0; column < table.columns(); ++column)
        columns.push_back(field_of(table.heading(column)));
    for (std::uint8_t field = 0; field < required; ++field) {
        if (!std::ranges::contains(columns, field)) return std::nullopt;
    }
    return columns;
}

/// The alert of a row, as JSON on one line.
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

/// The text of a row's first cell under a field.
std::string text_under(const Table& table, const AlertColumns& columns, std::size_t row,
                       std::uint8_t field) {
    const auto column = std::ranges::find(columns, field) - columns.begin();
    return table.text_of(table.cell(row, static_cast<std::size_t>(column)));
}

/// Whether a spreadsheet has rounded an id: `1.23457E+11` may stand for many.
bool is_rounded(std::string_view id) {
    const std::size_t end = id.find_first_not_of("0123456789.,");
    return end != 0 && end != std::string_view::npos && (id[end] == 'E' || id[end] == 'e') &&
           id.substr(0, end).find_first_of(".,") != std::string_view::npos &&
           id.find_first_not_of("+-0123456789", end + 1) == std::string_view::npos;
}

/// The line on which each row begins, counted as the places of findings are.
std::vector<std::size_t> lines_of(const Table& table) {
    const std::string_view text = table.text();
    const char line_end = text.contains('\n') ? '\n' : '\r';
    std::vector<std::size_t> lines;
    std::size_t line = 1;
    std::size_t counted = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t begin = table.line(row).offset;
        line += static_cast<std::size_t>(
            std::ranges::count(text.substr(counted, begin - counted), line_end));
        lines.push_back(line);
        counted = begin;
    }
    return lines;
}

}  // namespace

bool looks_like_alert_table(std::string_view bytes) {
    if (bytes.starts_with('{') || bytes.starts_with('[')) return false;
    Findings ignored(0);
    const auto head = Table::read({}, std::string(bytes.substr(0, head_bytes)), Limits{}, ignored);
    return head != nullptr && alert_columns(*head).has_value();
}

std::size_t add_alert_table(Feed& feed, std::string name, std::string bytes, const Limits& limits,
                            Findings& findings) {
    Findings said(SIZE_MAX);
    const auto table = Table::read(name, std::move(bytes), limits, said);
    const auto columns = table ? alert_columns(*table) : std::nullopt;
    if (!columns) {
        findings.add_all(said);
        return 0;
    }
    // What is wrong with a row sets it aside; what is wrong with the headings concerns them all.
    const std::vector<std::size_t> lines = lines_of(*table);
    std::vector<const Finding*> faults(table->rows());
    bool readable = true;
    for (const Finding& finding : said.list()) {
        const auto after = std::ranges::upper_bound(lines, finding.place ? finding.place->line : 0);
        if (finding.level == Level::error && after != lines.begin()) {
            faults[static_cast<std::size_t>(after - lines.begin()) - 1] = &finding;
        } else {
            readable = readable && finding.level != Level::error;
            findings.add(finding.rule, finding.message, finding.place, finding.hint);
        }
    }
    if (!readable) return 0;
    std::vector<MadeRecord> rows;
    rows.reserve(table->rows());
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const Cell line = table->line(row);
        std::string_view raw = table->text().substr(line.offset, line.bytes);
        while (raw.ends_with('\n') || raw.ends_with('\r')) raw.remove_suffix(1);
        MadeRecord& record = rows.emplace_back();
        record.byte = line.offset;
        record.bytes = static_cast<std::uint32_t>(raw.size());
        record.line = static_cast<std::uint32_t>(lines[row]);
        const std::string id = text_under(*table, *columns, row, field_id);
        if (const Finding* const fault = faults[row]) {
            record.fault = {fault->rule, fault->message, fault->hint};
        } else if (is_rounded(id)) {
            record.fault = {Rule::cell_unreadable,
                            text::join({"A spreadsheet has rounded the id to ", text::named(id),
                                        ", so it may stand for several alerts."}),
                            {}};
        } else {
            record.json = alert_of_row(*table, *columns, row);
        }
    }
    feed.add_made(std::move(name), std::string(table->text()), table->form(), rows, limits);
    return table->rows();
}

std::string alert_lines(const Feed& feed) {
    std::string lines;
    std::size_t line = 1;
    // Each on the line that it has in the table.
    const auto add = [&](std::size_t at, std::string_view text) {
        for (; line < at; ++line) lines.append("\n");
        lines.append(text).append("\n");
        ++line;
    };
    auto aside = feed.set_aside().begin();
    const auto put_aside_before = [&](std::size_t at) {
        for (; aside != feed.set_aside().end() && aside->place.line < at; ++aside) {
            Json why = Json::object();
            put_text(why, "rule", label(aside->rule));
            put_text(why, "message", aside->message);
            put_text(why, "hint", aside->hint);
            put_text(why, "text", aside->text);
            Json record = Json::object();
            put(record, "setAside", std::move(why));
            add(aside->place.line, compact(record));
        }
    };
    for (const Alert& alert : feed.alerts()) {
        put_aside_before(alert.line);
        add(alert.line, alert.text);
    }
    put_aside_before(SIZE_MAX);
    return lines;
}

constinit const AlertTables alert_tables{looks_like_alert_table, add_alert_table};

}  // namespace leadloom
