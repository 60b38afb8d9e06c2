/// A set of records of a segment, a bit each.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadloom {

class PlaceSet {
public:
    void reset(std::size_t size, bool all = false) {
        bits_.assign((size + 63) / 64, all ? ~std::uint64_t{0} : 0);
        if (all && size % 64 != 0) bits_.back() = (std::uint64_t{1} << (size % 64)) - 1;
    }
    void add(std::uint32_t place) { bits_[place / 64] |= std::uint64_t{1} << (place % 64); }
    void remove(std::uint32_t place) { bits_[place / 64] &= ~(std::uint64_t{1} << (place % 64)); }
    [[nodiscard]] bool has(std::uint32_t place) const {
        return (bits_[place / 64] >> (place % 64) & 1U) != 0;
    }
    void keep(const PlaceSet& others) {
        for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= others.bits_[i];
    }
    void add(const PlaceSet& others) {
        for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= others.bits_[i];
    }
    void remove(const PlaceSet& others) {
        for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= ~others.bits_[i];
    }

    /// Calls `take` for places from the last to the first, until it answers false.
    template <class Take>
    void each_from_last(Take take) const {
        for (std::size_t i = bits_.size(); i-- > 0;) {
            for (std::uint64_t word = bits_[i]; word != 0;) {
                const auto bit = static_cast<unsigned>(63 - std::countl_zero(word));
                if (!take(static_cast<std::uint32_t>(i * 64 + bit))) return;
                word &= ~(std::uint64_t{1} << bit);
            }
        }
    }

private:
    std::vector<std::uint64_t> bits_;
};

}  // namespace leadloom
