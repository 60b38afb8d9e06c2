#include "leadloom/speak/fingerprint.hpp"

#include <algorithm>
#include <string_view>

#include "leadloom/document/sha256.hpp"
#include "leadloom/text/path.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Longer numbers are ids.
constexpr std::size_t most_digits_of_a_count = 4;

/// The text with one mark for every number that an edit elsewhere may change.
std::string steady(std::string_view text) {
    std::string steady;
    while (!text.empty()) {
        const auto count =
            static_cast<std::size_t>(std::ranges::find_if_not(text, digit) - text.begin());
        const std::size_t piece = std::max<std::size_t>(count, 1);
        if (count > 0 && count <= most_digits_of_a_count)
            steady.push_back('#');
        else
            steady.append(text.substr(0, piece));
        text.remove_prefix(piece);
    }
    return steady;
}

}  // namespace

std::string fingerprint(const Finding& finding) {
    std::string file;
    std::string where;
    if (finding.place) {
        file = text::plain_path(finding.place->file);
        where = steady(finding.place->pointer);
        if (where.empty()) where = finding.place->heading;
    }
    constexpr std::string_view between("\0", 1);
    return sha256(text::join({label(finding.rule), between, file, between, where, between,
                              steady(finding.message)}))
        .substr(0, 16);
}

}  // namespace leadloom
