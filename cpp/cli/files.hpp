/// Which files are meant: names, folders and patterns, matched by ourselves so that every shell and
/// both commands agree.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "host.hpp"

namespace leadloom {

/// Whether a path fits a pattern: `*` and `?` within one name, `**` over folders, `[a-z]`,
/// `[!a-z]`,
/// `{a,b}`. Names that begin with a dot must be asked for with one. A pattern without a slash fits
/// the last name of a path.
///
/// @example `fits("tenant/**/*.{json,csv}", "tenant/2026/job-types.json")`
[[nodiscard]] bool fits(std::string_view pattern, std::string_view path);

/// Whether a text is a pattern and not just a name.
[[nodiscard]] bool is_pattern(std::string_view text);

/// Files that were found, and complaints (LL0925) about what found none.
struct Found {
    std::vector<std::string> paths;
    std::string complaints;
};

/// The files that names, folders and patterns mean, in the order in which they were given and
/// sorted by bytes within each, none twice. Folders are searched for documents (.json, .ndjson,
/// .csv, .tsv, .txt, .xlsx); names that begin with a dot or `~$` and node_modules are passed over.
/// Names are taken over without looking, `-` too.
[[nodiscard]] Found find_files(const std::vector<std::string>& asked,
                               const std::vector<std::string>& except, Host& host);

}  // namespace leadloom
