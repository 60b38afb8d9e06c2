#include "leadloom/model/mapping_table.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/names.hpp"
#include "leadloom/text/words.hpp"
#include "mapping_cells.hpp"
#include "mapping_headings.hpp"
#include "mapping_hours.hpp"
#include "mapping_table_rows.hpp"
#include "standard_names.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// A word of the column that switches a row on or off.
struct Switch {
    std::string_view word;
    bool on;
};

constexpr Switch switches[] = {
    {"yes", true},  {"no", false},     {"true", true},      {"false", false}, {"on", true},
    {"off", false}, {"enabled", true}, {"disabled", false}, {"active", true}, {"inactive", false},
    {"y", true},    {"n", false},      {"1", true},         {"0", false},     {"x", true},
};

using Reference = TableRow::Reference;

/// Rows of a table becoming rows of a mapping.
class TableReader {
public:
    TableReader(const Table& table, const Columns& columns, const Catalog& catalog,
                Findings& findings)
        : table_(table),
          columns_(columns),
          cells_(table, columns, findings),
          names_(catalog),
          findings_(findings) {}

    std::vector<TableRow> read() {
        for (std::size_t row = 0; row < table_.rows(); ++row) read_row(row);
        return std::move(rows_);
    }

private:
    /// A fix that writes other digits in place of a piece.
    [[nodiscard]] Fix rewritten(const Piece& piece, std::string_view digits) const {
        return {join({"Write ", digits, "."}),
                {{table_.place(piece.row, piece.column, piece.offset, piece.bytes),
                  std::string(digits)}}};
    }

    void read_row(std::size_t row);
    std::vector<Reference> references(std::size_t row, Meaning name, Meaning id);
    std::optional<Reference> reference(std::size_t row, Piece piece, bool must_be_id);
    std::optional<bool> read_switch(std::size_t row, const std::optional<Piece>& piece);
    void read_zips(std::size_t row, std::vector<Piece>& zips);
    std::vector<Piece> read_ignore_cell(std::size_t row);
    void merge(TableRow row);
    void contradiction(const TableRow& row, const TableRow& into);

    const Table& table_;
    const Columns& columns_;
    CellReader cells_;
    StandardNames names_;
    Findings& findings_;
    std::vector<TableRow> rows_;
    /// Rows of the mapping by what they are for.
    text::Names by_key_;
    /// Rows of the table by all that they say.
    text::Names by_all_;
};

std::optional<Reference> TableReader::reference(std::size_t row, Piece piece, bool must_be_id) {
    if (piece.text.empty() && !piece.quoted) return Reference{};
    if (!piece.quoted && all_digits(piece.text)) return Reference{std::move(piece), {}};
    const auto spoilt = piece.quoted ? std::nullopt : spoilt_id(piece.text);
    if (!spoilt) {
        if (!must_be_id) return Reference{{}, std::move(piece)};
        cells_.unreadable(row, piece.column, join({named(piece.text), " is no id."}),
                          "Copy the id from ServiceTitan once more.");
        return std::nullopt;
    }
    Finding* const finding = cells_.unreadable(
        row, piece.column,
        join({named(piece.text), " is an id as a spreadsheet shows it",
              spoilt->certain ? "." : ", with digits lost."}),
        spoilt->certain ? join({"Write ", spoilt->digits, "."})
                        : "Format the column as text and copy the id from ServiceTitan once more.");
    if (!spoilt->certain) return std::nullopt;
    if (finding != nullptr) finding->fix = rewritten(piece, spoilt->digits);
    piece.text = spoilt->digits;
    return Reference{std::move(piece), {}};
}

/// Names and ids of a row. Where both columns are there, they go together piece by piece.
std::vector<Reference> TableReader::references(std::size_t row, Meaning name, Meaning id) {
    std::vector<Piece> ids = cells_.pieces(row, id, true);
    std::vector<Piece> called = cells_.pieces(row, name, !ids.empty());
    std::vector<Reference> found;
    if (!ids.empty() && !called.empty() && ids.size() != called.size()) {
        cells_.unreadable(row, called.front().column,
                          join({"The cell names ", std::to_string(called.size()), ", but ",
                                named(table_.heading(columns_[at(id)])), " has ",
                                text::counted(ids.size(), "id"), "."}),
                          "Write as many names as ids.");
        called.clear();
    }
    for (std::size_t i = 0; i < std::max(ids.size(), called.size()); ++i) {
        Reference both;
        if (i < ids.size()) {
            auto read = reference(row, std::move(ids[i]), true);
            if (!read) continue;
            both.id = std::move(read->id);
        }
        if (i < called.size()) {
            // Beside an id a name is a name, whatever it looks like.
            auto read = both.id && !called[i].text.empty()
                            ? Reference{{}, std::move(called[i])}
                            : reference(row, std::move(called[i]), false);
            if (!read) continue;
            if (read->id) both.id = std::move(read->id);
            both.name = std::move(read->name);
        }
        if (both.id || both.name) found.push_back(std::move(both));
    }
    return found;
}

std::optional<bool> TableReader::read_switch(std::size_t row, const std::optional<Piece>& piece) {
    if (!piece) return std::nullopt;
    const std::string folded = text::fold(piece->text);
    const auto* const found = std::ranges::find(switches, folded, &Switch::word);
    if (found != std::end(switches)) return found->on;
    text::Nearest near(folded);
    for (const Switch& one : switches) {
        if (one.word.size() > 1) near.consider(one.word);
    }
    cells_.unreadable(row, piece->column, join({named(piece->text), " is neither yes nor no."}),
                      near.name().empty() ? "Write yes or no." : near.hint());
    return std::nullopt;
}

/// Leading zeros that a spreadsheet has taken away are put back.
void TableReader::read_zips(std::size_t row, std::vector<Piece>& zips) {
    for (Piece& zip : zips) {
        if (!all_digits(zip.text) || zip.text.size() < 3 || zip.text.size() > 4) continue;
        const std::string whole = std::string(5 - zip.text.size(), '0') + zip.text;
        Finding* const finding = cells_.unreadable(
            row, zip.column, join({named(zip.text), " is a ZIP code without its leading zeros."}),
            join({"Write ", whole, ", or ", zip.text, "* for all that begin so."}));
        if (finding != nullptr) {
            finding->fix = rewritten(zip, whole);
            finding->fix->safe = false;
        }
        zip.text = whole;
    }
}

/// Suppressions, one a line or with `;` between; a reason may hold a `;` itself.
std::vector<Piece> TableReader::read_ignore_cell(std::size_t row) {
    std::vector<Piece> lines;
    for (Piece& piece : cells_.pieces(row, Meaning::ignore)) {
        if (lines.empty() || text::fold(piece.text).starts_with("ll") || piece.quoted) {
            lines.push_back(std::move(piece));
        } else {
            lines.back().text.append("; ").append(piece.text);
            lines.back().bytes = piece.offset + piece.bytes - lines.back().offset;
        }
    }
    return lines;
}

void TableReader::read_row(std::size_t row) {
    TableRow out;
    out.row = row;
    out.job_types = references(row, Meaning::job_type, Meaning::job_type_id);
    out.units = references(row, Meaning::unit, Meaning::unit_id);
    out.trade = cells_.single(row, Meaning::trade);
    auto standard = cells_.single(row, Meaning::standard);
    if (!standard) {
        const bool says = !out.job_types.empty() || !out.units.empty() || out.trade;
        if (!says) return;
        cells_.unreadable(row, columns_[at(Meaning::standard)],
                          "The row names no standard job type.",
                          rows_.empty() ? "Write its id or its label."
                                        : join({"Write ", named(rows_.back().standard.text),
                                                " again if it goes on from the row above."}));
        return;
    }
    out.standard = std::move(*standard);
    out.enabled_at = cells_.single(row, Meaning::enabled);
    out.enabled = read_switch(row, out.enabled_at);
    for (const ConditionColumn& part : condition_columns) {
        std::vector<Piece> values = cells_.pieces(row, part.meaning);
        if (part.meaning == Meaning::zip) read_zips(row, values);
        if (!values.empty()) out.when.push_back({part.field, std::move(values)});
    }
    out.hours = read_hours(cells_, row);
    out.ignore = read_ignore_cell(row);
    merge(std::move(out));
}

/// What of a row says for which alerts it is.
std::string key_of(const std::vector<StandardKey>& meant, const std::optional<Piece>& trade,
                   const Piece& standard) {
    if (meant.size() == 1) return join({meant.front().trade, "\n", meant.front().id});
    return join({trade ? text::fold(trade->text) : "", "\n\n", text::fold(standard.text)});
}

/// What a reference says.
std::string key_of(const Reference& reference) {
    std::string key = reference.id ? reference.id->text : std::string();
    key.push_back('\t');
    if (reference.name) key.append(reference.name->text);
    return key;
}

/// Rows for the same alerts are one: that is how a spreadsheet lists several. A row that says
/// exactly what one before it says is a mistake.
void TableReader::merge(TableRow row) {
    std::string key =
        key_of(names_.meant(row.trade ? std::string_view(row.trade->text) : std::string_view(),
                            row.standard.text),
               row.trade, row.standard);
    for (const TableRow::Listed& part : row.when) {
        key.append("\n").append(part.field);
        for (const Piece& value : part.values) key.append("\t").append(text::fold(value.text));
    }
    for (const Hours& hours : row.hours) {
        key.append("\n").append(hours.from).append(hours.to);
        for (const std::string_view day : hours.days) key.append(day);
    }
    std::string all = key;
    for (const std::vector<Reference>* const list : {&row.job_types, &row.units}) {
        all.push_back('\n');
        for (const Reference& reference : *list) all.append(key_of(reference)).push_back('\n');
    }
    all.append(row.enabled.value_or(true) ? "\n+" : "\n-");
    for (const Piece& line : row.ignore) all.append("\n").append(line.text);

    const auto [same, first] = by_all_.try_emplace(all, static_cast<std::uint32_t>(row.row));
    if (!first) {
        const std::string before = std::to_string(table_.row_number(same->second));
        Finding* const finding =
            findings_.add(Rule::duplicate_row, join({"The row says the same as row ", before, "."}),
                          table_.place(row.row));
        if (finding == nullptr) return;
        finding->related.push_back({table_.place(same->second), "This is the first."});
        const Cell line = table_.line(row.row);
        Place place = table_.place(row.row, Origin::whole_row, line.offset, line.bytes);
        finding->fix = Fix{join({"Delete row ", std::to_string(table_.row_number(row.row)), "."}),
                           {{std::move(place), {}}}};
        return;
    }
    const auto [found, added] =
        by_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(rows_.size()));
    if (added) {
        rows_.push_back(std::move(row));
        return;
    }
    TableRow& into = rows_[found->second];
    contradiction(row, into);
    const auto take = [](std::vector<Reference>& to, std::vector<Reference>& from) {
        const std::size_t before = to.size();
        for (Reference& reference : from) {
            const auto known = std::ranges::any_of(
                to.begin(), to.begin() + static_cast<std::ptrdiff_t>(before),
                [&](const Reference& other) { return key_of(other) == key_of(reference); });
            if (!known) to.push_back(std::move(reference));
        }
    };
    take(into.job_types, row.job_types);
    take(into.units, row.units);
    for (Piece& line : row.ignore) {
        if (!std::ranges::contains(into.ignore, line.text, &Piece::text))
            into.ignore.push_back(std::move(line));
    }
}

void TableReader::contradiction(const TableRow& row, const TableRow& into) {
    if (!row.enabled || !into.enabled || *row.enabled == *into.enabled) return;
    Finding* const finding =
        cells_.unreadable(row.row, row.enabled_at->column,
                          join({named(row.standard.text), " is ", *row.enabled ? "on" : "off",
                                " here, but ", *into.enabled ? "on" : "off", " in row ",
                                std::to_string(table_.row_number(into.row)), "."}),
                          "Write the same in all rows of a standard job type.");
    if (finding != nullptr)
        finding->related.push_back(
            {table_.place(into.row, into.enabled_at->column), "This is the first."});
}

}  // namespace

std::shared_ptr<const Document> mapping_of_table(std::shared_ptr<const Table> table,
                                                 const Catalog& catalog, Findings& findings) {
    const auto columns = find_columns(*table, findings);
    if (!columns) return nullptr;
    const auto rows = TableReader(*table, *columns, catalog, findings).read();
    return document_of_rows(std::move(table), rows);
}

}  // namespace leadloom
