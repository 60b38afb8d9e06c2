/// What a feed set aside, to be saved and sent back to where it came from.
#pragma once
#include <string>

#include "leadloom/leads/feed.hpp"

namespace leadloom {

/// A JSON object a line for each record that was set aside: `line` (from 1), `file`, `rule`
/// (`LL0401`), `message` and `text`, the record as it stands in the file. Bytes of it that are not
/// UTF-8 become U+FFFD.
[[nodiscard]] std::string rejected(const Feed& feed);

}  // namespace leadloom
