#include "leadloom/speak/pieces.hpp"

#include "leadloom/time/instant.hpp"

namespace leadloom {

Json ref_json(Id id, std::string_view name) {
    Json json = Json::object();
    put_text(json, "id", id == 0 ? std::string() : std::to_string(id));
    put_text(json, "name", name);
    return json;
}

void put_some(Json& json, std::string_view key, std::string_view text) {
    if (!text.empty()) put_text(json, key, text);
}

void put_some(Json& json, std::string_view key, const std::optional<Chosen>& chosen) {
    if (chosen) put(json, key, ref_json(chosen->id, chosen->name));
}

std::string in_utc(std::string_view text) {
    const auto read = time::parse(text);
    return read ? time::format(read->instant) : std::string(text);
}

}  // namespace leadloom
