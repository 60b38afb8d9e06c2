/// What is left to do until the leads of an integration arrive as they should (M5 to M13).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "leadloom/model/catalog.hpp"
#include "leadloom/model/setup.hpp"

namespace leadloom {

/// How an integration stands to the agreement in force: `outdated` is an older version accepted.
enum class AgreementState : std::uint8_t { not_accepted, outdated, accepted };

/// Whether the agreement in force is accepted, by someone who may.
[[nodiscard]] AgreementState agreement_state(const Partner& partner,
                                             const Integration* integration);

/// The steps of a set-up that are open, in their order: `agreement` (to be accepted, or anew),
/// `accounts` (none is connected), `business_units` (an account or profile has none), `mapping` (an
/// alert type that is on leads to a standard job type that is not mapped) and `enabled` (it is
/// paused). Empty when all is done. Words of the package's types.
[[nodiscard]] std::vector<std::string_view> open_steps(const Setup& setup, const Partner& partner);

/// Which of the four steps that a user sees it belongs to: agreement, authorize, job types, turn
/// on.
///
/// @example `number_of("business_units") == 2`
[[nodiscard]] std::size_t number_of(std::string_view step);

/// The number of the step that editing begins with: the first that is open, and once everything was
/// done, the accounts. What is only paused has nothing to be done.
[[nodiscard]] std::size_t edit_begins_at(const Setup& setup, const Partner& partner);

/// Whether business units are chosen for the account itself (M8): it has no profiles, or is one of
/// several accounts, or has some.
[[nodiscard]] bool serves_as_a_whole(const Integration& integration, const Account& account);

}  // namespace leadloom
