/// A session and any document: the first byte picks the kind, the rest is the document.
#include <string>

#include "leadloom/doors/session.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

std::string run(std::string_view kind, const std::string& text) {
    Session session(R"({"findings":50})", Strictness::tolerant);
    std::string answers = session.load("f", kind, text);
    for (const Finding& finding : session.all_findings().list()) {
        if (finding.place && finding.place->file == "f") fuzz::require_inside(*finding.place, text);
    }
    for (const char* const question :
         {R"({"view":"integrations"})", R"({"view":"mapping"})", R"({"view":"findings"})",
          R"({"view":"leads"})", R"({"view":"held"})", R"({"view":"setup"})", R"({"view":"log"})",
          R"({"view":"agreement","integration":"smartac.com","role":"CSR"})"}) {
        answers += session.query(question);
    }
    // The same bytes as a question and as a command.
    answers += session.query(text);
    answers += session.apply(text);
    answers += session.apply(R"({"type":"set_enabled","integration":"smartac.com","enabled":false,)"
                             R"("at":"2026-11-23T10:00:00Z","by":{"name":"A","role":"Owner"}})");
    answers += session.query(R"({"view":"setup"})");
    return answers + session.report() + session.report_text();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const auto kinds = static_cast<unsigned>(DocumentKind::unknown) + 1;
    const auto kind = static_cast<DocumentKind>(bytes[0] % kinds);
    const std::string text(fuzz::text_of(bytes + 1, size - 1));
    const std::string answers = run(word(kind), text);
    fuzz::require(answers == run(word(kind), text), "the same bytes twice");
    return 0;
}
