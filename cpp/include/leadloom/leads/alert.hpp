/// One alert as a partner sends it, plain or in a CloudEvents 1.0 envelope.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/json.hpp"
#include "leadloom/text/names.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

/// The fields of an alert, found in one pass over its members. Absent ones are absent values.
struct AlertFields {
    json::Value source;
    json::Value id;
    json::Value type;
    json::Value severity;
    json::Value submitted_on;
    json::Value scheduled_on;
    json::Value account;
    json::Value profile;
    json::Value member;
    json::Value device;
    json::Value details;
    /// A vendor's test message.
    json::Value test;
    /// `cleared` when the device reports that the alert is over.
    json::Value state;
};

/// Reads an alert object. In a CloudEvents envelope (`specversion` present) source and id are the
/// envelope's, the rest stands in `data`, and `time` serves where `submittedOn` is missing.
[[nodiscard]] AlertFields alert_fields(json::Value record);

/// Words that occur again and again, as small numbers.
class Symbols {
public:
    using Symbol = std::uint32_t;

    /// The symbol of a word, a new one if it has none. The empty word is 0.
    Symbol of(std::string_view word);
    /// The symbol of a word that has one.
    [[nodiscard]] std::optional<Symbol> known(std::string_view word) const;
    [[nodiscard]] const std::string& word(Symbol symbol) const { return words_[symbol]; }

private:
    /// Stable addresses, for `recent_`.
    std::deque<std::string> words_{""};
    struct Recent {
        const std::string* word = nullptr;
        Symbol symbol = 0;
    };
    /// The last word of each of 64 shapes: a feed says the same few words over and over.
    Recent recent_[64]{};
    text::Names symbols_{{"", 0}};
};

/// What of an alert is kept at hand; the rest is read again from its bytes when a card is shown.
struct Alert {
    /// No time that could be read.
    static constexpr time::Instant no_time = INT64_MIN;

    std::string_view id;
    /// Name and city of the member, for lists and filters.
    std::string_view name;
    std::string_view city;
    /// The alert's own JSON text.
    std::string_view text;
    time::Instant submitted = no_time;
    Symbols::Symbol source = 0;
    Symbols::Symbol type = 0;
    Symbols::Symbol severity = 0;
    Symbols::Symbol account = 0;
    Symbols::Symbol profile = 0;
    /// Line of the feed, from 1.
    std::uint32_t line = 0;
    bool test = false;
    bool cleared = false;
    /// The same (source, id) came before.
    bool duplicate = false;
};

}  // namespace leadloom
