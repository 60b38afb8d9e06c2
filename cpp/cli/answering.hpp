/// What commands have in common when they read and answer.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "leadloom/doors/validator.hpp"
#include "options.hpp"

namespace leadloom {

/// Whether `--format json` was asked for.
[[nodiscard]] bool as_json(const Given& given);

/// Whether to answer in colour: `--color`, else NO_COLOR, FORCE_COLOR, TERM=dumb, and whether
/// there is a terminal (https://no-color.org, https://force-color.org).
[[nodiscard]] bool in_colour(const Given& given, Host& host);

/// The answer on standard output, or in the file of `--output`.
[[nodiscard]] Ran answered(const Given& given, Host& host, std::string answer, int code);

/// A file's bytes, or a complaint (LL0014).
[[nodiscard]] std::expected<std::string, std::string> read_file(std::string_view path, Host& host);

/// LL0014 for a file that cannot be written.
[[nodiscard]] std::string cannot_write(std::string_view path, std::string_view reason);

/// What `Host::convert` makes of bytes that are a spreadsheet: a ZIP archive (.xlsx), a compound
/// file (.xls).
[[nodiscard]] std::optional<std::expected<Sheet, std::string>> sheet_of(std::string_view name,
                                                                        std::string_view bytes,
                                                                        Host& host);

/// `mapping.xlsx#Sheet1`, as reports call a sheet.
[[nodiscard]] std::string sheet_name(std::string_view file, std::string_view sheet);

/// Loads files, folders and patterns; complaints about what cannot be read.
[[nodiscard]] std::string load_files(const std::vector<std::string>& asked, Validator& validator,
                                     Host& host);

/// For a validator that reads and does not judge: only rules about reading and tables (LL0001 to
/// LL0099) are reported.
[[nodiscard]] Validator::Options for_reading();

/// Finishes what was loaded; a report when it could not be read without errors.
[[nodiscard]] std::string finish_reading(Validator& validator);

/// A complaint when there is no set-up.
[[nodiscard]] std::string need_setup(const Validator& validator, std::string_view file);

/// The values of `--tenant`.
[[nodiscard]] std::vector<std::string> tenant_files(const Given& given);

}  // namespace leadloom
