/// Edit distance, for “did you mean”.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "leadloom/text/fold.hpp"

namespace leadloom::text {

/// Optimal string alignment distance over bytes: insertions, deletions, substitutions and swaps of
/// neighbours each cost 1 (Damerau 1964). Answers `limit + 1` as soon as it must exceed `limit`.
///
/// @example `edit_distance("Reapir AC", "Repair AC", 3) == 1`
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The nearest name to one that was not found, compared folded, within a third of its length.
///
/// @example `Nearest near("repair_ca"); for (…) near.consider(id); near.name() == "repair_ac"`
class Nearest {
public:
    /// Begins a search for what is nearest to a word.
    explicit Nearest(std::string_view wanted);

    /// The name must outlive this. Of equals the first counts.
    void consider(std::string_view name);
    /// Empty when no name is near.
    [[nodiscard]] std::string_view name() const { return name_; }
    /// “Did you mean …?”, or nothing.
    [[nodiscard]] std::string hint() const;

private:
    std::string wanted_;
    std::size_t best_;
    std::string_view name_;
};

/// The hint for a name that is not among `rows`; `name` leads from a row to its name.
///
/// @example `did_you_mean("hvca", trades, &Trade::id) == "Did you mean “hvac”?"`
template <class Rows, class Name>
[[nodiscard]] std::string did_you_mean(std::string_view wanted, const Rows& rows, Name name) {
    Nearest near(wanted);
    for (const auto& row : rows) near.consider(std::invoke(name, row));
    return near.hint();
}

}  // namespace leadloom::text
