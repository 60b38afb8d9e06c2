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

namespace {

/// Every name that follows `prefix` in the C++ files below a folder.
std::set<std::string> named_after(std::string_view prefix, std::string_view folder) {
    std::set<std::string> names;
    for (const std::string& path : testing::files_below(folder)) {
        if (!path.ends_with(".cpp")) continue;
        const std::string text = testing::file(path);
        for (std::size_t from = text.find(prefix); from != std::string::npos;
             from = text.find(prefix, from)) {
            from += prefix.size();
            std::size_t to = from;
            while (to < text.size() && (text[to] == '_' || (text[to] >= 'a' && text[to] <= 'z')))
                ++to;
            if (to > from) names.insert(text.substr(from, to - from));
        }
    }
    return names;
}

}  // namespace

TEST_CASE("every rule that the core emits has a test that names it", "[diagnostic]") {
    std::set<std::string> emitted = named_after("Rule::", "cpp/src");
    emitted.merge(named_after("Rule::", "cpp/cli"));
    const std::set<std::string> tested = named_after("Rule::", "tests/cpp");
    // The table itself spells its rules with a macro.
    emitted.erase("name");
    CHECK(emitted.size() > 40);
    for (const std::string& name : emitted) {
        INFO(name);
        CHECK(tested.contains(name));
    }
}
