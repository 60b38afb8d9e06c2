/// What a customer is found by: words of the normal forms, and keys of what is whole.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/record.hpp"
#include "leadloom/text/address.hpp"
#include "leadloom/text/email.hpp"
#include "leadloom/text/person.hpp"
#include "leadloom/text/phone.hpp"

namespace leadloom {

/// What a word is part of.
enum class Facet : std::uint8_t { name, number, street, city, zip, email };

constexpr std::size_t facet_count = 6;

/// The normal forms of a customer, or of who is looked for.
struct Identity {
    std::vector<text::PersonName> names;
    std::vector<text::PostalAddress> addresses;
    std::vector<text::Phone> phones;
    std::vector<text::Email> emails;
};

/// Reads the normal forms of raw fields and adds them to what is known.
void add_identity(std::string_view raw_fields, Identity& identity);

/// A word and what it is part of. The word lies in the normal forms that it was taken from.
struct Term {
    Facet part{};
    std::string_view word;

    bool operator==(const Term&) const = default;
};

/// The words of normal forms, each once for each part. Suffixes and directionals of streets, states
/// and the providers of mailboxes are left out: they are everybody's.
void add_terms(const Identity& identity, std::vector<Term>& terms);

/// Keys under which equal values are found at once; 0 where there is nothing to be found by.
[[nodiscard]] std::uint32_t email_key(const text::Email& email);
/// House number and street, or post office box, without unit and city.
[[nodiscard]] std::uint32_t place_key(const text::StreetAddress& address);

}  // namespace leadloom
