/// A lead's contact and a record, trait by trait.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/term.hpp"

namespace leadloom {

/// What of a customer is compared.
enum class Trait : std::uint8_t {
    given,
    middle,
    surname,
    generation,
    company,
    phone,
    email,
    place,
    unit,
    city,
    zip,
    /// All of it as it is written, where its parts say too little.
    writing,
};

/// How far it agrees; see grades.inc.
enum class Grade : std::uint8_t {
#define LEADLOOM_GRADE(name, trait, m, u, words) name,
#include "leadloom/customers/grades.inc"
#undef LEADLOOM_GRADE
};

constexpr std::size_t grade_count = static_cast<std::size_t>(Grade::written_alike) + 1;

/// The part of a record that a grade speaks of.
[[nodiscard]] Trait trait_of(Grade grade);
/// The word that answers name a trait by: `surname`, `phone` …
[[nodiscard]] std::string_view word(Trait trait);
/// @example `words(Grade::phone_equal) == "phone equal"`
[[nodiscard]] std::string_view words(Grade grade);

/// How often each grade is met between records of one customer and between those of two.
struct Odds {
    std::array<double, grade_count> m;
    std::array<double, grade_count> u;
};

/// The values of grades.inc.
[[nodiscard]] const Odds& starting_odds();

/// How frequent a value is among the tenant's records.
class Frequencies {
public:
    Frequencies() = default;
    Frequencies(const Frequencies&) = delete;
    Frequencies& operator=(const Frequencies&) = delete;
    virtual ~Frequencies() = default;

    /// The share of all records that have a word in a part.
    [[nodiscard]] virtual double of(Facet part, std::string_view word) const = 0;
    /// Whether a word of a name is one that people have, and not a slip: others of the tenant's
    /// customers have it too.
    [[nodiscard]] virtual bool established(std::string_view name) const = 0;
    /// Records with this number or address.
    [[nodiscard]] virtual double of_phone(std::uint64_t number) const = 0;
    /// The same for an e-mail address.
    [[nodiscard]] virtual double of_email(const text::Email& email) const = 0;
    /// The same for a house and street.
    [[nodiscard]] virtual double of_place(const text::StreetAddress& address) const = 0;
};

/// One piece of evidence. What stands on either side is in the normal form, and empty unless asked
/// for.
struct Evidence {
    Grade grade{};
    /// log2 of m/u: above 0 it speaks for the match.
    double bits = 0;
    std::string lead;
    std::string record;
};

/// The strong fields, of which two must agree before anything is matched by itself.
enum class Strong : std::uint8_t { name = 1, phone = 2, email = 4, address = 8 };

/// What comparing a lead with a record says: evidence in bits, and which fields agree.
struct Comparison {
    std::vector<Evidence> evidence;
    double bits = 0;
    /// `Strong` fields that agree, as bits.
    std::uint8_t agreeing = 0;
    /// The names do not say that it is somebody else.
    bool name_fits = false;
    /// Something says that it is another customer, whatever else agrees.
    bool contradicted = false;

    /// Whether a strong field agrees.
    [[nodiscard]] bool agrees(Strong field) const {
        return (agreeing & static_cast<std::uint8_t>(field)) != 0;
    }
    /// How many strong fields agree.
    [[nodiscard]] int agreeing_fields() const;
};

/// Compares all traits that both sides have. `with_values` also gives what stands on either side.
[[nodiscard]] Comparison compare(const Identity& lead, const Identity& record,
                                 const Frequencies& frequencies, const Odds& odds,
                                 bool with_values);

}  // namespace leadloom
