/// Columns of a mapping as a table: what they mean, under which headings, and which must be there.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/document/table.hpp"

namespace leadloom {

/// What a column can mean. Job types and business units may have their ids beside their names.
enum class Meaning : std::uint8_t {
    trade,
    standard,
    job_type,
    job_type_id,
    unit,
    unit_id,
    enabled,
    severity,
    account,
    profile,
    zip,
    state,
    customer_type,
    placement,
    days,
    hours,
    ignore,
};
inline constexpr std::size_t meanings = static_cast<std::size_t>(Meaning::ignore) + 1;

constexpr std::size_t at(Meaning meaning) { return static_cast<std::size_t>(meaning); }

/// The heading that is written for a meaning, by `Meaning`.
inline constexpr std::string_view mapping_headings[meanings] = {
    "Trade",           "Standard Job Type", "Job Type", "Job Type Id",
    "Business Unit",   "Business Unit Id",  "Enabled",  "Severity",
    "Account",         "Profile",           "ZIP",      "State",
    "Customer Type",   "Sensor Placement",  "Days",     "Hours",
    "leadloom-ignore",
};

/// A column that lists a part of a condition, and the part's field.
struct ConditionColumn {
    Meaning meaning;
    std::string_view field;
};

inline constexpr ConditionColumn condition_columns[] = {
    {Meaning::severity, "severity"},   {Meaning::account, "account"},
    {Meaning::profile, "profile"},     {Meaning::zip, "zip"},
    {Meaning::state, "state"},         {Meaning::customer_type, "customerType"},
    {Meaning::placement, "placement"},
};

/// The column of each meaning, by `Meaning`.
using Columns = std::array<std::size_t, meanings>;
/// Of a meaning that the table has no column for.
inline constexpr std::size_t no_column = SIZE_MAX;

/// Finds the columns by their headings, in any order and under their usual names. LL0023 for a
/// second column of one meaning, LL0022 for one of none; nothing after LL0021 for one that must be
/// there.
[[nodiscard]] std::optional<Columns> find_columns(const Table& table, Findings& findings);

}  // namespace leadloom
