#include "leadloom/decide/proof.hpp"
#include "leadloom/model/condition.hpp"
namespace leadloom {
bool Condition::empty() const { return true; }
bool Condition::asks_for_member() const { return false; }
std::optional<Condition> read_condition(const Reading&, json::Value v) { Condition c; c.at = v; return c; }
bool holds(const Condition&, const Facts&, const std::optional<time::Zone>&) { return false; }
std::string describe(const Condition&) { return {}; }
std::string Witness::text() const { return {}; }
Proof prove(std::span<const Condition* const>, const Universe&, std::size_t) { return {}; }
namespace time { std::optional<Zone> Zone::named(std::string_view) { return {}; } std::string Zone::near(std::string_view) { return {}; } }
}
