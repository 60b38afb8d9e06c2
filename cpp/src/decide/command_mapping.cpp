// Trades and what standard job types map to (M10).
#include <algorithm>

#include "draft.hpp"

namespace leadloom {

bool select_trades(Draft& draft) {
    constexpr Field fields[] = {{"trades", Type::array, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    bool ok = true;
    draft.setup.trades.clear();
    for (const json::Value trade : body[0]) {
        if (known_trade(draft.reading, draft.catalog, trade.text(), trade) == nullptr) {
            ok = false;
        } else if (!std::ranges::contains(draft.setup.trades, trade.text(), &SelectedTrade::id)) {
            draft.setup.trades.push_back({trade.text(), {}});
        }
    }
    return ok;
}

namespace {

/// Equal conditions have equal texts.
std::string canonical_condition(const std::optional<Condition>& when) {
    return when ? canonical(as_json(when->at)) : std::string();
}

}  // namespace

bool map_job_type(Draft& draft) {
    constexpr Field fields[] = {{"trade", Type::text, Need::required},
                                {"standardJobType", Type::text, Need::required},
                                {"jobTypes", Type::array, Need::required},
                                {"businessUnits", Type::array, Need::required},
                                {"when", Type::any}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const auto standard = draft.standard(body[0], body[1]);
    auto job_types = draft.refs(draft.tenant.job_types, body[2], "job type");
    auto units = draft.refs(draft.tenant.business_units, body[3], "business unit");
    std::optional<Condition> when;
    if (body[4]) when = read_condition(draft.reading, body[4]);
    if (!standard || !job_types || !units || (body[4] && !when)) return false;
    std::vector<MappingRow>& mapping = draft.setup.mapping;
    const std::string condition = canonical_condition(when);
    auto row = std::ranges::find_if(mapping, [&](const MappingRow& other) {
        return other.standard == *standard && canonical_condition(other.when) == condition;
    });
    if (job_types->empty() && units->empty()) {
        if (row != mapping.end()) mapping.erase(row);
        return true;
    }
    if (row == mapping.end()) {
        mapping.emplace_back().standard = *standard;
        row = std::prev(mapping.end());
        row->when = std::move(when);
    }
    row->job_types = std::move(*job_types);
    row->business_units = std::move(*units);
    return true;
}

}  // namespace leadloom
