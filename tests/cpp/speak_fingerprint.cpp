#include "leadloom/speak/fingerprint.hpp"

#include "leadloom/document/sha256.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

Finding not_mapped() {
    Place place;
    place.file = "a.json";
    place.pointer = "/mapping/0";
    return {Rule::no_mapping,
            Level::warning,
            "“48000001” stands twice, in row 2 and in row 12.",
            {},
            place};
}

template <class Change>
bool changes(Change change) {
    Finding finding = not_mapped();
    change(finding);
    return fingerprint(finding) != fingerprint(not_mapped());
}

}  // namespace

TEST_CASE("a fingerprint is of rule, file, pointer and message", "[speak][sarif]") {
    using namespace std::string_literals;
    const std::string bytes =
        "LL0101\0a.json\0/mapping/#\0"s + "“48000001” stands twice, in row # and in row #.";
    CHECK(fingerprint(not_mapped()) == sha256(bytes).substr(0, 16));
    CHECK(changes([](Finding& f) { f.rule = Rule::name_drift; }));
    CHECK(changes([](Finding& f) { f.message = "Mapped."; }));
    CHECK(changes([](Finding& f) { f.place->file = "b.json"; }));
    CHECK(changes([](Finding& f) { f.place->pointer = "/trades/0"; }));
    CHECK(changes([](Finding& f) { f.place->pointer.clear(); }));
    CHECK(changes([](Finding& f) { f.place.reset(); }));
    // Ids have more digits than rows.
    CHECK(changes([](Finding& f) { f.message.replace(f.message.find('8'), 1, "9"); }));
}

TEST_CASE("a fingerprint stays while other lines come and go", "[speak][sarif]") {
    CHECK_FALSE(changes([](Finding& f) { f.place->line = 9; }));
    CHECK_FALSE(changes([](Finding& f) { f.place->column = 9; }));
    CHECK_FALSE(changes([](Finding& f) { f.place->row = 9; }));
    CHECK_FALSE(changes([](Finding& f) { f.place->excerpt = "y"; }));
    CHECK_FALSE(changes([](Finding& f) { f.hint = "Other."; }));
    CHECK_FALSE(changes([](Finding& f) { f.level = Level::note; }));
    CHECK_FALSE(changes([](Finding& f) { f.place->file = ".//a.json"; }));
    CHECK_FALSE(changes([](Finding& f) { f.place->pointer = "/mapping/17"; }));
    CHECK_FALSE(changes(
        [](Finding& f) { f.message = "“48000001” stands twice, in row 3 and in row 1013."; }));
}

TEST_CASE("a fingerprint in a table is of the column", "[speak][sarif]") {
    Finding finding = not_mapped();
    finding.place->pointer.clear();
    finding.place->row = 4;
    finding.place->heading = "Job Type";
    const std::string print = fingerprint(finding);
    finding.place->row = 5;
    CHECK(fingerprint(finding) == print);
    finding.place->heading = "Business Unit";
    CHECK(fingerprint(finding) != print);
}
