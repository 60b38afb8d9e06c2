#include "leadloom/speak/report.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "leadloom/text/terminal.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Json place_json(const Place& place) {
    Json at = Json::object();
    put_text(at, "file", place.file);
    put_count(at, "line", place.line);
    put_count(at, "column", place.column);
    put_count(at, "length", place.length);
    put_count(at, "byte", place.byte);
    put_count(at, "bytes", place.bytes);
    if (!place.pointer.empty()) put_text(at, "pointer", place.pointer);
    if (place.row != 0) put_count(at, "row", place.row);
    if (!place.heading.empty()) put_text(at, "heading", place.heading);
    if (!place.excerpt.empty()) {
        put_text(at, "excerpt", place.excerpt);
        put_count(at, "excerptColumn", place.excerpt_column);
    }
    return at;
}

Json fix_json(const Fix& fix) {
    Json json = Json::object();
    put_text(json, "title", fix.title);
    put_bool(json, "safe", fix.safe);
    Json edits = Json::array();
    for (const Edit& edit : fix.edits) {
        Json row = Json::object();
        put(row, "place", place_json(edit.place));
        put_text(row, "text", edit.text);
        add(edits, std::move(row));
    }
    put(json, "edits", std::move(edits));
    return json;
}

std::size_t suppressed(const Findings& findings) {
    std::size_t count = 0;
    for (const Ignore& ignored : findings.ignored()) count += ignored.used;
    return count;
}

std::size_t safe_fixes(const Findings& findings) {
    return static_cast<std::size_t>(std::ranges::count_if(
        findings.list(), [](const Finding& finding) { return finding.fix && finding.fix->safe; }));
}

/// How something looks where colour is wanted.
enum class Style : std::uint8_t { error, warning, note, strong, gutter, added };

constexpr std::string_view sgr[] = {"\x1B[1;31m", "\x1B[1;33m", "\x1B[1;36m",
                                    "\x1B[1m",    "\x1B[2m",    "\x1B[32m"};

constexpr Style style_of(Level level) {
    constexpr Style styles[] = {Style::error, Style::warning, Style::note};
    return styles[static_cast<std::size_t>(level)];
}

/// The line of a place, as shown, and where the mark under it stands, in columns of the terminal.
struct Marked {
    std::string shown;
    std::size_t before = 0;
    std::size_t width = 0;
};

Marked marked(const Place& place) {
    constexpr std::string_view tab = "    ";
    Marked line;
    // Of a line that was cut the beginning is told.
    if (place.excerpt_column > 1) {
        line.shown = "…";
        line.before = 1;
    }
    std::size_t column = place.excerpt_column;
    for (std::size_t at = 0; at < place.excerpt.size();) {
        text::Glyph glyph = text::glyph_at(place.excerpt, at);
        if (place.excerpt[at] == '\t') {
            glyph.shown = tab;
            glyph.columns = tab.size();
        }
        line.shown.append(glyph.shown);
        if (column < place.column) {
            line.before += glyph.columns;
        } else if (column < place.column + place.length) {
            line.width += glyph.columns;
        }
        column += glyph.units;
        at += glyph.bytes;
    }
    line.width = std::max<std::size_t>(line.width, 1);
    return line;
}

/// The byte of a text that stands after so many UTF-16 units, or nothing when it has not as many.
std::optional<std::size_t> byte_after(std::string_view line, std::size_t units) {
    std::size_t at = 0;
    while (units > 0 && at < line.size()) {
        const text::Glyph glyph = text::glyph_at(line, at);
        if (glyph.units > units) return std::nullopt;
        units -= glyph.units;
        at += glyph.bytes;
    }
    if (units > 0) return std::nullopt;
    return at;
}

/// The line as a fix of one edit would leave it; nothing when the edit goes beyond the line.
std::optional<Place> mended(const Finding& finding) {
    if (!finding.fix || finding.fix->edits.size() != 1) return std::nullopt;
    const Edit& edit = finding.fix->edits[0];
    const bool own = !edit.place.excerpt.empty();
    if (!own && (!finding.place || finding.place->line != edit.place.line ||
                 finding.place->file != edit.place.file || finding.place->excerpt.empty()))
        return std::nullopt;
    Place line = own ? edit.place : *finding.place;
    if (edit.place.column < line.excerpt_column) return std::nullopt;
    const auto from = byte_after(line.excerpt, edit.place.column - line.excerpt_column);
    const auto to =
        byte_after(line.excerpt, edit.place.column - line.excerpt_column + edit.place.length);
    if (!from || !to || edit.text.contains('\n')) return std::nullopt;
    line.excerpt.replace(*from, *to - *from, edit.text);
    line.length = 0;
    return line;
}

/// Writes findings as compilers do.
class Terminal {
public:
    explicit Terminal(bool colour) : colour_(colour) {}

    void write(const Finding& finding) {
        gutter_ = digits_of_lines(finding);
        styled(style_of(finding.level),
               text::join({word(finding.level), "[", label(finding.rule), "]"}));
        styled(Style::strong, text::join({": ", text::visible(finding.message)}));
        out_.push_back('\n');
        if (finding.place) write(*finding.place, style_of(finding.level));
        for (const Related& related : finding.related) {
            titled(Style::note, "note", related.message);
            write(related.place, Style::note);
        }
        if (!finding.hint.empty()) titled(Style::strong, "help", finding.hint);
        if (finding.fix) {
            titled(Style::strong, "fix",
                   finding.fix->safe
                       ? finding.fix->title
                       : text::join({finding.fix->title, " (applied with --unsafe-fixes)"}));
        }
        if (const auto line = mended(finding)) {
            bar("");
            gutter(std::to_string(line->line), "+");
            styled(Style::added, text::join({" ", marked(*line).shown}));
            out_.push_back('\n');
        }
        out_.push_back('\n');
    }

    [[nodiscard]] std::string take() { return std::move(out_); }
    void line(std::string_view words) { out_.append(words).push_back('\n'); }

private:
    static std::size_t digits_of_lines(const Finding& finding) {
        std::size_t line = finding.place ? finding.place->line : 1;
        for (const Related& related : finding.related) line = std::max(line, related.place.line);
        if (const auto fixed = mended(finding)) line = std::max(line, fixed->line);
        return std::to_string(line).size();
    }

    void styled(Style style, std::string_view words) {
        if (!colour_) {
            out_.append(words);
            return;
        }
        out_.append(sgr[static_cast<std::size_t>(style)]).append(words).append("\x1B[0m");
    }

    void titled(Style style, std::string_view title, std::string_view words) {
        styled(style, text::join({title, ":"}));
        out_.append(" ").append(text::visible(words)).append("\n");
    }

    void gutter(std::string_view number, std::string_view mark) {
        std::string words(gutter_ - std::min(gutter_, number.size()), ' ');
        styled(Style::gutter, words.append(number).append(" ").append(mark));
    }

    void bar(std::string_view after) {
        gutter("", "|");
        out_.append(after).push_back('\n');
    }

    void write(const Place& place, Style style) {
        out_.append(gutter_, ' ');
        styled(Style::gutter, "-->");
        out_.append(" ").append(text::visible(place.file)).append(":");
        out_.append(std::to_string(place.line)).append(":").append(std::to_string(place.column));
        if (place.row != 0) {
            out_.append(" (row ").append(std::to_string(place.row));
            if (!place.heading.empty())
                out_.append(", column ").append(text::visible(text::named(place.heading)));
            out_.append(")");
        } else if (!place.pointer.empty()) {
            out_.append(" (").append(text::visible(place.pointer)).append(")");
        }
        out_.push_back('\n');
        if (place.excerpt.empty()) return;
        const Marked line = marked(place);
        bar("");
        gutter(std::to_string(place.line), "|");
        out_.append(" ").append(line.shown).push_back('\n');
        gutter("", "|");
        out_.append(1 + line.before, ' ');
        styled(style, std::string(line.width, '^'));
        out_.push_back('\n');
    }

    bool colour_;
    std::size_t gutter_ = 1;
    std::string out_;
};

}  // namespace

std::vector<Finding> reported(const Findings& findings) {
    std::vector<Finding> list = findings.list();
    if (findings.unlisted() == 0) return list;
    const RuleRow& row = row_of(Rule::too_many_findings);
    list.push_back(
        {row.rule,
         row.level,
         text::join({text::counted(findings.unlisted(), "further finding"),
                     " not listed, the limit is ", std::to_string(findings.limit()), "."}),
         std::string(row.hint),
         {}});
    return list;
}

const Ignore* keeper_of(const Findings& findings, const Finding& kept_back) {
    for (const Ignore& ignored : findings.ignored()) {
        if (ignored.rule == kept_back.rule && kept_back.place &&
            ignored.file == kept_back.place->file && kept_back.place->byte >= ignored.from &&
            kept_back.place->byte < ignored.to)
            return &ignored;
    }
    return nullptr;
}

std::string sum_of(const Findings& findings, std::size_t documents) {
    std::string sum = text::join({text::counted(findings.count(Level::error), "error"), ", ",
                                  text::counted(findings.count(Level::warning), "warning"), ", ",
                                  text::counted(findings.count(Level::note), "note"), " in ",
                                  text::counted(documents, "document"), "."});
    const std::size_t kept = suppressed(findings);
    if (kept != 0) sum.append(" ").append(std::to_string(kept)).append(" suppressed.");
    const std::size_t fixes = safe_fixes(findings);
    if (fixes != 0)
        sum.append(" ").append(std::to_string(fixes)).append(" can be mended with --fix.");
    return sum;
}

Json finding_json(const Finding& finding) {
    Json json = Json::object();
    put_text(json, "rule", label(finding.rule));
    put_text(json, "level", word(finding.level));
    put_text(json, "message", finding.message);
    put_text(json, "hint", finding.hint);
    if (finding.place) put(json, "place", place_json(*finding.place));
    if (!finding.related.empty()) {
        Json places = Json::array();
        for (const Related& related : finding.related) {
            Json row = Json::object();
            put(row, "place", place_json(related.place));
            put_text(row, "message", related.message);
            add(places, std::move(row));
        }
        put(json, "related", std::move(places));
    }
    if (finding.fix) put(json, "fix", fix_json(*finding.fix));
    return json;
}

Json findings_json(const Findings& findings) {
    Json array = Json::array();
    for (const Finding& finding : reported(findings)) add(array, finding_json(finding));
    return array;
}

Json counts_json(const Findings& findings) {
    Json json = Json::object();
    put_count(json, "errors", findings.count(Level::error));
    put_count(json, "warnings", findings.count(Level::warning));
    put_count(json, "notes", findings.count(Level::note));
    put_count(json, "unlisted", findings.unlisted());
    return json;
}

Json report_json(const Findings& findings, const std::vector<Loaded>& documents) {
    Json json = Json::object();
    put_bool(json, "clean", findings.clean());
    put(json, "counts", counts_json(findings));
    put(json, "findings", findings_json(findings));
    Json kept = Json::array();
    for (const Finding& finding : findings.kept_back()) {
        Json row = finding_json(finding);
        const Ignore* const keeper = keeper_of(findings, finding);
        put_text(row, "reason", keeper == nullptr ? "" : keeper->reason);
        add(kept, std::move(row));
    }
    put(json, "suppressed", std::move(kept));
    Json rows = Json::array();
    for (const Loaded& document : documents) {
        Json row = Json::object();
        put_text(row, "name", document.name);
        put_text(row, "kind", word(document.kind));
        put_count(row, "records", document.records);
        add(rows, std::move(row));
    }
    put(json, "documents", std::move(rows));
    return json;
}

std::string report_text(const Findings& findings, const std::vector<Loaded>& documents,
                        bool colour) {
    Terminal terminal(colour);
    for (const Finding& finding : reported(findings)) terminal.write(finding);
    terminal.line(sum_of(findings, documents.size()));
    return terminal.take();
}

Json rules_json() {
    Json array = Json::array();
    for (const RuleRow& row : rules()) {
        Json json = Json::object();
        put_text(json, "rule", label(row.rule));
        put_text(json, "level", word(row.level));
        put_text(json, "name", name_of(row.rule));
        put_text(json, "title", title_of(row.rule));
        put_text(json, "hint", row.hint);
        add(array, std::move(json));
    }
    return array;
}

std::string rules_text() {
    std::string out;
    for (const RuleRow& row : rules()) {
        std::string level(word(row.level));
        level.resize(8, ' ');
        out.append(label(row.rule))
            .append("  ")
            .append(level)
            .append(title_of(row.rule))
            .append("\n");
    }
    return out;
}

}  // namespace leadloom
