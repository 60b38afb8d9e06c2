/// How frequent words, numbers and addresses are among the tenant's records, as the index counts
/// them.
#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "leadloom/customers/compare.hpp"
#include "leadloom/customers/register.hpp"

namespace leadloom {

/// Frequencies as the index counts them. A word that a small register has once is not yet rare: as
/// many records again are taken to have it as seldom as most.
class IndexFrequencies final : public Frequencies {
public:
    explicit IndexFrequencies(const CustomerRegister& customers) : customers_(customers) {}

    double of(Facet part, std::string_view word) const override;
    bool established(std::string_view name) const override;
    double of_phone(std::uint64_t number) const override;
    double of_email(const text::Email& email) const override;
    double of_place(const text::StreetAddress& address) const override;

private:
    /// A count that was asked for lately: a lead's words come again with each record.
    struct Recent {
        std::string word;
        Facet part{};
        std::size_t count = 0;
    };

    [[nodiscard]] double share(std::size_t count) const;
    [[nodiscard]] double key_share(std::size_t count) const;
    [[nodiscard]] std::size_t count(Facet part, std::string_view word) const;

    const CustomerRegister& customers_;
    mutable std::array<Recent, 256> recent_;
};

/// For who asks only what agrees: how rare it is decides nothing.
class NoFrequencies final : public Frequencies {
public:
    explicit NoFrequencies(const Frequencies& names) : names_(names) {}

    double of(Facet, std::string_view) const override { return 0.001; }
    bool established(std::string_view name) const override { return names_.established(name); }
    double of_phone(std::uint64_t) const override { return 0.001; }
    double of_email(const text::Email&) const override { return 0.001; }
    double of_place(const text::StreetAddress&) const override { return 0.001; }

private:
    const Frequencies& names_;
};

}  // namespace leadloom
