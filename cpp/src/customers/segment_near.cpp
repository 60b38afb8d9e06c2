/// Words near a word: a walk through the sorted dictionary as if it were a trie, with all ways to
/// read the word so far in the bits of three numbers (Wu and Manber 1992, with swaps of
/// neighbours).
#include <algorithm>
#include <array>

#include "leadloom/customers/segment.hpp"

namespace leadloom {

namespace {

constexpr unsigned most_edits = 2;
constexpr std::size_t longest = 30;
/// Edits before this many letters are rare; at most one is allowed there.
constexpr std::size_t careful = 3;

/// For each number of edits the lengths of the asked word that can have been read, as bits.
struct State {
    std::array<std::uint32_t, most_edits + 1> read{};
    /// The same before the last letter, for swaps.
    std::array<std::uint32_t, most_edits + 1> before{};
    char last = 0;
};

class Walk {
public:
    Walk(const Segment& segment, std::string_view word, unsigned edits, bool prefixes,
         std::vector<Stretch>& found)
        : segment_(segment),
          edits_(edits),
          whole_(1U << word.size()),
          prefixes_(prefixes),
          found_(found) {
        for (std::size_t i = 0; i < word.size(); ++i)
            masks_[static_cast<unsigned char>(word[i])] |= 1U << i;
    }

    void start() {
        State state;
        for (unsigned k = 0; k <= edits_; ++k) state.read[k] = (1U << (k + 1)) - 1;
        // An empty word is the beginning of all.
        visit(0, static_cast<std::uint32_t>(segment_.words()), 0, state, edits_ + 1);
    }

private:
    [[nodiscard]] std::uint32_t mask(char c) const { return masks_[static_cast<unsigned char>(c)]; }

    [[nodiscard]] State after(const State& state, char c, std::size_t depth) const {
        State next;
        next.before = state.read;
        next.last = c;
        const std::uint32_t here = mask(c);
        next.read[0] = (state.read[0] & here) << 1U;
        for (unsigned k = 1; k <= edits_; ++k) {
            // Read on, a letter too many, another letter, a letter too few, two swapped.
            next.read[k] = ((state.read[k] & here) << 1U) | state.read[k - 1] |
                           (state.read[k - 1] << 1U) | (next.read[k - 1] << 1U);
            if (state.last != 0)
                next.read[k] |= (state.before[k - 1] & here & (mask(state.last) >> 1U)) << 2U;
        }
        if (depth < careful) next.read[2] = edits_ == 2 ? next.read[1] : 0;
        const std::uint32_t all = (whole_ << 1U) - 1;
        for (std::uint32_t& read : next.read) read &= all;
        return next;
    }

    /// The fewest edits with which the whole word is read, or one more than allowed.
    [[nodiscard]] unsigned edits_of(const State& state) const {
        unsigned k = 0;
        while (k <= edits_ && (state.read[k] & whole_) == 0) ++k;
        return k;
    }

    [[nodiscard]] bool dead(const State& state) const {
        return (state.read[0] | state.read[1] | state.read[2]) == 0;
    }

    /// Words from `first` to `last` share `depth` letters, after which `state` holds; `best` is
    /// with how many edits they have been found already.
    void visit(std::uint32_t first, std::uint32_t last, std::size_t depth, const State& state,
               unsigned best) {
        const unsigned edits = edits_of(state);
        if (prefixes_ && edits < best) {
            if (edits > 0) found_.push_back({first, last, static_cast<std::uint8_t>(edits)});
            best = edits;
            if (edits <= 1) return;
        }
        while (first < last) {
            const std::string_view word = segment_.word(first);
            if (word.size() == depth) {
                if (!prefixes_ && edits > 0 && edits <= edits_)
                    found_.push_back({first, first + 1, static_cast<std::uint8_t>(edits)});
                ++first;
                continue;
            }
            const char c = word[depth];
            const State next = after(state, c, depth + 1);
            const std::uint32_t end = end_of(first, last, depth, c);
            if (!dead(next) && depth < longest) visit(first, end, depth + 1, next, best);
            first = end;
        }
    }

    /// The first word after `first` with another letter than `c` at `depth`.
    [[nodiscard]] std::uint32_t end_of(std::uint32_t first, std::uint32_t last, std::size_t depth,
                                       char c) const {
        const auto same = [&](std::uint32_t at) {
            return static_cast<unsigned char>(segment_.word(at)[depth]) <=
                   static_cast<unsigned char>(c);
        };
        std::uint32_t step = 1;
        std::uint32_t low = first;
        while (low + step < last && same(low + step)) {
            low += step;
            step *= 2;
        }
        std::uint32_t high = std::min(low + step, last);
        ++low;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (same(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    const Segment& segment_;
    unsigned edits_;
    std::uint32_t whole_;
    bool prefixes_;
    std::vector<Stretch>& found_;
    std::array<std::uint32_t, 256> masks_{};
};

}  // namespace

void Segment::near(std::string_view word, unsigned edits, bool prefixes,
                   std::vector<Stretch>& found) const {
    if (word.empty() || word.size() > longest - most_edits || words() == 0) return;
    Walk(*this, word, std::min(edits, most_edits), prefixes, found).start();
}

}  // namespace leadloom
