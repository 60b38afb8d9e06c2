// The history of a set-up: its commands in words.
#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>

#include "leadloom/decide/apply.hpp"
#include "leadloom/speak/pieces.hpp"
#include "leadloom/speak/setup_views.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::join;

std::string text_of(const Json& json, const char* member) {
    const auto found = json.find(member);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What a command is about, and what it says of that.
struct Told {
    std::string about;
    std::string says;
};

class Teller {
public:
    explicit Teller(const Workspace& workspace) : workspace_(workspace) {}

    [[nodiscard]] Told tell(const Json& command) const;

private:
    struct Row {
        std::string_view type;
        Told (Teller::*tell)(const Json&) const;
    };
    static const Row rows[];

    [[nodiscard]] std::string integration(const Json& command) const {
        const std::string id = text_of(command, "integration");
        const Partner* const partner = workspace_.catalog().partner(id);
        return partner == nullptr ? id : partner->name;
    }

    [[nodiscard]] std::string label(const Json& command) const {
        return workspace_.catalog().label(
            {text_of(command, "trade"), text_of(command, "standardJobType")});
    }

    template <class Record>
    [[nodiscard]] static std::string name(const Records<Record>& records, const std::string& id) {
        const Record* const record = records.find(text::integer(id).value_or(0));
        return record == nullptr ? id : record->name;
    }

    template <class Record>
    [[nodiscard]] static std::string names(const Records<Record>& records, const Json& command,
                                           const char* member) {
        std::vector<std::string> found;
        const auto list = command.find(member);
        if (list != command.end() && list->is_array()) {
            for (const Json& id : *list) {
                if (id.is_string()) found.push_back(name(records, id.get<std::string>()));
            }
        }
        return found.empty() ? "nothing" : text::listed(found);
    }

    [[nodiscard]] const Account* account(const Json& command) const {
        const Integration* const found =
            workspace_.setup().integration(text_of(command, "integration"));
        return found == nullptr ? nullptr : found->account(text_of(command, "account"));
    }

    [[nodiscard]] std::string account_name(const Json& command) const {
        std::string given = text_of(command, "name");
        const Account* const known = account(command);
        if (!given.empty()) return given;
        return known == nullptr || known->name.empty() ? text_of(command, "account") : known->name;
    }

    [[nodiscard]] Told accepted(const Json& command) const {
        return {join({"Data agreement of ", integration(command)}),
                join({"version ", text_of(command, "version"), " accepted"})};
    }
    [[nodiscard]] Told connected(const Json& command) const {
        return {join({"Account ", account_name(command), " of ", integration(command)}),
                "connected"};
    }
    [[nodiscard]] Told disconnected(const Json& command) const {
        return {join({"Account ", account_name(command), " of ", integration(command)}),
                "disconnected"};
    }
    [[nodiscard]] Told assigned(const Json& command) const {
        const std::string id = text_of(command, "profile");
        std::string served = account_name(command);
        if (!id.empty()) {
            std::string profile = id;
            if (const Account* const known = account(command); known != nullptr) {
                const auto found = std::ranges::find(known->profiles, id, &Profile::id);
                if (found != known->profiles.end() && !found->name.empty()) profile = found->name;
            }
            served = join({profile, " at ", served});
        }
        return {join({"Business units of ", served}),
                names(workspace_.tenant().business_units, command, "businessUnits")};
    }
    [[nodiscard]] Told trades(const Json& command) const {
        std::vector<std::string> labels;
        const auto list = command.find("trades");
        if (list != command.end() && list->is_array()) {
            for (const Json& id : *list) {
                if (!id.is_string()) continue;
                const Trade* const trade = workspace_.catalog().trade(id.get<std::string>());
                labels.push_back(trade == nullptr ? id.get<std::string>() : trade->label);
            }
        }
        return {"Trades", labels.empty() ? "nothing" : text::listed(labels)};
    }
    [[nodiscard]] std::string mapped_to(const Json& command) const {
        const std::string types = names(workspace_.tenant().job_types, command, "jobTypes");
        const std::string units =
            names(workspace_.tenant().business_units, command, "businessUnits");
        return types == "nothing" && units == "nothing" ? "nothing" : join({types, " / ", units});
    }
    [[nodiscard]] Told mapped(const Json& command) const {
        const bool some = command.contains("when");
        return {join({"Mapping of ", label(command), some ? ", where " : "",
                      some ? text::brief(compact(command["when"])) : ""}),
                mapped_to(command)};
    }
    [[nodiscard]] Told mapped_several(const Json& command) const {
        const auto rows_of = command.find("rows");
        const bool listed = rows_of != command.end() && rows_of->is_array();
        const std::size_t count = listed ? rows_of->size() : 0;
        std::string says;
        for (std::size_t i = 0; i < count && i < 3; ++i) {
            const Json& row = (*rows_of)[i];
            if (!row.is_object()) continue;
            says.append(says.empty() ? "" : "; ").append(join({label(row), ": ", mapped_to(row)}));
        }
        if (count > 3) says.append("; …");
        return {join({"Mapping of ", text::counted(count, "row")}), std::move(says)};
    }
    [[nodiscard]] Told mended(const Json& command) const {
        return {join({text_of(command, "rule"), " at ", text_of(command, "pointer")}), "mended"};
    }
    [[nodiscard]] Told finished(const Json& command) const {
        return {integration(command), "set-up finished, on"};
    }
    [[nodiscard]] static std::string on_off(const Json& command) {
        return command.value("enabled", false) ? "on" : "off";
    }
    [[nodiscard]] Told switched(const Json& command) const {
        return {integration(command), on_off(command)};
    }
    [[nodiscard]] Told switched_type(const Json& command) const {
        return {join({label(command), " from ", integration(command)}), on_off(command)};
    }
    [[nodiscard]] Told campaign(const Json& command) const {
        const std::string id = text_of(command, "campaign");
        return {join({"Campaign of ", integration(command)}),
                id.empty() ? "nothing" : name(workspace_.tenant().campaigns, id)};
    }

    [[nodiscard]] Told desk(const Json& command) const {
        std::string says;
        const auto say = [&](std::string_view what, const char* member) {
            const auto value = command.find(member);
            if (value == command.end()) return;
            const std::string text =
                value->is_string() ? value->get<std::string>() : compact(*value);
            says.append(says.empty() ? "" : "; ").append(join({what, " ", text}));
        };
        say("first tab", "firstTab");
        say("minutes for a critical lead", "criticalMinutes");
        say("minutes for an urgent lead", "urgentMinutes");
        say("hours that end an episode", "episodeHours");
        return {"Desk", std::move(says)};
    }

    const Workspace& workspace_;
};

constexpr Teller::Row Teller::rows[] = {
    {"accept_agreement", &Teller::accepted},
    {"connect_account", &Teller::connected},
    {"disconnect_account", &Teller::disconnected},
    {"assign_business_units", &Teller::assigned},
    {"select_trades", &Teller::trades},
    {"map_job_type", &Teller::mapped},
    {"map_job_types", &Teller::mapped_several},
    {"finish", &Teller::finished},
    {"mend", &Teller::mended},
    {"set_desk", &Teller::desk},
    {"set_enabled", &Teller::switched},
    {"set_job_type_enabled", &Teller::switched_type},
    {"set_campaign", &Teller::campaign},
};

Told Teller::tell(const Json& command) const {
    const std::string type = text_of(command, "type");
    for (const Row& row : rows) {
        if (row.type == type) return (this->*row.tell)(command);
    }
    return {type, {}};
}

/// What a command changes, as paths: one on an account changes all that belongs to it.
using Paths = std::vector<std::string>;

std::string path(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text.append(text.empty() ? "" : "\n").append(part);
    return text;
}

std::string row_path(const Json& row) {
    const auto when = row.find("when");
    return path({"row", text_of(row, "trade"), text_of(row, "standardJobType"),
                 when == row.end() ? std::string() : canonical(*when)});
}

Paths row_paths(const Json& command) {
    Paths paths;
    const auto rows = command.find("rows");
    if (rows == command.end() || !rows->is_array()) return paths;
    for (const Json& row : *rows) {
        if (row.is_object()) paths.push_back(row_path(row));
    }
    return paths;
}

std::set<std::string> trades_of(const Json& command) {
    std::set<std::string> trades;
    const auto list = command.find("trades");
    if (list == command.end() || !list->is_array()) return trades;
    for (const Json& trade : *list) {
        if (trade.is_string()) trades.insert(trade.get<std::string>());
    }
    return trades;
}

/// A trade that comes or goes does so with its rows.
Paths trade_paths(const Json& command, const Json& undo) {
    Paths paths{"trades"};
    std::vector<std::string> others;
    std::ranges::set_symmetric_difference(trades_of(command), trades_of(undo),
                                          std::back_inserter(others));
    for (const std::string& trade : others) paths.push_back(path({"row", trade}));
    return paths;
}

Paths changed_by(const Json& command, const Json& undo) {
    const std::string type = text_of(command, "type");
    const std::string integration = text_of(command, "integration");
    const std::string account = path({"account", integration, text_of(command, "account")});
    if (type == "map_job_type") return {row_path(command)};
    if (type == "map_job_types") return row_paths(command);
    // What was mended is known by how it is taken back, or not at all.
    if (type == "mend") return undo.is_object() ? row_paths(undo) : Paths{""};
    if (type == "select_trades") return trade_paths(command, undo);
    if (type == "connect_account" || type == "disconnect_account") return {account};
    if (type == "assign_business_units") return {path({account, text_of(command, "profile")})};
    if (type == "set_enabled" || type == "finish") return {path({"enabled", integration})};
    if (type == "set_job_type_enabled")
        return {path(
            {type, integration, text_of(command, "trade"), text_of(command, "standardJobType")})};
    return {path({type, integration})};
}

/// Everything that was changed so far.
class Changed {
public:
    void add(const std::string& path) { paths_.insert(path); }

    /// The same, what belongs to it, or what it belongs to.
    [[nodiscard]] bool touches(const std::string& path) const {
        if (path.empty()) return !paths_.empty();
        if (paths_.contains("") || paths_.contains(path)) return true;
        const auto below = paths_.lower_bound(path + '\n');
        if (below != paths_.end() && below->starts_with(path + '\n')) return true;
        for (std::size_t end = path.find('\n'); end != std::string::npos;
             end = path.find('\n', end + 1)) {
            if (paths_.contains(path.substr(0, end))) return true;
        }
        return false;
    }

private:
    std::set<std::string> paths_;
};

/// Whether the core would take something back by now.
class Takeable {
public:
    explicit Takeable(const Workspace& workspace)
        : workspace_(workspace), setup_(workspace.setup()) {
        setup_.history = Json::array();
    }

    [[nodiscard]] bool now(Json undo) const {
        put_text(undo, "at", "2000-01-01T00:00:00Z");
        put(undo, "by", Json{{"name", "History"}, {"role", "Owner"}});
        Findings findings;
        const auto command =
            Document::read_strictly("undo", compact(undo), workspace_.limits(), findings);
        return command != nullptr &&
               accepts(setup_, *command, workspace_.tenant(), workspace_.catalog());
    }

private:
    const Workspace& workspace_;
    Setup setup_;
};

}  // namespace

Json history_view(const Workspace& workspace) {
    const Teller teller(workspace);
    const Json& history = workspace.setup().history;
    Json array = Json::array();
    const Takeable takeable(workspace);
    Changed since;
    for (auto one = history.rbegin(); one != history.rend(); ++one) {
        if (!one->is_object()) continue;
        const Told told = teller.tell(*one);
        const std::string type = text_of(*one, "type");
        Json entry = Json::object();
        put_text(entry, "at", in_utc(text_of(*one, "at")));
        const auto by = one->find("by");
        put(entry, "by",
            by != one->end() && by->is_object() ? *by : Json{{"name", ""}, {"role", ""}});
        put_text(entry, "type", type);
        put_text(entry, "about", told.about);
        const Json undo = one->value("undo", Json());
        if (undo.is_object()) {
            const Told before = teller.tell(undo);
            if (before.says != told.says) put_text(entry, "before", before.says);
        }
        put_text(entry, "after", told.says);
        const Paths paths = changed_by(*one, undo);
        const bool again = std::ranges::any_of(
            paths, [&](const std::string& changed) { return since.touches(changed); });
        if (undo.is_object() && !again && takeable.now(undo)) put(entry, "undo", undo);
        for (const std::string& changed : paths) since.add(changed);
        add(array, std::move(entry));
    }
    return array;
}

}  // namespace leadloom
