/// Whose record a lead belongs to: matched by itself only where it is certain, suggested with
/// reasons where it is not (M16, N5).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/compare.hpp"
#include "leadloom/customers/register.hpp"

namespace leadloom {

/// Who is looked for, as a partner's member file spells it.
struct Sought {
    std::string name;
    std::vector<std::string> phones;
    std::vector<std::string> emails;
    Address address;
};

/// Why nothing was matched by itself.
enum class NotMatched : std::uint8_t {
    /// It was.
    none,
    /// No record shares anything.
    nobody,
    /// The lead has no name: a phone number, an e-mail and an address belong to a household.
    no_name,
    /// Fewer than two of name, phone, e-mail and address agree.
    too_little,
    /// Two agree, but something says that it is somebody else.
    contradicted,
    /// Two agree with more than one customer.
    several,
    /// The record is marked “do not service”.
    do_not_service,
    /// The record is inactive, or merged into one that is not there.
    inactive,
};

/// The word that answers name it by: `several`, `no_name` …
[[nodiscard]] std::string_view word(NotMatched reason);
/// In words, for the card.
[[nodiscard]] std::string_view words(NotMatched reason);

/// A record that may be the one.
struct CustomerSuggestion {
    Slot slot = 0;
    /// The record that was compared: `slot`, or one that was merged into it.
    Slot compared = 0;
    /// How likely it is, from 0 to 1; of all suggestions together at most 1.
    double probability = 0;
    Comparison comparison;
    /// Bits of `comparison` for being written alike as a whole.
    double written = 0;
    /// Another person of the same surname at the same phone, e-mail or address.
    bool household = false;
    /// The same person at another address.
    bool moved = false;
};

/// Whose record a lead belongs to: certain, or suggested.
struct Match {
    /// The one customer, when it is certain.
    bool automatic = false;
    NotMatched reason = NotMatched::nobody;
    /// Likeliest first. Of an automatic match the first is the one.
    std::vector<CustomerSuggestion> suggestions;
};

/// The thresholds, in one place; docs/decisions.md has the precision and recall behind them.
struct MatchLimits {
    /// Fields of name, phone, e-mail and address that must agree.
    int agreeing = 2;
    /// Suggestions less likely than this are left out where there are better ones.
    double least_probability = 0.0005;
    /// How likely it is that a lead's customer is in the register at all.
    double known = 0.9;
    /// Evidence is less independent than the model takes it to be: bits count for this much.
    double tempered = 1.0;
    /// Bits for being written alike as a whole, and how alike two are that say nothing by it.
    double written = 15;
    double written_by_chance = 0.3;
    /// Records that are compared in full.
    std::size_t compared = 24;
    /// Entries of the index that are read to find them.
    std::size_t read = 6000;
};

/// Finds records for leads. Keeps memory between leads; one thread at a time.
class Matcher {
public:
    /// The register must be settled, and outlive this.
    explicit Matcher(const CustomerRegister& customers, const Odds& odds = starting_odds(),
                     MatchLimits limits = {});
    ~Matcher();
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    /// At most `count` suggestions.
    [[nodiscard]] Match match(const Sought& sought, std::size_t count = 5);

    /// The automatic match alone, without suggestions: what bulk work asks first.
    [[nodiscard]] std::optional<Slot> exact(const Sought& sought);

private:
    struct Work;

    const CustomerRegister& customers_;
    Odds odds_;
    MatchLimits limits_;
    std::unique_ptr<Work> work_;
};

}  // namespace leadloom
