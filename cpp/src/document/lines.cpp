#include "leadloom/document/lines.hpp"

#include <algorithm>

#include "leadloom/text/utf8.hpp"

namespace leadloom {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Units of an excerpt, and of it before the place.
constexpr std::size_t excerpt_units = 160;
constexpr std::size_t units_before_place = 60;

/// The start of the character before `at`.
std::size_t before(std::string_view text, std::size_t at) {
    for (std::size_t length = std::min<std::size_t>(at, 4); length > 1; --length) {
        if (text::utf8_sequence(text, at - length) == length) return at - length;
    }
    return at - 1;
}

}  // namespace

Lines::Lines(std::string_view text, text::Form form, char line_end) : text_(text), form_(form) {
    starts_.push_back(0);
    for (std::size_t at = text.find(line_end); at != std::string_view::npos;
         at = text.find(line_end, at + 1)) {
        starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
    if (text::unit_size(form.encoding) == 0) return;
    std::size_t units = 0;
    std::size_t counted = 0;
    for (const std::uint32_t start : starts_) {
        units += text::utf16_length(text.substr(counted, start - counted));
        counted = start;
        units_before_.push_back(units);
    }
}

Place Lines::place(std::string_view file, std::size_t offset, std::size_t bytes) const {
    const auto after = std::ranges::upper_bound(starts_, offset);
    const auto line = static_cast<std::size_t>(after - starts_.begin());
    std::size_t start = starts_[line - 1];
    if (start == 0 && text_.starts_with(byte_order_mark) && offset >= 3) start = 3;
    // Documents on one line have long lines: counting goes on where it stopped last.
    if (counted_from_ != start || counted_to_ > offset) {
        counted_from_ = counted_to_ = start;
        units_ = 0;
    }
    units_ += text::utf16_length(text_.substr(counted_to_, offset - counted_to_));
    counted_to_ = offset;
    Place found;
    found.file = file;
    found.line = line;
    found.column = units_ + 1;
    found.length = text::utf16_length(text_.substr(offset, bytes));
    found.byte = offset;
    found.bytes = bytes;
    if (const std::size_t unit = text::unit_size(form_.encoding); unit != 0) {
        // An odd last byte is a unit, but not two bytes.
        const auto in_file = [&](std::size_t units) {
            return std::min(form_.mark + unit * units, form_.bytes);
        };
        found.byte = in_file(units_before_[line - 1] + units_);
        found.bytes = in_file(units_before_[line - 1] + units_ + found.length) - found.byte;
    }
    put_excerpt(found, start, offset);
    return found;
}

void Lines::put_excerpt(Place& place, std::size_t start, std::size_t offset) const {
    std::size_t end = place.line < starts_.size() ? starts_[place.line] - 1 : text_.size();
    // A mark is no line.
    if (start > end) start = end;
    if (end > start && text_[end - 1] == '\r') --end;
    const std::string_view whole = text_.substr(start, end - start);
    // A unit is at most three bytes.
    if (whole.size() <= excerpt_units ||
        (whole.size() <= 3 * excerpt_units && text::utf16_length(whole) <= excerpt_units)) {
        place.excerpt = whole;
        return;
    }
    const std::size_t middle = std::min(offset, end);
    std::size_t from = middle;
    std::size_t units = 0;
    while (from > start && units < units_before_place) {
        const std::size_t to = from;
        from = before(text_, to);
        units += to - from == 4 ? 2 : 1;
    }
    place.excerpt_column = place.column - std::min(units + (offset - middle), place.column - 1);
    std::size_t to = from;
    for (units = 0; to < end && units < excerpt_units;) {
        const std::size_t length = text::utf8_sequence(text_, to);
        units += length == 4 ? 2 : 1;
        to += std::max<std::size_t>(length, 1);
    }
    place.excerpt = text_.substr(from, std::min(to, end) - from);
}

}  // namespace leadloom
