/// From names to indexes: one kind of table for all of them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace leadloom::text {

/// A hash of names by which views find what strings were put under.
struct NameHash {
    using is_transparent = void;
    /// The hash of a name.
    std::size_t operator()(std::string_view name) const {
        return std::hash<std::string_view>{}(name);
    }
};

/// Found by `std::string_view` without making a string.
using Names = std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>>;

}  // namespace leadloom::text
