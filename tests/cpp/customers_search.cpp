/// Search as you type.
#include <algorithm>

#include "leadloom/customers/search.hpp"
#include "leadloom/text/fold.hpp"
#include "people.hpp"
#include "support.hpp"

using namespace leadloom;
using leadloom::testing::Chance;

namespace {

void put(CustomerRegister& customers, Id id, std::string_view name, std::string_view street,
         std::string_view phone, std::string_view email, bool active = true) {
    RawFields fields;
    fields.add(Raw::name, name);
    fields.add(Raw::street, street);
    fields.add(Raw::city, "Austin");
    fields.add(Raw::zip, "78701");
    fields.add(Raw::phone, phone);
    fields.add(Raw::email, email);
    customers.put({id, 0, id, active, false}, fields.bytes());
}

struct Few {
    CustomerRegister customers;

    Few() {
        put(customers, 1, "John Smith", "123 Main St", "512-555-0134", "john.smith82@gmail.com");
        put(customers, 2, "Jane Smithers", "9 Lake Shore Dr", "512-555-0199", "");
        put(customers, 3, "Jessica Smith", "1234 Maple Ave", "737-555-0111", "jess@prairie.com");
        put(customers, 4, "José Peña", "7 N 96th Street", "210-555-0177", "");
        put(customers, 5, "Johnathan Wellington", "500 Saint Charles Ave", "", "", false);
        put(customers, 6, "Johnathan Wellington", "600 Saint Charles Ave", "", "");
        customers.settle();
    }
};

std::vector<Id> found(const CustomerRegister& customers, std::string_view query) {
    std::vector<Id> ids;
    for (const Hit& hit : Searcher(customers).search(query, 5))
        ids.push_back(customers.id(hit.slot));
    return ids;
}

bool leads_to(const Few& few, std::string_view query, Id id) {
    INFO(query);
    const std::vector<Id> ids = found(few.customers, query);
    return !ids.empty() && ids.front() == id;
}

}  // namespace

TEST_CASE("words in any order, beginnings, slips and digits", "[customers]") {
    const Few few;
    for (const char* const query : {"john smith",
                                    "smith john",
                                    "smith jo",
                                    "jo smith",
                                    "John SMITH",
                                    "jonh smith",
                                    "john smiht",
                                    "123 main",
                                    "123 main st",
                                    "main 123",
                                    "123 main street",
                                    "smith 123",
                                    "john.smith82@gm",
                                    "john.smith82@gmail.com",
                                    "smith82",
                                    "5125550134",
                                    "(512) 555-01 34",
                                    "512 555 0134",
                                    "+1 512-555-0134",
                                    "555-0134",
                                    "0134",
                                    "john 0134",
                                    "smith 78701 123"}) {
        INFO(query);
        CHECK(leads_to(few, query, 1));
    }
    CHECK(leads_to(few, "123 main sm", 1));
    CHECK(leads_to(few, "lake shore", 2));
    CHECK(leads_to(few, "lk shore", 2));
    CHECK(leads_to(few, "prairie", 3));
    CHECK(leads_to(few, "pena", 4));
    CHECK(leads_to(few, "96th", 4));
    CHECK(leads_to(few, "jose peña 7", 4));
    CHECK(leads_to(few, "st charles 600", 6));
    CHECK(leads_to(few, "wellingtno", 6));
    CHECK(leads_to(few, "welingtn", 6));
    CHECK(found(few.customers, "").empty());
    CHECK(found(few.customers, "  .,- ").empty());
    CHECK(found(few.customers, "qqqqq").empty());
}

TEST_CASE("the exact goes before the beginning, the active before the inactive", "[customers]") {
    const Few few;
    CHECK(found(few.customers, "smith") == std::vector<Id>{3, 1, 2});
    CHECK(found(few.customers, "johnathan wellington") == std::vector<Id>{6, 5});
    CHECK(found(few.customers, "john") == std::vector<Id>{1, 6, 5});
}

TEST_CASE("a record stays while its name is typed to the end", "[customers]") {
    const std::vector<testing::Somebody> people = testing::some_people(5000, 31);
    CustomerRegister customers;
    testing::put_all(people, customers);
    Searcher searcher(customers);
    Chance chance(9);
    for (int i = 0; i < 60; ++i) {
        const std::size_t who = chance.below(people.size());
        const std::string query = text::fold(people[who].surname + " " + people[who].given + " " +
                                             people[who].address.street);
        bool seen = false;
        for (std::size_t letters = 3; letters <= query.size(); ++letters) {
            const auto hits = searcher.search(std::string_view(query).substr(0, letters), 5);
            const bool here = std::ranges::any_of(hits, [&](const Hit& hit) {
                return customers.id(hit.slot) == static_cast<Id>(who + 1);
            });
            INFO(query.substr(0, letters));
            CHECK_FALSE(hits.empty());
            // Beginnings of what a suffix may be called are the one thing that may hide it for a
            // while.
            if (letters == query.size()) CHECK(here);
            seen = seen || here;
        }
        CHECK(seen);
    }
}

TEST_CASE("queries of all kinds lead to their record among thousands", "[customers]") {
    const std::vector<testing::Somebody> people = testing::some_people(20'000, 32);
    CustomerRegister customers;
    testing::put_all(people, customers);
    Searcher searcher(customers);
    Chance chance(10);
    constexpr int queries = 600;
    int right = 0;
    for (int i = 0; i < queries; ++i) {
        const std::size_t who = chance.below(people.size());
        const testing::Somebody& person = people[who];
        const std::string given = text::fold(person.given);
        std::string surname = text::fold(person.surname);
        const std::string street = text::fold(person.address.street);
        std::string query;
        switch (i % 5) {
            case 0: query = given + " " + surname + " " + street.substr(0, 3); break;
            case 1: query = street.substr(0, 9) + " " + surname.substr(0, 3); break;
            case 2: query = person.phone.substr(0, 3) + " " + person.phone.substr(3); break;
            case 3:
                if (surname.size() > 4) std::swap(surname[2], surname[3]);
                query = surname + " " + street.substr(0, street.find(' '));
                break;
            default: query = surname + " " + given.substr(0, 2) + " " + person.address.zip; break;
        }
        right += std::ranges::any_of(searcher.search(query, 5), [&](const Hit& hit) {
            const testing::Somebody& hit_person =
                people[static_cast<std::size_t>(customers.id(hit.slot)) - 1];
            return customers.id(hit.slot) == static_cast<Id>(who + 1) ||
                   (i % 5 == 2 && hit_person.phone == person.phone);
        });
    }
    INFO(right);
    CHECK(right >= queries * 97 / 100);
}

TEST_CASE("what was typed is marked", "[customers]") {
    const auto shown = [](std::string_view text, std::string_view query) {
        std::string out;
        for (const Marked& piece : marked(text, query))
            out += piece.found ? "[" + piece.text + "]" : piece.text;
        return out;
    };
    CHECK(shown("John Smith", "smi jo") == "[Jo]hn [Smi]th");
    CHECK(shown("123 North Main St", "123 main") == "[123] North [Main] St");
    CHECK(shown("(512) 555-0134", "5550134") == "(512) [555]-[0134]");
    CHECK(shown("José Peña", "pena") == "José [Peña]");
    CHECK(shown("José Peña", "pen") == "José [Peñ]a");
    CHECK(shown("John Smith", "smiht") == "John [Smith]");
    CHECK(shown("96th St", "ninth") == "96th St");
    CHECK(shown("", "x").empty());
}
