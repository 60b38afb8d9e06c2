#include "leadloom/customers/term.hpp"

#include <algorithm>

namespace leadloom {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

void add(std::vector<Term>& terms, Facet part, std::string_view word) {
    constexpr std::size_t longest = 48;
    word = word.substr(0, longest);
    if (word.empty()) return;
    for (const Term& term : terms) {
        if (term.part == part && term.word == word) return;
    }
    terms.push_back({part, word});
}

void add_words(std::vector<Term>& terms, Facet part, std::string_view text) {
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        add(terms, part, text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
}

/// Letters and figures of a mailbox apart: `jane.doe82` is jane, doe and 82.
void add_mailbox(std::vector<Term>& terms, std::string_view local) {
    std::size_t at = 0;
    while (at < local.size()) {
        const auto same = is_letter(local[at]) ? is_letter : is_digit;
        std::size_t end = at;
        while (end < local.size() && same(local[end])) ++end;
        if (end - at > 1) add(terms, Facet::email, local.substr(at, end - at));
        at = std::max(end, at + 1);
    }
}

/// FNV-1a, folded to 32 bits; never 0.
class Key {
public:
    void add(std::string_view text) {
        for (const char c : text) mix(static_cast<unsigned char>(c));
        mix(0xFF);
    }
    [[nodiscard]] std::uint32_t value() const {
        const auto folded = static_cast<std::uint32_t>(hash_ ^ (hash_ >> 32U));
        return folded == 0 ? 1 : folded;
    }

private:
    void mix(std::uint64_t byte) { hash_ = (hash_ ^ byte) * 0x100000001b3ULL; }

    std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace

void add_identity(std::string_view raw_fields, Identity& identity) {
    struct Parts {
        std::string_view street, unit, city, state, zip;
    } parts;
    const auto end_address = [&] {
        if (!parts.street.empty() || !parts.city.empty() || !parts.zip.empty()) {
            text::PostalAddress address =
                text::read_address(parts.street, parts.unit, parts.city, parts.state, parts.zip);
            if (!std::ranges::contains(identity.addresses, address))
                identity.addresses.push_back(std::move(address));
        }
        parts = {};
    };
    const auto add_name = [&](std::string_view text) {
        if (text.empty()) return;
        text::PersonName name = text::read_name(text);
        if (!name.empty() && !std::ranges::contains(identity.names, name))
            identity.names.push_back(std::move(name));
    };
    std::string_view first_name;
    each_field(raw_fields, [&](const RawField& field) {
        switch (field.kind) {
            case Raw::name:
                first_name = field.text;
                add_name(field.text);
                break;
            case Raw::type:
            case Raw::country: break;
            case Raw::street: parts.street = field.text; break;
            case Raw::unit: parts.unit = field.text; break;
            case Raw::city: parts.city = field.text; break;
            case Raw::state: parts.state = field.text; break;
            case Raw::zip: parts.zip = field.text; break;
            case Raw::location:
                end_address();
                if (field.text != first_name) add_name(field.text);
                break;
            case Raw::phone: {
                text::Phone phone = text::read_phone(field.text);
                if (phone.worth != text::Phone::Worth::none)
                    identity.phones.push_back(std::move(phone));
                break;
            }
            case Raw::email: {
                text::Email email = text::read_email(field.text);
                if (email) identity.emails.push_back(std::move(email));
                break;
            }
        }
    });
    end_address();
}

void add_terms(const Identity& identity, std::vector<Term>& terms) {
    for (const text::PersonName& name : identity.names) {
        for (const std::string& word : name.words) add(terms, Facet::name, word);
    }
    for (const text::PostalAddress& address : identity.addresses) {
        add(terms, Facet::number,
            std::string_view(address.number).substr(0, address.number.find(' ')));
        add(terms, Facet::number, address.box);
        add_words(terms, Facet::street, address.street);
        add_words(terms, Facet::city, address.city);
        add(terms, Facet::zip, address.zip);
    }
    for (const text::Email& email : identity.emails) {
        add_mailbox(terms, email.local);
        if (!text::is_provider(email.domain) &&
            !text::is_provider(text::likely_domain(email.domain)))
            add(terms, Facet::email,
                std::string_view(email.domain).substr(0, email.domain.find('.')));
    }
}

std::uint32_t email_key(const text::Email& email) {
    if (!email) return 0;
    Key key;
    key.add(email.local);
    key.add(email.domain);
    return key.value();
}

std::uint32_t place_key(const text::StreetAddress& address) {
    if (!address.is_place()) return 0;
    Key key;
    key.add(address.box.empty() ? address.number : address.box);
    if (address.box.empty()) key.add(address.street);
    return key.value();
}

}  // namespace leadloom
