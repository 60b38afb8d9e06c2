#include "leadloom/speak/formats.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "leadloom/speak/fingerprint.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/names.hpp"
#include "leadloom/text/path.hpp"
#include "leadloom/text/terminal.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// The message, and the hint where it is more than the rule's own.
std::string message_with_hint(const Finding& finding) {
    if (finding.hint.empty() || finding.hint == row_of(finding.rule).hint) return finding.message;
    return text::join({finding.message, " ", finding.hint});
}

std::string position(const Place& place) {
    return text::join({std::to_string(place.line), ":", std::to_string(place.column)});
}

/// The files of a report, documents first, and the findings of each.
struct Files {
    struct File {
        std::string_view name;
        std::vector<const Finding*> findings = {};
        std::vector<const Finding*> kept_back = {};
    };
    std::vector<File> list;
    text::Names index;
    /// Findings that stand nowhere.
    File nowhere;

    Files(const std::vector<Finding>& findings, const std::vector<Finding>& kept_back,
          const std::vector<Loaded>& documents) {
        for (const Loaded& document : documents) at(document.name);
        for (const Finding& finding : findings) of(finding).findings.push_back(&finding);
        for (const Finding& finding : kept_back) of(finding).kept_back.push_back(&finding);
    }

    std::uint32_t at(std::string_view name) {
        const auto [found, added] =
            index.try_emplace(std::string(name), static_cast<std::uint32_t>(list.size()));
        if (added) list.push_back({name});
        return found->second;
    }
    File& of(const Finding& finding) {
        return finding.place ? list[at(finding.place->file)] : nowhere;
    }
};

// SARIF

constexpr std::string_view sarif_schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// A file's name as a URI reference (RFC 3986): everything but unreserved characters and slashes
/// is percent-encoded; an absolute path becomes a file URI.
std::string uri(std::string_view path) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    const std::string file = text::plain_path(path);
    std::string out(file.starts_with('/') ? "file://" : "");
    for (const char letter : file) {
        const auto byte = static_cast<unsigned char>(letter);
        if (unreserved.contains(letter)) {
            out.push_back(letter);
        } else {
            out.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
        }
    }
    return out;
}

/// A text as an object `{text}`. Braces are doubled, because single ones stand for arguments
/// (section 3.11.5).
Json message_json(std::string_view words) {
    std::string escaped;
    for (const char letter : words) {
        escaped.push_back(letter);
        if (letter == '{' || letter == '}') escaped.push_back(letter);
    }
    Json json = Json::object();
    put_text(json, "text", escaped);
    return json;
}

/// A text that is a quotation.
Json content_json(std::string_view words) {
    Json json = Json::object();
    put_text(json, "text", words);
    return json;
}

/// What is marked of the line, or nothing when the place is not known to end on it.
std::optional<std::string> marked_text(const Place& place) {
    if (place.length == 0) return std::string();
    if (place.column < place.excerpt_column) return std::nullopt;
    std::string out;
    std::size_t column = place.excerpt_column;
    const std::size_t end = place.column + place.length;
    for (std::size_t at = 0; at < place.excerpt.size() && column < end;) {
        const text::Glyph glyph = text::glyph_at(place.excerpt, at);
        if (column >= place.column) out.append(place.excerpt, at, glyph.bytes);
        column += glyph.units;
        at += glyph.bytes;
    }
    if (column < end) return std::nullopt;
    return out;
}

void put_bytes(Json& region, const Place& place) {
    put_count(region, "byteOffset", place.byte);
    put_count(region, "byteLength", place.bytes);
}

Json region_json(const Place& place) {
    Json region = Json::object();
    put_count(region, "startLine", place.line);
    put_count(region, "startColumn", place.column);
    const auto snippet = marked_text(place);
    if (snippet) put_count(region, "endColumn", place.column + place.length);
    put_bytes(region, place);
    if (snippet && !snippet->empty()) put(region, "snippet", content_json(*snippet));
    return region;
}

/// What a fix takes out. Lines and columns only where the end is known, else bytes say it alone.
Json deleted_region(const Place& place) {
    if (marked_text(place)) return region_json(place);
    Json region = Json::object();
    put_bytes(region, place);
    return region;
}

class Sarif {
public:
    Sarif(const Findings& findings, const std::vector<Loaded>& documents)
        : findings_(findings),
          listed_(reported(findings)),
          files_(listed_, findings.kept_back(), documents) {}

    Json log() {
        Json run = Json::object();
        Json tool = Json::object();
        put(tool, "driver", driver());
        put(run, "tool", std::move(tool));
        put_text(run, "columnKind", "utf16CodeUnits");
        Json invocation = Json::object();
        put_bool(invocation, "executionSuccessful", true);
        if (!files_.nowhere.findings.empty()) {
            Json notifications = Json::array();
            for (const Finding* const finding : files_.nowhere.findings)
                add(notifications, notification(*finding));
            put(invocation, "toolExecutionNotifications", std::move(notifications));
        }
        Json results = Json::array();
        for (const Finding& finding : listed_) {
            if (finding.place) add(results, result(finding, nullptr));
        }
        for (const Finding& finding : findings_.kept_back()) {
            if (finding.place) add(results, result(finding, keeper_of(findings_, finding)));
        }
        put(run, "invocations", one(std::move(invocation)));
        put(run, "artifacts", artifacts());
        put(run, "results", std::move(results));
        Json json = Json::object();
        put_text(json, "$schema", sarif_schema);
        put_text(json, "version", "2.1.0");
        put(json, "runs", one(std::move(run)));
        return json;
    }

private:
    static Json one(Json element) {
        Json array = Json::array();
        add(array, std::move(element));
        return array;
    }

    static Json driver() {
        Json driver = Json::object();
        put_text(driver, "name", "Leadloom");
        put_text(driver, "version", LEADLOOM_VERSION);
        put_text(driver, "semanticVersion", LEADLOOM_VERSION);
        Json rows = Json::array();
        for (const RuleRow& row : rules()) {
            const std::string number = label(row.rule);
            Json rule = Json::object();
            put_text(rule, "id", number);
            put_text(rule, "name", name_of(row.rule));
            put(rule, "shortDescription", message_json(title_of(row.rule)));
            put(rule, "help",
                message_json(text::join({row.hint, " More: leadloom explain ", number, "."})));
            Json configuration = Json::object();
            put_text(configuration, "level", word(row.level));
            put(rule, "defaultConfiguration", std::move(configuration));
            // A `helpUri` must be absolute, and our pages have no address of their own.
            Json properties = Json::object();
            put_text(properties, "page", text::join({"docs/rules/", number, ".md"}));
            put(rule, "properties", std::move(properties));
            add(rows, std::move(rule));
        }
        put(driver, "rules", std::move(rows));
        return driver;
    }

    static std::size_t index_of(Rule rule) {
        return static_cast<std::size_t>(&row_of(rule) - rules().data());
    }

    Json artifacts() const {
        Json array = Json::array();
        for (const Files::File& file : files_.list) {
            Json location = Json::object();
            put_text(location, "uri", uri(file.name));
            Json artifact = Json::object();
            put(artifact, "location", std::move(location));
            add(array, std::move(artifact));
        }
        return array;
    }

    Json artifact_location(std::string_view file) {
        Json location = Json::object();
        put_text(location, "uri", uri(file));
        put_count(location, "index", files_.at(file));
        return location;
    }

    Json location(const Place& place) {
        Json physical = Json::object();
        put(physical, "artifactLocation", artifact_location(place.file));
        put(physical, "region", region_json(place));
        Json json = Json::object();
        put(json, "physicalLocation", std::move(physical));
        if (!place.pointer.empty()) {
            Json logical = Json::object();
            put_text(logical, "fullyQualifiedName", place.pointer);
            put(json, "logicalLocations", one(std::move(logical)));
        }
        return json;
    }

    static Json notification(const Finding& finding) {
        Json rule = Json::object();
        put_text(rule, "id", label(finding.rule));
        put_count(rule, "index", index_of(finding.rule));
        Json json = Json::object();
        put_text(json, "level", word(finding.level));
        put(json, "message", message_json(message_with_hint(finding)));
        put(json, "associatedRule", std::move(rule));
        return json;
    }

    Json result(const Finding& finding, const Ignore* keeper) {
        Json json = Json::object();
        put_text(json, "ruleId", label(finding.rule));
        put_count(json, "ruleIndex", index_of(finding.rule));
        put_text(json, "level", word(finding.level));
        put(json, "message", message_json(message_with_hint(finding)));
        put(json, "locations", one(location(*finding.place)));
        if (!finding.related.empty()) {
            Json related = Json::array();
            for (const Related& other : finding.related) {
                Json at = Json::object();
                put_count(at, "id", related.size() + 1);
                const Json place = location(other.place);
                for (const auto& [key, value] : place.get_ref<const Json::object_t&>())
                    put(at, key, value);
                put(at, "message", message_json(other.message));
                add(related, std::move(at));
            }
            put(json, "relatedLocations", std::move(related));
        }
        Json prints = Json::object();
        put_text(prints, "leadloom/v1", fingerprint(finding));
        put(json, "partialFingerprints", std::move(prints));
        // Once one result says whether it is suppressed, all of them must (section 3.27.23).
        if (!findings_.kept_back().empty())
            put(json, "suppressions", suppressions(finding, keeper));
        // A fix that only gives advice replaces nothing, which SARIF has no form for.
        if (finding.fix && !finding.fix->edits.empty())
            put(json, "fixes", one(fix(*finding.fix, finding.place->file)));
        return json;
    }

    static Json suppressions(const Finding& finding, const Ignore* keeper) {
        Json array = Json::array();
        if (keeper == nullptr) return array;
        const bool in_source = !keeper->place || keeper->place->file == finding.place->file;
        Json json = Json::object();
        put_text(json, "kind", in_source ? "inSource" : "external");
        put_text(json, "justification", keeper->reason);
        add(array, std::move(json));
        return array;
    }

    Json fix(const Fix& fix, std::string_view file) {
        Json replacements = Json::array();
        for (const Edit& edit : fix.edits) {
            Json replacement = Json::object();
            put(replacement, "deletedRegion", deleted_region(edit.place));
            put(replacement, "insertedContent", content_json(edit.text));
            add(replacements, std::move(replacement));
        }
        Json change = Json::object();
        put(change, "artifactLocation", artifact_location(file));
        put(change, "replacements", std::move(replacements));
        Json json = Json::object();
        put(json, "description",
            message_json(fix.safe ? fix.title
                                  : text::join({fix.title, " (applied with --unsafe-fixes)"})));
        put(json, "artifactChanges", one(std::move(change)));
        return json;
    }

    const Findings& findings_;
    std::vector<Finding> listed_;
    Files files_;
};

// GitHub

/// Percent-encoded as workflow commands want it; commas and colons only in properties.
std::string command_text(std::string_view words, std::string_view special) {
    std::string out;
    for (const char letter : words) {
        if (special.contains(letter)) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(letter);
            out.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
        } else {
            out.push_back(letter);
        }
    }
    return out;
}

std::string property(std::string_view words) {
    return command_text(text::visible(words), "%\r\n:,");
}

// Markdown

constexpr std::size_t most_markdown = std::size_t{1} << 20U;

/// Text that stays text in GitHub's Markdown, inside a table too.
std::string markdown_text(std::string_view words) {
    constexpr std::string_view marks = "\\`*_[]|~#!";
    std::string out;
    for (const char letter : text::visible(words)) {
        if (letter == '<' || letter == '>' || letter == '&' || letter == '@') {
            out.append("&#").append(std::to_string(static_cast<unsigned char>(letter)));
            out.push_back(';');
            continue;
        }
        if (marks.contains(letter)) out.push_back('\\');
        out.push_back(letter);
    }
    return out;
}

std::string markdown_row(const Finding& finding) {
    return text::join(
        {"| ", finding.place ? position(*finding.place) : "", " | ", word(finding.level), " | ",
         label(finding.rule), " | ", markdown_text(finding.message),
         finding.hint.empty() ? "" : text::join({" ", markdown_text(finding.hint)}), " |\n"});
}

// JUnit

/// Characters and attribute values of XML 1.0: what it cannot hold is dropped, bytes that are not
/// UTF-8 become U+FFFD.
std::string xml_text(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t size = text::utf8_sequence(words, at);
        const std::string_view letter = words.substr(at, std::max<std::size_t>(size, 1));
        at += letter.size();
        const auto byte = static_cast<unsigned char>(letter[0]);
        constexpr std::string_view special = "<>&\"\t\n\r";
        if (size == 0) {
            text::append_utf8(out, 0xFFFD);
        } else if (special.contains(letter[0])) {
            out.append("&#").append(std::to_string(byte)).append(";");
        } else if (byte >= 0x20 && letter != "\uFFFE" && letter != "\uFFFF") {
            out.append(letter);
        }
    }
    return out;
}

/// ` name="words"`
std::string attribute(std::string_view name, std::string_view words) {
    return text::join({" ", name, "=\"", xml_text(words), "\""});
}

std::string count_attribute(std::string_view name, std::size_t count) {
    return attribute(name, std::to_string(count));
}

/// Everything about a finding that is not in its message.
std::string details(const Finding& finding) {
    std::string out = finding.message;
    if (finding.place) {
        out.append("\n").append(finding.place->file).append(":").append(position(*finding.place));
        if (!finding.place->excerpt.empty()) out.append("\n").append(finding.place->excerpt);
    }
    for (const Related& related : finding.related) {
        out.append("\nnote: ").append(related.message).append(" ");
        out.append(related.place.file).append(":").append(position(related.place));
    }
    if (!finding.hint.empty()) out.append("\nhelp: ").append(finding.hint);
    if (finding.fix) out.append("\nfix: ").append(finding.fix->title);
    return out;
}

void open_case(std::string& out, const Finding& finding, std::string_view file) {
    const std::string where = finding.place ? text::join({" ", position(*finding.place)}) : "";
    out.append("    <testcase").append(attribute("classname", file));
    out.append(attribute("name", text::join({label(finding.rule), where}))).append(">\n");
}

void append_case(std::string& out, const Finding& finding, std::string_view file) {
    open_case(out, finding, file);
    if (finding.level == Level::note) {
        out.append("      <system-out>").append(xml_text(details(finding)));
        out.append("</system-out>\n");
    } else {
        out.append("      <failure").append(attribute("message", finding.message));
        out.append(attribute("type", word(finding.level))).append(">");
        out.append(xml_text(details(finding))).append("</failure>\n");
    }
    out.append("    </testcase>\n");
}

std::size_t failures(const Files::File& file) {
    return static_cast<std::size_t>(std::ranges::count_if(
        file.findings, [](const Finding* finding) { return finding->level != Level::note; }));
}

std::size_t cases(const Files::File& file) {
    return std::max<std::size_t>(file.findings.size() + file.kept_back.size(), 1);
}

void append_suite(std::string& out, const Files::File& file, const Findings& findings) {
    out.append("  <testsuite").append(attribute("name", file.name));
    out.append(count_attribute("tests", cases(file)));
    out.append(count_attribute("failures", failures(file)));
    out.append(count_attribute("errors", 0));
    out.append(count_attribute("skipped", file.kept_back.size())).append(">\n");
    for (const Finding* const finding : file.findings) append_case(out, *finding, file.name);
    for (const Finding* const finding : file.kept_back) {
        const Ignore* const keeper = keeper_of(findings, *finding);
        open_case(out, *finding, file.name);
        out.append("      <skipped");
        out.append(attribute("message", keeper == nullptr ? "" : keeper->reason));
        out.append("/>\n    </testcase>\n");
    }
    if (file.findings.empty() && file.kept_back.empty()) {
        out.append("    <testcase").append(attribute("classname", file.name));
        out.append(attribute("name", "no findings")).append("/>\n");
    }
    out.append("  </testsuite>\n");
}

}  // namespace

std::string report_sarif(const Findings& findings, const std::vector<Loaded>& documents) {
    return pretty(Sarif(findings, documents).log());
}

std::string report_github(const Findings& findings, const std::vector<Loaded>& /*documents*/) {
    constexpr std::string_view commands[] = {"error", "warning", "notice"};
    std::string out;
    for (const Finding& finding : reported(findings)) {
        out.append("::").append(commands[static_cast<std::size_t>(finding.level)]).append(" ");
        if (finding.place) {
            const Place& place = *finding.place;
            out.append("file=").append(property(text::plain_path(place.file)));
            out.append(",line=").append(std::to_string(place.line));
            out.append(",col=").append(std::to_string(place.column));
            if (place.length != 0 && marked_text(place)) {
                out.append(",endColumn=").append(std::to_string(place.column + place.length));
            }
            out.append(",");
        }
        out.append("title=").append(label(finding.rule)).append("::");
        std::string words = text::visible(finding.message);
        for (const Related& related : finding.related) {
            words.append("\n").append(text::visible(related.message)).append(" (");
            words.append(text::visible(text::plain_path(related.place.file))).append(":");
            words.append(position(related.place)).append(")");
        }
        if (!finding.hint.empty()) words.append("\n").append(text::visible(finding.hint));
        out.append(command_text(words, "%\r\n")).append("\n");
    }
    return out;
}

std::string report_markdown(const Findings& findings, const std::vector<Loaded>& documents) {
    const std::vector<Finding> listed = reported(findings);
    const Files files(listed, {}, documents);
    std::string out = text::join({"**", sum_of(findings, documents.size()), "**\n"});
    std::size_t left_out = 0;
    const auto append_table = [&](std::string_view heading, const Files::File& file) {
        const std::string head =
            text::join({"\n### ", heading,
                        "\n\n| Line | Level | Rule | Message |\n| ---: | --- | --- | --- |\n"});
        bool headed = false;
        for (const Finding* const finding : file.findings) {
            std::string row = markdown_row(*finding);
            if (!headed) row.insert(0, head);
            // Room is kept for the last line.
            if (left_out != 0 || out.size() + row.size() > most_markdown - 100) {
                ++left_out;
                continue;
            }
            out.append(row);
            headed = true;
        }
    };
    for (const Files::File& file : files.list) append_table(markdown_text(file.name), file);
    append_table("Without a place", files.nowhere);
    if (left_out != 0) {
        out.append("\n").append(text::counted(left_out, "further finding"));
        out.append(" left out: a summary has at most 1 MiB.\n");
    }
    return out;
}

std::string report_junit(const Findings& findings, const std::vector<Loaded>& documents) {
    const std::vector<Finding> listed = reported(findings);
    Files files(listed, findings.kept_back(), documents);
    files.nowhere.name = "leadloom";
    if (!files.nowhere.findings.empty() || !files.nowhere.kept_back.empty())
        files.list.push_back(std::move(files.nowhere));
    std::size_t tests = 0;
    std::size_t failed = 0;
    for (const Files::File& file : files.list) {
        tests += cases(file);
        failed += failures(file);
    }
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
    out.append(attribute("name", "leadloom")).append(count_attribute("tests", tests));
    out.append(count_attribute("failures", failed)).append(count_attribute("errors", 0));
    out.append(">\n");
    for (const Files::File& file : files.list) append_suite(out, file, findings);
    out.append("</testsuites>\n");
    return out;
}

}  // namespace leadloom
