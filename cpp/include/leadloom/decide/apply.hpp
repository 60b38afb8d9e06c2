/// Set-up commands: every change of the set-up is one of them, and answers a new set-up or
/// findings.
#pragma once
#include <expected>
#include <optional>
#include <string>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// What stands in every command: type, time, person. The host owns clock and person.
struct Command {
    std::string type;
    /// RFC 3339 with zone.
    std::string at;
    Person by;
};

/// Reads what every command has; findings LL0008, LL0009, LL0013 say what is missing.
[[nodiscard]] std::optional<Command> read_command(const Reading& reading, json::Value root);

/// The set-up after the command, or the findings that say why there is none (LL0301 to LL0309, and
/// those of reading). Nothing is ever half done. The command is added to the history, with
/// the command that takes it back (`undo`, without time and person) where there is one.
///
/// Commands: `accept_agreement {integration, version, sha256}`, `connect_account {integration,
/// account, name?, businessUnits?, profiles?: [{id, name?, businessUnits?}]}` (again, after another
/// sign-in, it keeps the business units of what is still there, unless others are given),
/// `disconnect_account {integration, account}`,
/// `assign_business_units {integration, account, profile?, businessUnits}`, `select_trades
/// {trades}`, `map_job_type {trade, standardJobType, jobTypes, businessUnits, when?}` (empty lists
/// remove the row), `map_job_types {rows}` (all of them or none), `mend
/// {rule, pointer}` (makes the fix of a finding of the validator in the set-up), `finish
/// {integration}` (goes live; LL0308 while agreement, account or mapping is missing), `set_enabled
/// {integration, enabled}` (on as `finish` before it was finished), `set_job_type_enabled
/// {integration, trade, standardJobType, enabled}`, `set_campaign {integration, campaign?}`.
[[nodiscard]] std::expected<Setup, Findings> apply(const Setup& setup, const Document& command,
                                                   const Tenant& tenant, const Catalog& catalog);

/// Whether `apply` would do it. The set-up, which may be without its history, is only looked at.
[[nodiscard]] bool accepts(Setup setup, const Document& command, const Tenant& tenant,
                           const Catalog& catalog);

}  // namespace leadloom
