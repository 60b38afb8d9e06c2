#include "leadloom/decide/apply.hpp"

#include <algorithm>

#include "draft.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom {

namespace {

struct CommandRow {
    std::string_view type;
    bool (*run)(Draft&);
};

constexpr CommandRow commands[] = {
    {"accept_agreement", accept_agreement},
    {"assign_business_units", assign_business_units},
    {"connect_account", connect_account},
    {"disconnect_account", disconnect_account},
    {"finish", finish},
    {"map_job_type", map_job_type},
    {"map_job_types", map_job_types},
    {"mend", mend},
    {"select_trades", select_trades},
    {"set_campaign", set_campaign},
    {"set_desk", set_desk},
    {"set_enabled", set_enabled},
    {"set_job_type_enabled", set_job_type_enabled},
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

Body::Body(const Draft& draft, std::span<const Field> fields) {
    std::array<Field, common_fields + 6> all;
    std::ranges::copy(fields, std::ranges::copy(every_command, all.begin()).out);
    ok = draft.reading.take(draft.root, std::span(all).first(common_fields + fields.size()),
                            Others::refused, values);
}

Json taking_back(std::string_view type, json::Value command,
                 std::initializer_list<std::string_view> shared) {
    Json json = Json::object();
    put_text(json, "type", type);
    for (const std::string_view member : shared) {
        if (const json::Value value = command[member]) put(json, member, as_json(value));
    }
    return json;
}

Json named_by_id(const std::vector<Ref>& refs) {
    Json array = Json::array();
    for (const Ref& ref : refs) add(array, ref.id == 0 ? ref.name : std::to_string(ref.id));
    return array;
}

std::optional<Command> read_command(const Reading& reading, json::Value root) {
    constexpr Field person_fields[] = {{"name", Type::text, Need::required},
                                       {"role", Type::text, Need::required}};
    const Taken taken(reading, root, every_command, Others::allowed);
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
                    text::join({"There is no command ", text::named(read->type), "."}),
                    text::did_you_mean(read->type, commands, &CommandRow::type));
        return std::unexpected(findings);
    }
    auto copy = reread(setup, findings);
    if (!copy) return std::unexpected(findings);
    Draft draft{std::move(*copy), tenant, catalog, reading, command.root(), *read};
    if (!row->run(draft)) return std::unexpected(findings);
    Json done = as_json(command.root());
    done.erase("undo");
    if (!draft.undo.is_null()) put(done, "undo", std::move(draft.undo));
    add(draft.setup.history, std::move(done));
    auto changed = reread(draft.setup, findings);
    if (!changed) return std::unexpected(findings);
    return std::move(*changed);
}

bool accepts(Setup setup, const Document& command, const Tenant& tenant, const Catalog& catalog) {
    Findings findings;
    const Reading reading{command, findings};
    const auto read = read_command(reading, command.root());
    if (!read) return false;
    const auto row = std::ranges::find(commands, read->type, &CommandRow::type);
    if (row == std::end(commands)) return false;
    Draft draft{std::move(setup), tenant, catalog, reading, command.root(), *read};
    return row->run(draft);
}

}  // namespace leadloom
