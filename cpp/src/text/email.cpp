#include "leadloom/text/email.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/utf8.hpp"

namespace leadloom::text {

namespace {

/// Mailbox providers of the United States by reach; written down from their own sign-up pages.
constexpr std::string_view providers[] = {
    "gmail.com",   "yahoo.com",      "hotmail.com",   "aol.com",   "outlook.com",
    "icloud.com",  "comcast.net",    "msn.com",       "att.net",   "live.com",
    "verizon.net", "sbcglobal.net",  "me.com",        "mac.com",   "bellsouth.net",
    "cox.net",     "charter.net",    "earthlink.net", "ymail.com", "rocketmail.com",
    "proton.me",   "protonmail.com", "googlemail.com"};

/// Domains that are near a provider's and exist all the same.
constexpr std::string_view real[] = {"mail.com", "gmx.com", "email.com", "ail.com",     "live.ca",
                                     "aim.com",  "gmx.net", "ptt.net",   "fastmail.com"};

/// ASCII and Latin-1 letters in lower case; marks stay, they tell domains apart.
std::string lowered(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto c = static_cast<unsigned char>(out[i]);
        if (c >= 'A' && c <= 'Z') out[i] = static_cast<char>(c + 32);
        if (c == 0xC3 && i + 1 < out.size()) {
            const auto next = static_cast<unsigned char>(out[i + 1]);
            if (next >= 0x80 && next <= 0x9E && next != 0x97)
                out[i + 1] = static_cast<char>(next + 32);
        }
    }
    return out;
}

/// The bias of RFC 3492, section 6.1.
std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / 700 : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > (35 * 26) / 2; k += 36) delta /= 35;
    return k + 36 * delta / (delta + 38);
}

/// A label after `xn--` as UTF-8 (RFC 3492, section 6.2), or nothing when it is none.
std::string decoded_label(std::string_view label) {
    const std::size_t dash = label.rfind('-');
    std::u32string points;
    if (dash != std::string_view::npos)
        points.assign(label.begin(), label.begin() + static_cast<std::ptrdiff_t>(dash));
    std::size_t at = dash == std::string_view::npos ? 0 : dash + 1;
    std::uint32_t n = 128;
    std::uint32_t bias = 72;
    std::uint64_t i = 0;
    while (at < label.size()) {
        const std::uint64_t before = i;
        std::uint64_t weight = 1;
        for (std::uint32_t k = 36;; k += 36) {
            if (at >= label.size()) return {};
            const char c = label[at++];
            const std::uint32_t digit = c >= 'a' && c <= 'z' ? static_cast<std::uint32_t>(c - 'a')
                                        : c >= '0' && c <= '9'
                                            ? static_cast<std::uint32_t>(c - '0' + 26)
                                            : 36U;
            if (digit >= 36) return {};
            i += digit * weight;
            const std::uint32_t threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
            if (digit < threshold) break;
            weight *= 36 - threshold;
            if (weight > 0xFFFF'FFFF || i > 0xFFFF'FFFF) return {};
        }
        const auto count = static_cast<std::uint32_t>(points.size() + 1);
        bias = adapted(static_cast<std::uint32_t>(i - before), count, before == 0);
        n += static_cast<std::uint32_t>(i / count);
        i %= count;
        if (n > 0x10FFFF) return {};
        points.insert(points.begin() + static_cast<std::ptrdiff_t>(i), static_cast<char32_t>(n));
        ++i;
    }
    std::string out;
    for (const char32_t point : points) append_utf8(out, point);
    return out;
}

std::string normal_domain(std::string_view text) {
    std::string domain = lowered(text);
    if (!domain.contains("xn--")) return domain;
    std::string out;
    std::size_t at = 0;
    while (at <= domain.size()) {
        const std::size_t dot = std::min(domain.find('.', at), domain.size());
        const std::string_view label = std::string_view(domain).substr(at, dot - at);
        const std::string decoded =
            label.starts_with("xn--") ? decoded_label(label.substr(4)) : std::string();
        if (at > 0) out += '.';
        out += decoded.empty() ? std::string(label) : lowered(decoded);
        at = dot + 1;
    }
    return out;
}

}  // namespace

Email read_email(std::string_view text) {
    text = trimmed(text);
    if (const std::size_t open = text.rfind('<'); open != std::string_view::npos) {
        text.remove_prefix(open + 1);
        text = text.substr(0, text.find('>'));
    }
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos) return {};
    std::string_view local = trimmed(text.substr(0, at));
    std::string_view domain = trimmed(text.substr(at + 1));
    constexpr std::string_view scheme = "mailto:";
    if (local.size() > scheme.size() && local[scheme.size() - 1] == ':' &&
        same_folded(local.substr(0, scheme.size()), scheme))
        local.remove_prefix(scheme.size());
    domain = domain.substr(0, domain.find('?'));
    while (domain.ends_with('.') || domain.ends_with(',') || domain.ends_with(';'))
        domain.remove_suffix(1);
    const auto broken = [](std::string_view part) {
        return part.empty() || std::ranges::any_of(part, [](char c) {
                   return c == ' ' || (c >= '\t' && c <= '\r') || c == '@' || c == ',' ||
                          c == ';' || c == '<' || c == '>';
               });
    };
    if (broken(local) || broken(domain)) return {};
    return {lowered(local), normal_domain(domain)};
}

std::string normal(const Email& email) {
    return email ? email.local + "@" + email.domain : std::string();
}

std::string_view likely_domain(std::string_view domain) {
    if (std::ranges::contains(providers, domain) || std::ranges::contains(real, domain))
        return domain;
    // Nothing longer or shorter can be near one.
    if (domain.size() < 5 || domain.size() > 16) return domain;
    for (const std::string_view provider : providers) {
        const std::size_t allowed = provider.size() > 8 ? 2 : 1;
        if (domain.size() + 2 < provider.size() || provider.size() + 2 < domain.size()) continue;
        if (edit_distance(domain, provider, allowed) <= allowed) return provider;
    }
    return domain;
}

bool is_provider(std::string_view domain) { return std::ranges::contains(providers, domain); }

std::string mailbox(const Email& email) {
    std::string box = email.local.substr(0, email.local.find('+'));
    const std::string_view domain = likely_domain(email.domain);
    if (domain == "gmail.com" || domain == "googlemail.com") std::erase(box, '.');
    return box.empty() ? email.local : box;
}

}  // namespace leadloom::text
