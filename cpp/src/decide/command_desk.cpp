// How the office works with its leads (M14, N6, N8).
#include "draft.hpp"

namespace leadloom {

bool set_desk(Draft& draft) {
    const Body body(draft, desk_fields);
    if (!body.ok) return false;
    auto changed =
        desk_settings(draft.reading, body.values.data() + common_fields, draft.setup.desk);
    if (!changed) return false;
    draft.undo = taking_back("set_desk", draft.root, {});
    put_desk(draft.undo, draft.setup.desk);
    draft.setup.desk = std::move(*changed);
    return true;
}

}  // namespace leadloom
