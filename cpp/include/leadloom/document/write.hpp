/// Writing JSON: one line for machines, a diffable form for people, the canonical form for hashes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "leadloom/document/json.hpp"

namespace leadloom {

/// What documents, reports and answers are built of: keys stay in the order they were added.
using Json = nlohmann::ordered_json;

/// Adds a member to an object whose keys are all different. One function for each kind of value, so
/// that a hundred members do not become a hundred copies of the library's templates.
void put(Json& object, std::string_view key, Json value);
/// The same for a text.
void put_text(Json& object, std::string_view key, std::string_view text);
/// The same for a number.
void put_number(Json& object, std::string_view key, std::int64_t number);
/// The same for a count.
void put_count(Json& object, std::string_view key, std::size_t count);
/// The same for true or false.
void put_bool(Json& object, std::string_view key, bool value);

/// Adds an element to an array.
void add(Json& array, Json value);

/// A text in quotes, escaped as RFC 8785 (3.2.2.2) wants it. Bytes that are not UTF-8 become
/// U+FFFD.
void append_text(std::string& out, std::string_view text);

/// On one line. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string compact(const Json& json);

/// Made to be read and diffed: two blanks of indentation, but what holds no further container stays
/// on one line if it fits into 100 columns. Ends with a line feed.
[[nodiscard]] std::string pretty(const Json& json);

/// RFC 8785 for documents whose numbers are integers below 2^53 and whose keys are ASCII, as all of
/// ours are: sorted keys, no blanks. Equal documents have equal bytes.
[[nodiscard]] std::string canonical(const Json& json);

/// A value of a tape as something to write. Integers stay exact; other numbers become text.
[[nodiscard]] Json as_json(json::Value value);

/// A hash that is equal for values whose `canonical(as_json(…))` is, and nearly always differs for
/// others, without writing anything.
[[nodiscard]] std::uint64_t fingerprint(json::Value value);

}  // namespace leadloom
