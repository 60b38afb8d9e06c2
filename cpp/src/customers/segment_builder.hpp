/// How a segment is made.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/segment.hpp"

namespace leadloom {

/// Words get numbers in the order they are met; once all are known they are sorted, and the
/// records' words are renumbered where they lie.
class SegmentBuilder {
public:
    explicit SegmentBuilder(Segment& segment) : segment_(segment) {}

    void build(const std::function<bool(Slot, IndexEntry&)>& read);

private:
    void take(Slot slot, const IndexEntry& entry);
    std::uint32_t number_of(std::string_view word);
    void grow();
    /// Sorts the dictionary and answers the new number of each word.
    std::vector<std::uint32_t> sort_words();
    void post(const std::vector<std::uint32_t>& renumbered);

    /// What tells most words apart without a look at their letters.
    struct Word {
        /// The first eight bytes, so that they compare as the word does.
        std::uint64_t beginning = 0;
        std::uint32_t hash = 0;
        std::uint32_t start = 0;
    };

    [[nodiscard]] std::string_view letters_of(std::uint32_t word) const;

    Segment& segment_;
    std::string letters_;
    std::vector<Word> words_;
    /// Open addressing: a word's number and 1, or 0.
    std::vector<std::uint32_t> table_;
    std::array<std::vector<std::uint64_t>, 3> phones_;
    std::vector<std::uint64_t> emails_;
    std::vector<std::uint64_t> places_;
};

/// Sorts by radix; `room` is memory that may be used again.
void sort_keys(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& room);

}  // namespace leadloom
