/// Which leads, in which order: filters and sorting over a million of them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/leads/desk.hpp"

namespace leadloom {

/// `waiting`: worst first, then the longest waiting. `due`: by the date of the follow-up.
enum class LeadSort : std::uint8_t { waiting, newest, oldest, due };

/// States that a list may ask for by one word: those a call is still to be made for.
enum class LeadStates : std::uint8_t { all, open, fresh, accepted, follow_up, booked, dismissed };

/// An absent filter lets all pass.
struct LeadFilter {
    LeadStates states = LeadStates::all;
    std::optional<Severity> severity;
    std::string integration;
    /// The alert type's name, as the manifest has it.
    std::string alert_type;
    std::string account;
    std::string profile;
    /// Whether job type and business unit are filled in, by the mapping or by the office.
    std::optional<bool> filled_in;
    /// What is filled in; 0 for any.
    Id job_type = 0;
    std::string assigned_to;
    /// Submitted at or after, and before.
    std::optional<time::Instant> from;
    std::optional<time::Instant> to;
    /// Words that must all occur in name, alert type or city.
    std::string text;
    LeadSort sort = LeadSort::waiting;

    bool operator==(const LeadFilter&) const = default;
};

/// The list over a desk. Leads are kept in the order of their time, so that no question has to sort
/// a million of them: the other orders are walks through that one.
class LeadList {
public:
    /// Feed and desk must outlive this.
    LeadList(const Feed& feed, const Desk& desk) : feed_(feed), desk_(desk) {}

    /// Indexes of the feed's alerts. Kept until filter or desk change, so that scrolling costs
    /// nothing.
    [[nodiscard]] const std::vector<std::uint32_t>& leads(const LeadFilter& filter) const;

private:
    void order_by_time() const;
    /// Which alerts have the word in name or city.
    [[nodiscard]] std::vector<bool> having(std::string_view word) const;
    void fold_texts() const;
    /// What is kept, by the dates of their follow-ups.
    void by_date_of_call() const;
    /// The job type that is filled in, or 0.
    [[nodiscard]] Id job_type(std::uint32_t alert) const;

    const Feed& feed_;
    const Desk& desk_;
    mutable std::uint64_t version_ = UINT64_MAX;
    mutable std::uint64_t decided_ = UINT64_MAX;
    mutable std::vector<std::uint32_t> by_time_;
    /// Names and cities, folded, each with a line feed behind; made when a word is looked for.
    mutable std::string texts_;
    /// Where those of each alert begin.
    mutable std::vector<std::uint32_t> text_starts_;
    /// By alert, where conditions ask for its member: 0 for none, -1 where nobody has asked.
    mutable std::vector<Id> of_member_;
    mutable std::optional<LeadFilter> kept_filter_;
    mutable std::vector<std::uint32_t> kept_;
};

}  // namespace leadloom
