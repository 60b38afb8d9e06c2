#include "leadloom/text/distance.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "leadloom/text/words.hpp"

namespace leadloom::text {

namespace {

/// A column of the table in a machine word: Hyyrö (2003), “A bit-vector algorithm for computing
/// Levenshtein and Damerau edit distances”. `a` has 1 to 64 letters.
std::size_t distance_in_words(std::string_view a, std::string_view b, std::size_t limit) {
    const auto at = [](char c) { return static_cast<unsigned char>(c); };
    // Where each letter stands in `a`; only what is read is cleared.
    std::array<std::uint64_t, 256> places;
    for (const char c : b) places[at(c)] = 0;
    for (const char c : a) places[at(c)] = 0;
    for (std::size_t i = 0; i < a.size(); ++i) places[at(a[i])] |= std::uint64_t{1} << i;
    const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
    std::uint64_t higher = ~std::uint64_t{0};
    std::uint64_t lower = 0;
    std::uint64_t same = 0;
    std::uint64_t before = 0;
    std::size_t distance = a.size();
    for (std::size_t j = 0; j < b.size(); ++j) {
        const std::uint64_t here = places[at(b[j])];
        const std::uint64_t swapped = ((~same & here) << 1U) & before;
        same = (((here & higher) + higher) ^ higher) | here | lower | swapped;
        std::uint64_t up = lower | ~(same | higher);
        const std::uint64_t down = same & higher;
        if ((up & last) != 0) ++distance;
        if ((down & last) != 0) --distance;
        // Each letter that is left takes at most one away.
        if (distance > limit + b.size() - 1 - j) return limit + 1;
        up = (up << 1U) | 1U;
        higher = (down << 1U) | ~(same | up);
        lower = up & same;
        before = here;
    }
    return std::min(distance, limit + 1);
}

/// The table itself, three rows of it.
std::size_t distance_in_rows(std::string_view a, std::string_view b, std::size_t limit) {
    const std::size_t width = a.size() + 1;
    std::vector<std::size_t> rows(3 * width);
    std::size_t* before = rows.data();
    std::size_t* above = before + width;
    std::size_t* here = above + width;
    for (std::size_t i = 0; i < width; ++i) above[i] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
        here[0] = j;
        std::size_t least = j;
        for (std::size_t i = 1; i < width; ++i) {
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            here[i] = std::min({here[i - 1] + 1, above[i] + 1, above[i - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here[i] = std::min(here[i], before[i - 2] + 1);
            }
            least = std::min(least, here[i]);
        }
        if (least > limit) return limit + 1;
        std::swap(before, above);
        std::swap(above, here);
    }
    return std::min(above[width - 1], limit + 1);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    while (!a.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.empty()) return b.size();
    return a.size() <= 64 ? distance_in_words(a, b, limit) : distance_in_rows(a, b, limit);
}

Nearest::Nearest(std::string_view wanted) : wanted_(fold(wanted)), best_(wanted_.size() / 3 + 1) {}

void Nearest::consider(std::string_view name) {
    // Nobody misspells a name of a thousand bytes, and the distance would cost a million steps.
    if (wanted_.size() > 200 || name.size() > 200) return;
    const std::size_t distance = edit_distance(wanted_, fold(name), best_);
    if (distance >= best_) return;
    best_ = distance;
    name_ = name;
}

std::string Nearest::hint() const {
    return name_.empty() ? std::string() : join({"Did you mean ", named(name_), "?"});
}

}  // namespace leadloom::text
