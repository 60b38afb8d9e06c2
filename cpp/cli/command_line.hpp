/// The `leadloom` command, natively and through npm: the same arguments give the same bytes.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "host.hpp"
#include "leadloom/diagnostic/rule.hpp"

namespace leadloom {

/// What a run printed, and its exit code: 0 clean, 1 findings, 2 cannot run.
struct Ran {
    std::string out;
    std::string err;
    int code = 0;
};

namespace exit_code {
inline constexpr int clean = 0;
inline constexpr int found = 1;
inline constexpr int cannot_run = 2;
}  // namespace exit_code

/// Runs the command with the arguments after its name.
///
/// @example `run_command_line({{"validate", "acme.setup.json", "tenant"}}, host).code`
[[nodiscard]] Ran run_command_line(std::span<const std::string> arguments, Host& host);

/// An error of the command itself, in the form of a finding. Without a `hint` the rule's.
[[nodiscard]] std::string complaint(Rule rule, std::string_view message,
                                    std::string_view hint = {});

/// A run that ends before it began.
[[nodiscard]] Ran refused(std::string complaints);

}  // namespace leadloom
