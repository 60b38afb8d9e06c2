/// Standard job types by id and label, so that people may write either.
#pragma once
#include "leadloom/model/catalog.hpp"
#include "leadloom/text/names.hpp"

namespace leadloom {

class StandardNames {
public:
    /// The catalogue must outlive this.
    explicit StandardNames(const Catalog& catalog);

    /// By id or label; null where the catalogue has none of that name.
    [[nodiscard]] const Trade* trade(std::string_view name) const;

    /// All that the names can mean: one when it is clear. Without a trade, of all trades.
    ///
    /// @example `meant("HVAC", "Repair AC")` has the one key `{"hvac", "repair_ac"}`
    [[nodiscard]] std::vector<StandardKey> meant(std::string_view trade_name,
                                                 std::string_view name) const;

private:
    void put(std::string_view name, std::uint32_t index);
    [[nodiscard]] std::vector<StandardKey> of(std::string_view name, const Trade* in) const;

    const Catalog& catalog_;
    std::vector<StandardKey> keys_;
    std::vector<std::vector<std::uint32_t>> alike_;
    text::Names by_name_;
    text::Names trades_;
};

}  // namespace leadloom
