/// What the tests share: files of the project, seeded chance, documents and findings.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "leadloom/doors/session.hpp"

namespace leadloom::testing {

/// The bytes of a file of the project, by its path from the root.
[[nodiscard]] std::string file(std::string_view path);

/// The bytes of a file, or nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> bytes_of(const std::string& path);

/// Paths from the root of the files below a folder, sorted.
[[nodiscard]] std::vector<std::string> files_below(std::string_view folder);

/// Chance that is the same on every machine (Steele et al. 2014, SplitMix64).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9E37'79B9'7F4A'7C15;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58'476D'1CE4'E5B9;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D0'49BB'1331'11EB;
        return mixed ^ (mixed >> 31U);
    }
    /// From 0 to `count` - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

private:
    std::uint64_t state_;
};

/// The text with one to four random edits: bytes, tokens of JSON, and pieces moved or lost.
[[nodiscard]] std::string mutated(std::string text, Random& random);

/// Bytes in a heap block of exactly their size, so that reading past them is seen.
class Exact {
public:
    explicit Exact(std::string_view text);
    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

[[nodiscard]] Json parsed(std::string_view text);

/// The value at an RFC 6901 pointer, null when there is none.
[[nodiscard]] Json at(const Json& json, const std::string& pointer);

/// The same with one value set or, with null, taken out.
[[nodiscard]] Json with(Json json, const std::string& pointer, const Json& value);

/// How often a rule stands in a list.
[[nodiscard]] std::size_t count(const Findings& findings, Rule rule);
[[nodiscard]] std::size_t count(const Json& answer, Rule rule);

/// The first finding of a rule; fails the test when there is none.
[[nodiscard]] Finding first(const Findings& findings, Rule rule);

/// Rule numbers of an answer's findings, in order.
[[nodiscard]] std::vector<std::string> numbers(const Json& answer);

/// A document that must be readable.
[[nodiscard]] std::shared_ptr<const Document> document(std::string text);

/// The line and column of a byte, counted anew: line ends are LF, CRLF and CR.
[[nodiscard]] std::pair<std::size_t, std::size_t> line_and_column(std::string_view text,
                                                                  std::size_t byte);

/// Whether a place lies in a text and on a line that it has.
[[nodiscard]] bool inside(const Json& place, std::string_view text);

/// What is wrong with a place in a text, line and column included; empty when nothing is.
[[nodiscard]] std::string misplaced(const Json& place, std::string_view text);

/// A small tenant and set-up that fit together without a finding.
[[nodiscard]] Json small_business_units();
[[nodiscard]] Json small_job_types();
[[nodiscard]] Json small_campaigns();
[[nodiscard]] Json small_customers();
[[nodiscard]] Json small_contacts();
[[nodiscard]] Json small_setup();

/// An alert that becomes a lead with `small_setup`.
[[nodiscard]] Json small_alert(std::string_view id);

/// A session with the small tenant and set-up loaded.
[[nodiscard]] std::unique_ptr<Session> small_session();

/// The answer to a command of Olga, an owner, unless it says otherwise.
Json apply(Session& session, Json command);
[[nodiscard]] Json ask(const Session& session, const Json& question);
Json load(Session& session, std::string name, const std::string& text,
          std::string_view kind = "auto");

}  // namespace leadloom::testing
