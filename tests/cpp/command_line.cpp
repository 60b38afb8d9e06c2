#include "command_line.hpp"

#include <map>

#include "support.hpp"

using namespace leadloom;
using testing::count;
using testing::parsed;
using testing::with;

namespace {

/// Runs the command with files that exist in memory only.
Ran run(const std::vector<std::string>& arguments,
        const std::map<std::string, std::string, std::less<>>& files = {}) {
    return run_command_line(arguments,
                            [&](std::string_view path) -> std::expected<std::string, std::string> {
                                const auto found = files.find(path);
                                if (found == files.end())
                                    return std::unexpected("there is no such file");
                                return found->second;
                            });
}

std::map<std::string, std::string, std::less<>> clean_files() {
    return {{"units.json", testing::small_business_units().dump()},
            {"jobs.json", testing::small_job_types().dump()},
            {"campaigns.json", testing::small_campaigns().dump()},
            {"s.setup.json", testing::small_setup().dump(2)}};
}

const std::vector<std::string> all_files = {"validate", "units.json", "jobs.json", "campaigns.json",
                                            "s.setup.json"};

}  // namespace

TEST_CASE("a clean set-up exits with 0", "[command line]") {
    const Ran ran = run(all_files, clean_files());
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out == "0 errors, 0 warnings, 0 notes in 4 documents.\n");
}

TEST_CASE("the order of files does not matter", "[command line]") {
    std::vector<std::string> reversed = {"validate", "s.setup.json", "campaigns.json", "jobs.json",
                                         "units.json"};
    CHECK(run(reversed, clean_files()).out == run(all_files, clean_files()).out);
}

TEST_CASE("errors and warnings exit with 1, notes do not", "[command line]") {
    auto files = clean_files();
    files["s.setup.json"] =
        with(testing::small_setup(), "/mapping/2/jobTypes", parsed("[21, 27]")).dump(2);
    Ran ran = run(all_files, files);
    CHECK(ran.code == 1);
    CHECK(ran.out.contains("warning[LL0102]"));
    CHECK(ran.out.contains("  --> s.setup.json:"));
    CHECK(ran.out.ends_with("0 errors, 1 warning, 0 notes in 4 documents.\n"));
    ran = run({"validate", "s.setup.json"}, clean_files());
    CHECK(ran.code == 0);
    CHECK(ran.out.contains("note[LL0118]"));
    ran = run({"validate", "x"}, {{"x", "{"}});
    CHECK(ran.code == 1);
    CHECK(ran.out.contains("error[LL0001]"));
}

TEST_CASE("the report may be JSON", "[command line]") {
    for (const std::vector<std::string>& option :
         {std::vector<std::string>{"--format", "json"}, {"--format=json"}}) {
        std::vector<std::string> arguments = all_files;
        arguments.insert(arguments.begin() + 1, option.begin(), option.end());
        const Ran ran = run(arguments, clean_files());
        CHECK(ran.code == 0);
        CHECK(parsed(ran.out)["clean"] == true);
        CHECK(ran.out.ends_with("}\n"));
    }
}

TEST_CASE("limits are options", "[command line]") {
    const std::map<std::string, std::string, std::less<>> files = {
        {"f", R"([{"id":0,"category":1},{"id":0}])"}};
    CHECK(parsed(run({"validate", "--format=json", "f"}, files).out)["findings"].size() == 4);
    CHECK(count(parsed(run({"validate", "--format=json", "--max-bytes=10", "f"}, files).out),
                Rule::too_large) == 1);
    CHECK(count(parsed(run({"validate", "--format=json", "--max-depth", "1", "f"}, files).out),
                Rule::too_deep) == 1);
    CHECK(count(parsed(run({"validate", "--format=json", "--max-findings", "3", "f"}, files).out),
                Rule::too_many_findings) == 1);
}

TEST_CASE("standard input is a file", "[command line]") {
    const Ran ran = run({"validate", "-"}, {{"-", "[1,]"}});
    CHECK(ran.code == 1);
    CHECK(ran.out.contains(" --> stdin:1:3"));
}

TEST_CASE("what cannot run exits with 2 and says why", "[command line]") {
    const auto [arguments, rule,
                words] = GENERATE(table<std::vector<std::string>, Rule, std::string>({
        {{}, Rule::usage, "No command"},
        {{"validat"}, Rule::usage, "Did you mean “validate”?"},
        {{"validate"}, Rule::usage, "at least one file"},
        {{"validate", "--formt", "json", "x"}, Rule::usage, "Did you mean “--format”?"},
        {{"validate", "--format", "xml", "x"}, Rule::usage, "text or json"},
        {{"validate", "x", "--format"}, Rule::usage, "needs a value"},
        {{"validate", "--max-bytes", "0", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-bytes=-5", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-depth=", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-findings=99999999999999999999", "x"}, Rule::usage, "positive number"},
        {{"validate", "missing"}, Rule::unreadable_file, "there is no such file"},
        {{"validate", "x", "missing"}, Rule::unreadable_file, "missing"},
    }));
    const Ran ran = run(arguments, {{"x", "[]"}});
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("error[" + label(rule) + "]: "));
    CHECK(ran.err.contains(words));
    CHECK(ran.err.contains("\n  help: "));
}

TEST_CASE("help, version and rules are told", "[command line]") {
    for (const char* const option : {"--help", "-h"}) {
        CHECK(run({option}).code == 0);
        CHECK(run({option}).out.contains("validate FILE..."));
    }
    for (const char* const option : {"--version", "-V"})
        CHECK(run({option}).out == LEADLOOM_VERSION "\n");
    const Ran table = run({"rules"});
    CHECK(table.code == 0);
    CHECK(table.out.contains("LL0102  warning "));
}
