/// Addresses: house and street first; unit, city and ZIP code then tell which one of that name.
#include <array>

#include "comparing.hpp"

namespace leadloom {

namespace {

bool both(std::string_view a, std::string_view b) { return !a.empty() && !b.empty(); }

bool differ(std::string_view a, std::string_view b) { return both(a, b) && a != b; }

/// One digit other, missing, too many, or two swapped.
bool near_figures(std::string_view a, std::string_view b) {
    return a.size() > 1 && b.size() > 1 && text::edit_distance(a, b, 1) == 1;
}

/// Names of streets that are near, also when a blank slipped or what follows the name was not
/// understood: “peachtree corners” and “peach tree corner”, “greenhoo dplace” and “greenhood”.
bool near_streets(std::string_view a, std::string_view b) {
    if (nearness(a, b) != Near::no) return true;
    const std::string mine = without_blanks(a);
    const std::string theirs = without_blanks(b);
    const std::string& longer = mine.size() > theirs.size() ? mine : theirs;
    const std::string& shorter = mine.size() > theirs.size() ? theirs : mine;
    if (shorter.size() < 4) return false;
    if (longer.contains(shorter)) return true;
    const std::size_t slips = shorter.size() / 5;
    const std::string_view beginning = std::string_view(longer).substr(0, shorter.size());
    return text::edit_distance(beginning, shorter, slips) <= slips;
}

/// Whether two units are one with a slip, or in another order: words, not numbers, for next door is
/// one digit apart.
bool near_units(std::string_view a, std::string_view b) {
    const std::string mine = without_blanks(a);
    const std::string theirs = without_blanks(b);
    if (std::min(mine.size(), theirs.size()) < 5) return false;
    std::array<int, 256> more{};
    for (const char c : mine) ++more[static_cast<unsigned char>(c)];
    for (const char c : theirs) --more[static_cast<unsigned char>(c)];
    const auto equal = [&](char first, char last) {
        return std::all_of(more.begin() + first, more.begin() + last + 1,
                           [](int one) { return one == 0; });
    };
    if (!equal('0', '9')) return false;
    return equal('a', 'z') || nearness(mine, theirs) != Near::no;
}

double frequency_of(const Frequencies& frequencies, Facet part, std::string_view words) {
    double least = 1;
    while (!words.empty()) {
        const std::size_t blank = std::min(words.find(' '), words.size());
        least = std::min(least, frequencies.of(part, words.substr(0, blank)));
        words.remove_prefix(std::min(blank + 1, words.size()));
    }
    return least;
}

std::string place(const text::PostalAddress& address) {
    text::StreetAddress without_unit = address;
    without_unit.unit.clear();
    return normal(without_unit);
}

}  // namespace

Places compare_addresses(const text::PostalAddress& lead, const text::PostalAddress& record,
                         const Scale& scale) {
    Places places;
    const auto add = [&](Grade grade, std::string_view lead_value, std::string_view record_value,
                         double frequency = 0, double share = 1) {
        places.evidence.push_back(evidence(scale, grade, lead_value, record_value, frequency));
        places.evidence.back().bits *= share;
        places.bits += places.evidence.back().bits;
    };
    bool same_place = false;
    bool near_place = false;
    bool same_street = false;
    const bool boxes = both(lead.box, record.box);
    if (boxes || both(lead.street, record.street)) {
        const bool number = boxes ? lead.box == record.box : lead.number == record.number;
        const bool street = boxes || lead.street == record.street ||
                            (lead.street.size() == record.street.size() + 1 &&
                             text::edit_distance(lead.street, record.street, 1) == 1 &&
                             lead.street.contains(' ') != record.street.contains(' '));
        const bool sides = differ(lead.predirectional, record.predirectional) ||
                           differ(lead.postdirectional, record.postdirectional);
        const bool kinds = differ(lead.suffix, record.suffix);
        const double rare = frequency_of(scale.frequencies, Facet::street, record.street);
        Grade grade = Grade::place_differs;
        double frequency = 0;
        if (street && number && both(lead.number + lead.box, record.number + record.box)) {
            grade = sides || kinds ? Grade::side_differs : Grade::place_equal;
            frequency = scale.frequencies.of_place(record);
            same_place = grade == Grade::place_equal;
            near_place = true;
        } else if (street && number) {
            // Neither side has a number.
            grade = Grade::street_known;
            frequency = rare;
            near_place = true;
        } else if (street && near_figures(lead.number + lead.box, record.number + record.box)) {
            grade = Grade::number_near;
            near_place = true;
        } else if (street && (lead.number.empty() || record.number.empty())) {
            grade = Grade::street_known;
            frequency = rare * 0.1;
        } else if (street) {
            grade = Grade::street_equal;
            frequency = rare;
        } else if (near_streets(lead.street, record.street)) {
            near_place = number && !lead.number.empty();
            grade = near_place ? Grade::street_near : Grade::street_alike;
        } else if (number && !lead.number.empty()) {
            grade = Grade::number_equal;
        }
        same_street = street;
        if (scale.with_values) {
            add(grade, place(lead), place(record), frequency);
        } else {
            add(grade, {}, {}, frequency);
        }
    }
    if (near_place && (both(lead.unit, record.unit) || lead.unit != record.unit)) {
        const Grade grade = lead.unit == record.unit                   ? Grade::unit_equal
                            : lead.unit.empty() || record.unit.empty() ? Grade::unit_missing
                            : near_units(lead.unit, record.unit)       ? Grade::unit_alike
                                                                       : Grade::unit_differs;
        add(grade, lead.unit, record.unit);
        places.other_unit = grade == Grade::unit_differs;
    }
    // Where the place or street is known, city and ZIP code follow from it: they say half as much.
    const double share = near_place || same_street ? 0.5 : 1;
    const bool zips = both(lead.zip, record.zip);
    if (zips) {
        if (lead.zip == record.zip) {
            add(Grade::zip_equal, lead.zip, record.zip,
                scale.frequencies.of(Facet::zip, record.zip), share);
        } else {
            add(near_figures(lead.zip, record.zip) ? Grade::zip_near : Grade::zip_differs, lead.zip,
                record.zip, 0, share);
        }
    }
    if (both(lead.city, record.city)) {
        const double rest = zips && lead.zip == record.zip ? 0.3 : share;
        const bool part = lead.city.contains(record.city) || record.city.contains(lead.city);
        if (lead.city == record.city) {
            add(Grade::city_equal, lead.city, record.city,
                frequency_of(scale.frequencies, Facet::city, record.city), rest);
        } else if (part || nearness(lead.city, record.city) != Near::no) {
            add(Grade::city_near, lead.city, record.city, 0, rest);
        } else {
            add(Grade::city_differs, lead.city, record.city, 0, rest);
        }
    }
    // Which of the towns has the street: the record says by its ZIP code, or else by its city. A
    // lead that does not say is not enough, unless the record does not either.
    const bool same_town =
        record.zip.empty() ? lead.city == record.city && (!lead.city.empty() || lead.zip.empty())
                           : lead.zip == record.zip;
    const bool same_unit = record.unit.empty() || lead.unit == record.unit;
    places.agree = same_place && same_town && same_unit;
    return places;
}

}  // namespace leadloom
