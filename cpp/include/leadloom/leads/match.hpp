/// Whose record a lead belongs to (M16).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "leadloom/model/tenant.hpp"
#include "leadloom/text/names.hpp"

namespace leadloom {

/// How the partner's member file spells a person.
struct Contact {
    std::string name;
    std::string phone;
    std::string email;
    Address address;
};

struct CustomerMatch {
    enum class Kind : std::uint8_t { none, exact, several, linked };

    Kind kind = Kind::none;
    /// The record, when there is exactly one.
    const Customer* customer = nullptr;
    /// Its id, also where the record itself is not here.
    Id id = 0;
    /// Why, in words.
    std::string text;
};

/// An index over the tenant's customers by folded name.
class CustomerIndex {
public:
    explicit CustomerIndex(const Tenant& tenant);

    /// Exact when the name and one of phone, e-mail and street with ZIP agree, apart from case,
    /// accents, blanks and the punctuation of phones, with exactly one active record. Merged
    /// records stand for the one they were merged into; inactive ones are never matched. Nothing
    /// fuzzy.
    [[nodiscard]] CustomerMatch match(const Contact& contact) const;

    /// The record that the office linked.
    [[nodiscard]] CustomerMatch linked(Id customer) const;

private:
    /// The active record at the end of a chain of merges, or null.
    [[nodiscard]] const Customer* survivor(const Customer& customer) const;

    const Tenant& tenant_;
    text::Names by_name_;
    /// Customers of one folded name.
    std::vector<std::vector<std::uint32_t>> namesakes_;
};

}  // namespace leadloom
