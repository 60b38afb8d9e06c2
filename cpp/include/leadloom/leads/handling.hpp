/// What the office has done with a lead, and the commands that do it. The state of a lead is its
/// commands replayed.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/decide/apply.hpp"
#include "leadloom/model/tenant.hpp"

namespace leadloom {

/// What was done with a lead.
enum class LeadState : std::uint8_t { fresh, accepted, follow_up, booked, dismissed };
inline constexpr std::size_t lead_state_count = 5;

/// @example `word(LeadState::fresh) == "new"`
[[nodiscard]] std::string_view word(LeadState state);

/// The details that a lead is booked with (M17). Times are RFC 3339 with zone, as they were given.
struct JobDetails {
    Id job_type = 0;
    Id business_unit = 0;
    /// 0: the integration's.
    Id campaign = 0;
    /// Empty: as resolved.
    std::string priority;
    std::string start;
    std::string end;
    /// Empty: what the alert says.
    std::string summary;
    std::vector<Id> tags;
};

/// Whose record a lead belongs to (M16): what the register of customers found, or the office.
struct CustomerLink {
    /// 0: nobody's.
    Id id = 0;
    /// One of the customer's locations; 0 where that was not said.
    Id location = 0;
    /// `Residential`, `Commercial`, or empty where that was not said.
    std::string type;
    /// It was matched by itself, and nobody has looked.
    bool automatic = false;
    /// The office said so, be it that it is nobody's: no match goes before it.
    bool decided = false;
};

/// A request that was handed on, and the id of what it created; 0 where nobody said.
struct HandedOver {
    std::string request;
    Id id = 0;
};

/// A lead's state with all that belongs to it.
struct Handling {
    LeadState state = LeadState::fresh;
    /// Who brought it into this state, and when.
    Person by;
    std::string at;
    /// When somebody first answered it: accepted, put off, or dismissed. Empty while it waits.
    std::string first_response_at;
    std::string assigned_to;
    CustomerLink customer;
    /// The pair that the office picked for a lead that was not filled in (N1).
    Id job_type = 0;
    Id business_unit = 0;
    /// When to look at it again, and what about (M18).
    std::string follow_up_on;
    std::string note;
    JobDetails job;
    std::string dismissed_because;
    /// Requests that ServiceTitan has, as `JobCreateRequest`.
    std::vector<HandedOver> handed_over;

    /// The id of what a request created, or 0.
    [[nodiscard]] Id created_by(std::string_view request) const;
};

/// Whether a type names a command on a lead, `undo_lead` and `redo_lead` among them.
[[nodiscard]] bool is_lead_command(std::string_view type);

/// The commands that a lead in a state allows; taking back and doing again depend on more.
[[nodiscard]] std::vector<std::string_view> allowed_in(LeadState state);

/// Does a command of a document to a lead: all of it, or nothing with findings that say why
/// (LL0502 to LL0504, LL0506, those of reading, and LL0103 to LL0105 and LL0109 where the tenant
/// would refuse a booking). Without a tenant only what the command itself says is looked at: what
/// was allowed in its time stays allowed.
///
/// | command | of a lead that is | leads to |
/// |---|---|---|
/// | `accept_lead` | new, follow_up | accepted |
/// | `follow_up_lead {on, note?}` | new, accepted, follow_up | follow_up |
/// | `book_lead {jobType, businessUnit, start, end, campaign?, priority?, summary?, tags?}` |
///   new, accepted, follow_up | booked |
/// | `dismiss_lead {reason}` | new, accepted, follow_up | dismissed |
/// | `reopen_lead` | any but new | new |
/// | `assign_lead {to}` (empty: nobody) | any | the same |
/// | `link_customer {customer, location?, customerType?, automatic?}` (without customer: none) |
///   any but dismissed | the same |
/// | `fill_in_lead {jobType, businessUnit}` | new, accepted, follow_up | the same |
/// | `hand_over_lead {request, id?}` | accepted, follow_up, booked | the same |
[[nodiscard]] bool carry_out(const Reading& reading, json::Value command, const Tenant* tenant,
                             Handling& handling);

}  // namespace leadloom
