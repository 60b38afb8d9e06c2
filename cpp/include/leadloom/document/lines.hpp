/// The way from bytes of a text to lines and columns.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/text/encoding.hpp"

namespace leadloom {

/// Line starts of a text, for turning byte offsets into lines and columns. A line ends with a line
/// feed, as in NDJSON; of texts that have none, with a carriage return if `line_end` says so.
class Lines {
public:
    /// `line_end`: the byte that ends a line beside CR.
    explicit Lines(std::string_view text, text::Form form = {}, char line_end = '\n');

    /// Lines and columns from 1, in UTF-16 units; bytes are those of the file. The excerpt is the
    /// line, of a long one the 160 units around the place.
    [[nodiscard]] Place place(std::string_view file, std::size_t offset, std::size_t bytes) const;

private:
    void put_excerpt(Place& place, std::size_t start, std::size_t offset) const;

    std::string_view text_;
    text::Form form_;
    std::vector<std::uint32_t> starts_;
    /// UTF-16 units before each line, for files that are not UTF-8.
    std::vector<std::size_t> units_before_;
    /// The stretch of a line whose UTF-16 units have been counted.
    mutable std::size_t counted_from_ = 0;
    mutable std::size_t counted_to_ = 0;
    mutable std::size_t units_ = 0;
};

}  // namespace leadloom
