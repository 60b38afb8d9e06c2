#include "mapping_headings.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

struct Alias {
    /// As `text::bare` leaves it.
    std::string_view heading;
    Meaning meaning;
};

constexpr Alias aliases[] = {
    {"trade", Meaning::trade},
    {"trades", Meaning::trade},
    {"tradeid", Meaning::trade},
    {"tradename", Meaning::trade},
    {"vertical", Meaning::trade},
    {"category", Meaning::trade},
    {"servicecategory", Meaning::trade},
    {"lineofbusiness", Meaning::trade},
    {"industry", Meaning::trade},
    {"standardjobtype", Meaning::standard},
    {"standardjobtypes", Meaning::standard},
    {"standardjobtypeid", Meaning::standard},
    {"standardjobtypename", Meaning::standard},
    {"standardtype", Meaning::standard},
    {"standardjob", Meaning::standard},
    {"stdjobtype", Meaning::standard},
    {"sjt", Meaning::standard},
    {"service", Meaning::standard},
    {"serviceid", Meaning::standard},
    {"googlejobtype", Meaning::standard},
    {"googlejobtypeid", Meaning::standard},
    {"googleservice", Meaning::standard},
    {"integrationjobtype", Meaning::standard},
    {"partnerjobtype", Meaning::standard},
    {"jobtype", Meaning::job_type},
    {"jobtypes", Meaning::job_type},
    {"jobtypename", Meaning::job_type},
    {"jobtypenames", Meaning::job_type},
    {"customjobtype", Meaning::job_type},
    {"customjobtypes", Meaning::job_type},
    {"customjobtypename", Meaning::job_type},
    {"stjobtype", Meaning::job_type},
    {"stjobtypes", Meaning::job_type},
    {"stjobtypename", Meaning::job_type},
    {"servicetitanjobtype", Meaning::job_type},
    {"servicetitanjobtypes", Meaning::job_type},
    {"servicetitanjobtypename", Meaning::job_type},
    {"jobtypeid", Meaning::job_type_id},
    {"jobtypeids", Meaning::job_type_id},
    {"customjobtypeid", Meaning::job_type_id},
    {"stjobtypeid", Meaning::job_type_id},
    {"servicetitanjobtypeid", Meaning::job_type_id},
    {"businessunit", Meaning::unit},
    {"businessunits", Meaning::unit},
    {"businessunitname", Meaning::unit},
    {"businessunitnames", Meaning::unit},
    {"bu", Meaning::unit},
    {"bus", Meaning::unit},
    {"buname", Meaning::unit},
    {"stbusinessunit", Meaning::unit},
    {"servicetitanbusinessunit", Meaning::unit},
    {"businessunitid", Meaning::unit_id},
    {"businessunitids", Meaning::unit_id},
    {"buid", Meaning::unit_id},
    {"buids", Meaning::unit_id},
    {"enabled", Meaning::enabled},
    {"active", Meaning::enabled},
    {"on", Meaning::enabled},
    {"status", Meaning::enabled},
    {"isenabled", Meaning::enabled},
    {"severity", Meaning::severity},
    {"severities", Meaning::severity},
    {"account", Meaning::account},
    {"accounts", Meaning::account},
    {"accountid", Meaning::account},
    {"profile", Meaning::profile},
    {"profiles", Meaning::profile},
    {"profileid", Meaning::profile},
    {"zip", Meaning::zip},
    {"zips", Meaning::zip},
    {"zipcode", Meaning::zip},
    {"zipcodes", Meaning::zip},
    {"postalcode", Meaning::zip},
    {"postalcodes", Meaning::zip},
    {"state", Meaning::state},
    {"states", Meaning::state},
    {"customertype", Meaning::customer_type},
    {"customertypes", Meaning::customer_type},
    {"placement", Meaning::placement},
    {"placements", Meaning::placement},
    {"sensorplacement", Meaning::placement},
    {"days", Meaning::days},
    {"day", Meaning::days},
    {"weekday", Meaning::days},
    {"weekdays", Meaning::days},
    {"hours", Meaning::hours},
    {"time", Meaning::hours},
    {"times", Meaning::hours},
    {"timewindow", Meaning::hours},
    {"leadloomignore", Meaning::ignore},
    {"ignore", Meaning::ignore},
};

/// Columns of which one must be there.
struct Must {
    Meaning one;
    Meaning other;
    std::string_view noun;
};

constexpr Must musts[] = {
    {Meaning::standard, Meaning::standard, "standard job type"},
    {Meaning::job_type, Meaning::job_type_id, "job type"},
    {Meaning::unit, Meaning::unit_id, "business unit"},
};

/// Says that nobody reads a column.
void unknown_heading(const Table& table, std::size_t column, const Columns& columns,
                     Findings& findings) {
    const std::string& heading = table.heading(column);
    // Only what the table does not have yet: a second column of a meaning helps nobody.
    const std::string wanted = text::bare(heading);
    text::Nearest near(wanted);
    for (const Alias& alias : aliases) {
        if (alias.heading.size() > 2 && columns[at(alias.meaning)] == no_column)
            near.consider(alias.heading);
    }
    const auto* const alias = std::ranges::find(aliases, near.name(), &Alias::heading);
    const bool known = !near.name().empty() && alias != std::end(aliases);
    const std::string_view proper =
        known ? mapping_headings[at(alias->meaning)] : std::string_view();
    Finding* const finding =
        findings.add(Rule::heading_unknown, join({"Nobody reads the column ", named(heading), "."}),
                     table.place_of_heading(column),
                     known ? join({"Did you mean ", named(proper), "?"}) : std::string());
    if (finding == nullptr || !known) return;
    finding->fix = Fix{join({"Write ", named(proper), "."}),
                       {{table.place_of_heading(column), std::string(proper)}},
                       false};
}

}  // namespace

std::optional<Columns> find_columns(const Table& table, Findings& findings) {
    Columns columns;
    columns.fill(no_column);
    std::vector<std::size_t> unknown;
    std::vector<std::string> found;
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const std::string& heading = table.heading(column);
        if (heading.empty()) continue;
        found.push_back(named(heading));
        const auto* const alias = std::ranges::find(aliases, text::bare(heading), &Alias::heading);
        if (alias == std::end(aliases)) {
            unknown.push_back(column);
            continue;
        }
        std::size_t& taken = columns[at(alias->meaning)];
        if (taken == no_column) {
            taken = column;
            continue;
        }
        Finding* const twice =
            findings.add(Rule::heading_twice,
                         join({named(heading), " means the same as ", named(table.heading(taken)),
                               "; only the first of them is read."}),
                         table.place_of_heading(column));
        if (twice != nullptr)
            twice->related.push_back({table.place_of_heading(taken), "This is the first."});
    }
    for (const std::size_t column : unknown) unknown_heading(table, column, columns, findings);
    bool ok = true;
    for (const Must& must : musts) {
        if (columns[at(must.one)] != no_column || columns[at(must.other)] != no_column) continue;
        ok = false;
        Place place;
        place.file = table.name();
        if (table.columns() != 0) place = table.place_of_heading(0);
        findings.add(
            Rule::heading_missing,
            found.empty() ? join({"The table has no column for the ", must.noun, ": it is empty."})
                          : join({"The table has no column for the ", must.noun, ", only ",
                                  text::brief(text::listed(found)), "."}),
            std::move(place), join({"Add a column ", named(mapping_headings[at(must.one)]), "."}));
    }
    if (!ok) return std::nullopt;
    return columns;
}

}  // namespace leadloom
