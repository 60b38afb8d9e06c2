#include "leadloom/leads/match.hpp"

#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using Kind = CustomerMatch::Kind;

namespace {

Tenant tenant(const std::string& customers, const std::string& contacts = "[]") {
    Tenant made;
    Findings findings;
    const auto rows = testing::document(customers);
    (void)read_customers({*rows, findings}, rows->root(), made);
    const auto values = testing::document(contacts);
    (void)read_customer_contacts({*values, findings}, values->root(), made);
    REQUIRE(findings.list().empty());
    return made;
}

const std::string ana =
    R"({"id":1,"name":"Ana Peña","address":{"street":"1 Main St","unit":"B","city":"Kyle","state":"TX","zip":"78640-1234"}})";
const std::string ana_contacts =
    R"([{"id":1,"customerId":1,"value":"(512) 555-0134"},{"id":2,"customerId":1,"value":"Ana@Example.com"}])";

Contact contact(std::string name) {
    Contact made;
    made.name = std::move(name);
    return made;
}

}  // namespace

TEST_CASE("name and one further sign make an exact match (M16)", "[leads]") {
    const Tenant rows = tenant("[" + ana + "]", ana_contacts);
    const CustomerIndex index(rows);
    Contact who = contact("ANA  PENA");
    CHECK(index.match(who).kind == Kind::none);
    SECTION("phone") {
        who.phone = GENERATE(as<std::string>{}, "5125550134", "+1 512.555.0134", "1-512-555-0134");
        CHECK(index.match(who).kind == Kind::exact);
        CHECK(index.match(who).text.contains("phone"));
        CHECK(index.match(who).customer->id == 1);
    }
    SECTION("e-mail") {
        who.email = " ana@EXAMPLE.com ";
        CHECK(index.match(who).kind == Kind::exact);
        CHECK(index.match(who).text.contains("e-mail"));
    }
    SECTION("address") {
        who.address = {"1 MAIN  st", "b", "Elsewhere", "", "78640", ""};
        CHECK(index.match(who).kind == Kind::exact);
        CHECK(index.match(who).text.contains("address"));
    }
    SECTION("not enough") {
        who.phone = GENERATE(as<std::string>{}, "", "555-0134", "5125550135", "512-555-****");
        who.email = "anna@example.com";
        who.address = {"1 Main St", "C", "Kyle", "TX", "78640", ""};
        CHECK(index.match(who).kind == Kind::none);
        CHECK(index.match(who).customer == nullptr);
    }
    SECTION("another name") {
        who = contact("Anna Peña");
        who.phone = "5125550134";
        CHECK(index.match(who).kind == Kind::none);
    }
    SECTION("no name") {
        who = contact("");
        who.phone = "5125550134";
        CHECK(index.match(who).kind == Kind::none);
    }
}

TEST_CASE("two records that agree are not chosen between", "[leads]") {
    const Tenant rows = tenant(
        "[" + ana + R"(,{"id":2,"name":"ana pena"}])",
        R"([{"id":1,"customerId":1,"value":"5125550134"},{"id":2,"customerId":2,"value":"512 555 0134"}])");
    Contact who = contact("Ana Pena");
    who.phone = "5125550134";
    const CustomerMatch match = CustomerIndex(rows).match(who);
    CHECK(match.kind == Kind::several);
    CHECK(match.customer == nullptr);
    CHECK(match.text.contains("2 customers"));
}

TEST_CASE("inactive records are never matched", "[leads]") {
    const Tenant rows = tenant(
        R"([{"id":1,"name":"Bob","active":false},{"id":2,"name":"Bob"}])",
        R"([{"id":1,"customerId":1,"value":"5125550134"},{"id":2,"customerId":2,"value":"5125550134"}])");
    Contact who = contact("Bob");
    who.phone = "5125550134";
    CHECK(CustomerIndex(rows).match(who).customer->id == 2);
    const Tenant alone = tenant(R"([{"id":1,"name":"Bob","active":false}])",
                                R"([{"id":1,"customerId":1,"value":"5125550134"}])");
    CHECK(CustomerIndex(alone).match(who).kind == Kind::none);
}

TEST_CASE("merged records stand for the one at the end of the chain", "[leads]") {
    const auto [customers, survivor] = GENERATE(table<std::string, Id>({
        {R"([{"id":1,"name":"Bob","active":false,"mergedToId":2},{"id":2,"name":"Robert"}])", 2},
        {R"([{"id":1,"name":"Bob","active":false,"mergedToId":2},{"id":2,"name":"X","active":false,"mergedToId":3},{"id":3,"name":"Y"}])",
         3},
        {R"([{"id":1,"name":"Bob","mergedToId":2},{"id":2,"name":"X","active":false}])", 0},
        {R"([{"id":1,"name":"Bob","mergedToId":9}])", 0},
        {R"([{"id":1,"name":"Bob","mergedToId":1}])", 0},
        {R"([{"id":1,"name":"Bob","mergedToId":2},{"id":2,"name":"X","mergedToId":1}])", 0},
        {R"([{"id":1,"name":"Bob","mergedToId":2},{"id":2,"name":"X","mergedToId":3},{"id":3,"name":"Y","mergedToId":2}])",
         0},
    }));
    INFO(customers);
    const Tenant rows = tenant(customers, R"([{"id":1,"customerId":1,"value":"5125550134"}])");
    Contact who = contact("Bob");
    who.phone = "5125550134";
    const CustomerMatch match = CustomerIndex(rows).match(who);
    CHECK((match.customer == nullptr ? 0 : match.customer->id) == survivor);
    CHECK(match.kind == (survivor == 0 ? Kind::none : Kind::exact));
}

TEST_CASE("a long chain is walked to its end", "[leads]") {
    std::string rows = "[";
    for (int i = 1; i < 500; ++i) {
        rows += R"({"id":)" + std::to_string(i) + R"(,"name":"C","active":false,"mergedToId":)" +
                std::to_string(i + 1) + "},";
    }
    const Tenant made = tenant(rows + R"({"id":500,"name":"End"}])",
                               R"([{"id":1,"customerId":1,"value":"5125550134"}])");
    Contact who = contact("C");
    who.phone = "5125550134";
    CHECK(CustomerIndex(made).match(who).customer->id == 500);
}

TEST_CASE("two records of one merged customer are one match", "[leads]") {
    const Tenant rows = tenant(
        R"([{"id":1,"name":"Bob","mergedToId":3},{"id":2,"name":"Bob","mergedToId":3},{"id":3,"name":"Bob"}])",
        R"([{"id":1,"customerId":1,"value":"5125550134"},{"id":2,"customerId":2,"value":"5125550134"},{"id":3,"customerId":3,"value":"5125550134"}])");
    Contact who = contact("Bob");
    who.phone = "5125550134";
    const CustomerMatch match = CustomerIndex(rows).match(who);
    CHECK(match.kind == Kind::exact);
    CHECK(match.customer->id == 3);
}
