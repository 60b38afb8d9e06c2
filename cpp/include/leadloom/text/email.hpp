/// E-mail addresses.
#pragma once
#include <string>
#include <string_view>

namespace leadloom::text {

/// An address in its normal form: lower case; the domain's labels as Unicode (RFC 3492), so that
/// both spellings of an internationalised domain are one. Nothing in it when it is no address.
struct Email {
    std::string local;
    std::string domain;

    /// Whether it is an address.
    explicit operator bool() const { return !local.empty(); }
    bool operator==(const Email&) const = default;
};

/// Reads an address, also out of `Jane <jane@example.com>` and `mailto:`. Servers may tell upper
/// from lower case before the @ (RFC 5321, 2.4); none that people use does.
///
/// @example `read_email(" Jane.Doe@EXAMPLE.com.").domain == "example.com"`
[[nodiscard]] Email read_email(std::string_view text);

/// `local@domain`, or nothing. Idempotent.
[[nodiscard]] std::string normal(const Email& email);

/// The domain that was most likely meant, for a suggestion: a table of common mailbox providers and
/// how their names are mistyped. The domain itself when nothing is known.
///
/// @example `likely_domain("gmial.com") == "gmail.com"`
[[nodiscard]] std::string_view likely_domain(std::string_view domain);

/// Whether everybody can have a mailbox at a domain.
[[nodiscard]] bool is_provider(std::string_view domain);

/// The mailbox: what is before a “+”, and for Google's domains without dots, which its servers do
/// not tell apart. For a suggestion: people of one household use such addresses too.
///
/// @example `mailbox({"jane.doe+hvac", "gmail.com"}) == "janedoe"`
[[nodiscard]] std::string mailbox(const Email& email);

}  // namespace leadloom::text
