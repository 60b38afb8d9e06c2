/// Checking documents together under the terms of options and settings.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config.hpp"
#include "leadloom/doors/validator.hpp"

namespace leadloom {

/// A document to check.
struct Source {
    /// What reports call it, with its sheet after it.
    std::string name;
    /// Where it was read from, `-` for standard input.
    std::string path;
    std::string bytes;
    DocumentKind kind = DocumentKind::unknown;
    /// The sheet of a spreadsheet that its bytes were made from, so that no fix can be made in the
    /// file.
    std::string sheet = {};
    /// Sheets of it that look like mappings and are not read.
    std::vector<std::string> sheets_left = {};
    /// Why it cannot be read, for a spreadsheet that cannot.
    std::string refused = {};
};

/// What is checked and how it is reported.
struct Terms {
    Limits limits;
    std::vector<std::pair<Rule, Setting>> levels;
    std::vector<FileIgnore> ignores;
    std::optional<time::Instant> now;
    /// What was found about the settings themselves.
    std::vector<Finding> about_settings;
};

struct Judgement {
    Findings findings;
    std::vector<Loaded> documents;
};

/// All findings about the documents, in the order of reports. Takes their bytes.
[[nodiscard]] Judgement judge(std::vector<Source> sources, const Terms& terms);

}  // namespace leadloom
