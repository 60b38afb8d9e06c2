/// Findings: errors as values, with number, place, next step and, where there is a safe one, a fix.
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
    /// Of a table: its row, the headings being 1, and the heading of the column. 0 for no table.
    std::size_t row = 0;
    std::string heading;
    /// The text of the line, for reports, and the column that it starts at: long lines are cut.
    std::string excerpt;
    std::size_t excerpt_column = 1;

    bool operator==(const Place&) const = default;
};

/// Another place that explains a finding.
struct Related {
    Place place;
    std::string message;

    bool operator==(const Related&) const = default;
};

/// A piece of a file and what should stand there instead.
struct Edit {
    Place place;
    /// UTF-8; written in the encoding of the file.
    std::string text;

    bool operator==(const Edit&) const = default;
};

/// What mends a finding, all of it in the finding's own file.
struct Fix {
    /// What it does, as an instruction: “Write “Repair AC”.”
    std::string title;
    std::vector<Edit> edits;
    /// It cannot change what is meant, so a machine may apply it. Others are for people.
    bool safe = true;

    bool operator==(const Fix&) const = default;
};

/// One thing the core has to say.
struct Finding {
    Rule rule{};
    Level level{};
    std::string message;
    std::string hint;
    std::optional<Place> place;
    std::vector<Related> related = {};
    std::optional<Fix> fix = {};

    bool operator==(const Finding&) const = default;
};

/// A stretch of a file in which a rule is not to be reported, and why.
struct Ignore {
    Rule rule{};
    std::string file;
    std::size_t from = 0;
    std::size_t to = 0;
    std::string reason;
    /// Where it is written down.
    std::optional<Place> place;
    /// How often it kept something back.
    std::size_t used = 0;

    bool operator==(const Ignore&) const = default;
};

/// Collects findings up to a limit; what goes beyond is counted, never forgotten.
class Findings {
public:
    /// Lists at most `limit`; what is beyond is counted.
    explicit Findings(std::size_t limit = 1000) : limit_(limit) {}

    /// Adds a finding with the level that its rule has here. An empty `hint` takes the rule's.
    /// Answers it for what else there is to say, or null when it is not listed.
    Finding* add(Rule rule, std::string message, std::optional<Place> place = {},
                 std::string hint = {});

    /// Takes over all findings, suppressions and counts of another list.
    void add_all(const Findings& others);

    /// Reports a rule at another level from now on; with none, not at all.
    void set_level(Rule rule, std::optional<Level> level);
    /// Whether a rule is reported at all.
    [[nodiscard]] bool reports(Rule rule) const;
    /// Keeps what a rule says inside a stretch of a file from now on.
    void ignore(Ignore ignored) { ignored_.push_back(std::move(ignored)); }
    /// What `ignore` was told.
    [[nodiscard]] const std::vector<Ignore>& ignored() const { return ignored_; }
    /// Findings that were kept back, oldest first, up to the limit.
    [[nodiscard]] const std::vector<Finding>& kept_back() const { return kept_back_; }
    /// Whether a finding's place is asked for although it would not be listed.
    [[nodiscard]] bool wants_place(Rule rule) const;

    /// Those that are listed, in the order they were found.
    [[nodiscard]] const std::vector<Finding>& list() const { return list_; }
    /// How many there are of a level, listed or not.
    [[nodiscard]] std::size_t count(Level level) const {
        return counts_[static_cast<std::size_t>(level)];
    }
    /// Findings that were counted but not listed.
    [[nodiscard]] std::size_t unlisted() const;
    /// How many are listed at most.
    [[nodiscard]] std::size_t limit() const { return limit_; }
    /// Whether a further finding would still be listed; lets callers skip costly words.
    [[nodiscard]] bool listing() const { return list_.size() < limit_; }
    /// Neither error nor warning.
    [[nodiscard]] bool clean() const { return count(Level::error) + count(Level::warning) == 0; }

    /// By file, then position, then number: the order of reports.
    void sort();

    /// Takes listed findings out that `known` knows, and counts them no more.
    template <class Known>
    std::size_t remove_if(Known known) {
        return std::erase_if(list_, [&](const Finding& finding) {
            if (!known(finding)) return false;
            --counts_[static_cast<std::size_t>(finding.level)];
            return true;
        });
    }

    /// Takes listed findings out that `unwanted` knows; they stay counted.
    template <class Unwanted>
    void hide_if(Unwanted unwanted) {
        hidden_ += std::erase_if(list_, unwanted);
    }

    /// Nothing in this file can be mended.
    void drop_fixes(std::string_view file) {
        for (Finding& finding : list_) {
            if (finding.place && finding.place->file == file) finding.fix.reset();
        }
    }

private:
    struct Override {
        Rule rule;
        std::optional<Level> level;

        bool operator==(const Override&) const = default;
    };
    [[nodiscard]] const Override* override_of(Rule rule) const;

    std::size_t limit_;
    std::size_t hidden_ = 0;
    std::size_t counts_[3] = {};
    std::vector<Finding> list_;
    std::vector<Override> overrides_;
    std::vector<Ignore> ignored_;
    std::vector<Finding> kept_back_;
};

}  // namespace leadloom
