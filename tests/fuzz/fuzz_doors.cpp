/// What the bindings take as text, whatever it is: the first byte picks the entry, the rest is its
/// argument. Every answer is JSON, or nothing where that is said.
#include <string>

#include "leadloom/document/json.hpp"
#include "leadloom/doors/customer_desk.hpp"
#include "leadloom/doors/session.hpp"
#include "leadloom/doors/validation.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

void require_json(const std::string& answer, const char* invariant) {
    json::Tape tape;
    fuzz::require(!json::read(answer, answer.size() + 1, tape), invariant);
}

CustomerDesk& desk() {
    static CustomerDesk one;
    static const bool filled = [] {
        one.begin("customers");
        one.read(R"({"id":41,"name":"Ana Pena","active":true,"type":"Residential","address":)"
                 R"({"street":"1 Main St","city":"Kyle","state":"TX","zip":"78640"}})"
                 "\n");
        (void)one.finish();
        return true;
    }();
    (void)filled;
    return one;
}

void ask_session(const std::string& text) {
    const Session session;
    require_json(session.query(text), "a question is answered in JSON");
}

void limits_and_options(const std::string& text) {
    const std::string fault = limits_fault(text);
    if (!fault.empty()) require_json(fault, "a fault is JSON");
    const Session session(text);
    (void)session;
    Validation validation(text);
    validation.load("f", "auto", R"({"leadloom":"setup/1","trades":["hvac"]})");
    require_json(validation.report(), "a report is JSON");
}

void formats(const std::string& text) {
    Validation validation("{}");
    validation.refuse("big", text.size());
    validation.refuse_spreadsheet("book", text);
    validation.leave_sheets(text, {text, "b"});
    validation.load(text, text, text);
    for (const char* const format : {"json", "sarif"})
        require_json(validation.format(format), "a format of JSON is JSON");
    for (const char* const format : {"text", "github", "markdown", "junit"})
        fuzz::require(!validation.format(format).empty(), "a format says something");
    (void)validation.format(text);
    (void)validation.fixed(text, true);
}

void ask_customers(const std::string& text) {
    require_json(desk().match(text), "a match is JSON");
    require_json(desk().search(text), "hits are JSON");
    require_json(desk().record(text), "a record is JSON");
    require_json(desk().new_customer(text), "a request is JSON");
    require_json(CustomerDesk::recognise(text), "what a file is is JSON");
}

void match_all(const std::string& text) {
    require_json(desk().match_all(text), "a list of matches is JSON");
}

constexpr void (*entries[])(const std::string&) = {ask_session, limits_and_options, formats,
                                                   ask_customers, match_all};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(fuzz::text_of(bytes + 1, size - 1));
    entries[bytes[0] % std::size(entries)](text);
    return 0;
}
