#include "leadloom/customers/customer_file.hpp"

#include <algorithm>

#include "columns.hpp"
#include "leadloom/document/json.hpp"
#include "leadloom/document/limits.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom {

namespace {

bool is_customer_table(std::string_view head) {
    Findings ignored(0);
    const auto table =
        Table::read({}, std::string(head.substr(0, head.find_first_of("\r\n"))), Limits{}, ignored);
    if (table == nullptr) return false;
    const std::vector<std::string_view> members = known_columns(*table);
    const auto has = [&](std::string_view member) {
        return std::ranges::contains(members, member);
    };
    // Other records have a number and a name as well.
    return has("id") && has("name") &&
           (has("street") || has("phone") || has("mobilePhone") || has("email"));
}

/// The first object of a text that is whole and in no other such; of a text that is cut off its
/// record. Empty where none is.
std::string_view first_object(std::string_view text) {
    std::vector<std::size_t> open;
    std::size_t first = text.size();
    std::size_t end = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size() && (first > 0 || i < end); ++i) {
        const char c = text[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            if (c == '\\') ++i;
        } else if (c == '{') {
            open.push_back(i);
        } else if (c == '}' && !open.empty()) {
            if (open.back() < first) {
                first = open.back();
                end = i + 1;
            }
            open.pop_back();
        }
    }
    return text.substr(first, end - std::min(first, end));
}

}  // namespace

std::optional<CustomerFile> customer_file(std::string_view head) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (head.starts_with(mark)) head.remove_prefix(mark.size());
    head = text::trimmed(head);
    if (!head.starts_with('{') && !head.starts_with('[')) {
        if (!is_customer_table(head)) return std::nullopt;
        return CustomerFile{DocumentKind::customers, RecordForm::table};
    }
    const std::string_view object = first_object(head);
    json::Tape tape;
    if (object.empty() || json::read(object, Limits{}.depth, tape)) return std::nullopt;
    const DocumentKind kind = detect(tape.root());
    if (kind != DocumentKind::customers && kind != DocumentKind::customer_contacts &&
        kind != DocumentKind::customer_locations)
        return std::nullopt;
    const bool line = object.data() == head.data() && !tape.root()["data"];
    return CustomerFile{kind, line ? RecordForm::lines : RecordForm::whole};
}

}  // namespace leadloom
