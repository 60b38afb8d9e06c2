/// Numbers in order, found with few looks into far memory.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace leadloom {

/// Every 64th number stands in a list of its own, which stays in the cache: a search among a
/// million ends with a walk through eight lines of memory instead of twenty.
class SortedKeys {
public:
    SortedKeys() = default;
    /// They must be in order.
    explicit SortedKeys(std::vector<std::uint64_t> keys) : keys_(std::move(keys)) {
        keys_.shrink_to_fit();
        fences_.reserve(keys_.size() / stretch + 1);
        for (std::size_t i = 0; i < keys_.size(); i += stretch) fences_.push_back(keys_[i]);
    }

    /// All of them, in order.
    [[nodiscard]] std::span<const std::uint64_t> all() const { return keys_; }

    /// Those from `least` to `most`.
    [[nodiscard]] std::span<const std::uint64_t> between(std::uint64_t least,
                                                         std::uint64_t most) const {
        const std::size_t first = lower(least);
        std::size_t last = first;
        // Most that are asked for are few.
        while (last < keys_.size() && keys_[last] <= most && last - first < stretch) ++last;
        if (last - first == stretch)
            last = static_cast<std::size_t>(std::ranges::upper_bound(keys_, most) - keys_.begin());
        return std::span(keys_).subspan(first, last - first);
    }

    /// Bytes of memory it takes.
    [[nodiscard]] std::size_t bytes() const {
        return (keys_.capacity() + fences_.capacity()) * sizeof(std::uint64_t);
    }

private:
    static constexpr std::size_t stretch = 64;

    /// The first that is not below.
    [[nodiscard]] std::size_t lower(std::uint64_t key) const {
        const auto fence = std::ranges::lower_bound(fences_, key);
        if (fence == fences_.begin()) return 0;
        const auto at = static_cast<std::size_t>(fence - fences_.begin() - 1) * stretch;
        const auto block = std::span(keys_).subspan(at, std::min(stretch, keys_.size() - at));
        return at + static_cast<std::size_t>(std::ranges::lower_bound(block, key) - block.begin());
    }

    std::vector<std::uint64_t> keys_;
    std::vector<std::uint64_t> fences_;
};

}  // namespace leadloom
