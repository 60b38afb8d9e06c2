#include "condition_key.hpp"

#include <algorithm>
#include <utility>

namespace leadloom {

namespace {

/// A condition with its values in one order and its ranges joined, so that equal ones read alike.
Condition in_order(Condition condition) {
    const auto sort = [](auto& values) {
        std::ranges::sort(values);
        const auto twice = std::ranges::unique(values);
        values.erase(twice.begin(), twice.end());
    };
    sort(condition.severities);
    sort(condition.accounts);
    sort(condition.profiles);
    sort(condition.states);
    sort(condition.customer_types);
    sort(condition.placements);
    const auto joined = [](auto& ranges, std::uint32_t gap) {
        std::ranges::sort(ranges, {},
                          [](const auto& range) { return std::pair(range.from, range.to); });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            if (kept != 0 && ranges[i].from <= ranges[kept - 1].to + gap) {
                ranges[kept - 1].to = std::max(ranges[kept - 1].to, ranges[i].to);
            } else {
                ranges[kept++] = ranges[i];
            }
        }
        ranges.resize(kept);
    };
    joined(condition.zips, 1);
    joined(condition.windows, 0);
    return condition;
}

}  // namespace

std::string condition_key(const std::optional<Condition>& when) {
    if (!when) return {};
    const Condition condition = in_order(*when);
    std::string key = "?";
    const auto put = [&](const std::vector<std::string>& values) {
        key.push_back('\n');
        for (const std::string& value : values) key.append(value).push_back('\t');
    };
    for (const Severity severity : condition.severities) key.append(word(severity)).push_back('\t');
    put(condition.accounts);
    put(condition.profiles);
    put(condition.states);
    put(condition.customer_types);
    put(condition.placements);
    key.push_back('\n');
    for (const ZipRange& zip : condition.zips)
        key.append(std::to_string(zip.from))
            .append("-")
            .append(std::to_string(zip.to))
            .push_back(' ');
    key.push_back('\n');
    for (const Window& window : condition.windows) {
        key.append(std::to_string(window.from)).append("-");
        key.append(std::to_string(window.to)).push_back(' ');
    }
    return key;
}

}  // namespace leadloom
