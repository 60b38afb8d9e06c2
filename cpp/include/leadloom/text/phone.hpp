/// Telephone numbers as people and partners write them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace leadloom::text {

/// A number in its normal form: digits of the national number, those of an extension apart.
struct Phone {
    /// What a number is worth for telling people apart.
    enum class Worth : std::uint8_t {
        /// No digits, or too few.
        none,
        /// Digits are hidden: “(512) ***-**34”, “XXX-XXX-0134”.
        masked,
        /// Nobody's: one digit throughout, a run like 1234567890.
        false_number,
        /// Seven digits: the area code is missing.
        local,
        whole,
    };

    Worth worth = Worth::none;
    /// Up to ten digits; the last ten of a longer number. Of a masked number those that are seen at
    /// its end.
    std::string digits;
    std::string extension;

    /// The digits as a number, or 0 where nobody can be told by them.
    [[nodiscard]] std::uint64_t number() const;
    bool operator==(const Phone&) const = default;
};

/// Reads a telephone number: punctuation, `tel:` and the country code 1 (ITU-T E.164) go,
/// extensions after “x”, “ext” or “#” stand apart.
///
/// @example `read_phone("+1 (512) 555-0134 x7").digits == "5125550134"`
[[nodiscard]] Phone read_phone(std::string_view text);

/// The normal form: digits, and “x” with the extension. Idempotent.
[[nodiscard]] std::string normal(const Phone& phone);

}  // namespace leadloom::text
