#include "leadloom/text/diff.hpp"

#include <algorithm>
#include <charconv>

#include "support.hpp"

using namespace leadloom;
using leadloom::testing::Random;
using leadloom::text::unified_diff;

namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::size_t number(std::string_view& text) {
    std::size_t value = 0;
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE(fault == std::errc{});
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return value;
}

/// The start and count of a side of a hunk.
std::pair<std::size_t, std::size_t> range(std::string_view& text) {
    const std::size_t start = number(text);
    if (!text.starts_with(',')) return {start, 1};
    text.remove_prefix(1);
    return {start, number(text)};
}

/// What `patch` does: every line of context and every removed line must stand where it is said to.
std::string patched(std::string_view before, std::string_view diff) {
    const std::vector<std::string> old_lines = lines_of(before);
    std::vector<std::string> diff_lines = lines_of(diff);
    std::string after;
    std::size_t at = 0;
    std::size_t written = 0;
    for (std::size_t i = 2; i < diff_lines.size();) {
        std::string_view head = diff_lines[i++];
        REQUIRE(head.starts_with("@@ -"));
        head.remove_prefix(4);
        const auto [old_start, old_count] = range(head);
        REQUIRE(head.starts_with(" +"));
        head.remove_prefix(2);
        const auto [new_start, new_count] = range(head);
        REQUIRE(head == " @@\n");
        const std::size_t from = old_count == 0 ? old_start : old_start - 1;
        REQUIRE(from >= at);
        for (; at < from; ++at, ++written) after += old_lines.at(at);
        REQUIRE(written == (new_count == 0 ? new_start : new_start - 1));
        std::size_t old_seen = 0;
        std::size_t new_seen = 0;
        while (i < diff_lines.size() && !diff_lines[i].starts_with("@@")) {
            std::string line = diff_lines[i++];
            const char mark = line[0];
            line.erase(0, 1);
            if (i < diff_lines.size() && diff_lines[i] == "\\ No newline at end of file\n") {
                line.pop_back();
                ++i;
            }
            if (mark != '+') {
                REQUIRE(old_lines.at(at++) == line);
                ++old_seen;
            }
            if (mark != '-') {
                after += line;
                ++written;
                ++new_seen;
            }
        }
        CHECK(old_seen == old_count);
        CHECK(new_seen == new_count);
    }
    for (; at < old_lines.size(); ++at) after += old_lines[at];
    return after;
}

std::size_t edits_in(std::string_view diff) {
    const std::vector<std::string> lines = lines_of(diff);
    return static_cast<std::size_t>(std::ranges::count_if(lines, [](const std::string& line) {
        return (line[0] == '-' && !line.starts_with("--- ")) ||
               (line[0] == '+' && !line.starts_with("+++ "));
    }));
}

/// The length of the shortest edit script, by the table that everybody knows.
std::size_t least_edits(std::string_view before, std::string_view after) {
    const auto a = lines_of(before);
    const auto b = lines_of(after);
    std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                                 std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            common[i + 1][j + 1] =
                a[i] == b[j] ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
        }
    }
    return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

std::string random_text(Random& random, std::size_t most_lines, std::size_t letters) {
    std::string text;
    const std::size_t lines = random.below(most_lines + 1);
    for (std::size_t i = 0; i < lines; ++i) {
        text.push_back(static_cast<char>('a' + random.below(letters)));
        text += random.below(5) == 0 ? "\r\n" : "\n";
    }
    if (!text.empty() && random.below(3) == 0) text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("a diff is that of diff -u", "[text][diff]") {
    CHECK(unified_diff("a", "x\n", "x\n").empty());
    CHECK(unified_diff("a", "", "").empty());
    CHECK(unified_diff("a.json", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
          "--- a.json\n+++ a.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    CHECK(unified_diff("a", "", "1\n") == "--- a\n+++ a\n@@ -0,0 +1 @@\n+1\n");
    CHECK(unified_diff("a", "1\n2\n", "") == "--- a\n+++ a\n@@ -1,2 +0,0 @@\n-1\n-2\n");
    CHECK(unified_diff("a", "1\n2", "1\n2\n") ==
          "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+2\n");
    CHECK(unified_diff("a", "1\r\n", "1\n") == "--- a\n+++ a\n@@ -1 +1 @@\n-1\r\n+1\n");
    CHECK(unified_diff("a", "x", "y") ==
          "--- a\n+++ a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n"
          "\\ No newline at end of file\n");
}

TEST_CASE("changes up to six lines apart share a hunk", "[text][diff]") {
    const auto hunks = [](std::size_t between) {
        std::string before = "a\n";
        for (std::size_t i = 0; i < between; ++i) before += std::to_string(i) + "\n";
        const std::string diff = unified_diff("f", before + "b\n", "A" + before.substr(1) + "B\n");
        const auto lines = lines_of(diff);
        return std::ranges::count_if(
            lines, [](const std::string& line) { return line.starts_with("@@"); });
    };
    CHECK(hunks(0) == 1);
    CHECK(hunks(6) == 1);
    CHECK(hunks(7) == 2);
}

TEST_CASE("names that patch would misread are quoted", "[text][diff]") {
    const auto head = [](std::string_view name) {
        return lines_of(unified_diff(name, "", "1\n"))[0];
    };
    CHECK(head("with blank.json") == "--- with blank.json\t\n");
    CHECK(head("día.json") == "--- día.json\n");
    CHECK(head("a\nb\"\\.json") == "--- \"a\\012b\\\"\\\\.json\"\n");
}

TEST_CASE("a diff leads from one text to the other, with the least edits", "[text][diff]") {
    Random random(3);
    for (int i = 0; i < 3000; ++i) {
        const std::size_t letters = 1 + random.below(6);
        const std::string before = random_text(random, 24, letters);
        const std::string after = random_text(random, 24, letters);
        CAPTURE(before, after);
        const std::string diff = unified_diff("f", before, after);
        REQUIRE(patched(before, diff) == after);
        REQUIRE(edits_in(diff) == least_edits(before, after));
    }
}

TEST_CASE("edited texts and texts of any bytes come back too", "[text][diff]") {
    Random random(4);
    const std::string sample = testing::file("catalog/sample/prairie-star.setup.json");
    for (int i = 0; i < 60; ++i) {
        std::string after = testing::mutated(sample, random);
        for (int more = 0; more < 5; ++more) after = testing::mutated(after, random);
        REQUIRE(patched(sample, unified_diff("f", sample, after)) == after);
    }
}

TEST_CASE("texts of many lines are compared in time that grows with them", "[text][diff]") {
    // Every third line of 60,000 is another one, as a fix for all rows makes it.
    std::string before;
    std::string after;
    for (int i = 0; i < 60'000; ++i) {
        const std::string line = std::to_string(i % 3 == 0 ? i : i % 7);
        before += line + "\n";
        after += (i % 3 == 0 ? "other " + line : line) + "\n";
    }
    const std::string diff = unified_diff("f", before, after);
    CHECK(edits_in(diff) == 40'000);
    CHECK(patched(before, diff) == after);
    // No line in common order at all: more edits than are searched for, still a right answer.
    Random random(5);
    const std::string one = random_text(random, 30'000, 26);
    const std::string two = random_text(random, 30'000, 26);
    CHECK(patched(one, unified_diff("f", one, two)) == two);
}

TEST_CASE("texts stand side by side, changed lines word by word", "[diff]") {
    using leadloom::text::side_by_side;
    const auto pairs = side_by_side("same\none two three\ngone\n", "same\none 2 three\nnew\nmore");
    REQUIRE(pairs.size() == 4);
    CHECK(pairs[0].before[0].text == "same");
    CHECK_FALSE(pairs[0].before[0].changed);
    REQUIRE(pairs[1].before.size() == 3);
    CHECK(pairs[1].before[1].text == "two");
    CHECK(pairs[1].after[1].text == "2");
    CHECK(pairs[1].after[1].changed);
    CHECK(pairs[3].before.empty());
    CHECK(pairs[3].after[0].text == "more");
    CHECK(side_by_side("", "").empty());
}

TEST_CASE("nothing of either text is lost side by side", "[diff]") {
    const auto [before, after] = GENERATE(table<std::string, std::string>({
        {"a\nb\nc\n", "b\nc\nd\n"},
        {"", "x\ny\n"},
        {"  two  blanks ", "two blanks"},
        {"\n\n\n", "\n"},
        {"one line", "another line\nand one"},
    }));
    std::string old_text;
    std::string new_text;
    for (const auto& pair : leadloom::text::side_by_side(before, after)) {
        for (const auto& run : pair.before) old_text += run.text;
        for (const auto& run : pair.after) new_text += run.text;
    }
    const auto without_feeds = [](std::string text) {
        std::erase(text, '\n');
        return text;
    };
    CHECK(old_text == without_feeds(before));
    CHECK(new_text == without_feeds(after));
}
