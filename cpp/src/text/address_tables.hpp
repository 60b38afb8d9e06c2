/// Words of addresses and how the normal form has them, after USPS Publication 28.
#pragma once
#include <string_view>

#include "word_table.hpp"

namespace leadloom::text {

/// A word and what stands for it in the normal form.
struct Row {
    std::string_view word;
    std::string_view form;
};

constexpr Row suffixes_rows[] = {
#define LEADLOOM_STREET_SUFFIX(word, abbreviation, name) {word, abbreviation},
#include "street_suffixes.inc"
#undef LEADLOOM_STREET_SUFFIX
};

/// Inside a street's name the same words are written out, so that they are found by their
/// beginnings.
constexpr Row suffix_names_rows[] = {
#define LEADLOOM_STREET_SUFFIX(word, abbreviation, name) {word, name},
#include "street_suffixes.inc"
#undef LEADLOOM_STREET_SUFFIX
};

constexpr Row states_rows[] = {
#define LEADLOOM_STATE(name, abbreviation) {name, abbreviation},
#include "states.inc"
#undef LEADLOOM_STATE
};

/// Publication 28, appendix on directionals.
constexpr Row directionals_rows[] = {
    {"e", "e"},          {"east", "e"},       {"n", "n"},          {"ne", "ne"},
    {"north", "n"},      {"northeast", "ne"}, {"northwest", "nw"}, {"nw", "nw"},
    {"s", "s"},          {"se", "se"},        {"south", "s"},      {"southeast", "se"},
    {"southwest", "sw"}, {"sw", "sw"},        {"w", "w"},          {"west", "w"}};

/// Designators of secondary units, after Publication 28, appendix C2.
constexpr Row designators_rows[] = {
    {"apartment", "apt"}, {"apmt", "apt"},  {"apt", "apt"},  {"bldg", "bldg"}, {"bsmt", "bsmt"},
    {"building", "bldg"}, {"fl", "fl"},     {"flat", "apt"}, {"floor", "fl"},  {"lot", "lot"},
    {"no", "#"},          {"number", "#"},  {"ph", "ph"},    {"rm", "rm"},     {"room", "rm"},
    {"slip", "slip"},     {"space", "spc"}, {"spc", "spc"},  {"ste", "ste"},   {"suite", "ste"},
    {"trailer", "trlr"},  {"trlr", "trlr"}, {"unit", "unit"}};

/// Words that count, and their figures.
constexpr Row ordinals_rows[] = {
    {"eighteenth", "18"}, {"eighth", "8"},      {"eleventh", "11"},   {"fifteenth", "15"},
    {"fifth", "5"},       {"first", "1"},       {"fourteenth", "14"}, {"fourth", "4"},
    {"nineteenth", "19"}, {"ninth", "9"},       {"second", "2"},      {"seventeenth", "17"},
    {"seventh", "7"},     {"sixteenth", "16"},  {"sixth", "6"},       {"tenth", "10"},
    {"third", "3"},       {"thirteenth", "13"}, {"twelfth", "12"}};
constexpr Row tens_rows[] = {{"eighty", "8"},  {"fifty", "5"}, {"forty", "4"},  {"ninety", "9"},
                             {"seventy", "7"}, {"sixty", "6"}, {"thirty", "3"}, {"twenty", "2"}};
constexpr Row round_ordinals_rows[] = {
    {"eightieth", "80"},  {"fiftieth", "50"},  {"fortieth", "40"},
    {"hundredth", "100"}, {"ninetieth", "90"}, {"seventieth", "70"},
    {"sixtieth", "60"},   {"thirtieth", "30"}, {"twentieth", "20"}};
constexpr Row cardinals_rows[] = {{"eight", "8"}, {"five", "5"},  {"four", "4"}, {"nine", "9"},
                                  {"one", "1"},   {"seven", "7"}, {"six", "6"},  {"ten", "10"},
                                  {"three", "3"}, {"two", "2"}};
/// Words that begin a city's or a street's name.
constexpr Row beginnings_rows[] = {
    {"ft", "fort"}, {"mt", "mount"}, {"st", "saint"}, {"ste", "sainte"}};

constexpr WordTable suffixes(suffixes_rows);
constexpr WordTable suffix_names(suffix_names_rows);
constexpr WordTable states(states_rows);
constexpr WordTable directionals(directionals_rows);
constexpr WordTable designators(designators_rows);
constexpr WordTable ordinals(ordinals_rows);
constexpr WordTable tens(tens_rows);
constexpr WordTable round_ordinals(round_ordinals_rows);
constexpr WordTable cardinals(cardinals_rows);
constexpr WordTable beginnings(beginnings_rows);

static_assert(suffixes.sorted() && suffix_names.sorted() && states.sorted() &&
              directionals.sorted() && designators.sorted() && ordinals.sorted() && tens.sorted() &&
              round_ordinals.sorted() && cardinals.sorted() && beginnings.sorted());

}  // namespace leadloom::text
