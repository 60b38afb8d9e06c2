/// What the tenant's own records say about how customers are spelled.
#pragma once
#include "leadloom/customers/compare.hpp"
#include "leadloom/customers/register.hpp"

namespace leadloom {

/// Odds estimated without labels, by expectation maximisation (Dempster, Laird and Rubin 1977) over
/// pairs of records that share a telephone number, an e-mail address or a house: some are one
/// customer twice, the others relatives and neighbours. `before` is what is believed at first, as
/// firmly as of 300 pairs, so that a small register stays near it. The trait that a pair was found
/// by says nothing about it. How often grades are met between two customers is counted on pairs
/// drawn by chance, from a thousand customers on. The register must be settled.
[[nodiscard]] Odds estimate(const CustomerRegister& customers,
                            const Odds& before = starting_odds());

}  // namespace leadloom
