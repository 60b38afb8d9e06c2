#include "leadloom/model/mapping_table.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "leadloom/model/kind.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/names.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// What a column can mean. Job types and business units may have their ids beside their names.
enum class Meaning : std::uint8_t {
    trade,
    standard,
    job_type,
    job_type_id,
    unit,
    unit_id,
    enabled,
    severity,
    account,
    profile,
    zip,
    state,
    customer_type,
    placement,
    days,
    hours,
    ignore,
};
constexpr std::size_t meanings = static_cast<std::size_t>(Meaning::ignore) + 1;

constexpr std::size_t at(Meaning meaning) { return static_cast<std::size_t>(meaning); }

/// The heading that is written for a meaning, by `Meaning`.
constexpr std::string_view headings[meanings] = {
    "Trade",           "Standard Job Type", "Job Type", "Job Type Id",
    "Business Unit",   "Business Unit Id",  "Enabled",  "Severity",
    "Account",         "Profile",           "ZIP",      "State",
    "Customer Type",   "Sensor Placement",  "Days",     "Hours",
    "leadloom-ignore",
};

struct Alias {
    /// As `bare` leaves it.
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

/// A part of a condition that a column lists.
struct Part {
    Meaning meaning;
    std::string_view field;
};

constexpr Part parts[] = {
    {Meaning::severity, "severity"},   {Meaning::account, "account"},
    {Meaning::profile, "profile"},     {Meaning::zip, "zip"},
    {Meaning::state, "state"},         {Meaning::customer_type, "customerType"},
    {Meaning::placement, "placement"},
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

struct Switch {
    std::string_view word;
    bool on;
};

constexpr Switch switches[] = {
    {"yes", true},  {"no", false},     {"true", true},      {"false", false}, {"on", true},
    {"off", false}, {"enabled", true}, {"disabled", false}, {"active", true}, {"inactive", false},
    {"y", true},    {"n", false},      {"1", true},         {"0", false},     {"x", true},
};

constexpr std::string_view weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// A heading folded, without blanks and punctuation.
std::string bare(std::string_view heading) {
    std::string kept = text::fold(heading);
    std::erase_if(kept, [](char c) {
        const bool letter = c >= 'a' && c <= 'z';
        return static_cast<unsigned char>(c) < 0x80 && !letter && !is_digit(c);
    });
    return kept;
}

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out.append("\\u00").push_back(c < 0x10 ? '0' : '1');
            out.push_back(hex[static_cast<unsigned char>(c) & 0xFU]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

/// Standard job types by id and label, so that people may write either.
class StandardNames {
public:
    explicit StandardNames(const Catalog& catalog) : catalog_(catalog) {
        for (const Trade& trade : catalog.trades) {
            const auto place = static_cast<std::uint32_t>(&trade - catalog.trades.data());
            trades_.try_emplace(text::fold(trade.id), place);
            trades_.try_emplace(text::fold(trade.label), place);
            for (const StandardJobType& type : trade.job_types) {
                const auto index = static_cast<std::uint32_t>(keys_.size());
                keys_.push_back({trade.id, type.id});
                put(type.id, index);
                put(text::fold(type.id), index);
                put(text::fold(type.label), index);
            }
        }
    }

    /// By id or label; null where the catalogue has none of that name.
    [[nodiscard]] const Trade* trade(std::string_view name) const {
        const auto found = trades_.find(text::fold(name));
        return found == trades_.end() ? nullptr : &catalog_.trades[found->second];
    }

    /// All that the names can mean: one when it is clear. Without a trade, of all trades.
    [[nodiscard]] std::vector<StandardKey> meant(std::string_view trade_name,
                                                 std::string_view name) const {
        const Trade* const in = trade(trade_name);
        if (in == nullptr && !trade_name.empty()) return {};
        std::vector<StandardKey> found = of(name, in);
        // An id as it stands goes before a label that reads like it.
        const auto exact = static_cast<std::size_t>(
            std::ranges::count(found, std::string(name), &StandardKey::id));
        if (exact != 0 && exact != found.size())
            std::erase_if(found, [&](const StandardKey& key) { return key.id != name; });
        return !found.empty() ? found : of(text::fold(name), in);
    }

private:
    void put(std::string_view name, std::uint32_t index) {
        const auto [entry, added] =
            by_name_.try_emplace(std::string(name), static_cast<std::uint32_t>(alike_.size()));
        if (added) alike_.emplace_back();
        std::vector<std::uint32_t>& all = alike_[entry->second];
        if (!std::ranges::contains(all, index)) all.push_back(index);
    }

    [[nodiscard]] std::vector<StandardKey> of(std::string_view name, const Trade* in) const {
        std::vector<StandardKey> found;
        const auto entry = by_name_.find(name);
        if (entry == by_name_.end()) return found;
        for (const std::uint32_t index : alike_[entry->second]) {
            if (in == nullptr || keys_[index].trade == in->id) found.push_back(keys_[index]);
        }
        return found;
    }

    const Catalog& catalog_;
    std::vector<StandardKey> keys_;
    std::vector<std::vector<std::uint32_t>> alike_;
    text::Names by_name_;
    text::Names trades_;
};

/// A piece of a cell: its text, and where it stands in the table's text.
struct Piece {
    std::string text;
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::uint32_t offset = 0;
    std::uint32_t bytes = 0;
    /// It stood in quotes of its own, so it is a name whatever it looks like.
    bool quoted = false;
};

/// A cell's text with the way back from each of its bytes.
struct Unquoted {
    std::string text;
    /// One more than the text has bytes.
    std::vector<std::uint32_t> offsets;
};

void unquote(const Table& table, Cell cell, Unquoted& out) {
    out.text.clear();
    out.offsets.clear();
    const std::string_view raw = table.text().substr(cell.offset, cell.bytes);
    const auto put = [&](std::size_t i, std::size_t from) {
        out.text.push_back(raw[i]);
        out.offsets.push_back(cell.offset + static_cast<std::uint32_t>(from));
    };
    std::size_t i = 0;
    std::size_t end = raw.size();
    if (cell.quoted) {
        for (i = raw.find('"') + 1; i < raw.size(); ++i) {
            const std::size_t from = i;
            if (raw[i] == '"') {
                if (i + 1 >= raw.size() || raw[i + 1] != '"') break;
                ++i;
            }
            put(i, from);
        }
        if (i + 1 >= raw.size()) end = std::min(i, raw.size());
        ++i;
    }
    for (; i < raw.size(); ++i) put(i, i);
    out.offsets.push_back(cell.offset + static_cast<std::uint32_t>(end));
}

/// The end of a piece in quotes of its own that begins at `from`, or 0 when it is none: its closing
/// quote must stand before `stops` or the end.
std::size_t end_of_quoted(std::string_view text, std::size_t from, std::string_view stops) {
    for (std::size_t i = from + 1; i < text.size(); ++i) {
        if (text[i] != '"') continue;
        if (i + 1 < text.size() && text[i + 1] == '"') {
            ++i;
            continue;
        }
        const std::size_t next = text.find_first_not_of(' ', i + 1);
        return next == std::string_view::npos || stops.contains(text[next]) ? i + 1 : 0;
    }
    return 0;
}

constexpr std::string_view separators = ";|\n\r";

/// Rows of a table becoming rows of a mapping.
class TableReader {
public:
    TableReader(std::shared_ptr<const Table> table, const Catalog& catalog, Findings& findings)
        : table_(std::move(table)), names_(catalog), findings_(findings) {
        columns_.fill(none);
    }

    std::shared_ptr<const Document> read() {
        if (!read_headings()) return nullptr;
        for (std::size_t row = 0; row < table_->rows(); ++row) read_row(row);
        write();
        return Document::of_table(table_, std::move(json_), std::move(origins_));
    }

private:
    static constexpr std::size_t none = SIZE_MAX;

    /// A reference: its id, its name, or both.
    struct Reference {
        std::optional<Piece> id;
        std::optional<Piece> name;

        [[nodiscard]] std::string key() const {
            std::string key = id ? id->text : std::string();
            key.push_back('\t');
            if (name) key.append(name->text);
            return key;
        }
    };

    struct Listed {
        std::string_view field;
        std::vector<Piece> values;
    };

    struct Hours {
        std::vector<std::string_view> days;
        std::string from;
        std::string to;
        Piece piece;
    };

    /// A row of the mapping, with the table's row that it began in.
    struct Row {
        std::size_t row = 0;
        std::optional<Piece> trade;
        Piece standard;
        std::vector<Reference> job_types;
        std::vector<Reference> units;
        /// Only what a cell says.
        std::optional<bool> enabled;
        std::optional<Piece> enabled_at;
        std::vector<Listed> when;
        std::vector<Hours> hours;
        std::vector<Piece> ignore;
    };

    void add(Rule rule, Place place, std::string message, std::string hint = {}) {
        findings_.add(rule, std::move(message), std::move(place), std::move(hint));
    }

    Finding* unreadable(std::size_t row, std::size_t column, std::string message,
                        std::string hint = {}) {
        return findings_.add(Rule::cell_unreadable, std::move(message), table_->place(row, column),
                             std::move(hint));
    }

    /// A fix that writes other digits in place of a piece.
    Fix rewritten(const Piece& piece, std::string_view digits) const {
        return {join({"Write ", digits, "."}),
                {{table_->place(piece.row, piece.column, piece.offset, piece.bytes),
                  std::string(digits)}}};
    }

    [[nodiscard]] std::size_t column_of(Meaning meaning) const { return columns_[at(meaning)]; }

    bool read_headings();
    void unknown_heading(std::size_t column);
    void read_row(std::size_t row);
    std::vector<Piece> split(std::size_t row, Meaning meaning, bool keep_empty = false);
    std::optional<Piece> single(std::size_t row, Meaning meaning);
    std::vector<Reference> references(std::size_t row, Meaning name, Meaning id);
    std::optional<Reference> reference(std::size_t row, Piece piece, bool must_be_id);
    std::optional<bool> read_switch(std::size_t row, const std::optional<Piece>& piece);
    void read_zips(std::size_t row, std::vector<Piece>& zips);
    std::vector<std::string_view> read_days(std::size_t row, std::size_t column,
                                            std::string_view text);
    void read_hours(std::size_t row, Row& out);
    std::vector<Piece> read_ignore_cell(std::size_t row);
    void merge(Row row);
    void contradiction(const Row& row, const Row& into);

    void write();
    void write_row(const Row& row);
    void write_references(std::string_view field, const std::vector<Reference>& references);
    void write_when(const Row& row);
    void origin(const Piece& piece) {
        origins_.push_back({static_cast<std::uint32_t>(json_.size()), piece.row, piece.column,
                            piece.offset, piece.bytes});
    }
    void value(const Piece& piece) {
        origin(piece);
        append_json(json_, piece.text);
    }

    std::shared_ptr<const Table> table_;
    StandardNames names_;
    Findings& findings_;
    std::array<std::size_t, meanings> columns_{};
    std::vector<Row> rows_;
    /// Rows of the mapping by what they are for.
    text::Names by_key_;
    /// Rows of the table by all that they say.
    text::Names by_all_;
    Unquoted scratch_;
    std::string json_;
    std::vector<Origin> origins_;
};

bool TableReader::read_headings() {
    std::vector<std::size_t> unknown;
    std::vector<std::string> found;
    for (std::size_t column = 0; column < table_->columns(); ++column) {
        const std::string& heading = table_->heading(column);
        if (heading.empty()) continue;
        found.push_back(named(heading));
        const auto* const alias = std::ranges::find(aliases, bare(heading), &Alias::heading);
        if (alias == std::end(aliases)) {
            unknown.push_back(column);
            continue;
        }
        std::size_t& taken = columns_[at(alias->meaning)];
        if (taken == none) {
            taken = column;
            continue;
        }
        Finding* const twice = findings_.add(
            Rule::heading_twice,
            join({named(heading), " means the same as ", named(table_->heading(taken)),
                  "; only the first of them is read."}),
            table_->place_of_heading(column));
        if (twice != nullptr)
            twice->related.push_back({table_->place_of_heading(taken), "This is the first."});
    }
    for (const std::size_t column : unknown) unknown_heading(column);
    bool ok = true;
    for (const Must& must : musts) {
        if (column_of(must.one) != none || column_of(must.other) != none) continue;
        ok = false;
        Place place;
        place.file = table_->name();
        if (table_->columns() != 0) place = table_->place_of_heading(0);
        add(Rule::heading_missing, std::move(place),
            found.empty() ? join({"The table has no column for the ", must.noun, ": it is empty."})
                          : join({"The table has no column for the ", must.noun, ", only ",
                                  text::brief(text::listed(found)), "."}),
            join({"Add a column ", named(headings[at(must.one)]), "."}));
    }
    return ok;
}

void TableReader::unknown_heading(std::size_t column) {
    const std::string& heading = table_->heading(column);
    // Only what the table does not have yet: a second column of a meaning helps nobody.
    const std::string wanted = bare(heading);
    text::Nearest near(wanted);
    for (const Alias& alias : aliases) {
        if (alias.heading.size() > 2 && column_of(alias.meaning) == none)
            near.consider(alias.heading);
    }
    const auto* const alias = std::ranges::find(aliases, near.name(), &Alias::heading);
    const bool known = !near.name().empty() && alias != std::end(aliases);
    const std::string_view proper = known ? headings[at(alias->meaning)] : std::string_view();
    Finding* const finding = findings_.add(
        Rule::heading_unknown, join({"Nobody reads the column ", named(heading), "."}),
        table_->place_of_heading(column),
        known ? join({"Did you mean ", named(proper), "?"}) : std::string());
    if (finding == nullptr || !known) return;
    finding->fix = Fix{join({"Write ", named(proper), "."}),
                       {{table_->place_of_heading(column), std::string(proper)}},
                       false};
}

/// The pieces of a cell between `;`, `|` and line ends, trimmed; in quotes of its own a piece may
/// hold them. Nothing for a column that is not there.
std::vector<Piece> TableReader::split(std::size_t row, Meaning meaning, bool keep_empty) {
    std::vector<Piece> pieces;
    const std::size_t column = column_of(meaning);
    if (column == none) return pieces;
    const Cell cell = table_->cell(row, column);
    if (cell.bytes == 0) return pieces;
    unquote(*table_, cell, scratch_);
    const std::string& text = scratch_.text;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t first = std::min(text.find_first_not_of(" \t", from), text.size());
        const std::size_t quoted =
            first < text.size() && text[first] == '"' ? end_of_quoted(text, first, separators) : 0;
        std::size_t end = text.find_first_of(separators, std::max(first, quoted));
        end = std::min(end, text.size());
        Piece piece{{}, static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column)};
        std::size_t last = quoted;
        if (quoted != 0) {
            piece.quoted = true;
            for (std::size_t i = first + 1; i + 1 < quoted; ++i) {
                piece.text.push_back(text[i]);
                if (text[i] == '"') ++i;
            }
        } else {
            const std::string_view trimmed =
                text::trimmed(std::string_view(text).substr(first, end - std::min(first, end)));
            piece.text = trimmed;
            last = std::min(first, end) + trimmed.size();
        }
        piece.offset = scratch_.offsets[std::min(first, last)];
        piece.bytes = scratch_.offsets[last] - piece.offset;
        if (keep_empty || quoted != 0 || !piece.text.empty()) pieces.push_back(std::move(piece));
        // A carriage return and its line feed are one end.
        from = end + (std::string_view(text).substr(end).starts_with("\r\n") ? 2 : 1);
    }
    const bool blank = std::ranges::all_of(
        pieces, [](const Piece& piece) { return piece.text.empty() && !piece.quoted; });
    if (blank) pieces.clear();
    if (pieces.size() == 1) {
        pieces.front().offset = cell.offset;
        pieces.front().bytes = cell.bytes;
    }
    return pieces;
}

/// A cell that holds one text.
std::optional<Piece> TableReader::single(std::size_t row, Meaning meaning) {
    const std::size_t column = column_of(meaning);
    if (column == none) return std::nullopt;
    const Cell cell = table_->cell(row, column);
    Piece piece{table_->text_of(cell), static_cast<std::uint32_t>(row),
                static_cast<std::uint32_t>(column), cell.offset, cell.bytes};
    if (piece.text.starts_with('"') && end_of_quoted(piece.text, 0, {}) == piece.text.size() &&
        piece.text.size() > 1) {
        auto pieces = split(row, meaning);
        if (pieces.size() == 1) return pieces.front();
    }
    if (piece.text.empty()) return std::nullopt;
    return piece;
}

/// The id that a spreadsheet has made unlike one (`12345678.0`, `1.2345678E+7`, `12,345,678`);
/// `certain` is false where digits are lost.
struct Spoilt {
    std::string digits;
    bool certain = false;
};

std::optional<Spoilt> spoilt_id(std::string_view text) {
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    const std::size_t whole = std::min(text.find_first_not_of("0123456789"), text.size());
    std::string digits(text.substr(0, whole));
    std::string_view rest = text.substr(whole);
    if (rest.starts_with(',')) {
        bool groups = whole <= 3;
        while (groups && rest.starts_with(',')) {
            groups = rest.size() >= 4 && all_digits(rest.substr(1, 3));
            if (!groups) return std::nullopt;
            digits.append(rest.substr(1, 3));
            rest.remove_prefix(4);
        }
        if (!groups || !rest.empty()) return std::nullopt;
        return Spoilt{digits, true};
    }
    std::string_view fraction;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
        fraction = rest.substr(0, end);
        rest.remove_prefix(end);
        while (fraction.ends_with('0')) fraction.remove_suffix(1);
    } else if (rest.empty()) {
        return std::nullopt;
    }
    if (rest.empty()) {
        if (!fraction.empty()) return std::nullopt;
        return Spoilt{digits, true};
    }
    if (rest.front() != 'E' && rest.front() != 'e') return std::nullopt;
    rest.remove_prefix(1);
    if (rest.starts_with('+')) rest.remove_prefix(1);
    if (!all_digits(rest) || rest.size() > 2) return std::nullopt;
    const auto exponent = static_cast<std::size_t>(text::integer(rest).value_or(0));
    if (exponent < fraction.size()) return std::nullopt;
    digits.append(fraction);
    // What the exponent adds beyond the fraction was rounded away.
    return Spoilt{digits, exponent == fraction.size()};
}

std::optional<TableReader::Reference> TableReader::reference(std::size_t row, Piece piece,
                                                             bool must_be_id) {
    if (piece.text.empty() && !piece.quoted) return Reference{};
    if (!piece.quoted && all_digits(piece.text)) return Reference{std::move(piece), {}};
    const auto spoilt = piece.quoted ? std::nullopt : spoilt_id(piece.text);
    if (!spoilt) {
        if (!must_be_id) return Reference{{}, std::move(piece)};
        unreadable(row, piece.column, join({named(piece.text), " is no id."}),
                   "Copy the id from ServiceTitan once more.");
        return std::nullopt;
    }
    Finding* const finding = unreadable(
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
std::vector<TableReader::Reference> TableReader::references(std::size_t row, Meaning name,
                                                            Meaning id) {
    std::vector<Piece> ids = split(row, id, true);
    std::vector<Piece> called = split(row, name, !ids.empty());
    std::vector<Reference> found;
    if (!ids.empty() && !called.empty() && ids.size() != called.size()) {
        unreadable(row, called.front().column,
                   join({"The cell names ", std::to_string(called.size()), ", but ",
                         named(table_->heading(column_of(id))), " has ",
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
    unreadable(row, piece->column, join({named(piece->text), " is neither yes nor no."}),
               near.name().empty() ? "Write yes or no." : near.hint());
    return std::nullopt;
}

/// Leading zeros that a spreadsheet has taken away are put back.
void TableReader::read_zips(std::size_t row, std::vector<Piece>& zips) {
    for (Piece& zip : zips) {
        if (!all_digits(zip.text) || zip.text.size() < 3 || zip.text.size() > 4) continue;
        const std::string whole = std::string(5 - zip.text.size(), '0') + zip.text;
        Finding* const finding = unreadable(
            row, zip.column, join({named(zip.text), " is a ZIP code without its leading zeros."}),
            join({"Write ", whole, ", or ", zip.text, "* for all that begin so."}));
        if (finding != nullptr) {
            finding->fix = rewritten(zip, whole);
            finding->fix->safe = false;
        }
        zip.text = whole;
    }
}

/// Days by their first three letters, alone or from one to another: `Mon-Fri, Sun`.
std::vector<std::string_view> TableReader::read_days(std::size_t row, std::size_t column,
                                                     std::string_view text) {
    std::vector<std::string_view> days;
    const auto index_of = [](std::string_view word) {
        const std::string folded = text::fold(word);
        std::size_t index = 0;
        while (index < std::size(weekdays) &&
               (folded.size() < 3 || text::fold(weekdays[index]) != folded.substr(0, 3)))
            ++index;
        return index;
    };
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" ,;|\t\r\n", from), text.size());
        const std::string_view word = text.substr(from, end - from);
        from = end + 1;
        if (word.empty()) continue;
        const std::size_t dash = std::min(word.find('-'), word.size());
        const std::size_t first = index_of(word.substr(0, dash));
        const std::size_t last = dash == word.size() ? first : index_of(word.substr(dash + 1));
        if (first == std::size(weekdays) || last == std::size(weekdays)) {
            unreadable(row, column, join({named(word), " is no day of the week."}),
                       "Write days like Mon, Wed or Mon-Fri.");
            continue;
        }
        for (std::size_t day = first;; day = (day + 1) % std::size(weekdays)) {
            if (!std::ranges::contains(days, weekdays[day])) days.push_back(weekdays[day]);
            if (day == last) break;
        }
    }
    return days;
}

/// `8:00` as `08:00`; nothing when it is no time of day.
std::optional<std::string> time_of_day(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 2) return std::nullopt;
    const auto hour = text.substr(0, colon);
    const auto minute = text.substr(colon + 1);
    if (!all_digits(hour) || !all_digits(minute) || minute.size() != 2) return std::nullopt;
    const auto h = text::integer(hour).value_or(99);
    const auto m = text::integer(minute).value_or(99);
    if (h > 24 || m > 59 || (h == 24 && m != 0)) return std::nullopt;
    return join({colon == 1 ? "0" : "", text});
}

/// Hours like `08:00-17:00`, with days of their own before them or with those of the column of
/// days; days alone are whole days.
void TableReader::read_hours(std::size_t row, Row& out) {
    const std::optional<Piece> days_cell = single(row, Meaning::days);
    std::vector<std::string_view> days;
    if (days_cell) days = read_days(row, days_cell->column, days_cell->text);
    std::vector<Piece> pieces = split(row, Meaning::hours);
    if (pieces.empty() && !days.empty()) out.hours.push_back({days, "00:00", "24:00", *days_cell});
    for (Piece& piece : pieces) {
        std::string plain = piece.text;
        for (std::size_t dash = plain.find("–"); dash != std::string::npos; dash = plain.find("–"))
            plain.replace(dash, std::string_view("–").size(), "-");
        const std::size_t first = std::min(plain.find_first_of("0123456789"), plain.size());
        const std::string_view span = std::string_view(plain).substr(first);
        const std::size_t dash = std::min(span.find('-'), span.size());
        const auto from = time_of_day(text::trimmed(span.substr(0, dash)));
        const auto to = time_of_day(text::trimmed(span.substr(std::min(dash + 1, span.size()))));
        if (!from || !to) {
            unreadable(row, piece.column, join({named(piece.text), " are no hours."}),
                       "Write them like 08:00-17:00.");
            continue;
        }
        std::vector<std::string_view> own =
            read_days(row, piece.column, text::trimmed(std::string_view(plain).substr(0, first)));
        out.hours.push_back({own.empty() ? days : std::move(own), *from, *to, std::move(piece)});
    }
}

/// Suppressions, one a line or with `;` between; a reason may hold a `;` itself.
std::vector<Piece> TableReader::read_ignore_cell(std::size_t row) {
    std::vector<Piece> lines;
    for (Piece& piece : split(row, Meaning::ignore)) {
        if (lines.empty() || text::fold(piece.text).starts_with("ll") || piece.quoted) {
            lines.push_back(std::move(piece));
        } else {
            lines.back().text.append("; ").append(piece.text);
            lines.back().bytes = piece.offset + piece.bytes - lines.back().offset;
        }
    }
    return lines;
}

/// What of a row says for which alerts it is.
std::string key_of(const std::vector<StandardKey>& meant, const std::optional<Piece>& trade,
                   const Piece& standard) {
    if (meant.size() == 1) return join({meant.front().trade, "\n", meant.front().id});
    return join({trade ? text::fold(trade->text) : "", "\n\n", text::fold(standard.text)});
}

void TableReader::read_row(std::size_t row) {
    Row out;
    out.row = row;
    out.job_types = references(row, Meaning::job_type, Meaning::job_type_id);
    out.units = references(row, Meaning::unit, Meaning::unit_id);
    out.trade = single(row, Meaning::trade);
    auto standard = single(row, Meaning::standard);
    if (!standard) {
        const bool says = !out.job_types.empty() || !out.units.empty() || out.trade;
        if (!says) return;
        unreadable(row, column_of(Meaning::standard), "The row names no standard job type.",
                   rows_.empty() ? "Write its id or its label."
                                 : join({"Write ", named(rows_.back().standard.text),
                                         " again if it goes on from the row above."}));
        return;
    }
    out.standard = std::move(*standard);
    out.enabled_at = single(row, Meaning::enabled);
    out.enabled = read_switch(row, out.enabled_at);
    for (const Part& part : parts) {
        std::vector<Piece> values = split(row, part.meaning);
        if (part.meaning == Meaning::zip) read_zips(row, values);
        if (!values.empty()) out.when.push_back({part.field, std::move(values)});
    }
    read_hours(row, out);
    out.ignore = read_ignore_cell(row);
    merge(std::move(out));
}

/// Rows for the same alerts are one: that is how a spreadsheet lists several. A row that says
/// exactly what one before it says is a mistake.
void TableReader::merge(Row row) {
    std::string key =
        key_of(names_.meant(row.trade ? std::string_view(row.trade->text) : std::string_view(),
                            row.standard.text),
               row.trade, row.standard);
    for (const Listed& part : row.when) {
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
        for (const Reference& reference : *list) all.append(reference.key()).push_back('\n');
    }
    all.append(row.enabled.value_or(true) ? "\n+" : "\n-");
    for (const Piece& line : row.ignore) all.append("\n").append(line.text);

    const auto [same, first] = by_all_.try_emplace(all, static_cast<std::uint32_t>(row.row));
    if (!first) {
        const std::string before = std::to_string(table_->row_number(same->second));
        Finding* const finding =
            findings_.add(Rule::duplicate_row, join({"The row says the same as row ", before, "."}),
                          table_->place(row.row));
        if (finding == nullptr) return;
        finding->related.push_back({table_->place(same->second), "This is the first."});
        const Cell line = table_->line(row.row);
        Place place = table_->place(row.row, Origin::whole_row, line.offset, line.bytes);
        finding->fix = Fix{join({"Delete row ", std::to_string(table_->row_number(row.row)), "."}),
                           {{std::move(place), {}}}};
        return;
    }
    const auto [found, added] =
        by_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(rows_.size()));
    if (added) {
        rows_.push_back(std::move(row));
        return;
    }
    Row& into = rows_[found->second];
    contradiction(row, into);
    const auto take = [](std::vector<Reference>& to, std::vector<Reference>& from) {
        const std::size_t before = to.size();
        for (Reference& reference : from) {
            const auto known = std::ranges::any_of(
                to.begin(), to.begin() + static_cast<std::ptrdiff_t>(before),
                [&](const Reference& other) { return other.key() == reference.key(); });
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

void TableReader::contradiction(const Row& row, const Row& into) {
    if (!row.enabled || !into.enabled || *row.enabled == *into.enabled) return;
    Finding* const finding =
        unreadable(row.row, row.enabled_at->column,
                   join({named(row.standard.text), " is ", *row.enabled ? "on" : "off",
                         " here, but ", *into.enabled ? "on" : "off", " in row ",
                         std::to_string(table_->row_number(into.row)), "."}),
                   "Write the same in all rows of a standard job type.");
    if (finding != nullptr)
        finding->related.push_back(
            {table_->place(into.row, into.enabled_at->column), "This is the first."});
}

void TableReader::write() {
    json_ = R"({"leadloom":"mapping/1","mapping":[)";
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (i != 0) json_.push_back(',');
        write_row(rows_[i]);
    }
    json_.append("]}");
}

void TableReader::write_references(std::string_view field,
                                   const std::vector<Reference>& references) {
    json_.append(",\"").append(field).append("\":[");
    const std::size_t before = json_.size();
    for (const Reference& reference : references) {
        if (json_.size() != before) json_.push_back(',');
        if (reference.id && reference.name) {
            origin(*reference.name);
            json_.append("{\"id\":");
            value(*reference.id);
            json_.append(",\"name\":");
            value(*reference.name);
            json_.push_back('}');
        } else {
            value(reference.id ? *reference.id : *reference.name);
        }
    }
    json_.push_back(']');
}

void TableReader::write_when(const Row& row) {
    if (row.when.empty() && row.hours.empty()) return;
    json_.append(",\"when\":");
    origin(row.when.empty() ? row.hours.front().piece : row.when.front().values.front());
    json_.push_back('{');
    bool first = true;
    const auto open = [&](std::string_view field) {
        json_.append(first ? "\"" : ",\"").append(field).append("\":[");
        first = false;
    };
    for (const Listed& part : row.when) {
        open(part.field);
        for (std::size_t i = 0; i < part.values.size(); ++i) {
            if (i != 0) json_.push_back(',');
            value(part.values[i]);
        }
        json_.push_back(']');
    }
    if (!row.hours.empty()) {
        open("time");
        for (std::size_t i = 0; i < row.hours.size(); ++i) {
            const Hours& hours = row.hours[i];
            if (i != 0) json_.push_back(',');
            origin(hours.piece);
            json_.append("{");
            if (!hours.days.empty()) {
                json_.append("\"days\":[");
                for (const std::string_view day : hours.days)
                    json_.append(json_.ends_with('[') ? "\"" : ",\"").append(day).append("\"");
                json_.append("],");
            }
            json_.append(R"("from":")").append(hours.from);
            json_.append(R"(","to":")").append(hours.to).append("\"}");
        }
        json_.push_back(']');
    }
    json_.push_back('}');
}

void TableReader::write_row(const Row& row) {
    const Cell line = table_->line(row.row);
    std::string_view text = table_->text().substr(line.offset, line.bytes);
    text.remove_suffix(text.size() - (text.find_last_not_of("\r\n") + 1));
    origins_.push_back({static_cast<std::uint32_t>(json_.size()),
                        static_cast<std::uint32_t>(row.row), Origin::whole_row, line.offset,
                        static_cast<std::uint32_t>(text.size())});
    json_.push_back('{');
    if (row.trade) {
        json_.append("\"trade\":");
        value(*row.trade);
        json_.push_back(',');
    }
    json_.append("\"standardJobType\":");
    value(row.standard);
    write_references("jobTypes", row.job_types);
    write_references("businessUnits", row.units);
    if (!row.enabled.value_or(true)) {
        json_.append(",\"enabled\":");
        origin(*row.enabled_at);
        json_.append("false");
    }
    write_when(row);
    if (!row.ignore.empty()) {
        json_.append(",\"leadloom-ignore\":[");
        for (std::size_t i = 0; i < row.ignore.size(); ++i) {
            if (i != 0) json_.push_back(',');
            value(row.ignore[i]);
        }
        json_.push_back(']');
    }
    json_.push_back('}');
}

/// One row of a mapping on its own.
void read_row_alone(const Reading& reading, json::Value value, const StandardNames& names,
                    const Catalog& catalog, Setup& setup, std::vector<SwitchedOff>& off) {
    constexpr Field fields[] = {
        {"trade", Type::text},          {"standardJobType", Type::text, Need::required},
        {"jobTypes", Type::array},      {"jobType", Type::any},
        {"businessUnits", Type::array}, {"businessUnit", Type::any},
        {"enabled", Type::boolean},     {"when", Type::any},
        {"leadloom-ignore", Type::any}};
    const Taken taken(reading, value, fields);
    if (!taken[1]) return;
    MappingRow row;
    const auto refs = [&](std::size_t several, std::size_t one, std::string_view name) {
        std::vector<Ref> read = read_refs(reading, taken[several]);
        if (taken[one].is(json::Kind::array)) {
            for (Ref& ref : read_refs(reading, taken[one])) read.push_back(std::move(ref));
        } else if (taken[one]) {
            if (auto ref = read_ref(reading, taken[one])) read.push_back(std::move(*ref));
        } else if (!value[fields[several].name] && !value[fields[one].name]) {
            reading.add(Rule::missing_field, value,
                        join({"The field ", named(name), " is missing."}));
        }
        return read;
    };
    row.job_types = refs(2, 3, "jobTypes");
    row.business_units = refs(4, 5, "businessUnits");
    if (taken[7]) {
        row.when = read_condition(reading, taken[7]);
        // Without its condition the row would say something else.
        if (!row.when) return;
    }
    row.at = value;
    row.ignore = read_ignore(reading, taken[8], value, setup.ignored);

    const std::string trade = taken[0].text();
    const std::string wanted = taken[1].text();
    const std::vector<StandardKey> meant = names.meant(trade, wanted);
    if (meant.size() == 1) {
        row.standard = meant.front();
    } else if (!trade.empty()) {
        const Trade* const known = names.trade(trade);
        row.standard = {known == nullptr ? trade : known->id, wanted};
    } else if (meant.empty()) {
        text::Nearest near(wanted);
        for (const Trade& in : catalog.trades) {
            for (const StandardJobType& type : in.job_types) {
                near.consider(type.id);
                near.consider(type.label);
            }
        }
        reading.add(Rule::unknown_standard_job_type, taken[1],
                    join({"No trade has a standard job type ", named(wanted), "."}), near.hint());
        return;
    } else {
        std::string trades;
        for (const StandardKey& key : meant)
            trades.append(trades.empty() ? "" : " or ").append(named(key.trade));
        reading.add(Rule::standard_job_type_ambiguous, taken[1],
                    join({named(wanted), " is a standard job type of ",
                          text::counted(meant.size(), "trade"), "."}),
                    join({"Name the trade: ", text::brief(trades), "."}));
        return;
    }
    if (catalog.trade(row.standard.trade) != nullptr &&
        !std::ranges::contains(setup.trades, row.standard.trade, &SelectedTrade::id))
        setup.trades.push_back({row.standard.trade, taken[0] ? taken[0] : taken[1]});
    if (taken[6] && !taken[6].is_true()) off.push_back({row.standard, taken[6]});
    setup.mapping.push_back(std::move(row));
}

/// Partners that a mapping on its own can be for: their alerts lead into its trades.
void imply_integrations(Setup& setup, const Catalog& catalog, json::Value root,
                        const std::vector<SwitchedOff>& off) {
    for (const Partner& partner : catalog.partners) {
        const bool reaches = std::ranges::any_of(partner.alert_types, [&](const AlertType& type) {
            return std::ranges::contains(setup.trades, type.standard.trade, &SelectedTrade::id);
        });
        if (!reaches) continue;
        Integration& integration = setup.integrations.emplace_back();
        integration.id = partner.id;
        integration.off = off;
        integration.at = root;
        integration.implied = true;
    }
}

/// A text as a piece of a cell: in quotes of its own where it would be read as something else, or
/// where a spreadsheet would take the cell for a formula (CWE-1236).
std::string piece_of(std::string_view text, bool reference) {
    const bool odd = text.empty() || text.find_first_of(separators) != std::string_view::npos ||
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

std::string padded(std::uint32_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// Windows of the week as days and hours: `Mon Tue 08:00-17:00`.
std::string hours_of(const std::vector<Window>& windows) {
    struct Span {
        std::uint32_t from;
        std::uint32_t to;
        std::vector<std::uint32_t> days;
    };
    std::vector<Span> spans;
    for (const Window& window : windows) {
        for (std::uint32_t from = window.from; from < window.to;) {
            const std::uint32_t day = from / time::minutes_of_day;
            const std::uint32_t midnight = day * time::minutes_of_day;
            const std::uint32_t to = std::min(window.to, midnight + time::minutes_of_day);
            const auto same = std::ranges::find_if(spans, [&](const Span& span) {
                return span.from == from - midnight && span.to == to - midnight;
            });
            if (same == spans.end()) {
                spans.push_back({from - midnight, to - midnight, {day}});
            } else if (!std::ranges::contains(same->days, day)) {
                same->days.push_back(day);
            }
            from = to;
        }
    }
    std::string cell;
    for (const Span& span : spans) {
        std::string piece;
        if (span.days.size() < std::size(weekdays)) {
            for (const std::uint32_t day : span.days) piece.append(weekdays[day]).append(" ");
        }
        piece.append(padded(span.from / 60, 2)).append(":").append(padded(span.from % 60, 2));
        piece.append("-").append(padded(span.to / 60, 2)).append(":");
        piece.append(padded(span.to % 60, 2));
        append_piece(cell, piece);
    }
    return cell;
}

void put_condition(const Condition& condition, Cells& cells) {
    const auto put = [&](Meaning meaning, const std::vector<std::string>& values) {
        for (const std::string& value : values)
            append_piece(cells[at(meaning)], piece_of(value, false));
    };
    for (const Severity severity : condition.severities)
        append_piece(cells[at(Meaning::severity)], word(severity));
    for (const ZipRange& zip : condition.zips) {
        std::string range = padded(zip.from, 5);
        if (zip.to != zip.from) range.append("-").append(padded(zip.to, 5));
        append_piece(cells[at(Meaning::zip)], range);
    }
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

std::shared_ptr<const Document> mapping_of_table(std::shared_ptr<const Table> table,
                                                 const Catalog& catalog, Findings& findings) {
    return TableReader(std::move(table), catalog, findings).read();
}

Setup read_mapping(std::shared_ptr<const Document> document, const Catalog& catalog,
                   Findings& findings) {
    constexpr Field fields[] = {{"leadloom", Type::text, Need::required},
                                {"mapping", Type::array, Need::required},
                                {"leadloom-ignore", Type::any}};
    Setup setup;
    const Reading reading{*document, findings};
    const StandardNames names(catalog);
    const json::Value root = document->root();
    std::vector<SwitchedOff> off;
    json::Value rows = records_of(root);
    if (root["leadloom"] || root["mapping"]) {
        const Taken taken(reading, root, fields);
        reading.want_version(taken[0], "mapping/1", "mapping document");
        setup.schema = root["$schema"].text();
        setup.ignore = read_ignore(reading, taken[2], root, setup.ignored);
        rows = taken[1];
    } else if (rows.is(json::Kind::object)) {
        read_row_alone(reading, rows, names, catalog, setup, off);
        rows = {};
    } else {
        (void)reading.want(rows, Type::array, "A mapping");
    }
    if (rows.is(json::Kind::array)) {
        for (const json::Value row : rows) read_row_alone(reading, row, names, catalog, setup, off);
    }
    imply_integrations(setup, catalog, root, off);
    setup.document = std::move(document);
    setup.index();
    return setup;
}

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
    put_line(headings);
    for (Cells& cells : rows) {
        if (used[at(Meaning::enabled)] && cells[at(Meaning::enabled)].empty())
            cells[at(Meaning::enabled)] = "yes";
        put_line(cells);
    }
    return out;
}

}  // namespace leadloom
