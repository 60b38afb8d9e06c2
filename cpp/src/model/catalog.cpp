#include "leadloom/model/catalog.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "leadloom/document/sha256.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view severity_words[] = {"critical", "urgent", "watching"};

std::optional<Severity> severity_of(const Reading& reading, json::Value word) {
    const auto* const found = std::ranges::find(severity_words, word.text());
    if (found != std::end(severity_words)) return static_cast<Severity>(found - severity_words);
    reading.add(Rule::unknown_value, word, text::join({"“", word.text(), "” is no severity."}),
                "Use critical, urgent or watching.");
    return std::nullopt;
}

std::vector<Trade> read_trades(json::Value root) {
    std::vector<Trade> trades;
    for (const json::Value trade : root["trades"]) {
        Trade& row = trades.emplace_back(trade["id"].text(), trade["label"].text());
        row.google_category = trade["googleCategoryId"].text();
        for (const json::Value type : trade["jobTypes"]) {
            StandardJobType& job_type =
                row.job_types.emplace_back(type["id"].text(), type["label"].text());
            for (const json::Value other : type["alsoServedBy"]) {
                job_type.also_served_by.push_back(other.text());
            }
        }
    }
    return trades;
}

}  // namespace

std::string_view word(Severity severity) {
    return severity_words[static_cast<std::size_t>(severity)];
}

const SeverityCode* Partner::severity(std::string_view code) const {
    const auto row = std::ranges::find_if(
        severities, [&](const SeverityCode& known) { return text::same_folded(known.code, code); });
    return row == severities.end() ? nullptr : &*row;
}

const AlertType* Partner::alert_type(std::string_view wanted) const {
    const auto row = std::ranges::find_if(
        alert_types, [&](const AlertType& known) { return text::same_folded(known.name, wanted); });
    return row == alert_types.end() ? nullptr : &*row;
}

const Trade* Catalog::trade(std::string_view id) const {
    const auto row = std::ranges::find(trades, id, &Trade::id);
    return row == trades.end() ? nullptr : &*row;
}

const StandardJobType* Catalog::job_type(const StandardKey& key) const {
    const Trade* const in = trade(key.trade);
    if (in == nullptr) return nullptr;
    const auto row = std::ranges::find(in->job_types, key.id, &StandardJobType::id);
    return row == in->job_types.end() ? nullptr : &*row;
}

const Partner* Catalog::partner(std::string_view id) const {
    const auto row = std::ranges::find(partners, id, &Partner::id);
    return row == partners.end() ? nullptr : &*row;
}

std::optional<StandardKey> Catalog::delivered(std::string_view type) const {
    const std::size_t slash = std::min(type.find('/'), type.size());
    const std::string_view in = slash == type.size() ? std::string_view() : type.substr(0, slash);
    const std::string_view id = in.empty() ? type : type.substr(slash + 1);
    std::optional<StandardKey> found;
    for (const Trade& trade : trades) {
        if (!in.empty() && in != trade.google_category && in != trade.id) continue;
        if (!std::ranges::contains(trade.job_types, id, &StandardJobType::id)) continue;
        // Of two trades nobody knows which is meant.
        if (found) return std::nullopt;
        found = {trade.id, std::string(id)};
    }
    return found;
}

std::string Catalog::label(const StandardKey& key) const {
    const StandardJobType* const row = job_type(key);
    return row == nullptr ? key.id : row->label;
}

std::string Catalog::trades_with(std::string_view wanted) const {
    std::string elsewhere;
    for (const Trade& other : trades) {
        if (job_type({other.id, std::string(wanted)}) == nullptr) continue;
        elsewhere += elsewhere.empty() ? "It belongs to the trade " : " or ";
        elsewhere += text::named(other.id);
    }
    return elsewhere.empty() ? elsewhere : elsewhere + ".";
}

std::string Catalog::hint_for_job_type(const StandardKey& key) const {
    std::string elsewhere = trades_with(key.id);
    if (!elsewhere.empty()) return elsewhere;
    const Trade* const in = trade(key.trade);
    return in == nullptr ? std::string()
                         : text::did_you_mean(key.id, in->job_types, &StandardJobType::id);
}

std::unique_ptr<Partner> read_partner(const Reading& reading, json::Value root,
                                      const Catalog& catalog) {
    constexpr Field fields[] = {
        {"leadloom", Type::text, Need::required},
        {"id", Type::text, Need::required},
        {"name", Type::text, Need::required},
        {"agreement", Type::object, Need::required},
        {"about", Type::text},
        {"learnMore", Type::text},
        {"mark", Type::object},
        {"campaign", Type::text},
        {"severities", Type::array},
        {"passOn", Type::array},
        {"alertTypes", Type::array},
        {"delivers", Type::text},
        {"dealer", Type::text},
    };
    const Taken taken(reading, root, fields);
    if (!taken.ok) return nullptr;
    auto partner = std::make_unique<Partner>();
    bool ok = reading.want_version(taken[0], "partner/1", "partner manifest");
    partner->id = taken[1].text();
    partner->name = taken[2].text();
    partner->about = taken[4].text();
    partner->learn_more = taken[5].text();
    const bool web =
        partner->learn_more.starts_with("https://") || partner->learn_more.starts_with("http://");
    if (taken[5] && !web) {
        reading.add(Rule::unknown_value, taken[5],
                    text::join({text::named(partner->learn_more), " is no address of a web page."}),
                    "Write an address that begins with https://.");
        ok = false;
    }
    partner->mark = as_json(taken[6]);
    partner->campaign = taken[7] ? taken[7].text() : partner->name;
    constexpr Field agreement_fields[] = {{"version", Type::text, Need::required},
                                          {"title", Type::text, Need::required},
                                          {"text", Type::text, Need::required},
                                          {"sample", Type::boolean}};
    const Taken agreement(reading, taken[3], agreement_fields);
    ok = ok && agreement.ok;
    partner->agreement = {agreement[0].text(), agreement[1].text(), agreement[2].text(),
                          agreement[3].is_true(), sha256(agreement[2].text())};
    for (const json::Value row : taken[8]) {
        constexpr Field code_fields[] = {{"code", Type::text, Need::required},
                                         {"severity", Type::text, Need::required}};
        const Taken code(reading, row, code_fields);
        const auto severity = code.ok ? severity_of(reading, code[1]) : std::nullopt;
        ok = ok && severity.has_value();
        if (severity) partner->severities.push_back({code[0].text(), *severity});
    }
    for (const json::Value word : taken[9]) {
        const auto severity = severity_of(reading, word);
        ok = ok && severity.has_value();
        if (severity) partner->pass_on.push_back(*severity);
    }
    for (const json::Value row : taken[10]) {
        constexpr Field type_fields[] = {{"name", Type::text, Need::required},
                                         {"trade", Type::text, Need::required},
                                         {"standardJobType", Type::text, Need::required}};
        const Taken type(reading, row, type_fields);
        ok = ok && type.ok;
        StandardKey standard{type[1].text(), type[2].text()};
        if (type.ok && catalog.job_type(standard) == nullptr) {
            reading.add(
                Rule::unknown_standard_job_type, row,
                text::join({"The catalogue has no standard job type ", text::named(standard.id),
                            " in the trade ", text::named(standard.trade), "."}),
                catalog.hint_for_job_type(standard));
        }
        partner->alert_types.push_back({type[0].text(), std::move(standard)});
    }
    partner->dealer = taken[12].text();
    const std::string delivers = taken[11].text();
    partner->delivers_standard_job_types = delivers == "standard-job-types";
    if (taken[11] && !partner->delivers_standard_job_types && delivers != "alerts") {
        reading.add(Rule::unknown_value, taken[11],
                    text::join({text::named(delivers), " is nothing that a partner delivers."}),
                    "Use alerts or standard-job-types.");
        ok = false;
    }
    return ok ? std::move(partner) : nullptr;
}

Catalog read_catalog(const std::vector<std::shared_ptr<const Document>>& documents) {
    Catalog catalog;
    for (const std::shared_ptr<const Document>& document : documents) {
        const json::Value root = document->root();
        if (root["trades"]) {
            catalog.trades = read_trades(root);
            continue;
        }
        Findings findings;
        if (const auto partner = read_partner({*document, findings}, root, catalog))
            add_partner(catalog, *partner);
    }
    return catalog;
}

void add_partner(Catalog& catalog, Partner partner) {
    const auto same = std::ranges::find(catalog.partners, partner.id, &Partner::id);
    if (same == catalog.partners.end()) {
        catalog.partners.push_back(std::move(partner));
    } else {
        *same = std::move(partner);
    }
}

}  // namespace leadloom
