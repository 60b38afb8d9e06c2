/// Alerts as a table, with headings like “Source”, “Id” and “Type”.
#pragma once
#include <string>
#include <string_view>

#include "leadloom/leads/feed.hpp"

namespace leadloom {

/// Whether bytes begin with the headings of a table of alerts: columns for source, id and type, in
/// any order, without regard to case, blanks and punctuation.
[[nodiscard]] bool looks_like_alert_table(std::string_view bytes);

/// Adds the alerts of a table to a feed and answers how many rows it held. Cells without text are
/// left out; columns that nobody knows, and second columns of one meaning, become details. A row
/// that has too many cells, an open quote, or an id that a spreadsheet has rounded is set aside.
/// Refused whole, with a finding, when the headings cannot be read.
///
/// The module that pages load first is made without it: see `BackOffice`.
std::size_t add_alert_table(Feed& feed, std::string name, std::string bytes, const Limits& limits,
                            Findings& findings);

/// The records of a feed as NDJSON, in their order, for a module that reads no tables. What could
/// not be read stands as it was, so that it is set aside there as well.
[[nodiscard]] std::string alert_lines(const Feed& feed);

/// What a workspace reads tables of alerts with.
struct AlertTables {
    bool (*looks_like)(std::string_view bytes);
    std::size_t (*add)(Feed& feed, std::string name, std::string bytes, const Limits& limits,
                       Findings& findings);
};

extern const AlertTables alert_tables;

}  // namespace leadloom
