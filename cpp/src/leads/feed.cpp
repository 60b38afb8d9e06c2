#include "leadloom/leads/feed.hpp"

#include <algorithm>
#include <functional>

#include "leadloom/document/document.hpp"
#include "leadloom/model/kind.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

char first_character(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : text[at];
}

/// Whether every line is a record of its own, as opposed to one value over many lines.
bool is_line_by_line(std::string_view text, std::size_t depth, json::Tape& tape) {
    if (first_character(text) == '[') return static_cast<bool>(json::read(text, depth, tape));
    const std::size_t first_end = text.find('\n');
    if (first_end == std::string_view::npos) return true;
    if (!json::read(text.substr(0, first_end), depth, tape)) return true;
    return static_cast<bool>(json::read(text, depth, tape));
}

/// A text or number as it stands, nothing for anything else.
std::string_view as_said(json::Value value) {
    return value.is(json::Kind::string) || value.is(json::Kind::number) ? value.raw()
                                                                        : std::string_view{};
}

std::uint32_t hash_of(Symbols::Symbol source, std::string_view id) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(id)) + source * 0x9E37'79B9U;
}

}  // namespace

bool looks_like_feed(std::string_view bytes, std::size_t depth) {
    json::Tape tape;
    for (int line = 0; line < 16 && !bytes.empty(); ++line) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view text = bytes.substr(0, end);
        const bool record = text.starts_with('{');
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (record && !json::read(text, depth, tape)) {
            return detect(tape.root()) == DocumentKind::feed;
        }
    }
    return false;
}

std::size_t Feed::add(std::string name, std::string bytes, const Limits& limits, Findings& findings,
                      text::Form form) {
    if (refuse_size(findings, name, bytes.size(), limits)) return 0;
    if (refuse_utf16(findings, name, bytes)) return 0;
    const Batch& batch = batches_.emplace_back(std::move(name), std::move(bytes), form);
    const std::string_view text = without_mark(batch.text);
    json::Tape tape;
    std::size_t records = 0;
    if (is_line_by_line(text, limits.depth, tape)) {
        add_lines(batch, limits, records);
        return records;
    }
    const json::Value root = tape.root();
    const bool one = !root.is(json::Kind::array);
    // Lines are counted along the way: records stand in the order of the text.
    std::size_t line = 1;
    const char* counted = batch.text.data();
    const auto add_one = [&](json::Value record) {
        const char* const at = text.data() + record.offset();
        line += static_cast<std::size_t>(std::count(counted, at, '\n'));
        counted = at;
        ++records;
        add_record(record, {batch, record.whole(), line, limits.depth});
    };
    if (one) {
        add_one(root);
    } else {
        for (const json::Value record : root) add_one(record);
    }
    return records;
}

void Feed::add_lines(const Batch& batch, const Limits& limits, std::size_t& records) {
    std::string_view rest = without_mark(batch.text);
    json::Tape tape;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::size_t end = rest.find('\n');
        std::string_view text = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (first_character(text) == '\0') continue;
        ++records;
        if (text.ends_with('\r')) text.remove_suffix(1);
        const Stand at{batch, text, line, limits.depth};
        if (const json::Stop stop = json::read(text, limits.depth, tape))
            set_aside(at, text, stop);
        else
            add_record(tape.root(), at);
    }
}

void Feed::set_aside(const Stand& at, std::string_view stretch, Rule rule, std::string message,
                     std::string hint) {
    if (hint.empty()) hint = row_of(rule).hint;
    const auto byte = static_cast<std::size_t>(stretch.data() - at.batch.text.data());
    set_aside_.push_back(
        {rule, std::move(message), std::move(hint), place(at.batch, byte, stretch.size()), at.raw});
}

void Feed::set_aside_again(json::Value why, const Stand& at) {
    const RuleRow* const row = rule_numbered(why["rule"].text());
    Stand as_it_was = at;
    as_it_was.raw = kept(why["text"]);
    set_aside(as_it_was, at.raw, row == nullptr ? Rule::not_an_alert : row->rule,
              why["message"].text(), why["hint"].text());
}

void Feed::set_aside(const Stand& at, std::string_view text, const json::Stop& stop) {
    Findings why;
    add_stop(why, stop, at.depth, {});
    const Finding& finding = why.list().front();
    const std::string_view stretch =
        at.made ? text : text.substr(std::min(stop.offset, text.size()), 1);
    set_aside(at, stretch, finding.rule, finding.message, finding.hint);
}

std::string_view Feed::kept(json::Value text) {
    if (!text.is(json::Kind::string)) return {};
    return text.node().escaped ? std::string_view(made_.emplace_back(text.text())) : text.raw();
}

Symbols::Symbol Feed::symbol(json::Value word) {
    if (word.is(json::Kind::string) && word.node().escaped) return symbols_.of(word.text());
    return symbols_.of(as_said(word));
}

Symbols::Symbol Feed::severity(json::Value sent) {
    if (!sent || sent.is(json::Kind::string) || sent.is(json::Kind::null)) return symbol(sent);
    const bool nested = sent.is(json::Kind::array) || sent.is(json::Kind::object);
    return symbols_.of(nested ? json::word(sent.node().kind) : sent.raw());
}

void Feed::add_record(json::Value record, const Stand& at) {
    const auto refuse = [&](Rule rule, std::string message) {
        set_aside(at, at.made ? at.raw : record.whole(), rule, std::move(message));
    };
    if (!record.is(json::Kind::object)) {
        refuse(Rule::not_an_alert,
               text::join(
                   {"This is ", std::string(json::word(record.node().kind)), ", not an alert."}));
        return;
    }
    if (const json::Value why = record["setAside"]; why.is(json::Kind::object)) {
        set_aside_again(why, at);
        return;
    }
    const AlertFields fields = alert_fields(record);
    const bool has_id = fields.id.is(json::Kind::string) || fields.id.is(json::Kind::number);
    if (!fields.source.is(json::Kind::string) || !has_id || fields.source.raw().empty() ||
        fields.id.raw().empty()) {
        refuse(Rule::alert_incomplete,
               "The alert has no source or no id, so it cannot be told from others.");
        return;
    }
    if (fields.coded.is(json::Kind::string)) {
        add_coded(fields, at);
        return;
    }
    if (!fields.type.is(json::Kind::string)) {
        refuse(Rule::alert_incomplete, "The alert has no type.");
        return;
    }
    Alert alert;
    alert.text = record.raw();
    if (fields.category) {
        alert.type = symbols_.of(text::join({fields.category.text(), "/", fields.type.text()}));
    } else {
        alert.type = symbol(fields.type);
    }
    alert.id = fields.id.is(json::Kind::number) ? fields.id.raw() : kept(fields.id);
    alert.source = symbol(fields.source);
    alert.severity = severity(fields.severity);
    alert.account = symbol(fields.account);
    alert.profile = symbol(fields.profile);
    alert.line = static_cast<std::uint32_t>(at.line);
    alert.test = fields.test.is_true();
    alert.cleared = fields.state.raw() == "cleared";
    if (fields.submitted_on.is(json::Kind::string)) {
        const bool escaped = fields.submitted_on.node().escaped;
        const auto read = escaped ? time::parse(fields.submitted_on.text())
                                  : time::parse(fields.submitted_on.raw());
        if (read) alert.submitted = read->instant;
        if (read && !read->zoned && is_on_clock(fields)) {
            on_clock_.push_back({static_cast<std::uint32_t>(alerts_.size()), read->instant});
            alert.submitted = instant_of(read->instant);
        }
    }
    alert.name = kept(member_part(fields, MemberPart::name));
    if (member_part(fields, MemberPart::last_name))
        alert.name = made_.emplace_back(member_text(fields, MemberPart::name));
    alert.city = kept(member_part(fields, MemberPart::city));
    alert.subject = as_said(fields.device["id"]);
    alert.of_device = !alert.subject.empty();
    for (const MemberPart part : {MemberPart::street, MemberPart::phone}) {
        if (alert.subject.empty()) alert.subject = as_said(member_part(fields, part));
    }
    const std::uint32_t hash = hash_of(alert.source, alert.id);
    Slot& place = slots_[slot(hash, alert.source, alert.id)];
    alert.duplicate = place.entry != 0;
    alerts_.push_back(alert);
    if (alert.duplicate) return;
    place = {hash, static_cast<std::uint32_t>(alerts_.size())};
    if (++taken_ * 2 > slots_.size()) grow();
}

std::size_t Feed::slot(std::uint32_t hash, Symbols::Symbol source, std::string_view id) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].entry != 0; at = (at + 1) & mask) {
        if (slots_[at].hash != hash) continue;
        const Alert& known = alerts_[slots_[at].entry - 1];
        if (known.source == source && known.id == id) break;
    }
    return at;
}

time::Instant Feed::instant_of(time::Instant clock) const {
    constexpr time::Instant minute = 60'000;
    if (!zone_) return clock;
    // What is added to UTC at that clock, asked for at the time that it is about.
    const time::Instant near = clock - zone_->offset(clock) * minute;
    return clock - zone_->offset(near) * minute;
}

bool Feed::set_zone(const std::optional<time::Zone>& zone) {
    zone_ = zone;
    bool others = false;
    for (const OnClock& one : on_clock_) {
        time::Instant& submitted = alerts_[one.alert].submitted;
        const time::Instant now = instant_of(one.clock);
        others = others || now != submitted;
        submitted = now;
    }
    return others;
}

void Feed::grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, {});
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& entry : old) {
        if (entry.entry == 0) continue;
        std::size_t at = entry.hash & mask;
        while (slots_[at].entry != 0) at = (at + 1) & mask;
        slots_[at] = entry;
    }
}

const Alert* Feed::find(std::string_view source, std::string_view id) const {
    const auto symbol = symbols_.known(source);
    if (!symbol) return nullptr;
    const std::uint32_t entry = slots_[slot(hash_of(*symbol, id), *symbol, id)].entry;
    return entry == 0 ? nullptr : &alerts_[entry - 1];
}

const Alert* Feed::find_lead(std::string_view lead) const {
    const std::size_t slash = lead.find('/');
    if (slash == std::string_view::npos) return nullptr;
    std::string source;
    for (std::size_t i = 0; i < slash; ++i) {
        const std::string_view code = lead.substr(i, 3);
        const bool escaped = code == "%25" || code == "%2F";
        source.push_back(!escaped ? lead[i] : code == "%25" ? '%' : '/');
        if (escaped) i += 2;
    }
    return find(source, lead.substr(slash + 1));
}

std::string Feed::lead_id(const Alert& alert) const {
    std::string id;
    for (const char c : symbols_.word(alert.source)) {
        if (c == '%')
            id += "%25";
        else if (c == '/')
            id += "%2F";
        else
            id.push_back(c);
    }
    return text::join({id, "/", alert.id});
}

Place Feed::place(const Batch& batch, std::size_t byte, std::size_t bytes) {
    if (!batch.lines) batch.lines = std::make_unique<Lines>(batch.text, batch.form);
    return batch.lines->place(batch.name, byte, bytes);
}

Place Feed::place(const Alert& alert) const {
    const auto made = std::ranges::lower_bound(origins_, index(alert), {}, &Origin::alert);
    if (made != origins_.end() && made->alert == index(alert))
        return place(batches_[made->batch], made->byte, made->bytes);
    const Batch& batch = batch_of(alert);
    return place(batch, static_cast<std::size_t>(alert.text.data() - batch.text.data()),
                 alert.text.size());
}

const Feed::Batch& Feed::batch_of(const Alert& alert) const {
    const auto made = std::ranges::lower_bound(origins_, index(alert), {}, &Origin::alert);
    if (made != origins_.end() && made->alert == index(alert)) return batches_[made->batch];
    return *std::ranges::find_if(batches_, [&](const Batch& batch) {
        const char* const begin = batch.text.data();
        return !std::less<>{}(alert.text.data(), begin) &&
               std::less<>{}(alert.text.data(), begin + batch.text.size());
    });
}

}  // namespace leadloom
