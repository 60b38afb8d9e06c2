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

}  // namespace leadloom
