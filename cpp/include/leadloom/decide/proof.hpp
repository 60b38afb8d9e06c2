/// The proof that conditions leave no alert to two rows and none to no row (N2).
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "leadloom/model/condition.hpp"

namespace leadloom {

/// What alerts there can be. Other parts of an alert are free.
struct Universe {
    /// Those that are passed on.
    std::vector<Severity> severities;
    /// Where an alert comes from.
    struct Origin {
        std::string account;
        std::string profile;
    };
    /// The accounts and profiles of the set-up, each pair that an alert can come from; empty when
    /// none is connected yet, and then every account and profile is possible.
    std::vector<Origin> origins;
};

/// An alert that shows something: one for whom two conditions hold, or none.
struct Witness {
    Severity severity = Severity::urgent;
    std::string account;
    std::string profile;
    std::string zip;
    std::string state;
    std::string customer_type;
    std::string placement;
    /// Nothing for an alert without a submitted date.
    std::optional<std::uint32_t> minute_of_week;

    /// What matters of it, in words: “severity critical, ZIP 78701, Monday 08:00”; “any alert” when
    /// nothing does.
    [[nodiscard]] std::string text() const;
    /// As an alert's JSON, ready to be replayed; times are of the week of 2026-01-05, on the
    /// office's clock in the zone, or in UTC without one. What is unknown is left out.
    [[nodiscard]] Json alert(const std::optional<time::Zone>& zone) const;

    /// Parts that do not matter, because every value gives the same.
    bool any_origin = true;
    /// The account may matter all the same.
    bool any_profile = true;
    bool any_zip = true;
    bool any_state = true;
    bool any_customer_type = true;
    bool any_placement = true;
    bool any_time = true;
    bool any_severity = true;
};

/// Conditions `first` and `second` hold for the witness.
struct Overlap {
    std::size_t first = 0;
    std::size_t second = 0;
    Witness witness;
};

/// What was found of the conditions of one standard job type.
struct Proof {
    /// One for each pair that overlaps, in order; 100 at most.
    std::vector<Overlap> overlaps;
    /// Alerts for which none holds. Each stands for a box of them, as large as can be, and no two
    /// boxes share an alert. 10 at most, fewer when `work` ends before. Empty: no gap.
    std::vector<Witness> gaps;
    /// There are more gaps than these.
    bool more_gaps = false;
    /// Conditions that hold for no possible alert.
    std::vector<std::size_t> never;
    /// False when there was more to look at than `work` allows: nothing is proved then.
    bool complete = true;
};

/// Exact, by cutting every part into the stretches that conditions tell apart. A ZIP code, state,
/// customer type, placement, account, profile or time may be missing from an alert, which no
/// condition on that part covers; its severity is known. `work` is how many times a condition may
/// be looked at. Conditions that ask for no more than one ZIP code each cost a few looks each.
///
/// @example `prove(conditions, universe).gaps.empty()`
[[nodiscard]] Proof prove(std::span<const Condition* const> conditions, const Universe& universe,
                          std::size_t work = 1'000'000);

}  // namespace leadloom
