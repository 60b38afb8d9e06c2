#include "leadloom/decide/proof.hpp"
#include "leadloom/document/edit.hpp"
#include "leadloom/model/condition.hpp"
namespace leadloom {
bool Condition::empty() const { return true; }
bool Condition::asks_for_member() const { return false; }
std::optional<Condition> read_condition(const Reading&, json::Value v) {
    Condition c;
    c.at = v;
    return c;
}
bool holds(const Condition&, const Facts&, const std::optional<time::Zone>&) { return false; }
std::string describe(const Condition&) { return {}; }
Edit removed(const Document&, json::Value) { return {}; }
Edit replaced(const Document&, json::Value, std::string_view) { return {}; }
Edit replaced_by_json(const Document&, json::Value, std::string_view) { return {}; }
Edited apply_fixes(std::string_view, std::string_view bytes, const std::vector<Finding>&, bool) {
    return {std::string(bytes), 0};
}
std::string Witness::text() const { return {}; }
Proof prove(std::span<const Condition* const>, const Universe&, std::size_t) { return {}; }
namespace time {
std::optional<Zone> Zone::named(std::string_view) { return {}; }
std::string Zone::near(std::string_view) { return {}; }
}  // namespace time
}  // namespace leadloom
