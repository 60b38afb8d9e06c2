/// The validator as text in, text out: what the bindings talk to.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/doors/validator.hpp"

namespace leadloom {

/// One validation behind JSON: files are loaded, then questions are asked. Nothing throws.
class Validation {
public:
    /// `options`: `{limits?: {bytes?, depth?, findings?}, rules?: {LL0102: "off" | "error" |
    /// "warning" | "note"}, now?: RFC 3339}`. What is not understood is passed over.
    explicit Validation(std::string_view options);

    /// The limits that are kept to.
    [[nodiscard]] const Limits& limits() const { return validator_.workspace().limits(); }

    /// Adds a file; `kind` is a word of `DocumentKind` or `auto`. Not after the first question.
    void load(std::string name, std::string_view kind, std::string bytes);
    /// The same for a file of `size` bytes that is over the limit, without its bytes.
    void refuse(std::string name, std::size_t size);
    /// The same for a spreadsheet that cannot be turned into a table, and why.
    void refuse_spreadsheet(std::string name, std::string_view reason);
    /// Says which sheets of a workbook are not read beside the one that is.
    void leave_sheets(std::string_view read, const std::vector<std::string>& others);

    /// The report as `Report` of the package's types.
    [[nodiscard]] std::string report();
    /// The report as `text`, `json`, `sarif`, `github`, `markdown` or `junit`; empty for another
    /// word.
    [[nodiscard]] std::string format(std::string_view format);
    /// A file with its safe fixes applied (all with `unsafe_too`), or nothing when none applies.
    [[nodiscard]] std::optional<std::string> fixed(std::string_view name, bool unsafe_too);

private:
    void finish();

    Validator validator_;
    struct File {
        std::string name;
        std::string bytes;
    };
    std::vector<File> files_;
    bool finished_ = false;
};

}  // namespace leadloom
