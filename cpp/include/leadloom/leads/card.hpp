/// The lead card (M15): everything a CSR needs for the call, read from the alert's own bytes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "leadloom/leads/desk.hpp"

namespace leadloom {

/// How the partner's member file spells a person.
struct Contact {
    std::string name;
    std::string phone;
    std::string email;
    Address address;
};

/// One alert of an episode.
struct Seen {
    std::string_view step;
    /// RFC 3339 in UTC; empty without a date that can be read.
    std::string at;
    std::string severity_as_sent;
    std::string alert_id;
};

/// All that a lead's card shows.
struct Card {
    std::string lead;
    std::string source;
    std::string alert_id;
    std::string integration_name;
    /// As the manifest has it.
    Json mark;
    std::string alert_type;
    StandardKey standard;
    std::string standard_label;
    Severity severity{};
    std::string severity_as_sent;
    /// RFC 3339 in UTC; empty when the partner sent none that can be read.
    std::string submitted_on;
    std::string scheduled_on;
    /// Id and name; the id is empty when the alert has none.
    Detail account;
    Detail profile;
    Contact contact;
    std::string device_id;
    std::string device_name;
    std::string device_placement;
    std::vector<Detail> details;
    Resolution resolution;
    /// Linked by the office, else as `card_of` was told.
    CustomerLink customer;
    /// What is odd about the alert itself.
    std::vector<Reason> remarks;
    /// What the office has done with it.
    Handling handling;
    /// What its device said before and after, in the order of time (N6).
    std::vector<Seen> timeline;
    /// The device says that it is over, and nobody has done anything.
    bool cleared_by_itself = false;
    /// How many alerts of the episode are no leads of their own because of this one.
    std::size_t repeats = 0;
    /// Until when somebody should have answered it; empty without a submitted date.
    std::string respond_by;
};

/// M19: what the card reminds of.
inline constexpr std::string_view reminder =
    "This is a system-generated alert, not a booking. Call the customer before you book.";

/// The card of a lead. `matched` is the customer that the register found for its contact, if any:
/// the office's own link goes before it.
[[nodiscard]] Card card_of(const Alert& alert, const Feed& feed, const Desk& desk,
                           const Setup& setup, const Catalog& catalog,
                           const CustomerLink& matched = {});

}  // namespace leadloom
