#include "leadloom/customers/search.hpp"

#include <algorithm>
#include <array>

#include "query.hpp"

namespace leadloom {

namespace {

/// Entries of the index that one word may bring to be looked at: of several words, and of one alone,
/// for which one record is as good as another.
constexpr std::size_t most_read = 16'000;
constexpr std::size_t most_read_alone = 2'000;
/// Records whose telephone numbers may be read for the digits in them.
constexpr std::size_t most_numbers = 1'000;

/// How much a word says by where it stands, by `Part`.
constexpr std::array<float, part_count> part_weights = {1.0F, 0.98F, 0.95F, 0.8F, 0.85F, 0.9F};
/// How much a word counts by its edits.
constexpr std::array<float, 3> edit_weights = {1.0F, 0.6F, 0.4F};

/// Sorts stretches and takes what is nearer out of what is farther, so that none overlap.
void disjoin(std::vector<Stretch>& near) {
    std::ranges::sort(near, {}, [](Stretch stretch) {
        return std::pair(stretch.first, ~stretch.last);
    });
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
    std::array<std::span<const std::uint64_t>, 3> phones;
    std::size_t count = 0;

    [[nodiscard]] float weight(std::uint32_t word, std::size_t letters) const {
        for (const Stretch stretch : exact) {
            if (word >= stretch.first && word < stretch.last) return 1;
        }
        for (const Stretch stretch : beginning) {
            if (word >= stretch.first && word < stretch.last)
                return 0.8F + 0.15F * static_cast<float>(asked->text.size()) /
                                  static_cast<float>(std::max(letters, asked->text.size()));
        }
        // Sorted, and none overlaps the next.
        const auto after = std::ranges::upper_bound(near, word, {}, &Stretch::first);
        if (after == near.begin()) return 0;
        const Stretch stretch = *(after - 1);
        if (word >= stretch.last) return 0;
        const float whole = 0.1F * static_cast<float>(asked->text.size()) /
                            static_cast<float>(std::max(letters, asked->text.size()));
        return edit_weights[stretch.edits] - 0.1F + whole;
    }
};

/// What is forgiven in one pass over a segment.
struct Searcher::Pass {
    bool slips = false;
    /// Words that a record may lack.
    std::size_t lacking = 0;
};

bool Searcher::has_digits(Slot slot, std::string_view digits) {
    ++numbers_read_;
    bool found = false;
    customers_.each_raw(slot, [&](std::string_view bytes) {
        each_field(bytes, [&](const RawField& field) {
            if (field.kind == Raw::phone && !found)
                found = text::read_phone(field.text).digits.contains(digits);
        });
    });
    return found;
}

void Searcher::visit(const Segment& segment, Slot slot, const std::vector<Word>& words,
                     const Pass& pass, std::vector<Hit>& hits, const Word* by_phone) {
    if (seen_[slot] == round_) return;
    seen_[slot] = round_;
    if (!customers_.living(slot)) return;
    constexpr std::size_t most_words = 12;
    std::array<float, most_words> weights{};
    segment.each_word(slot, [&](std::uint32_t word, Part part) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const float weight = words[i].weight(word, segment.letters(word));
            if (weight == 0) continue;
            weights[i] = std::max(weights[i], weight * part_weights[static_cast<std::size_t>(part)]);
        }
    });
    if (by_phone != nullptr) {
        float& weight = weights[static_cast<std::size_t>(by_phone - words.data())];
        weight = std::max(weight, 0.75F);
    }
    std::size_t lacking = 0;
    float score = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const QueryWord& asked = *words[i].asked;
        if (weights[i] == 0 && asked.digits && asked.text.size() > 2 &&
            lacking <= pass.lacking && numbers_read_ < most_numbers && has_digits(slot, asked.text))
            weights[i] = 0.75F;
        if (weights[i] == 0 && !asked.optional && ++lacking > pass.lacking) return;
        score += asked.optional ? weights[i] * 0.3F : weights[i];
    }
    if (customers_.merged(slot)) score -= 0.4F;
    if (!customers_.active(slot)) score -= 0.3F;
    hits.push_back({slot, score - static_cast<float>(lacking) * 0.5F});
}

void Searcher::run(const Segment& segment, std::vector<Word>& words, const Pass& pass,
                   std::vector<Hit>& hits) {
    for (Word& word : words) {
        word.count = 0;
        for (const auto* const list : {&word.beginning, &word.near}) {
            for (const Stretch stretch : *list) word.count += segment.count(stretch);
        }
        for (const auto& keys : word.phones) word.count += keys.size();
    }
    // The rarest words lead; with one that may be lacking, so must the next.
    std::vector<const Word*> leading;
    for (const Word& word : words) {
        if (!word.asked->optional) leading.push_back(&word);
    }
    std::ranges::sort(leading, {}, &Word::count);
    if (leading.size() > pass.lacking + 1) leading.resize(pass.lacking + 1);
    const std::size_t most = words.size() == 1 ? most_read_alone : most_read;
    for (const Word* const word : leading) {
        std::size_t read = 0;
        const auto read_list = [&](Stretch stretch) {
            const auto postings = segment.postings(stretch);
            const std::size_t size = std::min(postings.size(), most - read);
            // The newest records stand last.
            for (const std::uint32_t posting : postings.last(size))
                visit(segment, segment.slot_of(posting), words, pass, hits, nullptr);
            read += size;
        };
        for (const Stretch stretch : word->exact) read_list(stretch);
        for (const auto& keys : word->phones) {
            for (const std::uint64_t key : keys.last(std::min(keys.size(), most - read)))
                visit(segment, segment.slot_of(key), words, pass, hits, word);
            read += std::min(keys.size(), most - read);
        }
        for (const Stretch stretch : word->beginning) read_list(stretch);
        for (const Stretch stretch : word->near) read_list(stretch);
    }
}

std::vector<Hit> Searcher::search(std::string_view text, std::size_t count) {
    std::vector<Hit> hits;
    const Query query = read_query(text);
    if (query.words.empty()) return hits;
    seen_.resize(customers_.slots());
    numbers_read_ = 0;
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
        ++round_;
        for (const auto& segment : customers_.segments()) {
            for (const DigitOrder order :
                 {DigitOrder::whole, DigitOrder::local, DigitOrder::line}) {
                constexpr std::array<std::size_t, 3> longest = {10, 7, 4};
                const auto at = static_cast<std::size_t>(order);
                if (query.phone.size() > longest[at]) continue;
                const auto keys = segment->phones(query.phone, order);
                for (const std::uint64_t key : keys.last(std::min(keys.size(), most_read))) {
                    const Slot slot = segment->slot_of(key);
                    if (seen_[slot] == round_ || !customers_.living(slot)) continue;
                    seen_[slot] = round_;
                    hits.push_back({slot, 2 - 0.1F * static_cast<float>(at) -
                                              (customers_.active(slot) ? 0.0F : 0.3F)});
                }
            }
        }
        if (hits.size() >= count || (!hits.empty() && query.phone.size() > 5)) return finished();
    }
    const std::size_t required = static_cast<std::size_t>(
        std::ranges::count(query.words, false, &QueryWord::optional));
    for (const Pass pass : {Pass{}, Pass{true, 0}, Pass{true, 1}}) {
        if (hits.size() >= count) break;
        if (pass.lacking >= required) break;
        ++round_;
        for (const Hit& hit : hits) seen_[hit.slot] = round_;
        for (const auto& segment : customers_.segments()) {
            std::vector<Word> words(query.words.size());
            for (std::size_t i = 0; i < words.size(); ++i) {
                Word& word = words[i];
                word.asked = &query.words[i];
                for (const std::string* const form : {&word.asked->text, &word.asked->street}) {
                    if (form->empty()) continue;
                    const Stretch beginning = segment->beginning(*form);
                    if (beginning.empty()) continue;
                    word.beginning.push_back(beginning);
                    const Stretch exact = segment->exact(*form);
                    if (!exact.empty()) word.exact.push_back(exact);
                }
                if (word.asked->digits && word.asked->text.size() > 2 && word.asked->text.size() <= 10) {
                    word.phones[0] = segment->phones(word.asked->text, DigitOrder::whole);
                    if (word.asked->text.size() == 4)
                        word.phones[2] = segment->phones(word.asked->text, DigitOrder::line);
                    else if (word.asked->text.size() <= 7)
                        word.phones[1] = segment->phones(word.asked->text, DigitOrder::local);
                }
                const unsigned edits = forgiven(word.asked->text.size());
                if (pass.slips && edits > 0 && !word.asked->digits && !word.asked->optional)
                    segment->near(word.asked->text, edits, true, word.near);
                disjoin(word.near);
            }
            run(*segment, words, pass, hits);
        }
    }
    return finished();
}

}  // namespace leadloom
