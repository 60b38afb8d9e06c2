#include "answering.hpp"

#include <algorithm>
#include <cstdint>

#include "files.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

bool as_json(const Given& given) { return given.value(Option::format) == "json"; }

bool in_colour(const Given& given, Host& host) {
    const std::string asked = given.value(Option::color).value_or("auto");
    if (asked != "auto") return asked == "always";
    if (given.has(Option::output)) return false;
    if (!host.variable("NO_COLOR").value_or("").empty()) return false;
    if (const auto force = host.variable("FORCE_COLOR"); force && !force->empty())
        return *force != "0" && *force != "false";
    return host.variable("TERM") != "dumb" && host.terminal();
}

Ran answered(const Given& given, Host& host, std::string answer, int code) {
    const auto file = given.value(Option::output);
    if (!file) return {.out = std::move(answer), .err = {}, .code = code};
    if (const auto reason = host.write(*file, answer)) return refused(cannot_write(*file, *reason));
    return {.out = {}, .err = {}, .code = code};
}

std::expected<std::string, std::string> read_file(std::string_view path, Host& host) {
    auto bytes = host.read(path);
    if (bytes) return bytes;
    return std::unexpected(
        complaint(Rule::unreadable_file,
                  text::join({text::brief(path), " cannot be read: ", bytes.error(), "."})));
}

std::string cannot_write(std::string_view path, std::string_view reason) {
    return complaint(Rule::unreadable_file,
                     text::join({text::brief(path), " cannot be written: ", reason, "."}));
}

std::optional<std::expected<Sheet, std::string>> sheet_of(std::string_view name,
                                                          std::string_view bytes, Host& host) {
    const bool spreadsheet =
        bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
    return spreadsheet ? host.convert(name, bytes) : std::nullopt;
}

std::string sheet_name(std::string_view file, std::string_view sheet) {
    return text::join({file, "#", sheet});
}

std::string load_files(const std::vector<std::string>& asked, Validator& validator, Host& host) {
    const Found found = find_files(asked, {}, host);
    std::string complaints = found.complaints;
    for (const std::string& path : found.paths) {
        auto bytes = read_file(path, host);
        if (!bytes) {
            complaints += bytes.error();
            continue;
        }
        const std::string name = path == "-" ? "stdin" : path;
        auto sheet = sheet_of(name, *bytes, host);
        if (!sheet) {
            validator.load(name, "auto", std::move(*bytes));
        } else if (*sheet) {
            const std::string read = sheet_name(name, (*sheet)->name);
            validator.leave_sheets(read, (*sheet)->others);
            validator.load(read, "auto", std::move((*sheet)->csv));
        } else {
            validator.refuse_spreadsheet(name, sheet->error());
        }
    }
    return complaints;
}

Validator::Options for_reading() {
    Validator::Options options;
    for (const RuleRow& row : rules()) {
        if (static_cast<std::uint16_t>(row.rule) >= 100)
            options.levels.emplace_back(row.rule, std::nullopt);
    }
    return options;
}

std::string finish_reading(Validator& validator) {
    validator.finish();
    // A line of a feed that is no alert keeps nobody from comparing set-ups.
    const auto in_feed = [&](const Finding& finding) {
        return finding.place && finding.rule != Rule::too_large &&
               std::ranges::any_of(validator.documents(), [&](const Loaded& document) {
                   return document.kind == DocumentKind::feed &&
                          document.name == finding.place->file;
               });
    };
    validator.findings().remove_if(in_feed);
    if (validator.findings().count(Level::error) == 0) return {};
    return report_text(validator.findings(), validator.documents());
}

std::string need_setup(const Validator& validator, std::string_view file) {
    if (validator.workspace().has_setup()) return {};
    return complaint(Rule::unknown_document, text::join({text::brief(file), " is no set-up."}),
                     "Give a set-up, or a mapping.");
}

std::vector<std::string> tenant_files(const Given& given) {
    std::vector<std::string> files;
    for (const auto& [option, value] : given.values) {
        if (option == Option::tenant) files.push_back(value);
    }
    return files;
}

}  // namespace leadloom
