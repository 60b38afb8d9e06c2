/// Safe fixes of any document: what they mend is gone when it is read again.
#include <string>

#include "leadloom/document/edit.hpp"
#include "leadloom/document/write.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

/// What the document means: of keys that stand twice the last.
std::string meaning(json::Value value) {
    if (value.is(json::Kind::array)) {
        std::string all = "[";
        for (const json::Value element : value) all += meaning(element) + ",";
        return all + "]";
    }
    if (!value.is(json::Kind::object)) return compact(as_json(value));
    std::string all = "{";
    for (const json::Value key : value) {
        const std::string name = key.text();
        if (value[name].offset() == key.value_of_key().offset())
            all += compact(Json(name)) + ":" + meaning(key.value_of_key()) + ",";
    }
    return all + "}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(fuzz::text_of(bytes, size));
    Findings before(10'000);
    const auto document = Document::read("f", text, Limits{}, before);
    for (const Finding& finding : before.list()) {
        if (finding.place) fuzz::require_inside(*finding.place, text);
        for (const Related& related : finding.related) fuzz::require_inside(related.place, text);
    }
    const Edited edited = apply_fixes("f", text, before.list());
    if (edited.made == 0) fuzz::require(edited.bytes == text, "without fixes nothing changes");
    if (edited.made != 0) fuzz::require(edited.bytes.size() < text.size(), "these fixes delete");
    if (!document) return 0;
    Findings after(10'000);
    const auto again = Document::read("f", edited.bytes, Limits{}, after);
    fuzz::require(again != nullptr, "what could be read still can");
    fuzz::require(after.count(Level::error) + edited.made <= before.count(Level::error),
                  "what was mended is gone");
    fuzz::require(again->encoding() == document->encoding() || !document->passed().empty(),
                  "the encoding stays");
    // Objects of many keys would take their square here.
    if (size < 4096)
        fuzz::require(meaning(again->root()) == meaning(document->root()), "the meaning stays");
    return 0;
}
