#include "leadloom/text/order.hpp"

#include <algorithm>
#include <numeric>

namespace leadloom::text {

std::vector<std::uint32_t> stable_order(
    std::size_t count, const std::function<bool(std::uint32_t, std::uint32_t)>& before) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::cref(before));
    return order;
}

}  // namespace leadloom::text
