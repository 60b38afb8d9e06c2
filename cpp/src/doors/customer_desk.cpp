#include "leadloom/doors/customer_desk.hpp"

#include <algorithm>

#include "leadloom/customers/customer_file.hpp"
#include "leadloom/customers/estimate.hpp"
#include "leadloom/document/write.hpp"
#include "leadloom/speak/customer_views.hpp"
#include "leadloom/speak/report.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_asked = 100;
/// Containers within each other, of a question.
constexpr std::size_t deepest = 16;

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
        if (!json::read(question, deepest, tape) && tape.root().is(json::Kind::object))
            object = tape.root();
    }
};

}  // namespace

CustomerDesk::CustomerDesk(const Limits& limits)
    : limits_(effective(limits)), findings_(limits_.findings) {}

std::string CustomerDesk::recognise(std::string_view head) {
    const auto file = customer_file(head);
    if (!file) return "null";
    constexpr std::string_view forms[] = {"table", "lines", "whole"};
    JsonLine line;
    line.object([&] {
        line.member("kind", word(file->kind));
        line.member("form", forms[static_cast<std::size_t>(file->form)]);
    });
    return line.take();
}

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
    JsonLine line;
    write_match(line, customers_, match, sought.address);
    return line.take();
}

std::string CustomerDesk::match_all(std::string_view contacts) {
    json::Tape tape;
    if (json::read(contacts, deepest, tape) || !tape.root().is(json::Kind::array))
        return refused("Contacts must be a list.");
    Matcher& matcher = this->matcher();
    JsonLine line;
    line.array([&] {
        for (const json::Value contact : tape.root()) {
            if (const auto slot = matcher.exact(sought_of(contact))) {
                line.value(std::to_string(customers_.id(*slot)));
            } else {
                line.null();
            }
        }
    });
    return line.take();
}

std::string CustomerDesk::search(std::string_view question) {
    const Asked asked(question);
    if (!asked.object["query"].is(json::Kind::string)) return refused("“query” must be text.");
    (void)matcher();
    const std::string query = asked.object["query"].text();
    JsonLine line;
    line.object([&] {
        line.key("hits");
        line.array([&] {
            for (const Hit& hit : Searcher(customers_).search(query, count_of(asked.object)))
                write_hit(line, customers_, hit.slot, query);
        });
    });
    return line.take();
}

std::string CustomerDesk::record(std::string_view question) {
    const Asked asked(question);
    const auto id = asked.object["id"].integer();
    if (!id) return refused("“id” must be the id of a customer.");
    const auto slot = customers_.find(*id);
    if (!slot) return "null";
    JsonLine line;
    write_customer(line, customers_.record(*slot), sought_of(asked.object["contact"]).address);
    return line.take();
}

std::string CustomerDesk::new_customer(std::string_view question) {
    const Asked asked(question);
    if (!asked.object["contact"].is(json::Kind::object))
        return refused("“contact” must be an object.");
    JsonLine line;
    write_new_customer(line, sought_of(asked.object["contact"]));
    return line.take();
}

}  // namespace leadloom
