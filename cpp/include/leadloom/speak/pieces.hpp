/// Pieces that views have in common.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/decide/resolve.hpp"
#include "leadloom/document/write.hpp"

namespace leadloom {

/// `{id, name}`; the id is text, because JavaScript loses digits of large numbers, and empty where
/// only a name is known.
[[nodiscard]] Json ref_json(Id id, std::string_view name);

/// A member only where there is something to say.
void put_some(Json& json, std::string_view key, std::string_view text);
void put_some(Json& json, std::string_view key, const std::optional<Chosen>& chosen);

/// A time of a document as views have it: in UTC. What is no time stays as it stands.
///
/// @example `in_utc("2026-11-20T08:03:11-06:00") == "2026-11-20T14:03:11Z"`
[[nodiscard]] std::string in_utc(std::string_view text);

}  // namespace leadloom
