#include "threes.hpp"

namespace leadloom {

Threes::Threes(const Segment& segment) : starts_(count + 1), records_(count) {
    const auto words = static_cast<std::uint32_t>(segment.words());
    for (std::uint32_t word = 0; word < words; ++word) {
        const auto records = static_cast<std::uint32_t>(segment.count(Stretch{word, word + 1}));
        each(segment.word(word), [&](Three three) {
            ++starts_[three + 1];
            records_[three] += records;
        });
    }
    for (Three three = 0; three < count; ++three) starts_[three + 1] += starts_[three];
    words_.resize(starts_[count]);
    std::vector<std::uint32_t> at(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t word = 0; word < words; ++word)
        each(segment.word(word), [&](Three three) { words_[at[three]++] = word; });
}

std::size_t Threes::bytes() const {
    return (starts_.capacity() + words_.capacity() + records_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace leadloom
