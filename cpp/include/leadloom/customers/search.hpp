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

/// Search over the register's index. Words stand in any order and may be beginnings; a word from four
/// letters may have one slip, from eight two. Digits are a house number, a ZIP code or part of a
/// telephone number in any form. Keeps memory between searches; one thread at a time.
class Searcher {
public:
    /// The register must be settled, and outlive this.
    explicit Searcher(const CustomerRegister& customers) : customers_(customers) {}

    /// At most `count` records, best first. What is typed exactly goes before what needs a slip, and
    /// that before what lacks a word.
    [[nodiscard]] std::vector<Hit> search(std::string_view query, std::size_t count);

private:
    struct Word;
    struct Pass;

    void run(const Segment& segment, std::vector<Word>& words, const Pass& pass,
             std::vector<Hit>& hits);
    void visit(const Segment& segment, Slot slot, const std::vector<Word>& words, const Pass& pass,
               std::vector<Hit>& hits, const Word* by_phone);
    [[nodiscard]] bool has_digits(Slot slot, std::string_view digits);

    const CustomerRegister& customers_;
    /// The round in which a record was last looked at.
    std::vector<std::uint32_t> seen_;
    std::uint32_t round_ = 0;
    std::size_t numbers_read_ = 0;
};

/// A field of a record in pieces, those marked that what was typed led to.
///
/// @example `marked("John Smith", "smi")` is “John ”, “Smi” found, “th”
[[nodiscard]] std::vector<Marked> marked(std::string_view text, std::string_view query);

}  // namespace leadloom
