#include "leadloom/customers/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "frequencies.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_pairs = 4000;
constexpr std::size_t fewest_pairs = 200;
/// Pairs that what was believed before counts as.
constexpr double firmness = 300;
constexpr int rounds = 12;
constexpr std::size_t trait_count = static_cast<std::size_t>(Trait::writing) + 1;

/// The grades of a pair, without the trait that it was found by.
struct Pair {
    std::vector<Grade> grades;
    double same = 0;
};

/// Pairs that come out so are relatives and neighbours and are left out, so nothing is learnt of
/// how often one customer does.
bool is_fixed(Grade grade) {
    switch (grade) {
        case Grade::given_differs:
        case Grade::surname_differs:
        case Grade::company_differs:
        case Grade::middle_differs:
        case Grade::generation_differs:
        case Grade::unit_differs: return true;
        default: return false;
    }
}

struct Found {
    Slot first;
    Slot second;
    Trait by;
};

/// Neighbours in the sorted keys that share one; evenly over all of them.
void add_pairs(const Segment& segment, std::span<const std::uint64_t> keys, unsigned key_shift,
               Trait by, std::size_t count, std::vector<Found>& found) {
    std::vector<Found> all;
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (keys[i - 1] >> key_shift != keys[i] >> key_shift) continue;
        const Slot first = segment.slot_of(keys[i - 1]);
        const Slot second = segment.slot_of(keys[i]);
        if (first != second) all.push_back({first, second, by});
    }
    const std::size_t step = std::max<std::size_t>(1, all.size() / count);
    for (std::size_t i = 0; i < all.size(); i += step) found.push_back(all[i]);
}

/// How often grades are met between records of two customers is counted on pairs drawn by chance;
/// what was believed before is as firm as ten of those that it expects.
void count_strangers(const CustomerRegister& customers, const Frequencies& frequencies,
                     Odds& odds) {
    constexpr std::size_t pairs = 4000;
    constexpr double least_firm = 200;
    const std::size_t slots = customers.slots();
    if (slots < pairs / 4) return;
    std::array<double, grade_count> seen{};
    std::array<double, trait_count> of_trait{};
    // Far apart, and each time by another step.
    std::size_t at = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        at = (at + 7919) % slots;
        const std::size_t other = (at + slots / 3 + i * 31) % slots;
        const auto first = static_cast<Slot>(at);
        const auto second = static_cast<Slot>(other);
        if (first == second || !customers.living(first) || !customers.living(second)) continue;
        const Comparison comparison = compare(customers.identity(first), customers.identity(second),
                                              frequencies, odds, false);
        for (const Evidence& evidence : comparison.evidence) {
            ++seen[static_cast<std::size_t>(evidence.grade)];
            ++of_trait[static_cast<std::size_t>(trait_of(evidence.grade))];
        }
    }
    for (std::size_t i = 0; i < grade_count; ++i) {
        if (odds.u[i] == 0) continue;
        const double firm = std::max(least_firm, 10 / odds.u[i]);
        const double all = of_trait[static_cast<std::size_t>(trait_of(static_cast<Grade>(i)))];
        odds.u[i] = (odds.u[i] * firm + seen[i]) / (firm + all);
    }
}

}  // namespace

Odds estimate(const CustomerRegister& customers, const Odds& believed_before) {
    const IndexFrequencies frequencies(customers);
    Odds before = believed_before;
    count_strangers(customers, frequencies, before);
    std::vector<Found> found;
    for (const auto& segment : customers.segments()) {
        add_pairs(*segment, segment->all_phones(), 30, Trait::phone, most_pairs / 3, found);
        add_pairs(*segment, segment->all_emails(), 32, Trait::email, most_pairs / 3, found);
        add_pairs(*segment, segment->all_places(), 32, Trait::place, most_pairs / 3, found);
    }
    std::vector<Pair> pairs;
    for (const Found& one : found) {
        if (!customers.living(one.first) || !customers.living(one.second)) continue;
        const Comparison comparison =
            compare(customers.identity(one.first), customers.identity(one.second), frequencies,
                    before, false);
        if (comparison.contradicted) continue;
        Pair pair;
        for (const Evidence& evidence : comparison.evidence) {
            if (trait_of(evidence.grade) != one.by) pair.grades.push_back(evidence.grade);
        }
        pairs.push_back(std::move(pair));
    }
    if (pairs.size() < fewest_pairs) return before;

    // Among such pairs relatives and neighbours are no pairs by chance: how often their grades are
    // met is estimated too, and kept to itself.
    Odds here = before;
    for (std::size_t i = 0; i < grade_count; ++i) {
        if (here.u[i] == 0) here.u[i] = 0.1;
    }
    double share = 0.3;
    for (int round = 0; round < rounds; ++round) {
        std::array<double, grade_count> same{};
        std::array<double, grade_count> other{};
        double all_same = 0;
        for (Pair& pair : pairs) {
            double odds = share / (1 - share);
            for (const Grade grade : pair.grades) {
                const auto at = static_cast<std::size_t>(grade);
                odds *= here.m[at] / here.u[at];
            }
            pair.same = odds / (1 + odds);
            all_same += pair.same;
            for (const Grade grade : pair.grades) {
                same[static_cast<std::size_t>(grade)] += pair.same;
                other[static_cast<std::size_t>(grade)] += 1 - pair.same;
            }
        }
        share = std::clamp(all_same / static_cast<double>(pairs.size()), 0.01, 0.99);
        std::array<double, trait_count> same_of{};
        std::array<double, trait_count> other_of{};
        std::array<double, trait_count> believed{};
        for (std::size_t i = 0; i < grade_count; ++i) {
            const auto trait = static_cast<std::size_t>(trait_of(static_cast<Grade>(i)));
            other_of[trait] += other[i];
            if (is_fixed(static_cast<Grade>(i))) continue;
            same_of[trait] += same[i];
            believed[trait] += before.m[i];
        }
        for (std::size_t i = 0; i < grade_count; ++i) {
            const auto trait = static_cast<std::size_t>(trait_of(static_cast<Grade>(i)));
            here.u[i] = (here.u[i] * 10 + other[i]) / (10 + other_of[trait]);
            if (is_fixed(static_cast<Grade>(i))) continue;
            here.m[i] = believed[trait] * (before.m[i] / believed[trait] * firmness + same[i]) /
                        (firmness + same_of[trait]);
        }
    }
    Odds after = before;
    after.m = here.m;
    return after;
}

}  // namespace leadloom
