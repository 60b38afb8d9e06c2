#include "leadloom/decide/apply.hpp"

#include <algorithm>

#include "leadloom/decide/known.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::named;

/// A set-up being changed. Dropped whole when a command fails.
struct Draft {
    Setup setup;
    const Tenant& tenant;
    const Catalog& catalog;
    Reading reading;
    json::Value root;
    Command command;

    /// The partner that the command names, or a finding.
    const Partner* partner(json::Value id) const {
        return known_partner(reading, catalog, id.text(), id);
    }

    /// The integration's part of the set-up, made if there was none.
    Integration& integration(const Partner& of) {
        const auto found = std::ranges::find(setup.integrations, of.id, &Integration::id);
        if (found != setup.integrations.end()) return *found;
        Integration& made = setup.integrations.emplace_back();
        made.id = of.id;
        made.enabled = false;
        return made;
    }

    std::optional<StandardKey> standard(json::Value trade, json::Value id) const {
        StandardKey key{trade.text(), id.text()};
        if (!known_standard(reading, catalog, key, id)) return std::nullopt;
        return key;
    }

    /// Records of the tenant by id or name; a finding for each that it does not have.
    template <class Record>
    std::optional<std::vector<Ref>> refs(const Records<Record>& records, json::Value array,
                                         std::string_view noun) const {
        std::vector<Ref> found;
        bool ok = true;
        for (const json::Value value : array) {
            const Ref wanted{value.integer().value_or(0), value.text(), value};
            const Record* const record = look_up(records, wanted);
            if (record == nullptr) {
                const std::string what = wanted.id == 0 ? named(value.text()) : value.text();
                reading.add(Rule::not_in_tenant, value,
                            text::join({"The tenant has no ", noun, " ", what, "."}),
                            text::did_you_mean(value.text(), records.all(), &Record::name));
                ok = false;
            } else if (!std::ranges::contains(found, record->id, &Ref::id)) {
                found.push_back({record->id, record->name, {}});
            }
        }
        return ok ? std::optional(std::move(found)) : std::nullopt;
    }
};

constexpr Field head[] = {{"type", Type::text, Need::required},
                          {"at", Type::time, Need::required},
                          {"by", Type::object, Need::required}};

/// The fields of a command beside those that every command has.
template <std::size_t count>
struct Body {
    std::array<json::Value, 3 + count> values{};
    bool ok;

    Body(const Draft& draft, const Field (&fields)[count]) {
        std::array<Field, 3 + count> all;
        std::ranges::copy(fields, std::ranges::copy(head, all.begin()).out);
        ok = draft.reading.take(draft.root, all, Others::refused, values);
    }

    json::Value operator[](std::size_t row) const { return values[3 + row]; }
};

bool accept_agreement(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"version", Type::text, Need::required},
                                {"sha256", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    if (!may_accept(draft.command.by.role)) {
        draft.reading.add(
            Rule::role_may_not_accept, draft.root["by"]["role"],
            text::join(
                {"The role ", named(draft.command.by.role),
                 " may read the data agreement but not accept it: only Admin and Owner may."}));
        return false;
    }
    const Agreement& agreement = partner->agreement;
    if (body[1].text() != agreement.version || body[2].text() != agreement.sha256) {
        draft.reading.add(
            Rule::other_agreement, body[body[1].text() != agreement.version ? 1 : 2],
            text::join({"Agreement ", named(agreement.version),
                        " is in force, and its text is not the one that was shown."}));
        return false;
    }
    Integration& integration = draft.integration(*partner);
    if (integration.agreement && integration.agreement->sha256 == agreement.sha256 &&
        integration.agreement->version == agreement.version &&
        may_accept(integration.agreement->by.role)) {
        draft.reading.add(Rule::already_accepted, body[1],
                          text::join({"Agreement ", named(agreement.version), " was accepted by ",
                                      integration.agreement->by.name, " on ",
                                      integration.agreement->accepted_at, "."}));
        return false;
    }
    const bool first = !integration.agreement;
    integration.agreement = {
        agreement.version, agreement.sha256, draft.command.by, draft.command.at, {}};
    if (first) {
        integration.enabled = true;
        // The campaign is the partner's by default (M17), where the tenant has one of that name.
        const Campaign* const campaign = draft.tenant.campaigns.find_name(partner->campaign);
        if (!integration.campaign && campaign != nullptr && campaign->active) {
            integration.campaign = Ref{campaign->id, campaign->name, {}};
        }
    }
    return true;
}

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

/// Equal conditions have equal texts.
std::string canonical_condition(const std::optional<Condition>& when) {
    return when ? canonical(as_json(when->at)) : std::string();
}

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

bool set_enabled(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"enabled", Type::boolean, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    if (partner == nullptr) return false;
    Integration& integration = draft.integration(*partner);
    if (body[1].is_true() && !integration.agreement) {
        draft.reading.add(
            Rule::enable_needs_agreement, body[0],
            text::join({named(partner->name),
                        " cannot be enabled before its data agreement is accepted."}));
        return false;
    }
    integration.enabled = body[1].is_true();
    return true;
}

bool set_job_type_enabled(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"trade", Type::text, Need::required},
                                {"standardJobType", Type::text, Need::required},
                                {"enabled", Type::boolean, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    const auto standard = draft.standard(body[1], body[2]);
    if (partner == nullptr || !standard) return false;
    std::vector<SwitchedOff>& off = draft.integration(*partner).off;
    std::erase_if(off, [&](const StandardKey& key) { return key == *standard; });
    if (!body[3].is_true()) off.push_back({*standard, {}});
    return true;
}

bool set_campaign(Draft& draft) {
    constexpr Field fields[] = {{"integration", Type::text, Need::required},
                                {"campaign", Type::id, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    const Partner* const partner = draft.partner(body[0]);
    const Campaign* const campaign = draft.tenant.campaigns.find(body[1].integer().value_or(0));
    if (campaign == nullptr) {
        draft.reading.add(Rule::not_in_tenant, body[1],
                          text::join({"The tenant has no campaign ", named(body[1].text()), "."}));
    }
    if (partner == nullptr || campaign == nullptr) return false;
    draft.integration(*partner).campaign = Ref{campaign->id, campaign->name, {}};
    return true;
}

struct CommandRow {
    std::string_view type;
    bool (*run)(Draft&);
};

constexpr CommandRow commands[] = {
    {"accept_agreement", accept_agreement}, {"map_job_type", map_job_type},
    {"select_trades", select_trades},       {"set_campaign", set_campaign},
    {"set_enabled", set_enabled},           {"set_job_type_enabled", set_job_type_enabled},
};

/// The set-up as its own document would be read, so that every place is one of that document. What
/// was read once can be read again: the limits are the widest.
std::optional<Setup> reread(const Setup& setup, Findings& findings) {
    const Limits wide{.bytes = SIZE_MAX, .depth = SIZE_MAX};
    auto document =
        Document::read_strictly(setup.document->name(), pretty(write_setup(setup)), wide, findings);
    if (!document) return std::nullopt;
    return read_setup(std::move(document), findings);
}

}  // namespace

std::optional<Command> read_command(const Reading& reading, json::Value root) {
    constexpr Field person_fields[] = {{"name", Type::text, Need::required},
                                       {"role", Type::text, Need::required}};
    const Taken taken(reading, root, head, Others::allowed);
    if (!taken.ok) return std::nullopt;
    const Taken by(reading, taken[2], person_fields);
    if (!by.ok) return std::nullopt;
    if (text::fold(by[0].text()).empty()) {
        reading.add(Rule::missing_field, by[0], "A name must say who does this.",
                    "Give the name of the person.");
        return std::nullopt;
    }
    return Command{taken[0].text(), taken[1].text(), {by[0].text(), by[1].text()}};
}

std::expected<Setup, Findings> apply(const Setup& setup, const Document& command,
                                     const Tenant& tenant, const Catalog& catalog) {
    Findings findings;
    const Reading reading{command, findings};
    const auto read = read_command(reading, command.root());
    if (!read) return std::unexpected(findings);
    const auto row = std::ranges::find(commands, read->type, &CommandRow::type);
    if (row == std::end(commands)) {
        reading.add(Rule::unknown_command, command.root()["type"],
                    text::join({"There is no command ", named(read->type), "."}),
                    text::did_you_mean(read->type, commands, &CommandRow::type));
        return std::unexpected(findings);
    }
    auto copy = reread(setup, findings);
    if (!copy) return std::unexpected(findings);
    Draft draft{std::move(*copy), tenant, catalog, reading, command.root(), *read};
    if (!row->run(draft)) return std::unexpected(findings);
    add(draft.setup.history, as_json(command.root()));
    auto changed = reread(draft.setup, findings);
    if (!changed) return std::unexpected(findings);
    return std::move(*changed);
}

}  // namespace leadloom
