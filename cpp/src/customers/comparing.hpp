/// What the comparisons of traits share.
#pragma once
#include <algorithm>
#include <cmath>

#include "leadloom/customers/compare.hpp"
#include "leadloom/text/distance.hpp"

namespace leadloom {

/// The weight of equal values is that of the rarer kind up to here: what nobody else has may still
/// be a slip.
constexpr double rarest = 1e-6;

/// What values are weighed by.
struct Scale {
    const Frequencies& frequencies;
    const Odds& odds;
    /// Keep what stands on either side.
    bool with_values = false;
};

inline double bits_of(const Odds& odds, Grade grade, double frequency = 0) {
    const auto at = static_cast<std::size_t>(grade);
    const double u = odds.u[at] > 0 ? odds.u[at] : std::clamp(frequency, rarest, 0.9);
    return std::log2(odds.m[at] / u);
}

/// How near two words are.
enum class Near : std::uint8_t { equal, one_edit, alike, no };

/// One edit from four letters on; alike: within a third of the letters, or by their sound.
[[nodiscard]] inline Near nearness(std::string_view a, std::string_view b) {
    if (a == b) return Near::equal;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    if (shorter < 3) return Near::no;
    const std::size_t limit = std::max<std::size_t>(1, longer / 3);
    if (longer - shorter > limit) return Near::no;
    const std::size_t edits = text::edit_distance(a, b, limit);
    if (edits <= 1) return Near::one_edit;
    return edits <= limit ? Near::alike : Near::no;
}

/// The letters of some words, run together.
[[nodiscard]] inline std::string without_blanks(std::string_view words) {
    std::string letters(words);
    std::erase(letters, ' ');
    return letters;
}

[[nodiscard]] inline Evidence evidence(const Scale& scale, Grade grade, std::string_view lead,
                                       std::string_view record, double frequency = 0) {
    Evidence one{grade, bits_of(scale.odds, grade, frequency), {}, {}};
    if (scale.with_values) {
        one.lead = lead;
        one.record = record;
    }
    return one;
}

/// What comparing names answers.
struct Names {
    std::vector<Evidence> evidence;
    double bits = 0;
    bool equal = false;
    bool fits = false;
};

[[nodiscard]] Names compare_names(const text::PersonName& lead, const text::PersonName& record,
                                  const Scale& scale);

/// What comparing addresses answers.
struct Places {
    std::vector<Evidence> evidence;
    double bits = 0;
    bool agree = false;
    bool other_unit = false;
};

[[nodiscard]] Places compare_addresses(const text::PostalAddress& lead,
                                       const text::PostalAddress& record, const Scale& scale);

}  // namespace leadloom
