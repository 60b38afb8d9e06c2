/// What is matched by itself, what is suggested, and what never is.
#include "leadloom/customers/match.hpp"
#include "people.hpp"
#include "support.hpp"

using namespace leadloom;
using leadloom::testing::Chance;

namespace {

struct Record {
    Id id;
    std::string name;
    std::string phone;
    std::string email;
    Address address;
    bool active = true;
    bool do_not_service = false;
    Id merged_to = 0;
};

const Address main_street = {"123 North Main Street", "Apt 4", "Austin", "TX", "78701", ""};
const Address oak_avenue = {"77 Oak Avenue", "", "Austin", "TX", "78704", ""};

void put(CustomerRegister& customers, const Record& record) {
    RawFields fields;
    fields.add(Raw::name, record.name);
    fields.add(Raw::street, record.address.street);
    fields.add(Raw::unit, record.address.unit);
    fields.add(Raw::city, record.address.city);
    fields.add(Raw::state, record.address.state);
    fields.add(Raw::zip, record.address.zip);
    fields.add(Raw::phone, record.phone);
    fields.add(Raw::email, record.email);
    customers.put({record.id, record.merged_to, 1, record.active, record.do_not_service},
                  fields.bytes());
}

/// A register of these and of a thousand others.
std::unique_ptr<CustomerRegister> register_of(const std::vector<Record>& records) {
    auto customers = std::make_unique<CustomerRegister>();
    testing::put_all(testing::some_people(1000, 77), *customers);
    for (const Record& record : records) put(*customers, record);
    customers->settle();
    return customers;
}

const Record jane = {5001, "Jane Thornquist", "512-555-0134", "jane.t@example.com", main_street};

Sought sought(std::string name, std::string phone = "", std::string email = "",
              Address address = {}) {
    Sought one;
    one.name = std::move(name);
    if (!phone.empty()) one.phones.push_back(std::move(phone));
    if (!email.empty()) one.emails.push_back(std::move(email));
    one.address = std::move(address);
    return one;
}

/// The id that was matched by itself, or 0.
Id matched(const CustomerRegister& customers, const Sought& lead) {
    Matcher matcher(customers);
    const Match match = matcher.match(lead);
    const auto exact = matcher.exact(lead);
    // Both ways say the same.
    CHECK(exact.has_value() == match.automatic);
    if (!match.automatic) return 0;
    CHECK(*exact == match.suggestions.front().slot);
    return customers.id(match.suggestions.front().slot);
}

NotMatched reason(const CustomerRegister& customers, const Sought& lead) {
    return Matcher(customers).match(lead).reason;
}

}  // namespace

TEST_CASE("two fields that agree make a match", "[customers]") {
    const auto customers = register_of({jane});
    CHECK(matched(*customers, sought("THORNQUIST, Jane", "(512) 555-0134")) == 5001);
    CHECK(matched(*customers, sought("Mrs. Jane Thornquist", "", "JANE.T@example.com")) == 5001);
    CHECK(matched(*customers, sought("Jane Thornquist", "", "",
                                     {"123 N Main St #4", "", "", "", "78701-1234", ""})) == 5001);
    // A slip in the name, but two others agree.
    CHECK(matched(*customers, sought("Jane Thornqist", "5125550134", "jane.t@example.com")) ==
          5001);
    // Moved house, new e-mail: the phone still is hers.
    CHECK(matched(*customers,
                  sought("Jane Thornquist", "5125550134", "new@example.com", oak_avenue)) == 5001);
}

TEST_CASE("one field never does", "[customers]") {
    const auto customers = register_of({jane});
    for (const Sought& lead :
         {sought("Jane Thornquist"), sought("", "5125550134"), sought("", "", "jane.t@example.com"),
          sought("", "", "", main_street), sought("Bob Other", "5125550134"),
          sought("", "5125550134", "jane.t@example.com", main_street), sought("")}) {
        INFO(lead.name);
        CHECK(matched(*customers, lead) == 0);
    }
    CHECK(reason(*customers, sought("Jane Thornquist")) == NotMatched::too_little);
    CHECK(reason(*customers, sought("", "5125550134", "jane.t@example.com")) ==
          NotMatched::no_name);
    CHECK(reason(*customers, sought("Qqq Zzz", "", "", {})) != NotMatched::none);
}

TEST_CASE("what contradicts is suggested and not matched", "[customers]") {
    const auto customers =
        register_of({jane, {5002, "Robert Ellingson Jr", "512-555-0199", "", oak_avenue}});
    // Another person of the household.
    const Sought husband = sought("Peter Thornquist", "5125550134", "", main_street);
    CHECK(matched(*customers, husband) == 0);
    const Match match = Matcher(*customers).match(husband);
    CHECK(match.reason == NotMatched::contradicted);
    REQUIRE_FALSE(match.suggestions.empty());
    CHECK(customers->id(match.suggestions.front().slot) == 5001);
    CHECK(match.suggestions.front().household);
    // Another flat of the building, though name and street agree.
    Address other_flat = main_street;
    other_flat.unit = "Apt 5";
    CHECK(matched(*customers, sought("Jane Thornquist", "5125550134", "", other_flat)) == 0);
    // Father and son.
    CHECK(matched(*customers, sought("Robert Ellingson Sr", "5125550199", "", oak_avenue)) == 0);
    CHECK(matched(*customers, sought("Robert Ellingson Jr", "5125550199", "", oak_avenue)) == 5002);
    // Another middle initial at the same address.
    const auto others = register_of({{5003, "Mary A Quillfeather", "", "", oak_avenue}});
    CHECK(matched(*others, sought("Mary B Quillfeather", "", "", oak_avenue)) == 0);
    CHECK(matched(*others, sought("Mary Quillfeather", "", "", oak_avenue)) == 5003);
}

TEST_CASE("names that are near are two people where both are names", "[customers]") {
    const auto customers = register_of({{5001, "Jan Thornquist", "512-555-0134", "", main_street},
                                        {5002, "Jon Besserwick", "", "", oak_avenue},
                                        {5003, "Jon Ottersby", "", "", oak_avenue}});
    CHECK(matched(*customers, sought("Jon Thornquist", "5125550134", "", main_street)) == 0);
    CHECK(matched(*customers, sought("Janx Thornquist", "5125550134", "", main_street)) == 5001);
}

TEST_CASE("two customers that agree are both suggested", "[customers]") {
    Record twin = jane;
    twin.id = 5002;
    const auto customers = register_of({jane, twin});
    const Match match = Matcher(*customers).match(sought("Jane Thornquist", "5125550134"));
    CHECK_FALSE(match.automatic);
    CHECK(match.reason == NotMatched::several);
    REQUIRE(match.suggestions.size() >= 2);
    CHECK(match.suggestions[0].probability == Catch::Approx(match.suggestions[1].probability));
}

TEST_CASE("merged, inactive and do-not-service records", "[customers]") {
    Record old = jane;
    old.id = 5002;
    old.merged_to = 5001;
    old.active = false;
    old.phone = "737-555-0110";
    const auto merged = register_of({jane, old});
    // What only the merged record knows leads to the one it was merged into.
    CHECK(matched(*merged, sought("Jane Thornquist", "7375550110")) == 5001);
    Record gone = jane;
    gone.active = false;
    CHECK(reason(*register_of({gone}), sought("Jane Thornquist", "5125550134")) ==
          NotMatched::inactive);
    // An old record of hers is no second customer.
    gone.id = 5002;
    CHECK(matched(*register_of({jane, gone}), sought("Jane Thornquist", "5125550134")) == 5001);
    Record refused = jane;
    refused.do_not_service = true;
    const auto customers = register_of({refused});
    CHECK(matched(*customers, sought("Jane Thornquist", "5125550134")) == 0);
    const Match match = Matcher(*customers).match(sought("Jane Thornquist", "5125550134"));
    CHECK(match.reason == NotMatched::do_not_service);
    REQUIRE_FALSE(match.suggestions.empty());
    CHECK(customers->id(match.suggestions.front().slot) == 5001);
}

TEST_CASE("numbers without an area code agree with their like", "[customers]") {
    const auto customers = register_of({{5001, "Jane Thornquist", "555-0134", "", main_street},
                                        {5002, "Robert Ellingson", "512-555-0199", "", {}}});
    CHECK(matched(*customers, sought("Jane Thornquist", "5550134")) == 5001);
    const Match match = Matcher(*customers).match(sought("Jane Thornquist", "5550134"));
    CHECK(words(match.suggestions.front().comparison.evidence.back().grade) == "phone equal");
    // Which area it is of is not known.
    CHECK(matched(*customers, sought("Robert Ellingson", "5550199")) == 0);
    CHECK(matched(*customers, sought("Jane Thornquist", "5125550134")) == 0);
}

TEST_CASE("a house of no town agrees with its like alone", "[customers]") {
    const Address bare = {"123 N Main St", "", "", "", "", ""};
    const auto customers = register_of({{5001, "Jane Thornquist", "", "", bare}});
    CHECK(matched(*customers, sought("Jane Thornquist", "", "", bare)) == 5001);
    CHECK(matched(*customers, sought("Jane Thornquist", "", "", main_street)) == 0);
}

TEST_CASE("a slip in the words of a unit is no other flat", "[customers]") {
    Address house = oak_avenue;
    house.unit = "Building Magnolia 2";
    const auto customers = register_of({{5001, "Jane Thornquist", "512-555-0134", "", house}});
    const auto in = [&](std::string unit) {
        Address address = house;
        address.unit = std::move(unit);
        return matched(*customers, sought("Jane Thornquist", "5125550134", "", address));
    };
    CHECK(in("Building Magnolai 2") == 5001);
    CHECK(in("2 Magnolia Building") == 5001);
    CHECK(in("Building Magnolia 3") == 0);
    CHECK(in("Building Juniper 2") == 0);
}

TEST_CASE("of branches that share a telephone the one at the house is asked for", "[customers]") {
    const auto customers =
        register_of({{5001, "Kestrel Dental LLC", "512-555-0134", "", main_street},
                     {5002, "Kestrel Dental Northside LLC", "512-555-0177", "", oak_avenue}});
    CHECK(matched(*customers, sought("Kestrel Dental", "5125550134", "", main_street)) == 5001);
    CHECK(matched(*customers, sought("Kestrel Dental", "5125550134", "", oak_avenue)) == 0);
    CHECK(reason(*customers, sought("Kestrel Dental", "5125550134", "", oak_avenue)) ==
          NotMatched::several);
    // Who lives there under another name says nothing against somebody who moved in.
    const auto moved = register_of({jane, {5003, "Peter Halloway", "", "", oak_avenue}});
    CHECK(matched(*moved, sought("Jane Thornquist", "5125550134", "", oak_avenue)) == 5001);
}

TEST_CASE("what is beyond slips is found by its letters", "[customers]") {
    const Address kingscote = {"16 Kingscote Crescent", "", "Austin", "TX", "78701", ""};
    const auto customers = register_of({jane,
                                        {5002, "Matthew Warrenfield", "", "", kingscote},
                                        {5003, "Acme Ductwork LLC", "", "", {}}});
    const auto first = [&](const Sought& lead) {
        const Match match = Matcher(*customers).match(lead);
        return match.suggestions.empty() ? 0 : customers->id(match.suggestions.front().slot);
    };
    CHECK(first(sought("Thxrxqvxst")) == 0);
    CHECK(first(sought("Mathev Varrcnfeild")) == 5002);
    CHECK(first(sought("Acmeductwrk")) == 5003);
    CHECK(first(sought("", "", "", {"16 Kingscotecresent", "", "", "", "", ""})) == 5002);
    // Nothing of it is linked by itself, and what speaks for it is said.
    const Match match = Matcher(*customers).match(sought("Acmeductwrk"));
    CHECK_FALSE(match.automatic);
    const auto& evidence = match.suggestions.front().comparison.evidence;
    CHECK(std::ranges::any_of(evidence, [](const Evidence& one) { return one.bits > 0; }));
    CHECK(std::ranges::contains(evidence, Grade::written_alike, &Evidence::grade));
}

TEST_CASE("evidence says what agrees and what does not", "[customers]") {
    const auto customers = register_of({jane});
    const Match match = Matcher(*customers)
                            .match(sought("Jane Thornqvist", "5125550134", "jane.t@exmaple.com",
                                          {"123 N Main St #4", "", "Austin", "TX", "78702", ""}));
    REQUIRE_FALSE(match.suggestions.empty());
    const auto grade = [&](Grade wanted) -> const Evidence* {
        for (const Evidence& evidence : match.suggestions.front().comparison.evidence) {
            if (evidence.grade == wanted) return &evidence;
        }
        return nullptr;
    };
    REQUIRE(grade(Grade::phone_equal) != nullptr);
    CHECK(grade(Grade::phone_equal)->bits > 5);
    REQUIRE(grade(Grade::surname_near) != nullptr);
    CHECK(grade(Grade::surname_near)->lead == "thornqvist");
    CHECK(grade(Grade::surname_near)->record == "thornquist");
    CHECK(grade(Grade::place_equal) != nullptr);
    CHECK(grade(Grade::unit_equal) != nullptr);
    CHECK(grade(Grade::zip_near) != nullptr);
    CHECK(words(Grade::zip_differs) == "other ZIP");
    CHECK(match.suggestions.front().probability > 0.9);
}

TEST_CASE("a rare surname says more than a common one", "[customers]") {
    const auto customers = register_of({jane, {5002, "Jane Smith", "", "", oak_avenue}});
    Matcher matcher(*customers);
    const auto bits = [&](std::string_view name) {
        for (const Evidence& evidence :
             matcher.match(sought(std::string(name))).suggestions.front().comparison.evidence) {
            if (evidence.grade == Grade::surname_equal) return evidence.bits;
        }
        return 0.0;
    };
    CHECK(bits("Jane Thornquist") > bits("Jane Smith") + 3);
}

TEST_CASE("comparing is symmetric, and the order of contacts does not matter", "[customers]") {
    const std::vector<testing::Somebody> people = testing::some_people(3000, 12);
    CustomerRegister customers;
    testing::put_all(people, customers);
    Matcher matcher(customers);
    Chance chance(6);
    for (int i = 0; i < 300; ++i) {
        Sought lead = testing::lead_of(people[chance.below(people.size())], {}, chance);
        lead.phones.emplace_back("512-555-0100");
        lead.emails.emplace_back("other@example.com");
        const Match before = matcher.match(lead);
        std::ranges::reverse(lead.phones);
        std::ranges::reverse(lead.emails);
        const Match after = matcher.match(lead);
        REQUIRE(before.suggestions.size() == after.suggestions.size());
        CHECK(before.automatic == after.automatic);
        for (std::size_t k = 0; k < before.suggestions.size(); ++k) {
            CHECK(before.suggestions[k].slot == after.suggestions[k].slot);
            CHECK(before.suggestions[k].comparison.bits ==
                  Catch::Approx(after.suggestions[k].comparison.bits));
        }
    }
}

TEST_CASE("another spelling of the same keeps an automatic match", "[customers]") {
    const std::vector<testing::Somebody> people = testing::some_people(3000, 13);
    CustomerRegister customers;
    testing::put_all(people, customers);
    Matcher matcher(customers);
    testing::Errors none;
    none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    testing::Errors spelled = none;
    spelled.turned = 0.5;
    spelled.respelled = 1;
    Chance chance(7);
    int kept = 0;
    for (int i = 0; i < 500; ++i) {
        const testing::Somebody& person = people[chance.below(people.size())];
        Chance same(static_cast<std::uint64_t>(i));
        const Match before = matcher.match(testing::lead_of(person, none, same));
        Chance again(static_cast<std::uint64_t>(i));
        const Match after = matcher.match(testing::lead_of(person, spelled, again));
        if (!before.automatic) continue;
        ++kept;
        INFO(person.name() << ", " << person.address.street);
        CHECK(after.automatic);
        if (after.automatic)
            CHECK(after.suggestions.front().slot == before.suggestions.front().slot);
    }
    CHECK(kept > 400);
}

TEST_CASE("leaving a field out never makes a match", "[customers]") {
    const std::vector<testing::Somebody> people = testing::some_people(5000, 14);
    CustomerRegister customers;
    testing::put_all(people, customers);
    Matcher matcher(customers);
    Chance chance(8);
    int held = 0;
    for (int i = 0; i < 1500; ++i) {
        const bool known = chance.one_in(0.5);
        const testing::Somebody person =
            known ? people[chance.below(people.size())] : testing::stranger(people, chance);
        const Sought lead = testing::lead_of(person, testing::profiles()[2].errors, chance);
        const Match whole = matcher.match(lead);
        if (whole.automatic || whole.reason == NotMatched::several) continue;
        ++held;
        for (int field = 0; field < 7; ++field) {
            Sought less = lead;
            switch (field) {
                case 0: less.name.clear(); break;
                case 1: less.phones.clear(); break;
                case 2: less.emails.clear(); break;
                case 3: less.address = {}; break;
                case 4: less.address.unit.clear(); break;
                case 5: less.address.zip.clear(); break;
                default: less.address.city.clear(); break;
            }
            INFO(lead.name << " " << lead.address.street << " " << lead.address.unit << " without "
                           << field);
            CHECK_FALSE(matcher.match(less).automatic);
        }
    }
    CHECK(held > 300);
}
