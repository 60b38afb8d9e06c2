#include "leadloom/text/phone.hpp"

#include <algorithm>

namespace leadloom::text {

namespace {

constexpr std::size_t whole_length = 10;
constexpr std::size_t local_length = 7;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// One digit throughout, or each one more (or less) than the one before: typed to fill the field.
bool nobodys(std::string_view digits) {
    const std::string_view tail = digits.size() > local_length ? digits.substr(3) : digits;
    if (std::ranges::all_of(tail, [&](char c) { return c == tail.front(); })) return true;
    for (const int step : {1, 9}) {
        bool run = true;
        for (std::size_t i = 1; run && i < digits.size(); ++i)
            run = (digits[i - 1] - '0' + step) % 10 == digits[i] - '0';
        if (run) return true;
    }
    return false;
}

/// Where an extension begins: after at least seven digits an “x”, “#” or “ext”.
std::size_t extension_at(std::string_view text) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        digits += is_digit(text[i]) ? 1U : 0U;
        if (digits < local_length) continue;
        const char c = lower(text[i]);
        // A masked digit is an “x” too; an extension has its own digit behind it.
        const bool mark = c == 'x' || c == '#' || c == 'e' || c == ';';
        if (mark && text.find_first_of("0123456789", i) != std::string_view::npos) return i;
    }
    return text.size();
}

/// Whether a letter stands beside other letters than “x”.
bool in_word(std::string_view text, std::size_t at) {
    const auto letter = [&](std::size_t i) {
        const char c = i < text.size() ? lower(text[i]) : ' ';
        return c >= 'a' && c <= 'z' && c != 'x';
    };
    return (at > 0 && letter(at - 1)) || letter(at + 1);
}

}  // namespace

std::uint64_t Phone::number() const {
    if (worth < Worth::local) return 0;
    std::uint64_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
}

Phone read_phone(std::string_view text) {
    Phone phone;
    const std::size_t end = extension_at(text);
    bool masked = false;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < end; ++i) {
        const char c = lower(text[i]);
        if (is_digit(c)) {
            phone.digits.push_back(c);
            ++shown;
        } else if (c == '*' || c == '#' || c == '_' || (c == 'x' && !in_word(text, i))) {
            masked = true;
            shown = 0;
        }
    }
    for (std::size_t i = end; i < text.size(); ++i) {
        if (is_digit(text[i])) phone.extension.push_back(text[i]);
    }
    if (masked) {
        phone.digits.erase(0, phone.digits.size() - shown);
        phone.worth = Phone::Worth::masked;
        phone.extension.clear();
        return phone;
    }
    std::string& digits = phone.digits;
    if (digits.size() > whole_length && digits.front() == '1') digits.erase(0, 1);
    if (digits.size() > whole_length) digits.erase(0, digits.size() - whole_length);
    if (digits.size() < local_length) {
        phone.worth = Phone::Worth::none;
    } else if (nobodys(digits)) {
        phone.worth = Phone::Worth::false_number;
    } else {
        phone.worth = digits.size() == local_length ? Phone::Worth::local : Phone::Worth::whole;
    }
    return phone;
}

std::string normal(const Phone& phone) {
    std::string out = phone.worth == Phone::Worth::masked ? "***" + phone.digits : phone.digits;
    if (!phone.extension.empty()) out += "x" + phone.extension;
    return out;
}

}  // namespace leadloom::text
