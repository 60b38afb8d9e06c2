/// A list that grows without moving and without asking for twice its size.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace leadloom {

/// Runs of values in pages of a fixed size; a run never straddles two pages, so it is one span.
template <class T, std::size_t page_size>
class Pages {
public:
    /// Room for a run of `count` values, and where it is.
    T* add(std::size_t count, std::uint64_t& at) {
        const std::size_t used = static_cast<std::size_t>(next_ % page_size);
        if (count > page_size) {
            // A run of its own size; what follows begins a page.
            const std::size_t whole = (count + page_size - 1) / page_size;
            skip_to_page();
            at = next_;
            pages_.push_back(std::make_unique_for_overwrite<T[]>(whole * page_size));
            T* const run = pages_.back().get();
            for (std::size_t i = 1; i < whole; ++i) pages_.push_back(nullptr);
            next_ += whole * page_size;
            return run;
        }
        if (used == 0 || used + count > page_size) {
            skip_to_page();
            pages_.push_back(std::make_unique_for_overwrite<T[]>(page_size));
        }
        at = next_;
        next_ += count;
        return pages_.back().get() + at % page_size;
    }

    /// The element at a place that `add` answered.
    [[nodiscard]] const T* at(std::uint64_t place) const {
        return pages_[static_cast<std::size_t>(place / page_size)].get() + place % page_size;
    }
    /// The same, to be changed.
    [[nodiscard]] T* at(std::uint64_t place) {
        return pages_[static_cast<std::size_t>(place / page_size)].get() + place % page_size;
    }
    /// Bytes of memory it takes.
    [[nodiscard]] std::size_t bytes() const { return pages_.size() * page_size * sizeof(T); }

private:
    void skip_to_page() { next_ = (next_ + page_size - 1) / page_size * page_size; }

    std::vector<std::unique_ptr<T[]>> pages_;
    std::uint64_t next_ = 0;
};

}  // namespace leadloom
