#include "letters.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace leadloom {

namespace {

/// Words that share less are not taken for one another.
constexpr float least_alike = 0.2F;

constexpr std::uint32_t bit(Facet part) { return 1U << static_cast<unsigned>(part); }

}  // namespace

void Letters::weigh() {
    if (!rarity_.empty()) return;
    std::vector<double> records(Threes::count);
    for (const auto& segment : customers_.segments()) {
        const Threes& threes = segment->threes();
        for (Three three = 0; three < Threes::count; ++three)
            records[three] += threes.records(three);
        known_.emplace_back(segment->words());
    }
    const double all = static_cast<double>(customers_.size()) + 1;
    rarity_.reserve(Threes::count);
    for (const double some : records)
        rarity_.push_back(static_cast<float>(std::log(all / (1 + std::min(some, all - 1))) + 1));
    weights_.resize(Threes::count);
    asked_.resize(Threes::count);
}

float Letters::square(std::size_t segment, std::uint32_t word) {
    float& square = known_[segment][word].square;
    if (square == 0) {
        Threes::each(customers_.segments()[segment]->word(word),
                     [&](Three three) { square += rarity_[three] * rarity_[three]; });
    }
    return square;
}

void Letters::read(const std::vector<Term>& lead) {
    weigh();
    for (const Three three : set_) weights_[three] = 0;
    set_.clear();
    parts_ = 0;
    ++lead_;
    for (const Term& term : lead) {
        parts_ |= bit(term.part);
        Threes::each(term.word, [&](Three three) {
            if (weights_[three] == 0) set_.push_back(three);
            weights_[three] += rarity_[three];
        });
    }
    // One is written for the other.
    if ((parts_ & (bit(Facet::street) | bit(Facet::city))) != 0)
        parts_ |= bit(Facet::street) | bit(Facet::city);
    lead_square_ = 0;
    for (const Three three : set_) lead_square_ += weights_[three] * weights_[three];
}

float Letters::likeness(Slot slot) {
    const auto& segments = customers_.segments();
    const auto after = std::ranges::upper_bound(
        segments, slot, {}, [](const auto& segment) { return segment->first(); });
    if (after == segments.begin() || !any()) return 0;
    const auto at = static_cast<std::size_t>(after - segments.begin()) - 1;
    const Segment& segment = *segments[at];
    float dot = 0;
    float all = 0;
    segment.each_word(slot, [&](std::uint32_t word, Facet part) {
        if ((parts_ & bit(part)) == 0) return;
        Known& known = known_[at][word];
        if (known.lead != lead_) {
            known.lead = lead_;
            known.dot = 0;
            Threes::each(segment.word(word),
                         [&](Three three) { known.dot += weights_[three] * rarity_[three]; });
        }
        dot += known.dot;
        all += square(at, word);
    });
    return all > 0 ? dot / std::sqrt(all * lead_square_) : 0;
}

void Letters::find(std::size_t segment, std::string_view word, std::size_t count, std::size_t limit,
                   std::vector<Alike>& found) {
    found.clear();
    const Segment& dictionary = *customers_.segments()[segment];
    const Threes& threes = dictionary.threes();
    // A list's length and its run in one number, and below a likeness and its word.
    ranked_.clear();
    float all = 0;
    Threes::each(word, [&](Three three) {
        ranked_.push_back((std::uint64_t{threes.words(three).size()} << 32U) | three);
        asked_[three] = rarity_[three];
        all += rarity_[three] * rarity_[three];
    });
    std::ranges::sort(ranked_);
    sums_.resize(std::max(sums_.size(), dictionary.words()));
    std::size_t read = 0;
    for (const std::uint64_t ranked : ranked_) {
        const auto three = static_cast<Three>(ranked);
        read += ranked >> 32U;
        if (read > limit) break;
        for (const std::uint32_t one : threes.words(three)) {
            if (sums_[one] == 0) found.push_back({one, 0});
            sums_[one] += rarity_[three] * rarity_[three];
        }
    }
    // What is above zero compares as its bits do (IEEE 754).
    const auto rank = [](float likeness, std::uint32_t one) {
        return (std::uint64_t{std::bit_cast<std::uint32_t>(likeness)} << 32U) | one;
    };
    const auto keep = [&](std::size_t most) {
        if (ranked_.size() <= most) return;
        std::ranges::nth_element(ranked_, ranked_.begin() + static_cast<std::ptrdiff_t>(most),
                                 std::greater{});
        ranked_.resize(most);
    };
    ranked_.clear();
    for (const Alike& one : found) {
        ranked_.push_back(rank(sums_[one.word], one.word));
        sums_[one.word] = 0;
    }
    keep(count * 4);
    for (std::uint64_t& ranked : ranked_) {
        const auto one = static_cast<std::uint32_t>(ranked);
        float dot = 0;
        Threes::each(dictionary.word(one),
                     [&](Three three) { dot += asked_[three] * rarity_[three]; });
        ranked = rank(dot / std::sqrt(all * square(segment, one)), one);
    }
    Threes::each(word, [&](Three three) { asked_[three] = 0; });
    keep(count);
    std::ranges::sort(ranked_);
    found.clear();
    for (std::size_t i = ranked_.size(); i-- > 0;) {
        const float likeness = std::bit_cast<float>(static_cast<std::uint32_t>(ranked_[i] >> 32U));
        if (likeness < least_alike) break;
        found.push_back({static_cast<std::uint32_t>(ranked_[i]), likeness});
    }
}

}  // namespace leadloom
