#include "leadloom/diagnostic/finding.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "leadloom/text/order.hpp"

namespace leadloom {

namespace {

bool covers(const Ignore& ignored, Rule rule, const std::optional<Place>& place) {
    return ignored.rule == rule && place && ignored.file == place->file &&
           place->byte >= ignored.from && place->byte < ignored.to;
}

}  // namespace

const Findings::Override* Findings::override_of(Rule rule) const {
    const auto found = std::ranges::find(overrides_, rule, &Override::rule);
    return found == overrides_.end() ? nullptr : &*found;
}

Finding* Findings::add(Rule rule, std::string message, std::optional<Place> place,
                       std::string hint) {
    const RuleRow& row = row_of(rule);
    Level level = row.level;
    if (const Override* const other = override_of(rule)) {
        if (!other->level) return nullptr;
        level = *other->level;
    }
    if (hint.empty()) hint = row.hint;
    const auto keeper = std::ranges::find_if(
        ignored_, [&](const Ignore& ignored) { return covers(ignored, rule, place); });
    if (keeper != ignored_.end()) {
        ++keeper->used;
        if (kept_back_.size() < limit_)
            kept_back_.push_back({rule, level, std::move(message), std::move(hint), place});
        return nullptr;
    }
    ++counts_[static_cast<std::size_t>(level)];
    if (!listing()) return nullptr;
    return &list_.emplace_back(rule, level, std::move(message), std::move(hint), std::move(place));
}

void Findings::add_all(const Findings& others) {
    for (std::size_t level = 0; level < std::size(counts_); ++level) {
        counts_[level] += others.counts_[level];
    }
    for (const Finding& finding : others.list_) {
        if (listing()) list_.push_back(finding);
    }
    ignored_.insert(ignored_.end(), others.ignored_.begin(), others.ignored_.end());
    kept_back_.insert(kept_back_.end(), others.kept_back_.begin(), others.kept_back_.end());
    hidden_ += others.hidden_;
}

void Findings::set_level(Rule rule, std::optional<Level> level) {
    std::erase_if(overrides_, [&](const Override& other) { return other.rule == rule; });
    overrides_.push_back({rule, level});
}

bool Findings::reports(Rule rule) const {
    const Override* const other = override_of(rule);
    return other == nullptr || other->level.has_value();
}

bool Findings::wants_place(Rule rule) const {
    return (listing() && reports(rule)) || std::ranges::contains(ignored_, rule, &Ignore::rule);
}

std::size_t Findings::unlisted() const {
    return count(Level::error) + count(Level::warning) + count(Level::note) - list_.size() -
           hidden_;
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
