/// A document as it was given: name, bytes, tape, and the way back from a value to its place.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/document/json.hpp"
#include "leadloom/document/limits.hpp"

namespace leadloom {

/// Line starts of a text, for turning byte offsets into lines and columns. A line ends with a line
/// feed, as in NDJSON.
class Lines {
public:
    explicit Lines(std::string_view text);

    /// Lines and columns from 1, in UTF-16 units.
    [[nodiscard]] Place place(std::string_view file, std::size_t offset, std::size_t bytes) const;

private:
    std::string_view text_;
    std::vector<std::uint32_t> starts_;
    /// The stretch of a line whose UTF-16 units have been counted.
    mutable std::size_t counted_from_ = 0;
    mutable std::size_t counted_to_ = 0;
    mutable std::size_t units_ = 0;
};

/// A JSON document. Never moves once made, because its tape points into its text.
class Document {
public:
    /// Reads `bytes`; answers nothing after a finding when they are too large, not UTF-8, not JSON
    /// or nested too deep. A UTF-8 byte order mark is passed over.
    static std::shared_ptr<const Document> read(std::string name, std::string bytes,
                                                const Limits& limits, Findings& findings);

    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    /// The text as it was given.
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] json::Value root() const { return tape_.root(); }
    /// The place of a value, its quotes included.
    [[nodiscard]] Place place(json::Value value) const;

private:
    Document(std::string name, std::string bytes);
    [[nodiscard]] Place place(std::size_t offset, std::size_t bytes) const;

    std::string name_;
    std::string bytes_;
    json::Tape tape_;
    mutable std::unique_ptr<Lines> lines_;
};

/// Says in a finding why a text is not JSON: LL0001, LL0002, or LL0005 with the `depth` that was
/// allowed.
void add_stop(Findings& findings, const json::Stop& stop, std::size_t depth, Place place);

/// LL0002 for a document in UTF-16; answers whether it is one.
bool refuse_utf16(Findings& findings, std::string_view name, std::string_view bytes);

/// LL0004 for a document of `size` bytes that the limits refuse; answers whether they do.
bool refuse_size(Findings& findings, std::string_view name, std::size_t size, const Limits& limits);

}  // namespace leadloom
