/// The house rules of the core, read from its sources.
#include <algorithm>
#include <map>

#include "support.hpp"

using leadloom::testing::file;
using leadloom::testing::files_below;

namespace {

/// Floors, bottom to top; text, time and diagnostic share one and know nothing of each other.
const std::map<std::string, int, std::less<>> floors = {
    {"text", 0},  {"time", 0},   {"diagnostic", 0},  {"document", 1},
    {"model", 2}, {"decide", 3}, {"customers", 3},   {"leads", 4},
    {"speak", 5}, {"doors", 6},  {"leadloom.hpp", 7}};

/// The folder a file of the core lies in.
std::string floor_of(std::string_view path) {
    for (const std::string_view root : {"cpp/include/leadloom/", "cpp/src/"}) {
        if (!path.starts_with(root)) continue;
        path.remove_prefix(root.size());
        return std::string(path.substr(0, path.find('/')));
    }
    return {};
}

/// The headers of the core that a text includes, as `floor/name.hpp`.
std::vector<std::string> included(const std::string& text) {
    constexpr std::string_view start = "#include \"leadloom/";
    std::vector<std::string> headers;
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
        at += start.size();
        headers.push_back(text.substr(at, text.find('"', at) - at));
    }
    return headers;
}

/// Code without comments and texts, so that words can be looked for.
std::string code_of(const std::string& text) {
    std::string code;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        if (rest.starts_with("//")) {
            i = std::min(text.find('\n', i), text.size() - 1);
        } else if (rest.starts_with("/*")) {
            i = std::min(text.find("*/", i), text.size() - 2) + 1;
        } else if (rest.starts_with("R\"(")) {
            i = std::min(text.find(")\"", i), text.size() - 2) + 1;
        } else if (text[i] == '\'' && i > 0 &&
                   std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0) {
            continue;
        } else if (text[i] == '"' || text[i] == '\'') {
            const char quote = text[i];
            for (++i; i < text.size() && text[i] != quote; ++i) {
                if (text[i] == '\\') ++i;
            }
            continue;
        }
        code.push_back(i < text.size() ? text[i] : ' ');
    }
    return code;
}

bool has_word(std::string_view code, std::string_view word) {
    const auto in_name = [&](std::size_t at) {
        return at < code.size() &&
               (std::isalnum(static_cast<unsigned char>(code[at])) != 0 || code[at] == '_');
    };
    for (std::size_t at = code.find(word); at != std::string_view::npos;
         at = code.find(word, at + 1)) {
        if ((at == 0 || !in_name(at - 1)) && !in_name(at + word.size())) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("no floor includes a floor above it", "[houses]") {
    std::vector<std::string> paths = files_below("cpp/include");
    const std::vector<std::string> sources = files_below("cpp/src");
    paths.insert(paths.end(), sources.begin(), sources.end());
    CHECK(paths.size() > 40);
    for (const std::string& path : paths) {
        const std::string here = floor_of(path);
        INFO(path);
        REQUIRE(floors.contains(here));
        for (const std::string& header : included(file(path))) {
            const std::string there = header.substr(0, header.find('/'));
            INFO(header);
            REQUIRE(floors.contains(there));
            CHECK(floors.at(there) <= floors.at(here));
        }
    }
}

TEST_CASE("the core does not know where it is compiled for", "[houses]") {
    for (const std::string& path : files_below("cpp")) {
        std::string text = file(path);
        std::ranges::transform(text, text.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        INFO(path);
        CHECK_FALSE(text.contains("emscripten"));
        CHECK_FALSE(text.contains("__wasm"));
    }
}

TEST_CASE("the core throws nothing and catches nothing", "[houses]") {
    std::vector<std::string> paths = files_below("cpp/src");
    const std::vector<std::string> headers = files_below("cpp/include");
    paths.insert(paths.end(), headers.begin(), headers.end());
    for (const std::string& path : paths) {
        const std::string code = code_of(file(path));
        INFO(path);
        for (const char* const word : {"throw", "try", "catch", "dynamic_cast", "typeid"})
            CHECK_FALSE(has_word(code, word));
    }
}

TEST_CASE("the core reads no file, no clock and no environment", "[houses]") {
    for (const std::string& path : files_below("cpp/src")) {
        const std::string text = file(path);
        INFO(path);
        for (const char* const header :
             {"<chrono>", "<ctime>", "<cstdio>", "<iostream>", "<fstream>", "<filesystem>",
              "<thread>", "<random>", "<locale>", "<regex>"})
            CHECK_FALSE(text.contains(std::string("#include ") + header));
        CHECK_FALSE(has_word(code_of(text), "getenv"));
    }
}

TEST_CASE("the checks above see what they look for", "[houses]") {
    CHECK(has_word(code_of("int a; throw 1;"), "throw"));
    CHECK_FALSE(has_word(code_of("// throw\nint rethrow = '\"'; auto s = \"throw\";"), "throw"));
    CHECK(has_word(code_of("int n = 1'000; try { }"), "try"));
    CHECK(included("#include \"leadloom/text/fold.hpp\"\n") ==
          std::vector<std::string>{"text/fold.hpp"});
}
