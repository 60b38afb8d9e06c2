/// The index against looking at every record.
#include <algorithm>
#include <set>

#include "leadloom/customers/segment.hpp"
#include "leadloom/text/distance.hpp"
#include "people.hpp"
#include "support.hpp"

using namespace leadloom;
using leadloom::testing::Random;

namespace {

constexpr std::size_t records = 20'000;

struct Indexed {
    CustomerRegister customers;
    /// What the words of `terms` lie in.
    std::vector<Identity> identities;
    std::vector<std::vector<Term>> terms;

    Indexed() {
        testing::put_all(testing::some_people(records, 5), customers);
        identities.reserve(records);
        for (Slot slot = 0; slot < customers.slots(); ++slot)
            add_terms(identities.emplace_back(customers.identity(slot)), terms.emplace_back());
    }
};

const Indexed& indexed() {
    static const Indexed all;
    return all;
}

/// The words of a stretch that records have, by looking.
template <class Wanted>
std::set<Slot> by_looking(Wanted wanted) {
    std::set<Slot> slots;
    for (Slot slot = 0; slot < records; ++slot) {
        for (const Term& term : indexed().terms[slot]) {
            if (wanted(term.word)) slots.insert(slot);
        }
    }
    return slots;
}

std::set<Slot> by_index(const Segment& segment, Stretch stretch) {
    std::set<Slot> slots;
    for (const std::uint32_t posting : segment.postings(stretch))
        slots.insert(segment.slot_of(posting));
    return slots;
}

}  // namespace

TEST_CASE("words and beginnings are found as by looking", "[customers]") {
    const Segment& segment = *indexed().customers.segments().front();
    REQUIRE(indexed().customers.segments().size() == 1);
    Random random(8);
    for (int i = 0; i < 120; ++i) {
        std::string word(segment.word(static_cast<std::uint32_t>(random.below(segment.words()))));
        CHECK(by_index(segment, segment.exact(word)) ==
              by_looking([&](std::string_view one) { return one == word; }));
        word.resize(1 + random.below(word.size()));
        INFO(word);
        CHECK(by_index(segment, segment.beginning(word)) ==
              by_looking([&](std::string_view one) { return one.starts_with(word); }));
    }
    CHECK(segment.exact("no such word").empty());
    CHECK(segment.beginning("\xF0\x9F").empty());
}

TEST_CASE("words with one slip are found as by comparing", "[customers]") {
    const Segment& segment = *indexed().customers.segments().front();
    Random random(9);
    for (int i = 0; i < 60; ++i) {
        std::string word(segment.word(static_cast<std::uint32_t>(random.below(segment.words()))));
        if (word.size() < 4) continue;
        switch (random.below(3)) {
            case 0: std::swap(word[1], word[2]); break;
            case 1: word.erase(random.below(word.size()), 1); break;
            default: word[random.below(word.size())] = 'x'; break;
        }
        std::set<std::string> expected;
        for (std::uint32_t at = 0; at < segment.words(); ++at) {
            const std::string_view other = segment.word(at);
            if (other != word && text::edit_distance(other, word, 1) == 1) expected.emplace(other);
        }
        std::vector<Stretch> near;
        segment.near(word, 1, false, near);
        std::set<std::string> found;
        for (const Stretch stretch : near) found.emplace(segment.word(stretch.first));
        INFO(word);
        CHECK(found == expected);
        // Beginnings: the same and more.
        near.clear();
        segment.near(word, 1, true, near);
        for (const std::string& one : expected) {
            INFO(one);
            CHECK(std::ranges::any_of(near, [&](Stretch stretch) {
                return segment.word(stretch.first) <= one && one <= segment.word(stretch.last - 1);
            }));
        }
    }
}

TEST_CASE("digits of telephone numbers are found in each order", "[customers]") {
    const Segment& segment = *indexed().customers.segments().front();
    Random random(10);
    for (int i = 0; i < 60; ++i) {
        const Slot slot = static_cast<Slot>(random.below(records));
        const std::string digits = indexed().customers.identity(slot).phones.front().digits;
        const std::pair<DigitOrder, std::string> asked[] = {
            {DigitOrder::whole, digits.substr(0, 5)},
            {DigitOrder::local, digits.substr(3, 5)},
            {DigitOrder::line, digits.substr(6)}};
        for (const auto& [order, part] : asked) {
            const std::size_t at = order == DigitOrder::whole   ? 0
                                   : order == DigitOrder::local ? 3
                                                                : 6;
            std::set<Slot> expected;
            for (Slot other = 0; other < records; ++other) {
                for (const text::Phone& phone : indexed().customers.identity(other).phones) {
                    if (phone.digits.substr(at, part.size()) == part) expected.insert(other);
                }
                if (i > 4) break;
            }
            std::set<Slot> found;
            for (const std::uint64_t key : segment.phones(part, order))
                found.insert(segment.slot_of(key));
            INFO(part);
            if (i <= 4) CHECK(found == expected);
            CHECK(found.contains(slot));
        }
    }
}

TEST_CASE("keys of e-mail addresses and places lead to all records that have them", "[customers]") {
    const Segment& segment = *indexed().customers.segments().front();
    for (Slot slot = 0; slot < records; slot += 37) {
        const Identity all = indexed().customers.identity(slot);
        const auto has = [&](std::span<const std::uint64_t> keys) {
            return std::ranges::any_of(
                keys, [&](std::uint64_t key) { return segment.slot_of(key) == slot; });
        };
        for (const text::Email& email : all.emails) CHECK(has(segment.emails(email_key(email))));
        for (const text::PostalAddress& address : all.addresses)
            CHECK(has(segment.places(place_key(address))));
    }
    CHECK(segment.emails(0).empty());
}
