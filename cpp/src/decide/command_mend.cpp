// Mending what the validator finds in the set-up, by the fix that the finding brings.
#include <algorithm>

#include "draft.hpp"
#include "leadloom/decide/validate.hpp"
#include "leadloom/document/edit.hpp"

namespace leadloom {

bool mend(Draft& draft) {
    constexpr Field fields[] = {{"rule", Type::text, Need::required},
                                {"pointer", Type::text, Need::required}};
    const Body body(draft, fields);
    if (!body.ok) return false;
    Findings found(SIZE_MAX);
    validate(draft.setup, draft.tenant, draft.catalog, found);
    const auto finding = std::ranges::find_if(found.list(), [&](const Finding& one) {
        return one.fix && one.place && label(one.rule) == body[0].text() &&
               one.place->pointer == body[1].text();
    });
    if (finding == found.list().end()) {
        draft.reading.add(Rule::nothing_to_mend, body[1],
                          text::join({"There is no ", body[0].text(), " with a fix at ",
                                      text::named(body[1].text()), "."}));
        return false;
    }
    const Document& document = *draft.setup.document;
    Edited edited = apply_fixes(document.name(), document.bytes(), {*finding}, true);
    auto mended = Document::read_strictly(document.name(), std::move(edited.bytes), Limits{},
                                          draft.reading.findings);
    if (mended == nullptr) return false;
    const std::size_t errors = draft.reading.findings.count(Level::error);
    draft.setup = read_setup(std::move(mended), draft.reading.findings);
    return draft.reading.findings.count(Level::error) == errors;
}

}  // namespace leadloom
