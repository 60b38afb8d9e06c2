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
    /// What reports call it.
    std::string name;
    /// Where it was read from, `-` for standard input.
    std::string path;
    std::string bytes;
    DocumentKind kind = DocumentKind::unknown;
    /// Its bytes were made from a spreadsheet's, so that no fix can be made in the file.
    bool converted = false;
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
