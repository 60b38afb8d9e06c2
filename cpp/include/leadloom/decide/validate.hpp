/// The validator: whether every lead will arrive with the right job type and business unit.
#pragma once
#include "leadloom/model/setup.hpp"

namespace leadloom {

/// The standard job types that alerts of an enabled integration can name, with the names of those
/// alert types (M12: switched-off ones are left out).
struct Reached {
    StandardKey standard;
    std::vector<std::string> alert_types;
    const Integration* integration = nullptr;
};
[[nodiscard]] std::vector<Reached> reached_by_alerts(const Setup& setup, const Catalog& catalog);

/// Adds the findings LL0101 to LL0299 about a set-up that has been read. What the tenant has not
/// exported is not checked; LL0118 says so when it exported nothing.
void validate(const Setup& setup, const Tenant& tenant, const Catalog& catalog, Findings& findings);

}  // namespace leadloom
