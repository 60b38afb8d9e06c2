#include "leadloom/text/distance.hpp"

#include <algorithm>

#include "support.hpp"

using namespace leadloom;
using testing::Random;

namespace {

/// The same distance by the full table, without a limit.
std::size_t distance_by_table(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t swap = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + swap});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

TEST_CASE("edit_distance knows the four slips of a typist", "[text]") {
    CHECK(text::edit_distance("Reapir AC", "Repair AC", 3) == 1);
    CHECK(text::edit_distance("Repar AC", "Repair AC", 3) == 1);
    CHECK(text::edit_distance("Reppair AC", "Repair AC", 3) == 1);
    CHECK(text::edit_distance("Rebair AC", "Repair AC", 3) == 1);
    CHECK(text::edit_distance("", "", 0) == 0);
    CHECK(text::edit_distance("", "abc", 3) == 3);
    CHECK(text::edit_distance("", "abc", 2) == 3);
    // A swap is never edited again: 3, not the 2 of the unrestricted distance.
    CHECK(text::edit_distance("ca", "abc", 9) == 3);
}

TEST_CASE("edit_distance agrees with the full table and is a symmetric metric", "[text]") {
    Random random(2);
    const auto letter = [&] { return static_cast<char>('a' + random.below(3)); };
    const auto word = [&] {
        // Some are longer than a machine word has bits.
        std::string text(random.below(random.below(8) == 0 ? 90 : 9), 'a');
        for (char& c : text) c = letter();
        return text;
    };
    for (int round = 0; round < 5'000; ++round) {
        const std::string a = word();
        std::string b = round % 2 == 0 ? word() : a;
        for (std::size_t slips = random.below(4); slips > 0 && b.size() > 2; --slips) {
            const std::size_t at = random.below(b.size() - 1);
            if (random.below(2) == 0) std::swap(b[at], b[at + 1]);
            if (random.below(2) == 0) b.insert(at, 1, letter());
            if (random.below(2) == 0) b.erase(at, 1);
        }
        const std::size_t limit = random.below(9);
        const std::size_t expected = std::min(distance_by_table(a, b), limit + 1);
        INFO(a << " / " << b << " / " << limit);
        REQUIRE(text::edit_distance(a, b, limit) == expected);
        REQUIRE(text::edit_distance(b, a, limit) == expected);
        REQUIRE(text::edit_distance(a, a, limit) == 0);
    }
}
