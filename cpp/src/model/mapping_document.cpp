// A mapping on its own: a document, or plain rows of JSON.
#include <algorithm>
#include <utility>

#include "leadloom/model/kind.hpp"
#include "leadloom/model/mapping_table.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"
#include "standard_names.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// One row of a mapping on its own.
void read_row_alone(const Reading& reading, json::Value value, const StandardNames& names,
                    const Catalog& catalog, Setup& setup, std::vector<SwitchedOff>& off) {
    constexpr Field fields[] = {
        {"trade", Type::text},          {"standardJobType", Type::text, Need::required},
        {"jobTypes", Type::array},      {"jobType", Type::any},
        {"businessUnits", Type::array}, {"businessUnit", Type::any},
        {"enabled", Type::boolean},     {"when", Type::any},
        {"leadloom-ignore", Type::any}};
    const Taken taken(reading, value, fields);
    if (!taken[1]) return;
    MappingRow row;
    const auto refs = [&](std::size_t several, std::size_t one, std::string_view name) {
        std::vector<Ref> read = read_refs(reading, taken[several]);
        if (taken[one].is(json::Kind::array)) {
            for (Ref& ref : read_refs(reading, taken[one])) read.push_back(std::move(ref));
        } else if (taken[one]) {
            if (auto ref = read_ref(reading, taken[one])) read.push_back(std::move(*ref));
        } else if (!value[fields[several].name] && !value[fields[one].name]) {
            reading.add(Rule::missing_field, value,
                        join({"The field ", named(name), " is missing."}));
        }
        return read;
    };
    row.job_types = refs(2, 3, "jobTypes");
    row.business_units = refs(4, 5, "businessUnits");
    if (taken[7]) {
        row.when = read_condition(reading, taken[7]);
        // Without its condition the row would say something else.
        if (!row.when) return;
    }
    row.at = value;
    row.ignore = read_ignore(reading, taken[8], value, setup.ignored);

    const std::string trade = taken[0].text();
    const std::string wanted = taken[1].text();
    const std::vector<StandardKey> meant = names.meant(trade, wanted);
    if (meant.size() == 1) {
        row.standard = meant.front();
    } else if (!trade.empty()) {
        const Trade* const known = names.trade(trade);
        row.standard = {known == nullptr ? trade : known->id, wanted};
    } else if (meant.empty()) {
        text::Nearest near(wanted);
        for (const Trade& in : catalog.trades) {
            for (const StandardJobType& type : in.job_types) {
                near.consider(type.id);
                near.consider(type.label);
            }
        }
        reading.add(Rule::unknown_standard_job_type, taken[1],
                    join({"No trade has a standard job type ", named(wanted), "."}), near.hint());
        return;
    } else {
        std::string trades;
        for (const StandardKey& key : meant)
            trades.append(trades.empty() ? "" : " or ").append(named(key.trade));
        reading.add(Rule::standard_job_type_ambiguous, taken[1],
                    join({named(wanted), " is a standard job type of ",
                          text::counted(meant.size(), "trade"), "."}),
                    join({"Name the trade: ", text::brief(trades), "."}));
        return;
    }
    if (catalog.trade(row.standard.trade) != nullptr &&
        !std::ranges::contains(setup.trades, row.standard.trade, &SelectedTrade::id))
        setup.trades.push_back({row.standard.trade, taken[0] ? taken[0] : taken[1]});
    if (taken[6] && !taken[6].is_true()) off.push_back({row.standard, taken[6]});
    setup.mapping.push_back(std::move(row));
}

/// Partners that a mapping on its own can be for: their alerts lead into its trades.
void imply_integrations(Setup& setup, const Catalog& catalog, json::Value root,
                        const std::vector<SwitchedOff>& off) {
    for (const Partner& partner : catalog.partners) {
        const bool reaches = std::ranges::any_of(partner.alert_types, [&](const AlertType& type) {
            return std::ranges::contains(setup.trades, type.standard.trade, &SelectedTrade::id);
        });
        if (!reaches) continue;
        Integration& integration = setup.integrations.emplace_back();
        integration.id = partner.id;
        integration.off = off;
        integration.at = root;
        integration.implied = true;
    }
}

}  // namespace

Setup read_mapping(std::shared_ptr<const Document> document, const Catalog& catalog,
                   Findings& findings) {
    constexpr Field fields[] = {{"leadloom", Type::text, Need::required},
                                {"mapping", Type::array, Need::required},
                                {"leadloom-ignore", Type::any}};
    Setup setup;
    const Reading reading{*document, findings};
    const StandardNames names(catalog);
    const json::Value root = document->root();
    std::vector<SwitchedOff> off;
    json::Value rows = records_of(root);
    if (root["leadloom"] || root["mapping"]) {
        const Taken taken(reading, root, fields);
        reading.want_version(taken[0], "mapping/1", "mapping document");
        setup.schema = root["$schema"].text();
        setup.ignore = read_ignore(reading, taken[2], root, setup.ignored);
        rows = taken[1];
    } else if (rows.is(json::Kind::object)) {
        read_row_alone(reading, rows, names, catalog, setup, off);
        rows = {};
    } else {
        (void)reading.want(rows, Type::array, "A mapping");
    }
    if (rows.is(json::Kind::array)) {
        for (const json::Value row : rows) read_row_alone(reading, row, names, catalog, setup, off);
    }
    if (rows.is(json::Kind::array) && rows.size() == 0)
        reading.add(Rule::empty_mapping, rows, title_of(Rule::empty_mapping));
    imply_integrations(setup, catalog, root, off);
    setup.document = std::move(document);
    setup.index();
    return setup;
}

}  // namespace leadloom
