// Trades and what standard job types map to (M10).
#include <algorithm>

#include "draft.hpp"

namespace leadloom {

bool select_trades(Draft& draft) {
    constexpr Field fields[] = {{"trades", Type::array, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    bool ok = true;
    draft.undo = taking_back("select_trades", draft.root, {});
    Json before = Json::array();
    for (const SelectedTrade& trade : draft.setup.trades) add(before, trade.id);
    put(draft.undo, "trades", std::move(before));
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

/// A row as a command gives it.
constexpr Field row_fields[] = {{"trade", Type::text, Need::required},
                                {"standardJobType", Type::text, Need::required},
                                {"jobTypes", Type::array, Need::required},
                                {"businessUnits", Type::array, Need::required},
                                {"when", Type::any}};

/// Maps one row; `values` are those of `row_fields`. Puts what was mapped before into `before`.
template <class Values>
bool map_row(Draft& draft, const Values& values, Json& before) {
    const auto standard = draft.standard(values[0], values[1]);
    auto job_types = draft.refs(draft.tenant.job_types, values[2], "job type");
    auto units = draft.refs(draft.tenant.business_units, values[3], "business unit");
    std::optional<Condition> when;
    if (values[4]) when = read_condition(draft.reading, values[4]);
    if (!standard || !job_types || !units || (values[4] && !when)) return false;
    std::vector<MappingRow>& mapping = draft.setup.mapping;
    const std::string condition = canonical_condition(when);
    auto row = std::ranges::find_if(mapping, [&](const MappingRow& other) {
        return other.standard == *standard && canonical_condition(other.when) == condition;
    });
    const bool known = row != mapping.end();
    put(before, "jobTypes", known ? named_by_id(row->job_types) : Json::array());
    put(before, "businessUnits", known ? named_by_id(row->business_units) : Json::array());
    if (job_types->empty() && units->empty()) {
        if (known) mapping.erase(row);
        return true;
    }
    if (!known) {
        mapping.emplace_back().standard = *standard;
        row = std::prev(mapping.end());
        row->when = std::move(when);
    }
    row->job_types = std::move(*job_types);
    row->business_units = std::move(*units);
    return true;
}

}  // namespace

bool map_job_type(Draft& draft) {
    const Body body(draft, row_fields);
    if (!body.ok) return false;
    draft.undo = taking_back("map_job_type", draft.root, {"trade", "standardJobType", "when"});
    return map_row(draft, body, draft.undo);
}

bool map_job_types(Draft& draft) {
    constexpr Field fields[] = {{"rows", Type::array, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    bool ok = true;
    Json rows = Json::array();
    for (const json::Value row : body[0]) {
        const Taken taken(draft.reading, row, row_fields);
        Json before = Json::object();
        if (taken.ok) {
            for (const std::string_view member : {"trade", "standardJobType", "when"}) {
                if (row[member]) put(before, member, as_json(row[member]));
            }
        }
        ok = taken.ok && map_row(draft, taken, before) && ok;
        rows.push_back(std::move(before));
    }
    // What stands twice is taken back from the end.
    std::ranges::reverse(rows);
    draft.undo = taking_back("map_job_types", draft.root, {});
    put(draft.undo, "rows", std::move(rows));
    return ok;
}

}  // namespace leadloom
