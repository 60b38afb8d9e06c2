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

struct Part {
    std::string_view name;
    Asked asked;
};

struct View {
    std::string_view name;
    Json (*answer)(const Workspace&, json::Value question);
    std::span<const Part> parts = {};
};

/// What stands behind a word of a question, or nothing.
[[nodiscard]] std::optional<LeadStates> lead_states(std::string_view word);
[[nodiscard]] std::optional<Severity> severity(std::string_view word);
[[nodiscard]] std::optional<LeadSort> lead_sort(std::string_view word);

/// A whole number from 0 on, or `otherwise`. What goes beyond 32 bits in WebAssembly is cut.
[[nodiscard]] std::size_t number(json::Value value, std::size_t otherwise);

/// The members of a question that filter leads, and those of a window of them.
extern const std::span<const Part> leads_parts;
[[nodiscard]] LeadFilter filter_of(json::Value question);

/// The card of the lead that a question names; nothing where there is no such lead.
[[nodiscard]] std::optional<Card> card_of_lead(const Workspace& workspace, json::Value question);

/// What is wrong with the members of a question or of limits; empty when nothing is.
[[nodiscard]] std::string fault_of(json::Value object, std::span<const Part> parts);

}  // namespace leadloom
