// The history of a set-up: its commands in words.
#include <algorithm>
#include <set>

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
        std::string served = id.empty() ? account_name(command) : id;
        if (const Account* const known = account(command); known != nullptr && !id.empty()) {
            const auto profile = std::ranges::find(known->profiles, id, &Profile::id);
            if (profile != known->profiles.end() && !profile->name.empty()) served = profile->name;
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

}  // namespace

Json history_view(const Workspace& workspace) {
    const Teller teller(workspace);
    const Json& history = workspace.setup().history;
    Json array = Json::array();
    // Taken back is what nothing later has changed again.
    std::set<std::string> changed_since;
    bool rows_since = false;
    for (auto one = history.rbegin(); one != history.rend(); ++one) {
        if (!one->is_object()) continue;
        const Told told = teller.tell(*one);
        const std::string type = text_of(*one, "type");
        const bool several = type == "map_job_types";
        const bool row = several || type == "map_job_type";
        bool latest = changed_since.insert(told.about).second;
        // Rows of several may be those of one.
        if (row) latest = latest && !(several ? rows_since : changed_since.contains("several"));
        Json entry = Json::object();
        put_text(entry, "at", in_utc(text_of(*one, "at")));
        const auto by = one->find("by");
        put(entry, "by",
            by != one->end() && by->is_object() ? *by : Json{{"name", ""}, {"role", ""}});
        put_text(entry, "type", type);
        put_text(entry, "about", told.about);
        const auto undo = one->find("undo");
        if (undo != one->end() && undo->is_object()) {
            const Told before = teller.tell(*undo);
            if (before.says != told.says) put_text(entry, "before", before.says);
        }
        put_text(entry, "after", told.says);
        if (latest && undo != one->end() && undo->is_object()) put(entry, "undo", *undo);
        if (several) changed_since.insert("several");
        rows_since = rows_since || row;
        add(array, std::move(entry));
    }
    return array;
}

}  // namespace leadloom
