/// The form in which two spellings of one name compare equal.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// Without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Trimmed, inner blanks as one space, lower case, Latin letters without their marks (U+00C0 to
/// U+017F and combining U+0300 to U+036F). Everything else stays as it is. Idempotent.
///
/// @example `fold("  José  PEÑA ") == "jose pena"`
[[nodiscard]] std::string fold(std::string_view text);

/// Whether two texts fold to the same form.
[[nodiscard]] bool same_folded(std::string_view a, std::string_view b);

/// Folded, without blanks and ASCII punctuation: how headings of tables are compared.
///
/// @example `bare("Job-Type Id") == "jobtypeid"`
[[nodiscard]] std::string bare(std::string_view text);

/// Only the ASCII digits of a text; a leading US country code is dropped from eleven of them.
///
/// @example `phone_digits("+1 (512) 555-0134") == "5125550134"`
[[nodiscard]] std::string phone_digits(std::string_view phone);

/// A telephone number of North America that can be dialled.
struct Dialled {
    /// Ten digits; empty for what is none, such as a masked number.
    std::string number;
    std::string extension;
};

/// @example `dialled("(512) 555-0134 ext. 12")` is `{"5125550134", "12"}`
[[nodiscard]] Dialled dialled(std::string_view phone);

}  // namespace leadloom::text
