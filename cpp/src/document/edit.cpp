#include "leadloom/document/edit.hpp"

#include <algorithm>

#include "leadloom/document/write.hpp"
#include "leadloom/text/order.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view blanks = " \t\r\n";

constexpr bool is_blank(char c) { return blanks.contains(c); }

/// A text with comments: ways over what means nothing, up to `at` from either side.
struct Passable {
    std::string_view text;
    const std::vector<json::Passed>& passed;

    [[nodiscard]] std::size_t forward(std::size_t at) const {
        for (;;) {
            at = std::min(text.find_first_not_of(blanks, at), text.size());
            const auto found = std::ranges::lower_bound(passed, at, {}, &json::Passed::offset);
            if (found == passed.end() || found->offset != at ||
                found->fault != json::Fault::comment)
                return at;
            at += found->length;
        }
    }

    /// The same backwards: what stands before the answer means something.
    [[nodiscard]] std::size_t back(std::size_t at) const {
        for (;;) {
            while (at > 0 && is_blank(text[at - 1])) --at;
            const auto after = std::ranges::lower_bound(passed, at, {}, &json::Passed::offset);
            if (after == passed.begin()) return at;
            const json::Passed& before = *std::prev(after);
            if (before.fault != json::Fault::comment || before.offset + before.length != at)
                return at;
            at = before.offset;
        }
    }
};

/// Whether only blanks stand before `at` on its line, and where the line begins.
struct LineStart {
    std::size_t at = 0;
    bool alone = false;
};

LineStart line_start(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
    return {begin, begin == 0 || text[begin - 1] == '\n'};
}

/// After the spaces at `at`, and after the line end behind them if there is one.
struct LineEnd {
    std::size_t spaces = 0;
    std::size_t after = 0;
    bool alone = false;
};

LineEnd line_end(std::string_view text, std::size_t at) {
    const std::size_t spaces = std::min(text.find_first_not_of(" \t", at), text.size());
    const std::string_view rest = text.substr(spaces);
    if (rest.starts_with("\r\n")) return {spaces, spaces + 2, true};
    if (rest.starts_with('\n')) return {spaces, spaces + 1, true};
    return {spaces, spaces, rest.empty()};
}

/// What is deleted, and the comments among it, which stay.
struct Removal {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string kept;
};

bool has_comment(std::string_view between) {
    return between.find_first_not_of(blanks) != std::string_view::npos;
}

/// The element between `begin` and `end` with the comma after it, or, where none is, before it.
Removal removal(const Passable& in, std::size_t begin, std::size_t end) {
    const std::string_view text = in.text;
    const std::size_t after = in.forward(end);
    const bool comma_after = after < text.size() && text[after] == ',';
    const std::size_t before = in.back(begin);
    if (!comma_after && before > 0 && text[before - 1] == ',') {
        std::string_view between = text.substr(before, begin - before);
        if (!has_comment(between)) between = {};
        // A comment of a line must not swallow what follows.
        if (line_end(text, end).alone)
            between = between.substr(0, between.find_last_not_of(blanks) + 1);
        return {before - 1, end, std::string(between)};
    }
    std::string_view between;
    if (comma_after && has_comment(text.substr(end, after - end)))
        between = text.substr(end, after - end);
    const std::size_t to = comma_after ? after + 1 : end;
    const LineStart start = line_start(text, begin);
    const LineEnd rest = line_end(text, to);
    if (between.empty() && start.alone && rest.alone) return {start.at, rest.after, {}};
    return {begin, rest.alone ? to : rest.spaces, std::string(between)};
}

bool needs_quotes(std::string_view text, char separator) {
    if (text.empty()) return false;
    return text.contains('"') || text.contains(separator) || text.contains('\n') ||
           text.contains('\r') || is_blank(text.front()) || is_blank(text.back());
}

std::string doubled(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    return out;
}

Edit replaced_in_table(const Table& table, const Origin& origin, std::string_view text) {
    const auto place = [&](std::size_t offset, std::size_t bytes) {
        return table.place(origin.row, origin.column, offset, bytes);
    };
    const Cell cell = table.cell(origin.row, origin.column);
    const std::string_view before =
        table.text().substr(cell.offset, origin.offset - std::size_t{cell.offset});
    const std::size_t end = std::size_t{origin.offset} + origin.bytes;
    const std::string_view after = table.text().substr(end, cell.offset + cell.bytes - end);
    const bool needed = needs_quotes(text, table.separator());
    if (cell.quoted && !(before.empty() && after.empty()))
        return {place(origin.offset, origin.bytes), doubled(text)};
    if (!cell.quoted && !needed && cell.bytes != 0)
        return {place(origin.offset, origin.bytes), std::string(text)};
    std::string written = text::join({before, text, after});
    if (cell.quoted || needed) written = text::join({"\"", doubled(written), "\""});
    // A short row lacks the separators before the cell as well.
    const std::size_t there = table.cells(origin.row);
    if (origin.column >= there) written.insert(0, origin.column - there + 1, table.separator());
    return {place(cell.offset, cell.bytes), std::move(written)};
}

/// A piece of the file and what it becomes, in the file's encoding.
struct Change {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
    /// Elements up to the last of their container: the comma before them is one too many.
    bool tail = false;
};

/// A file as edits see it.
class Edits {
public:
    explicit Edits(std::string_view bytes)
        : bytes_(bytes), encoding_(text::encoding_of(bytes)), unit_(text::unit_size(encoding_)) {
        if (unit_ == 0) unit_ = 1;
    }

    /// Makes a fix, or answers that it cannot be made.
    bool make(const Fix& fix) {
        std::vector<Change> changes;
        const auto order =
            text::stable_order(fix.edits.size(), [&](std::uint32_t a, std::uint32_t b) {
                const Place& one = fix.edits[a].place;
                const Place& other = fix.edits[b].place;
                return one.byte != other.byte ? one.byte < other.byte : one.bytes > other.bytes;
            });
        for (const std::uint32_t i : order) {
            const Edit& edit = fix.edits[i];
            if (!inside(edit.place)) return false;
            auto text = text::encoded(edit.text, encoding_);
            if (!text) return false;
            add(changes, {edit.place.byte, edit.place.byte + edit.place.bytes, std::move(*text)});
        }
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (changes[i].tail) take_comma(changes, i);
        }
        if (changes.empty() ||
            !std::ranges::all_of(changes, [&](const Change& change) { return free(change); }))
            return false;
        for (Change& change : changes) {
            const auto at = std::ranges::lower_bound(made_, change.begin, {}, &Change::begin);
            made_.insert(at, std::move(change));
        }
        return true;
    }

    [[nodiscard]] std::string bytes() const {
        std::string out;
        std::size_t at = 0;
        for (const Change& change : made_) {
            out.append(bytes_.substr(at, change.begin - at)).append(change.text);
            at = change.end;
        }
        return out.append(bytes_.substr(at));
    }

private:
    [[nodiscard]] bool inside(const Place& place) const {
        return place.byte <= bytes_.size() && place.bytes <= bytes_.size() - place.byte &&
               place.byte % unit_ == 0 && place.bytes % unit_ == 0;
    }

    /// What lies in a piece that goes anyway is dropped; elements that share a comma become one.
    static void add(std::vector<Change>& changes, Change change) {
        if (!changes.empty() && change.begin < changes.back().end) {
            Change& last = changes.back();
            if (change.end <= last.end) return;
            last.end = change.end;
            last.text += change.text;
            last.tail = true;
            return;
        }
        changes.push_back(std::move(change));
    }

    /// Takes the comma before a tail, if one is left there.
    void take_comma(std::vector<Change>& changes, std::size_t tail) {
        const Passable in{narrow(), passed()};
        std::size_t at = in.back(changes[tail].begin / unit_);
        // What this fix or one before deletes is no hindrance.
        for (;;) {
            const auto covers = [&](const Change& change) {
                return change.begin < at * unit_ && at * unit_ <= change.end && deletes(change);
            };
            auto found = std::ranges::find_if(changes, covers);
            if (found == changes.end()) {
                found = std::ranges::find_if(made_, covers);
                if (found == made_.end()) break;
            }
            at = in.back(found->begin / unit_);
        }
        if (at == 0 || narrow()[at - 1] != ',') return;
        const std::size_t comma = (at - 1) * unit_;
        const std::string_view between = narrow().substr(at, changes[tail].begin / unit_ - at);
        if (has_comment(between)) {
            changes.push_back({comma, comma + unit_, {}});
        } else {
            changes[tail].begin = comma;
        }
    }

    /// Whether nothing but comments stays.
    [[nodiscard]] bool deletes(const Change& change) const {
        const auto letter =
            std::ranges::find_if(change.text, [](char c) { return c != '\0' && !is_blank(c); });
        return letter == change.text.end() || *letter == '/';
    }

    [[nodiscard]] bool free(const Change& change) const {
        const auto next = std::ranges::lower_bound(made_, change.begin, {}, &Change::begin);
        if (next != made_.begin() && std::prev(next)->end > change.begin) return false;
        if (next == made_.end()) return true;
        return next->begin >= change.end && next->begin != change.begin;
    }

    /// The file with one character for each unit, so that offsets are its own.
    std::string_view narrow() {
        if (unit_ == 1) return bytes_;
        if (narrow_.empty()) {
            const std::size_t low = encoding_ == text::Encoding::utf16_little ? 0 : 1;
            for (std::size_t i = 0; i + 1 < bytes_.size(); i += 2)
                narrow_.push_back(bytes_[i + 1 - low] == '\0' ? bytes_[i + low] : '?');
        }
        return narrow_;
    }

    const std::vector<json::Passed>& passed() {
        if (!looked_) passed_ = json::passed_over(narrow());
        looked_ = true;
        return passed_;
    }

    std::string_view bytes_;
    text::Encoding encoding_;
    std::size_t unit_;
    /// In the order of the file.
    std::vector<Change> made_;
    std::string narrow_;
    bool looked_ = false;
    std::vector<json::Passed> passed_;
};

std::size_t first_byte(const Fix& fix) {
    std::size_t first = std::string::npos;
    for (const Edit& edit : fix.edits) first = std::min(first, edit.place.byte);
    return first;
}

}  // namespace

Edit replaced(const Document& document, json::Value value, std::string_view text) {
    const Origin* const origin = document.origin(value);
    if (document.table() != nullptr && origin != nullptr)
        return replaced_in_table(*document.table(), *origin, text);
    return replaced_by_json(document, value, compact(Json(text)));
}

Edit replaced_by_json(const Document& document, json::Value value, std::string_view json) {
    return {document.place(value), std::string(json)};
}

namespace {

/// Where an element ends, a key with its value.
std::size_t end_of(const Passable& in, json::Value element) {
    const auto after = [](json::Value value) {
        return value.offset() + std::size_t{value.length()} +
               (value.is(json::Kind::string) ? 1 : 0);
    };
    const std::size_t end = after(element);
    const std::size_t next = in.forward(end);
    const bool key =
        element.is(json::Kind::string) && next < in.text.size() && in.text[next] == ':';
    return key ? after(element.value_of_key()) : end;
}

}  // namespace

Edit removed(const Document& document, json::Value element) {
    const Origin* const origin = document.origin(element);
    if (document.table() != nullptr && origin != nullptr) {
        const Cell line = document.table()->line(origin->row);
        return {document.table()->place(origin->row, Origin::whole_row, line.offset, line.bytes),
                {}};
    }
    const Passable in{document.bytes(), document.passed()};
    const std::size_t begin = element.offset() - (element.is(json::Kind::string) ? 1U : 0U);
    const std::size_t end = end_of(in, element);
    Removal found = removal(in, begin, end);
    return {document.place(found.begin, found.end - found.begin), std::move(found.kept)};
}

Fix deletion(std::string title, const Document& document, json::Value element) {
    const std::size_t begin = element.offset();
    const std::size_t end = end_of({document.bytes(), document.passed()}, element);
    const bool comment = std::ranges::any_of(document.passed(), [&](const json::Passed& one) {
        return one.fault == json::Fault::comment && one.offset >= begin && one.offset < end;
    });
    return {std::move(title), {removed(document, element)}, !comment};
}

Edited apply_fixes(std::string_view file, std::string_view bytes,
                   const std::vector<Finding>& findings, bool unsafe_too) {
    std::vector<const Fix*> fixes;
    for (const Finding& finding : findings) {
        if (!finding.fix || finding.fix->edits.empty()) continue;
        if (!finding.fix->safe && !unsafe_too) continue;
        if (finding.fix->edits.front().place.file == file) fixes.push_back(&*finding.fix);
    }
    const auto order = text::stable_order(fixes.size(), [&](std::uint32_t a, std::uint32_t b) {
        return first_byte(*fixes[a]) < first_byte(*fixes[b]);
    });
    Edits edits(bytes);
    std::size_t made = 0;
    for (const std::uint32_t i : order) made += edits.make(*fixes[i]) ? 1U : 0U;
    return {edits.bytes(), made};
}

}  // namespace leadloom
