/// A set-up being changed by a command. One command is one function that answers whether it was
/// done; `apply.cpp` lists them.
#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "leadloom/decide/apply.hpp"
#include "leadloom/decide/known.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

/// Dropped whole when a command fails.
struct Draft {
    Setup setup;
    const Tenant& tenant;
    const Catalog& catalog;
    Reading reading;
    json::Value root;
    Command command;
    /// The command that takes this one back, without time and person; null where there is none.
    Json undo = nullptr;

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
                const std::string what = wanted.id == 0 ? text::named(value.text()) : value.text();
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

/// The fields that every command has.
inline constexpr Field every_command[] = {{"type", Type::text, Need::required},
                                          {"at", Type::time, Need::required},
                                          {"by", Type::object, Need::required},
                                          // A history has it; it is written anew.
                                          {"undo", Type::any}};
inline constexpr std::size_t common_fields = std::size(every_command);

/// The fields of a command beside those that every command has, at most six.
struct Body {
    std::array<json::Value, common_fields + 6> values{};
    bool ok;

    Body(const Draft& draft, std::span<const Field> fields);

    json::Value operator[](std::size_t row) const { return values[common_fields + row]; }
};

/// A command that takes another one back: its type, and the members that both have.
Json taking_back(std::string_view type, json::Value command,
                 std::initializer_list<std::string_view> shared);

/// References as commands name them: by id, else by name.
Json named_by_id(const std::vector<Ref>& refs);

bool accept_agreement(Draft& draft);
bool connect_account(Draft& draft);
bool disconnect_account(Draft& draft);
bool assign_business_units(Draft& draft);
bool select_trades(Draft& draft);
bool map_job_type(Draft& draft);
bool map_job_types(Draft& draft);
bool finish(Draft& draft);
bool mend(Draft& draft);
bool set_enabled(Draft& draft);
bool set_job_type_enabled(Draft& draft);
bool set_campaign(Draft& draft);
bool set_desk(Draft& draft);

}  // namespace leadloom
