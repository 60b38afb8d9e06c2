#include "leadloom/document/write.hpp"

#include <algorithm>

#include "leadloom/text/order.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t width = 100;

/// On one line, with `comma` and `colon` between.
void append_line(std::string& out, const Json& json, std::string_view comma,
                 std::string_view colon) {
    if (json.is_string()) {
        append_text(out, json.get_ref<const std::string&>());
    } else if (json.is_number_unsigned()) {
        out.append(std::to_string(json.get<std::uint64_t>()));
    } else if (json.is_number_integer()) {
        out.append(std::to_string(json.get<std::int64_t>()));
    } else if (json.is_boolean()) {
        out.append(json.get<bool>() ? "true" : "false");
    } else if (json.is_array()) {
        out.push_back('[');
        for (const Json& child : json.get_ref<const Json::array_t&>()) {
            if (out.back() != '[') out.append(comma);
            append_line(out, child, comma, colon);
        }
        out.push_back(']');
    } else if (json.is_object()) {
        out.push_back('{');
        bool first = true;
        for (const auto& [key, child] : json.get_ref<const Json::object_t&>()) {
            if (!first) out.append(comma);
            first = false;
            append_text(out, key);
            out.append(colon);
            append_line(out, child, comma, colon);
        }
        out.push_back('}');
    } else {
        // Our documents hold no fractions: what is left is null.
        out.append("null");
    }
}

bool holds_containers(const Json& json) {
    return std::ranges::any_of(json, [](const Json& child) { return child.is_structured(); });
}

/// On one line for people: blanks after commas and colons, and inside the braces of an object.
std::string spaced(const Json& json) {
    std::string out;
    append_line(out, json, ", ", ": ");
    if (!json.is_object() || json.empty()) return out;
    return text::join({"{ ", std::string_view(out).substr(1, out.size() - 2), " }"});
}

void write(std::string& out, const Json& json, std::size_t indent, std::size_t column) {
    if (!json.is_structured() || !holds_containers(json)) {
        const std::string line = spaced(json);
        if (!json.is_structured() || text::utf16_length(line) + column <= width) {
            out.append(line);
            return;
        }
    }
    out.push_back(json.is_object() ? '{' : '[');
    bool first = true;
    const auto begin_line = [&] {
        out.append(first ? "\n" : ",\n").append(indent + 2, ' ');
        first = false;
    };
    if (json.is_object()) {
        for (const auto& [key, child] : json.get_ref<const Json::object_t&>()) {
            begin_line();
            const std::size_t before = out.size();
            append_text(out, key);
            out.append(": ");
            write(out, child, indent + 2, indent + 2 + out.size() - before);
        }
    } else {
        for (const Json& child : json.get_ref<const Json::array_t&>()) {
            begin_line();
            write(out, child, indent + 2, indent + 2);
        }
    }
    out.append("\n").append(indent, ' ').push_back(json.is_object() ? '}' : ']');
}

/// The same with the keys of every object in order.
Json sorted(const Json& json) {
    if (json.is_array()) {
        Json array = Json::array();
        for (const Json& child : json.get_ref<const Json::array_t&>()) add(array, sorted(child));
        return array;
    }
    if (!json.is_object()) return json;
    std::vector<const Json::object_t::value_type*> members;
    for (const auto& member : json.get_ref<const Json::object_t&>()) members.push_back(&member);
    const auto order = text::stable_order(members.size(), [&](std::uint32_t a, std::uint32_t b) {
        return text::utf16_less(members[a]->first, members[b]->first);
    });
    Json object = Json::object();
    for (const std::uint32_t i : order) put(object, members[i]->first, sorted(members[i]->second));
    return object;
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
    constexpr std::string_view letters = "btnvfr";
    const auto plain = [](unsigned char byte) {
        return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
    };
    out.push_back('"');
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && plain(static_cast<unsigned char>(text[end]))) ++end;
        out.append(text, i, end - i);
        i = end;
        if (i == text.size()) break;
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '"' || byte == '\\') {
            out.push_back('\\');
            out.push_back(text[i++]);
        } else if (byte < 0x20) {
            const bool named = byte >= '\b' && byte <= '\r' && byte != '\v';
            if (named) {
                out.push_back('\\');
                out.push_back(letters[byte - std::size_t{'\b'}]);
            } else {
                out.append("\\u00");
                out.push_back(byte < 0x10 ? '0' : '1');
                out.push_back("0123456789abcdef"[byte & 0xFU]);
            }
            ++i;
        } else {
            const std::size_t length = text::utf8_sequence(text, i);
            if (length == 0) text::append_utf8(out, 0xFFFD);
            out.append(text, i, length);
            i += std::max<std::size_t>(length, 1);
        }
    }
    out.push_back('"');
}

void put(Json& object, std::string_view key, Json value) {
    object.get_ref<Json::object_t&>().emplace_back(std::string(key), std::move(value));
}

void put_text(Json& object, std::string_view key, std::string_view text) {
    put(object, key, Json(text));
}

void put_number(Json& object, std::string_view key, std::int64_t number) {
    put(object, key, Json(number));
}

void put_count(Json& object, std::string_view key, std::size_t count) {
    put(object, key, Json(count));
}

void put_bool(Json& object, std::string_view key, bool value) { put(object, key, Json(value)); }

void add(Json& array, Json value) { array.get_ref<Json::array_t&>().push_back(std::move(value)); }

std::string compact(const Json& json) {
    std::string out;
    append_line(out, json, ",", ":");
    return out;
}

std::string pretty(const Json& json) {
    std::string out;
    write(out, json, 0, 0);
    out.push_back('\n');
    return out;
}

std::string canonical(const Json& json) { return compact(sorted(json)); }

Json as_json(json::Value value) {
    if (value.is(json::Kind::array)) {
        Json array = Json::array();
        for (const json::Value element : value) array.push_back(as_json(element));
        return array;
    }
    if (value.is(json::Kind::object)) {
        Json object = Json::object();
        for (const json::Value key : value) put(object, key.text(), as_json(key.value_of_key()));
        return object;
    }
    if (value.is(json::Kind::boolean)) return value.is_true();
    if (value.is(json::Kind::number)) {
        const auto integer = value.integer();
        return integer ? Json(*integer) : Json(value.text());
    }
    return value.is(json::Kind::string) ? Json(value.text()) : Json(nullptr);
}

std::uint64_t fingerprint(json::Value value) {
    // The finalizer of MurmurHash3, so that sums of it keep what was summed apart.
    const auto mixed = [](std::uint64_t hash) {
        hash = (hash ^ hash >> 33U) * 0xFF51'AFD7'ED55'8CCD;
        hash = (hash ^ hash >> 33U) * 0xC4CE'B9FE'1A85'EC53;
        return hash ^ hash >> 33U;
    };
    const auto of_text = [](json::Value text) -> std::uint64_t {
        const std::hash<std::string_view> hash;
        return text.node().escaped ? hash(text.text()) : hash(text.raw());
    };
    if (!value || value.is(json::Kind::null)) return 1;
    std::uint64_t sum = 0;
    if (value.is(json::Kind::array)) {
        for (const json::Value element : value) sum = mixed(sum + fingerprint(element)) + 1;
        return mixed(sum + 2);
    }
    if (value.is(json::Kind::object)) {
        // In any order.
        for (const json::Value key : value)
            sum += mixed(mixed(of_text(key)) + fingerprint(key.value_of_key()));
        return mixed(sum + 3);
    }
    // Integers are written as such: -0 is 0.
    const auto integer = value.is(json::Kind::number) ? value.integer() : std::nullopt;
    return mixed(integer ? static_cast<std::uint64_t>(*integer) : of_text(value));
}

}  // namespace leadloom
