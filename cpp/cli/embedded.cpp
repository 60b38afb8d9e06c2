#include "embedded.hpp"

#include <algorithm>

namespace leadloom {

namespace {

// Made by the build: each text after a form feed and its name on a line.
constexpr char rule_pages_text[] = {
#embed "rule-pages.txt" if_empty(0)
};
constexpr char schemas_text[] = {
#embed "schemas.txt" if_empty(0)
};

std::vector<Embedded> split(std::string_view all) {
    std::vector<Embedded> texts;
    while (all.starts_with('\f')) {
        const std::size_t line = all.find('\n');
        const std::size_t end = std::min(all.find('\f', 1), all.size());
        texts.push_back({all.substr(1, line - 1), all.substr(line + 1, end - line - 1)});
        all.remove_prefix(end);
    }
    return texts;
}

}  // namespace

std::span<const Embedded> rule_pages() {
    static const std::vector<Embedded> pages = split({rule_pages_text, sizeof rule_pages_text});
    return pages;
}

std::span<const Embedded> schemas() {
    static const std::vector<Embedded> texts = split({schemas_text, sizeof schemas_text});
    return texts;
}

const Embedded* embedded(std::span<const Embedded> texts, std::string_view name) {
    const auto found = std::ranges::find(texts, name, &Embedded::name);
    return found == texts.end() ? nullptr : &*found;
}

}  // namespace leadloom
