/// How alike a lead and a record are written as a whole, whatever slipped: runs of three letters,
/// weighed by how rare they are (the cosine of Salton and Buckley 1988).
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "leadloom/customers/register.hpp"
#include "threes.hpp"

namespace leadloom {

/// Compares the words of one lead with those of records. Keeps memory between leads.
class Letters {
public:
    explicit Letters(const CustomerRegister& customers) : customers_(customers) {}

    /// A word of a segment and how alike it is, from 0 to 1.
    struct Alike {
        std::uint32_t word = 0;
        float likeness = 0;
    };

    /// What records are compared with from now on; of them only the parts that the lead has.
    void read(const std::vector<Term>& lead);
    /// Whether the lead has words at all.
    [[nodiscard]] bool any() const { return lead_square_ > 0; }
    /// How alike a record is, from 0 to 1.
    [[nodiscard]] float likeness(Slot slot);
    /// At most `count` words of a segment that are written alike, best first; that is found by the
    /// rarest of its runs, of which at most `limit` entries are read.
    void find(std::size_t segment, std::string_view word, std::size_t count, std::size_t limit,
              std::vector<Alike>& found);

private:
    /// What is known of a word of a dictionary.
    struct Known {
        float square = 0;
        float dot = 0;
        /// The lead that `dot` is of.
        std::uint32_t lead = 0;
    };

    void weigh();
    /// The squares of a word's weights, summed.
    float square(std::size_t segment, std::uint32_t word);

    const CustomerRegister& customers_;
    std::vector<float> rarity_;
    /// By segment and word.
    std::vector<std::vector<Known>> known_;
    /// Weights of the lead, and which of them are set.
    std::vector<float> weights_;
    std::vector<Three> set_;
    float lead_square_ = 0;
    std::uint32_t lead_ = 0;
    /// Parts that the lead has, as bits.
    std::uint32_t parts_ = 0;
    /// Room for `find`.
    std::vector<float> sums_;
    std::vector<float> asked_;
    std::vector<std::uint64_t> ranked_;
};

}  // namespace leadloom
