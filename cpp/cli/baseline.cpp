#include "baseline.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "command_line.hpp"
#include "leadloom/document/fields.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/speak/fingerprint.hpp"
#include "leadloom/text/path.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

Known known_as(const Finding& finding) {
    return {finding.place ? text::plain_path(finding.place->file) : std::string(),
            label(finding.rule), fingerprint(finding)};
}

}  // namespace

Baseline baseline_of(const Findings& findings) {
    Baseline baseline;
    for (const Finding& finding : findings.list()) baseline.push_back(known_as(finding));
    std::ranges::sort(baseline);
    return baseline;
}

std::string write_baseline(const Baseline& baseline) {
    Json list = Json::array();
    for (const Known& known : baseline) {
        Json entry = Json::object();
        put_text(entry, "rule", known.rule);
        put_text(entry, "file", known.file);
        put_text(entry, "fingerprint", known.fingerprint);
        add(list, std::move(entry));
    }
    Json json = Json::object();
    put_text(json, "leadloom", "baseline/1");
    put(json, "findings", std::move(list));
    return pretty(json);
}

std::expected<Baseline, std::string> read_baseline(std::string_view name, std::string bytes) {
    Findings findings;
    Baseline baseline;
    const auto document = Document::read(std::string(name), std::move(bytes), Limits{}, findings);
    if (document) {
        constexpr Field fields[] = {{"leadloom", Type::text, Need::required},
                                    {"findings", Type::array, Need::required}};
        constexpr Field known_fields[] = {{"rule", Type::text, Need::required},
                                          {"file", Type::text, Need::required},
                                          {"fingerprint", Type::text, Need::required}};
        const Reading reading{*document, findings};
        const Taken taken(reading, document->root(), fields);
        reading.want_version(taken[0], "baseline/1", "baseline");
        for (const json::Value entry : taken[1]) {
            const Taken known(reading, entry, known_fields);
            baseline.push_back({known[1].text(), known[0].text(), known[2].text()});
        }
    }
    if (findings.clean()) {
        std::ranges::sort(baseline);
        return baseline;
    }
    const Finding& first = findings.list().front();
    const Place place = first.place.value_or(Place{});
    return std::unexpected(complaint(
        Rule::bad_baseline, text::join({text::brief(name), ":", std::to_string(place.line), ":",
                                        std::to_string(place.column), ": ", first.message})));
}

Applied apply_baseline(const Baseline& baseline, const std::vector<std::string>& checked,
                       Findings& findings) {
    std::map<Known, std::size_t> open;
    for (const Known& known : baseline) ++open[known];
    Applied applied;
    applied.left_out = findings.remove_if([&](const Finding& finding) {
        const auto known = open.find(known_as(finding));
        if (known == open.end() || known->second == 0) return false;
        --known->second;
        return true;
    });
    std::set<std::string> looked_at;
    for (const std::string& file : checked) looked_at.insert(text::plain_path(file));
    for (const auto& [known, count] : open) {
        // What was not looked at may still be there.
        if (!known.file.empty() && !looked_at.contains(known.file)) continue;
        applied.gone.insert(applied.gone.end(), count, known);
    }
    return applied;
}

}  // namespace leadloom
