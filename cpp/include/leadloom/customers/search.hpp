/// Customers as they are typed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/register.hpp"

namespace leadloom {

/// A record that what was typed leads to.
struct Hit {
    Slot slot = 0;
    /// How well it fits, for the order; equal ones stand newest first.
    float score = 0;
};

/// A piece of a text; `found` where what was typed agrees with it.
struct Marked {
    std::string text;
    bool found = false;
};

/// Search over the register's index. Words stand in any order and may be beginnings; a word from
/// four letters may have one slip, from eight two. Digits are a house number, a ZIP code or part of
/// a telephone number in any form.
class Searcher {
public:
    /// The register must be settled, and outlive this.
    explicit Searcher(const CustomerRegister& customers) : customers_(customers) {}

    /// At most `count` records, best first. What is typed exactly goes before what needs a slip,
    /// and that before what lacks a word.
    [[nodiscard]] std::vector<Hit> search(std::string_view query, std::size_t count) const;

private:
    struct Word;

    void add_phones(const Segment& segment, std::string_view digits, std::vector<Hit>& hits) const;
    void run(const Segment& segment, const std::vector<Word>& words, std::size_t may_lack,
             std::vector<Hit>& hits) const;
    void visit(const Segment& segment, Slot slot, const std::vector<Word>& words,
               std::size_t may_lack, std::vector<Hit>& hits) const;

    const CustomerRegister& customers_;
};

/// A field of a record in pieces, those marked that what was typed led to.
///
/// @example `marked("John Smith", "smi")` is “John ”, “Smi” found, “th”
[[nodiscard]] std::vector<Marked> marked(std::string_view text, std::string_view query);

}  // namespace leadloom
