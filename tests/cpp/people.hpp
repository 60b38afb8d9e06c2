/// Made-up customers and leads of theirs with the errors that people, scanners and time make.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/customers/match.hpp"
#include "leadloom/customers/register.hpp"

namespace leadloom::testing {

/// SplitMix64: the same people on every machine.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// From 0 up to, without, `end`.
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
    bool one_in(double probability) {
        return static_cast<double>(next() >> 11U) * 0x1p-53 < probability;
    }
    /// Small numbers far more often than large ones, as with names.
    std::size_t zipf(std::size_t end);

private:
    std::uint64_t state_;
};

struct Somebody {
    std::string given;
    std::string middle;
    std::string surname;
    std::string generation;
    std::string phone;
    std::string email;
    Address address;
    /// Index of the household.
    std::size_t household = 0;

    [[nodiscard]] std::string name() const;
};

/// `count` people in households, with namesakes, fathers and sons, and buildings of many flats.
[[nodiscard]] std::vector<Somebody> some_people(std::size_t count, std::uint64_t seed);

/// Puts them into a register, with ids from 1, and settles it.
void put_all(const std::vector<Somebody>& people, CustomerRegister& customers);

/// How a lead differs from its record.
struct Errors {
    double blank_phone = 0.1;
    double blank_email = 0.2;
    double blank_address = 0.05;
    double blank_name = 0;
    double typo = 0.1;
    /// Letters misread by a scanner, for each letter.
    double scan = 0;
    double nickname = 0.05;
    double initial = 0.03;
    double turned = 0.1;
    double moved = 0.05;
    double new_phone = 0.08;
    double new_email = 0.1;
    double respelled = 0.5;
};

/// Profiles by name; the first few were tuned on, the rest were not.
struct Profile {
    std::string_view name;
    Errors errors;
};
[[nodiscard]] const std::vector<Profile>& profiles();

[[nodiscard]] Sought lead_of(const Somebody& person, const Errors& errors, Chance& chance);
/// Somebody who is not in the register, but lives in a household that is, or has a namesake there.
[[nodiscard]] Somebody stranger(const std::vector<Somebody>& people, Chance& chance);

}  // namespace leadloom::testing
