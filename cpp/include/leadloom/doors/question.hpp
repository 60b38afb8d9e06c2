/// The questions that a session answers: views by name, with the members that each may have.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "leadloom/leads/workspace.hpp"

namespace leadloom {

/// What a member of a question must be.
enum class Asked : std::uint8_t { text, time, number, flag, object, state, severity, sort };

/// A member that a question may have, and what its value must be.
struct Part {
    std::string_view name;
    Asked asked;
};

/// A question by its name: who answers it, and the members that it may have.
struct View {
    std::string_view name;
    Json (*answer)(const Workspace&, json::Value question);
    std::span<const Part> parts = {};
};

/// The states behind a word of a question, or nothing: `open` is new or accepted.
[[nodiscard]] std::optional<LeadStates> lead_states(std::string_view word);
/// The severity behind a word of a question, or nothing.
[[nodiscard]] std::optional<Severity> severity(std::string_view word);
/// The order behind a word of a question, or nothing.
[[nodiscard]] std::optional<LeadSort> lead_sort(std::string_view word);

/// A whole number from 0 on, or `otherwise`. What goes beyond 32 bits in WebAssembly is cut.
[[nodiscard]] std::size_t number(json::Value value, std::size_t otherwise);

/// The members of a question that filter leads, and those of a window of them.
extern const std::span<const Part> leads_parts;
/// Which leads a question asks for.
[[nodiscard]] LeadFilter filter_of(json::Value question);

/// The card of the lead that a question names; nothing where there is no such lead.
[[nodiscard]] std::optional<Card> card_of_lead(const Workspace& workspace, json::Value question);

/// What is wrong with the members of a question or of limits; empty when nothing is.
[[nodiscard]] std::string fault_of(json::Value object, std::span<const Part> parts);

}  // namespace leadloom
