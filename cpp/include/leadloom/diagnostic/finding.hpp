/// Findings: errors as values, with number, place and next step.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/rule.hpp"

namespace leadloom {

/// Where a finding stands. Lines and columns count from 1, columns and lengths in UTF-16 units.
struct Place {
    std::string file;
    std::size_t line = 1;
    std::size_t column = 1;
    std::size_t length = 0;
    /// The same in bytes from the start of the file.
    std::size_t byte = 0;
    std::size_t bytes = 0;
    /// RFC 6901, of the nearest value in a JSON document; empty for the document itself.
    std::string pointer;

    bool operator==(const Place&) const = default;
};

/// One thing the core has to say.
struct Finding {
    Rule rule{};
    Level level{};
    std::string message;
    std::string hint;
    std::optional<Place> place;

    bool operator==(const Finding&) const = default;
};

/// Collects findings up to a limit; what goes beyond is counted, never forgotten.
class Findings {
public:
    explicit Findings(std::size_t limit = 1000) : limit_(limit) {}

    /// Adds a finding with the rule's own level. An empty `hint` takes the rule's.
    void add(Rule rule, std::string message, std::optional<Place> place = {},
             std::string hint = {});

    /// Takes over all findings and counts of another list.
    void add_all(const Findings& others);

    [[nodiscard]] const std::vector<Finding>& list() const { return list_; }
    [[nodiscard]] std::size_t count(Level level) const {
        return counts_[static_cast<std::size_t>(level)];
    }
    /// Findings that were counted but not listed.
    [[nodiscard]] std::size_t unlisted() const;
    [[nodiscard]] std::size_t limit() const { return limit_; }
    /// Whether a further finding would still be listed; lets callers skip costly words.
    [[nodiscard]] bool listing() const { return list_.size() < limit_; }
    /// Neither error nor warning.
    [[nodiscard]] bool clean() const { return count(Level::error) + count(Level::warning) == 0; }

    /// By file, then position, then number: the order of reports.
    void sort();

private:
    std::size_t limit_;
    std::size_t counts_[3] = {};
    std::vector<Finding> list_;
};

}  // namespace leadloom
