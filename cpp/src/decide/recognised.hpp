/// What a set-up refers to: kinds of records, which of them is meant, and what sentences call it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "leadloom/model/setup.hpp"

namespace leadloom {

/// Kinds of records that a set-up refers to.
enum class Noun : std::uint8_t { job_type, business_unit, campaign };
inline constexpr std::size_t nouns = 3;

/// By `Noun`: in words and in codes.
inline constexpr std::string_view noun_words[nouns] = {"job type", "business unit", "campaign"};
inline constexpr std::string_view noun_codes[nouns] = {"job_type", "business_unit", "campaign"};

constexpr std::size_t at(Noun noun) { return static_cast<std::size_t>(noun); }

/// The record a reference means, inactive ones too, or null.
[[nodiscard]] const TenantRecord* record_of(const Tenant& tenant, Noun noun, const Ref& ref);

/// What a sentence calls an account or a profile.
///
/// @example `name_or_id("A-1", "") == "A-1"`
[[nodiscard]] std::string name_or_id(std::string_view id, std::string_view name);

/// Which record a reference means, so that two spellings of one are the same: a record of the
/// tenant, else an id that either set-up gives the name, else the name itself.
class Recognised {
public:
    explicit Recognised(const Tenant& tenant) : tenant_(tenant) {}

    /// Takes over the names that a set-up knows ids by.
    void learn(const Setup& setup);

    /// The same for references that mean the same record.
    [[nodiscard]] std::string key(Noun noun, const Ref& ref) const;

    /// What a sentence calls the record.
    [[nodiscard]] std::string name(Noun noun, const Ref& ref) const;

private:
    void learn(Noun noun, std::span<const Ref> refs);

    const Tenant& tenant_;
    std::map<Id, std::string> names_[nouns];
    std::map<std::string, Id, std::less<>> ids_[nouns];
};

}  // namespace leadloom
