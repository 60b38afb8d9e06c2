// A mapping as a table, to be read again.
#include <algorithm>
#include <array>

#include "leadloom/model/mapping_table.hpp"
#include "leadloom/text/fold.hpp"
#include "mapping_cells.hpp"
#include "mapping_headings.hpp"
#include "mapping_hours.hpp"
#include "standard_names.hpp"

namespace leadloom {

namespace {

/// A text as a piece of a cell: in quotes of its own where it would be read as something else, or
/// where a spreadsheet would take the cell for a formula (CWE-1236).
std::string piece_of(std::string_view text, bool reference) {
    const bool odd = text.empty() ||
                     text.find_first_of(piece_separators) != std::string_view::npos ||
                     std::string_view("=+-@\"").contains(text.front()) ||
                     text::trimmed(text).size() != text.size() ||
                     (reference && (all_digits(text) || spoilt_id(text)));
    if (!odd) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
    return out;
}

void append_cell(std::string& out, std::string_view text) {
    if (text.find_first_of(",;|\t\"\r\n") == std::string_view::npos) {
        out.append(text);
        return;
    }
    out.push_back('"');
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

using Cells = std::array<std::string, meanings>;

void append_piece(std::string& cell, std::string_view piece) {
    cell.append(cell.empty() ? "" : "; ").append(piece);
}

/// Ids and names side by side, as many pieces in one cell as in the other.
template <class Record>
void put_refs(const std::vector<Ref>& refs, const Records<Record>& records, std::string& names,
              std::string& ids) {
    bool any_name = false;
    bool any_id = false;
    for (std::size_t i = 0; i < refs.size(); ++i) {
        const Ref& ref = refs[i];
        const Record* const record = ref.name.empty() ? records.find(ref.id) : nullptr;
        const std::string& name = record == nullptr ? ref.name : record->name;
        names.append(i == 0 ? "" : "; ");
        ids.append(i == 0 ? "" : "; ");
        any_name = any_name || !name.empty();
        any_id = any_id || ref.id != 0;
        if (!name.empty()) names.append(piece_of(name, true));
        if (ref.id != 0) ids.append(std::to_string(ref.id));
    }
    if (!any_name) names.clear();
    if (!any_id) ids.clear();
}

void put_condition(const Condition& condition, Cells& cells) {
    const auto put = [&](Meaning meaning, const std::vector<std::string>& values) {
        for (const std::string& value : values)
            append_piece(cells[at(meaning)], piece_of(value, false));
    };
    for (const Severity severity : condition.severities)
        append_piece(cells[at(Meaning::severity)], word(severity));
    for (const ZipRange zip : condition.zips) append_piece(cells[at(Meaning::zip)], written(zip));
    put(Meaning::account, condition.accounts);
    put(Meaning::profile, condition.profiles);
    put(Meaning::state, condition.states);
    put(Meaning::customer_type, condition.customer_types);
    put(Meaning::placement, condition.placements);
    cells[at(Meaning::hours)] = hours_of(condition.windows);
}

void put_ignored(const Json& ignore, std::string& cell) {
    const auto put = [&](const Json& line) {
        if (line.is_string())
            append_piece(cell, piece_of(line.get_ref<const std::string&>(), false));
    };
    if (!ignore.is_array()) return put(ignore);
    for (const Json& line : ignore) put(line);
}

/// Whether every integration that delivers alerts has switched it off: a table says one thing for
/// all of them.
bool is_off_everywhere(const Setup& setup, const Catalog& catalog, const StandardKey& key) {
    bool off = false;
    for (const Integration& integration : setup.integrations) {
        const Partner* const partner = catalog.partner(integration.id);
        if (partner != nullptr && partner->delivers_standard_job_types) continue;
        if (!integration.is_off(key)) return false;
        off = true;
    }
    return off;
}

}  // namespace

std::string write_mapping_table(const Setup& setup, const Tenant& tenant, const Catalog& catalog) {
    const StandardNames names(catalog);
    std::vector<Cells> rows;
    std::array<bool, meanings> used{};
    for (const Meaning always :
         {Meaning::trade, Meaning::standard, Meaning::job_type, Meaning::unit})
        used[at(always)] = true;
    for (const MappingRow& row : setup.mapping) {
        Cells& cells = rows.emplace_back();
        // Labels are for people, ids where a label does not lead back.
        const Trade* const trade = catalog.trade(row.standard.trade);
        const std::string& in = trade == nullptr ? row.standard.trade : trade->label;
        const auto meant = names.meant(in, catalog.label(row.standard));
        const bool clear = meant.size() == 1 && meant.front() == row.standard;
        cells[at(Meaning::trade)] = piece_of(clear ? in : row.standard.trade, false);
        cells[at(Meaning::standard)] =
            piece_of(clear ? catalog.label(row.standard) : row.standard.id, false);
        put_refs(row.job_types, tenant.job_types, cells[at(Meaning::job_type)],
                 cells[at(Meaning::job_type_id)]);
        put_refs(row.business_units, tenant.business_units, cells[at(Meaning::unit)],
                 cells[at(Meaning::unit_id)]);
        if (row.when) put_condition(*row.when, cells);
        put_ignored(row.ignore, cells[at(Meaning::ignore)]);
        if (is_off_everywhere(setup, catalog, row.standard)) cells[at(Meaning::enabled)] = "no";
        for (std::size_t i = 0; i < meanings; ++i) used[i] = used[i] || !cells[i].empty();
    }
    std::string out;
    const auto put_line = [&](const auto& cells) {
        bool first = true;
        for (std::size_t i = 0; i < meanings; ++i) {
            if (!used[i]) continue;
            if (!first) out.push_back(',');
            first = false;
            append_cell(out, cells[i]);
        }
        out.append("\r\n");
    };
    put_line(mapping_headings);
    for (Cells& cells : rows) {
        if (used[at(Meaning::enabled)] && cells[at(Meaning::enabled)].empty())
            cells[at(Meaning::enabled)] = "yes";
        put_line(cells);
    }
    return out;
}

}  // namespace leadloom
