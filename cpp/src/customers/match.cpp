#include "leadloom/customers/match.hpp"

#include <algorithm>
#include <cmath>

#include "candidates.hpp"
#include "frequencies.hpp"

namespace leadloom {

namespace {

constexpr std::string_view reasons[] = {
    "",
    "No record is like this one.",
    "Without a name nothing is matched: households share phone numbers, e-mails and addresses.",
    "Fewer than two of name, phone, e-mail and address agree.",
    "Two agree, but something says that it is somebody else.",
    "More than one customer agrees.",
    "The record is marked “do not service”.",
    "The record is inactive."};

constexpr std::string_view reason_words[] = {"matched",        "nobody",       "no_name",
                                             "too_little",     "contradicted", "several",
                                             "do_not_service", "inactive"};

Identity identity_of(const Sought& sought) {
    RawFields fields;
    fields.add(Raw::name, sought.name);
    fields.add(Raw::street, sought.address.street);
    fields.add(Raw::unit, sought.address.unit);
    fields.add(Raw::city, sought.address.city);
    fields.add(Raw::state, sought.address.state);
    fields.add(Raw::zip, sought.address.zip);
    for (const std::string& phone : sought.phones) fields.add(Raw::phone, phone);
    for (const std::string& email : sought.emails) fields.add(Raw::email, email);
    Identity identity;
    add_identity(fields.bytes(), identity);
    return identity;
}

bool has(const Comparison& comparison, Grade grade) {
    return std::ranges::contains(comparison.evidence, grade, &Evidence::grade);
}

/// What two that agree in name and one more do is said by the card.
void add_hints(CustomerSuggestion& suggestion) {
    const Comparison& comparison = suggestion.comparison;
    const bool shared = comparison.agrees(Strong::phone) || comparison.agrees(Strong::email) ||
                        comparison.agrees(Strong::address);
    suggestion.household = shared && !comparison.name_fits && has(comparison, Grade::surname_equal);
    suggestion.moved = comparison.name_fits && has(comparison, Grade::place_differs) &&
                       (comparison.agrees(Strong::phone) || comparison.agrees(Strong::email));
}

}  // namespace

std::string_view word(NotMatched reason) { return reason_words[static_cast<std::size_t>(reason)]; }

std::string_view words(NotMatched reason) { return reasons[static_cast<std::size_t>(reason)]; }

struct Matcher::Work {
    /// A record that was compared, kept for the comparison that is shown.
    struct Compared {
        Slot slot = 0;
        Identity identity;
    };

    explicit Work(const CustomerRegister& customers)
        : frequencies(customers), candidates(customers), letters(customers) {}

    IndexFrequencies frequencies;
    Candidates candidates;
    Letters letters;
    std::vector<Term> terms;
    std::vector<Compared> compared;
};

Matcher::Matcher(const CustomerRegister& customers, const Odds& odds, MatchLimits limits)
    : customers_(customers),
      odds_(odds),
      limits_(limits),
      work_(std::make_unique<Work>(customers)) {}

Matcher::~Matcher() = default;

namespace {

/// Whether one customer, and which, agrees; of several the answer is why not.
struct Decision {
    const CustomerSuggestion* one = nullptr;
    NotMatched reason = NotMatched::too_little;
};

/// Whether another record stands at the lead's house under a name like the lead's, while this one
/// is of another house: a branch, or the customer twice.
bool has_rival(const CustomerSuggestion& one, const std::vector<CustomerSuggestion>& all,
               const CustomerRegister& customers) {
    constexpr Grade elsewhere[] = {Grade::place_differs, Grade::street_equal, Grade::street_alike,
                                   Grade::number_equal};
    if (std::ranges::none_of(elsewhere, [&](Grade grade) { return has(one.comparison, grade); }))
        return false;
    return std::ranges::any_of(all, [&](const CustomerSuggestion& other) {
        const Comparison& comparison = other.comparison;
        return other.slot != one.slot && customers.active(other.slot) &&
               has(comparison, Grade::place_equal) &&
               (comparison.name_fits || has(comparison, Grade::company_alike));
    });
}

Decision decide(const std::vector<CustomerSuggestion>& all, const CustomerRegister& customers,
                const MatchLimits& limits) {
    Decision decision;
    bool contradicted = false;
    bool inactive = false;
    for (const CustomerSuggestion& suggestion : all) {
        const Comparison& comparison = suggestion.comparison;
        if (comparison.agreeing_fields() < limits.agreeing) continue;
        if (comparison.contradicted || !comparison.name_fits) {
            contradicted = true;
            continue;
        }
        if (!customers.active(suggestion.slot) || customers.merged(suggestion.slot)) {
            inactive = true;
            continue;
        }
        if (decision.one != nullptr) return {nullptr, NotMatched::several};
        decision.one = &suggestion;
    }
    if (decision.one == nullptr) {
        decision.reason = inactive       ? NotMatched::inactive
                          : contradicted ? NotMatched::contradicted
                                         : NotMatched::too_little;
        return decision;
    }
    if (has_rival(*decision.one, all, customers)) return {nullptr, NotMatched::several};
    decision.reason = customers.head(decision.one->slot).do_not_service ? NotMatched::do_not_service
                                                                        : NotMatched::none;
    return decision;
}

/// One of the records is the lead's customer, or none is.
void set_probabilities(std::vector<CustomerSuggestion>& all, const CustomerRegister& customers,
                       const MatchLimits& limits) {
    const double prior =
        limits.known / static_cast<double>(std::max<std::size_t>(customers.size(), 1));
    double sum = 1 - limits.known;
    for (CustomerSuggestion& suggestion : all) {
        suggestion.probability =
            prior * std::exp2(std::min(900.0, suggestion.comparison.bits * limits.tempered));
        sum += suggestion.probability;
    }
    for (CustomerSuggestion& suggestion : all) suggestion.probability /= sum;
}

/// Whether one of these is so likely that no other needs to be looked for.
bool stands_out(std::vector<CustomerSuggestion>& all, const CustomerRegister& customers,
                const MatchLimits& limits) {
    constexpr double likely = 0.99;
    set_probabilities(all, customers, limits);
    return std::ranges::any_of(
        all, [](const CustomerSuggestion& one) { return one.probability >= likely; });
}

/// Being written alike is a reason of its own where no other speaks for the record.
void add_writing(CustomerSuggestion& suggestion, const Identity& lead, const Identity& record) {
    Comparison& comparison = suggestion.comparison;
    comparison.bits += suggestion.written;
    if (suggestion.written <= 0 ||
        std::ranges::any_of(comparison.evidence, [](const Evidence& one) { return one.bits > 0; }))
        return;
    const auto text = [](const Identity& one) {
        return !one.names.empty()       ? normal(one.names.front())
               : !one.addresses.empty() ? normal(one.addresses.front())
                                        : std::string();
    };
    comparison.evidence.push_back(
        {Grade::written_alike, suggestion.written, text(lead), text(record)});
}

}  // namespace

Match Matcher::match(const Sought& sought, std::size_t count) {
    Match result;
    Work& work = *work_;
    const Identity lead = identity_of(sought);
    work.terms.clear();
    add_terms(lead, work.terms);
    work.candidates.clear();
    work.compared.clear();
    work.candidates.add_keys(lead);
    std::vector<CustomerSuggestion>& all = result.suggestions;
    const auto look_at = [&](Slot slot) {
        if (std::ranges::contains(work.compared, slot, &Work::Compared::slot)) return;
        work.compared.push_back({slot, customers_.identity(slot)});
        const Identity& record = work.compared.back().identity;
        // A merged record speaks for the one it was merged into.
        const Slot target = customers_.survivor(slot).value_or(slot);
        CustomerSuggestion suggestion{target, slot, 0,
                                      compare(lead, record, work.frequencies, odds_, false)};
        const auto known = std::ranges::find(all, target, &CustomerSuggestion::slot);
        if (known == all.end()) {
            all.push_back(std::move(suggestion));
        } else if (suggestion.comparison.bits > known->comparison.bits) {
            *known = std::move(suggestion);
        }
    };
    for (const Slot slot : work.candidates.found()) {
        if (work.candidates.may_agree(slot, work.terms)) look_at(slot);
    }
    // Beside a certain record only those that share a phone, an e-mail address or a house matter.
    if (lead.names.empty() || decide(all, customers_, limits_).reason != NotMatched::none) {
        work.letters.read(work.terms);
        const bool keyed = !work.candidates.found().empty();
        work.candidates.add_words(work.terms, keyed ? limits_.read / 4 : limits_.read);
        work.candidates.add_common();
        // Where one record has nearly all of it, few others are worth a look.
        const std::vector<Slot> few =
            work.candidates.best(work.terms, std::max(count + 1, limits_.compared / 4));
        // What has only slips in common must be looked for with slips. Where there is no address, a
        // name that all have in part says nothing yet.
        constexpr double enough = 0.7;
        bool slips = work.candidates.coverage() < enough;
        if (!slips) {
            std::ranges::for_each(few, look_at);
            slips = lead.addresses.empty() && !stands_out(all, customers_, limits_);
        }
        if (slips) {
            const std::vector<Term> open =
                lead.addresses.empty() ? work.terms : work.candidates.missing(work.terms);
            work.candidates.add_near(lead, open, limits_.read);
            work.candidates.add_alike(work.letters, open, limits_.read / 6);
            work.candidates.add_common();
            std::ranges::for_each(work.candidates.best(work.terms, limits_.compared, &work.letters),
                                  look_at);
        }
        if (work.letters.any()) {
            for (CustomerSuggestion& one : all) {
                one.written = limits_.written *
                              (work.letters.likeness(one.compared) - limits_.written_by_chance);
                one.comparison.bits += one.written;
            }
        }
    }
    if (all.empty()) return result;
    std::ranges::sort(all, [&](const CustomerSuggestion& a, const CustomerSuggestion& b) {
        if (a.comparison.bits != b.comparison.bits) return a.comparison.bits > b.comparison.bits;
        const CustomerHead mine = customers_.head(a.slot);
        const CustomerHead theirs = customers_.head(b.slot);
        return mine.modified != theirs.modified ? mine.modified > theirs.modified
                                                : mine.id < theirs.id;
    });
    set_probabilities(all, customers_, limits_);
    for (CustomerSuggestion& suggestion : all) add_hints(suggestion);
    const Decision decision = decide(all, customers_, limits_);
    result.reason = lead.names.empty() ? NotMatched::no_name : decision.reason;
    result.automatic = result.reason == NotMatched::none;
    if (result.automatic && decision.one != all.data()) {
        // Certain goes before likely.
        const auto at = all.begin() + (decision.one - all.data());
        std::rotate(all.begin(), at, at + 1);
    }
    const auto unlikely = [&](const CustomerSuggestion& suggestion) {
        return suggestion.probability < limits_.least_probability * all.front().probability &&
               suggestion.comparison.agreeing == 0 && suggestion.comparison.bits < 0;
    };
    for (std::size_t i = all.size(); i-- > 1;) {
        if (unlikely(all[i])) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (all.size() > count) all.erase(all.begin() + static_cast<std::ptrdiff_t>(count), all.end());
    for (CustomerSuggestion& suggestion : all) {
        const auto compared =
            std::ranges::find(work.compared, suggestion.compared, &Work::Compared::slot);
        suggestion.comparison = compare(lead, compared->identity, work.frequencies, odds_, true);
        add_writing(suggestion, lead, compared->identity);
    }
    return result;
}

std::optional<Slot> Matcher::exact(const Sought& sought) {
    Work& work = *work_;
    const Identity lead = identity_of(sought);
    if (lead.names.empty()) return std::nullopt;
    work.candidates.clear();
    work.candidates.add_keys(lead);
    work.terms.clear();
    add_terms(lead, work.terms);
    const NoFrequencies alike(work.frequencies);
    std::vector<CustomerSuggestion> all;
    for (const Slot slot : work.candidates.found()) {
        // One field agrees already; for a second it takes another, or the name.
        if (!work.candidates.may_agree(slot, work.terms)) continue;
        const Slot target = customers_.survivor(slot).value_or(slot);
        if (std::ranges::contains(all, target, &CustomerSuggestion::slot)) continue;
        all.push_back(
            {target, slot, 0, compare(lead, customers_.identity(slot), alike, odds_, false)});
    }
    const Decision decision = decide(all, customers_, limits_);
    if (decision.reason != NotMatched::none) return std::nullopt;
    return decision.one->slot;
}

}  // namespace leadloom
