// Mending what the validator finds in the set-up, by the fix that the finding brings.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "draft.hpp"
#include "leadloom/decide/validate.hpp"
#include "leadloom/document/edit.hpp"

namespace leadloom {

namespace {

/// Rows of the mapping by what they are for: standard job type and condition.
using Rows = std::map<std::pair<StandardKey, std::string>, const MappingRow*>;

Rows rows_of(const Setup& setup) {
    Rows rows;
    for (const MappingRow& row : setup.mapping)
        rows.try_emplace(
            {row.standard, row.when ? canonical(as_json(row.when->at)) : std::string()}, &row);
    return rows;
}

/// Ids of the records that are meant, however they are spelled; nothing when one is unknown.
template <class Record>
std::optional<Json> meant(const Records<Record>& records, const std::vector<Ref>& refs) {
    Json ids = Json::array();
    for (const Ref& ref : refs) {
        const Record* const record = look_up(records, ref);
        if (record == nullptr) return std::nullopt;
        Json id = std::to_string(record->id);
        if (!std::ranges::contains(ids, id)) add(ids, std::move(id));
    }
    return ids;
}

/// The row as `map_job_types` takes it; nothing for one that it would refuse.
std::optional<Json> command_row(const Tenant& tenant, const MappingRow& row) {
    auto job_types = meant(tenant.job_types, row.job_types);
    auto units = meant(tenant.business_units, row.business_units);
    if (!job_types || !units) return std::nullopt;
    Json json = Json::object();
    put_text(json, "trade", row.standard.trade);
    put_text(json, "standardJobType", row.standard.id);
    put(json, "jobTypes", std::move(*job_types));
    put(json, "businessUnits", std::move(*units));
    if (row.when) put(json, "when", as_json(row.when->at));
    return json;
}

/// The command that maps as it was mapped before; null where that was no mapping that a command
/// would make, so that nobody wants it back.
Json as_before(const Setup& before, const Setup& after, const Tenant& tenant) {
    const Rows was = rows_of(before);
    const Rows is = rows_of(after);
    Json rows = Json::array();
    for (const auto& [key, row] : was) {
        const auto now = is.find(key);
        auto command = command_row(tenant, *row);
        if (now != is.end() && command == command_row(tenant, *now->second)) continue;
        if (!command) return nullptr;
        add(rows, std::move(*command));
    }
    for (const auto& [key, row] : is) {
        if (was.contains(key)) continue;
        MappingRow ended = *row;
        ended.job_types.clear();
        ended.business_units.clear();
        add(rows, *command_row(tenant, ended));
    }
    if (rows.empty()) return nullptr;
    Json undo = Json::object();
    put_text(undo, "type", "map_job_types");
    put(undo, "rows", std::move(rows));
    return undo;
}

}  // namespace

bool mend(Draft& draft) {
    constexpr Field fields[] = {{"rule", Type::text, Need::required},
                                {"pointer", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    Findings found(SIZE_MAX);
    validate(draft.setup, draft.tenant, draft.catalog, found);
    const auto finding = std::ranges::find_if(found.list(), [&](const Finding& one) {
        return one.fix && one.place && label(one.rule) == body[0].text() &&
               one.place->pointer == body[1].text();
    });
    if (finding == found.list().end()) {
        draft.reading.add(Rule::nothing_to_mend, body[1],
                          text::join({"There is no ", body[0].text(), " with a fix at ",
                                      text::named(body[1].text()), "."}));
        return false;
    }
    const Document& document = *draft.setup.document;
    Edited edited = apply_fixes(document.name(), document.bytes(), {*finding}, true);
    auto mended = Document::read_strictly(document.name(), std::move(edited.bytes), Limits{},
                                          draft.reading.findings);
    if (mended == nullptr) return false;
    const std::size_t errors = draft.reading.findings.count(Level::error);
    Setup after = read_setup(std::move(mended), draft.reading.findings);
    draft.undo = as_before(draft.setup, after, draft.tenant);
    draft.setup = std::move(after);
    return draft.reading.findings.count(Level::error) == errors;
}

}  // namespace leadloom
