/// An index over a stretch of the register. It never changes: what is added later has a segment of
/// its own until both are made one.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/pages.hpp"
#include "leadloom/customers/sorted_keys.hpp"
#include "leadloom/customers/term.hpp"

namespace leadloom {

/// Place of a record in the register.
using Slot = std::uint32_t;

/// Words of a segment's dictionary from `first` up to, without, `last`: a prefix is such a stretch.
struct Stretch {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    /// Edits between what was asked and the nearest beginning of these words.
    std::uint8_t edits = 0;

    /// Whether no word is in it.
    [[nodiscard]] bool empty() const { return first >= last; }
};

class Threes;

/// What a record gives to the index.
struct IndexEntry {
    /// What the words of `terms` lie in.
    Identity identity;
    std::vector<Term> terms;
    /// Ten digits each, as a number.
    std::vector<std::uint64_t> phones;
    std::vector<std::uint32_t> emails;
    std::vector<std::uint32_t> places;
};

/// The order that a telephone number's digits stand in, so that each part can be looked for first.
enum class DigitOrder : std::uint8_t {
    /// Area code, exchange, line.
    whole,
    /// Exchange, line, area code.
    local,
    /// Line, area code, exchange.
    line,
};

/// Dictionary, lists of records by word, words by record, and sorted keys.
class Segment {
public:
    /// Indexes the records from `first` up to `last`; `read` answers false for one that is gone.
    Segment(Slot first, Slot last, const std::function<bool(Slot, IndexEntry&)>& read);
    ~Segment();
    Segment(const Segment&) = delete;
    Segment& operator=(const Segment&) = delete;

    /// The first slot that it knows.
    [[nodiscard]] Slot first() const { return first_; }
    /// The slot behind the last one.
    [[nodiscard]] Slot last() const { return last_; }
    /// How many words the dictionary has.
    [[nodiscard]] std::size_t words() const { return starts_.size() - 1; }
    /// A word of the dictionary, by its place there.
    [[nodiscard]] std::string_view word(std::uint32_t index) const {
        return std::string_view(letters_).substr(starts_[index],
                                                 starts_[index + 1] - starts_[index]);
    }

    /// The length of a word.
    [[nodiscard]] std::size_t letters(std::uint32_t index) const {
        return starts_[index + 1] - starts_[index];
    }

    /// The words that begin with `prefix`.
    [[nodiscard]] Stretch beginning(std::string_view prefix) const;
    /// The word itself; empty when no record has it.
    [[nodiscard]] Stretch exact(std::string_view word) const;
    /// Words within `edits` (1 or 2) of `word`, or with `prefixes` those that begin with what is.
    /// Of two edits at most one is within the first three letters. What is there without an edit is
    /// left out.
    void near(std::string_view word, unsigned edits, bool prefixes,
              std::vector<Stretch>& found) const;

    /// How many records have a word of the stretch, counted once for each part and word.
    [[nodiscard]] std::size_t count(Stretch stretch) const {
        return postings_at_[stretch.last] - postings_at_[stretch.first];
    }
    /// The same for one part of one word.
    [[nodiscard]] std::size_t count(std::uint32_t word, Facet part) const {
        return postings(word, part).size();
    }
    /// Places relative to the segment, with the part in the upper bits; ascending for each word.
    [[nodiscard]] std::span<const std::uint32_t> postings(Stretch stretch) const {
        return std::span(postings_).subspan(postings_at_[stretch.first], count(stretch));
    }
    /// Places of the records that have a word in a part.
    [[nodiscard]] std::span<const std::uint32_t> postings(std::uint32_t word, Facet part) const;
    /// The record behind an element of `postings`.
    [[nodiscard]] Slot slot_of(std::uint32_t posting) const {
        return first_ + (posting & slot_bits);
    }
    /// The part behind an element of `postings`.
    [[nodiscard]] static Facet facet_of(std::uint32_t posting) {
        return static_cast<Facet>(posting >> facet_shift);
    }

    /// Calls `take(word, part)` for each word of a record.
    template <class Take>
    void each_word(Slot slot, Take take) const {
        const std::uint64_t at = forward_at_[slot - first_];
        if (at == none) return;
        for (const std::uint32_t* entry = forward_.at(at);; ++entry) {
            take(*entry & slot_bits, static_cast<Facet>((*entry >> facet_shift) & 7U));
            if ((*entry & last_bit) != 0) break;
        }
    }

    /// Records whose number begins with these digits in an order: up to ten digits.
    [[nodiscard]] std::span<const std::uint64_t> phones(std::string_view digits,
                                                        DigitOrder order) const;
    /// Records with an e-mail address, by `email_key`.
    [[nodiscard]] std::span<const std::uint64_t> emails(std::uint32_t key) const {
        return keyed(emails_, key);
    }
    /// Records with a house and street, by `place_key`.
    [[nodiscard]] std::span<const std::uint64_t> places(std::uint32_t key) const {
        return keyed(places_, key);
    }
    /// All of them, sorted: equal keys stand side by side.
    [[nodiscard]] std::span<const std::uint64_t> all_phones() const { return phones_[0].all(); }
    /// The same of e-mail addresses.
    [[nodiscard]] std::span<const std::uint64_t> all_emails() const { return emails_.all(); }
    /// The same of houses.
    [[nodiscard]] std::span<const std::uint64_t> all_places() const { return places_.all(); }
    /// The record behind an element of `phones`, `emails` or `places`.
    [[nodiscard]] Slot slot_of(std::uint64_t key) const {
        return first_ + static_cast<Slot>(key & key_slot_bits);
    }
    /// The number behind an element of `phones`, in the order that was asked for.
    [[nodiscard]] static std::uint64_t number_of(std::uint64_t key) { return key >> 30U; }

    /// Its words by their runs of three letters; made when it is first asked for, once for all
    /// threads.
    [[nodiscard]] const Threes& threes() const;
    /// Bytes of memory it takes.
    [[nodiscard]] std::size_t bytes() const;

    static constexpr unsigned facet_shift = 28;

private:
    friend class SegmentBuilder;

    static constexpr std::uint32_t slot_bits = (1U << facet_shift) - 1;
    static constexpr std::uint32_t last_bit = 0x8000'0000;
    static constexpr std::uint64_t key_slot_bits = (1U << 30U) - 1;
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    [[nodiscard]] static std::span<const std::uint64_t> keyed(const SortedKeys& keys,
                                                              std::uint32_t key);
    /// The first word not before `word`.
    [[nodiscard]] std::uint32_t lower(std::string_view word) const;

    Slot first_;
    Slot last_;
    /// The dictionary, sorted.
    std::string letters_;
    std::vector<std::uint32_t> starts_;
    /// First word for each pair of first bytes.
    std::vector<std::uint32_t> pairs_;
    std::vector<std::uint32_t> postings_at_;
    std::vector<std::uint32_t> postings_;
    /// Words of each record.
    Pages<std::uint32_t, 65536> forward_;
    std::vector<std::uint32_t> forward_at_;
    std::array<SortedKeys, 3> phones_;
    SortedKeys emails_;
    SortedKeys places_;
    mutable std::once_flag threes_made_;
    mutable std::unique_ptr<const Threes> threes_;
};

}  // namespace leadloom
