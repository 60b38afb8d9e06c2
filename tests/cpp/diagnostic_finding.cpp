#include "leadloom/diagnostic/finding.hpp"

#include "support.hpp"

using namespace leadloom;

namespace {

Place in(std::string file, std::size_t byte) {
    Place place;
    place.file = std::move(file);
    place.byte = byte;
    return place;
}

}  // namespace

TEST_CASE("a finding takes level and hint from its rule", "[diagnostic]") {
    Findings findings;
    findings.add(Rule::name_drift, "Renamed.");
    findings.add(Rule::no_tenant, "Nothing given.", {}, "Do something.");
    CHECK(findings.list()[0].level == Level::warning);
    CHECK(findings.list()[0].hint == row_of(Rule::name_drift).hint);
    CHECK_FALSE(findings.list()[0].place.has_value());
    CHECK(findings.list()[1].level == Level::note);
    CHECK(findings.list()[1].hint == "Do something.");
}

TEST_CASE("what goes beyond the limit is counted", "[diagnostic]") {
    const std::size_t limit = GENERATE(as<std::size_t>{}, 0, 1, 3, 4, 5);
    Findings findings(limit);
    for (int i = 0; i < 2; ++i) {
        findings.add(Rule::syntax, "a");
        findings.add(Rule::name_drift, "b");
    }
    CHECK(findings.list().size() == std::min<std::size_t>(limit, 4));
    CHECK(findings.unlisted() == 4 - findings.list().size());
    CHECK(findings.count(Level::error) == 2);
    CHECK(findings.count(Level::warning) == 2);
    CHECK(findings.listing() == (limit > 4));
    CHECK_FALSE(findings.clean());
}

TEST_CASE("add_all keeps the counts of what another list left out", "[diagnostic]") {
    Findings few(1);
    few.add(Rule::syntax, "a");
    few.add(Rule::syntax, "b");
    Findings all(10);
    all.add(Rule::no_tenant, "c");
    all.add_all(few);
    CHECK(all.count(Level::error) == 2);
    CHECK(all.count(Level::note) == 1);
    CHECK(all.list().size() == 2);
    CHECK(all.unlisted() == 1);
    Findings none(0);
    none.add_all(all);
    CHECK(none.list().empty());
    CHECK(none.unlisted() == 3);
}

TEST_CASE("notes alone are clean", "[diagnostic]") {
    Findings findings;
    CHECK(findings.clean());
    findings.add(Rule::no_tenant, "a");
    CHECK(findings.clean());
    findings.add(Rule::name_drift, "b");
    CHECK_FALSE(findings.clean());
}

TEST_CASE("findings sort by file, position, number, and else stay", "[diagnostic]") {
    Findings findings;
    findings.add(Rule::wrong_type, "5", in("b", 0));
    findings.add(Rule::wrong_type, "3", in("a", 7));
    findings.add(Rule::duplicate_key, "2", in("a", 7));
    findings.add(Rule::wrong_type, "4", in("a", 7));
    findings.add(Rule::wrong_type, "1", in("a", 3));
    findings.add(Rule::wrong_type, "0");
    findings.sort();
    std::string order;
    for (const Finding& finding : findings.list()) order += finding.message;
    CHECK(order == "012345");
}
