/// Tables of fields: what an object may hold, read in one go with findings for the rest.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "leadloom/document/document.hpp"

namespace leadloom {

/// What a field's value must be.
enum class Type : std::uint8_t { any, text, id, boolean, array, object, time };

/// Whether an object must have a field.
enum class Need : std::uint8_t { optional, required };

/// A row of a field table.
struct Field {
    std::string_view name;
    Type type = Type::any;
    Need need = Need::optional;
};

/// Whether fields that the table does not name are findings (our documents) or not (other
/// people's, which may grow).
enum class Others : std::uint8_t { refused, allowed };

/// A document being read: where findings go to and how they find their place.
struct Reading {
    const Document& document;
    Findings& findings;

    /// Answers the finding for what else there is to say, or null when it is not listed.
    Finding* add(Rule rule, json::Value at, std::string_view message,
                 std::string_view hint = {}) const;

    /// Fills `found` (one value a row, absent when missing or of the wrong type) and answers
    /// whether `object` is an object that fits the table. Findings: LL0007 to LL0010, LL0013.
    bool take(json::Value object, std::span<const Field> fields, Others others,
              std::span<json::Value> found) const;

    /// Whether `value` has the type; LL0008 if not.
    bool want(json::Value value, Type type, std::string_view what) const;

    /// Whether a document's `leadloom` is the version that is read; LL0012 if it is another,
    /// nothing more if it is absent.
    ///
    /// @example `reading.want_version(taken[0], "setup/1", "set-up document")`
    bool want_version(json::Value value, std::string_view version, std::string_view of) const;

private:
    bool fits_field(json::Value value, const Field& field) const;
};

/// The values of a table's rows, by position.
///
/// @example
///   constexpr Field fields[] = {{"id", Type::id, Need::required}, {"name", Type::text}};
///   Taken<2> taken(reading, value, fields); if (taken.ok) use(taken[0].integer());
template <std::size_t count>
struct Taken {
    std::array<json::Value, count> values{};
    bool ok;

    /// Reads an object by a table of fields; what is wrong with it becomes findings.
    Taken(const Reading& reading, json::Value object, const Field (&fields)[count],
          Others others = Others::refused)
        : ok(reading.take(object, fields, others, values)) {}

    /// The value of a row of the table, absent where the object has none.
    json::Value operator[](std::size_t row) const { return values[row]; }
};

}  // namespace leadloom
