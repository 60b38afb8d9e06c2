#include "leadloom/diagnostic/finding.hpp"

#include <tuple>
#include <utility>

#include "leadloom/text/order.hpp"

namespace leadloom {

void Findings::add(Rule rule, std::string message, std::optional<Place> place, std::string hint) {
    const RuleRow& row = row_of(rule);
    ++counts_[static_cast<std::size_t>(row.level)];
    if (!listing()) return;
    if (hint.empty()) hint = row.hint;
    list_.push_back({rule, row.level, std::move(message), std::move(hint), std::move(place)});
}

void Findings::add_all(const Findings& others) {
    for (std::size_t level = 0; level < std::size(counts_); ++level) {
        counts_[level] += others.counts_[level];
    }
    for (const Finding& finding : others.list_) {
        if (listing()) list_.push_back(finding);
    }
}

std::size_t Findings::unlisted() const {
    return count(Level::error) + count(Level::warning) + count(Level::note) - list_.size();
}

void Findings::sort() {
    static const Place nowhere;
    const auto key = [&](std::uint32_t i) {
        const Finding& finding = list_[i];
        const Place& place = finding.place ? *finding.place : nowhere;
        return std::tuple(std::string_view(place.file), place.byte, finding.rule);
    };
    const auto order = text::stable_order(
        list_.size(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<Finding> sorted;
    sorted.reserve(list_.size());
    for (const std::uint32_t i : order) sorted.push_back(std::move(list_[i]));
    list_ = std::move(sorted);
}

}  // namespace leadloom
