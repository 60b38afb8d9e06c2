/// Pieces of sentences: numbers, names and lists as messages write them, and ids read from text.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leadloom::text {

/// The whole of `digits` as int64, or nothing. No sign but `-`, no blanks, no fraction.
///
/// @example `integer("9007199254740993") == 9007199254740993`
[[nodiscard]] std::optional<std::int64_t> integer(std::string_view digits);

/// The pieces one after the other. One call for a sentence, so that it does not become a chain of
/// temporaries.
[[nodiscard]] std::string join(std::initializer_list<std::string_view> pieces);

/// `count` and the noun in the right number.
///
/// @example `counted(2, "job type") == "2 job types"`
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

/// A text short enough for a message: 200 bytes at most, cut between characters, `…` where it was
/// cut. What a document holds must not make a report of any size.
[[nodiscard]] std::string brief(std::string_view text);

/// A name as messages quote it, brief.
///
/// @example `named("Repair AC") == "“Repair AC”"`
[[nodiscard]] std::string named(std::string_view name);

/// Names as a sentence lists them.
///
/// @example `listed({"a", "b", "c"}) == "a, b and c"`
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace leadloom::text
