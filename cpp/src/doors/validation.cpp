#include "leadloom/doors/validation.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/document/edit.hpp"
#include "leadloom/speak/formats.hpp"
#include "leadloom/speak/report.hpp"

namespace leadloom {

namespace {

std::string as_text(const Findings& findings, const std::vector<Loaded>& documents) {
    return report_text(findings, documents);
}

std::string as_json(const Findings& findings, const std::vector<Loaded>& documents) {
    return compact(report_json(findings, documents)) + "\n";
}

struct FormatRow {
    std::string_view name;
    std::string (*write)(const Findings&, const std::vector<Loaded>&);
};

constexpr FormatRow formats[] = {
    {"text", as_text},
    {"json", as_json},
    {"sarif", report_sarif},
    {"github", report_github},
    {"markdown", report_markdown},
    {"junit", report_junit},
};

std::size_t number(json::Value value, std::size_t otherwise) {
    const auto read = value.integer();
    return read && *read > 0 && std::in_range<std::size_t>(*read) ? static_cast<std::size_t>(*read)
                                                                  : otherwise;
}

Validator::Options read_options(std::string_view text) {
    Validator::Options options;
    json::Tape tape;
    if (json::read(text, options.limits.depth, tape)) return options;
    const json::Value root = tape.root();
    const json::Value limits = root["limits"];
    options.limits.bytes = number(limits["bytes"], options.limits.bytes);
    options.limits.depth = number(limits["depth"], options.limits.depth);
    options.limits.findings = number(limits["findings"], options.limits.findings);
    for (const json::Value key : root["rules"]) {
        const RuleRow* const row = rule_of(key.text());
        if (row == nullptr) continue;
        const std::string wanted = key.value_of_key().text();
        std::optional<Level> level;
        for (const Level each : {Level::error, Level::warning, Level::note}) {
            if (word(each) == wanted) level = each;
        }
        if (level || wanted == "off") options.levels.emplace_back(row->rule, level);
    }
    if (const auto now = time::parse(root["now"].text())) options.now = now->instant;
    return options;
}

}  // namespace

Validation::Validation(std::string_view options) : validator_(read_options(options)) {}

void Validation::load(std::string name, std::string_view kind, std::string bytes) {
    if (finished_) return;
    files_.push_back({name, bytes});
    validator_.load(std::move(name), kind, std::move(bytes));
}

void Validation::refuse(std::string name, std::size_t size) {
    if (!finished_) validator_.refuse(std::move(name), size);
}

void Validation::refuse_spreadsheet(std::string name, std::string_view reason) {
    if (!finished_) validator_.refuse_spreadsheet(std::move(name), reason);
}

void Validation::leave_sheets(std::string_view read, const std::vector<std::string>& others) {
    if (!finished_) validator_.leave_sheets(read, others);
}

void Validation::finish() {
    if (!std::exchange(finished_, true)) validator_.finish();
}

std::string Validation::report() { return format("json"); }

std::string Validation::format(std::string_view wanted) {
    finish();
    const auto* const row = std::ranges::find(formats, wanted, &FormatRow::name);
    return row == std::end(formats) ? std::string()
                                    : row->write(validator_.findings(), validator_.documents());
}

std::optional<std::string> Validation::fixed(std::string_view name, bool unsafe_too) {
    finish();
    const auto file = std::ranges::find(files_, name, &File::name);
    if (file == files_.end()) return std::nullopt;
    Edited edited = apply_fixes(name, file->bytes, validator_.findings().list(), unsafe_too);
    if (edited.made == 0) return std::nullopt;
    return std::move(edited.bytes);
}

}  // namespace leadloom
