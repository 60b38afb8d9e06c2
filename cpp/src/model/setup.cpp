#include "leadloom/model/setup.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/document/edit.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Doubles keep every integer up to here (IEEE 754, binary64).
constexpr Id most_exact = Id{1} << 53U;

/// LL0018.
void check_digits(const Reading& reading, json::Value id) {
    if (!id.is(json::Kind::number) || id.integer().value_or(0) <= most_exact) return;
    Finding* const found = reading.add(
        Rule::id_loses_digits, id,
        text::join({"Other programs round numbers as large as ", text::brief(id.text()), "."}));
    if (found == nullptr) return;
    found->fix = Fix{"Put it in double quotes.",
                     {replaced_by_json(reading.document, id, text::join({"\"", id.raw(), "\""}))}};
}

}  // namespace

namespace {

/// What no record is called: an id, if one that is too large.
bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Ref> read_ref(const Reading& reading, json::Value value) {
    if (value.is(json::Kind::object)) {
        constexpr Field fields[] = {{"id", Type::id, Need::required}, {"name", Type::text}};
        const Taken taken(reading, value, fields);
        if (!taken.ok) return std::nullopt;
        check_digits(reading, taken[0]);
        return Ref{taken[0].integer().value_or(0), taken[1].text(), value};
    }
    const auto id = value.integer();
    if (id && *id > 0) {
        check_digits(reading, value);
        return Ref{*id, {}, value};
    }
    const bool number = id || value.is(json::Kind::number) || all_digits(value.raw());
    if (value.is(json::Kind::string) && !number) return Ref{0, value.text(), value};
    reading.add(number ? Rule::id_out_of_range : Rule::wrong_type, value,
                number ? text::brief(value.text()) + " is not a positive 64-bit integer."
                       : "A reference must be an id, a name or both, not " +
                             std::string(json::word(value.node().kind)) + ".");
    return std::nullopt;
}

std::vector<Ref> read_refs(const Reading& reading, json::Value array) {
    std::vector<Ref> refs;
    for (const json::Value value : array) {
        auto ref = read_ref(reading, value);
        if (!ref) continue;
        const auto same = [&](const Ref& other) {
            return other.id == ref->id && (ref->id != 0 || other.name == ref->name);
        };
        const auto first = refs.size() < 100 ? std::ranges::find_if(refs, same) : refs.end();
        if (first == refs.end()) {
            refs.push_back(std::move(*ref));
            continue;
        }
        // The same record twice is one record: it must not look like several (M3).
        Finding* const found =
            reading.add(Rule::reference_twice, value,
                        text::join({text::named(ref->name.empty() ? value.text() : ref->name),
                                    " stands twice in this list."}));
        if (found == nullptr) continue;
        found->related.push_back({reading.document.place(first->at), "It stands here already."});
        found->fix = deletion("Delete the second.", reading.document, value);
    }
    return refs;
}

namespace {

constexpr Field standard_fields[] = {{"trade", Type::text, Need::required},
                                     {"standardJobType", Type::text, Need::required}};

std::optional<StandardKey> read_standard(const Reading& reading, json::Value value) {
    const Taken taken(reading, value, standard_fields);
    if (!taken.ok) return std::nullopt;
    return StandardKey{taken[0].text(), taken[1].text()};
}

std::optional<Acceptance> read_acceptance(const Reading& reading, json::Value value) {
    constexpr Field fields[] = {{"version", Type::text, Need::required},
                                {"sha256", Type::text, Need::required},
                                {"acceptedBy", Type::object, Need::required},
                                {"acceptedAt", Type::time, Need::required},
                                {"text", Type::text}};
    constexpr Field person_fields[] = {{"name", Type::text, Need::required},
                                       {"role", Type::text, Need::required}};
    const Taken taken(reading, value, fields);
    if (!taken.ok) return std::nullopt;
    const Taken person(reading, taken[2], person_fields);
    if (!person.ok) return std::nullopt;
    return Acceptance{taken[0].text(), taken[1].text(), {person[0].text(), person[1].text()},
                      taken[3].text(), value,           taken[4].text()};
}

void read_account(const Reading& reading, json::Value value, Integration& integration) {
    constexpr Field fields[] = {{"id", Type::text, Need::required},
                                {"name", Type::text},
                                {"businessUnits", Type::array},
                                {"profiles", Type::array}};
    const Taken taken(reading, value, fields);
    if (!taken[0]) return;
    Account account{taken[0].text(), taken[1].text(), read_refs(reading, taken[2]), {}, value};
    for (const json::Value row : taken[3]) {
        constexpr Field profile_fields[] = {{"id", Type::text, Need::required},
                                            {"name", Type::text},
                                            {"businessUnits", Type::array}};
        const Taken profile(reading, row, profile_fields);
        if (!profile[0]) continue;
        account.profiles.push_back(
            {profile[0].text(), profile[1].text(), read_refs(reading, profile[2]), row});
    }
    integration.accounts.push_back(std::move(account));
}

void read_integration(const Reading& reading, json::Value value, Setup& setup) {
    constexpr Field fields[] = {
        {"id", Type::text, Need::required}, {"enabled", Type::boolean}, {"campaign", Type::any},
        {"agreement", Type::object},        {"accounts", Type::array},  {"off", Type::array},
        {"leadloom-ignore", Type::any},     {"finished", Type::boolean}};
    const Taken taken(reading, value, fields);
    if (!taken[0]) return;
    Integration integration;
    integration.id = taken[0].text();
    integration.ignore = read_ignore(reading, taken[6], value, setup.ignored);
    integration.enabled = !taken[1] || taken[1].is_true();
    if (taken[2]) integration.campaign = read_ref(reading, taken[2]);
    if (taken[3]) integration.agreement = read_acceptance(reading, taken[3]);
    integration.finished = taken[7].is_true() || (integration.enabled && integration.agreement);
    for (const json::Value account : taken[4]) read_account(reading, account, integration);
    for (const json::Value key : taken[5]) {
        if (auto standard = read_standard(reading, key))
            integration.off.push_back({std::move(*standard), key});
    }
    integration.at = value;
    setup.integrations.push_back(std::move(integration));
}

Json write_ref(const Ref& ref) {
    Json json = Json::object();
    if (ref.id == 0) return ref.name;
    put_text(json, "id", std::to_string(ref.id));
    if (!ref.name.empty()) put_text(json, "name", ref.name);
    return json;
}

Json write_refs(const std::vector<Ref>& refs) {
    Json array = Json::array();
    for (const Ref& ref : refs) add(array, write_ref(ref));
    return array;
}

Json write_standard(const StandardKey& key) {
    Json json = Json::object();
    put_text(json, "trade", key.trade);
    put_text(json, "standardJobType", key.id);
    return json;
}

void put_ignore(Json& json, const Json& ignore) {
    if (!ignore.is_null()) put(json, "leadloom-ignore", ignore);
}

Json write_account(const Account& account) {
    Json json = Json::object();
    put_text(json, "id", account.id);
    if (!account.name.empty()) put_text(json, "name", account.name);
    put(json, "businessUnits", write_refs(account.business_units));
    Json profiles = Json::array();
    for (const Profile& profile : account.profiles) {
        Json row = Json::object();
        put_text(row, "id", profile.id);
        if (!profile.name.empty()) put_text(row, "name", profile.name);
        put(row, "businessUnits", write_refs(profile.business_units));
        add(profiles, std::move(row));
    }
    put(json, "profiles", std::move(profiles));
    return json;
}

Json write_integration(const Integration& integration) {
    Json json = Json::object();
    put_text(json, "id", integration.id);
    put_bool(json, "enabled", integration.enabled);
    if (integration.finished && !integration.enabled) put_bool(json, "finished", true);
    if (integration.campaign) put(json, "campaign", write_ref(*integration.campaign));
    if (integration.agreement) {
        put(json, "agreement", write_acceptance(*integration.agreement));
    }
    Json accounts = Json::array();
    for (const Account& account : integration.accounts) add(accounts, write_account(account));
    put(json, "accounts", std::move(accounts));
    Json off = Json::array();
    for (const StandardKey& key : integration.off) add(off, write_standard(key));
    put(json, "off", std::move(off));
    put_ignore(json, integration.ignore);
    return json;
}

}  // namespace

bool may_accept(std::string_view role) { return role == "Admin" || role == "Owner"; }

bool Integration::is_off(const StandardKey& key) const {
    return std::ranges::any_of(off, [&](const StandardKey& other) { return other == key; });
}

const Account* Integration::account(std::string_view wanted) const {
    const auto row = std::ranges::find(accounts, wanted, &Account::id);
    return row == accounts.end() ? nullptr : &*row;
}

void Setup::index() {
    by_standard_.clear();
    for (std::uint32_t i = 0; i < mapping.size(); ++i)
        by_standard_[mapping[i].standard].push_back(i);
}

std::span<const std::uint32_t> Setup::rows(const StandardKey& key) const {
    const auto found = by_standard_.find(key);
    if (found == by_standard_.end()) return {};
    return found->second;
}

const MappingRow* Setup::row(const StandardKey& key) const {
    const auto found = rows(key);
    return found.empty() ? nullptr : &mapping[found.front()];
}

const Integration* Setup::integration(std::string_view id) const {
    const auto found = std::ranges::find(integrations, id, &Integration::id);
    return found == integrations.end() ? nullptr : &*found;
}

Json read_ignore(const Reading& reading, json::Value value, json::Value around,
                 std::vector<Ignore>& ignored) {
    if (!value) return nullptr;
    const auto read_one = [&](json::Value line) {
        if (!reading.want(line, Type::text, "“leadloom-ignore”")) return;
        const std::string text = line.text();
        const std::size_t colon = std::min(text.find(':'), text.size());
        std::string number(text::trimmed(std::string_view(text).substr(0, colon)));
        if (number.starts_with("ll")) number.replace(0, 2, "LL");
        const std::string_view why =
            text::trimmed(std::string_view(text).substr(std::min(colon + 1, text.size())));
        const RuleRow* const row = rule_numbered(number);
        if (row == nullptr) {
            reading.add(Rule::unknown_rule, line,
                        text::join({"There is no rule ", text::named(number), "."}),
                        "Write its number, like LL0102; leadloom rules lists them.");
        } else if (why.empty()) {
            reading.add(Rule::ignore_without_reason, line,
                        text::join({"Why ", number, " is not to be reported is not said."}));
        } else {
            const Place place = reading.document.place(around);
            ignored.push_back({row->rule, place.file, place.byte, place.byte + place.bytes,
                               std::string(why), reading.document.place(line)});
            reading.findings.ignore(ignored.back());
        }
    };
    if (value.is(json::Kind::array)) {
        for (const json::Value line : value) read_one(line);
    } else {
        read_one(value);
    }
    return as_json(value);
}

void read_mapping_row(const Reading& reading, json::Value value, Setup& setup) {
    constexpr Field fields[] = {{"trade", Type::text, Need::required},
                                {"standardJobType", Type::text, Need::required},
                                {"jobTypes", Type::array, Need::required},
                                {"businessUnits", Type::array, Need::required},
                                {"when", Type::any},
                                {"leadloom-ignore", Type::any}};
    const Taken taken(reading, value, fields);
    if (!taken[0] || !taken[1]) return;
    MappingRow row;
    row.standard = {taken[0].text(), taken[1].text()};
    row.ignore = read_ignore(reading, taken[5], value, setup.ignored);
    if (taken[4]) {
        row.when = read_condition(reading, taken[4]);
        // Without its condition the row would say something else.
        if (!row.when) return;
    }
    row.job_types = read_refs(reading, taken[2]);
    row.business_units = read_refs(reading, taken[3]);
    row.at = value;
    setup.mapping.push_back(std::move(row));
}

Setup read_setup(std::shared_ptr<const Document> document, Findings& findings) {
    constexpr Field fields[] = {{"leadloom", Type::text, Need::required},
                                {"tenant", Type::object},
                                {"trades", Type::array},
                                {"mapping", Type::array},
                                {"integrations", Type::array},
                                {"history", Type::array},
                                {"leadloom-ignore", Type::any},
                                {"desk", Type::object}};
    constexpr Field tenant_fields[] = {
        {"id", Type::id}, {"name", Type::text}, {"timeZone", Type::text}};
    Setup setup;
    const Reading reading{*document, findings};
    const Taken taken(reading, document->root(), fields);
    reading.want_version(taken[0], "setup/1", "set-up document");
    setup.schema = document->root()["$schema"].text();
    setup.ignore = read_ignore(reading, taken[6], document->root(), setup.ignored);
    if (taken[1]) {
        const Taken tenant(reading, taken[1], tenant_fields);
        setup.tenant_id = tenant[0].text();
        setup.tenant_name = tenant[1].text();
        setup.time_zone = tenant[2].text();
        setup.time_zone_at = tenant[2];
    }
    for (const json::Value trade : taken[2]) {
        if (reading.want(trade, Type::text, "A trade"))
            setup.trades.push_back({trade.text(), trade});
    }
    setup.mapping.reserve(taken[3].size());
    for (const json::Value row : taken[3]) read_mapping_row(reading, row, setup);
    setup.index();
    for (const json::Value row : taken[4]) read_integration(reading, row, setup);
    if (taken[7]) {
        const Taken desk(reading, taken[7], desk_fields);
        setup.desk = desk_settings(reading, desk.values.data(), {}).value_or(DeskSettings{});
        setup.desk_at = taken[7];
    }
    if (taken[5]) setup.history = as_json(taken[5]);
    setup.history_at = taken[5];
    setup.document = std::move(document);
    return setup;
}

Json write_person(const Person& person) {
    Json json = Json::object();
    put_text(json, "name", person.name);
    put_text(json, "role", person.role);
    return json;
}

Json write_acceptance(const Acceptance& accepted) {
    Json json = Json::object();
    put_text(json, "version", accepted.version);
    put_text(json, "sha256", accepted.sha256);
    put(json, "acceptedBy", write_person(accepted.by));
    put_text(json, "acceptedAt", accepted.accepted_at);
    if (!accepted.text.empty()) put_text(json, "text", accepted.text);
    return json;
}

Json write_setup(const Setup& setup) {
    Json json = Json::object();
    if (!setup.schema.empty()) put_text(json, "$schema", setup.schema);
    put_text(json, "leadloom", "setup/1");
    Json tenant = Json::object();
    if (!setup.tenant_id.empty()) put_text(tenant, "id", setup.tenant_id);
    if (!setup.tenant_name.empty()) put_text(tenant, "name", setup.tenant_name);
    if (!setup.time_zone.empty()) put_text(tenant, "timeZone", setup.time_zone);
    put(json, "tenant", std::move(tenant));
    Json trades = Json::array();
    for (const SelectedTrade& trade : setup.trades) add(trades, trade.id);
    put(json, "trades", std::move(trades));
    Json mapping = Json::array();
    for (const MappingRow& row : setup.mapping) {
        Json written = write_standard(row.standard);
        put(written, "jobTypes", write_refs(row.job_types));
        put(written, "businessUnits", write_refs(row.business_units));
        if (row.when) put(written, "when", as_json(row.when->at));
        put_ignore(written, row.ignore);
        add(mapping, std::move(written));
    }
    put(json, "mapping", std::move(mapping));
    Json integrations = Json::array();
    for (const Integration& integration : setup.integrations) {
        if (!integration.implied) add(integrations, write_integration(integration));
    }
    put(json, "integrations", std::move(integrations));
    if (setup.desk != DeskSettings{}) {
        Json desk = Json::object();
        put_desk(desk, setup.desk);
        put(json, "desk", std::move(desk));
    }
    put(json, "history", setup.history);
    put_ignore(json, setup.ignore);
    return json;
}

Setup empty_setup() {
    Findings findings;
    return read_setup(Document::read_strictly("new.setup.json", R"({ "leadloom": "setup/1" })",
                                              Limits{}, findings),
                      findings);
}

}  // namespace leadloom
