/// leadloom.config.json: what a folder of documents wants to be checked like.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"
#include "levels.hpp"

namespace leadloom {

/// The settings file that is read without being asked for.
inline constexpr std::string_view usual_config = "leadloom.config.json";

/// What is not to be reported of files, and why.
struct FileIgnore {
    Rule rule{};
    /// A pattern; empty for all files.
    std::string files;
    std::string reason;
    Place place;
};

struct Config {
    std::vector<std::string> files;
    std::vector<std::pair<Rule, Setting>> levels;
    std::vector<FileIgnore> ignores;
    std::string baseline;
    std::optional<std::size_t> max_warnings;
    std::string format;
};

/// Reads settings; every mistake is a finding with its place (LL0001 to LL0012, LL0921, LL0923),
/// and the rest counts all the same.
[[nodiscard]] Config read_config(std::string name, std::string bytes, Findings& findings);

}  // namespace leadloom
