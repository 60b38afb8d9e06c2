/// Sorting by index, for records that are costly to move.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace leadloom::text {

/// The indexes below `count` in the order of `before`; equals keep theirs. For short lists: the
/// comparison is a call through a pointer.
[[nodiscard]] std::vector<std::uint32_t> stable_order(
    std::size_t count, const std::function<bool(std::uint32_t, std::uint32_t)>& before);

}  // namespace leadloom::text
