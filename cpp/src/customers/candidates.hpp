/// Which records are worth comparing: those that share keys or rare words with who is looked for.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "leadloom/customers/match.hpp"
#include "letters.hpp"

namespace leadloom {

/// Records and how much of the lead's words each shares, in bits of how rare these are.
class Candidates {
public:
    explicit Candidates(const CustomerRegister& customers) : customers_(customers) {}

    /// Forgets the last lead.
    void clear();
    /// Records with an equal phone number, e-mail address or house and street.
    void add_keys(const Identity& lead);
    /// Records that share words; reads at most `limit` entries of the index.
    void add_words(const std::vector<Term>& terms, std::size_t limit);
    /// Records with words near the lead's, and with phone numbers one digit apart.
    void add_near(const Identity& lead, const std::vector<Term>& terms, std::size_t limit);
    /// Records with words that are written alike.
    void add_alike(Letters& letters, const std::vector<Term>& terms, std::size_t limit);
    /// Records that share two of the words that were too common to be read, and how much of all of
    /// these each record shares that was found.
    void add_common();
    /// Counts also the words that were too common to be looked up, of more than `count`; answers
    /// the best `count`, in no order. With `letters` half of them are those that are written most
    /// alike of the others.
    std::vector<Slot> best(const std::vector<Term>& terms, std::size_t count,
                           Letters* letters = nullptr);
    /// The words that the record with most of them lacks.
    [[nodiscard]] std::vector<Term> missing(const std::vector<Term>& terms) const;
    /// Whether a record found by `add_keys` has two of them, or one and a word of the lead's name.
    [[nodiscard]] bool may_agree(Slot slot, const std::vector<Term>& terms) const;
    [[nodiscard]] const std::vector<Slot>& found() const { return found_; }
    /// How much of what the words could say the best record shares, from 0 to 1.
    [[nodiscard]] double coverage() const { return coverage_; }

private:
    /// A word's records.
    struct List {
        const Segment* segment = nullptr;
        std::span<const std::uint32_t> postings;
        float bits = 0;
        const Term* term = nullptr;
    };

    void add(Slot slot, float bits);
    void add_list(const Segment& segment, std::span<const std::uint32_t> postings, float bits);
    [[nodiscard]] float bits_of(std::size_t count) const;

    const CustomerRegister& customers_;
    std::vector<float> scores_;
    std::vector<Slot> found_;
    /// What was too common to be read; the terms are the caller's.
    std::vector<List> common_;
    /// How many of these records have been given the bits of, and which were found after that.
    std::size_t lifted_ = 0;
    std::vector<std::uint8_t> late_;
    /// Room for `best`.
    std::vector<std::uint64_t> ranked_;
    double coverage_ = 0;
    /// The record with that much.
    Slot covering_ = 0;
};

}  // namespace leadloom
