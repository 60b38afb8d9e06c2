/// `import` and `export`: mappings from tables into set-ups and back.
#include <algorithm>

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

/// Reads mappings from the tables among `files`, one after the other.
std::string read_tables(const std::vector<std::string>& files, const Catalog& catalog, Setup& setup,
                        Findings& findings, std::vector<Loaded>& documents, Host& host) {
    const Found found = find_files(files, {}, host);
    std::string complaints = found.complaints;
    for (const std::string& path : found.paths) {
        auto bytes = read_file(path, host);
        if (!bytes) {
            complaints += bytes.error();
            continue;
        }
        const std::string name = path == "-" ? "stdin" : path;
        if (const auto converted = host.convert(name, *bytes)) bytes = *converted;
        const auto table = Table::read(name, std::move(*bytes), Limits{}, findings);
        const auto document = table ? mapping_of_table(table, catalog, findings) : nullptr;
        documents.push_back({.name = name, .kind = DocumentKind::setup, .records = 1});
        if (document) put_mapping(read_mapping(document, catalog, findings), setup);
    }
    return complaints;
}

}  // namespace

Ran run_import(const Given& given, Host& host) {
    Workspace workspace(Limits{}, Strictness::tolerant);
    Findings findings;
    std::vector<Loaded> documents;
    std::vector<std::string> files = tenant_files(given);
    if (const auto base = given.value(Option::base)) files.push_back(*base);
    std::string complaints = load_files(files, workspace, documents, findings, host);
    Setup setup = workspace.has_setup() ? workspace.setup() : empty_setup();
    complaints += read_tables(given.operands, workspace.catalog(), setup, findings, documents, host);
    if (!complaints.empty()) return refused(complaints);
    if (findings.count(Level::error) > 0) return refused(report_text(findings, documents));
    take_ids(setup, workspace.tenant());
    Ran ran = answered(given, host, pretty(write_setup(setup)), exit_code::clean);
    // Warnings are for people; the answer is the set-up alone.
    if (!findings.list().empty()) ran.err += report_text(findings, documents);
    return ran;
}

Ran run_export(const Given& given, Host& host) {
    Workspace workspace(Limits{}, Strictness::tolerant);
    Findings findings;
    std::vector<Loaded> documents;
    std::vector<std::string> files = tenant_files(given);
    files.push_back(given.operands[0]);
    std::string complaints = load_files(files, workspace, documents, findings, host);
    if (complaints.empty() && findings.count(Level::error) > 0)
        complaints = report_text(findings, documents);
    if (complaints.empty() && !workspace.has_setup())
        complaints = complaint(Rule::unknown_document,
                               text::join({text::brief(given.operands[0]), " is no set-up."}),
                               "Give a set-up.");
    if (!complaints.empty()) return refused(complaints);
    return answered(
        given, host,
        write_mapping_table(workspace.setup(), workspace.tenant(), workspace.catalog()),
        exit_code::clean);
}

}  // namespace leadloom
