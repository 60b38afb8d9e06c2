#include "leadloom/document/table.hpp"

#include "leadloom/text/fold.hpp"
#include "leadloom/text/utf8.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::count;
using testing::Random;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
    std::shared_ptr<const Table> table;
    Findings findings;
};

Read read(std::string bytes) {
    Read result;
    result.table = Table::read("t.csv", std::move(bytes), Limits{}, result.findings);
    return result;
}

std::vector<std::string> headings(const Table& table) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < table.columns(); ++i) all.push_back(table.heading(i));
    return all;
}

Rows rows(const Table& table) {
    Rows all(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t i = 0; i < table.columns(); ++i)
            all[row].push_back(table.text_of(table.cell(row, i)));
    }
    return all;
}

/// A table read one character after the other, with nothing clever: the oracle.
struct Slow {
    std::vector<std::string> headings;
    Rows rows;
    std::vector<std::size_t> numbers;
    std::size_t too_long = 0;
    std::size_t odd_quotes = 0;

    Slow(const std::string& text, char separator) {
        std::size_t at = 0;
        std::size_t number = 1;
        while (at < text.size()) {
            std::vector<std::string> row = read_row(text, separator, at);
            const auto width = [&] {
                std::size_t last = 0;
                for (std::size_t i = 0; i < row.size(); ++i) last = row[i].empty() ? last : i + 1;
                return last;
            };
            if (headings.empty()) {
                row.resize(width());
                headings = row;
                continue;
            }
            ++number;
            if (width() == 0) continue;
            if (width() > headings.size()) ++too_long;
            row.resize(headings.size());
            rows.push_back(row);
            numbers.push_back(number);
        }
    }

    std::vector<std::string> read_row(const std::string& text, char separator, std::size_t& at) {
        std::vector<std::string> row;
        for (;;) {
            row.push_back(read_cell(text, separator, at));
            if (at < text.size() && text[at] == separator) {
                ++at;
                continue;
            }
            if (at < text.size() && text[at] == '\r' && at + 1 < text.size() &&
                text[at + 1] == '\n')
                ++at;
            ++at;
            return row;
        }
    }

    std::string read_cell(const std::string& text, char separator, std::size_t& at) {
        std::string cell;
        const auto line_ends = [&] { return text[at] == '\n' || text[at] == '\r'; };
        const bool quoted = at < text.size() && text[at] == '"';
        const std::size_t from = at;
        bool closed = false;
        if (quoted) ++at;
        while (quoted && !closed && at < text.size()) {
            if (text[at] != '"') {
                cell.push_back(text[at++]);
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                cell.push_back('"');
                at += 2;
            } else {
                closed = true;
                ++at;
            }
        }
        if (quoted && !closed) {
            ++odd_quotes;
            cell.clear();
            for (at = from + 1; at < text.size() && !line_ends(); ++at) {
                cell.push_back(text[at]);
                if (text[at] == '"') ++at;
            }
            return std::string(text::trimmed(cell));
        }
        std::string rest;
        while (at < text.size() && text[at] != separator && !line_ends())
            rest.push_back(text[at++]);
        if (quoted && !text::trimmed(rest).empty()) ++odd_quotes;
        return std::string(text::trimmed(cell + rest));
    }
};

std::string random_table(Random& random) {
    constexpr std::string_view alphabet = "\",;\t\r\n ab";
    std::string text;
    for (std::size_t i = random.below(40); i > 0; --i)
        text.push_back(alphabet[random.below(alphabet.size())]);
    return text;
}

}  // namespace

TEST_CASE("a table has headings and rows, whoever wrote it", "[table]") {
    const auto [bytes, separator, first, cells] =
        GENERATE(table<std::string, char, std::vector<std::string>, Rows>({
            {"", ',', {}, {}},
            {"\n\r\n ,, \n", ',', {}, {}},
            {"a", ',', {"a"}, {}},
            {"a,b\n1,2\n", ',', {"a", "b"}, {{"1", "2"}}},
            {"a;b\r\n1,5;2\r\n", ';', {"a", "b"}, {{"1,5", "2"}}},
            {"a\tb\r1\t2\r3\t4", '\t', {"a", "b"}, {{"1", "2"}, {"3", "4"}}},
            {"a|b\n1|2", '|', {"a", "b"}, {{"1", "2"}}},
            {"\xEF\xBB\xBF\"a\",b\n1,2", ',', {"a", "b"}, {{"1", "2"}}},
            {"sep=;\r\na;b,c\r\n1;2", ';', {"a", "b,c"}, {{"1", "2"}}},
            {"SEP=|\na,b|c\n1|2", '|', {"a,b", "c"}, {{"1", "2"}}},
            // A list in a cell does not make its separator the table's.
            {"a,b\n1,x; y; z\n2,x; y", ',', {"a", "b"}, {{"1", "x; y; z"}, {"2", "x; y"}}},
            {"a (x, y)\tb (x, y)\n1\t2\n3\t4",
             '\t',
             {"a (x, y)", "b (x, y)"},
             {{"1", "2"}, {"3", "4"}}},
            {"\"a,b\";c\n1;2", ';', {"a,b", "c"}, {{"1", "2"}}},
            {"\n , \na,b\n1,2", ',', {"a", "b"}, {{"1", "2"}}},
            {"a,b,,\n1,2,,\n", ',', {"a", "b"}, {{"1", "2"}}},
            {"a,,b\n1,2,3", ',', {"a", "", "b"}, {{"1", "2", "3"}}},
            {"a,b,c\n1\n,2\n", ',', {"a", "b", "c"}, {{"1", "", ""}, {"", "2", ""}}},
            {"a\n\"x\ny\"\n\"say \"\"hi\"\"\"", ',', {"a"}, {{"x\ny"}, {"say \"hi\""}}},
            {"a,b\n5\" pipe,2\" \"pipe\"", ',', {"a", "b"}, {{"5\" pipe", "2\" \"pipe\""}}},
            {"a,b\n \"x\", y ", ',', {"a", "b"}, {{"\"x\"", "y"}}},
            {"a,b\n\"\",\"\"\n\"\",1", ',', {"a", "b"}, {{"", "1"}}},
        }));
    const Read result = read(bytes);
    INFO(bytes);
    CHECK(result.table->separator() == separator);
    CHECK(headings(*result.table) == first);
    CHECK(rows(*result.table) == cells);
    CHECK(result.findings.list().empty());
    CHECK(result.table->bytes() == bytes);
}

TEST_CASE("what is odd in a table is said, and the rest is read", "[table]") {
    const auto [bytes, rule, place, cells] = GENERATE(table<std::string, Rule, std::string, Rows>({
        {"a,b\n1,2,3\n4,5,", Rule::row_too_long, "3", {{"1", "2"}, {"4", "5"}}},
        {"a\n1,,x,y\n2", Rule::row_too_long, "x,y", {{"1"}, {"2"}}},
        {"a,b\n\"1,2\n3,4", Rule::quote_open, "\"", {{"1,2", ""}, {"3", "4"}}},
        {"a,b\n\"1\"\"\n3,4", Rule::quote_open, "\"", {{"1\"", ""}, {"3", "4"}}},
        {"a,b\n\"1\"x,2\n3,4", Rule::quote_open, "x", {{"1x", "2"}, {"3", "4"}}},
        {"a,b\n\xE9,2\n3,4", Rule::windows_encoding, "\xE9", {{"é", "2"}, {"3", "4"}}},
        {"é\xE9,b\n3,4", Rule::windows_encoding, "\xE9", {{"3", "4"}}},
    }));
    const Read result = read(bytes);
    INFO(bytes);
    CHECK(rows(*result.table) == cells);
    REQUIRE(result.findings.list().size() == 1);
    const Finding& finding = result.findings.list().front();
    CHECK(finding.rule == rule);
    CHECK(bytes.substr(finding.place->byte, finding.place->bytes) == place);
}

TEST_CASE("random tables are read as the slow reader reads them", "[table]") {
    Random random(33);
    std::size_t with_rows = 0;
    for (int round = 0; round < 30'000; ++round) {
        const std::string text = random_table(random);
        const Read result = read(text);
        const Table& table = *result.table;
        const Slow slow(text, table.separator());
        INFO(text);
        std::vector<std::size_t> numbers;
        for (std::size_t row = 0; row < table.rows(); ++row)
            numbers.push_back(table.row_number(row));
        if (headings(table) != slow.headings || rows(table) != slow.rows ||
            numbers != slow.numbers ||
            count(result.findings, Rule::row_too_long) != slow.too_long ||
            count(result.findings, Rule::quote_open) != slow.odd_quotes) {
            CHECK(headings(table) == slow.headings);
            CHECK(numbers == slow.numbers);
            CHECK(count(result.findings, Rule::row_too_long) == slow.too_long);
            CHECK(count(result.findings, Rule::quote_open) == slow.odd_quotes);
            REQUIRE(rows(table) == slow.rows);
        }
        with_rows += table.rows() > 1 ? 1U : 0U;
    }
    CHECK(with_rows > 2'000);
}

TEST_CASE("cells have their places in the file, whatever its encoding", "[table]") {
    const std::string text = "Trade;Job Type\r\nhvac;\"AC; Repair\"\r\n\r\nplumbing;Fuites d’eau é";
    for (const text::Encoding encoding :
         {text::Encoding::utf8, text::Encoding::utf8_marked, text::Encoding::utf16_little,
          text::Encoding::utf16_big, text::Encoding::windows_1252}) {
        for (const bool marked : {true, false}) {
            std::string mark;
            if (encoding == text::Encoding::utf8_marked) mark = "\xEF\xBB\xBF";
            if (marked && encoding == text::Encoding::utf16_little) mark = "\xFF\xFE";
            if (marked && encoding == text::Encoding::utf16_big) mark = "\xFE\xFF";
            const std::string bytes = mark + text::encoded(text, encoding).value_or("");
            const Read result = read(bytes);
            const Table& table = *result.table;
            INFO(text::word(encoding));
            CHECK(table.encoding() == encoding);
            CHECK(result.findings.list().size() ==
                  (encoding == text::Encoding::windows_1252 ? 1U : 0U));
            REQUIRE(table.rows() == 2);
            const auto in_file = [&](const Place& place) {
                return text::decoded(bytes.substr(place.byte, place.bytes), encoding);
            };
            const Place job = table.place(0, 1);
            CHECK(in_file(job) == "\"AC; Repair\"");
            CHECK(std::tuple(job.line, job.column, job.length) == std::tuple(2, 6, 12));
            CHECK(std::tuple(job.row, job.heading) == std::tuple(2, "Job Type"));
            CHECK(job.excerpt == "hvac;\"AC; Repair\"");
            CHECK(job.pointer.empty());
            const Place leak = table.place(1, 1);
            CHECK(in_file(leak) == "Fuites d’eau é");
            CHECK(std::tuple(leak.line, leak.column, leak.row) == std::tuple(4, 10, 4));
            CHECK(in_file(table.place(1)) == "plumbing;Fuites d’eau é");
            CHECK(in_file(table.place_of_heading(1)) == "Job Type");
            CHECK(table.place_of_heading(1).row == 1);
        }
    }
}

TEST_CASE("absent cells stand at the end of their row", "[table]") {
    const Read result = read("a,b,c\n1\n2,\n");
    const Table& table = *result.table;
    CHECK(table.cells(0) == 1);
    CHECK(table.cells(1) == 2);
    CHECK(table.cell(0, 2).bytes == 0);
    CHECK(table.place(0, 2).byte == 7);
    CHECK(table.place(0, 2).heading == "c");
    CHECK(table.place(1, 2).byte == 10);
}

TEST_CASE("lines of a table that only has carriage returns are counted by them", "[table]") {
    const Read result = read("a,b\r1,2\r3,4");
    CHECK(result.table->place(1, 1).line == 3);
    CHECK(result.table->place(1, 1).column == 3);
    CHECK(result.table->place(1, 1).excerpt == "3,4");
}

TEST_CASE("the limit for bytes holds for tables", "[table]") {
    Findings findings;
    CHECK(Table::read("t", "a,b", {.bytes = 3}, findings) != nullptr);
    CHECK(Table::read("t", "a,b", {.bytes = 2}, findings) == nullptr);
    CHECK(count(findings, Rule::too_large) == 1);
}

TEST_CASE("time and memory grow with the file and not with rows times columns", "[table]") {
    // As a matrix these would be 10^10 cells.
    std::string text = std::string(100'000, ',') + "x\n";
    for (int i = 0; i < 100'000; ++i) text += "1\n";
    const Read wide = read(text);
    CHECK(wide.table->columns() == 100'001);
    CHECK(wide.table->rows() == 100'000);
    CHECK(wide.table->text_of(wide.table->cell(99'999, 100'000)).empty());
    // Quotes that are opened again and again, and never closed.
    std::string quotes = "a,b\n";
    for (int i = 0; i < 200'000; ++i) quotes += "\"\"\"\"x,\n";
    const Read odd = read(quotes + "\"");
    CHECK(odd.table->rows() == 200'000);
    CHECK(odd.findings.count(Level::error) == 200'001);
}

TEST_CASE("characters that no text has are said", "[document][table]") {
    struct Row {
        std::string bytes;
        Rule rule;
        std::size_t line;
        std::size_t column;
    };
    using namespace std::string_literals;
    const auto [bytes, rule, line, column] = GENERATE(values<Row>({
        {"a,b\n1\0,2\0"s, Rule::cell_unreadable, 2, 2},
        {"\x1A"
         "a,b\n1,2"s,
         Rule::cell_unreadable, 1, 1},
        // An odd byte at the end, and half of a pair.
        {"\xFF\xFE"
         "a\0,\0b\0\n\0"
         "1\0,\0"
         "2"s,
         Rule::lone_surrogate, 2, 3},
        {"\xFF\xFE"
         "a\0,\0\x00\xD8\n\0"
         "1\0,\0"
         "2\0"s,
         Rule::lone_surrogate, 1, 3},
    }));
    Findings findings;
    const auto table = Table::read("a.csv", bytes, {}, findings);
    REQUIRE(table != nullptr);
    REQUIRE(findings.list().size() == 1);
    CHECK(findings.list()[0].rule == rule);
    CHECK(findings.list()[0].place->line == line);
    CHECK(findings.list()[0].place->column == column);
}
