/// Sorted tables of words, and a look at first letter and length before they are searched: most
/// words of most texts are in no table.
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
        for (const Row& row : rows) lengths_[first_of(row.word)] |= bit_of(row.word);
    }

    [[nodiscard]] constexpr const Row* find(std::string_view word) const {
        if (word.empty() || (lengths_[first_of(word)] & bit_of(word)) == 0) return nullptr;
        const Row* const row = std::ranges::lower_bound(rows_, rows_ + count, word, {}, &Row::word);
        return row != rows_ + count && row->word == word ? row : nullptr;
    }

    [[nodiscard]] constexpr bool sorted() const {
        return std::ranges::is_sorted(rows_, rows_ + count, {}, &Row::word);
    }

private:
    static constexpr std::size_t first_of(std::string_view word) {
        return static_cast<unsigned char>(word.front()) % 64;
    }
    static constexpr std::uint32_t bit_of(std::string_view word) {
        return std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
    }

    const Row* rows_;
    std::array<std::uint32_t, 64> lengths_{};
};

}  // namespace leadloom::text
