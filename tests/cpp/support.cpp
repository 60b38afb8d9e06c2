#include "support.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom::testing {

namespace {

/// The parts of an RFC 6901 pointer. The library's own does not compile against every libc++.
std::vector<std::string> parts(std::string_view pointer) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            found.emplace_back();
        } else if (pointer[i] == '~' && i + 1 < pointer.size()) {
            found.back().push_back(pointer[++i] == '1' ? '/' : '~');
        } else {
            found.back().push_back(pointer[i]);
        }
    }
    return found;
}

std::size_t index(const std::string& part) {
    return static_cast<std::size_t>(text::integer(part).value_or(-1));
}

}  // namespace

std::optional<std::string> bytes_of(const std::string& path) {
    const auto close = [](std::FILE* opened) { std::fclose(opened); };
    const std::unique_ptr<std::FILE, decltype(close)> opened(std::fopen(path.c_str(), "rb"));
    if (!opened) return std::nullopt;
    std::string bytes;
    char block[1 << 14];
    for (;;) {
        const std::size_t count = std::fread(block, 1, sizeof block, opened.get());
        bytes.append(block, count);
        if (count < sizeof block) return bytes;
    }
}

std::string file(std::string_view path) {
    const auto bytes = bytes_of(std::string(LEADLOOM_ROOT "/").append(path));
    INFO(path);
    REQUIRE(bytes.has_value());
    return bytes.value_or(std::string());
}

std::vector<std::string> files_below(std::string_view folder) {
    const std::filesystem::path root(LEADLOOM_ROOT);
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
        if (entry.is_regular_file())
            paths.push_back(entry.path().lexically_relative(root).generic_string());
    }
    std::ranges::sort(paths);
    return paths;
}

std::string mutated(std::string text, Random& random) {
    static constexpr std::string_view tokens[] = {"{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ",",
                                                  ":",
                                                  "\"",
                                                  "\\",
                                                  "null",
                                                  "true",
                                                  "0",
                                                  "-1",
                                                  "1e999",
                                                  "1.5",
                                                  "\"id\"",
                                                  "{}",
                                                  "[]",
                                                  "\"\"",
                                                  "\n",
                                                  "\r\n",
                                                  "\\ud800",
                                                  "\\u0000",
                                                  "\xEF\xBB\xBF",
                                                  "\xC0\x80",
                                                  "\xED\xA0\x80",
                                                  "\xF0\x9F\x94\xA5",
                                                  "9223372036854775808",
                                                  "\"__proto__\"",
                                                  "//",
                                                  "[\"name\"]"};
    const std::size_t edits = 1 + random.below(4);
    for (std::size_t edit = 0; edit < edits; ++edit) {
        const std::size_t at = random.below(text.size() + 1);
        const std::size_t length = std::min(1 + random.below(12), text.size() - at);
        switch (random.below(6)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(at, tokens[random.below(std::size(tokens))]); break;
            case 3: text.replace(at, length, tokens[random.below(std::size(tokens))]); break;
            case 4: text.insert(random.below(text.size() + 1), text.substr(at, length * 8)); break;
            default:
                if (random.below(8) == 0) text.resize(at);
                break;
        }
    }
    return text;
}

Exact::Exact(std::string_view text)
    : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    if (size_ != 0) std::memcpy(bytes_.get(), text.data(), size_);
}

Json parsed(std::string_view text) {
    INFO(text);
    Json json = Json::parse(text, nullptr, false);
    REQUIRE_FALSE(json.is_discarded());
    return json;
}

Json at(const Json& json, const std::string& pointer) {
    const Json* here = &json;
    for (const std::string& part : parts(pointer)) {
        if (here->is_object()) {
            const auto found = here->find(part);
            if (found == here->end()) return nullptr;
            here = &*found;
        } else if (here->is_array() && index(part) < here->size()) {
            here = &(*here)[index(part)];
        } else {
            return nullptr;
        }
    }
    return *here;
}

Json with(Json json, const std::string& pointer, const Json& value) {
    std::vector<std::string> path = parts(pointer);
    const std::string last = path.back();
    path.pop_back();
    Json* around = &json;
    for (const std::string& part : path)
        around = around->is_array() ? &(*around)[index(part)] : &(*around)[part];
    if (around->is_array()) {
        if (value.is_null()) {
            around->erase(index(last));
        } else {
            (*around)[index(last)] = value;
        }
    } else if (value.is_null()) {
        around->erase(last);
    } else {
        (*around)[last] = value;
    }
    return json;
}

std::size_t count(const Findings& findings, Rule rule) {
    return static_cast<std::size_t>(std::ranges::count(findings.list(), rule, &Finding::rule));
}

std::size_t count(const Json& answer, Rule rule) {
    return static_cast<std::size_t>(std::ranges::count(numbers(answer), label(rule)));
}

Finding first(const Findings& findings, Rule rule) {
    const auto found = std::ranges::find(findings.list(), rule, &Finding::rule);
    INFO(label(rule));
    REQUIRE(found != findings.list().end());
    return *found;
}

std::vector<std::string> numbers(const Json& answer) {
    std::vector<std::string> rules;
    for (const Json& finding : at(answer, "/findings")) {
        rules.push_back(finding["rule"].get<std::string>());
    }
    return rules;
}

std::shared_ptr<const Document> document(std::string text) {
    Findings findings;
    auto read = Document::read("test.json", std::move(text), Limits{}, findings);
    REQUIRE(read != nullptr);
    return read;
}

std::pair<std::size_t, std::size_t> line_and_column(std::string_view text, std::size_t byte) {
    std::size_t line = 1;
    std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (std::size_t i = 0; i < byte && i < text.size(); ++i) {
        if (text[i] != '\n') continue;
        ++line;
        start = i + 1;
    }
    // Surrogate pairs, counted by lead bytes alone.
    std::size_t column = 1;
    for (std::size_t i = start; i < byte; ++i) {
        const auto here = static_cast<unsigned char>(text[i]);
        if ((here & 0xC0U) != 0x80) column += here >= 0xF0 ? 2 : 1;
    }
    return {line, column};
}

bool inside(const Json& place, std::string_view text) {
    const auto byte = place["byte"].get<std::size_t>();
    const auto bytes = place["bytes"].get<std::size_t>();
    const auto line = place["line"].get<std::size_t>();
    return byte <= text.size() && bytes <= text.size() - byte && line >= 1 &&
           line <= line_and_column(text, text.size()).first && place["column"] >= 1;
}

std::string misplaced(const Json& place, std::string_view text) {
    const auto byte = place["byte"].get<std::size_t>();
    const auto bytes = place["bytes"].get<std::size_t>();
    const auto line = place["line"].get<std::size_t>();
    const auto column = place["column"].get<std::size_t>();
    if (byte > text.size() || bytes > text.size() - byte) return "outside the file";
    const auto expected = line_and_column(text, byte);
    if (line != expected.first) return "line " + std::to_string(expected.first);
    // Where bytes are no characters there are no columns to agree on.
    if (text::first_invalid_utf8(text) != std::string_view::npos) return {};
    if (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80)
        return "inside a character";
    if (column != expected.second) return "column " + std::to_string(expected.second);
    return {};
}

Json small_business_units() {
    return parsed(R"({"page": 1, "hasMore": false, "data": [
        {"id": 11, "name": "HVAC North", "active": true, "trade": {"id": 1, "name": "HVAC"}},
        {"id": 12, "name": "HVAC South", "active": true, "trade": {"id": 1, "name": "HVAC"}},
        {"id": 13, "name": "Plumbing Service", "active": true, "trade": {"id": 2, "name": "Plumbing"}},
        {"id": 14, "name": "Old Shop", "active": false, "trade": {"id": 1, "name": "HVAC"}},
        {"id": 15, "name": "Electrical", "active": true, "trade": {"id": 3, "name": "Electrical"}},
        {"id": 9007199254740997, "name": "Anywhere", "active": true, "trade": null}]})");
}

Json small_job_types() {
    return parsed(R"([
        {"id": 21, "name": "AC Repair", "businessUnitIds": [11, 12], "priority": "High", "active": true},
        {"id": 22, "name": "Heating Repair", "businessUnitIds": [], "priority": "High", "active": true},
        {"id": 9007199254740993, "name": "Tune-Up", "businessUnitIds": [], "priority": "Normal", "active": true},
        {"id": 9007199254740992, "name": "Furnace Tune-Up", "businessUnitIds": [], "priority": "Low", "active": true},
        {"id": 24, "name": "Emergency Service", "businessUnitIds": [11], "priority": "Urgent", "active": true},
        {"id": 25, "name": "Water Leak", "businessUnitIds": [13], "priority": "Urgent", "active": true},
        {"id": 26, "name": "Old Repair", "businessUnitIds": [], "priority": "High", "active": false},
        {"id": 27, "name": "AC No Cool", "businessUnitIds": [11], "priority": null, "active": true}])");
}

Json small_campaigns() {
    return parsed(R"({"data": [
        {"id": 31, "name": "SmartAC.com", "active": true, "category": {"id": 1, "name": "Partners"}},
        {"id": 32, "name": "Door Hangers", "active": false, "category": {"id": 2, "name": "Print"}}]})");
}

Json small_customers() {
    return parsed(R"({"data": [
        {"id": 41, "name": "Ana Peña", "active": true, "type": "Residential", "doNotService": false,
         "address": {"street": "1 Main St", "unit": null, "city": "Kyle", "state": "TX", "zip": "78640", "country": "USA"}},
        {"id": 42, "name": "Bob Old", "active": false, "type": "Residential", "doNotService": false, "mergedToId": 43},
        {"id": 43, "name": "Robert Old", "active": true, "type": "Commercial", "doNotService": true}]})");
}

Json small_contacts() {
    return parsed(R"([
        {"id": 51, "customerId": 41, "type": "MobilePhone", "value": "(512) 555-0134"},
        {"id": 52, "customerId": 42, "type": "Email", "value": "bob@example.com"}])");
}

Json small_setup() {
    Json setup = parsed(R"({
        "leadloom": "setup/1",
        "tenant": {"id": "77", "name": "Small Air", "timeZone": "America/Chicago"},
        "trades": ["hvac"],
        "mapping": [
            {"trade": "hvac", "standardJobType": "leak_detected", "jobTypes": ["25"], "businessUnits": ["13"]},
            {"trade": "hvac", "standardJobType": "repair_heating_system", "jobTypes": [22], "businessUnits": ["HVAC North"]},
            {"trade": "hvac", "standardJobType": "repair_ac", "jobTypes": [{"id": "21", "name": "AC Repair"}], "businessUnits": [{"id": 11}]},
            {"trade": "hvac", "standardJobType": "ac_maintenance", "jobTypes": ["9007199254740993"], "businessUnits": ["9007199254740997"]},
            {"trade": "hvac", "standardJobType": "hvac_maintenance", "jobTypes": ["Furnace Tune-Up"], "businessUnits": ["12"]},
            {"trade": "hvac", "standardJobType": "repair_hvac", "jobTypes": ["24"], "businessUnits": ["11"]}],
        "integrations": [
            {"id": "smartac.com", "enabled": true, "campaign": {"id": "31", "name": "SmartAC.com"},
             "agreement": {"version": "", "sha256": "",
                           "acceptedBy": {"name": "Olga", "role": "Owner"}, "acceptedAt": "2026-11-02T15:04:05Z"},
             "accounts": [{"id": "acct-1", "name": "North", "businessUnits": ["11"],
                           "profiles": [{"id": "home", "name": "Homes", "businessUnits": ["11", "12", "13", "9007199254740997"]}]}],
             "off": []}]})");
    const Partner& partner = *shipped_catalog().partner("smartac.com");
    setup["integrations"][0]["agreement"]["version"] = partner.agreement.version;
    setup["integrations"][0]["agreement"]["sha256"] = partner.agreement.sha256;
    return setup;
}

Json small_alert(std::string_view id) {
    Json alert = parsed(R"({"source": "smartac.com", "id": "", "type": "Poor Cooling Performance",
        "severity": "Critical", "submittedOn": "2026-11-20T08:03:11-06:00",
        "scheduledOn": "2026-11-24T09:00:00-06:00", "account": "acct-1", "profile": "home",
        "member": {"name": "Ana Pena", "phone": "+1 512 555 0134", "email": "ana@example.com",
                   "address": {"street": "1 Main St", "city": "Kyle", "state": "TX", "zip": "78640"}},
        "device": {"id": "d-1", "name": "Air handler", "placement": "attic"},
        "details": {"Supply air": 61.5, "Pets": true, "Note": null}})");
    alert["id"] = id;
    // A device of its own: what one device repeats is no lead of its own.
    alert["device"]["id"] = "d-" + std::string(id);
    return alert;
}

std::unique_ptr<Session> small_session() {
    auto session = std::make_unique<Session>();
    for (const auto& [name, json] : {std::pair{"units.json", small_business_units()},
                                     {"jobs.json", small_job_types()},
                                     {"campaigns.json", small_campaigns()},
                                     {"customers.json", small_customers()},
                                     {"contacts.json", small_contacts()},
                                     {"small.setup.json", small_setup()}}) {
        const Json answer = load(*session, name, json.dump());
        INFO(name << answer.dump());
        REQUIRE(answer["ok"] == true);
        REQUIRE(answer["findings"].empty());
    }
    return session;
}

Json apply(Session& session, Json command) {
    if (!command.contains("at")) command["at"] = "2026-11-23T10:00:00Z";
    if (!command.contains("by")) command["by"] = {{"name", "Olga"}, {"role", "Owner"}};
    return parsed(session.apply(command.dump()));
}

Json ask(const Session& session, const Json& question) {
    return parsed(session.query(question.dump()));
}

Json load(Session& session, std::string name, const std::string& text, std::string_view kind) {
    return parsed(session.load(std::move(name), kind, text));
}

}  // namespace leadloom::testing
