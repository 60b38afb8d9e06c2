#include "leadloom/document/document.hpp"

#include <algorithm>
#include <cstring>

#include "leadloom/document/fields.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Place whole_file(std::string_view name) {
    Place place;
    place.file = name;
    return place;
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
    const auto twice = [&](json::Value key) {
        Reading{document, findings}.add(
            Rule::duplicate_key, key,
            text::join({text::named(key.text()), " stands twice in this object."}));
    };
    if (keys.size() <= 16 && !escaped) {
        for (std::size_t i = 1; i < keys.size(); ++i) {
            const std::string_view name = keys[i].raw();
            const auto before = keys.begin() + static_cast<std::ptrdiff_t>(i);
            const bool found = std::any_of(keys.begin(), before, [&](json::Value key) {
                return key.length() == name.size() && key.raw() == name;
            });
            if (found) twice(keys[i]);
        }
        return;
    }
    if (!escaped) {
        std::ranges::sort(keys, [](json::Value a, json::Value b) {
            const auto order = a.raw() <=> b.raw();
            return order != 0 ? order < 0 : a.offset() < b.offset();
        });
        for (std::size_t i = 1; i < keys.size(); ++i) {
            if (keys[i].raw() == keys[i - 1].raw()) twice(keys[i]);
        }
        return;
    }
    // Many keys, or keys in disguise: sorted by their text, so that size does not matter.
    std::ranges::stable_sort(keys, {}, &json::Value::text);
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (keys[i].text() == keys[i - 1].text()) twice(keys[i]);
    }
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
}

Place Lines::place(std::string_view file, std::size_t offset, std::size_t bytes) const {
    const auto after = std::ranges::upper_bound(starts_, offset);
    const std::size_t line = static_cast<std::size_t>(after - starts_.begin());
    std::size_t start = starts_[line - 1];
    if (start == 0 && text_.starts_with(byte_order_mark) && offset >= 3) start = 3;
    // Documents on one line have long lines: counting goes on where it stopped last.
    if (counted_from_ != start || counted_to_ > offset) {
        counted_from_ = counted_to_ = start;
        units_ = 0;
    }
    units_ += text::utf16_length(text_.substr(counted_to_, offset - counted_to_));
    counted_to_ = offset;
    Place found;
    found.file = file;
    found.line = line;
    found.column = units_ + 1;
    found.length = text::utf16_length(text_.substr(offset, bytes));
    found.byte = offset;
    found.bytes = bytes;
    return found;
}

Document::Document(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)) {}

std::shared_ptr<const Document> Document::read(std::string name, std::string bytes,
                                               const Limits& limits, Findings& findings) {
    if (refuse_size(findings, name, bytes.size(), limits)) return nullptr;
    const std::shared_ptr<Document> document(new Document(std::move(name), std::move(bytes)));
    std::string_view text = document->bytes_;
    const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (refuse_utf16(findings, document->name_, text)) return nullptr;
    // The mark is blanked for the reader, so that offsets stay those of the file.
    if (skipped != 0) std::memset(document->bytes_.data(), ' ', skipped);
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
    if (skipped != 0) std::memcpy(document->bytes_.data(), byte_order_mark.data(), skipped);
    if (stop) {
        add_stop(findings, stop, depth,
                 document->place(stop.offset, stop.offset < text.size() ? 1 : 0));
        return nullptr;
    }
    std::vector<json::Value> keys;
    for (std::uint32_t i = 0; i < document->tape_.nodes.size(); ++i) {
        const json::Value value(&document->tape_, i);
        if (value.is(json::Kind::object)) check_keys(*document, value, keys, findings);
    }
    return document;
}

Place Document::place(std::size_t offset, std::size_t bytes) const {
    if (!lines_) lines_ = std::make_unique<Lines>(bytes_);
    return lines_->place(name_, offset, bytes);
}

Place Document::place(json::Value value) const {
    if (!value) return place(0, 0);
    const std::size_t quote = value.is(json::Kind::string) ? 1 : 0;
    Place found = place(value.offset() - quote, value.length() + 2 * quote);
    found.pointer = json::pointer_to(tape_, value.offset());
    // A pointer through a key of a megabyte helps nobody.
    if (found.pointer.size() > 1000) found.pointer.clear();
    return found;
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
    findings.add(Rule::encoding, "The file is UTF-16, not UTF-8.", whole_file(name));
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
