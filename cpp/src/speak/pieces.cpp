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

Json reasons_json(const std::vector<Reason>& reasons) {
    Json array = Json::array();
    for (const Reason& reason : reasons) {
        Json json = Json::object();
        put_text(json, "code", reason.code);
        put_text(json, "text", reason.text);
        add(array, std::move(json));
    }
    return array;
}

Json resolution_json(const Resolution& resolution) {
    Json json = Json::object();
    put_some(json, "jobType", resolution.job_type);
    put_some(json, "businessUnit", resolution.business_unit);
    put_some(json, "campaign", resolution.campaign);
    put_text(json, "priority", resolution.priority);
    put(json, "reasons", reasons_json(resolution.reasons));
    Json candidates = Json::array();
    for (const Candidate& candidate : resolution.candidates) {
        Json pair = Json::object();
        put(pair, "jobType", ref_json(candidate.job_type.id, candidate.job_type.name));
        put(pair, "businessUnit",
            ref_json(candidate.business_unit.id, candidate.business_unit.name));
        put_bool(pair, "bookable", candidate.bookable);
        put(pair, "why", candidate.why);
        add(candidates, std::move(pair));
    }
    put(json, "candidates", std::move(candidates));
    return json;
}

}  // namespace leadloom
