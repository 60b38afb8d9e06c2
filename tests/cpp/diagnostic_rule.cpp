#include "leadloom/diagnostic/rule.hpp"

#include <set>

#include "support.hpp"

using namespace leadloom;

TEST_CASE("the rule table is in order and complete", "[diagnostic]") {
    std::set<std::string> names;
    std::set<std::string> labels;
    for (const RuleRow& row : rules()) {
        INFO(label(row.rule));
        CHECK(names.insert(std::string(name_of(row.rule))).second);
        CHECK(labels.insert(label(row.rule)).second);
        CHECK(&row_of(row.rule) == &row);
        CHECK(label(row.rule).size() == 6);
        CHECK(title_of(row.rule).ends_with('.'));
        CHECK(row.hint.ends_with('.'));
    }
    CHECK(names.size() == rules().size());
}

TEST_CASE("labels have four digits", "[diagnostic]") {
    CHECK(label(Rule::syntax) == "LL0001");
    CHECK(label(Rule::unreadable_file) == "LL0014");
    CHECK(label(Rule::no_mapping) == "LL0101");
    CHECK(label(Rule::usage) == "LL0920");
}

TEST_CASE("levels have words", "[diagnostic]") {
    CHECK(word(Level::error) == "error");
    CHECK(word(Level::warning) == "warning");
    CHECK(word(Level::note) == "note");
}
