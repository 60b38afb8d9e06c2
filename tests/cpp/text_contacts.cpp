/// Normal forms of names, telephone numbers, e-mail and postal addresses.
#include "leadloom/text/address.hpp"
#include "leadloom/text/email.hpp"
#include "leadloom/text/person.hpp"
#include "leadloom/text/phone.hpp"
#include "support.hpp"

using namespace leadloom;
using namespace leadloom::text;

namespace {

/// Rows of a golden table: what is written, a tab, its normal form.
std::vector<std::pair<std::string, std::string>> golden(std::string_view path) {
    std::vector<std::pair<std::string, std::string>> rows;
    const std::string all = testing::file(path);
    std::string_view rest = all;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::size_t tab = line.find('\t');
        REQUIRE(tab != std::string_view::npos);
        rows.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    }
    return rows;
}

std::string address_form(std::string_view text) { return normal(read_street(text)); }
std::string name_form(std::string_view text) { return normal(read_name(text)); }
std::string phone_form(std::string_view text) { return normal(read_phone(text)); }
std::string email_form(std::string_view text) { return normal(read_email(text)); }

}  // namespace

TEST_CASE("golden tables of normal forms", "[text_contacts]") {
    struct Golden {
        const char* path;
        std::string (*form)(std::string_view);
        std::size_t least;
    };
    for (const Golden& table : {Golden{"tests/data/addresses.tsv", address_form, 70},
                                Golden{"tests/data/names.tsv", name_form, 30},
                                Golden{"tests/data/phones.tsv", phone_form, 18}}) {
        const auto rows = golden(table.path);
        CHECK(rows.size() >= table.least);
        for (const auto& [written, form] : rows) {
            INFO(table.path << ": " << written);
            CHECK(table.form(written) == form);
            // A normal form is its own.
            CHECK(table.form(form) == form);
        }
    }
}

TEST_CASE("normal forms of anything are their own", "[text_contacts]") {
    testing::Random random(41);
    const std::string seeds[] = {
        "123 N. Main St. Apt 4B",          "Smith-Jones, Dr. Mary O'Brien & John Jr",
        "+1 (512) 555-0134 x22",           "Jane.Doe@xn--mller-kva.DE",
        "PO Box 12 # 4, Ste. 9 Hwy 71 NW", "Acme & Sons, L.L.C. dba The Co"};
    for (int i = 0; i < 3000; ++i) {
        const std::string text = testing::mutated(seeds[random.below(std::size(seeds))], random);
        INFO(text);
        for (const auto form : {phone_form, email_form}) CHECK(form(form(text)) == form(text));
        // Two readings settle what one leaves open: “Apt St St” has more than one.
        for (const auto form : {address_form, name_form}) {
            const std::string once = form(form(form(text)));
            CHECK(form(once) == once);
        }
    }
}

TEST_CASE("what telephone numbers are worth", "[text_contacts]") {
    using Worth = Phone::Worth;
    CHECK(read_phone("512-555-0134").worth == Worth::whole);
    CHECK(read_phone("512-555-0134").number() == 5125550134);
    CHECK(read_phone("555-0134").worth == Worth::local);
    CHECK(read_phone("XXX-XXX-0134").worth == Worth::masked);
    CHECK(read_phone("XXX-XXX-0134").number() == 0);
    for (const char* const nobodys : {"000-000-0000", "1234567890", "512-111-1111", "9876543210"}) {
        INFO(nobodys);
        CHECK(read_phone(nobodys).worth == Worth::false_number);
        CHECK(read_phone(nobodys).number() == 0);
    }
    CHECK(read_phone("").worth == Worth::none);
    CHECK(read_phone("ext 12").worth == Worth::none);
    CHECK(read_phone("5125550134 x7").extension == "7");
}

TEST_CASE("e-mail addresses", "[text_contacts]") {
    CHECK(email_form(" Jane.Doe@EXAMPLE.com.") == "jane.doe@example.com");
    CHECK(email_form("Jane Doe <jane@example.com>") == "jane@example.com");
    CHECK(email_form("mailto:jane@example.com?subject=x") == "jane@example.com");
    CHECK(email_form("x@xn--mller-kva.de") == email_form("x@MÜLLER.de"));
    CHECK(email_form("x@xn--.de") == "x@xn--.de");
    for (const char* const none : {"", "jane", "@example.com", "jane@", "a b@example.com"})
        CHECK(email_form(none).empty());
    CHECK(likely_domain("gmial.com") == "gmail.com");
    CHECK(likely_domain("hotmial.com") == "hotmail.com");
    CHECK(likely_domain("gmx.com") == "gmx.com");
    CHECK(likely_domain("prairiestar.com") == "prairiestar.com");
    CHECK(mailbox({"jane.doe+hvac", "gmail.com"}) == "janedoe");
    CHECK(mailbox({"jane.doe", "example.com"}) == "jane.doe");
}

TEST_CASE("parts of names", "[text_contacts]") {
    const PersonName jane = read_name("SMITH, Dr. Jane Q. Jr");
    REQUIRE(jane.people.size() == 1);
    CHECK(jane.people[0] == text::Person{"jane", "q", "smith"});
    CHECK(jane.generation == "jr");
    const PersonName couple = read_name("John & Jane Doe");
    REQUIRE(couple.people.size() == 2);
    CHECK(couple.people[0] == text::Person{"john", "", "doe"});
    CHECK(couple.people[1] == text::Person{"jane", "", "doe"});
    CHECK(read_name("Acme Heating, LLC").company);
    CHECK(read_name("Acme Heating, LLC").words == std::vector<std::string>{"acme", "heating"});
    CHECK(read_name("  ").empty());
    CHECK(nicknames("bill", "william"));
    CHECK(nicknames("william", "bill"));
    CHECK_FALSE(nicknames("bill", "bob"));
    CHECK_FALSE(nicknames("bill", "bill"));
    CHECK(is_given_name("peggy"));
    CHECK_FALSE(is_given_name("pegg"));
    // The examples of the National Archives.
    CHECK(soundex("Washington") == "W252");
    CHECK(soundex("Lee") == "L000");
    CHECK(soundex("Gutierrez") == "G362");
    CHECK(soundex("Pfister") == "P236");
    CHECK(soundex("Jackson") == "J250");
    CHECK(soundex("Ashcraft") == "A261");
    CHECK(soundex("12").empty());
}

TEST_CASE("parts of addresses", "[text_contacts]") {
    const StreetAddress main = read_street("123 North Main Street", "Suite 04");
    CHECK(main.number == "123");
    CHECK(main.predirectional == "n");
    CHECK(main.street == "main");
    CHECK(main.suffix == "st");
    CHECK(main.unit == "4");
    CHECK(read_street("PO Box 12").box == "12");
    CHECK(read_street("PO Box 12").is_place());
    CHECK_FALSE(read_street("Main Street").is_place());
    const PostalAddress whole =
        read_address("123 Main St, Apt 4, Saint Louis, MO 63101-1234", "", "", "", "");
    CHECK(whole.unit == "4");
    CHECK(whole.city == "saint louis");
    CHECK(whole.state == "mo");
    CHECK(whole.zip == "63101");
    CHECK(read_address("", "", "St. Louis", "Missouri", "63101-1234") ==
          read_address("", "", "SAINT LOUIS", "mo", "631011234"));
    CHECK(read_address("", "", "Boston", "MA", "2134").zip == "02134");
    CHECK(normal_state("Texas") == "tx");
    CHECK(normal_state("Bavaria") == "bavaria");
    CHECK(normal_city("Ft. Worth") == "fort worth");
    CHECK(is_street_filler("boulevard"));
    CHECK_FALSE(is_street_filler("main"));
}
