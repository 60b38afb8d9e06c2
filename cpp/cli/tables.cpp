/// `import` and `export`: mappings from tables into set-ups and back.
#include <algorithm>
#include <memory>

#include "answering.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "leadloom/model/mapping_table.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Gives a reference by name the id of the record that it fits, and the record's own spelling.
template <class Record>
void take_id(Ref& ref, const Records<Record>& records) {
    const Record* const record = look_up(records, ref);
    if (record == nullptr) return;
    ref.id = record->id;
    ref.name = record->name;
}

void take_ids(Setup& setup, const Tenant& tenant) {
    for (MappingRow& row : setup.mapping) {
        for (Ref& ref : row.job_types) take_id(ref, tenant.job_types);
        for (Ref& ref : row.business_units) take_id(ref, tenant.business_units);
    }
}

/// Puts a mapping into a set-up: its rows replace those of the same standard job types.
void put_mapping(const Setup& mapping, Setup& setup) {
    std::erase_if(setup.mapping, [&](const MappingRow& row) {
        return std::ranges::contains(mapping.mapping, row.standard, &MappingRow::standard);
    });
    setup.mapping.insert(setup.mapping.end(), mapping.mapping.begin(), mapping.mapping.end());
    for (const SelectedTrade& trade : mapping.trades) {
        if (!std::ranges::contains(setup.trades, trade.id, &SelectedTrade::id))
            setup.trades.push_back(trade);
    }
    for (const Integration& from : mapping.integrations) {
        const auto to = std::ranges::find(setup.integrations, from.id, &Integration::id);
        if (to == setup.integrations.end()) continue;
        for (const SwitchedOff& off : from.off) {
            if (!to->is_off(off)) to->off.push_back(off);
        }
    }
    setup.index();
}

/// The documents that rows stand in, kept for as long as the rows are.
using Documents = std::vector<std::shared_ptr<const Document>>;

/// Reads mappings from tables, one after the other, into a set-up.
std::string read_tables(const std::vector<std::string>& files, const Catalog& catalog, Setup& setup,
                        Documents& documents, Validator& validator, Host& host) {
    const Found found = find_files(files, {}, host);
    std::string complaints = found.complaints;
    Findings& findings = validator.findings();
    for (const std::string& path : found.paths) {
        auto bytes = read_file(path, host);
        if (!bytes) {
            complaints += bytes.error();
            continue;
        }
        std::string name = path == "-" ? "stdin" : path;
        if (auto sheet = sheet_of(name, *bytes, host)) {
            if (!*sheet) {
                validator.refuse_spreadsheet(std::move(name), sheet->error());
                continue;
            }
            name = sheet_name(name, (*sheet)->name);
            validator.leave_sheets(name, (*sheet)->others);
            *bytes = std::move((*sheet)->csv);
        }
        const auto table = Table::read(name, std::move(*bytes), Limits{}, findings);
        const auto document = table ? mapping_of_table(table, catalog, findings) : nullptr;
        if (!document) continue;
        put_mapping(read_mapping(document, catalog, findings), setup);
        documents.push_back(document);
    }
    return complaints;
}

}  // namespace

Ran run_import(const Given& given, Host& host) {
    Validator validator(for_reading());
    std::vector<std::string> files = tenant_files(given);
    const auto base = given.value(Option::base);
    if (base) files.push_back(*base);
    std::string complaints = load_files(files, validator, host);
    if (complaints.empty()) complaints = finish_reading(validator);
    if (complaints.empty() && base) complaints = need_setup(validator, *base);
    if (!complaints.empty()) return refused(complaints);
    const Workspace& workspace = validator.workspace();
    Setup setup = base ? workspace.setup() : empty_setup();
    Documents documents;
    complaints =
        read_tables(given.operands, workspace.catalog(), setup, documents, validator, host);
    const Findings& findings = validator.findings();
    const std::string said =
        findings.list().empty() ? std::string() : report_text(findings, validator.documents());
    if (!complaints.empty() || findings.count(Level::error) > 0) return refused(complaints + said);
    take_ids(setup, workspace.tenant());
    Ran ran = answered(given, host, pretty(write_setup(setup)), exit_code::clean);
    // Warnings are for people; the answer is the set-up alone.
    ran.err += said;
    return ran;
}

Ran run_export(const Given& given, Host& host) {
    Validator validator(for_reading());
    std::vector<std::string> files = tenant_files(given);
    files.push_back(given.operands[0]);
    std::string complaints = load_files(files, validator, host);
    if (complaints.empty()) complaints = finish_reading(validator);
    if (complaints.empty()) complaints = need_setup(validator, given.operands[0]);
    if (!complaints.empty()) return refused(complaints);
    const Workspace& workspace = validator.workspace();
    return answered(given, host,
                    write_mapping_table(workspace.setup(), workspace.tenant(), workspace.catalog()),
                    exit_code::clean);
}

}  // namespace leadloom
