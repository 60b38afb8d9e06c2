/// The pages of the rules: every rule has one, and what a page shows is what happens.
#include <algorithm>
#include <optional>
#include <set>

#include "command_line_host.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/doors/validator.hpp"
#include "leadloom/leads/workspace.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

using namespace leadloom;

namespace {

using text::join;

constexpr std::string_view folder = "docs/rules/";
constexpr std::string_view tenant = "docs/rules/tenant/";

struct File {
    std::string name;
    std::string bytes;
};

/// One section: files, and what is run over them. Without a command line or a script the files are
/// validated, or the command in `command.json` is applied.
struct Example {
    std::vector<File> files;
    std::string shell;
    std::string script;
    std::optional<std::string> output;
    /// The sentence of a near miss.
    std::string words;

    [[nodiscard]] const File* file(std::string_view name) const {
        const auto found = std::ranges::find(files, name, &File::name);
        return found == files.end() ? nullptr : &*found;
    }
};

struct Page {
    std::string head;
    std::string why;
    Example bad;
    Example good;
    Example near_miss;
    /// What is not as it must be; empty when all is.
    std::string wrong;
};

std::string path_of(Rule rule) { return join({folder, label(rule), ".md"}); }

/// Two hex digits a byte, with blanks and line ends between.
std::string bytes_of_hex(std::string_view hex) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string bytes;
    bool half = false;
    for (const char c : hex) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) continue;
        if (half) {
            bytes.back() = static_cast<char>(static_cast<std::size_t>(bytes.back()) * 16 + digit);
        } else {
            bytes.push_back(static_cast<char>(digit));
        }
        half = !half;
    }
    return bytes;
}

/// Reads pages paragraph by paragraph; what stands between two fences is one.
class PageReader {
public:
    explicit PageReader(std::string_view text) : rest_(text) {}

    Page read() {
        Page page;
        page.head = join({next(), "\n\n", next()});
        page.why = next();
        want(!page.why.empty() && !page.why.starts_with('#'), "no words on why it matters");
        for (const auto& [heading, example] : {std::pair{"## Bad", &page.bad},
                                               {"## Good", &page.good},
                                               {"## Near miss", &page.near_miss}}) {
            want(peek() == heading, join({"no section ", heading}));
            (void)next();
            if (example == &page.near_miss) {
                example->words = next();
                want(!example->words.starts_with('`'), "no words on the near miss");
            }
            read_example(*example);
        }
        want(rest_.empty(), "something stands after the last section");
        page.wrong = wrong_;
        return page;
    }

private:
    void want(bool fine, std::string_view otherwise) {
        if (!fine && wrong_.empty()) wrong_ = otherwise;
    }

    std::string_view peek() {
        std::size_t end = rest_.starts_with("```") ? rest_.find("\n```\n") : rest_.find("\n\n");
        if (end != std::string_view::npos && rest_.starts_with("```")) end += 4;
        if (end == std::string_view::npos)
            end = rest_.ends_with('\n') ? rest_.size() - 1 : rest_.size();
        return rest_.substr(0, end);
    }

    std::string next() {
        const std::string found(peek());
        rest_.remove_prefix(found.size());
        const std::size_t ends = std::min(rest_.find_first_not_of('\n'), rest_.size());
        want(ends == (rest_.size() == ends ? 1U : 2U), join({"not one empty line after: ", found}));
        rest_.remove_prefix(ends);
        return found;
    }

    void read_example(Example& example) {
        std::string name;
        while (!rest_.empty() && !rest_.starts_with('#')) {
            const std::string paragraph = next();
            if (!paragraph.starts_with("```")) {
                want(paragraph.size() > 2 && paragraph.starts_with('`') && paragraph.ends_with('`'),
                     join({"neither a file nor a block: ", paragraph}));
                name = paragraph.substr(1, paragraph.size() - 2);
                continue;
            }
            const std::size_t line = paragraph.find('\n');
            const std::string language = paragraph.substr(3, line - 3);
            const std::string text = paragraph.substr(line + 1, paragraph.size() - line - 4);
            read_block(example, std::exchange(name, {}), language, text);
        }
        want(!example.files.empty() || !example.shell.empty() || !example.script.empty(),
             "a section without an example");
    }

    void read_block(Example& example, std::string name, std::string_view language,
                    const std::string& text) {
        constexpr std::string_view languages[] = {"json", "csv", "ndjson", "hex"};
        if (!name.empty()) {
            want(std::ranges::contains(languages, language), join({"no files are ", language}));
            // The line feed before the fence belongs to the fence.
            example.files.push_back({std::move(name), language == "hex"
                                                          ? bytes_of_hex(text)
                                                          : text.substr(0, text.size() - 1)});
        } else if (language == "sh") {
            example.shell = text;
        } else if (language == "js") {
            example.script = text;
        } else {
            want(language == "text" && !example.output, join({"a block of ", language}));
            example.output = text;
        }
    }

    std::string_view rest_;
    std::string wrong_;
};

Page page_of(Rule rule) { return PageReader(testing::file(path_of(rule))).read(); }

/// The files of an example with those of the little tenant that it does not have itself.
std::vector<File> with_tenant(const Example& example) {
    std::vector<File> files;
    for (const std::string& path : testing::files_below(tenant)) {
        std::string name = path.substr(tenant.size());
        if (example.file(name) == nullptr) files.push_back({std::move(name), testing::file(path)});
    }
    files.insert(files.end(), example.files.begin(), example.files.end());
    return files;
}

/// The validator's answer with all other rules switched off.
std::pair<Findings, std::string> validated(Rule rule, const std::vector<File>& files) {
    Validator::Options options;
    for (const RuleRow& row : rules()) {
        if (row.rule != rule) options.levels.emplace_back(row.rule, std::nullopt);
    }
    Validator validator(std::move(options));
    for (const File& file : files) validator.load(file.name, "auto", file.bytes);
    validator.finish();
    return {validator.findings(), report_text(validator.findings(), validator.documents())};
}

/// What refuses a command, or the last of an array of commands; nothing when it is done.
std::string applied(const Example& example) {
    Workspace workspace({}, Strictness::strict);
    std::string text;
    for (const File& file : with_tenant(example)) {
        if (file.name == "command.json") {
            text = file.bytes;
            continue;
        }
        Findings findings;
        const Loaded loaded =
            workspace.load(file.name, file.bytes, DocumentKind::unknown, findings);
        INFO(file.name << "\n" << report_text(findings, {}));
        CHECK(loaded.taken);
    }
    const auto commands = testing::document(text);
    std::vector<std::string> each = {text};
    if (commands->root().is(json::Kind::array)) {
        each.clear();
        for (const json::Value command : commands->root()) each.emplace_back(command.raw());
    }
    std::string refused;
    for (const std::string& command : each) {
        CHECK(refused.empty());
        const auto done = workspace.apply(command);
        refused = done ? std::string() : report_text(done.error(), {});
    }
    return refused;
}

/// Words of a command line; those in double quotes keep their blanks.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    bool inside = false;
    bool begins = true;
    for (const char c : line) {
        if (c == '"') {
            inside = !inside;
        } else if (c == ' ' && !inside) {
            begins = true;
        } else {
            if (std::exchange(begins, false)) words.emplace_back();
            words.back().push_back(c);
        }
    }
    return words;
}

/// What the terminal shows: of each line what goes to standard output, then errors.
std::string run_shell(const Example& example) {
    testing::MemoryHost host;
    for (const File& file : with_tenant(example)) host.files[file.name] = file.bytes;
    std::string shown;
    for (std::string_view rest = example.shell; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::vector<std::string> words = words_of(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        REQUIRE_FALSE(words.empty());
        REQUIRE(words.front() == "leadloom");
        words.erase(words.begin());
        const Ran ran = testing::run(words, host);
        shown.append(ran.out).append(ran.err);
    }
    return shown;
}

std::string output_of(Rule rule, const Example& example) {
    if (!example.shell.empty()) return run_shell(example);
    if (example.file("command.json") != nullptr) return applied(example);
    return validated(rule, with_tenant(example)).second;
}

/// Whether an output speaks of a rule as a finding.
bool shows(std::string_view output, Rule rule) {
    return output.contains(join({"[", label(rule), "]"}));
}

}  // namespace

TEST_CASE("every rule has a page of one form", "[rule pages]") {
    std::set<std::string> paths;
    for (const Json& listed : rules_json()) {
        const RuleRow& row = *rule_of(listed["rule"].get<std::string>());
        const std::string path = path_of(row.rule);
        paths.insert(path);
        INFO(path);
        REQUIRE(testing::bytes_of(join({LEADLOOM_ROOT, "/", path})).has_value());
        const Page page = page_of(row.rule);
        CHECK(page.wrong == "");
        CHECK(page.head == join({"# ", label(row.rule), " ", name_of(row.rule), "\n\n*",
                                 word(row.level), "* · ", listed["title"].get<std::string>()}));
        CHECK(page.bad.output.has_value());
    }
    for (const std::string& path : testing::files_below("docs/rules")) {
        const bool page = path.starts_with(join({folder, "LL"}));
        INFO(path);
        CHECK((!page || paths.contains(path)));
    }
}

TEST_CASE("bad examples bring what their pages show, to the letter", "[rule pages]") {
    for (const RuleRow& row : rules()) {
        const Page page = page_of(row.rule);
        if (!page.bad.script.empty()) continue;
        const std::string output = output_of(row.rule, page.bad);
        INFO(path_of(row.rule) << " brings\n" << output);
        const bool same = output == page.bad.output;
        CHECK(same);
        CHECK(shows(output, row.rule));
    }
}

TEST_CASE("good examples and near misses do not bring the rule", "[rule pages]") {
    for (const RuleRow& row : rules()) {
        const Page page = page_of(row.rule);
        for (const Example* const example : {&page.good, &page.near_miss}) {
            if (!example->script.empty()) continue;
            INFO(path_of(row.rule) << (example == &page.good ? ", good" : ", near miss"));
            const std::string output = output_of(row.rule, *example);
            INFO(output);
            CHECK_FALSE(shows(output, row.rule));
            if (example->output) CHECK(output == *example->output);
        }
    }
}

TEST_CASE("what a page offers to mend is mended, and found no more", "[rule pages]") {
    std::size_t mended = 0;
    for (const RuleRow& row : rules()) {
        const Page page = page_of(row.rule);
        const bool validates = page.bad.shell.empty() && page.bad.script.empty() &&
                               page.bad.file("command.json") == nullptr;
        if (!validates) continue;
        INFO(path_of(row.rule));
        std::vector<File> files = with_tenant(page.bad);
        const Findings before = validated(row.rule, files).first;
        const auto fixes = static_cast<std::size_t>(std::ranges::count_if(
            before.list(), [](const Finding& finding) { return finding.fix.has_value(); }));
        if (fixes == 0) continue;
        std::size_t made = 0;
        for (File& file : files) {
            Edited edited = apply_fixes(file.name, file.bytes, before.list(), true);
            file.bytes = std::move(edited.bytes);
            made += edited.made;
        }
        CHECK(made == fixes);
        const auto [after, output] = validated(row.rule, files);
        INFO(output);
        CHECK(after.list().size() == before.list().size() - fixes);
        ++mended;
    }
    CHECK(mended > 10);
}
