/// The `leadloom` command, natively and through npm: the same arguments give the same bytes.
#pragma once
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace leadloom {

/// The bytes of a file, or why it cannot be read in words like "there is no such file". `-` is
/// standard input.
using ReadFile = std::function<std::expected<std::string, std::string>(std::string_view path)>;

/// What a run printed, and its exit code: 0 clean, 1 findings, 2 cannot run.
struct Ran {
    std::string out;
    std::string err;
    int code = 0;
};

/// Runs the command with the arguments after its name.
///
/// @example `run_command_line({{"validate", "acme.setup.json", "tenant.json"}}, read_file).code`
[[nodiscard]] Ran run_command_line(std::span<const std::string> arguments, const ReadFile& read);

}  // namespace leadloom
