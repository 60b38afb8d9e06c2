/// What was typed, in words.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace leadloom {

struct QueryWord {
    /// Folded; in the normal form of streets where that is another.
    std::string text;
    std::string street;
    bool digits = false;
    /// A street's suffix, a directional, the domain of an e-mail: it lifts, but need not be there.
    bool optional = false;
};

struct Query {
    std::vector<QueryWord> words;
    /// All that was typed are digits of one telephone number.
    std::string phone;
};

[[nodiscard]] Query read_query(std::string_view text);

/// Edits that are forgiven in a word of this length.
[[nodiscard]] constexpr unsigned forgiven(std::size_t letters) {
    return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

}  // namespace leadloom
