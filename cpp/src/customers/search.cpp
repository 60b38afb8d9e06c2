#include "leadloom/customers/search.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "places.hpp"
#include "query.hpp"

namespace leadloom {

namespace {

/// A word that more entries of the index have than this sorts records out only once they are read.
constexpr std::size_t everywhere = 250'000;
/// Entries of words that are near, nearest first.
constexpr std::size_t most_near = 60'000;
/// Records that are read for their order.
constexpr std::size_t most_read = 1'000;

/// How much a word says by where it stands, by `Facet`.
constexpr std::array<float, facet_count> facet_weights = {1.0F, 0.98F, 0.95F, 0.8F, 0.85F, 0.9F};
/// How much a word counts by its edits.
constexpr std::array<float, 3> edit_weights = {1.0F, 0.6F, 0.4F};

/// How many digits begin with what was typed, by `DigitOrder`.
constexpr std::array<std::size_t, 3> longest_digits = {10, 7, 4};

/// Sorts stretches and takes what is nearer out of what is farther, so that none overlap.
void disjoin(std::vector<Stretch>& near) {
    std::ranges::sort(near, {},
                      [](Stretch stretch) { return std::pair(stretch.first, ~stretch.last); });
    // What lies inside another is nearer: the walk goes on into a stretch only for fewer edits.
    std::vector<Stretch> apart;
    std::vector<Stretch> open;
    std::uint32_t at = 0;
    const auto close_until = [&](std::uint32_t place) {
        while (!open.empty() && open.back().last <= place) {
            if (at < open.back().last) apart.push_back({at, open.back().last, open.back().edits});
            at = std::max(at, open.back().last);
            open.pop_back();
        }
        if (!open.empty() && at < place) apart.push_back({at, place, open.back().edits});
        at = std::max(at, place);
    };
    for (const Stretch stretch : near) {
        close_until(stretch.first);
        if (open.empty() || stretch.edits < open.back().edits) open.push_back(stretch);
    }
    close_until(0xFFFF'FFFF);
    near = std::move(apart);
}

}  // namespace

/// A word of the query and where it leads to in a segment.
struct Searcher::Word {
    const QueryWord* asked = nullptr;
    /// The word itself and, for streets, its normal form; then what begins so; then what is near.
    std::vector<Stretch> exact;
    std::vector<Stretch> beginning;
    std::vector<Stretch> near;
    /// Records that have it so.
    PlaceSet exactly;
    PlaceSet somehow;
    bool common = false;

    [[nodiscard]] float weight(std::uint32_t word, std::size_t letters) const {
        for (const Stretch stretch : exact) {
            if (word >= stretch.first && word < stretch.last) return 1;
        }
        const float share = static_cast<float>(asked->text.size()) /
                            static_cast<float>(std::max(letters, asked->text.size()));
        for (const Stretch stretch : beginning) {
            if (word >= stretch.first && word < stretch.last) return 0.8F + 0.15F * share;
        }
        // Sorted, and none overlaps the next.
        const auto after = std::ranges::upper_bound(near, word, {}, &Stretch::first);
        if (after == near.begin() || word >= (after - 1)->last) return 0;
        return edit_weights[(after - 1)->edits] - 0.1F + 0.1F * share;
    }

    void find(const Segment& segment) {
        for (const std::string* const form : {&asked->text, &asked->street}) {
            if (form->empty()) continue;
            const Stretch begins = segment.beginning(*form);
            if (begins.empty()) continue;
            beginning.push_back(begins);
            const Stretch whole = segment.exact(*form);
            if (!whole.empty()) exact.push_back(whole);
        }
        const std::size_t size = segment.last() - segment.first();
        std::size_t count = 0;
        for (const Stretch stretch : beginning) count += segment.count(stretch);
        common = count > everywhere;
        somehow.reset(size, common);
        exactly.reset(size);
        for (const Stretch stretch : exact) add(segment, stretch, exactly);
        if (!common) {
            for (const Stretch stretch : beginning) add(segment, stretch, somehow);
            if (asked->digits) add_phones(segment);
        }
    }

    void find_near(const Segment& segment) {
        const unsigned edits = forgiven(asked->text.size());
        if (edits == 0 || asked->digits || asked->optional) return;
        segment.near(asked->text, edits, true, near);
        std::ranges::sort(near, {}, &Stretch::edits);
        std::size_t read = 0;
        std::erase_if(near, [&](Stretch stretch) {
            read += segment.count(stretch);
            return read > most_near && stretch.edits > 1;
        });
        for (const Stretch stretch : near) {
            if (!common) add(segment, stretch, somehow);
        }
        disjoin(near);
    }

private:
    static void add(const Segment& segment, Stretch stretch, PlaceSet& places) {
        for (const std::uint32_t posting : segment.postings(stretch))
            places.add(segment.slot_of(posting) - segment.first());
    }

    void add_phones(const Segment& segment) {
        const std::size_t size = asked->text.size();
        if (size < 3 || size > 10) return;
        for (const DigitOrder order : {DigitOrder::whole, DigitOrder::local, DigitOrder::line}) {
            if (size > longest_digits[static_cast<std::size_t>(order)]) continue;
            const auto keys = segment.phones(asked->text, order);
            if (keys.size() > everywhere) continue;
            for (const std::uint64_t key : keys)
                somehow.add(segment.slot_of(key) - segment.first());
        }
    }
};

void Searcher::visit(const Segment& segment, Slot slot, const std::vector<Word>& words,
                     std::size_t may_lack, std::vector<Hit>& hits) const {
    if (!customers_.living(slot)) return;
    constexpr std::size_t most_words = 24;
    std::array<float, most_words> weights{};
    segment.each_word(slot, [&](std::uint32_t word, Facet part) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const float weight = words[i].weight(word, segment.letters(word));
            if (weight == 0) continue;
            weights[i] =
                std::max(weights[i], weight * facet_weights[static_cast<std::size_t>(part)]);
        }
    });
    std::size_t lacking = 0;
    float score = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const QueryWord& asked = *words[i].asked;
        // What no word of the record explains are digits of its telephone number.
        if (weights[i] == 0 && asked.digits && !words[i].common &&
            words[i].somehow.has(slot - segment.first()))
            weights[i] = 0.75F;
        if (weights[i] == 0 && !asked.optional && ++lacking > may_lack) return;
        score += asked.optional ? weights[i] * 0.3F : weights[i];
    }
    if (customers_.merged(slot)) score -= 0.4F;
    if (!customers_.active(slot)) score -= 0.3F;
    hits.push_back({slot, score - static_cast<float>(lacking) * 0.5F});
}

void Searcher::run(const Segment& segment, const std::vector<Word>& words, std::size_t may_lack,
                   std::vector<Hit>& hits) const {
    const std::size_t size = segment.last() - segment.first();
    // Records that have all words; those that have all but one; and of the first those that have
    // every word but the last, which is still being typed, exactly.
    PlaceSet all;
    PlaceSet all_but_one;
    PlaceSet exactly;
    all.reset(size, true);
    all_but_one.reset(size, true);
    exactly.reset(size, true);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        if (word.asked->optional) continue;
        if (may_lack > 0) {
            all_but_one.keep(word.somehow);
            all_but_one.add(all);
        }
        all.keep(word.somehow);
        exactly.keep(i + 1 < words.size() ? word.exactly : word.somehow);
    }
    std::size_t read = 0;
    const auto visit_all = [&](const PlaceSet& places, std::size_t lack) {
        places.each_from_last([&](std::uint32_t place) {
            visit(segment, segment.first() + place, words, lack, hits);
            return ++read < most_read;
        });
    };
    for (const Hit& hit : hits) {
        if (hit.slot < segment.first() || hit.slot >= segment.last()) continue;
        for (PlaceSet* const set : {&all, &all_but_one, &exactly})
            set->remove(hit.slot - segment.first());
    }
    exactly.keep(all);
    visit_all(exactly, 0);
    all.remove(exactly);
    if (read < most_read) visit_all(all, 0);
    // Where records have all of it, none that lacks a word is meant.
    if (may_lack == 0 || !hits.empty()) return;
    all_but_one.remove(all);
    all_but_one.remove(exactly);
    read = 0;
    visit_all(all_but_one, may_lack);
}

void Searcher::add_phones(const Segment& segment, std::string_view digits,
                          std::vector<Hit>& hits) const {
    for (const DigitOrder order : {DigitOrder::whole, DigitOrder::local, DigitOrder::line}) {
        const auto at = static_cast<std::size_t>(order);
        if (digits.size() > longest_digits[at]) continue;
        const auto keys = segment.phones(digits, order);
        for (const std::uint64_t key : keys.last(std::min(keys.size(), most_read))) {
            const Slot slot = segment.slot_of(key);
            if (!customers_.living(slot) ||
                std::ranges::contains(std::span(hits).last(std::min<std::size_t>(hits.size(), 8)),
                                      slot, &Hit::slot))
                continue;
            hits.push_back({slot, 2 - 0.1F * static_cast<float>(at) -
                                      (customers_.active(slot) ? 0.0F : 0.3F)});
        }
    }
}

std::vector<Hit> Searcher::search(std::string_view text, std::size_t count) const {
    std::vector<Hit> hits;
    const Query query = read_query(text);
    if (query.words.empty()) return hits;
    const auto better = [&](const Hit& a, const Hit& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.slot > b.slot;
    };
    const auto finished = [&]() -> std::vector<Hit>& {
        const std::size_t size = std::min(count, hits.size());
        std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(size), better);
        hits.resize(size);
        return hits;
    };
    if (!query.phone.empty()) {
        for (const auto& segment : customers_.segments()) add_phones(*segment, query.phone, hits);
        if (hits.size() >= count || (!hits.empty() && query.phone.size() > 5)) return finished();
        hits.clear();
    }
    const auto required =
        static_cast<std::size_t>(std::ranges::count(query.words, false, &QueryWord::optional));
    for (const auto& segment : customers_.segments()) {
        std::vector<Word> words(query.words.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            words[i].asked = &query.words[i];
            words[i].find(*segment);
        }
        const std::size_t before = hits.size();
        run(*segment, words, 0, hits);
        if (hits.size() - before >= count) continue;
        for (Word& word : words) word.find_near(*segment);
        run(*segment, words, required > 1 ? 1 : 0, hits);
    }
    return finished();
}

}  // namespace leadloom
