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
#include "leadloom/document/lines.hpp"
#include "leadloom/document/table.hpp"

namespace leadloom {

/// The cell that a value of a document was made from. Sorted by `value`; a value without an origin
/// has that of the nearest value before it.
struct Origin {
    /// Where the value begins in the made text, its quote included.
    std::uint32_t value = 0;
    std::uint32_t row = 0;
    /// The column, or `whole_row`.
    std::uint32_t column = 0;
    /// The piece of the cell: of several names in one cell, one. In bytes of the table's text.
    std::uint32_t offset = 0;
    std::uint32_t bytes = 0;

    static constexpr std::uint32_t whole_row = 0xFFFF'FFFF;
};

/// A JSON document. Never moves once made, because its tape points into its text.
class Document {
public:
    /// Reads `bytes`; answers nothing after a finding when they are too large, not JSON or nested
    /// too deep. A UTF-8 byte order mark is passed over. What has only one reading is read all the
    /// same after its finding: other encodings (LL0002), commas before closing brackets (LL0015),
    /// comments (LL0016), and of NDJSON the lines beside one that is no JSON (LL0001).
    static std::shared_ptr<const Document> read(std::string name, std::string bytes,
                                                const Limits& limits, Findings& findings);

    /// The same for doors that work with what they read: nothing is passed over.
    static std::shared_ptr<const Document> read_strictly(std::string name, std::string bytes,
                                                         const Limits& limits, Findings& findings);

    /// A document whose values were made from the cells of a table: its places are the table's.
    /// `json` is what the core wrote; nothing when it is not JSON.
    static std::shared_ptr<const Document> of_table(std::shared_ptr<const Table> table,
                                                    std::string json, std::vector<Origin> origins);

    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// The table it was made from, or null.
    [[nodiscard]] const Table* table() const { return table_.get(); }
    /// The origin of a value of a document that was made from a table.
    [[nodiscard]] const Origin* origin(json::Value value) const;
    /// The encoding of the file.
    [[nodiscard]] text::Encoding encoding() const { return form_.encoding; }
    /// Encoding, line ends and mark of the file.
    [[nodiscard]] const text::Form& form() const { return form_; }
    /// Comments and commas that reading passed over, in the order of the text.
    [[nodiscard]] const std::vector<json::Passed>& passed() const { return passed_; }
    /// The place of a stretch of the document's text.
    [[nodiscard]] Place place(std::size_t offset, std::size_t bytes) const;

    /// The name it was given.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// The text that values point into: as it was given where that is UTF-8.
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// The outermost value.
    [[nodiscard]] json::Value root() const { return tape_.root(); }
    /// The place of a value, its quotes included.
    [[nodiscard]] Place place(json::Value value) const;

private:
    Document(std::string name, std::string bytes);

    json::Stop read_text(std::size_t depth);
    void report_passed(Findings& findings) const;
    void report_broken(std::size_t depth, Findings& findings) const;
    /// What is to be said of a document once it is read, or of why it cannot be.
    bool finish(const json::Stop& stop, std::size_t depth, Findings& findings);
    void check_values(Findings& findings) const;
    [[nodiscard]] const Origin* origin_at(std::size_t offset) const;
    /// A place with the pointer of the value around `inside`.
    [[nodiscard]] Place pointed(std::size_t offset, std::size_t bytes, std::size_t inside) const;

    std::string name_;
    std::string bytes_;
    text::Form form_;
    std::vector<json::Passed> passed_;
    /// Lines of NDJSON that reading passed over.
    std::vector<json::Stop> broken_;
    std::shared_ptr<const Table> table_;
    std::vector<Origin> origins_;
    json::Tape tape_;
    mutable std::unique_ptr<Lines> lines_;
    mutable json::Elements elements_;
};

/// Says in a finding why a text is not JSON: LL0001, LL0002, or LL0005 with the `depth` that was
/// allowed.
void add_stop(Findings& findings, const json::Stop& stop, std::size_t depth, Place place);

/// LL0002 for a document in UTF-16; answers whether it is one.
bool refuse_utf16(Findings& findings, std::string_view name, std::string_view bytes);

/// LL0004 for a document of `size` bytes that the limits refuse; answers whether they do.
bool refuse_size(Findings& findings, std::string_view name, std::size_t size, const Limits& limits);

}  // namespace leadloom
