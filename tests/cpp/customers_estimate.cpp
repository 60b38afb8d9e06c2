/// Odds from the tenant's own records.
#include <cmath>

#include "leadloom/customers/estimate.hpp"
#include "people.hpp"
#include "support.hpp"

using namespace leadloom;
using leadloom::testing::Chance;
using leadloom::testing::Somebody;

namespace {

double m(const Odds& odds, Grade grade) { return odds.m[static_cast<std::size_t>(grade)]; }

/// Puts people once, and some of them once more as somebody else typed them.
void put_twice(const std::vector<Somebody>& people, std::size_t twice,
               const testing::Errors& errors, CustomerRegister& customers) {
    testing::put_all(people, customers);
    Chance chance(4);
    for (std::size_t i = 0; i < twice; ++i) {
        const Sought again = testing::lead_of(people[i], errors, chance);
        RawFields fields;
        fields.add(Raw::name, again.name);
        fields.add(Raw::street, again.address.street);
        fields.add(Raw::city, again.address.city);
        fields.add(Raw::zip, again.address.zip);
        for (const std::string& phone : again.phones) fields.add(Raw::phone, phone);
        for (const std::string& email : again.emails) fields.add(Raw::email, email);
        customers.put({static_cast<Id>(1'000'000 + i), 0, 1, true, false}, fields.bytes());
    }
    customers.settle();
}

}  // namespace

TEST_CASE("a register without pairs keeps what is believed", "[customers]") {
    CustomerRegister few;
    testing::put_all(testing::some_people(300, 1), few);
    CHECK(estimate(few).m == starting_odds().m);
    CustomerRegister none;
    none.settle();
    CHECK(estimate(none).m == starting_odds().m);
}

TEST_CASE("records that stand twice teach how they are spelled", "[customers]") {
    const std::vector<Somebody> people = testing::some_people(4000, 2);
    testing::Errors nicknames;
    nicknames.nickname = 0.9;
    nicknames.moved = 0;
    CustomerRegister customers;
    put_twice(people, 3000, nicknames, customers);
    const Odds odds = estimate(customers);
    CHECK(m(odds, Grade::given_form) > 1.5 * m(starting_odds(), Grade::given_form));
    // Relatives are no slips of the pen.
    CHECK(m(odds, Grade::given_differs) == m(starting_odds(), Grade::given_differs));
    double given = 0;
    for (std::size_t i = 0; i < grade_count; ++i) {
        CHECK(std::isfinite(odds.m[i]));
        CHECK(odds.m[i] > 0);
        if (trait_of(static_cast<Grade>(i)) == Trait::given) given += odds.m[i];
    }
    CHECK(std::abs(given - 1) < 0.05);
}

TEST_CASE("strangers teach how often values agree by chance", "[customers]") {
    // All of them in one ZIP code but for a digit: near codes say nothing here.
    CustomerRegister customers;
    const std::vector<Somebody> people = testing::some_people(4000, 3);
    for (std::size_t i = 0; i < people.size(); ++i) {
        RawFields fields;
        fields.add(Raw::name, people[i].name());
        fields.add(Raw::street, people[i].address.street);
        fields.add(Raw::zip, i % 2 == 0 ? "78701" : "78702");
        customers.put({static_cast<Id>(i + 1), 0, 1, true, false}, fields.bytes());
    }
    customers.settle();
    const auto u = [](const Odds& odds, Grade grade) {
        return odds.u[static_cast<std::size_t>(grade)];
    };
    const Odds odds = estimate(customers);
    CHECK(u(odds, Grade::zip_near) > 0.3);
    CHECK(u(starting_odds(), Grade::zip_near) < 0.1);
    // What is too rare to be met among some thousand pairs stays as it was believed.
    CHECK(u(odds, Grade::phone_near) == Catch::Approx(u(starting_odds(), Grade::phone_near)));
    for (std::size_t i = 0; i < grade_count; ++i) CHECK(odds.u[i] >= 0);
}
