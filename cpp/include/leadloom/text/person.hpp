/// Names of people, couples and companies.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace leadloom::text {

/// One person of a name. Each part is folded; several middle names or surnames have blanks between.
struct Person {
    std::string given;
    std::string middle;
    std::string surname;

    bool operator==(const Person&) const = default;
};

/// A name in its normal form.
struct PersonName {
    /// One, or both of a couple; none of a company.
    std::vector<Person> people;
    /// `jr`, `sr`, `3` …, or nothing.
    std::string generation;
    /// The words of a company without its legal form, or of all people, in the order of the form.
    std::vector<std::string> words;
    bool company = false;

    /// Whether there is no word in it.
    [[nodiscard]] bool empty() const { return words.empty(); }
    bool operator==(const PersonName&) const = default;
};

/// Reads a name: “Smith, Jane”, titles and degrees, Jr and III, initials, “John & Jane Doe”,
/// “Acme Heating, LLC”, “Jane Doe dba Acme Heating”.
///
/// @example `read_name("SMITH, Dr. Jane Q. Jr").people[0].given == "jane"`
[[nodiscard]] PersonName read_name(std::string_view text);

/// The normal form: given, middle, surname, generation; of couples with “&” between. Idempotent.
[[nodiscard]] std::string normal(const PersonName& name);

/// Whether two given names are forms of one, like Bill and William. For suggestions: a household
/// may have both.
///
/// @example `nicknames("bill", "william")`
[[nodiscard]] bool nicknames(std::string_view a, std::string_view b);

/// Whether a word is a given name that the table of nicknames has.
[[nodiscard]] bool is_given_name(std::string_view word);

/// How a word sounds, after American Soundex (the rules of the National Archives): a letter and
/// three digits. Empty for what has no letter.
///
/// @example `soundex("Robert") == "R163"`
[[nodiscard]] std::string soundex(std::string_view word);

}  // namespace leadloom::text
