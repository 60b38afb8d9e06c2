#include "leadloom/text/words.hpp"

#include <charconv>

namespace leadloom::text {

std::optional<std::int64_t> integer(std::string_view digits) {
    std::int64_t number = 0;
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
    for (const std::string& name : names) out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

}  // namespace leadloom::text
