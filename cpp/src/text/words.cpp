#include "leadloom/text/words.hpp"

#include <algorithm>
#include <charconv>

namespace leadloom::text {

std::optional<std::int64_t> integer(std::string_view digits) {
    std::int64_t number = 0;
    // Eighteen digits always fit: nearly all ids, in a fifth of the time.
    const bool short_digits =
        !digits.empty() && digits.size() <= 18 &&
        std::ranges::all_of(digits, [](char digit) { return digit >= '0' && digit <= '9'; });
    if (short_digits) {
        for (const char digit : digits) number = number * 10 + (digit - '0');
        return number;
    }
    const char* const end = digits.data() + digits.size();
    const auto [stop, fault] = std::from_chars(digits.data(), end, number);
    if (fault != std::errc{} || stop != end || digits.empty()) return std::nullopt;
    return number;
}

std::string join(std::initializer_list<std::string_view> pieces) {
    std::size_t size = 0;
    for (const std::string_view piece : pieces) size += piece.size();
    std::string out;
    out.reserve(size);
    for (const std::string_view piece : pieces) out.append(piece);
    return out;
}

std::string counted(std::size_t count, std::string_view noun) {
    return join({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

std::string brief(std::string_view text) {
    constexpr std::size_t most = 200;
    if (text.size() <= most) return std::string(text);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return join({text.substr(0, end), "…"});
}

std::string named(std::string_view name) { return join({"“", brief(name), "”"}); }

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool last = i + 1 == names.size();
        out.append(i == 0 ? "" : last ? " and " : ", ").append(names[i]);
    }
    return out;
}

}  // namespace leadloom::text
