/// Pieces that views have in common.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/decide/resolve.hpp"
#include "leadloom/document/write.hpp"

namespace leadloom {

/// `{id, name}`; the id is text, because JavaScript loses digits of large numbers, and empty where
/// only a name is known.
[[nodiscard]] Json ref_json(Id id, std::string_view name);

/// A member only where there is something to say.
void put_some(Json& json, std::string_view key, std::string_view text);
/// A record as `{id, name}`, where there is one.
void put_some(Json& json, std::string_view key, const std::optional<Chosen>& chosen);

/// A time of a document as views have it: in UTC. What is no time stays as it stands.
///
/// @example `in_utc("2026-11-20T08:03:11-06:00") == "2026-11-20T14:03:11Z"`
[[nodiscard]] std::string in_utc(std::string_view text);

/// A reference of the set-up with the name that the tenant has for it.
template <class Record>
[[nodiscard]] Json record_json(const Records<Record>& records, const Ref& ref) {
    const Record* const record = look_up(records, ref);
    return record == nullptr ? ref_json(ref.id, ref.name) : ref_json(record->id, record->name);
}

/// References of the set-up, each with the name that the tenant has for it.
template <class Record>
[[nodiscard]] Json refs_json(const Records<Record>& records, const std::vector<Ref>& refs) {
    Json array = Json::array();
    for (const Ref& ref : refs) add(array, record_json(records, ref));
    return array;
}

/// `[{code, text}]`, in the order they were found.
[[nodiscard]] Json reasons_json(const std::vector<Reason>& reasons);

/// How a lead is filled in, as the package's `Resolution`.
[[nodiscard]] Json resolution_json(const Resolution& resolution);

}  // namespace leadloom
