#include "mapping_hours.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"
#include "leadloom/time/zone.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// As cells write them.
constexpr std::string_view weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// Days by their first three letters, alone or from one to another: `Mon-Fri, Sun`.
std::vector<std::string_view> read_days(CellReader& cells, std::size_t row, std::size_t column,
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
            cells.unreadable(row, column, join({named(word), " is no day of the week."}),
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

}  // namespace

std::vector<Hours> read_hours(CellReader& cells, std::size_t row) {
    std::vector<Hours> hours;
    const std::optional<Piece> days_cell = cells.single(row, Meaning::days);
    std::vector<std::string_view> days;
    if (days_cell) days = read_days(cells, row, days_cell->column, days_cell->text);
    std::vector<Piece> pieces = cells.pieces(row, Meaning::hours);
    if (pieces.empty() && !days.empty()) hours.push_back({days, "00:00", "24:00", *days_cell});
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
            cells.unreadable(row, piece.column, join({named(piece.text), " are no hours."}),
                             "Write them like 08:00-17:00.");
            continue;
        }
        std::vector<std::string_view> own = read_days(
            cells, row, piece.column, text::trimmed(std::string_view(plain).substr(0, first)));
        hours.push_back({own.empty() ? days : std::move(own), *from, *to, std::move(piece)});
    }
    return hours;
}

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
        piece.append(time::clock(span.from)).append("-").append(time::clock(span.to));
        cell.append(cell.empty() ? "" : "; ").append(piece);
    }
    return cell;
}

}  // namespace leadloom
