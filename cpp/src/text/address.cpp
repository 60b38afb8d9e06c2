#include "leadloom/text/address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include "address_tables.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom::text {

namespace {

template <std::size_t count>
std::string_view form(const WordTable<Row, count>& table, std::string_view word) {
    const Row* const row = table.find(word);
    return row == nullptr ? std::string_view() : row->form;
}

std::string_view directional(std::string_view word) {
    return word.size() > 9 ? std::string_view() : form(directionals, word);
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool has_digit(std::string_view word) { return std::ranges::any_of(word, is_digit); }
bool all_digits(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, is_digit);
}

/// “96th” is 96; other words stay.
std::string_view without_ordinal_end(std::string_view word) {
    if (word.size() < 3 || !is_digit(word.front())) return word;
    const std::string_view end = word.substr(word.size() - 2);
    const std::string_view digits = word.substr(0, word.size() - 2);
    const bool ordinal = end == "st" || end == "nd" || end == "rd" || end == "th";
    return ordinal && all_digits(digits) ? digits : word;
}

using Words = std::vector<std::string_view>;

/// The words of a folded text. A hyphen parts words, but not the figures of a number; “#” is a word
/// of its own; apostrophes and full stops go. The words are moved together in `letters`, where they
/// stay.
Words words_of(std::string& letters) {
    Words words;
    words.reserve(8);
    const std::string_view all = letters;
    std::size_t begin = 0;
    std::size_t end = 0;
    const auto end_word = [&] {
        if (end > begin) words.push_back(all.substr(begin, end - begin));
        begin = end;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        const char c = all[i];
        const bool between_figures = (c == '-' || c == '/') && i + 1 < all.size() &&
                                     is_digit(all[i + 1]) &&
                                     has_digit(all.substr(begin, end - begin));
        if ((c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
            between_figures) {
            letters[end++] = c;
        } else if (c == '#') {
            end_word();
            words.emplace_back("#");
        } else if (c != '\'' && c != '.') {
            end_word();
        }
    }
    end_word();
    return words;
}

std::string joined(std::span<const std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

void drop(Words& words, std::size_t at, std::size_t count) {
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at),
                words.begin() + static_cast<std::ptrdiff_t>(at + count));
}

/// `04` and `4` are one.
std::string_view without_zeros(std::string_view word) {
    while (word.size() > 1 && word.front() == '0') word.remove_prefix(1);
    return word;
}

void add_unit(std::string& unit, std::string_view word) {
    if (!unit.empty()) unit += ' ';
    unit += without_zeros(word);
}

/// The identifiers of a text that is a unit and nothing else.
std::string unit_of(std::span<const std::string_view> words) {
    std::string unit;
    for (const std::string_view word : words) {
        if (word == "#" || !form(designators, word).empty()) continue;
        add_unit(unit, without_ordinal_end(word));
    }
    for (const std::string_view word : words) {
        const std::string_view kind = form(designators, word);
        if (unit.empty() && (kind == "bsmt" || kind == "ph")) unit = kind;
    }
    return unit;
}

/// Units from their first designator on: “… Apt 4 Bldg 2”. The line must have a number and a name
/// before it.
void take_units(Words& words, std::string& unit) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool mark = words[i] == "#";
        const std::string_view kind = mark ? "#" : form(designators, words[i]);
        if (kind.empty()) continue;
        // “Flat Rock Rd”, “Lot” and “No” may be names; an identifier tells, and so does the end.
        const bool last = i + 1 == words.size();
        const bool identified =
            !last && (mark || has_digit(words[i + 1]) || words[i + 1].size() == 1);
        const bool alone = last && (kind == "bsmt" || kind == "ph");
        // “2nd Floor”: the identifier stands before.
        const bool before = last && kind == "fl" && i > 2 && has_digit(words[i - 1]);
        if (before) {
            add_unit(unit, without_ordinal_end(words[i - 1]));
            drop(words, i - 1, 2);
            return;
        }
        if (!identified && !alone && !(words[i + (last ? 0 : 1)] == "#")) continue;
        if (i == 1 && !has_digit(words[0])) continue;
        const std::string rest = unit_of(std::span<const std::string_view>(words).subspan(i));
        if (!rest.empty()) add_unit(unit, rest);
        words.resize(i);
        return;
    }
}

/// “P O Box 12”, “POB 12”, “Post Office Box 12”.
bool take_box(Words& words, std::string& box) {
    const auto at = std::ranges::find(words, "box");
    if (at != words.end() && at + 1 != words.end()) {
        const auto before = static_cast<std::size_t>(at - words.begin());
        const bool post = before == 0 || words[before - 1] == "po" || words[before - 1] == "o" ||
                          words[before - 1] == "office";
        if (!post) return false;
        box = without_zeros(*(at + 1));
        words.clear();
        return true;
    }
    if (words.size() == 2 && (words[0] == "pob" || words[0] == "pobox") && has_digit(words[1])) {
        box = without_zeros(words[1]);
        words.clear();
        return true;
    }
    return false;
}

/// House numbers: `123`, `123b`, `12-14`, `12 1/2`, a grid's `n6w23001`, a spelled one.
void take_number(Words& words, std::string& number) {
    if (words.size() < 2) return;
    const std::string_view first = words.front();
    const bool grid = first.size() > 4 && directional(first.substr(0, 1)).size() == 1 &&
                      is_digit(first[1]) && is_digit(first.back());
    if (is_digit(first.front()) || grid) {
        // “96th St” has no number, “5 Ave” has none either.
        const bool ordinal = without_ordinal_end(first).size() != first.size();
        if (ordinal || (words.size() == 2 && !form(suffixes, words[1]).empty() &&
                        words[1] != "park" && words[1] != "broadway"))
            return;
        number = without_zeros(first);
        drop(words, 0, 1);
        if (words.size() > 1 && words.front().size() == 3 && words.front()[1] == '/') {
            number.append(" ").append(words.front());
            drop(words, 0, 1);
        } else if (words.size() > 2 && words.front().size() == 1 && !is_digit(words.front()[0]) &&
                   directional(words.front()).empty() && words[1].size() > 1) {
            number += words.front();
            drop(words, 0, 1);
        }
        return;
    }
    const std::string_view spelled = form(cardinals, first);
    if (!spelled.empty() && words.size() > 2 && !form(suffixes, words.back()).empty()) {
        number = spelled;
        drop(words, 0, 1);
    }
}

/// “n w” is “nw”.
std::string_view pair_directional(std::string_view first, std::string_view second) {
    const std::string_view a = directional(first);
    const std::string_view b = directional(second);
    if ((a == "n" || a == "s") && (b == "e" || b == "w"))
        return directional(std::string(a) + std::string(b));
    return {};
}

/// A word of a street's name in its normal form.
std::string_view counted_word(std::string_view word) {
    const std::string_view counted = without_ordinal_end(word);
    if (counted.size() != word.size()) return counted;
    if (const std::string_view figure = form(ordinals, word); !figure.empty()) return figure;
    if (const std::string_view figure = form(round_ordinals, word); !figure.empty()) return figure;
    const std::string_view name = form(suffix_names, word);
    return name.empty() ? word : name;
}

/// Ordinals in words become figures: “ninety sixth” is 96, which stands in `room`.
void count(Words& words, std::string& room) {
    // Nothing in it may move.
    room.reserve(2 * words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view ten = form(tens, words[i]);
        if (!ten.empty() && i + 1 < words.size()) {
            const std::string_view one = form(ordinals, words[i + 1]);
            if (one.size() == 1) {
                room.append(ten).append(one);
                words[i] = std::string_view(room).substr(room.size() - 2);
                drop(words, i + 1, 1);
                continue;
            }
        }
        words[i] = counted_word(words[i]);
    }
}

/// Roads that are known by a number: the words before it, and how they are written.
void name_highway(Words& words) {
    struct Road {
        std::string_view words[3];
        std::string_view form;
    };
    static constexpr Road roads[] = {{{"us", "highway"}, "us"},
                                     {{"u", "s", "highway"}, "us"},
                                     {{"us", "route"}, "us"},
                                     {{"state", "highway"}, "highway"},
                                     {{"state", "road"}, "sr"},
                                     {{"state", "route"}, "sr"},
                                     {{"county", "road"}, "cr"},
                                     {{"county", "highway"}, "cr"},
                                     {{"co", "road"}, "cr"},
                                     {{"cnty", "road"}, "cr"},
                                     {{"farm", "to", "market"}, "fm"},
                                     {{"farm", "road"}, "fm"},
                                     {{"interstate", "highway"}, "i"},
                                     {{"interstate"}, "i"},
                                     {{"ih"}, "i"},
                                     {{"sh"}, "highway"},
                                     {{"rural", "route"}, "rr"},
                                     {{"rfd"}, "rr"}};
    for (const Road& road : roads) {
        std::size_t size = 0;
        while (size < 3 && !road.words[size].empty()) ++size;
        if (words.size() <= size || !std::equal(road.words, road.words + size, words.begin()))
            continue;
        if (!has_digit(words[size]) && !(words[size] == "road")) continue;
        words[0] = road.form;
        drop(words, 1, size - 1);
        break;
    }
    // “fm rd 1325”
    if (words.size() > 2 && words[0] == "fm" && words[1] == "road") drop(words, 1, 1);
    // “i35”, “us290”
    const std::string_view first = words.front();
    const std::size_t figures = first.find_first_of("0123456789");
    if (figures == std::string_view::npos || figures == 0 || !all_digits(first.substr(figures)))
        return;
    const std::string_view road = first.substr(0, figures);
    if (road != "i" && road != "us" && road != "fm" && road != "sr" && road != "cr" &&
        road != "hwy")
        return;
    words.front() = road;
    words.insert(words.begin() + 1, first.substr(figures));
}

}  // namespace

std::string street_word(std::string_view folded) { return std::string(counted_word(folded)); }

bool is_street_filler(std::string_view folded) {
    return !form(suffixes, folded).empty() || !directional(folded).empty() ||
           !form(designators, folded).empty();
}

StreetAddress read_street(std::string_view street, std::string_view unit) {
    StreetAddress address;
    std::string unit_letters = fold(unit);
    address.unit = unit_of(words_of(unit_letters));
    std::string letters = fold(street);
    Words words = words_of(letters);
    if (words.empty()) return address;
    if (take_box(words, address.box)) return address;
    take_units(words, address.unit);
    take_number(words, address.number);
    if (words.empty()) return address;

    // “Main St 4B”: what follows the suffix and has a figure is a unit.
    if (words.size() > 2 && has_digit(words.back()) && address.unit.empty() &&
        !form(suffixes, words[words.size() - 2]).empty() && words[words.size() - 2] != "hwy" &&
        words[words.size() - 2] != "highway" && words[words.size() - 2] != "rd" &&
        words[words.size() - 2] != "road" && words[words.size() - 2] != "rte" &&
        words[words.size() - 2] != "route") {
        address.unit = without_zeros(words.back());
        words.pop_back();
    }
    // “North St” is named so; a directional needs a name beside it.
    const auto named_without = [&](std::size_t from, std::size_t to) {
        if (to <= from) return false;
        return to - from > 1 || form(suffixes, words[from]).empty();
    };
    std::size_t from = 0;
    std::size_t to = words.size();
    if (to > 2) {
        const std::string_view pair = pair_directional(words[to - 2], words[to - 1]);
        if (!pair.empty() && named_without(from, to - 2)) {
            address.postdirectional = pair;
            to -= 2;
        }
    }
    if (address.postdirectional.empty() && to > 1 && named_without(from, to - 1)) {
        address.postdirectional = directional(words[to - 1]);
        // “Avenue E”: a letter after a suffix that begins the name is the name.
        const bool letter = to == 2 && words[1].size() == 1 && !form(suffixes, words[0]).empty();
        if (letter) address.postdirectional.clear();
        if (!address.postdirectional.empty()) --to;
    }
    if (to > 2) {
        const std::string_view pair = pair_directional(words[0], words[1]);
        if (!pair.empty() && named_without(2, to)) {
            address.predirectional = pair;
            from = 2;
        }
    }
    if (from == 0 && to > 1 && named_without(1, to)) {
        address.predirectional = directional(words[0]);
        if (!address.predirectional.empty()) from = 1;
    }
    if (to - from > 1) {
        address.suffix = form(suffixes, words[to - 1]);
        if (!address.suffix.empty()) --to;
    }
    Words name(words.begin() + static_cast<std::ptrdiff_t>(from),
               words.begin() + static_cast<std::ptrdiff_t>(to));
    if (name.empty()) return address;
    const bool longer = name.size() > 1 || (!address.suffix.empty() && name.front() != "st");
    if (const std::string_view begun = form(beginnings, name.front());
        !begun.empty() && longer && name.size() > 1)
        name.front() = begun;
    // “N Street” and “North Street”: a name that is a direction is written out.
    if (const std::string_view way = directional(name.front());
        name.size() == 1 && way.size() == 1) {
        for (const std::string_view full : {"east", "north", "south", "west"}) {
            if (full.front() == way.front()) name.front() = full;
        }
    }
    std::string figures;
    count(name, figures);
    name_highway(name);
    address.street = joined(name);
    return address;
}

std::string normal(const StreetAddress& address) {
    std::string out;
    const auto add = [&](std::string_view part) {
        if (part.empty()) return;
        if (!out.empty()) out += ' ';
        out += part;
    };
    if (!address.box.empty()) {
        add("po box");
        add(address.box);
    }
    add(address.number);
    add(address.predirectional);
    add(address.street);
    add(address.suffix);
    add(address.postdirectional);
    if (!address.unit.empty()) {
        add("#");
        add(address.unit);
    }
    return out;
}

std::string normal_city(std::string_view city) {
    std::string letters = fold(city);
    Words words = words_of(letters);
    if (words.empty()) return {};
    if (words.size() > 1) {
        if (const std::string_view begun = form(beginnings, words.front()); !begun.empty())
            words.front() = begun;
        if (const std::string_view way = directional(words.front()); !way.empty())
            words.front() = way;
    }
    return joined(words);
}

std::string normal_state(std::string_view state) {
    std::string letters = fold(state);
    const std::string name = joined(words_of(letters));
    const std::string_view abbreviation = form(states, name);
    return abbreviation.empty() ? name : std::string(abbreviation);
}

namespace {

/// The normal form of what a tenant's addresses have over and over: a million of them lie in few
/// cities.
template <std::string (*normal_form)(std::string_view)>
std::string remembered(std::string_view text) {
    struct Known {
        std::string text;
        std::string normal;
    };
    thread_local std::array<Known, 64> all;
    Known& known = all[std::hash<std::string_view>{}(text) % all.size()];
    if (known.text != text) known = {std::string(text), normal_form(text)};
    return known.normal;
}

}  // namespace

PostalAddress read_address(std::string_view street, std::string_view unit, std::string_view city,
                           std::string_view state, std::string_view zip) {
    PostalAddress address;
    std::string place_city;
    std::string place_state;
    std::string place_zip;
    const std::size_t comma = street.find(',');
    std::string_view line = street.substr(0, comma);
    if (comma != std::string_view::npos) {
        std::string_view rest = street.substr(comma + 1);
        // After the street line: perhaps a unit, then the city, then state and ZIP code.
        while (!rest.empty()) {
            const std::size_t next = std::min(rest.find(','), rest.size());
            std::string letters = fold(rest.substr(0, next));
            const Words words = words_of(letters);
            rest.remove_prefix(std::min(next + 1, rest.size()));
            if (words.empty()) continue;
            const bool designated =
                words.front() == "#" || !form(designators, words.front()).empty();
            if (designated || (words.size() == 1 && has_digit(words[0]) && words[0].size() < 5)) {
                if (address.unit.empty()) address.unit = unit_of(words);
                continue;
            }
            Words names;
            for (const std::string_view word : words) {
                if (all_digits(word.substr(0, 5)) && word.size() >= 5) {
                    place_zip = word;
                } else if (const std::string_view full = form(states, word); !full.empty()) {
                    place_state = full;
                } else if (word.size() == 2 && !place_city.empty() && place_state.empty()) {
                    place_state = word;
                } else if (!has_digit(word) && word != "usa" && word != "us") {
                    names.push_back(word);
                }
            }
            if (place_city.empty()) place_city = joined(names);
        }
    }
    const std::string beside = address.unit;
    static_cast<StreetAddress&>(address) = read_street(line, unit);
    if (address.unit.empty()) address.unit = beside;
    address.city = remembered<normal_city>(city.empty() ? std::string_view(place_city) : city);
    address.state = remembered<normal_state>(state.empty() ? std::string_view(place_state) : state);
    const std::string code = fold(zip.empty() ? std::string_view(place_zip) : zip);
    std::string figures;
    bool only_figures = !code.empty();
    for (const char c : code) {
        if (is_digit(c)) figures.push_back(c);
        only_figures = only_figures && (is_digit(c) || c == '-' || c == ' ');
    }
    if (only_figures && figures.size() >= 5) {
        address.zip = figures.substr(0, 5);
        if (figures.size() == 9) address.plus4 = figures.substr(5);
    } else {
        for (const char c : code) {
            if (c != ' ' && c != '-') address.zip.push_back(c);
        }
        // Spreadsheets take the zeros of New England away.
        if (only_figures && figures.size() == 4 && !address.state.empty() &&
            std::ranges::contains(
                std::to_array<std::string_view>({"ma", "ri", "nh", "me", "vt", "ct", "nj"}),
                std::string_view(address.state)))
            address.zip.insert(0, 1, '0');
    }
    return address;
}

}  // namespace leadloom::text
