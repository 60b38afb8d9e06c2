#include "leadloom/leads/inspect.hpp"

#include "support.hpp"

using namespace leadloom;
using testing::small_alert;
using testing::with;

namespace {

/// What is said of a feed under the small set-up.
Findings said_of(const std::vector<Json>& alerts) {
    Workspace workspace;
    Findings findings;
    workspace.load("s", testing::small_setup().dump(), DocumentKind::setup, findings);
    std::string lines;
    for (const Json& alert : alerts) lines += alert.dump() + "\n";
    workspace.load("f", std::move(lines), DocumentKind::feed, findings);
    Findings found;
    inspect(workspace, found);
    return found;
}

}  // namespace

TEST_CASE("a word that no table knows is named with the nearest that one does", "[leads]") {
    const auto [field, word, rule, meant] =
        GENERATE(table<std::string, std::string, Rule, std::string>({
            {"/severity", "Critcal", Rule::unknown_severity, "“Critical”"},
            {"/severity", "Urgnet", Rule::unknown_severity, "“Urgent”"},
            {"/type", "Water Detcted", Rule::unknown_alert_type, "“Water Detected”"},
            {"/source", "smartac.co", Rule::unknown_partner, "“smartac.com”"},
            {"/account", "acct-l", Rule::unknown_account, "“acct-1”"},
        }));
    const Findings found = said_of({with(small_alert("a"), field, word)});
    REQUIRE(testing::count(found, rule) == 1);
    const Finding finding = testing::first(found, rule);
    CHECK(finding.hint == "Did you mean " + meant + "? " + std::string(row_of(rule).hint));
    CHECK(finding.message.contains("“" + word + "” is not known; 1 alert has it."));
}

TEST_CASE("a word that is near to none is named without a guess", "[leads]") {
    const Findings found = said_of({with(small_alert("a"), "/severity", "Service Soon")});
    CHECK(testing::first(found, Rule::unknown_severity).hint ==
          row_of(Rule::unknown_severity).hint);
}

TEST_CASE("unknown words are counted by source, at the first alert of each", "[leads]") {
    const Json caution = with(small_alert("b"), "/severity", "Caution");
    const Json of_angi = {{"source", "angi.com"},
                          {"id", "1"},
                          {"type", "Central A/C - Repair/Service"},
                          {"severity", "Caution"}};
    const Findings found = said_of({small_alert("a"), caution, with(caution, "/id", "c"),
                                    with(caution, "/severity", "Minor"), of_angi, caution});
    std::vector<std::pair<std::size_t, std::string>> unknown;
    for (const Finding& finding : found.list()) {
        if (finding.rule == Rule::unknown_severity)
            unknown.emplace_back(finding.place->line, finding.message);
    }
    CHECK(unknown == std::vector<std::pair<std::size_t, std::string>>{
                         {2, "The severity “Caution” is not known; 2 alerts have it."},
                         {5, "The severity “Caution” is not known; 1 alert has it."}});
}
