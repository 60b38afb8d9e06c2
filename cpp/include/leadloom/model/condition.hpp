/// Conditions of a mapping row (N2): for which alerts of its standard job type it holds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/fields.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/model/catalog.hpp"
#include "leadloom/time/zone.hpp"

namespace leadloom {

/// What of an alert and its customer a condition can ask for. Empty is unknown.
struct Facts {
    Severity severity = Severity::urgent;
    std::string_view account = {};
    std::string_view profile = {};
    /// As the member file has it; the first five digits count.
    std::string_view zip = {};
    /// Two letters, in any case.
    std::string_view state = {};
    /// `Residential` or `Commercial`, of the matched customer.
    std::string_view customer_type = {};
    /// Where the sensor is; compared folded.
    std::string_view placement = {};
    /// When the alert was submitted.
    std::optional<time::Instant> at = {};
};

/// ZIP codes from one to another, both included: 78700 to 78799 for `787*`.
struct ZipRange {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// A stretch of the week in minutes since Monday 00:00, the end not included, never around the end
/// of the week: a window over it becomes two.
struct Window {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// All of its parts must hold; of each part, one of its values. An empty part holds always.
///
/// As JSON, every part a value or an array of values:
/// `{"severity": "critical", "account": "A-1", "profile": "P-2", "zip": ["78701", "787*",
/// "78700-78799"], "state": "TX", "customerType": "Residential", "placement": "air handler",
/// "time": {"days": ["Mon", "Tue"], "from": "08:00", "to": "17:00"}}`. A time without days is every
/// day; one whose `to` is not after its `from` ends on the next day.
struct Condition {
    std::vector<Severity> severities;
    std::vector<std::string> accounts;
    std::vector<std::string> profiles;
    std::vector<ZipRange> zips;
    /// Upper case.
    std::vector<std::string> states;
    std::vector<std::string> customer_types;
    /// Folded.
    std::vector<std::string> placements;
    std::vector<Window> windows;
    /// Where it stands.
    json::Value at;

    /// Whether it asks for nothing.
    [[nodiscard]] bool empty() const;
    /// It asks for more than severity, account and profile.
    [[nodiscard]] bool asks_for_member() const;
};

/// Reads a `when`. Nothing after LL0007 or LL0129, which say what is wrong with it.
[[nodiscard]] std::optional<Condition> read_condition(const Reading& reading, json::Value value);

/// Whether the alert is one of those. Days and hours are the zone's; without zone or time a
/// condition on them does not hold.
[[nodiscard]] bool holds(const Condition& condition, const Facts& facts,
                         const std::optional<time::Zone>& zone);

/// ZIP codes as people write them, and as `read_condition` reads them: `787*` rather than
/// `78700-78799`.
[[nodiscard]] std::string written(ZipRange range);

/// In words, for reasons: “severity critical, ZIP 787*”.
[[nodiscard]] std::string describe(const Condition& condition);

}  // namespace leadloom
