#include "leadloom/document/fields.hpp"

#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

namespace {

/// The words for a type, by `Type`.
constexpr std::string_view type_words[] = {
    "a value", "text", "an id", "true or false", "an array", "an object", "a time",
};

bool fits(json::Value value, Type type) {
    switch (type) {
        case Type::any: return true;
        case Type::text:
        case Type::time: return value.is(json::Kind::string);
        case Type::id: return value.is(json::Kind::number) || value.is(json::Kind::string);
        case Type::boolean: return value.is(json::Kind::boolean);
        case Type::array: return value.is(json::Kind::array);
        case Type::object: return value.is(json::Kind::object);
    }
    return false;
}

}  // namespace

Finding* Reading::add(Rule rule, json::Value at, std::string_view message,
                      std::string_view hint) const {
    // A place costs a search, so only what is listed gets one.
    return findings.add(
        rule, std::string(message),
        findings.wants_place(rule) ? std::optional(document.place(at)) : std::nullopt,
        std::string(hint));
}

bool Reading::want(json::Value value, Type type, std::string_view what) const {
    if (fits(value, type)) return true;
    std::string message(what);
    message.append(" must be ").append(type_words[static_cast<std::size_t>(type)]);
    message.append(", not ").append(value ? json::word(value.node().kind) : "missing").append(".");
    add(Rule::wrong_type, value, message);
    return false;
}

bool Reading::want_version(json::Value value, std::string_view version, std::string_view of) const {
    if (!value || value.text() == version) return true;
    add(Rule::unknown_value, value,
        text::join({text::named(value.text()), " is no version of the ", of, "."}),
        text::join({"Use “", version, "”."}));
    return false;
}

bool Reading::fits_field(json::Value value, const Field& field) const {
    if (!fits(value, field.type)) return want(value, field.type, text::named(field.name));
    if (field.type == Type::id && value.integer().value_or(0) <= 0) {
        add(Rule::id_out_of_range, value,
            text::join({text::named(field.name), " is ", text::brief(value.text()),
                        ", which is not a positive 64-bit integer."}));
        return false;
    }
    if (field.type == Type::time && !time::parse(value.text()).value_or(time::Reading{}).zoned) {
        add(Rule::bad_time, value,
            text::join({text::named(value.text()), " is not a time with a zone."}));
        return false;
    }
    return true;
}

bool Reading::take(json::Value object, std::span<const Field> fields, Others others,
                   std::span<json::Value> found) const {
    if (!want(object, Type::object, "This")) return false;
    bool ok = true;
    const std::size_t count = fields.size();
    // Documents keep to one order, so the next field is looked for first.
    std::size_t next = 0;
    // Required fields that were met, whatever their value.
    std::uint64_t met = 0;
    for (const json::Value key : object) {
        const std::string unescaped = key.node().escaped ? key.text() : std::string();
        const std::string_view name = key.node().escaped ? unescaped : key.raw();
        std::size_t tries = 0;
        for (; tries < count && fields[next].name != name; ++tries) next = (next + 1) % count;
        if (tries == count) {
            if (others == Others::allowed) continue;
            if (name == "$schema") {
                ok = want(key.value_of_key(), Type::text, "“$schema”") && ok;
                continue;
            }
            add(Rule::unknown_field, key,
                text::join({"Nobody reads the field ", text::named(name), "."}),
                text::did_you_mean(name, fields, &Field::name));
            ok = false;
            continue;
        }
        met |= std::uint64_t{1} << next;
        const json::Value value = key.value_of_key();
        // null is how ServiceTitan and spreadsheets write “nothing here”.
        if (value.is(json::Kind::null) && fields[next].need == Need::optional) continue;
        if (fits_field(value, fields[next])) {
            found[next] = value;
        } else {
            ok = false;
        }
    }
    for (std::size_t row = 0; row < count; ++row) {
        if (fields[row].need == Need::optional || (met >> row & 1U) != 0) continue;
        add(Rule::missing_field, object,
            text::join({"The field “", fields[row].name, "” is missing."}));
        ok = false;
    }
    return ok;
}

}  // namespace leadloom
