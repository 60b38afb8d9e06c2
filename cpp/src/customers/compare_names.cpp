/// Names: people by given name and surname, companies by how much of their words is shared.
#include <array>

#include "comparing.hpp"

namespace leadloom {

namespace {

/// Several words of one part: the frequency of the rarest.
double frequency_of(const Frequencies& frequencies, Facet part, std::string_view words) {
    double least = 1;
    while (!words.empty()) {
        const std::size_t blank = std::min(words.find(' '), words.size());
        least = std::min(least, frequencies.of(part, words.substr(0, blank)));
        words.remove_prefix(std::min(blank + 1, words.size()));
    }
    return least;
}

/// A part of a double surname is the surname.
bool shares_word(std::string_view a, std::string_view b) {
    const std::string_view longer = a.size() > b.size() ? a : b;
    const std::string_view shorter = a.size() > b.size() ? b : a;
    if (shorter.size() < 4) return false;
    const std::size_t at = longer.find(shorter);
    if (at == std::string_view::npos) return false;
    const std::size_t end = at + shorter.size();
    return (at == 0 || longer[at - 1] == ' ') && (end == longer.size() || longer[end] == ' ');
}

struct Pair {
    Evidence given;
    Evidence surname;
    bool has_given = false;
    bool middle_differs = false;
    bool equal = false;
    bool fits = false;
    double bits = 0;
};

Evidence compare_surnames(std::string_view lead, std::string_view record, const Scale& scale) {
    if (lead == record || without_blanks(lead) == without_blanks(record))
        return evidence(scale, Grade::surname_equal, lead, record,
                        frequency_of(scale.frequencies, Facet::name, record));
    if (shares_word(lead, record)) return evidence(scale, Grade::surname_part, lead, record);
    switch (nearness(lead, record)) {
        case Near::one_edit: return evidence(scale, Grade::surname_near, lead, record);
        case Near::alike: return evidence(scale, Grade::surname_alike, lead, record);
        default: break;
    }
    if (lead.size() > 3 && text::soundex(lead) == text::soundex(record))
        return evidence(scale, Grade::surname_alike, lead, record);
    return evidence(scale, Grade::surname_differs, lead, record);
}

Evidence compare_given(std::string_view lead, std::string_view record, const Scale& scale) {
    if (lead == record)
        return evidence(scale, Grade::given_equal, lead, record,
                        lead.size() == 1 ? 0.08 : scale.frequencies.of(Facet::name, record));
    if (lead.size() == 1 || record.size() == 1) {
        const Grade grade =
            lead.front() == record.front() ? Grade::given_initial : Grade::given_differs;
        return evidence(scale, grade, lead, record);
    }
    if (text::nicknames(lead, record)) return evidence(scale, Grade::given_form, lead, record);
    // “Jess” for “Jessica”, “Chris” for “Christoph”.
    const bool cut = (lead.size() > 2 && record.starts_with(lead)) ||
                     (record.size() > 2 && lead.starts_with(record));
    switch (nearness(lead, record)) {
        case Near::one_edit: return evidence(scale, Grade::given_near, lead, record);
        case Near::alike: return evidence(scale, Grade::given_alike, lead, record);
        default: break;
    }
    return evidence(scale, cut ? Grade::given_alike : Grade::given_differs, lead, record);
}

/// Whether one of two near names may be a slip for the other; Jon and Jan are two names.
bool slip(std::string_view a, std::string_view b, const Frequencies& frequencies) {
    return !frequencies.established(a) || !frequencies.established(b);
}

Pair compare_people(const text::Person& lead, const text::Person& record, const Scale& scale) {
    Pair pair;
    pair.surname = compare_surnames(lead.surname, record.surname, scale);
    pair.bits = pair.surname.bits;
    const bool surname_equal = pair.surname.grade == Grade::surname_equal;
    const bool surname_fits =
        surname_equal || (pair.surname.grade != Grade::surname_differs &&
                          (shares_word(lead.surname, record.surname) ||
                           slip(lead.surname, record.surname, scale.frequencies)));
    if (lead.given.empty() || record.given.empty()) {
        pair.equal = surname_equal && lead.given.empty() && record.given.empty();
        pair.fits = surname_fits;
        return pair;
    }
    pair.has_given = true;
    pair.given = compare_given(lead.given, record.given, scale);
    // “Mary Ann” and “Maryann”.
    if (pair.given.grade != Grade::given_equal && !(lead.middle.empty() && record.middle.empty()) &&
        without_blanks(lead.given + lead.middle) == without_blanks(record.given + record.middle))
        pair.given = evidence(scale, Grade::given_equal, lead.given, record.given,
                              scale.frequencies.of(Facet::name, record.given));
    pair.bits += pair.given.bits;
    const std::string_view a = lead.middle;
    const std::string_view b = record.middle;
    const bool middle_equal = a.empty() || b.empty() || a == b ||
                              ((a.size() == 1 || b.size() == 1) && a.front() == b.front()) ||
                              nearness(a, b) == Near::one_edit || shares_word(a, b);
    if (!a.empty() && !b.empty()) {
        pair.middle_differs = !middle_equal;
        // An equal middle name or initial speaks for itself.
        pair.bits += middle_equal ? 3 : bits_of(scale.odds, Grade::middle_differs);
    }
    const bool given_equal = pair.given.grade == Grade::given_equal;
    const bool given_fits = given_equal || pair.given.grade == Grade::given_form ||
                            pair.given.grade == Grade::given_initial ||
                            (pair.given.grade != Grade::given_differs &&
                             slip(lead.given, record.given, scale.frequencies));
    pair.equal = surname_equal && given_equal && !pair.middle_differs;
    pair.fits = surname_fits && given_fits && !pair.middle_differs;
    return pair;
}

Names of_pair(const Pair& pair, const Scale& scale, const text::Person& lead,
              const text::Person& record) {
    Names names;
    if (pair.has_given) names.evidence.push_back(pair.given);
    if (pair.middle_differs)
        names.evidence.push_back(
            evidence(scale, Grade::middle_differs, lead.middle, record.middle));
    names.evidence.push_back(pair.surname);
    names.bits = pair.bits;
    names.equal = pair.equal;
    names.fits = pair.fits;
    return names;
}

/// What a word counts that has its like but for one letter.
constexpr double one_slip = 0.8;

/// How much of the words, weighed by how rare they are, has its like on the other side.
Names compare_words(const text::PersonName& lead, const text::PersonName& record,
                    const Scale& scale) {
    Names names;
    std::vector<bool> used(record.words.size());
    double shared = 0;
    double mine_all = 0;
    double theirs_all = 0;
    double rarest_word = 1;
    bool slips_only = lead.words.size() == record.words.size();
    std::size_t slips = 0;
    bool equal = lead.words.size() == record.words.size();
    const auto weight = [&](std::string_view word) {
        return -std::log2(std::clamp(scale.frequencies.of(Facet::name, word), rarest, 0.5));
    };
    for (const std::string& mine : lead.words) {
        double best = 0;
        std::size_t best_at = record.words.size();
        for (std::size_t i = 0; i < record.words.size(); ++i) {
            if (used[i]) continue;
            constexpr std::array<double, 4> shares = {1, one_slip, 0.5, 0};
            double share = shares[static_cast<std::size_t>(nearness(mine, record.words[i]))];
            if (share == 0 && mine.size() > 2 && record.words[i].size() > 2 &&
                (mine.starts_with(record.words[i]) || record.words[i].starts_with(mine)))
                share = 0.5;
            if (share <= best) continue;
            best = share;
            best_at = i;
        }
        const double mine_weight = weight(mine);
        equal = equal && best == 1;
        if (best_at < record.words.size()) used[best_at] = true;
        const double other = best_at < record.words.size() ? weight(record.words[best_at]) : 0;
        shared += best * (mine_weight + other);
        mine_all += mine_weight;
        if (best == 1) {
            rarest_word = std::min(rarest_word, scale.frequencies.of(Facet::name, mine));
        } else {
            ++slips;
            slips_only = slips_only && best == one_slip &&
                         slip(mine, record.words[best_at], scale.frequencies);
        }
    }
    for (std::size_t i = 0; i < record.words.size(); ++i) {
        theirs_all += weight(record.words[i]);
    }
    const double all = mine_all + theirs_all;
    double share = all > 0 ? shared / all : 0;
    const std::string mine = normal(lead);
    const std::string theirs = normal(record);
    if (equal || share > 0.99 || without_blanks(mine) == without_blanks(theirs)) {
        names.evidence.push_back(evidence(scale, Grade::company_equal, mine, theirs,
                                          rarest_word / (lead.words.size() > 1 ? 8.0 : 1.0)));
        names.equal = names.fits = true;
        names.bits = names.evidence.back().bits;
        return names;
    }
    // “Love Learning Center” is in “Henry Booth House - Love Learning Center”, if it says enough.
    constexpr double enough = 6;
    constexpr double of_contained = 0.8;
    if (const double shorter = std::min(mine_all, theirs_all); shorter > enough)
        share = std::max(share, of_contained * std::min(1.0, shared / (2 * shorter)));
    constexpr double alike = 0.4;
    const Grade grade = share >= alike ? Grade::company_alike : Grade::company_differs;
    names.evidence.push_back(evidence(scale, grade, mine, theirs));
    // In between, as much as is shared.
    double& bits = names.evidence.back().bits;
    if (grade == Grade::company_alike) {
        bits *= (share - alike) / (1 - alike) * 1.6 + 0.2;
    } else {
        bits *= 1 - share / alike;
    }
    names.bits = bits;
    names.fits = slips_only && slips == 1;
    return names;
}

}  // namespace

Names compare_names(const text::PersonName& lead, const text::PersonName& record,
                    const Scale& scale) {
    if (lead.company || record.company || lead.people.empty() || record.people.empty())
        return compare_words(lead, record, scale);
    Names best;
    bool first = true;
    for (const text::Person& mine : lead.people) {
        for (const text::Person& theirs : record.people) {
            for (const bool swapped : {false, true}) {
                // “Jane Smith” for “Smith Jane” without a comma.
                if (swapped && mine.given.empty()) continue;
                const text::Person turned =
                    swapped ? text::Person{mine.surname, mine.middle, mine.given} : mine;
                const Pair pair = compare_people(turned, theirs, scale);
                const double bits = pair.bits - (swapped ? 1 : 0);
                if (!first && bits <= best.bits) continue;
                best = of_pair(pair, scale, turned, theirs);
                best.bits = bits;
                first = false;
            }
        }
    }
    if (lead.generation != record.generation && !lead.generation.empty() &&
        !record.generation.empty()) {
        best.evidence.push_back(
            evidence(scale, Grade::generation_differs, lead.generation, record.generation));
        best.bits += best.evidence.back().bits;
        best.equal = best.fits = false;
    } else if (lead.generation != record.generation) {
        // One side does not say: father and son are not told apart by it.
        best.equal = false;
    }
    // Names of unlike shape: as words they may be nearer.
    if (!best.fits && lead.words.size() + record.words.size() > 5) {
        Names loose = compare_words(lead, record, scale);
        if (loose.bits > best.bits && loose.evidence.front().grade == Grade::company_alike) {
            loose.equal = loose.fits = false;
            return loose;
        }
    }
    return best;
}

}  // namespace leadloom
