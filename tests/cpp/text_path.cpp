#include "leadloom/text/path.hpp"

#include "support.hpp"

using namespace leadloom;

TEST_CASE("a path has one spelling", "[text]") {
    const auto [path, plain] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {".", ""},
        {"./a//b.json", "a/b.json"},
        {"a/./b/", "a/b"},
        {"//a", "/a"},
        {"/", "/"},
        {"../a", "../a"},
        {"a/../b", "a/../b"},
        {".a/..b", ".a/..b"},
    }));
    CHECK(text::plain_path(path) == plain);
    CHECK(text::plain_path(plain) == plain);
}
