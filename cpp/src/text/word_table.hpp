/// Sorted tables of words, and a look at first letter, length and last letter before they are
/// searched: most words of most texts are in no table.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadloom::text {

/// `Row` has a member `word`; rows are sorted by it.
template <class Row, std::size_t count>
class WordTable {
public:
    constexpr explicit WordTable(const Row (&rows)[count]) : rows_(rows) {
        for (const Row& row : rows) {
            Seen& seen = seen_[first_of(row.word)];
            seen.lengths |= length_of(row.word);
            seen.ends |= end_of(row.word);
        }
    }

    [[nodiscard]] constexpr const Row* find(std::string_view word) const {
        if (word.empty()) return nullptr;
        const Seen seen = seen_[first_of(word)];
        if ((seen.lengths & length_of(word)) == 0 || (seen.ends & end_of(word)) == 0)
            return nullptr;
        const Row* const row = std::ranges::lower_bound(rows_, rows_ + count, word, {}, &Row::word);
        return row != rows_ + count && row->word == word ? row : nullptr;
    }

    [[nodiscard]] constexpr bool sorted() const {
        return std::ranges::is_sorted(rows_, rows_ + count, {}, &Row::word);
    }

private:
    /// Lengths and last letters of the words with a first letter, a bit each.
    struct Seen {
        std::uint32_t lengths = 0;
        std::uint32_t ends = 0;
    };

    static constexpr std::size_t first_of(std::string_view word) {
        return static_cast<unsigned char>(word.front()) % 64;
    }
    static constexpr std::uint32_t length_of(std::string_view word) {
        return std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
    }
    static constexpr std::uint32_t end_of(std::string_view word) {
        return std::uint32_t{1} << (static_cast<unsigned char>(word.back()) % 32U);
    }

    const Row* rows_;
    std::array<Seen, 64> seen_{};
};

}  // namespace leadloom::text
