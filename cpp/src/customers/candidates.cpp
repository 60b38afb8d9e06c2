#include "candidates.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <span>
#include <string>

#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// A key that all of a building shares is read this far.
constexpr std::size_t key_limit = 256;
/// What an equal key counts, in bits.
constexpr float key_bits = 24;
constexpr float near_phone_bits = 12;
/// What only says that a record was found.
constexpr float seen = 0.01F;
/// Entries of too common words that are read: for what two lists share, and for what each lifts.
constexpr std::size_t pairs_limit = 40'000;
constexpr std::size_t common_limit = 60'000;

/// Ten digits of a number, in one of the orders of the index.
std::string in_order(std::string_view digits, DigitOrder order) {
    const std::string area(digits.substr(0, 3));
    const std::string exchange(digits.substr(3, 3));
    const std::string line(digits.substr(6));
    switch (order) {
        case DigitOrder::whole: break;
        case DigitOrder::local: return exchange + line + area;
        case DigitOrder::line: return line + area + exchange;
    }
    return std::string(digits);
}

/// Whether one figure is another, or two neighbours are swapped.
bool one_slip(std::uint64_t a, std::uint64_t b) {
    if (a == b) return false;
    for (; a % 10 == b % 10; b /= 10) a /= 10;
    if (a / 10 == b / 10) return true;
    return a / 100 == b / 100 && a % 10 == b / 10 % 10 && a / 10 % 10 == b % 10;
}

}  // namespace

void Candidates::clear() {
    scores_.resize(customers_.slots());
    late_.resize(customers_.slots());
    for (const Slot slot : found_) scores_[slot] = 0;
    found_.clear();
    common_.clear();
    lifted_ = 0;
    coverage_ = 0;
}

void Candidates::add(Slot slot, float bits) {
    float& score = scores_[slot];
    if (score == 0) {
        if (!customers_.living(slot)) return;
        found_.push_back(slot);
        late_[slot] = lifted_ > 0 ? 1 : 0;
    }
    score += bits;
}

void Candidates::add_keys(const Identity& lead) {
    for (const auto& segment : customers_.segments()) {
        const auto add_all = [&](std::span<const std::uint64_t> keys) {
            for (const std::uint64_t key : keys.first(std::min(keys.size(), key_limit)))
                add(segment->slot_of(key), key_bits);
        };
        for (const text::Phone& phone : lead.phones) {
            if (phone.number() == 0) continue;
            std::string digits = phone.digits;
            digits.insert(0, 10 - std::min<std::size_t>(10, digits.size()), '0');
            add_all(segment->phones(digits, DigitOrder::whole));
        }
        for (const text::Email& email : lead.emails) add_all(segment->emails(email_key(email)));
        for (const text::PostalAddress& address : lead.addresses)
            add_all(segment->places(place_key(address)));
    }
}

bool Candidates::may_agree(Slot slot, const std::vector<Term>& terms) const {
    if (scores_[slot] > key_bits) return true;
    bool shared = false;
    for (const auto& segment : customers_.segments()) {
        if (slot < segment->first() || slot >= segment->last()) continue;
        segment->each_word(slot, [&](std::uint32_t word, Facet part) {
            if (part != Facet::name || shared) return;
            const std::string_view theirs = segment->word(word);
            for (const Term& mine : terms) {
                // “Maryann” is two words on the other side.
                shared = shared ||
                         (mine.part == Facet::name && mine.word.starts_with(theirs.substr(0, 3)));
            }
        });
    }
    return shared;
}

float Candidates::bits_of(std::size_t count) const {
    const double share =
        (static_cast<double>(count) + 0.5) / (static_cast<double>(customers_.size()) + 1);
    return static_cast<float>(std::max(0.1, -std::log2(share)));
}

void Candidates::add_list(const Segment& segment, std::span<const std::uint32_t> postings,
                          float bits) {
    for (const std::uint32_t posting : postings) add(segment.slot_of(posting), bits);
}

void Candidates::add_words(const std::vector<Term>& terms, std::size_t limit) {
    for (const auto& segment : customers_.segments()) {
        std::vector<List> lists;
        for (const Term& term : terms) {
            const Stretch stretch = segment->exact(term.word);
            if (stretch.empty()) continue;
            // What is a street here may be a city there.
            const std::size_t same = segment->count(stretch.first, term.part);
            if (same > 0) {
                lists.push_back({segment.get(), segment->postings(stretch.first, term.part),
                                 bits_of(same), &term});
            } else {
                lists.push_back({segment.get(), segment->postings(stretch),
                                 bits_of(segment->count(stretch)) / 2, &term});
            }
        }
        std::ranges::sort(lists, {}, [](const List& list) { return list.postings.size(); });
        std::size_t read = 0;
        for (const List& list : lists) {
            if (read + list.postings.size() <= limit) {
                add_list(*segment, list.postings, list.bits);
            } else {
                common_.push_back(list);
                // If all are beyond the limit one is read as far, its newest records first.
                if (read == 0) add_list(*segment, list.postings.last(limit), seen);
            }
            read += list.postings.size();
        }
    }
}

void Candidates::add_common() {
    const std::size_t known = lifted_;
    std::ranges::sort(std::span(common_).subspan(known), {},
                      [](const List& list) { return list.postings.size(); });
    std::size_t read = 0;
    for (std::size_t i = known; i < common_.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const List& one = common_[i];
            const List& other = common_[j];
            // Streets, cities and ZIP codes say where, and much the same.
            const bool places =
                one.term->part >= Facet::street && other.term->part >= Facet::street;
            if (one.segment != other.segment || one.term->word == other.term->word || places)
                continue;
            const std::size_t entries = one.postings.size() + other.postings.size();
            if (read + entries > pairs_limit) continue;
            read += entries;
            auto mine = one.postings.begin();
            auto theirs = other.postings.begin();
            while (mine != one.postings.end() && theirs != other.postings.end()) {
                const Slot a = one.segment->slot_of(*mine);
                const Slot b = one.segment->slot_of(*theirs);
                if (a == b) add(a, seen);
                mine += a <= b ? 1 : 0;
                theirs += b <= a ? 1 : 0;
            }
        }
    }
    read = 0;
    for (std::size_t i = 0; i < common_.size(); ++i) {
        const List& list = common_[i];
        if (read + list.postings.size() > common_limit) continue;
        read += list.postings.size();
        for (const std::uint32_t posting : list.postings) {
            const Slot slot = list.segment->slot_of(posting);
            // What was found before has it from the lists that were known before.
            if (scores_[slot] > 0 && (i >= known || late_[slot] != 0)) scores_[slot] += list.bits;
        }
    }
    lifted_ = common_.size();
}

void Candidates::add_near(const Identity& lead, const std::vector<Term>& terms, std::size_t limit) {
    constexpr std::size_t nearest = 48;
    std::vector<Stretch> near;
    for (const auto& segment : customers_.segments()) {
        for (const Term& term : terms) {
            if (term.part == Facet::zip || term.part == Facet::number || term.word.size() < 4)
                continue;
            near.clear();
            segment->near(term.word, term.word.size() < 7 ? 1 : 2, false, near);
            std::ranges::sort(near, {}, [&](Stretch stretch) {
                return std::pair(stretch.edits, segment->count(stretch));
            });
            if (near.size() > nearest) near.resize(nearest);
            std::size_t read = 0;
            for (const Stretch stretch : near) {
                const auto postings = segment->postings(stretch.first, term.part);
                const float weight = stretch.edits == 1 ? 0.75F : 0.5F;
                const float bits = bits_of(postings.size()) * weight;
                if (read + postings.size() > limit) {
                    common_.push_back({segment.get(), postings, bits, &term});
                    continue;
                }
                read += postings.size();
                add_list(*segment, postings, bits);
            }
        }
        for (const text::Phone& phone : lead.phones) {
            if (phone.worth != text::Phone::Worth::whole) continue;
            for (const DigitOrder order :
                 {DigitOrder::whole, DigitOrder::local, DigitOrder::line}) {
                // The last part of each order may be wrong.
                const std::string digits = in_order(phone.digits, order);
                const std::size_t known = order == DigitOrder::whole ? 6 : 7;
                const auto keys = segment->phones(std::string_view(digits).substr(0, known), order);
                if (keys.size() > limit) continue;
                const auto number = static_cast<std::uint64_t>(*text::integer(digits));
                for (const std::uint64_t key : keys) {
                    if (one_slip(Segment::number_of(key), number))
                        add(segment->slot_of(key), near_phone_bits);
                }
            }
        }
    }
}

void Candidates::add_alike(Letters& letters, const std::vector<Term>& terms, std::size_t limit) {
    constexpr std::size_t words = 48;
    std::vector<Letters::Alike> found;
    for (std::size_t i = 0; i < customers_.segments().size(); ++i) {
        const Segment& segment = *customers_.segments()[i];
        for (const Term& term : terms) {
            if (term.part == Facet::number) continue;
            letters.find(i, term.word, words, limit, found);
            std::size_t read = 0;
            for (const auto& [word, likeness] : found) {
                const auto postings = segment.postings(Stretch{word, word + 1});
                // What is equal has been added.
                if (likeness > 0.999F) continue;
                const float bits = bits_of(postings.size()) * likeness * likeness;
                if (read + postings.size() > limit) {
                    if (likeness > 0.4F) common_.push_back({&segment, postings, bits, &term});
                    continue;
                }
                read += postings.size();
                add_list(segment, postings, bits);
            }
        }
    }
}

std::vector<Term> Candidates::missing(const std::vector<Term>& terms) const {
    std::vector<Term> lacking = terms;
    if (coverage_ == 0) return lacking;
    for (const auto& segment : customers_.segments()) {
        if (covering_ < segment->first() || covering_ >= segment->last()) continue;
        segment->each_word(covering_, [&](std::uint32_t word, Facet) {
            std::erase_if(lacking,
                          [&](const Term& term) { return term.word == segment->word(word); });
        });
    }
    return lacking;
}

std::vector<Slot> Candidates::best(const std::vector<Term>& terms, std::size_t count,
                                   Letters* letters) {
    // Score and slot in one number: what is above zero compares as its bits do (IEEE 754).
    const auto rank = [](float score, Slot slot) {
        return (std::uint64_t{std::bit_cast<std::uint32_t>(score)} << 32U) | slot;
    };
    // Moves the `most` best of those behind `from` there.
    const auto choose = [&](std::size_t from, std::size_t most) {
        if (ranked_.size() <= from + most) return;
        const auto first = ranked_.begin() + static_cast<std::ptrdiff_t>(from);
        std::ranges::nth_element(first, first + static_cast<std::ptrdiff_t>(most), ranked_.end(),
                                 std::greater{});
    };
    const auto keep = [&](std::size_t most) {
        choose(0, most);
        ranked_.resize(std::min(ranked_.size(), most));
    };
    ranked_.clear();
    for (const Slot slot : found_) ranked_.push_back(rank(scores_[slot], slot));
    // Wide enough for what the common words may still lift.
    keep(count * 8);
    float all = 0;
    for (const auto& segment : customers_.segments()) {
        struct Word {
            std::uint32_t word;
            float bits;
        };
        std::vector<Word> words;
        // Tells at once of most words that they are none of these.
        std::uint64_t some = 0;
        const auto bit_of = [](std::uint32_t word) { return std::uint64_t{1} << (word % 64); };
        float possible = 0;
        for (const Term& term : terms) {
            const Stretch stretch = segment->exact(term.word);
            const std::size_t records = stretch.empty() ? 0 : segment->count(stretch);
            const float bits = bits_of(records);
            possible += records == 0 ? 12 : bits;
            if (records == 0) continue;
            words.push_back({stretch.first, bits});
            some |= bit_of(stretch.first);
        }
        all = std::max(all, possible);
        for (std::uint64_t& ranked : ranked_) {
            const auto slot = static_cast<Slot>(ranked);
            if (slot < segment->first() || slot >= segment->last()) continue;
            float shared = 0;
            segment->each_word(slot, [&](std::uint32_t word, Facet) {
                if ((some & bit_of(word)) == 0) return;
                for (const Word& mine : words) {
                    if (mine.word == word) shared += mine.bits;
                }
            });
            ranked = rank(std::max(scores_[slot], shared) + shared * 0.5F, slot);
            if (all > 0 && shared / all > coverage_) {
                coverage_ = shared / all;
                covering_ = slot;
            }
        }
    }
    if (letters != nullptr && ranked_.size() > count / 2) {
        const std::size_t half = count / 2;
        choose(0, half);
        for (std::uint64_t& ranked : std::span(ranked_).subspan(half)) {
            const auto slot = static_cast<Slot>(ranked);
            ranked = rank(letters->likeness(slot), slot);
        }
        choose(half, count - half);
        ranked_.resize(std::min(ranked_.size(), count));
    } else {
        keep(count);
    }
    std::vector<Slot> slots;
    slots.reserve(ranked_.size());
    for (const std::uint64_t ranked : ranked_) slots.push_back(static_cast<Slot>(ranked));
    return slots;
}

}  // namespace leadloom
