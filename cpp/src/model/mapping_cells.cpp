#include "mapping_cells.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

}  // namespace

void CellReader::unquote(Cell cell) {
    unquoted_.clear();
    offsets_.clear();
    const std::string_view raw = table_.text().substr(cell.offset, cell.bytes);
    const auto put = [&](std::size_t i, std::size_t from) {
        unquoted_.push_back(raw[i]);
        offsets_.push_back(cell.offset + static_cast<std::uint32_t>(from));
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
    offsets_.push_back(cell.offset + static_cast<std::uint32_t>(end));
}

std::vector<Piece> CellReader::pieces(std::size_t row, Meaning meaning, bool keep_empty) {
    std::vector<Piece> found;
    const std::size_t column = columns_[at(meaning)];
    if (column == no_column) return found;
    const Cell cell = table_.cell(row, column);
    if (cell.bytes == 0) return found;
    unquote(cell);
    const std::string& text = unquoted_;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t first = std::min(text.find_first_not_of(" \t", from), text.size());
        const std::size_t quoted = first < text.size() && text[first] == '"'
                                       ? end_of_quoted(text, first, piece_separators)
                                       : 0;
        std::size_t end = text.find_first_of(piece_separators, std::max(first, quoted));
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
        piece.offset = offsets_[std::min(first, last)];
        piece.bytes = offsets_[last] - piece.offset;
        if (keep_empty || quoted != 0 || !piece.text.empty()) found.push_back(std::move(piece));
        // A carriage return and its line feed are one end.
        from = end + (std::string_view(text).substr(end).starts_with("\r\n") ? 2 : 1);
    }
    const bool blank = std::ranges::all_of(
        found, [](const Piece& piece) { return piece.text.empty() && !piece.quoted; });
    if (blank) found.clear();
    if (found.size() == 1) {
        found.front().offset = cell.offset;
        found.front().bytes = cell.bytes;
    }
    return found;
}

std::optional<Piece> CellReader::single(std::size_t row, Meaning meaning) {
    const std::size_t column = columns_[at(meaning)];
    if (column == no_column) return std::nullopt;
    const Cell cell = table_.cell(row, column);
    Piece piece{table_.text_of(cell), static_cast<std::uint32_t>(row),
                static_cast<std::uint32_t>(column), cell.offset, cell.bytes};
    if (piece.text.starts_with('"') && end_of_quoted(piece.text, 0, {}) == piece.text.size() &&
        piece.text.size() > 1) {
        auto found = pieces(row, meaning);
        if (found.size() == 1) return found.front();
    }
    if (piece.text.empty()) return std::nullopt;
    return piece;
}

Finding* CellReader::unreadable(std::size_t row, std::size_t column, std::string message,
                                std::string hint) {
    return findings_.add(Rule::cell_unreadable, std::move(message), table_.place(row, column),
                         std::move(hint));
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

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

}  // namespace leadloom
