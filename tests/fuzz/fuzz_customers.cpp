/// Customers: whatever an export holds and whatever is asked, every answer is one, normal forms are
/// their own, and nothing is matched that does not agree twice.
#include <string>

#include "leadloom/doors/customer_desk.hpp"
#include "leadloom/text/address.hpp"
#include "leadloom/text/email.hpp"
#include "leadloom/text/person.hpp"
#include "leadloom/text/phone.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

void check_forms(std::string_view text) {
    const std::string phone = normal(text::read_phone(text));
    fuzz::require(normal(text::read_phone(phone)) == phone, "a phone's normal form is its own");
    const std::string email = normal(text::read_email(text));
    fuzz::require(normal(text::read_email(email)) == email, "an e-mail's normal form is its own");
    (void)text::read_name(normal(text::read_name(text)));
    (void)text::read_address(text, text, text, text, text);
    (void)text::soundex(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text_of(bytes, size);
    // An export, a NUL, and what is typed.
    const std::size_t end = std::min(text.find('\0'), text.size());
    const std::string_view typed = text.substr(end);
    check_forms(typed);
    CustomerRegister customers;
    Findings findings;
    CustomerReader reader("f", customers, {}, findings);
    const std::size_t half = end / 2;
    reader.read(text.substr(0, half));
    reader.read(text.substr(half, end - half));
    const ReadCounts counts = reader.finish();
    fuzz::require(counts.added >= customers.size() || counts.added > 0 || customers.size() == 0,
                  "what is there was added");
    if (findings.list().empty() && text.starts_with('[')) {
        CustomerRegister again;
        CustomerReader parts("f", again, {.bytes = half}, findings);
        parts.read(text.substr(0, half));
        parts.read(text.substr(half, end - half));
        const ReadCounts same = parts.finish();
        fuzz::require(same.added == counts.added && same.refused == 0,
                      "an array read as it comes holds the same");
    }
    customers.settle();
    Matcher matcher(customers);
    Sought sought{std::string(typed), {std::string(typed)}, {std::string(typed)}, {}};
    sought.address.street = typed;
    for (Slot slot = 0; slot < std::min<Slot>(customers.slots(), 16); ++slot) {
        if (!customers.living(slot)) continue;
        const CustomerRecord record = customers.record(slot);
        fuzz::require(customers.find(record.id) == slot, "a record is found by its id");
        const Match match =
            matcher.match({record.name, record.phones, record.emails, record.address});
        if (match.automatic) {
            const Comparison& found = match.suggestions.front().comparison;
            fuzz::require(found.agreeing_fields() >= 2 && !found.contradicted, "two fields agree");
        }
        check_forms(record.name);
        check_forms(record.address.street);
    }
    (void)matcher.match(sought);
    for (const Hit& hit : Searcher(customers).search(typed, 5)) {
        std::string whole;
        const std::string name = customers.record(hit.slot).name;
        for (const Marked& piece : marked(name, typed)) whole += piece.text;
        fuzz::require(whole == name, "pieces make the whole");
    }
    return 0;
}
