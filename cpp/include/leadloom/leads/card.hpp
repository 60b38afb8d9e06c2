/// The lead card (M15): everything a CSR needs for the call, read from the alert's own bytes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "leadloom/leads/desk.hpp"
#include "leadloom/leads/match.hpp"

namespace leadloom {

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
    CustomerMatch customer;
    /// What is odd about the alert itself.
    std::vector<Reason> remarks;
    LeadState state{};
    std::optional<Accepted> accepted;
};

/// M19: what the card reminds of.
inline constexpr std::string_view reminder =
    "This is a system-generated alert, not a booking. Call the customer before you book.";

/// The card of a lead.
[[nodiscard]] Card card_of(const Alert& alert, const Feed& feed, const Desk& desk,
                           const Setup& setup, const Catalog& catalog,
                           const CustomerIndex& customers);

}  // namespace leadloom
