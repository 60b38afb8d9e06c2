/// What is different between two set-ups, and between a set-up and its tenant, in words.
#pragma once
#include <string>
#include <vector>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// One difference: `code` is stable, `text` is for people.
///
/// @example `{"business_unit_lost", "Repair AC lost the business unit HVAC North."}`
struct Change {
    std::string code;
    std::string text;
    /// Where it stands in the later document, if it does.
    json::Value at;
};

/// What changed from one set-up to another, mapping first, in the order of the later document.
/// Names come from the tenant where it is given, else from the set-ups. Order of lists and spelling
/// of references that mean the same record are no difference.
[[nodiscard]] std::vector<Change> compare(const Setup& before, const Setup& after,
                                          const Tenant& tenant, const Catalog& catalog);

/// LL0124 for each changed mapping that alerts of more than one enabled integration of `after`
/// reach.
void warn_of_shared_changes(const Setup& before, const Setup& after, const Catalog& catalog,
                            Findings& findings);

/// What changed in the tenant since the set-up was written, as far as the set-up refers to it:
/// renamed, deactivated, gone, no longer serving, moved to another trade.
[[nodiscard]] std::vector<Change> drift(const Setup& setup, const Tenant& tenant,
                                        const Catalog& catalog);

}  // namespace leadloom
