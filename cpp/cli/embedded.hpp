/// Texts that are compiled in: the rules' pages and the schemas.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace leadloom {

/// A text by the name of its file, without its ending.
struct Embedded {
    std::string_view name;
    std::string_view text;
};

/// The pages of docs/rules, by name.
[[nodiscard]] std::span<const Embedded> rule_pages();

/// The schemas of schemas/, by name: `setup`, `alert` …
[[nodiscard]] std::span<const Embedded> schemas();

/// The one called `name`, or null.
[[nodiscard]] const Embedded* embedded(std::span<const Embedded> texts, std::string_view name);

}  // namespace leadloom
