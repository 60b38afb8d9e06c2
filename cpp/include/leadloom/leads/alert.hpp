/// One alert as a partner sends it: plain, in a CloudEvents 1.0 envelope, or a lead in the shape of
/// a marketplace.
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

/// What an alert may say of the member behind it.
enum class MemberPart : std::uint8_t {
    name,
    /// Where a shape has the name in two parts; `member_text` joins them.
    last_name,
    phone,
    email,
    street,
    unit,
    city,
    state,
    zip,
    country,
};
inline constexpr std::size_t member_parts = static_cast<std::size_t>(MemberPart::country) + 1;

/// A marketplace's way to write a lead; a row of the table in shape.cpp.
struct Shape;

/// The fields of an alert, found in one pass over its members. Absent ones are absent values.
struct AlertFields {
    json::Value source;
    json::Value id;
    json::Value type;
    /// What the type is one of, where a type alone is not unique: a category of Google's.
    json::Value category;
    json::Value severity;
    json::Value submitted_on;
    json::Value scheduled_on;
    json::Value account;
    json::Value profile;
    /// What the parts of the member are looked for in.
    json::Value member;
    json::Value device;
    json::Value details;
    /// A vendor's test message.
    json::Value test;
    /// `cleared` when the device reports that the alert is over.
    json::Value state;
    /// The data of an event as Base64, not yet read.
    json::Value coded;
    /// Null where the fields have our own names.
    const Shape* shape = nullptr;
};

/// Reads an alert object. In a CloudEvents envelope (`specversion` present) source and id are the
/// envelope's, the rest stands in `data`, and `time` serves where `submittedOn` is missing. What
/// lacks source, id or type of ours may have the shape of a lead of Angi, Thumbtack or Google Local
/// Services; then the source is the partner's id, and values that the shape does not send, like a
/// severity, stand on a tape of its own.
///
/// @example `alert_fields(root).id.text() == "SA-100003"`
[[nodiscard]] AlertFields alert_fields(json::Value record);

/// Whether its times without a zone are those of the office's clock, as Google Local Services gives
/// them.
[[nodiscard]] bool is_on_clock(const AlertFields& fields);

/// A part of the member as it stands, absent when there is none.
[[nodiscard]] json::Value member_part(const AlertFields& fields, MemberPart part);

/// Its text, trimmed; of a name in two parts both with a blank between.
[[nodiscard]] std::string member_text(const AlertFields& fields, MemberPart part);

/// A name and what it says.
struct Detail {
    std::string name;
    std::string value;
};

/// What else the partner has to say, for people: `details`, or what a shape has in its place, such
/// as questions and answers.
[[nodiscard]] std::vector<Detail> alert_details(const AlertFields& fields);

/// Words that occur again and again, as small numbers.
class Symbols {
public:
    /// A word's number; 0 is the empty word.
    using Symbol = std::uint32_t;

    /// The symbol of a word, a new one if it has none. The empty word is 0.
    Symbol of(std::string_view word);
    /// The symbol of a word that has one.
    [[nodiscard]] std::optional<Symbol> known(std::string_view word) const;
    /// The word behind a number.
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
    /// What repeats are told by: the id of the device, or the street, else the phone of the member
    /// where there is none. Empty where there is neither.
    std::string_view subject;
    /// The alert's own JSON text; of a row of a table and of Base64 one that was made of it.
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
    /// The subject is a device.
    bool of_device = false;
    /// The same (source, id) came before.
    bool duplicate = false;
};

}  // namespace leadloom
