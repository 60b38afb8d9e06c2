/// Addresses of the United States, in the abbreviations of USPS Publication 28.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace leadloom::text {

/// A street line in its normal form. All parts are folded.
struct StreetAddress {
    /// House number with its letter or fraction: `123`, `123b`, `12 1/2`, `n6w23001`.
    std::string number;
    /// `n`, `sw` …
    std::string predirectional;
    /// The street's own name, each word in its normal form: ordinals as figures, `saint`, `hwy
    /// 290`.
    std::string street;
    /// `st`, `ave` …
    std::string suffix;
    std::string postdirectional;
    /// Identifier of flat, suite, building, without its designator: “Apt 4”, “#4” and “Unit 04” are
    /// all `4`. Several have blanks between.
    std::string unit;
    /// Number of a post office box.
    std::string box;

    /// Whether a house or a box is named.
    [[nodiscard]] bool is_place() const {
        return (!number.empty() && !street.empty()) || !box.empty();
    }
    bool operator==(const StreetAddress&) const = default;
};

/// A whole address in its normal form.
struct PostalAddress : StreetAddress {
    std::string city;
    /// Two letters where it is a state of the United States.
    std::string state;
    /// Five digits of a ZIP code; another country's code without blanks.
    std::string zip;
    std::string plus4;

    bool operator==(const PostalAddress&) const = default;
};

/// Reads a street line and what may stand beside it for the unit.
///
/// @example `read_street("123 North Main Street Apt. 4").street == "main"`
[[nodiscard]] StreetAddress read_street(std::string_view street, std::string_view unit = {});

/// Reads all of an address. Where city and ZIP code are missing they are looked for after a comma
/// of the street line.
[[nodiscard]] PostalAddress read_address(std::string_view street, std::string_view unit,
                                         std::string_view city, std::string_view state,
                                         std::string_view zip);

/// The delivery line: `123 n main st apt 4`. Idempotent.
[[nodiscard]] std::string normal(const StreetAddress& address);

/// A city's name in its normal form: `saint louis`, `fort worth`, `n las vegas`.
[[nodiscard]] std::string normal_city(std::string_view city);

/// The two letters of a state or territory, or the folded text when it is none.
[[nodiscard]] std::string normal_state(std::string_view state);

/// A word of a street's name in its normal form, for search: `lk` is `lake`, `ninth` and `9th` are
/// `9`.
[[nodiscard]] std::string street_word(std::string_view folded);

/// Whether a folded word is a suffix, a directional or a designator of units: what a street may be
/// named with or without.
[[nodiscard]] bool is_street_filler(std::string_view folded);

}  // namespace leadloom::text
