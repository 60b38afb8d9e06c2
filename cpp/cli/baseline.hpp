/// Findings that are known already and left out until they are mended.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/diagnostic/finding.hpp"

namespace leadloom {

/// A finding that is known. Positions are no part of it, so that edits elsewhere do not matter.
struct Known {
    std::string file;
    std::string rule;
    std::string fingerprint;

    auto operator<=>(const Known&) const = default;
};

/// In order of file, rule and fingerprint; what occurs several times stands several times.
using Baseline = std::vector<Known>;

[[nodiscard]] Baseline baseline_of(const Findings& findings);

/// The document: `{"leadloom": "baseline/1", "findings": [{rule, file, fingerprint}]}`, a line a
/// finding.
[[nodiscard]] std::string write_baseline(const Baseline& baseline);

/// Reads the document; complaints (LL0924) when it is none.
[[nodiscard]] std::expected<Baseline, std::string> read_baseline(std::string_view name,
                                                                 std::string bytes);

/// Takes known findings out, each entry once. `gone` are the entries of the files in `checked` that
/// did not occur.
struct Applied {
    std::size_t left_out = 0;
    Baseline gone;
};
[[nodiscard]] Applied apply_baseline(const Baseline& baseline,
                                     const std::vector<std::string>& checked, Findings& findings);

}  // namespace leadloom
