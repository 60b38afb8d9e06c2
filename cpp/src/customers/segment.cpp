#include "leadloom/customers/segment.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "segment_builder.hpp"
#include "threes.hpp"

namespace leadloom {

namespace {

constexpr std::uint64_t ten_digits = 10'000'000'000ULL;

std::uint64_t power_of_ten(std::size_t exponent) {
    std::uint64_t power = 1;
    for (std::size_t i = 0; i < exponent; ++i) power *= 10;
    return power;
}

}  // namespace

Segment::Segment(Slot first, Slot last, const std::function<bool(Slot, IndexEntry&)>& read)
    : first_(first), last_(last) {
    SegmentBuilder(*this).build(read);
}

Segment::~Segment() = default;

const Threes& Segment::threes() const {
    std::call_once(threes_made_, [&] { threes_ = std::make_unique<const Threes>(*this); });
    return *threes_;
}

std::uint32_t Segment::lower(std::string_view word) const {
    std::uint32_t low = 0;
    auto high = static_cast<std::uint32_t>(words());
    if (!word.empty()) {
        const std::size_t pair =
            static_cast<std::size_t>(static_cast<unsigned char>(word[0])) * 256 +
            (word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0U);
        low = pairs_[pair];
        if (word.size() > 1) high = pairs_[pair + 1];
    }
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (this->word(middle) < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

Stretch Segment::exact(std::string_view word) const {
    const std::uint32_t at = lower(word);
    const bool found = at < words() && this->word(at) == word;
    return {at, found ? at + 1 : at};
}

Stretch Segment::beginning(std::string_view prefix) const {
    const std::uint32_t first = lower(prefix);
    // The first word after all that begin so is the first not before the prefix with its last byte
    // one higher; UTF-8 has no byte 0xFF.
    std::string after(prefix);
    if (after.empty()) return {0, static_cast<std::uint32_t>(words())};
    after.back() = static_cast<char>(static_cast<unsigned char>(after.back()) + 1);
    return {first, lower(after)};
}

std::span<const std::uint32_t> Segment::postings(std::uint32_t word, Facet part) const {
    const auto all = postings(Stretch{word, word + 1});
    // Most words are of one part, and long lists lie in far memory.
    if (all.empty() || part < facet_of(all.front()) || part > facet_of(all.back())) return {};
    const std::uint32_t from = static_cast<std::uint32_t>(part) << facet_shift;
    const auto first =
        part == facet_of(all.front()) ? all.begin() : std::ranges::lower_bound(all, from);
    const auto last = part == facet_of(all.back())
                          ? all.end()
                          : std::ranges::lower_bound(first, all.end(), from + (1U << facet_shift));
    return {first, last};
}

std::span<const std::uint64_t> Segment::keyed(const SortedKeys& keys, std::uint32_t key) {
    if (key == 0) return {};
    const std::uint64_t from = static_cast<std::uint64_t>(key) << 32U;
    return keys.between(from, from | 0xFFFF'FFFFU);
}

std::span<const std::uint64_t> Segment::phones(std::string_view digits, DigitOrder order) const {
    if (digits.empty() || digits.size() > 10) return {};
    std::uint64_t from = 0;
    for (const char c : digits) from = from * 10 + static_cast<std::uint64_t>(c - '0');
    const std::uint64_t scale = power_of_ten(10 - digits.size());
    const std::uint64_t to = (from + 1) * scale;
    from *= scale;
    return phones_[static_cast<std::size_t>(order)].between(from << 30U,
                                                            (std::min(to, ten_digits) << 30U) - 1);
}

std::size_t Segment::bytes() const {
    std::size_t bytes = letters_.capacity() + forward_.bytes() + emails_.bytes() + places_.bytes();
    for (const auto* const list : {&starts_, &pairs_, &postings_at_, &postings_, &forward_at_})
        bytes += list->capacity() * sizeof(std::uint32_t);
    for (const SortedKeys& keys : phones_) bytes += keys.bytes();
    if (threes_ != nullptr) bytes += threes_->bytes();
    return bytes;
}

}  // namespace leadloom
