/// Letters that look alike, so that a name typed with the wrong ones is still recognised.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// A form in which names that look alike are equal: folded, with Cyrillic, Greek and full-width
/// letters as the Latin ones they look like, 0 as o, 1 and i as l, every dash and quotation mark as
/// the plain one, and nothing that cannot be seen. After the skeletons of Unicode Technical
/// Standard 39, section 4, for the letters that occur in names of a contractor. Idempotent.
///
/// @example `skeleton("HVАC Nоrth") == skeleton("HVAC North")`, the first with Cyrillic letters
[[nodiscard]] std::string skeleton(std::string_view text);

}  // namespace leadloom::text
