/// What the fuzzers share.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "leadloom/diagnostic/finding.hpp"

namespace leadloom::fuzz {

/// Ends the run with a line that says which invariant does not hold.
inline void require(bool holds, const char* invariant) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", invariant);
    std::abort();
}

/// A finding's place must lie inside the text and on a line that it has.
inline void require_inside(const Place& place, std::string_view text) {
    std::size_t lines = 1;
    for (const char c : text) lines += c == '\n' || c == '\r' ? 1U : 0U;
    require(place.byte <= text.size(), "a place begins inside the text");
    require(place.bytes <= text.size() - place.byte, "a place ends inside the text");
    require(place.line >= 1 && place.line <= lines, "a place has a line of the text");
    require(place.column >= 1 && place.column <= text.size() + 1, "a place has a column");
}

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace leadloom::fuzz
