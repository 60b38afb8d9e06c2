#include "leadloom/text/diff.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leadloom::text {

namespace {

constexpr std::size_t context = 3;
/// How many edits one search for a middle goes before it takes the best it has.
constexpr std::ptrdiff_t most_edits = 2048;
/// So far back that no step leads from there.
constexpr std::ptrdiff_t nowhere = std::numeric_limits<std::ptrdiff_t>::min() / 2;

/// Lines with their line feeds; the last may lack it.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t feed = text.find('\n');
        const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

/// The lines of a text that the other one has too, as numbers, and where they stand.
struct Side {
    std::vector<std::uint32_t> numbers;
    std::vector<std::size_t> at;
};

struct Point {
    std::ptrdiff_t x = 0;
    std::ptrdiff_t y = 0;
};

/// A rectangle of the edit graph that is still to be searched.
struct Box {
    Point from;
    Point to;
};

/// The edit graph of two sequences (Myers 1986, section 2): x goes along `before`, y along `after`.
class Graph {
public:
    Graph(const Side& before, const Side& after) : before_(before), after_(after) {
        const std::size_t most = before.numbers.size() + after.numbers.size();
        const auto reach = std::min(static_cast<std::ptrdiff_t>(most), most_edits) + 2;
        for (auto& furthest : furthest_) furthest.resize(static_cast<std::size_t>(2 * reach) + 1);
        reach_ = reach;
    }

    /// Calls `removed(x)` and `added(y)` for what a shortest edit script removes and adds.
    template <class Removed, class Added>
    void each_edit(Removed removed, Added added) {
        std::vector<Box> boxes{{{}, {ssize(before_), ssize(after_)}}};
        while (!boxes.empty()) {
            Box box = boxes.back();
            boxes.pop_back();
            while (box.from.x < box.to.x && box.from.y < box.to.y && same(box.from.x, box.from.y)) {
                ++box.from.x;
                ++box.from.y;
            }
            while (box.from.x < box.to.x && box.from.y < box.to.y &&
                   same(box.to.x - 1, box.to.y - 1)) {
                --box.to.x;
                --box.to.y;
            }
            if (box.from.x == box.to.x || box.from.y == box.to.y) {
                for (std::ptrdiff_t x = box.from.x; x < box.to.x; ++x) removed(x);
                for (std::ptrdiff_t y = box.from.y; y < box.to.y; ++y) added(y);
                continue;
            }
            const Point middle = middle_of(box);
            boxes.push_back({middle, box.to});
            boxes.push_back({box.from, middle});
        }
    }

private:
    static std::ptrdiff_t ssize(const Side& side) {
        return static_cast<std::ptrdiff_t>(side.numbers.size());
    }
    [[nodiscard]] bool same(std::ptrdiff_t x, std::ptrdiff_t y) const {
        return before_.numbers[static_cast<std::size_t>(x)] ==
               after_.numbers[static_cast<std::size_t>(y)];
    }
    std::ptrdiff_t& furthest(std::size_t way, std::ptrdiff_t diagonal) {
        return furthest_[way][static_cast<std::size_t>(diagonal + reach_)];
    }

    /// A point on a shortest path through the box, neither of its corners: where the searches from
    /// both corners meet (Myers 1986, section 4b). Diagonals count from the corner that a search
    /// started from.
    Point middle_of(const Box& box) {
        const std::ptrdiff_t width = box.to.x - box.from.x;
        const std::ptrdiff_t height = box.to.y - box.from.y;
        const std::ptrdiff_t delta = width - height;
        const bool odd = (delta & 1) != 0;
        furthest(0, 1) = furthest(1, 1) = 0;
        Point best = box.from;
        for (std::ptrdiff_t edits = 0;; ++edits) {
            for (std::size_t way = 0; way < 2; ++way) {
                for (std::ptrdiff_t k = -edits; k <= edits; k += 2) {
                    const bool down =
                        k == -edits || (k != edits && furthest(way, k - 1) < furthest(way, k + 1));
                    std::ptrdiff_t x = down ? furthest(way, k + 1) : furthest(way, k - 1) + 1;
                    std::ptrdiff_t y = x - k;
                    std::ptrdiff_t& reached = furthest(way, k);
                    // Outside the box there is nothing to meet, nor a way back into it.
                    reached = nowhere;
                    if (x < 0 || x > width || y > height) continue;
                    while (x < width && y < height &&
                           (way == 0 ? same(box.from.x + x, box.from.y + y)
                                     : same(box.to.x - x - 1, box.to.y - y - 1))) {
                        ++x;
                        ++y;
                    }
                    reached = x;
                    const Point here{way == 0 ? box.from.x + x : box.to.x - x,
                                     way == 0 ? box.from.y + y : box.to.y - y};
                    if (way == 0 && x + y > (best.x - box.from.x) + (best.y - box.from.y))
                        best = here;
                    const std::ptrdiff_t across = delta - k;
                    const std::ptrdiff_t done = way == 0 ? edits - 1 : edits;
                    const bool met = (way == 0) == odd && across >= -done && across <= done &&
                                     x + furthest(1 - way, across) >= width;
                    if (met) return here;
                }
            }
            if (edits >= most_edits) return best;
        }
    }

    const Side& before_;
    const Side& after_;
    std::array<std::vector<std::ptrdiff_t>, 2> furthest_;
    std::ptrdiff_t reach_ = 0;
};

/// Which lines of each text go. A line that the other text lacks goes in any case, so that only the
/// others are searched: many changed lines far apart cost no more than few.
struct Changes {
    std::vector<bool> removed;
    std::vector<bool> added;

    Changes(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after)
        : removed(before.size(), true), added(after.size(), true) {
        struct Line {
            std::uint32_t number;
            bool in_both;
        };
        std::unordered_map<std::string_view, Line> known;
        for (const std::string_view line : before)
            known.try_emplace(line, static_cast<std::uint32_t>(known.size()), false);
        for (const std::string_view line : after) {
            const auto found = known.find(line);
            if (found != known.end()) found->second.in_both = true;
        }
        const auto side = [&](const std::vector<std::string_view>& lines) {
            Side shared;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                const auto found = known.find(lines[i]);
                if (found == known.end() || !found->second.in_both) continue;
                shared.numbers.push_back(found->second.number);
                shared.at.push_back(i);
            }
            return shared;
        };
        const Side old_side = side(before);
        const Side new_side = side(after);
        for (const std::size_t at : old_side.at) removed[at] = false;
        for (const std::size_t at : new_side.at) added[at] = false;
        Graph(old_side, new_side)
            .each_edit(
                [&](std::ptrdiff_t x) { removed[old_side.at[static_cast<std::size_t>(x)]] = true; },
                [&](std::ptrdiff_t y) { added[new_side.at[static_cast<std::size_t>(y)]] = true; });
    }
};

/// Lines of both texts that stand together in a hunk: from here to there.
struct Stretch {
    std::size_t old_from = 0;
    std::size_t old_to = 0;
    std::size_t new_from = 0;
    std::size_t new_to = 0;
};

/// The changes, those close to each other together, with the lines around them.
std::vector<Stretch> hunks_of(const Changes& changes) {
    std::vector<Stretch> hunks;
    const std::size_t old_size = changes.removed.size();
    const std::size_t new_size = changes.added.size();
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < old_size || y < new_size) {
        const Stretch start{x, x, y, y};
        while (x < old_size && changes.removed[x]) ++x;
        while (y < new_size && changes.added[y]) ++y;
        if (x == start.old_from && y == start.new_from) {
            ++x;
            ++y;
            continue;
        }
        const std::size_t lead = std::min(context, start.old_from);
        const std::size_t tail = std::min(context, old_size - x);
        if (!hunks.empty() && hunks.back().old_to + lead >= start.old_from) {
            hunks.back().old_to = x + tail;
            hunks.back().new_to = y + tail;
        } else {
            hunks.push_back({start.old_from - lead, x + tail, start.new_from - lead, y + tail});
        }
    }
    return hunks;
}

/// `3,4`: the first line and how many; of none, the line before.
std::string range(std::size_t from, std::size_t to) {
    const std::size_t count = to - from;
    std::string words = std::to_string(count == 0 ? from : from + 1);
    if (count != 1) words.append(",").append(std::to_string(count));
    return words;
}

void append_line(std::string& out, char mark, std::string_view line) {
    out.push_back(mark);
    out.append(line);
    if (!line.ends_with('\n')) out.append("\n\\ No newline at end of file\n");
}

/// A name as `patch` reads it: in quotes with escapes where it must be, and a tab at its end where
/// a blank in it would end it.
std::string header_name(std::string_view name) {
    const auto special = [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\';
    };
    if (std::ranges::none_of(name, special)) {
        std::string plain(name);
        if (name.contains(' ')) plain.push_back('\t');
        return plain;
    }
    std::string quoted = "\"";
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (!special(letter)) {
            quoted.push_back(letter);
        } else if (byte == '"' || byte == '\\') {
            quoted.append({'\\', letter});
        } else {
            const auto digit = [&](unsigned shift) {
                return static_cast<char>('0' + ((byte >> shift) & 7U));
            };
            quoted.append({'\\', digit(6), digit(3), digit(0)});
        }
    }
    quoted.push_back('"');
    return quoted;
}

/// Words and the blanks between them.
std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const bool blank = line.front() == ' ';
        std::size_t size = 1;
        while (size < line.size() && (line[size] == ' ') == blank) ++size;
        words.push_back(line.substr(0, size));
        line.remove_prefix(size);
    }
    return words;
}

std::vector<Run> runs_of(const std::vector<std::string_view>& words,
                         const std::vector<bool>& changed) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (runs.empty() || runs.back().changed != changed[i]) runs.push_back({{}, changed[i]});
        runs.back().text.append(words[i]);
    }
    return runs;
}

std::string_view without_feed(std::string_view line) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    return line;
}

std::vector<Run> whole(std::string_view line, bool changed) {
    return {{std::string(without_feed(line)), changed}};
}

}  // namespace

std::vector<SideBySide> side_by_side(std::string_view before, std::string_view after) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    const Changes changes(old_lines, new_lines);
    std::vector<SideBySide> pairs;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < old_lines.size() || y < new_lines.size()) {
        const bool removed = x < old_lines.size() && changes.removed[x];
        const bool added = y < new_lines.size() && changes.added[y];
        if (removed && added) {
            const auto old_words = words_of(without_feed(old_lines[x++]));
            const auto new_words = words_of(without_feed(new_lines[y++]));
            const Changes within(old_words, new_words);
            pairs.push_back({runs_of(old_words, within.removed), runs_of(new_words, within.added)});
        } else if (removed) {
            pairs.push_back({whole(old_lines[x++], true), {}});
        } else if (added) {
            pairs.push_back({{}, whole(new_lines[y++], true)});
        } else {
            pairs.push_back({whole(old_lines[x++], false), whole(new_lines[y++], false)});
        }
    }
    return pairs;
}

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
    std::string out;
    if (before == after) return out;
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    const Changes changes(old_lines, new_lines);
    const std::string shown = header_name(name);
    out.append("--- ").append(shown).append("\n+++ ").append(shown).append("\n");
    for (const Stretch& hunk : hunks_of(changes)) {
        out.append("@@ -").append(range(hunk.old_from, hunk.old_to));
        out.append(" +").append(range(hunk.new_from, hunk.new_to)).append(" @@\n");
        std::size_t x = hunk.old_from;
        std::size_t y = hunk.new_from;
        while (x < hunk.old_to || y < hunk.new_to) {
            if (x < hunk.old_to && changes.removed[x]) {
                append_line(out, '-', old_lines[x++]);
            } else if (y < hunk.new_to && changes.added[y]) {
                append_line(out, '+', new_lines[y++]);
            } else {
                append_line(out, ' ', old_lines[x++]);
                ++y;
            }
        }
    }
    return out;
}

}  // namespace leadloom::text
