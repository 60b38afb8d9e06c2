#include "leadloom/text/distance.hpp"

#include <algorithm>
#include <vector>

#include "leadloom/text/words.hpp"

namespace leadloom::text {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    const std::size_t width = a.size() + 1;
    std::vector<std::size_t> rows(3 * width);
    std::size_t* before = rows.data();
    std::size_t* above = before + width;
    std::size_t* here = above + width;
    for (std::size_t i = 0; i < width; ++i) above[i] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
        here[0] = j;
        std::size_t least = j;
        for (std::size_t i = 1; i < width; ++i) {
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            here[i] = std::min({here[i - 1] + 1, above[i] + 1, above[i - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here[i] = std::min(here[i], before[i - 2] + 1);
            }
            least = std::min(least, here[i]);
        }
        if (least > limit) return limit + 1;
        std::swap(before, above);
        std::swap(above, here);
    }
    return std::min(above[width - 1], limit + 1);
}

Nearest::Nearest(std::string_view wanted) : wanted_(fold(wanted)), best_(wanted_.size() / 3 + 1) {}

void Nearest::consider(std::string_view name) {
    // Nobody misspells a name of a thousand bytes, and the distance would cost a million steps.
    if (wanted_.size() > 200 || name.size() > 200) return;
    const std::size_t distance = edit_distance(wanted_, fold(name), best_);
    if (distance >= best_) return;
    best_ = distance;
    name_ = name;
}

std::string Nearest::hint() const {
    return name_.empty() ? std::string() : join({"Did you mean ", named(name_), "?"});
}

}  // namespace leadloom::text
