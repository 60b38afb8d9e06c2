/// Names, folders and patterns.
#include "files.hpp"

#include <algorithm>

#include "command_line_host.hpp"

using namespace leadloom;
using testing::MemoryHost;
using testing::Random;

namespace {

std::vector<std::string> found(const std::vector<std::string>& asked, MemoryHost& host,
                               const std::vector<std::string>& except = {}) {
    return find_files(asked, except, host).paths;
}

using Paths = std::vector<std::string>;

/// The obviously right matcher: tries everything.
bool fits_slowly(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) return name.empty();
    if (pattern[0] == '*') {
        for (std::size_t taken = 0; taken <= name.size(); ++taken) {
            if (fits_slowly(pattern.substr(1), name.substr(taken))) return true;
            if (taken < name.size() && name[taken] == '/') break;
        }
        return false;
    }
    if (name.empty()) return false;
    const bool same = pattern[0] == '?' ? name[0] != '/' : pattern[0] == name[0];
    return same && fits_slowly(pattern.substr(1), name.substr(1));
}

}  // namespace

TEST_CASE("patterns fit as in shells", "[command line]") {
    const auto [pattern, path, expected] = GENERATE(table<std::string, std::string, bool>({
        {"*.json", "a.json", true},
        {"*.json", "tenant/a.json", true},
        {"*.json", "a.jsonl", false},
        {"*", ".hidden", false},
        {".*", ".hidden", true},
        {"?.json", "é.json", true},
        {"??.json", "é.json", false},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"[^a-c]x", "dx", true},
        {"[]]x", "]x", true},
        {"[a-]x", "-x", true},
        {"[é-ü]", "ö", true},
        {"[é-ü]", "o", false},
        {"[x", "[x", true},
        {"{a,b}.json", "b.json", true},
        {"{a,b{c,d}}.json", "bd.json", true},
        {"{a,b}.json", "c.json", false},
        {"{a}.json", "{a}.json", true},
        {"a{,b}", "a", true},
        {"tenant/*", "tenant/a", true},
        {"tenant/*", "tenant/a/b", false},
        {"tenant/**", "tenant/a/b", true},
        {"tenant/**", "tenant", false},
        {"tenant/**", "tenant/.x/b", false},
        {"tenant/**/b", "tenant/b", true},
        {"**/b", "b", true},
        {"**/b", "x/y/b", true},
        {"**/b", "x/.y/b", false},
        {"**/b", "node_modules/b", false},
        {"a/**/c/**/d", "a/c/x/c/y/d", true},
        {"./a/*.json", "a/x.json", true},
        {"a/*.json", "./a/x.json", true},
        {"/a/*", "a/x", false},
        {"*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    }));
    INFO(pattern << " and " << path);
    CHECK(fits(pattern, path) == expected);
}

TEST_CASE("stars and question marks fit as a slow matcher says", "[command line]") {
    Random random(7);
    const auto word = [&](std::string_view letters, std::size_t most) {
        std::string text;
        for (std::size_t i = random.below(most); i-- > 0;)
            text.push_back(letters[random.below(letters.size())]);
        return text;
    };
    std::size_t fitting = 0;
    for (int i = 0; i < 20000; ++i) {
        // A slash before both, so that folders are looked at in both.
        const std::string pattern = "/x/" + word("ab*?", 7);
        const std::string path = "/x/" + word("ab", 7);
        if (pattern.contains("**") || path.ends_with('/') || pattern.ends_with('/')) continue;
        INFO(pattern << " and " << path);
        const bool expected = fits_slowly(pattern, path);
        CHECK(fits(pattern, path) == expected);
        fitting += expected ? 1 : 0;
    }
    CHECK(fitting > 1000);
}

TEST_CASE("folders are searched for documents, in order", "[command line]") {
    MemoryHost host({{"b.json", ""},
                     {"a.CSV", ""},
                     {"c.tsv", ""},
                     {"d.txt", ""},
                     {"e.ndjson", ""},
                     {"f.md", ""},
                     {".git/x.json", ""},
                     {".x.json", ""},
                     {"node_modules/x.json", ""},
                     {"sub/deep/x.json", ""},
                     {"sub/a.json", ""}});
    const Paths all = {"a.CSV",    "b.json",     "c.tsv",          "d.txt",
                       "e.ndjson", "sub/a.json", "sub/deep/x.json"};
    CHECK(found({"."}, host) == all);
    CHECK(found({"./"}, host) == all);
    CHECK(found({"sub"}, host) == Paths{"sub/a.json", "sub/deep/x.json"});
    CHECK(found({"sub/"}, host) == Paths{"sub/a.json", "sub/deep/x.json"});
    CHECK(found({"**/*.json"}, host) == Paths{"b.json", "sub/a.json", "sub/deep/x.json"});
    CHECK(found({"sub/**"}, host) == Paths{"sub/a.json", "sub/deep/x.json"});
    CHECK(found({"*/deep/*.json"}, host) == Paths{"sub/deep/x.json"});
    CHECK(found({".git/*"}, host) == Paths{".git/x.json"});
    CHECK(found({"{b,nope}.json"}, host) == Paths{"b.json"});
    CHECK(found({"."}, host, {"b.json", "sub/a.json"}).size() == all.size() - 2);
}

TEST_CASE("no file is taken twice, whatever it is called", "[command line]") {
    MemoryHost host({{"a.json", ""}, {"sub/a.json", ""}});
    CHECK(found({"a.json", "./a.json", "*.json", ".", "sub//a.json"}, host) ==
          Paths{"a.json", "sub/a.json"});
    CHECK(found({"-", "-"}, host) == Paths{"-"});
    CHECK(found({"./a.json"}, host) == Paths{"./a.json"});
}

TEST_CASE("a pattern finds what fits it among all files", "[command line]") {
    Random random(11);
    const std::vector<std::string> names = {"a", "b", "ab", "a.json", ".c", "d"};
    const std::vector<std::string> pieces = {"a", "*", "**", "?", "a*", "{a,b}", "[ab]", "*.json"};
    std::size_t matches = 0;
    for (int i = 0; i < 500; ++i) {
        MemoryHost host;
        for (std::size_t f = 0; f < 12; ++f) {
            std::string path;
            for (std::size_t depth = random.below(3) + 1; depth-- > 0;)
                path += (path.empty() ? "" : "/") + names[random.below(names.size())];
            // A name is a file or a folder.
            const bool taken = std::ranges::any_of(host.files, [&](const auto& file) {
                return file.first.starts_with(path + "/") || path.starts_with(file.first + "/");
            });
            if (!taken) host.files[path] = "";
        }
        std::string pattern = "**";
        for (std::size_t depth = random.below(3) + 1; depth-- > 0;)
            pattern += "/" + pieces[random.below(pieces.size())];
        Paths expected;
        for (const auto& [path, bytes] : host.files) {
            if (fits(pattern, path)) expected.push_back(path);
        }
        INFO(pattern);
        CHECK(found({pattern}, host) == expected);
        matches += expected.size();
    }
    CHECK(matches > 500);
}

TEST_CASE("a pattern or folder without documents is a complaint", "[command line]") {
    MemoryHost host({{"sub/readme.md", ""}, {"[x].json", "{}"}});
    for (const char* const asked : {"*.csv", "sub", "**/*.ndjson", "{a,b}"}) {
        const Found none = find_files({asked}, {}, host);
        CHECK(none.paths.empty());
        CHECK(none.complaints.starts_with("error[" + label(Rule::no_files) + "]"));
    }
    // A name that looks like a pattern.
    CHECK(found({"[x].json"}, host) == Paths{"[x].json"});
    // A name that is not there is for whoever reads it.
    CHECK(found({"nowhere.json"}, host) == Paths{"nowhere.json"});
}

TEST_CASE("patterns of any size end", "[command line]") {
    MemoryHost host({{"a", ""}});
    std::string braces;
    for (int i = 0; i < 30; ++i) braces += "{a,b}";
    CHECK(found({braces}, host).empty());
    std::string stars;
    for (int i = 0; i < 1000; ++i) stars += "*a";
    CHECK_FALSE(fits(stars, std::string(2000, 'b')));
    std::string folders;
    for (int i = 0; i < 50; ++i) folders += "**/";
    CHECK(found({folders + "a"}, host) == Paths{"a"});
}
