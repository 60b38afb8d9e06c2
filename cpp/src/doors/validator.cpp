#include "leadloom/doors/validator.hpp"

#include <algorithm>

#include "leadloom/decide/validate.hpp"
#include "leadloom/leads/inspect.hpp"
#include "leadloom/model/mapping_table.hpp"
#include "leadloom/text/encoding.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// What is taken over before what: each looks at those before it.
int phase_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::partner: return 0;
        case DocumentKind::setup:
        case DocumentKind::mapping: return 2;
        case DocumentKind::booking: return 3;
        case DocumentKind::feed: return 4;
        default: return 1;
    }
}

constexpr int phases = 5;

bool named_like(std::string_view name, std::initializer_list<std::string_view> endings) {
    const std::string folded = text::fold(name);
    return std::ranges::any_of(endings,
                               [&](std::string_view ending) { return folded.ends_with(ending); });
}

/// A table begins with a heading, JSON with a bracket or a comment.
bool looks_like_table(std::string_view name, std::string_view bytes) {
    if (named_like(name, {".json", ".ndjson", ".jsonl"})) return false;
    const std::string_view start = bytes.substr(0, 256);
    const std::string head = text::decoded(start, text::encoding_of(start));
    const std::string_view text = text::trimmed(head);
    if (text.empty()) return named_like(name, {".csv", ".tsv", ".txt"});
    return !text.starts_with('{') && !text.starts_with('[') && !text.starts_with('/');
}

/// An .xlsx file is a ZIP archive (PKWARE APPNOTE 4.3.7), an .xls one a compound file.
bool is_spreadsheet(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

Place whole(std::string_view name) {
    Place place;
    place.file = name;
    return place;
}

}  // namespace

Validator::Validator(Options options)
    : options_(std::move(options)),
      findings_(effective(options_.limits).findings),
      workspace_(options_.limits, Strictness::tolerant) {
    for (const auto& [rule, level] : options_.levels) findings_.set_level(rule, level);
    for (const Ignore& ignored : options_.ignored) findings_.ignore(ignored);
}

void Validator::load(std::string name, std::string_view kind, std::string bytes) {
    Source& source = sources_.emplace_back();
    source.name = std::move(name);
    documents_.push_back({.name = source.name});
    const Limits limits = effective(options_.limits);
    const auto wanted = kind == "auto" || kind.empty() ? DocumentKind::unknown : kind_of(kind);
    if (!wanted) {
        findings_.add(Rule::unknown_document,
                      text::join({"There is no kind of document called ", text::named(kind), "."}),
                      whole(source.name));
        return;
    }
    source.kind = *wanted;
    const bool may_be_table =
        source.kind == DocumentKind::unknown || source.kind == DocumentKind::mapping;
    if (refuse_size(findings_, source.name, bytes.size(), limits)) {
        // Said.
    } else if (is_spreadsheet(bytes)) {
        findings_.add(
            Rule::spreadsheet,
            text::join({text::named(source.name), " is a spreadsheet of Excel, not a text."}),
            whole(source.name));
    } else if (may_be_table && looks_like_table(source.name, bytes) &&
               (source.kind == DocumentKind::mapping || !looks_like_alert_table(bytes))) {
        source.kind = DocumentKind::mapping;
        source.table = Table::read(source.name, std::move(bytes), limits, findings_);
    } else if (source.kind == DocumentKind::feed ||
               (source.kind == DocumentKind::unknown &&
                (looks_like_feed(bytes, limits.depth) || looks_like_alert_table(bytes)))) {
        source.kind = DocumentKind::feed;
        source.bytes = std::move(bytes);
    } else {
        const std::size_t errors = findings_.count(Level::error);
        source.document = Document::read(source.name, std::move(bytes), limits, findings_);
        if (source.document == nullptr) return;
        if (source.kind == DocumentKind::unknown) source.kind = detect(source.document->root());
        if (source.kind == DocumentKind::feed) {
            source.bytes = source.document->bytes();
            source.form = source.document->form();
        }
        // A manifest with a key that stands twice: nobody knows which was meant.
        if (source.kind == DocumentKind::partner && findings_.count(Level::error) != errors)
            source.document = nullptr;
    }
}

void Validator::refuse(std::string name, std::size_t size) {
    refuse_size(findings_, name, size, effective(options_.limits));
    documents_.push_back({.name = name});
    sources_.emplace_back().name = std::move(name);
}

void Validator::refuse_spreadsheet(std::string name, std::string_view reason) {
    findings_.add(Rule::spreadsheet,
                  text::join({text::named(name), " cannot be read as a table: ", reason, "."}),
                  whole(name), "Open it in Excel and save the sheet as CSV.");
    documents_.push_back({.name = name});
    sources_.emplace_back().name = std::move(name);
}

void Validator::leave_sheets(std::string_view read, const std::vector<std::string>& others) {
    if (others.empty()) return;
    std::vector<std::string> names;
    for (const std::string& other : others) names.push_back(text::named(other));
    const bool one = names.size() == 1;
    findings_.add(
        Rule::spreadsheet,
        text::join({text::listed(names), one ? " looks like a mapping" : " look like mappings",
                    " too, but one sheet of a workbook is read."}),
        whole(read), "Put all rows on one sheet, or save each sheet as CSV.");
}

void Validator::finish() {
    for (int phase = 0; phase < phases; ++phase) {
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            if (phase_of(sources_[i].kind) == phase) take(sources_[i], documents_[i]);
        }
    }
    inspect(workspace_, findings_);
    add_unused_ignores();
    findings_.sort();
}

void Validator::take(const Source& source, Loaded& loaded) {
    loaded.kind = source.kind;
    if (source.kind == DocumentKind::feed && !source.bytes.empty()) {
        loaded =
            workspace_.load(source.name, source.bytes, DocumentKind::feed, findings_, source.form);
        return;
    }
    std::shared_ptr<const Document> document = source.document;
    if (source.table != nullptr)
        document = mapping_of_table(source.table, workspace_.catalog(), findings_);
    if (document == nullptr) return;
    if (source.kind == DocumentKind::booking) {
        loaded.records = validate_bookings({*document, findings_}, records_of(document->root()),
                                           workspace_.tenant(), options_.now);
        loaded.taken = true;
        return;
    }
    if (source.kind == DocumentKind::mapping) {
        Setup mapping = read_mapping(document, workspace_.catalog(), findings_);
        loaded.records = mapping.mapping.size();
        loaded.taken = true;
        workspace_.take(std::move(mapping));
        return;
    }
    loaded = workspace_.take(document, source.kind, findings_);
}

void Validator::add_unused_ignores() {
    std::vector<Ignore> unused;
    for (const Ignore& ignored : findings_.ignored()) {
        if (ignored.used == 0 && ignored.place) unused.push_back(ignored);
    }
    for (const Ignore& ignored : unused) {
        findings_.add(Rule::ignore_unused,
                      text::join({"Nothing here is kept back: there is no ", label(ignored.rule),
                                  " in this place."}),
                      ignored.place);
    }
}

}  // namespace leadloom
