#include "leadloom/document/table.hpp"

#include <algorithm>

#include "leadloom/document/document.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view separators = ",;\t|";

/// How much of a table is looked at for its separator.
constexpr std::size_t sample_bytes = std::size_t{1} << 16U;
constexpr std::size_t sample_rows = 16;

constexpr bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// The quote that closes the one at `at`, quotes written twice passed over; `npos` without.
std::size_t closing_quote(std::string_view text, std::size_t at) {
    for (++at;; at += 2) {
        at = text.find('"', at);
        if (at == std::string_view::npos || at + 1 == text.size() || text[at + 1] != '"') return at;
    }
}

/// After the line end at `at`: CRLF is one.
std::size_t after_line_end(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    return at + (text.substr(at, 2) == "\r\n" ? 2 : 1);
}

/// How often each separator stands in one row outside quotes.
struct Tally {
    std::size_t counts[separators.size()] = {};
};

std::vector<Tally> tally(std::string_view sample) {
    std::vector<Tally> rows;
    Tally row;
    bool cell_begins = true;
    bool has_text = false;
    for (std::size_t i = 0; i <= sample.size() && rows.size() < sample_rows; ++i) {
        if (i == sample.size() || ends_line(sample[i])) {
            if (has_text) rows.push_back(row);
            row = {};
            has_text = false;
            cell_begins = true;
            continue;
        }
        const char c = sample[i];
        const std::size_t found = separators.find(c);
        if (c == '"' && cell_begins) {
            const std::size_t close = closing_quote(sample, i);
            if (close != std::string_view::npos) {
                has_text = has_text || close > i + 1;
                i = close;
            }
        }
        if (found != std::string_view::npos) ++row.counts[found];
        has_text = has_text || (found == std::string_view::npos && c != ' ' && c != '"');
        cell_begins = found != std::string_view::npos;
    }
    return rows;
}

/// The separator that most rows have as often as the headings; of several the one that these have
/// most often.
char separator_of(std::string_view sample) {
    const std::vector<Tally> rows = tally(sample);
    char best = ',';
    std::size_t best_alike = 0;
    std::size_t best_count = 0;
    for (std::size_t i = 0; i < separators.size() && !rows.empty(); ++i) {
        const std::size_t count = rows.front().counts[i];
        if (count == 0) continue;
        const auto alike = static_cast<std::size_t>(
            std::ranges::count_if(rows, [&](const Tally& row) { return row.counts[i] == count; }));
        if (alike < best_alike || (alike == best_alike && count <= best_count)) continue;
        best = separators[i];
        best_alike = alike;
        best_count = count;
    }
    return best;
}

}  // namespace

std::shared_ptr<const Table> Table::read(std::string name, std::string bytes, const Limits& limits,
                                         Findings& findings) {
    if (refuse_size(findings, name, bytes.size(), limits)) return nullptr;
    const std::shared_ptr<Table> table(new Table);
    table->name_ = std::move(name);
    table->bytes_ = std::move(bytes);
    table->find_text(findings);
    // Decoded it may be larger than what cells count.
    if (refuse_size(findings, table->name_, table->text_.size(), {.bytes = SIZE_MAX}))
        return nullptr;
    table->find_separator();
    std::size_t at = table->start_;
    table->read_headings(at, findings);
    std::vector<Cell>& cells = table->cells_;
    for (std::uint32_t number = 2; at < table->text_.size(); ++number) {
        Row row = table->read_row(at, cells, findings);
        row.number = number;
        const auto read = std::span<const Cell>(cells).subspan(row.first);
        const bool blank =
            std::ranges::none_of(read, [&](const Cell& cell) { return table->has_text(cell); });
        if (!blank) table->rows_.push_back(row);
        if (!blank && read.size() > table->columns())
            table->check_surplus(row, read.subspan(table->columns()), findings);
        cells.resize(row.first + (blank ? 0 : std::min(read.size(), table->columns())));
    }
    return table;
}

void Table::find_text(Findings& findings) {
    form_ = text::form_of(bytes_, text::encoding_of(bytes_));
    if (text::unit_size(form_.encoding) == 0) {
        text_ = bytes_;
        start_ = form_.mark;
        check_characters(findings);
        return;
    }
    decoded_ = text::decoded(bytes_, form_.encoding);
    text_ = decoded_;
    check_characters(findings);
    if (form_.encoding != text::Encoding::windows_1252) return;
    const std::string_view before =
        std::string_view(bytes_).substr(0, text::first_not_utf8(bytes_));
    const Rule rule = Rule::windows_encoding;
    findings.add(rule, "These bytes are not UTF-8; the file was read as Windows-1252.",
                 stretch(text::decoded(before, form_.encoding).size(), 1));
}

void Table::check_characters(Findings& findings) const {
    const auto no_text = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && !ends_line(c);
    };
    const auto control =
        static_cast<std::size_t>(std::ranges::find_if(text_, no_text) - text_.begin());
    if (control < text_.size()) {
        const std::string number = std::to_string(static_cast<int>(text_[control]));
        findings.add(
            Rule::cell_unreadable,
            text::join({"Character ", number, " stands here, which is no part of a text."}),
            stretch(control, 1), "Save the file once more; it is damaged.");
    }
    if (text::unit_size(form_.encoding) != 2) return;
    constexpr std::string_view replaced = "\xEF\xBF\xBD";
    const std::size_t half = text_.find(replaced);
    if (half == std::string_view::npos) return;
    findings.add(Rule::lone_surrogate, "Half of a character stands here.",
                 stretch(half, replaced.size()), "Save the file once more; it is damaged.");
}

void Table::find_separator() {
    // A first line that only Excel understands, and writes.
    const std::string_view rest = text_.substr(start_);
    const bool says_it = rest.size() >= 5 && text::same_folded(rest.substr(0, 4), "sep=") &&
                         separators.contains(rest[4]) && (rest.size() == 5 || ends_line(rest[5]));
    if (says_it) {
        separator_ = rest[4];
        start_ = after_line_end(text_, start_ + 5);
    } else {
        separator_ = separator_of(rest.substr(0, sample_bytes));
    }
}

void Table::read_headings(std::size_t& at, Findings& findings) {
    while (at < text_.size() && heading_cells_.empty()) {
        (void)read_row(at, heading_cells_, findings);
        while (!heading_cells_.empty() && !has_text(heading_cells_.back()))
            heading_cells_.pop_back();
    }
    for (const Cell& cell : heading_cells_) headings_.push_back(text_of(cell));
}

Table::Row Table::read_row(std::size_t& at, std::vector<Cell>& cells, Findings& findings) const {
    Row row;
    row.first = static_cast<std::uint32_t>(cells.size());
    row.begin = static_cast<std::uint32_t>(at);
    for (;;) {
        cells.push_back(read_cell(at, findings));
        if (at == text_.size() || text_[at] != separator_) break;
        ++at;
    }
    row.end = static_cast<std::uint32_t>(at);
    at = after_line_end(text_, at);
    return row;
}

Cell Table::read_cell(std::size_t& at, Findings& findings) const {
    const std::size_t from = at;
    const bool quoted = at < text_.size() && text_[at] == '"';
    const auto skip_until = [&](auto ends) {
        while (at < text_.size() && !ends(text_[at])) ++at;
    };
    const auto cell_ends = [&](char c) { return c == separator_ || ends_line(c); };
    const auto odd = [&](std::size_t offset, std::size_t bytes, std::string_view message) {
        const Rule rule = Rule::quote_open;
        findings.add(
            rule, std::string(message),
            findings.wants_place(rule) ? std::optional(stretch(offset, bytes)) : std::nullopt);
    };
    if (!quoted) {
        skip_until(cell_ends);
    } else if (const std::size_t close = closing_quote(text_, at);
               close != std::string_view::npos) {
        at = close + 1;
        skip_until(cell_ends);
        const std::string_view rest = text_.substr(close + 1, at - close - 1);
        if (!text::trimmed(rest).empty())
            odd(close + 1, rest.size(), "A quoted cell goes on after its closing quote.");
    } else {
        // Nothing after it closes it either, so this search is the last that fails.
        skip_until(ends_line);
        odd(from, 1, "This quote is never closed; the cell ends with its line.");
    }
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at - from), quoted};
}

void Table::check_surplus(Row row, std::span<const Cell> surplus, Findings& findings) const {
    const auto with_text = [&](const Cell& cell) { return has_text(cell); };
    const auto first = std::ranges::find_if(surplus, with_text);
    if (first == surplus.end()) return;
    const Rule rule = Rule::row_too_long;
    std::optional<Place> place;
    if (findings.wants_place(rule)) {
        place = stretch(first->offset, row.end - first->offset);
        place->row = row.number;
    }
    findings.add(rule,
                 text::join({"The row has ", text::counted(columns() + surplus.size(), "cell"),
                             ", but there ", columns() == 1 ? "is " : "are ",
                             text::counted(columns(), "heading"), "."}),
                 std::move(place));
}

bool Table::has_text(Cell cell) const {
    if (cell.bytes == 0) return false;
    if (cell.quoted) return !text_of(cell).empty();
    return !text::trimmed(text_.substr(cell.offset, cell.bytes)).empty();
}

std::size_t Table::cells(std::size_t row) const {
    const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1].first : cells_.size();
    return end - rows_[row].first;
}

Cell Table::cell(std::size_t row, std::size_t column) const {
    if (column >= cells(row)) return {rows_[row].end, 0, false};
    return cells_[rows_[row].first + column];
}

std::string Table::text_of(Cell cell) const {
    const std::string_view whole = text_.substr(cell.offset, cell.bytes);
    if (!cell.quoted) return std::string(text::trimmed(whole));
    const std::size_t close = std::min(closing_quote(whole, 0), whole.size());
    std::string out;
    for (std::size_t i = 1; i < close; ++i) {
        out.push_back(whole[i]);
        // Inside, quotes come in twos.
        if (whole[i] == '"') ++i;
    }
    if (close < whole.size()) out.append(whole, close + 1);
    return std::string(text::trimmed(out));
}

Cell Table::line(std::size_t row) const {
    const Row& of = rows_[row];
    return {of.begin, static_cast<std::uint32_t>(after_line_end(text_, of.end) - of.begin), false};
}

Place Table::stretch(std::size_t offset, std::size_t bytes) const {
    if (!lines_) {
        const bool returns = !text_.contains('\n') && text_.contains('\r');
        lines_ = std::make_unique<Lines>(text_, form_, returns ? '\r' : '\n');
    }
    return lines_->place(name_, offset, bytes);
}

Place Table::place_of_heading(std::size_t column) const {
    Place place = stretch(heading_cells_[column].offset, heading_cells_[column].bytes);
    place.row = 1;
    place.heading = headings_[column];
    return place;
}

Place Table::place(std::size_t row, std::size_t column) const {
    const Cell found = cell(row, column);
    return place(row, column, found.offset, found.bytes);
}

Place Table::place(std::size_t row) const {
    const Row& of = rows_[row];
    return place(row, Origin::whole_row, of.begin, of.end - of.begin);
}

Place Table::place(std::size_t row, std::size_t column, std::size_t offset,
                   std::size_t bytes) const {
    Place place = stretch(offset, bytes);
    place.row = rows_[row].number;
    if (column < columns()) place.heading = headings_[column];
    return place;
}

}  // namespace leadloom
