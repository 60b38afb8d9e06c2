/// The validator: whether every lead will arrive with the right job type and business unit.
#pragma once
#include <map>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// The standard job types that alerts of an enabled integration can name, with the names of those
/// alert types (M12: switched-off ones are left out).
struct Reached {
    StandardKey standard;
    std::vector<std::string> alert_types;
    const Integration* integration = nullptr;
};
/// One for each standard job type and integration.
[[nodiscard]] std::vector<Reached> reached_by_alerts(const Setup& setup, const Catalog& catalog);

/// How many leads of a feed each standard job type has.
using LeadCounts = std::map<StandardKey, std::size_t>;

/// Adds the findings LL0101 to LL0299 about a set-up that has been read. What the tenant has not
/// exported is not checked; LL0118 says so when it exported nothing. With `leads`, findings say how
/// many leads they concern.
void validate(const Setup& setup, const Tenant& tenant, const Catalog& catalog, Findings& findings,
              const LeadCounts& leads = {});

/// Adds what is odd about the exports themselves, LL0152 to LL0155.
void validate_exports(const Tenant& tenant, Findings& findings);

/// Checks one `CreateBookingRequest` or a list of them and answers how many: LL0510 for each
/// required field that is missing, LL0512 and, when `now` is known, LL0511 for its start, LL0109
/// for ids that the tenant does not have.
std::size_t validate_bookings(const Reading& reading, json::Value bookings, const Tenant& tenant,
                              std::optional<time::Instant> now);

}  // namespace leadloom
