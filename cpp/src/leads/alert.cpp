#include "leadloom/leads/alert.hpp"

#include "shape.hpp"

namespace leadloom {

namespace {

struct FieldRow {
    std::string_view name;
    json::Value AlertFields::* field;
};

constexpr FieldRow plain[] = {
    {"source", &AlertFields::source},
    {"id", &AlertFields::id},
    {"type", &AlertFields::type},
    {"severity", &AlertFields::severity},
    {"submittedOn", &AlertFields::submitted_on},
    {"scheduledOn", &AlertFields::scheduled_on},
    {"account", &AlertFields::account},
    {"profile", &AlertFields::profile},
    {"member", &AlertFields::member},
    {"device", &AlertFields::device},
    {"details", &AlertFields::details},
    {"test", &AlertFields::test},
    {"state", &AlertFields::state},
};

/// What a CloudEvents envelope adds to an alert's own fields.
struct Envelope {
    json::Value specversion;
    json::Value time;
    json::Value data;
    json::Value coded;
};

AlertFields plain_fields(json::Value record, Envelope& envelope) {
    AlertFields found;
    if (!record.is(json::Kind::object)) return found;
    // Partners write their fields in one order: the search goes on where the last field was found.
    std::size_t next = 0;
    for (const json::Value key : record) {
        const std::string unescaped = key.node().escaped ? key.text() : std::string();
        const std::string_view name = key.node().escaped ? unescaped : key.raw();
        std::size_t tries = 0;
        for (; tries < std::size(plain); ++tries, next = (next + 1) % std::size(plain)) {
            if (plain[next].name == name) break;
        }
        if (tries < std::size(plain)) {
            found.*plain[next].field = key.value_of_key();
        } else if (name == "specversion") {
            envelope.specversion = key.value_of_key();
        } else if (name == "time") {
            envelope.time = key.value_of_key();
        } else if (name == "data") {
            envelope.data = key.value_of_key();
        } else if (name == "data_base64") {
            envelope.coded = key.value_of_key();
        }
    }
    return found;
}

}  // namespace

AlertFields alert_fields(json::Value record) {
    Envelope envelope;
    AlertFields found = plain_fields(record, envelope);
    if (!envelope.specversion) {
        if (!found.source || !found.id || !found.type) read_shape(record, found);
        return found;
    }
    Envelope ignored;
    AlertFields inner = plain_fields(envelope.data, ignored);
    if (!inner.type) read_shape(envelope.data, inner);
    if (!envelope.data) inner.coded = envelope.coded;
    inner.source = found.source;
    inner.id = found.id;
    if (!inner.submitted_on) inner.submitted_on = envelope.time;
    return inner;
}

Symbols::Symbol Symbols::of(std::string_view word) {
    if (word.empty()) return 0;
    const std::size_t size = word.size();
    // Length, last and middle letter tell the words of one vocabulary apart.
    Recent& recent = recent_[(size * 7 + static_cast<unsigned char>(word[size - 1]) * 3 +
                              static_cast<unsigned char>(word[size / 2])) %
                             64];
    if (recent.word != nullptr && *recent.word == word) return recent.symbol;
    const auto known = symbols_.find(word);
    if (known != symbols_.end()) {
        recent = {&words_[known->second], known->second};
        return known->second;
    }
    const auto symbol = static_cast<Symbol>(words_.size());
    words_.emplace_back(word);
    symbols_.emplace(words_.back(), symbol);
    return symbol;
}

std::optional<Symbols::Symbol> Symbols::known(std::string_view word) const {
    const auto found = symbols_.find(word);
    return found == symbols_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace leadloom
