#include "leadloom/speak/mapping_views.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "leadloom/decide/suggest.hpp"
#include "leadloom/model/mapping_table.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/order.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Whether alerts of a partner are looked at: it is integrated, or nobody is yet.
bool is_among(const Setup& setup, const Partner& partner) {
    return setup.integrations.empty() || setup.integration(partner.id) != nullptr;
}

/// The names of all alert types that lead to a standard job type.
Json alert_types_json(const Catalog& catalog, const Setup& setup, const StandardKey& standard) {
    Json names = Json::array();
    for (const Partner& partner : catalog.partners) {
        if (!is_among(setup, partner)) continue;
        for (const AlertType& type : partner.alert_types) {
            if (type.standard == standard) add(names, type.name);
        }
    }
    return names;
}

/// Whether leads of it arrive: some partner sends it, and it is not switched off there (M12).
bool arrives(const Catalog& catalog, const Setup& setup, const StandardKey& standard) {
    return std::ranges::any_of(catalog.partners, [&](const Partner& partner) {
        const Integration* const integration = setup.integration(partner.id);
        return is_among(setup, partner) &&
               std::ranges::contains(partner.alert_types, standard, &AlertType::standard) &&
               (integration == nullptr || !integration->is_off(standard));
    });
}

/// A row that has a condition (N2).
Json rule_json(const Tenant& tenant, const MappingRow& row) {
    Json json = Json::object();
    put(json, "when", as_json(row.when->at));
    put_text(json, "text", describe(*row.when));
    put(json, "jobTypes", refs_json(tenant.job_types, row.job_types));
    put(json, "businessUnits", refs_json(tenant.business_units, row.business_units));
    return json;
}

constexpr std::size_t most_suggestions = 3;

/// Ids of references, those that the tenant does not have by name.
template <class Record>
Json wanted_json(const Records<Record>& records, const std::vector<Ref>& refs) {
    Json array = Json::array();
    for (const Ref& ref : refs) {
        const Record* const record = look_up(records, ref);
        const Id id = record == nullptr ? ref.id : record->id;
        add(array, id == 0 ? ref.name : std::to_string(id));
    }
    return array;
}

/// The row that a suggestion leads to. Business units that were chosen stay.
Json taken_json(const Tenant& tenant, const StandardKey& standard, const MappingRow* row,
                const Suggestion& suggestion) {
    Json units =
        row == nullptr ? Json::array() : wanted_json(tenant.business_units, row->business_units);
    if (units.empty() && suggestion.business_unit != nullptr)
        add(units, std::to_string(suggestion.business_unit->id));
    Json taken = Json::object();
    put_text(taken, "trade", standard.trade);
    put_text(taken, "standardJobType", standard.id);
    put(taken, "jobTypes", Json::array({std::to_string(suggestion.job_type->id)}));
    put(taken, "businessUnits", std::move(units));
    return taken;
}

Json suggestions_json(const Tenant& tenant, const StandardKey& standard, const MappingRow* row,
                      const std::vector<Suggestion>& suggestions) {
    Json array = Json::array();
    for (const Suggestion& suggestion : suggestions) {
        Json json = Json::object();
        put(json, "jobType", ref_json(suggestion.job_type->id, suggestion.job_type->name));
        if (suggestion.business_unit != nullptr)
            put(json, "businessUnit",
                ref_json(suggestion.business_unit->id, suggestion.business_unit->name));
        put_count(json, "percent", suggestion.percent);
        put_text(json, "why", suggestion.why);
        put_bool(json, "sure", suggestion.percent >= sure_percent);
        put(json, "row", taken_json(tenant, standard, row, suggestion));
        add(array, std::move(json));
    }
    return array;
}

/// Findings by where they stand: a row's are those inside the row of the set-up's own document.
class RowFindings {
public:
    explicit RowFindings(const Findings& findings) {
        for (const Finding& finding : findings.list()) {
            if (finding.rule != Rule::unreachable_mapping && finding.place)
                by_place_.emplace_back(finding.place->byte, &finding);
        }
        std::ranges::sort(by_place_);
    }

    [[nodiscard]] Json of(const Setup& setup, const StandardKey& standard) const {
        Json inside = Json::array();
        for (const std::uint32_t i : setup.rows(standard)) {
            const json::Value at = setup.mapping[i].at;
            if (!at) continue;
            auto one = std::ranges::lower_bound(by_place_, at.offset(), {}, &Placed::first);
            for (; one != by_place_.end() && one->first < at.offset() + at.length(); ++one)
                add(inside, finding_json(*one->second));
        }
        return inside;
    }

private:
    using Placed = std::pair<std::size_t, const Finding*>;
    std::vector<Placed> by_place_;
};

/// One row of the mapping page: what is mapped, and what comes of it.
Json mapping_row_json(const Workspace& workspace, const StandardKey& standard,
                      const std::string& label_text, Json alert_types, const RowFindings& findings,
                      const Suggester& suggester) {
    const Tenant& tenant = workspace.tenant();
    const MappingRow* row = nullptr;
    Json rules = Json::array();
    for (const std::uint32_t i : workspace.setup().rows(standard)) {
        const MappingRow& one = workspace.setup().mapping[i];
        if (one.when) {
            add(rules, rule_json(tenant, one));
        } else if (row == nullptr) {
            row = &one;
        }
    }
    Json json = Json::object();
    put_text(json, "trade", standard.trade);
    put_text(json, "standardJobType", standard.id);
    put_text(json, "label", label_text);
    put(json, "alertTypes", std::move(alert_types));
    put(json, "jobTypes",
        row == nullptr ? Json::array() : refs_json(tenant.job_types, row->job_types));
    put(json, "businessUnits",
        row == nullptr ? Json::array() : refs_json(tenant.business_units, row->business_units));
    // What a lead would get is asked of the one resolver, not decided here.
    static const Partner nobody;
    const Resolution resolution =
        resolve(workspace.setup(), tenant, workspace.catalog(), {nobody, standard});
    const bool mapped = resolution.reasons.front().code != "not_mapped";
    put_text(json, "outcome", resolution.job_type ? "fills_in" : mapped ? "blank" : "not_mapped");
    put_text(json, "consequence", resolution.reasons.front().text);
    put(json, "rules", std::move(rules));
    // Alerts lead here, and their leads are not filled in.
    put_bool(json, "needsYou",
             !resolution.job_type && arrives(workspace.catalog(), workspace.setup(), standard));
    put(json, "suggestions",
        mapped ? Json::array()
               : suggestions_json(tenant, standard, row,
                                  suggester.suggest(standard, most_suggestions)));
    put(json, "findings", findings.of(workspace.setup(), standard));
    return json;
}

/// Active ones first, then by name.
template <class Record, class Extra>
Json choices_json(const Records<Record>& records, Extra extra) {
    const std::vector<Record>& all = records.all();
    std::vector<std::string> names;
    for (const Record& record : all)
        names.push_back((record.active ? "0" : "1") + text::fold(record.name));
    const auto order = text::stable_order(
        all.size(), [&](std::uint32_t a, std::uint32_t b) { return names[a] < names[b]; });
    Json array = Json::array();
    for (const std::uint32_t i : order) {
        Json json = ref_json(all[i].id, all[i].name);
        put_bool(json, "active", all[i].active);
        extra(json, all[i]);
        add(array, std::move(json));
    }
    return array;
}

template <class Record>
std::string lacking(const Records<Record>& records, const std::vector<Ref>& refs,
                    std::string_view noun) {
    for (const Ref& ref : refs) {
        if (look_up(records, ref) == nullptr)
            return text::join({"The tenant has no ", noun, " ",
                               text::named(ref.name.empty() ? std::to_string(ref.id) : ref.name),
                               "."});
    }
    return {};
}

std::string condition_of(const MappingRow& row) {
    return row.when ? canonical(as_json(row.when->at)) : std::string();
}

/// The row of the set-up that a row of an import would take the place of.
const MappingRow* row_like(const Setup& setup, const MappingRow& row) {
    for (const std::uint32_t i : setup.rows(row.standard)) {
        if (condition_of(setup.mapping[i]) == condition_of(row)) return &setup.mapping[i];
    }
    return nullptr;
}

/// The mapping of a table, of a mapping document or of a set-up.
std::optional<Setup> read_any_mapping(const Workspace& workspace, std::string_view name,
                                      std::string_view text, Findings& findings) {
    const std::string_view start = text::trimmed(text);
    std::shared_ptr<const Document> document;
    if (start.starts_with('{') || start.starts_with('[')) {
        document =
            Document::read(std::string(name), std::string(text), workspace.limits(), findings);
        if (document != nullptr && detect(document->root()) == DocumentKind::setup)
            return read_setup(std::move(document), findings);
    } else {
        auto table =
            Table::read(std::string(name), std::string(text), workspace.limits(), findings);
        if (table != nullptr)
            document = mapping_of_table(std::move(table), workspace.catalog(), findings);
    }
    if (document == nullptr) return std::nullopt;
    return read_mapping(std::move(document), workspace.catalog(), findings);
}

}  // namespace

Json mapping_view(const Workspace& workspace, const Findings& findings, bool choices) {
    const Catalog& catalog = workspace.catalog();
    const Setup& setup = workspace.setup();
    const Suggester suggester(workspace.tenant(), catalog, setup);
    const RowFindings by_row(findings);
    Json json = Json::object();
    Json trades = Json::array();
    Json used = Json::array();
    Json others = Json::array();
    for (const Trade& trade : catalog.trades) {
        const bool selected = std::ranges::contains(setup.trades, trade.id, &SelectedTrade::id);
        Json row = Json::object();
        put_text(row, "id", trade.id);
        put_text(row, "label", trade.label);
        put_bool(row, "selected", selected);
        put_count(row, "rows", trade.job_types.size());
        add(trades, std::move(row));
        if (!selected) continue;
        for (const StandardJobType& type : trade.job_types) {
            const StandardKey key{trade.id, type.id};
            Json alert_types = alert_types_json(catalog, setup, key);
            Json& rows = alert_types.empty() ? others : used;
            add(rows, mapping_row_json(workspace, key, type.label, std::move(alert_types), by_row,
                                       suggester));
        }
    }
    for (Json& row : others) add(used, std::move(row));
    put(json, "trades", std::move(trades));
    put(json, "rows", std::move(used));
    static const Tenant nothing;
    const Tenant& tenant = choices ? workspace.tenant() : nothing;
    put(json, "jobTypes", choices_json(tenant.job_types, [](Json& row, const JobType& job_type) {
            Json units = Json::array();
            for (const Id unit : job_type.business_units) add(units, std::to_string(unit));
            put(row, "businessUnits", std::move(units));
            put_text(row, "priority", job_type.priority);
        }));
    put(json, "businessUnits",
        choices_json(tenant.business_units, [](Json& row, const BusinessUnit& unit) {
            put_text(row, "trade", unit.trade);
        }));
    put(json, "campaigns", choices_json(tenant.campaigns, [](Json&, const Campaign&) {}));
    return json;
}

Json preview_view(const Workspace& workspace, const StandardKey& standard, json::Value facts) {
    const Catalog& catalog = workspace.catalog();
    if (catalog.job_type(standard) == nullptr) return nullptr;
    const Partner* sender = nullptr;
    const AlertType* type = nullptr;
    for (const Partner& partner : catalog.partners) {
        const auto found = std::ranges::find(partner.alert_types, standard, &AlertType::standard);
        if (found == partner.alert_types.end() || type != nullptr) continue;
        if (!is_among(workspace.setup(), partner)) continue;
        sender = &partner;
        type = &*found;
    }
    static const Partner nobody;
    const std::string account = facts["account"].text();
    const std::string profile = facts["profile"].text();
    const std::string zip = facts["zip"].text();
    const std::string state = facts["state"].text();
    const std::string customer_type = facts["customerType"].text();
    const std::string placement = facts["placement"].text();
    Facts known{.account = account,
                .profile = profile,
                .zip = zip,
                .state = state,
                .customer_type = customer_type,
                .placement = placement};
    if (facts["severity"].text() == "critical") known.severity = Severity::critical;
    Json json = Json::object();
    put_text(json, "label", catalog.label(standard));
    if (type != nullptr) {
        put_text(json, "alertType", type->name);
        Json integration = Json::object();
        put_text(integration, "id", sender->id);
        put_text(integration, "name", sender->name);
        put(integration, "mark", sender->mark);
        put(json, "integration", std::move(integration));
    }
    put_text(json, "severity", word(known.severity));
    put(json, "resolution",
        resolution_json(resolve(workspace.setup(), workspace.tenant(), catalog,
                                {sender == nullptr ? nobody : *sender, standard, known})));
    return json;
}

Json import_view(const Workspace& workspace, std::string_view name, std::string_view text) {
    const Tenant& tenant = workspace.tenant();
    Findings findings(workspace.limits().findings);
    const auto read = read_any_mapping(workspace, name, text, findings);
    Json json = Json::object();
    Json rows = Json::array();
    Json wanted = Json::array();
    for (std::size_t i = 0; read && i < read->mapping.size(); ++i) {
        const MappingRow& row = read->mapping[i];
        Json out = Json::object();
        put_text(out, "trade", row.standard.trade);
        put_text(out, "standardJobType", row.standard.id);
        put_text(out, "label", workspace.catalog().label(row.standard));
        if (row.when) put_text(out, "condition", describe(*row.when));
        put(out, "jobTypes", refs_json(tenant.job_types, row.job_types));
        put(out, "businessUnits", refs_json(tenant.business_units, row.business_units));
        Json change = Json::object();
        put_text(change, "trade", row.standard.trade);
        put_text(change, "standardJobType", row.standard.id);
        put(change, "jobTypes", wanted_json(tenant.job_types, row.job_types));
        put(change, "businessUnits", wanted_json(tenant.business_units, row.business_units));
        if (row.when) put(change, "when", as_json(row.when->at));
        std::string why = lacking(tenant.job_types, row.job_types, "job type");
        if (why.empty()) why = lacking(tenant.business_units, row.business_units, "business unit");
        if (workspace.catalog().job_type(row.standard) == nullptr)
            why = "The catalogue has no such standard job type.";
        const MappingRow* const before = row_like(workspace.setup(), row);
        std::string_view status = "new";
        if (!why.empty()) {
            status = "refused";
        } else if (before != nullptr) {
            put(out, "jobTypesBefore", refs_json(tenant.job_types, before->job_types));
            put(out, "businessUnitsBefore",
                refs_json(tenant.business_units, before->business_units));
            const bool same =
                wanted_json(tenant.job_types, before->job_types) == change["jobTypes"] &&
                wanted_json(tenant.business_units, before->business_units) ==
                    change["businessUnits"];
            status = same ? "same" : "changed";
        }
        put_text(out, "status", status);
        if (!why.empty()) put_text(out, "why", why);
        if (status == "new" || status == "changed") add(wanted, std::move(change));
        add(rows, std::move(out));
    }
    findings.sort();
    put(json, "rows", std::move(rows));
    put(json, "findings", findings_json(findings));
    Json command = Json::object();
    put_text(command, "type", "map_job_types");
    put(command, "rows", std::move(wanted));
    put(json, "command", std::move(command));
    return json;
}

Json mapping_table_view(const Workspace& workspace) {
    Json json = Json::object();
    put_text(json, "name", "mapping.csv");
    put_text(json, "text",
             write_mapping_table(workspace.setup(), workspace.tenant(), workspace.catalog()));
    return json;
}

}  // namespace leadloom
