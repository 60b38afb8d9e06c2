#include "leadloom/document/document.hpp"

#include <algorithm>
#include <cstring>

#include "leadloom/document/edit.hpp"
#include "leadloom/document/fields.hpp"
#include "leadloom/text/encoding.hpp"
#include "leadloom/text/order.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Place whole_file(std::string_view name) {
    Place place;
    place.file = name;
    return place;
}

void add_utf16(Findings& findings, std::string_view name) {
    findings.add(Rule::encoding, "The file is UTF-16, not UTF-8.", whole_file(name));
}

/// LL0003 for a key that stood in the object before. Of two members that are the same the first can
/// go: the last is the one that counts.
void add_twice(const Document& document, json::Value key, json::Value before, Findings& findings) {
    const std::string name = text::named(key.text());
    Finding* const finding = Reading{document, findings}.add(
        Rule::duplicate_key, key, text::join({name, " stands twice in this object."}));
    if (finding == nullptr) return;
    finding->related.emplace_back(document.place(before), "It stands here too.");
    const json::Value value = key.value_of_key();
    const json::Value other = before.value_of_key();
    if (value.node().kind != other.node().kind || value.raw() != other.raw()) return;
    finding->fix =
        deletion(text::join({"Delete the first ", name, "; both say the same."}), document, before);
}

/// Whether a text begins as NDJSON of records does.
bool begins_object(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && text[start] == '{';
}

/// Keys that stand twice in one object. `keys` is scratch memory, kept from object to object.
void check_keys(const Document& document, json::Value object, std::vector<json::Value>& keys,
                Findings& findings) {
    keys.clear();
    bool escaped = false;
    for (const json::Value key : object) {
        keys.push_back(key);
        escaped = escaped || key.node().escaped;
    }
    const auto twice = [&](json::Value key, json::Value before) {
        add_twice(document, key, before, findings);
    };
    if (keys.size() <= 16 && !escaped) {
        // Keys of one object rarely share length and last letter: the others need no look.
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::string_view name = keys[i].raw();
            const auto last = name.empty() ? 0U : static_cast<unsigned char>(name.back());
            const std::uint64_t bit = std::uint64_t{1} << ((name.size() * 7 + last) & 63U);
            if ((seen & bit) == 0) {
                seen |= bit;
                continue;
            }
            const auto before = keys.rend() - static_cast<std::ptrdiff_t>(i);
            const auto found = std::find_if(before, keys.rend(), [&](json::Value key) {
                return key.length() == name.size() && key.raw() == name;
            });
            if (found != keys.rend()) twice(keys[i], *found);
        }
        return;
    }
    // Many keys, or keys in disguise: sorted by their text, so that size does not matter.
    std::vector<std::string> texts;
    std::vector<std::string_view> names;
    texts.reserve(keys.size());
    for (const json::Value key : keys)
        names.push_back(key.node().escaped ? texts.emplace_back(key.text()) : key.raw());
    const auto order = text::stable_order(
        keys.size(), [&](std::uint32_t a, std::uint32_t b) { return names[a] < names[b]; });
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (names[order[i]] == names[order[i - 1]]) twice(keys[order[i]], keys[order[i - 1]]);
    }
}

}  // namespace

Document::Document(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)) {}

json::Stop Document::read_text(std::size_t depth) {
    const bool marked =
        form_.encoding == text::Encoding::utf8 && bytes_.starts_with(byte_order_mark);
    // The mark is blanked for the reader, so that offsets stay those of the file.
    if (marked) std::memset(bytes_.data(), ' ', byte_order_mark.size());
    broken_.clear();
    json::Stop stop = json::read_tolerant(bytes_, depth, tape_, passed_);
    if (stop && begins_object(bytes_)) {
        std::vector<json::Passed> passed;
        if (!json::read_lines(bytes_, depth, tape_, passed, broken_)) {
            passed_ = std::move(passed);
            stop = {};
        }
    }
    if (marked) std::memcpy(bytes_.data(), byte_order_mark.data(), byte_order_mark.size());
    return stop;
}

std::shared_ptr<const Document> Document::read(std::string name, std::string bytes,
                                               const Limits& limits, Findings& findings) {
    if (refuse_size(findings, name, bytes.size(), limits)) return nullptr;
    const std::shared_ptr<Document> document(new Document(std::move(name), std::move(bytes)));
    std::string& text = document->bytes_;
    const auto decode = [&](text::Encoding encoding) {
        document->form_ = text::form_of(text, encoding);
        text = text::decoded(text, encoding);
        // Decoded it may be larger than what the tape counts.
        return !refuse_size(findings, document->name_, text.size(), {.bytes = SIZE_MAX});
    };
    if (const auto wide = text::utf16_of(text)) {
        add_utf16(findings, document->name_);
        if (!decode(*wide)) return nullptr;
    }
    const std::size_t depth = effective(limits).depth;
    json::Stop stop = document->read_text(depth);
    // Reading stops at bytes that are not UTF-8, or passes over them in a comment.
    std::size_t bad = std::string::npos;
    if (document->encoding() == text::Encoding::utf8 &&
        (stop || !document->passed_.empty() || !document->broken_.empty()))
        bad = text::first_not_utf8(text);
    if (bad != std::string::npos) {
        bad = text::decoded(std::string_view(text).substr(0, bad), text::Encoding::windows_1252)
                  .size();
        if (!decode(text::Encoding::windows_1252)) return nullptr;
        stop = document->read_text(depth);
        if (!stop || bad <= stop.offset) {
            findings.add(Rule::encoding,
                         "These bytes are not UTF-8; the file was read as Windows-1252.",
                         document->place(bad, 1));
        }
    } else if (document->encoding() == text::Encoding::utf8 && text.starts_with(byte_order_mark)) {
        document->form_ = text::form_of(text, text::Encoding::utf8_marked);
    }
    // A tape that was not read to its end leads nowhere.
    if (stop) document->tape_.nodes.clear();
    document->report_passed(findings);
    document->report_broken(depth, findings);
    if (!document->finish(stop, depth, findings)) return nullptr;
    return document;
}

std::shared_ptr<const Document> Document::read_strictly(std::string name, std::string bytes,
                                                        const Limits& limits, Findings& findings) {
    if (refuse_size(findings, name, bytes.size(), limits)) return nullptr;
    if (refuse_utf16(findings, name, bytes)) return nullptr;
    const std::shared_ptr<Document> document(new Document(std::move(name), std::move(bytes)));
    std::string& text = document->bytes_;
    const std::size_t marked = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    std::memset(text.data(), ' ', marked);
    const std::size_t depth = effective(limits).depth;
    json::Stop stop = json::read(text, depth, document->tape_);
    if (stop.fault == json::Fault::after_end) {
        // A value on every line is NDJSON; if that fails too, the first fault says more.
        json::Tape lines;
        if (!json::read_sequence(text, depth, lines)) {
            document->tape_ = std::move(lines);
            stop = {};
        }
    }
    std::memcpy(text.data(), byte_order_mark.data(), marked);
    if (marked != 0) document->form_ = text::form_of(text, text::Encoding::utf8_marked);
    if (!document->finish(stop, depth, findings)) return nullptr;
    return document;
}

bool Document::finish(const json::Stop& stop, std::size_t depth, Findings& findings) {
    if (!stop) {
        check_values(findings);
        return true;
    }
    tape_.nodes.clear();
    add_stop(findings, stop, depth, place(stop.offset, stop.offset < bytes_.size() ? 1 : 0));
    return false;
}

void Document::report_passed(Findings& findings) const {
    for (const json::Passed& one : passed_) {
        const bool comma = one.fault == json::Fault::trailing_comma;
        const Rule rule = comma ? Rule::trailing_comma : Rule::comment;
        Finding* const finding = findings.add(
            rule, std::string(json::message(one.fault)),
            findings.wants_place(rule) ? std::optional(pointed(one.offset, one.length, one.offset))
                                       : std::nullopt,
            comma ? std::string(json::hint(one.fault))
                  : "Keep it elsewhere before other programs read the file; --fix leaves it.");
        if (comma && finding != nullptr && finding->place)
            finding->fix = Fix{std::string(json::hint(one.fault)), {{*finding->place, ""}}};
    }
}

void Document::report_broken(std::size_t depth, Findings& findings) const {
    for (const json::Stop& stop : broken_) {
        const bool at_end = stop.offset == bytes_.size() || bytes_[stop.offset] == '\r' ||
                            bytes_[stop.offset] == '\n';
        add_stop(findings, stop, depth, place(stop.offset, at_end ? 0 : 1));
    }
}

void Document::check_values(Findings& findings) const {
    std::vector<json::Value> keys;
    for (std::uint32_t i = 0; i < tape_.nodes.size(); ++i) {
        const json::Value value(&tape_, i);
        if (value.is(json::Kind::object)) check_keys(*this, value, keys, findings);
        if (!value.is(json::Kind::string) || !value.node().escaped) continue;
        for (const std::size_t at : json::lone_surrogates(value.raw())) {
            const Rule rule = Rule::lone_surrogate;
            findings.add(rule,
                         text::join({text::named(value.raw().substr(at, 6)),
                                     " is half of a character; the other half is missing."}),
                         findings.wants_place(rule)
                             ? std::optional(pointed(value.offset() + at, 6, value.offset()))
                             : std::nullopt);
        }
    }
}

std::shared_ptr<const Document> Document::of_table(std::shared_ptr<const Table> table,
                                                   std::string json, std::vector<Origin> origins) {
    const std::shared_ptr<Document> document(new Document(table->name(), std::move(json)));
    document->table_ = std::move(table);
    document->origins_ = std::move(origins);
    document->form_.encoding = document->table_->encoding();
    if (json::read(document->bytes_, effective({}).depth, document->tape_)) return nullptr;
    return document;
}

const Origin* Document::origin_at(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(origins_, offset, {}, &Origin::value);
    return after == origins_.begin() ? nullptr : &*std::prev(after);
}

const Origin* Document::origin(json::Value value) const {
    if (!value) return nullptr;
    return origin_at(value.offset() - (value.is(json::Kind::string) ? 1 : 0));
}

Place Document::place(std::size_t offset, std::size_t bytes) const {
    if (table_) {
        const Origin* const from = origin_at(offset);
        if (from == nullptr) return whole_file(name_);
        return table_->place(from->row, from->column, from->offset, from->bytes);
    }
    if (!lines_) lines_ = std::make_unique<Lines>(bytes_, form_);
    return lines_->place(name_, offset, bytes);
}

Place Document::pointed(std::size_t offset, std::size_t bytes, std::size_t inside) const {
    Place found = place(offset, bytes);
    if (!table_) found.pointer = json::pointer_to(tape_, inside, &elements_);
    // A pointer through a key of a megabyte helps nobody.
    if (found.pointer.size() > 1000) found.pointer.clear();
    return found;
}

Place Document::place(json::Value value) const {
    if (!value) return place(0, 0);
    const std::size_t quote = value.is(json::Kind::string) ? 1 : 0;
    return pointed(value.offset() - quote, value.length() + 2 * quote, value.offset());
}

void add_stop(Findings& findings, const json::Stop& stop, std::size_t depth, Place place) {
    std::string hint(json::hint(stop.fault));
    std::string message(json::message(stop.fault));
    Rule rule = Rule::syntax;
    if (stop.fault == json::Fault::not_utf8) rule = Rule::encoding;
    if (stop.fault == json::Fault::too_deep) {
        rule = Rule::too_deep;
        message = text::join(
            {"Brackets are nested deeper than the limit of ", std::to_string(depth), "."});
    }
    findings.add(rule, std::move(message), std::move(place), std::move(hint));
}

bool refuse_utf16(Findings& findings, std::string_view name, std::string_view bytes) {
    if (!bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF")) return false;
    add_utf16(findings, name);
    return true;
}

bool refuse_size(Findings& findings, std::string_view name, std::size_t size,
                 const Limits& limits) {
    const std::size_t most = effective(limits).bytes;
    if (size <= most) return false;
    findings.add(Rule::too_large,
                 text::join({text::counted(size, "byte"), " are more than the limit of ",
                             std::to_string(most), "."}),
                 whole_file(name));
    return true;
}

}  // namespace leadloom
