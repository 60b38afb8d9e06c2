/// A customer's record as the register keeps it: the raw fields, one after the other.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "leadloom/customers/pages.hpp"
#include "leadloom/model/tenant.hpp"

namespace leadloom {

/// What a stretch of a record is. A `location` begins an address of its own: what of an address
/// follows belongs to it.
enum class Raw : std::uint8_t {
    name,
    type,
    street,
    unit,
    city,
    state,
    zip,
    country,
    /// The name of a location; its id stands before it.
    location,
    phone,
    email,
};

/// One raw field.
struct RawField {
    Raw kind{};
    std::string_view text;
    /// Of a location.
    Id id = 0;
};

/// What a record says of itself besides its fields.
struct CustomerHead {
    Id id = 0;
    /// The record this one was merged into, or 0.
    Id merged_to = 0;
    /// Milliseconds since 1970, or 0 when the export does not say.
    std::int64_t modified = 0;
    bool active = true;
    bool do_not_service = false;
};

/// Puts raw fields together and keeps them.
class RawFields {
public:
    /// Begins another record.
    void clear() { bytes_.clear(); }
    /// Adds a field; one that is empty is left out, but for a location.
    void add(Raw kind, std::string_view text, Id id = 0);
    /// The fields as the register keeps them, until the next change.
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

private:
    std::string bytes_;
};

/// Calls `take(RawField)` for each field of what `RawFields` put together.
template <class Take>
void each_field(std::string_view bytes, Take take) {
    std::size_t at = 0;
    const auto number = [&] {
        std::uint64_t value = 0;
        for (unsigned shift = 0; at < bytes.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes[at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) break;
        }
        return value;
    };
    while (at < bytes.size()) {
        RawField field;
        field.kind = static_cast<Raw>(bytes[at++]);
        if (field.kind == Raw::location) field.id = static_cast<Id>(number());
        const auto size = static_cast<std::size_t>(number());
        field.text = bytes.substr(at, size);
        at += size;
        take(field);
    }
}

}  // namespace leadloom
