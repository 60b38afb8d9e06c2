/// The validator as a door: files in any order and shape, one report.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// Loads files in any order and says what is wrong with them together.
///
/// @example `Validator v({}); v.load("acme.setup.json", "auto", text); v.finish(); v.findings()`
class Validator {
public:
    /// What is reported, and how.
    struct Options {
        Limits limits;
        /// Rules that are reported at another level, or with none not at all.
        std::vector<std::pair<Rule, std::optional<Level>>> levels;
        /// What is not to be reported, and where.
        std::vector<Ignore> ignored;
        /// When it is, for what must not be in the past. The host owns the clock.
        std::optional<time::Instant> now;
    };

    /// An empty one: no file is loaded.
    explicit Validator(Options options);

    /// Adds a file; `kind` is a word of `DocumentKind` or `auto`. Tables are seen by their content:
    /// what does not begin like JSON is one. Nothing is decided before `finish`.
    void load(std::string name, std::string_view kind, std::string bytes);

    /// LL0004 for a file of `size` bytes that the limits refuse, without its bytes.
    void refuse(std::string name, std::size_t size);

    /// LL0027 for a spreadsheet that the host cannot turn into a table, and why: “it is protected
    /// by a password”.
    void refuse_spreadsheet(std::string name, std::string_view reason);

    /// LL0027 for the sheets of a workbook that look like mappings beside the one that is `read`.
    void leave_sheets(std::string_view read, const std::vector<std::string>& others);

    /// Reads and checks all files together, whatever their order: partners first, then the tenant,
    /// then set-ups and mappings, then feeds. Call it once.
    void finish();

    /// In the order of reports.
    [[nodiscard]] const Findings& findings() const { return findings_; }
    /// The same, for whoever adds findings of its own.
    [[nodiscard]] Findings& findings() { return findings_; }
    /// In the order of `load`.
    [[nodiscard]] const std::vector<Loaded>& documents() const { return documents_; }
    /// What the files say.
    [[nodiscard]] const Workspace& workspace() const { return workspace_; }

private:
    struct Source {
        std::string name;
        DocumentKind kind = DocumentKind::unknown;
        /// Of feeds, which are not read as one document.
        std::string bytes;
        text::Form form = {};
        std::shared_ptr<const Table> table;
        std::shared_ptr<const Document> document;
    };

    void take(const Source& source, Loaded& loaded);
    void add_unused_ignores();

    Options options_;
    Findings findings_;
    Workspace workspace_;
    std::vector<Source> sources_;
    std::vector<Loaded> documents_;
};

}  // namespace leadloom
