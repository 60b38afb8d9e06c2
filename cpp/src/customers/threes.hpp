/// Runs of three letters, and which words of a dictionary have them.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "leadloom/customers/segment.hpp"

namespace leadloom {

/// A run of three signs as a number below `Threes::count`. Signs are the letters, the figures, one
/// for everything else, and the blank before and behind a word.
using Three = std::uint32_t;

/// The words of a segment by the runs of three that are in them.
class Threes {
public:
    static constexpr std::uint32_t signs = 38;
    static constexpr std::uint32_t count = signs * signs * signs;

    explicit Threes(const Segment& segment);

    /// Words with a run, as often as they have it.
    [[nodiscard]] std::span<const std::uint32_t> words(Three three) const {
        return std::span(words_).subspan(starts_[three], starts_[three + 1] - starts_[three]);
    }
    /// How many records have words with a run, counted for each word.
    [[nodiscard]] std::uint32_t records(Three three) const { return records_[three]; }
    /// Bytes of memory it takes.
    [[nodiscard]] std::size_t bytes() const;

    /// Calls `take(Three)` for each run of a word: ` ja`, `jan`, `ane` and `ne ` of jane.
    template <class Take>
    static void each(std::string_view word, Take take) {
        Three before = 0;
        Three here = word.empty() ? 0 : sign(word[0]);
        for (std::size_t i = 1; i <= word.size(); ++i) {
            const Three next = i < word.size() ? sign(word[i]) : 0;
            take((before * signs + here) * signs + next);
            before = here;
            here = next;
        }
    }

private:
    static constexpr Three sign(char c) {
        if (c >= 'a' && c <= 'z') return 1 + static_cast<Three>(c - 'a');
        if (c >= '0' && c <= '9') return 27 + static_cast<Three>(c - '0');
        return signs - 1;
    }

    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> words_;
    std::vector<std::uint32_t> records_;
};

}  // namespace leadloom
