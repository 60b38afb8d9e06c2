/// `explain`, `rules` and `schema`: what is known about rules and documents.
#include <algorithm>

#include "answering.hpp"
#include "commands.hpp"
#include "embedded.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"
#include "levels.hpp"

namespace leadloom {

namespace {

/// What a rule has to say when it has no page.
std::string short_page(const RuleRow& row) {
    return text::join({"# ", label(row.rule), " ", name_of(row.rule), "\n\n", title_of(row.rule),
                       "\n\nLevel: ", word(row.level), ". ", row.hint, "\n"});
}

/// Headings stand out on a terminal; everything else is Markdown as it is. Code is left alone.
std::string with_headings(std::string_view page) {
    std::string out;
    bool code = false;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        code = code != line.starts_with("```");
        if (!code && line.starts_with('#')) {
            out.append("\x1b[1m").append(line).append("\x1b[0m");
        } else {
            out.append(line);
        }
        out.append(page.substr(end, 1));
        page.remove_prefix(std::min(end + 1, page.size()));
    }
    return out;
}

}  // namespace

std::vector<std::string> rule_words() {
    std::vector<std::string> words;
    for (const RuleRow& row : rules()) words.push_back(label(row.rule));
    return words;
}

std::vector<std::string> schema_words() {
    std::vector<std::string> words;
    for (const Embedded& schema : schemas()) words.emplace_back(schema.name);
    return words;
}

Ran run_explain(const Given& given, Host& host) {
    const RuleRow* const row = rule_called(given.operands[0]);
    if (row == nullptr) {
        return refused(complaint(Rule::unknown_rule,
                                 text::join({"There is no rule ", text::named(given.operands[0]),
                                             ". ", hint_for_rule(given.operands[0])})));
    }
    const Embedded* const page = embedded(rule_pages(), label(row->rule));
    std::string shown = page != nullptr ? std::string(page->text) : short_page(*row);
    if (in_colour(given, host)) shown = with_headings(shown);
    return answered(given, host, std::move(shown), exit_code::clean);
}

Ran run_rules(const Given& given, Host& host) {
    return answered(given, host, as_json(given) ? pretty(rules_json()) : rules_text(),
                    exit_code::clean);
}

Ran run_schema(const Given& given, Host& host) {
    if (given.operands.empty()) {
        std::string names;
        for (const Embedded& schema : schemas()) names.append(schema.name).append("\n");
        return answered(given, host, std::move(names), exit_code::clean);
    }
    const Embedded* const schema = embedded(schemas(), given.operands[0]);
    if (schema == nullptr) {
        return refused(complaint(
            Rule::usage,
            text::join({"There is no schema ", text::named(given.operands[0]), ". ",
                        text::did_you_mean(given.operands[0], schemas(), &Embedded::name)}),
            "See leadloom schema."));
    }
    return answered(given, host, std::string(schema->text), exit_code::clean);
}

}  // namespace leadloom
