#include "leadloom/doors/customer_desk.hpp"

#include <algorithm>

#include "leadloom/customers/estimate.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/speak/customer_views.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_asked = 100;

std::string refused(std::string_view message) {
    Findings findings;
    findings.add(Rule::bad_query, std::string(message));
    Json json = Json::object();
    put(json, "error", finding_json(findings.list().front()));
    return compact(json);
}

void add_text(json::Value value, std::vector<std::string>& texts) {
    if (value.is(json::Kind::string) && value.length() > 0) texts.push_back(value.text());
}

std::string text_of(json::Value value) {
    return value.is(json::Kind::string) ? value.text() : std::string();
}

Sought sought_of(json::Value contact) {
    Sought sought;
    const json::Value address = contact["address"];
    sought.name = text_of(contact["name"]);
    add_text(contact["phone"], sought.phones);
    for (const json::Value phone : contact["phones"]) add_text(phone, sought.phones);
    add_text(contact["email"], sought.emails);
    for (const json::Value email : contact["emails"]) add_text(email, sought.emails);
    sought.address = {text_of(address["street"]), text_of(address["unit"]),
                      text_of(address["city"]),   text_of(address["state"]),
                      text_of(address["zip"]),    text_of(address["country"])};
    return sought;
}

std::size_t count_of(json::Value question) {
    const std::int64_t count = question["count"].integer().value_or(5);
    return static_cast<std::size_t>(std::clamp<std::int64_t>(count, 1, most_asked));
}

/// A question on a tape; `object` is absent when it is none.
struct Asked {
    json::Tape tape;
    json::Value object;

    explicit Asked(std::string_view question) {
        constexpr std::size_t deepest = 16;
        if (!json::read(question, deepest, tape) && tape.root().is(json::Kind::object))
            object = tape.root();
    }
};

}  // namespace

CustomerDesk::CustomerDesk(const Limits& limits)
    : limits_(effective(limits)), findings_(limits_.findings) {}

void CustomerDesk::begin(std::string name) {
    if (reader_) (void)finish();
    findings_ = Findings(limits_.findings);
    reader_.emplace(std::move(name), customers_, limits_, findings_);
    // What stood in the index may move.
    matcher_.reset();
}

void CustomerDesk::read(std::string_view bytes) {
    if (!reader_) begin("customers");
    reader_->read(bytes);
}

std::string CustomerDesk::finish() {
    const ReadCounts counts = reader_ ? reader_->finish() : ReadCounts{};
    reader_.reset();
    for (const Id id : customers_.circles()) {
        findings_.add(Rule::merge_circle,
                      text::join({"Customer ", std::to_string(id),
                                  " is merged into others that are merged into it."}));
    }
    Json json = Json::object();
    put_bool(json, "ok", findings_.count(Level::error) == 0);
    put_count(json, "added", counts.added);
    put_count(json, "changed", counts.changed);
    put_count(json, "unchanged", counts.unchanged);
    put_count(json, "refused", counts.refused);
    put_count(json, "total", customers_.size());
    Json list = Json::array();
    for (const Finding& finding : findings_.list()) add(list, finding_json(finding));
    put(json, "findings", std::move(list));
    return compact(json);
}

Matcher& CustomerDesk::matcher() {
    if (!customers_.settled() || matcher_ == nullptr) {
        matcher_.reset();
        customers_.settle();
        // What was learnt holds until there are many more records.
        if (customers_.size() > learnt_from_ + learnt_from_ / 8) {
            odds_ = estimate(customers_);
            learnt_from_ = customers_.size();
        }
        matcher_ = std::make_unique<Matcher>(customers_, odds_);
    }
    return *matcher_;
}

std::string CustomerDesk::settle() {
    (void)matcher();
    Json json = Json::object();
    put_count(json, "total", customers_.size());
    put_count(json, "recordBytes", customers_.raw_bytes());
    put_count(json, "indexBytes", customers_.index_bytes());
    return compact(json);
}

std::string CustomerDesk::remove(std::string_view question) {
    const Asked asked(question);
    const auto id = asked.object["id"].integer();
    if (!id) return refused("“id” must be the id of a customer.");
    matcher_.reset();
    Json json = Json::object();
    put_bool(json, "ok", customers_.remove(*id));
    return compact(json);
}

std::string CustomerDesk::match(std::string_view question) {
    const Asked asked(question);
    if (!asked.object["contact"].is(json::Kind::object))
        return refused("“contact” must be an object.");
    const Sought sought = sought_of(asked.object["contact"]);
    const Match match = matcher().match(sought, count_of(asked.object));
    return compact(match_json(customers_, match, sought.address));
}

std::string CustomerDesk::match_all(std::string_view contacts, bool suggestions) {
    Matcher& matcher = this->matcher();
    json::Tape tape;
    constexpr std::size_t deepest = 16;
    std::string out;
    while (!contacts.empty()) {
        const std::size_t end = std::min(contacts.find('\n'), contacts.size());
        const std::string_view line = contacts.substr(0, end);
        contacts.remove_prefix(std::min(end + 1, contacts.size()));
        if (line.empty()) continue;
        if (json::read(line, deepest, tape)) {
            out += "null\n";
            continue;
        }
        const Sought sought = sought_of(tape.root());
        const auto named = [&](Slot slot) {
            out += '"';
            out += std::to_string(customers_.id(slot));
            out += '"';
        };
        if (!suggestions) {
            if (const auto slot = matcher.exact(sought)) {
                named(*slot);
            } else {
                out += "null";
            }
            out += '\n';
            continue;
        }
        const Match match = matcher.match(sought);
        out += "{\"id\":";
        if (match.automatic) {
            named(match.suggestions.front().slot);
        } else {
            out += "null";
        }
        out += ",\"suggestions\":[";
        for (const CustomerSuggestion& one : match.suggestions) {
            if (&one != match.suggestions.data()) out += ',';
            out += "{\"id\":";
            named(one.slot);
            out += ",\"probability\":0.";
            const std::string thousandths =
                std::to_string(1000 + std::min(999, static_cast<int>(one.probability * 1000)));
            out += thousandths.substr(1);
            out += '}';
        }
        out += "]}\n";
    }
    return out;
}

std::string CustomerDesk::search(std::string_view question) {
    const Asked asked(question);
    if (!asked.object["query"].is(json::Kind::string)) return refused("“query” must be text.");
    (void)matcher();
    const std::string query = asked.object["query"].text();
    Json hits = Json::array();
    for (const Hit& hit : Searcher(customers_).search(query, count_of(asked.object)))
        add(hits, hit_json(customers_, hit.slot, query));
    Json json = Json::object();
    put(json, "hits", std::move(hits));
    return compact(json);
}

std::string CustomerDesk::record(std::string_view question) {
    const Asked asked(question);
    const auto id = asked.object["id"].integer();
    if (!id) return refused("“id” must be the id of a customer.");
    const auto slot = customers_.find(*id);
    if (!slot) return "null";
    return compact(
        customer_json(customers_.record(*slot), sought_of(asked.object["contact"]).address));
}

std::string CustomerDesk::new_customer(std::string_view question) {
    const Asked asked(question);
    if (!asked.object["contact"].is(json::Kind::object))
        return refused("“contact” must be an object.");
    return compact(new_customer_json(sought_of(asked.object["contact"])));
}

}  // namespace leadloom
