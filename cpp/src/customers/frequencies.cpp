#include "frequencies.hpp"

#include <algorithm>
#include <functional>

namespace leadloom {

double IndexFrequencies::share(std::size_t count) const {
    constexpr double believed = 2000;
    constexpr double seldom = 0.0002;
    return (static_cast<double>(count) + believed * seldom) /
           (static_cast<double>(customers_.size()) + believed);
}

double IndexFrequencies::key_share(std::size_t count) const {
    constexpr double believed = 20'000;
    return static_cast<double>(std::max<std::size_t>(count, 1)) /
           (static_cast<double>(customers_.size()) + believed);
}

std::size_t IndexFrequencies::count(Facet part, std::string_view word) const {
    const std::size_t hash = std::hash<std::string_view>{}(word) + static_cast<std::size_t>(part);
    Recent& recent = recent_[hash % recent_.size()];
    if (recent.part == part && recent.word == word) return recent.count;
    recent.word = word;
    recent.part = part;
    recent.count = 0;
    for (const auto& segment : customers_.segments()) {
        const Stretch stretch = segment->exact(word);
        if (!stretch.empty()) recent.count += segment->count(stretch.first, part);
    }
    return recent.count;
}

double IndexFrequencies::of(Facet part, std::string_view word) const {
    return share(count(part, word));
}

bool IndexFrequencies::established(std::string_view name) const {
    // The record that is compared has its name itself; in a large register slips come twice too.
    return count(Facet::name, name) >= 2 + customers_.size() / 200'000 || text::is_given_name(name);
}

double IndexFrequencies::of_phone(std::uint64_t number) const {
    std::string digits = std::to_string(number);
    digits.insert(0, 10 - std::min<std::size_t>(10, digits.size()), '0');
    std::size_t count = 0;
    for (const auto& segment : customers_.segments())
        count += segment->phones(digits, DigitOrder::whole).size();
    return key_share(count);
}

double IndexFrequencies::of_email(const text::Email& email) const {
    std::size_t count = 0;
    for (const auto& segment : customers_.segments())
        count += segment->emails(email_key(email)).size();
    return key_share(count);
}

double IndexFrequencies::of_place(const text::StreetAddress& address) const {
    std::size_t count = 0;
    for (const auto& segment : customers_.segments())
        count += segment->places(place_key(address)).size();
    return key_share(count);
}

}  // namespace leadloom
