#include "standard_names.hpp"

#include <algorithm>

#include "leadloom/text/fold.hpp"

namespace leadloom {

StandardNames::StandardNames(const Catalog& catalog) : catalog_(catalog) {
    for (const Trade& trade : catalog.trades) {
        const auto place = static_cast<std::uint32_t>(&trade - catalog.trades.data());
        trades_.try_emplace(text::fold(trade.id), place);
        trades_.try_emplace(text::fold(trade.label), place);
        for (const StandardJobType& type : trade.job_types) {
            const auto index = static_cast<std::uint32_t>(keys_.size());
            keys_.push_back({trade.id, type.id});
            put(type.id, index);
            put(text::fold(type.id), index);
            put(text::fold(type.label), index);
        }
    }
}

const Trade* StandardNames::trade(std::string_view name) const {
    const auto found = trades_.find(text::fold(name));
    return found == trades_.end() ? nullptr : &catalog_.trades[found->second];
}

std::vector<StandardKey> StandardNames::meant(std::string_view trade_name,
                                              std::string_view name) const {
    const Trade* const in = trade(trade_name);
    if (in == nullptr && !trade_name.empty()) return {};
    std::vector<StandardKey> found = of(name, in);
    // An id as it stands goes before a label that reads like it.
    const auto exact =
        static_cast<std::size_t>(std::ranges::count(found, std::string(name), &StandardKey::id));
    if (exact != 0 && exact != found.size())
        std::erase_if(found, [&](const StandardKey& key) { return key.id != name; });
    return !found.empty() ? found : of(text::fold(name), in);
}

void StandardNames::put(std::string_view name, std::uint32_t index) {
    const auto [entry, added] =
        by_name_.try_emplace(std::string(name), static_cast<std::uint32_t>(alike_.size()));
    if (added) alike_.emplace_back();
    std::vector<std::uint32_t>& all = alike_[entry->second];
    if (!std::ranges::contains(all, index)) all.push_back(index);
}

std::vector<StandardKey> StandardNames::of(std::string_view name, const Trade* in) const {
    std::vector<StandardKey> found;
    const auto entry = by_name_.find(name);
    if (entry == by_name_.end()) return found;
    for (const std::uint32_t index : alike_[entry->second]) {
        if (in == nullptr || keys_[index].trade == in->id) found.push_back(keys_[index]);
    }
    return found;
}

}  // namespace leadloom
