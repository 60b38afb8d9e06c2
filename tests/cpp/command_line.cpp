/// The table of commands and options, and what all of them have in common.
#include "command_line.hpp"

#include <algorithm>

#include "command_line_host.hpp"
#include "commands.hpp"
#include "embedded.hpp"
#include "leadloom/document/sha256.hpp"

using namespace leadloom;
using testing::MemoryHost;
using testing::parsed;
using testing::run;

TEST_CASE("what cannot run exits with 2 and says why", "[command line]") {
    const auto [arguments, rule,
                words] = GENERATE(table<std::vector<std::string>, Rule, std::string>({
        {{}, Rule::usage, "No command"},
        {{"validat"}, Rule::usage, "Did you mean “validate”?"},
        {{"valid\x1b[31mate"}, Rule::usage, "valid␛[31mate"},
        {{"validate"}, Rule::usage, "at least one file"},
        {{"validate", "--formt", "json", "x"}, Rule::usage, "Did you mean “--format”?"},
        {{"validate", "--format", "xml", "x"}, Rule::usage, "text|json|sarif"},
        {{"validate", "--format", "sarf", "x"}, Rule::usage, "Did you mean “sarif”?"},
        {{"validate", "x", "--format"}, Rule::usage, "needs a value"},
        {{"validate", "--output=", "x"}, Rule::usage, "needs a value"},
        {{"validate", "--quiet=1", "x"}, Rule::usage, "takes no value"},
        {{"validate", "--max-bytes", "0", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-bytes=-5", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-depth=", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-findings=99999999999999999999", "x"}, Rule::usage, "positive number"},
        {{"validate", "--max-warnings=-1", "x"}, Rule::usage, "must be a number"},
        {{"validate", "--now=today", "x"}, Rule::usage, "must be a time"},
        {{"validate", "--now=2026-11-20T14:03:11", "x"}, Rule::usage, "must be a time"},
        {{"validate", "--rule=LL9999=off", "x"}, Rule::unknown_rule, "no rule “LL9999”"},
        {{"validate", "--rule=no-maping=off", "x"}, Rule::unknown_rule, "“no_mapping”"},
        {{"validate", "--rule=LL0102", "x"}, Rule::usage, "LL0102=off"},
        {{"validate", "--rule=LL0102=loud", "x"}, Rule::usage, "LL0102=off"},
        {{"validate", "--kind=job-type", "x"}, Rule::usage, "Did you mean “job-types”?"},
        {{"validate", "--kind=unknown", "x"}, Rule::usage, "no kind"},
        {{"validate", "--dry-run", "x"}, Rule::usage, "without --fix"},
        {{"validate", "--unsafe-fixes", "x"}, Rule::usage, "without --fix"},
        {{"validate", "--watch", "x"}, Rule::usage, "does not watch"},
        {{"validate", "--fix", "-"}, Rule::usage, "Standard input"},
        {{"validate", "missing"}, Rule::unreadable_file, "there is no such file"},
        {{"validate", "x", "missing"}, Rule::unreadable_file, "missing"},
        {{"validate", "x", "*.csv"}, Rule::no_files, "matches no file"},
        {{"validate", "--config", "missing", "x"}, Rule::unreadable_file, "missing"},
        {{"validate", "--baseline", "missing", "x"}, Rule::unreadable_file, "missing"},
        {{"validate", "--baseline", "x", "x"}, Rule::bad_baseline, "x:1:1"},
        {{"explain"}, Rule::usage, "explain needs RULE"},
        {{"explain", "LL0001", "LL0002"}, Rule::usage, "does not take “LL0002”"},
        {{"explain", "LL0000"}, Rule::unknown_rule, "no rule"},
        {{"explain", "sintax"}, Rule::unknown_rule, "Did you mean “syntax”?"},
        {{"rules", "x"}, Rule::usage, "does not take"},
        {{"rules", "--format=sarif"}, Rule::usage, "text|json"},
        {{"schema", "setap"}, Rule::usage, "Did you mean “setup”?"},
        {{"diff", "x"}, Rule::usage, "needs BEFORE AFTER"},
        {{"diff", "x", "missing"}, Rule::unreadable_file, "missing"},
        {{"drift", "x"}, Rule::usage, "needs SETUP"},
        {{"hash"}, Rule::usage, "needs FILE"},
        {{"hash", "missing"}, Rule::unreadable_file, "missing"},
        {{"import"}, Rule::usage, "needs TABLE"},
        {{"import", "missing"}, Rule::unreadable_file, "missing"},
        {{"export", "missing"}, Rule::unreadable_file, "missing"},
        {{"completions", "tcsh"}, Rule::usage, "tcsh"},
    }));
    INFO(Catch::StringMaker<std::vector<std::string>>::convert(arguments));
    const Ran ran = run(arguments, {{"x", "[]"}});
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.contains("error[" + label(rule) + "]: "));
    CHECK(ran.err.starts_with("error[LL"));
    CHECK(ran.err.contains(words));
    CHECK(ran.err.contains("\n  help: "));
}

TEST_CASE("help, version and rules are told", "[command line]") {
    for (const char* const option : {"--help", "-h"}) {
        CHECK(run({option}).code == 0);
        CHECK(run({option}).out.contains("  validate "));
    }
    for (const char* const option : {"--version", "-V"})
        CHECK(run({option}).out == LEADLOOM_VERSION "\n");
    const Ran table = run({"rules"});
    CHECK(table.code == 0);
    CHECK(table.out.contains("LL0102  warning "));
    CHECK(parsed(run({"rules", "--format", "json"}).out).size() == rules().size());
}

TEST_CASE("every command has help that names its options and fits a terminal", "[command line]") {
    for (const CommandRow& row : commands()) {
        INFO(row.name);
        const Ran ran = run({std::string(row.name), "--help"});
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        CHECK(ran.out == help_text(row));
        for (const Option option : row.options) CHECK(ran.out.contains(option_row(option).name));
        CHECK(row.options.back() == Option::help);
        CHECK(help_text().contains("  " + std::string(row.name) + " "));
        std::string_view rest = ran.out;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            CHECK(end <= 102);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

TEST_CASE("options stand at their own row", "[command line]") {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Option::help); ++i) {
        const OptionRow& row = option_row(static_cast<Option>(i));
        CHECK(static_cast<std::size_t>(row.option) == i);
        CHECK(row.name.starts_with("--"));
        CHECK(row.placeholder.empty() == (row.value == Value::none));
    }
}

TEST_CASE("every rule can be explained, by number and by name", "[command line]") {
    for (const RuleRow& row : rules()) {
        INFO(name_of(row.rule));
        const Ran ran = run({"explain", label(row.rule)});
        CHECK(ran.code == 0);
        CHECK(ran.out.starts_with("# "));
        CHECK(ran.out.contains(label(row.rule)));
        std::string name(name_of(row.rule));
        CHECK(run({"explain", name}).out == ran.out);
        std::ranges::replace(name, '_', '-');
        CHECK(run({"explain", name}).out == ran.out);
        CHECK(run({"explain", std::to_string(static_cast<int>(row.rule))}).out == ran.out);
        const Ran bold = run({"explain", label(row.rule), "--color=always"});
        CHECK(bold.out.starts_with("\x1b[1m# "));
    }
}

TEST_CASE("schemas are printed as they lie in the project", "[command line]") {
    std::string names;
    for (const std::string& path : testing::files_below("schemas")) {
        const std::string file = path.substr(std::string_view("schemas/").size());
        const std::string name = file.substr(0, file.find('.'));
        names += name + "\n";
        CHECK(run({"schema", name}).out == testing::file(path));
    }
    CHECK(run({"schema"}).out == names);
}

TEST_CASE("colour is for terminals, unless it is asked for", "[command line]") {
    struct Row {
        bool terminal;
        MemoryHost::Files variables;
        std::vector<std::string> options;
        bool colour;
    };
    const auto row = GENERATE(values<Row>({
        {false, {}, {}, false},
        {true, {}, {}, true},
        {true, {{"TERM", "dumb"}}, {}, false},
        {true, {{"TERM", "xterm"}}, {}, true},
        {true, {{"NO_COLOR", "1"}}, {}, false},
        {true, {{"NO_COLOR", ""}}, {}, true},
        {false, {{"FORCE_COLOR", "1"}}, {}, true},
        {true, {{"FORCE_COLOR", "0"}}, {}, false},
        {false, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}, {}, false},
        {false, {{"FORCE_COLOR", "1"}, {"TERM", "dumb"}}, {}, true},
        {true, {}, {"--color=never"}, false},
        {false, {{"NO_COLOR", "1"}}, {"--color", "always"}, true},
        {true, {}, {"--color=auto"}, true},
    }));
    MemoryHost host;
    host.is_terminal = row.terminal;
    host.variables = row.variables;
    std::vector<std::string> arguments = {"explain", "LL0001"};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    CHECK(run(arguments, host).out.contains('\x1b') == row.colour);
}

TEST_CASE("an answer goes to a file when one is named", "[command line]") {
    MemoryHost host;
    const Ran ran = run({"rules", "--output", "rules.txt"}, host);
    CHECK(ran.code == 0);
    CHECK(ran.out.empty());
    CHECK(host.files["rules.txt"] == run({"rules"}).out);
    host.read_only.insert("rules.txt");
    const Ran failed = run({"rules", "--output", "rules.txt"}, host);
    CHECK(failed.code == 2);
    CHECK(failed.err.contains("rules.txt cannot be written: permission denied."));
}

TEST_CASE("hashes are those of what is said, not of how", "[command line]") {
    const Json setup = testing::small_setup();
    const std::string expected = sha256(canonical(setup));
    MemoryHost host({{"a.json", setup.dump()},
                     {"b.json", "\xEF\xBB\xBF" + setup.dump(7)},
                     {"c.json", testing::with(setup, "/trades", parsed("[]")).dump()}});
    const Ran ran = run({"hash", "a.json", "b.json", "c.json"}, host);
    CHECK(ran.code == 0);
    CHECK(ran.out.starts_with(expected + "  a.json\n" + expected + "  b.json\n"));
    CHECK(std::ranges::count(ran.out, '\n') == 3);
    CHECK_FALSE(ran.out.contains(expected + "  c.json"));
    host.files["d.json"] = "{";
    CHECK(run({"hash", "a.json", "d.json"}, host).code == 2);
}

TEST_CASE("shell completions know every command and option", "[command line]") {
    for (const std::string& shell : shell_words()) {
        INFO(shell);
        const Ran ran = run({"completions", shell});
        CHECK(ran.code == 0);
        for (const CommandRow& row : commands()) {
            CHECK(ran.out.contains(row.name));
            for (const Option option : row.options)
                CHECK(ran.out.contains(option_row(option).name.substr(2)));
        }
        CHECK(ran.out.contains("LL0102"));
        CHECK(ran.out.contains("sarif"));
    }
}

TEST_CASE("import takes over conditions and suppressions", "[command line]") {
    MemoryHost host(testing::clean_files());
    host.files["map.csv"] =
        "Standard Job Type,Job Type,Business Unit,ZIP,leadloom-ignore\n"
        "Repair AC,AC Repair,HVAC North,78700-78799,LL0126: so far\n"
        "Repair AC,AC Repair,HVAC South,787*,\n";
    const Ran ran = run({"import", "map.csv", "--tenant=units.json", "--tenant=jobs.json"}, host);
    REQUIRE(ran.code == 0);
    const Json mapping = parsed(ran.out)["mapping"];
    REQUIRE(mapping.size() == 2);
    CHECK(mapping[0]["when"]["zip"][0] == "78700-78799");
    CHECK(mapping[1]["when"]["zip"][0] == "787*");
}
