#include "leadloom/customers/compare.hpp"

#include <bit>

#include "comparing.hpp"

namespace leadloom {

namespace {

struct Row {
    Trait trait;
    double m;
    double u;
    std::string_view words;
};

constexpr Row rows[] = {
#define LEADLOOM_GRADE(name, trait, m, u, words) {Trait::trait, m, u, words},
#include "leadloom/customers/grades.inc"
#undef LEADLOOM_GRADE
};

constexpr std::string_view trait_words[] = {"given", "middle", "surname", "generation",
                                            "name",  "phone",  "email",   "address",
                                            "unit",  "city",   "zip",     "writing"};

/// Of ten: more is another number.
constexpr std::size_t few_digits = 3;

Evidence best_phone(const Identity& lead, const Identity& record, const Scale& scale) {
    Evidence best{Grade::phone_differs, -100, {}, {}};
    for (const text::Phone& mine : lead.phones) {
        for (const text::Phone& theirs : record.phones) {
            using Worth = text::Phone::Worth;
            if (mine.worth == Worth::false_number || theirs.worth == Worth::false_number) continue;
            Grade grade = Grade::phone_differs;
            double frequency = 0;
            if (mine.worth >= Worth::local && mine.digits == theirs.digits &&
                mine.worth == theirs.worth) {
                grade = Grade::phone_equal;
                frequency = scale.frequencies.of_phone(mine.number());
            } else if (mine.worth == Worth::masked || theirs.worth == Worth::masked ||
                       mine.worth != theirs.worth) {
                const bool longer = mine.digits.size() > theirs.digits.size();
                const std::string& whole = longer ? mine.digits : theirs.digits;
                const std::string& tail = longer ? theirs.digits : mine.digits;
                if (tail.empty()) continue;
                if (whole.ends_with(tail)) grade = tail.size() >= 4 ? Grade::phone_tail : grade;
            } else if (const std::size_t edits =
                           text::edit_distance(mine.digits, theirs.digits, few_digits);
                       edits <= few_digits) {
                grade = edits <= 1 ? Grade::phone_near : Grade::phone_alike;
            }
            const double bits = bits_of(scale.odds, grade, frequency);
            if (bits > best.bits)
                best = evidence(scale, grade, mine.digits, theirs.digits, frequency);
        }
    }
    return best;
}

Evidence best_email(const Identity& lead, const Identity& record, const Scale& scale) {
    Evidence best{Grade::email_differs, -100, {}, {}};
    for (const text::Email& mine : lead.emails) {
        for (const text::Email& theirs : record.emails) {
            Grade grade = Grade::email_differs;
            double frequency = 0;
            if (mine == theirs) {
                grade = Grade::email_equal;
                frequency = scale.frequencies.of_email(mine);
            } else if (text::mailbox(mine) == text::mailbox(theirs)) {
                const bool same =
                    text::likely_domain(mine.domain) == text::likely_domain(theirs.domain);
                // “info” and “john” are at every provider.
                grade = same || mine.local.size() > 6 ? Grade::email_domain : Grade::email_differs;
            } else if (mine.local.size() > 5 &&
                       nearness(mine.local, theirs.local) == Near::one_edit) {
                grade = Grade::email_near;
            }
            const double bits = bits_of(scale.odds, grade, frequency);
            if (bits <= best.bits) continue;
            best = {grade, bits, {}, {}};
            if (scale.with_values) {
                best.lead = normal(mine);
                best.record = normal(theirs);
            }
        }
    }
    return best;
}

}  // namespace

Trait trait_of(Grade grade) { return rows[static_cast<std::size_t>(grade)].trait; }
std::string_view word(Trait trait) { return trait_words[static_cast<std::size_t>(trait)]; }
std::string_view words(Grade grade) { return rows[static_cast<std::size_t>(grade)].words; }

const Odds& starting_odds() {
    static const Odds odds = [] {
        Odds all{};
        for (std::size_t i = 0; i < grade_count; ++i) {
            all.m[i] = rows[i].m;
            all.u[i] = rows[i].u;
        }
        return all;
    }();
    return odds;
}

int Comparison::agreeing_fields() const { return std::popcount(agreeing); }

Comparison compare(const Identity& lead, const Identity& record, const Frequencies& frequencies,
                   const Odds& odds, bool with_values) {
    const Scale scale{frequencies, odds, with_values};
    Comparison result;
    const auto agree = [&](Strong field) { result.agreeing |= static_cast<std::uint8_t>(field); };
    const auto take = [&](Evidence evidence) {
        if (evidence.bits <= -100) return;
        result.bits += evidence.bits;
        result.evidence.push_back(std::move(evidence));
    };
    Names best_name;
    bool named = false;
    for (const text::PersonName& mine : lead.names) {
        for (const text::PersonName& theirs : record.names) {
            Names names = compare_names(mine, theirs, scale);
            if (named && names.bits <= best_name.bits) continue;
            best_name = std::move(names);
            named = true;
        }
    }
    if (named) {
        result.bits += best_name.bits;
        for (Evidence& evidence : best_name.evidence)
            result.evidence.push_back(std::move(evidence));
        result.name_fits = best_name.fits;
        if (best_name.equal) agree(Strong::name);
        result.contradicted = !best_name.fits;
    }
    take(best_phone(lead, record, scale));
    if (!result.evidence.empty() && result.evidence.back().grade == Grade::phone_equal)
        agree(Strong::phone);
    take(best_email(lead, record, scale));
    if (!result.evidence.empty() && result.evidence.back().grade == Grade::email_equal)
        agree(Strong::email);
    Places best_place;
    bool placed = false;
    for (const text::PostalAddress& mine : lead.addresses) {
        for (const text::PostalAddress& theirs : record.addresses) {
            Places places = compare_addresses(mine, theirs, scale);
            if (placed && places.bits <= best_place.bits) continue;
            best_place = std::move(places);
            placed = true;
        }
    }
    if (placed) {
        result.bits += best_place.bits;
        for (Evidence& evidence : best_place.evidence)
            result.evidence.push_back(std::move(evidence));
        if (best_place.agree) agree(Strong::address);
        result.contradicted = result.contradicted || best_place.other_unit;
    }
    return result;
}

}  // namespace leadloom
