// Records of a feed that have to be made: rows of tables, and events whose data are Base64.
#include <algorithm>
#include <iterator>
#include <optional>

#include "alert_table.hpp"
#include "leadloom/document/document.hpp"
#include "leadloom/leads/feed.hpp"
#include "leadloom/text/base64.hpp"

namespace leadloom {

namespace {

/// The line on which each row begins, counted as the places of findings are.
std::vector<std::size_t> lines_of(const Table& table) {
    const std::string_view text = table.text();
    const char line_end = text.contains('\n') ? '\n' : '\r';
    std::vector<std::size_t> lines;
    std::size_t line = 1;
    std::size_t counted = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t begin = table.line(row).offset;
        line += static_cast<std::size_t>(
            std::ranges::count(text.substr(counted, begin - counted), line_end));
        lines.push_back(line);
        counted = begin;
    }
    return lines;
}

}  // namespace

std::size_t Feed::add_table(std::string name, std::string bytes, const Limits& limits,
                            Findings& findings) {
    Findings said(SIZE_MAX);
    const auto table = Table::read(name, std::move(bytes), limits, said);
    const auto columns = table ? alert_columns(*table) : std::nullopt;
    if (!columns) {
        findings.add_all(said);
        return 0;
    }
    // What is wrong with a row sets it aside; what is wrong with the headings concerns them all.
    const std::vector<std::size_t> lines = lines_of(*table);
    std::vector<const Finding*> faults(table->rows());
    bool readable = true;
    for (const Finding& finding : said.list()) {
        const auto after = std::ranges::upper_bound(lines, finding.place ? finding.place->line : 0);
        if (finding.level == Level::error && after != lines.begin()) {
            faults[static_cast<std::size_t>(after - lines.begin()) - 1] = &finding;
        } else {
            readable = readable && finding.level != Level::error;
            findings.add(finding.rule, finding.message, finding.place, finding.hint);
        }
    }
    if (!readable) return 0;
    const Batch& batch =
        batches_.emplace_back(std::move(name), std::string(), text::Form{}, nullptr, table);
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const Cell line = table->line(row);
        std::string_view raw = table->text().substr(line.offset, line.bytes);
        while (raw.ends_with('\n') || raw.ends_with('\r')) raw.remove_suffix(1);
        const Stand at{batch, raw, lines[row], row, limits.depth};
        if (const Finding* const fault = faults[row])
            set_aside(at, raw, fault->rule, fault->message, fault->hint);
        else
            add_made(alert_of_row(*table, *columns, row), at);
    }
    return table->rows();
}

void Feed::add_coded(const AlertFields& event, const Stand& at) {
    const auto data = text::base64_decoded(event.coded.text());
    json::Tape tape;
    // Read on its own first: what is not one value must not become part of the envelope.
    if (!data || json::read(*data, at.depth, tape)) {
        set_aside(at, event.coded.whole(), Rule::event_data_unreadable,
                  data ? "What the Base64 of the event holds is not JSON."
                       : "The data of the event are not Base64.");
        return;
    }
    std::string made = R"({"specversion":"1.0","source":)";
    made.append(event.source.whole()).append(R"(,"id":)").append(event.id.whole());
    if (event.submitted_on) made.append(R"(,"time":)").append(event.submitted_on.whole());
    add_made(made.append(R"(,"data":)").append(*data).append("}"), at);
}

void Feed::add_made(std::string text, Stand at) {
    at.made = true;
    json::Tape tape;
    const std::size_t before = alerts_.size();
    const std::string& kept = made_.emplace_back(std::move(text));
    if (const json::Stop stop = json::read(kept, at.depth, tape))
        set_aside(at, at.raw, stop);
    else
        add_record(tape.root(), at);
    if (alerts_.size() == before) {
        made_.pop_back();
        return;
    }
    Origin origin{static_cast<std::uint32_t>(before),
                  static_cast<std::uint32_t>(batches_.size() - 1)};
    if (at.batch.table) {
        origin.byte = static_cast<std::uint32_t>(at.row);
    } else {
        origin.byte = static_cast<std::uint32_t>(at.raw.data() - at.batch.text.data());
        origin.bytes = static_cast<std::uint32_t>(at.raw.size());
    }
    origins_.push_back(origin);
}

}  // namespace leadloom
