/// `hash`: one number for what a document says.
#include "answering.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "leadloom/document/sha256.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/terminal.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

Ran run_hash(const Given& given, Host& host) {
    const Found found = find_files(given.operands, {}, host);
    std::string complaints = found.complaints;
    std::string out;
    for (const std::string& path : found.paths) {
        auto bytes = read_file(path, host);
        if (!bytes) {
            complaints += bytes.error();
            continue;
        }
        const std::string name = path == "-" ? "stdin" : path;
        Findings findings;
        const auto document = Document::read(name, std::move(*bytes), Limits{}, findings);
        if (!document || findings.count(Level::error) > 0) {
            complaints += report_text(findings, {Loaded{.name = name}});
            continue;
        }
        out += text::join(
            {sha256(canonical(as_json(document->root()))), "  ", text::visible(name), "\n"});
    }
    if (!complaints.empty()) return refused(complaints);
    return answered(given, host, std::move(out), exit_code::clean);
}

}  // namespace leadloom
