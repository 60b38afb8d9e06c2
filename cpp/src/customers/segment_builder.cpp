#include "segment_builder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

namespace leadloom {

namespace {

std::uint32_t hash_of(std::string_view word) {
    std::uint32_t hash = 0x811c9dc5U;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return hash ^ (hash >> 15U);
}

std::uint64_t beginning_of(std::string_view word) {
    std::uint64_t value = 0;
    std::memcpy(&value, word.data(), std::min<std::size_t>(word.size(), 8));
    return std::endian::native == std::endian::little ? std::byteswap(value) : value;
}

std::uint64_t digits_in(DigitOrder order, std::uint64_t number) {
    const std::uint64_t area = number / 10'000'000;
    const std::uint64_t exchange = number / 10'000 % 1'000;
    const std::uint64_t line = number % 10'000;
    switch (order) {
        case DigitOrder::whole: break;
        case DigitOrder::local: return (exchange * 10'000 + line) * 1'000 + area;
        case DigitOrder::line: return line * 1'000'000 + area * 1'000 + exchange;
    }
    return number;
}

}  // namespace

void sort_keys(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& room) {
    if (keys.size() < 256) {
        std::ranges::sort(keys);
        return;
    }
    room.resize(keys.size());
    constexpr unsigned bits = 11;
    for (unsigned shift = 0; shift < 64; shift += bits) {
        std::array<std::uint32_t, 1U << bits> at{};
        const auto digit = [&](std::uint64_t key) {
            return static_cast<std::size_t>((key >> shift) & ((1U << bits) - 1));
        };
        for (const std::uint64_t key : keys) ++at[digit(key)];
        if (at[digit(keys.front())] == keys.size()) continue;
        std::uint32_t sum = 0;
        for (std::uint32_t& place : at) {
            const std::uint32_t count = place;
            place = sum;
            sum += count;
        }
        for (const std::uint64_t key : keys) room[at[digit(key)]++] = key;
        keys.swap(room);
    }
}

std::string_view SegmentBuilder::letters_of(std::uint32_t word) const {
    const std::size_t start = words_[word].start;
    const std::size_t end = word + 1 < words_.size() ? words_[word + 1].start : letters_.size();
    return std::string_view(letters_).substr(start, end - start);
}

void SegmentBuilder::grow() {
    const std::size_t size = std::max<std::size_t>(1024, table_.size() * 2);
    std::vector<std::uint32_t>().swap(table_);
    table_.resize(size);
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        std::size_t at = words_[word].hash & (size - 1);
        while (table_[at] != 0) at = (at + 1) & (size - 1);
        table_[at] = word + 1;
    }
}

std::uint32_t SegmentBuilder::number_of(std::string_view word) {
    if (words_.size() * 3 >= table_.size() * 2) grow();
    const std::uint32_t hash = hash_of(word);
    const std::uint64_t beginning = beginning_of(word);
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    for (; table_[at] != 0; at = (at + 1) & mask) {
        const std::uint32_t known = table_[at] - 1;
        if (words_[known].hash != hash || words_[known].beginning != beginning) continue;
        const std::string_view letters = letters_of(known);
        if (letters.size() == word.size() && (word.size() <= 8 || letters == word)) return known;
    }
    const auto number = static_cast<std::uint32_t>(words_.size());
    table_[at] = number + 1;
    words_.push_back({beginning, hash, static_cast<std::uint32_t>(letters_.size())});
    letters_ += word;
    return number;
}

void SegmentBuilder::take(Slot slot, const IndexEntry& entry) {
    const Slot place = slot - segment_.first_;
    if (!entry.terms.empty()) {
        std::uint64_t at = 0;
        std::uint32_t* run = segment_.forward_.add(entry.terms.size(), at);
        segment_.forward_at_[place] = static_cast<std::uint32_t>(at);
        for (const Term& term : entry.terms)
            *run++ = number_of(term.word) |
                     (static_cast<std::uint32_t>(term.part) << Segment::facet_shift);
        run[-1] |= Segment::last_bit;
    }
    for (const std::uint64_t number : entry.phones) {
        for (std::size_t order = 0; order < 3; ++order)
            phones_[order].push_back((digits_in(static_cast<DigitOrder>(order), number) << 30U) |
                                     place);
    }
    for (const std::uint32_t key : entry.emails)
        emails_.push_back((static_cast<std::uint64_t>(key) << 32U) | place);
    for (const std::uint32_t key : entry.places)
        places_.push_back((static_cast<std::uint64_t>(key) << 32U) | place);
}

std::vector<std::uint32_t> SegmentBuilder::sort_words() {
    std::vector<std::uint32_t>().swap(table_);
    std::vector<std::uint32_t> sorted(words_.size());
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::ranges::sort(sorted, [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t mine = words_[a].beginning;
        const std::uint64_t theirs = words_[b].beginning;
        return mine != theirs ? mine < theirs : letters_of(a) < letters_of(b);
    });
    std::vector<std::uint32_t> renumbered(words_.size());
    segment_.letters_.reserve(letters_.size());
    segment_.starts_.reserve(words_.size() + 1);
    segment_.pairs_.assign(256 * 256 + 1, 0);
    for (std::uint32_t i = 0; i < sorted.size(); ++i) {
        renumbered[sorted[i]] = i;
        segment_.starts_.push_back(static_cast<std::uint32_t>(segment_.letters_.size()));
        segment_.letters_ += letters_of(sorted[i]);
        const auto pair = static_cast<std::size_t>(words_[sorted[i]].beginning >> 48U);
        ++segment_.pairs_[pair + 1];
    }
    segment_.starts_.push_back(static_cast<std::uint32_t>(segment_.letters_.size()));
    for (std::size_t i = 1; i < segment_.pairs_.size(); ++i)
        segment_.pairs_[i] += segment_.pairs_[i - 1];
    std::string().swap(letters_);
    std::vector<Word>().swap(words_);
    return renumbered;
}

void SegmentBuilder::post(const std::vector<std::uint32_t>& renumbered) {
    constexpr std::uint32_t word_bits = Segment::slot_bits;
    // By word and part: a word's list is sorted by part and place without sorting.
    std::vector<std::uint32_t> next(renumbered.size() * facet_count + 1);
    const auto list_of = [&](std::uint32_t entry) {
        return std::size_t{entry & word_bits} * facet_count +
               ((entry >> Segment::facet_shift) & 7U);
    };
    const auto each = [&](auto visit) {
        for (std::uint32_t place = 0; place < segment_.forward_at_.size(); ++place) {
            if (segment_.forward_at_[place] == Segment::none) continue;
            std::uint32_t* entry = segment_.forward_.at(std::uint64_t{segment_.forward_at_[place]});
            for (bool more = true; more; ++entry) {
                more = (*entry & Segment::last_bit) == 0;
                visit(place, *entry);
            }
        }
    };
    each([&](std::uint32_t, std::uint32_t& entry) {
        entry = (entry & ~word_bits) | renumbered[entry & word_bits];
        ++next[list_of(entry) + 1];
    });
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<std::uint32_t>& at = segment_.postings_at_;
    at.reserve(renumbered.size() + 1);
    for (std::size_t i = 0; i < next.size(); i += facet_count) at.push_back(next[i]);
    segment_.postings_.resize(at.back());
    each([&](std::uint32_t place, const std::uint32_t& entry) {
        const std::uint32_t part = (entry >> Segment::facet_shift) & 7U;
        segment_.postings_[next[list_of(entry)]++] = (part << Segment::facet_shift) | place;
    });
}

void SegmentBuilder::build(const std::function<bool(Slot, IndexEntry&)>& read) {
    segment_.forward_at_.assign(segment_.last_ - segment_.first_, Segment::none);
    IndexEntry entry;
    for (Slot slot = segment_.first_; slot < segment_.last_; ++slot) {
        entry.terms.clear();
        entry.phones.clear();
        entry.emails.clear();
        entry.places.clear();
        if (read(slot, entry)) take(slot, entry);
    }
    post(sort_words());
    std::vector<std::uint64_t> room;
    const auto sorted = [&](std::vector<std::uint64_t>& keys) {
        sort_keys(keys, room);
        return SortedKeys(std::move(keys));
    };
    for (std::size_t order = 0; order < 3; ++order)
        segment_.phones_[order] = sorted(phones_[order]);
    segment_.emails_ = sorted(emails_);
    segment_.places_ = sorted(places_);
}

}  // namespace leadloom
