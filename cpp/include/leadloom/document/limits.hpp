/// Bounds on what is read, so that a host can bound its work. Each has a rule of its own.
#pragma once
#include <algorithm>
#include <cstddef>

namespace leadloom {

/// What one document may be.
struct Limits {
    /// Bytes in one document (LL0004). 4 GiB is the most that can be asked for.
    std::size_t bytes = std::size_t{256} << 20U;
    /// Brackets open at once (LL0005). 256 is the most that can be asked for.
    std::size_t depth = 64;
    /// Findings in one report; the rest is counted (LL0006).
    std::size_t findings = 1000;
};

/// The limits as they are kept to: what is beyond the most that can be asked for is cut.
[[nodiscard]] constexpr Limits effective(Limits limits) {
    // The tape counts bytes in 32 bits, and what reads a document may recurse into it.
    limits.bytes = std::min(limits.bytes, std::size_t{0xFFFF'FFF0});
    limits.depth = std::min(limits.depth, std::size_t{256});
    return limits;
}

}  // namespace leadloom
