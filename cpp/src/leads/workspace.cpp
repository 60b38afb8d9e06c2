#include "leadloom/leads/workspace.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "leadloom/decide/validate.hpp"
#include "leadloom/model/mapping_table.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using ReadRecords = std::size_t (*)(const Reading&, json::Value, Tenant&);

struct TenantRow {
    DocumentKind kind;
    ReadRecords read;
    /// Findings point to its records, so its document is kept.
    bool pointed_to;
};

constexpr TenantRow tenant_rows[] = {
    {DocumentKind::business_units, read_business_units, true},
    {DocumentKind::job_types, read_job_types, true},
    {DocumentKind::campaigns, read_campaigns, true},
    {DocumentKind::customers, read_customers, false},
    {DocumentKind::customer_contacts, read_customer_contacts, false},
};

/// What a word of the feed that no table knows was meant to be.
std::string_view noun_of(Rule rule) {
    switch (rule) {
        case Rule::unknown_partner: return "The source ";
        case Rule::unknown_alert_type: return "The alert type ";
        case Rule::unknown_severity: return "The severity ";
        default: return "The account ";
    }
}

}  // namespace

Workspace::Workspace(const Limits& limits, Strictness strictness)
    : limits_(effective(limits)),
      strictness_(strictness),
      catalog_(shipped_catalog()),
      setup_(empty_setup()),
      desk_(feed_, setup_, tenant_, catalog_) {}

Loaded Workspace::load(std::string name, std::string bytes, DocumentKind kind, Findings& findings) {
    Loaded loaded{.name = name, .kind = kind};
    const auto take_feed = [&] {
        const std::size_t before = findings.count(Level::error);
        loaded.kind = DocumentKind::feed;
        loaded.records = feed_.add(std::move(name), std::move(bytes), limits_, findings);
        loaded.taken = findings.count(Level::error) == before;
        stale_ = std::max(stale_, Stale::newcomers);
        return loaded;
    };
    if (kind == DocumentKind::feed) return take_feed();
    if (kind == DocumentKind::unknown && bytes.size() <= limits_.bytes &&
        looks_like_feed(bytes, limits_.depth)) {
        return take_feed();
    }
    const std::size_t errors = findings.count(Level::error);
    const std::shared_ptr<const Document> document =
        Document::read(std::move(name), std::move(bytes), limits_, findings);
    if (!document) return loaded;
    // A key that stands twice: nobody knows which was meant.
    const bool ambiguous = findings.count(Level::error) != errors;
    if (kind == DocumentKind::unknown) loaded.kind = detect(document->root());
    if (loaded.kind == DocumentKind::feed) {
        // Feeds are UTF-8 alone, and their places are those of the text.
        if (text::unit_size(document->encoding()) != 0) return loaded;
        bytes = document->bytes();
        name = document->name();
        return take_feed();
    }
    if (loaded.kind == DocumentKind::partner && ambiguous) return loaded;
    if (loaded.kind == DocumentKind::setup && ambiguous && strictness_ == Strictness::strict)
        return loaded;
    return take(document, loaded.kind, findings);
}

Loaded Workspace::take(const std::shared_ptr<const Document>& document, DocumentKind kind,
                       Findings& findings) {
    Loaded loaded{.name = document->name(), .kind = kind};
    const json::Value root = document->root();
    const Reading reading{*document, findings};
    const std::size_t errors = findings.count(Level::error);
    if (kind == DocumentKind::setup || kind == DocumentKind::mapping) {
        Setup read = kind == DocumentKind::setup ? read_setup(document, findings)
                                                 : read_mapping(document, catalog_, findings);
        loaded.records = kind == DocumentKind::setup ? 1 : read.mapping.size();
        loaded.taken =
            strictness_ == Strictness::tolerant || findings.count(Level::error) == errors;
        if (loaded.taken) take_setup(std::move(read));
    } else if (kind == DocumentKind::partner) {
        std::unique_ptr<Partner> partner = read_partner(reading, root, catalog_);
        loaded.records = 1;
        loaded.taken = partner != nullptr;
        if (loaded.taken) {
            add_partner(catalog_, std::move(*partner));
            stale_ = Stale::all;
        }
    } else if (const auto* const row = std::ranges::find(tenant_rows, kind, &TenantRow::kind);
               row != std::end(tenant_rows)) {
        if (row->pointed_to) read_page(document, kind, tenant_);
        loaded.records = row->read(reading, records_of(root), tenant_);
        loaded.taken = loaded.records > 0 || findings.count(Level::error) == errors;
        customers_.reset();
        stale_ = Stale::all;
    } else {
        reading.add(Rule::unknown_document, root,
                    loaded.kind == DocumentKind::unknown
                        ? "Nothing here tells what this document is."
                        : text::join({"A ", word(loaded.kind),
                                      " on its own can be validated, but not worked with."}));
    }
    return loaded;
}

void Workspace::take_setup(Setup read) {
    if (has_setup_ && strictness_ == Strictness::tolerant)
        earlier_setups_.push_back(std::move(setup_));
    setup_ = std::move(read);
    has_setup_ = true;
    stale_ = Stale::all;
}

std::expected<void, Findings> Workspace::apply(std::string text) {
    Findings findings;
    const auto document = Document::read("command", std::move(text), limits_, findings);
    if (!document || !findings.clean()) return std::unexpected(findings);
    if (Desk::is_command(document->root()["type"].text())) {
        (void)desk();
        return desk_.apply(*document);
    }
    auto changed = leadloom::apply(setup_, *document, tenant_, catalog_);
    if (!changed) return std::unexpected(changed.error());
    setup_ = std::move(*changed);
    has_setup_ = true;
    stale_ = Stale::all;
    return {};
}

void Workspace::validate(Findings& findings) const {
    for (const Setup& earlier : earlier_setups_)
        leadloom::validate(earlier, tenant_, catalog_, findings);
    if (has_setup_) leadloom::validate(setup_, tenant_, catalog_, findings, lead_counts());
    validate_exports(tenant_, findings);
    validate_feed(findings);
    validate_severities(findings);
}

LeadCounts Workspace::lead_counts() const {
    LeadCounts counts;
    for (const Alert& alert : feed_.alerts()) {
        if (desk().held(alert) == Held::no) ++counts[desk().outcome(alert).type->standard];
    }
    return counts;
}

void Workspace::validate_severities(Findings& findings) const {
    // What the feed shows of an alert type of a partner: severities passed on, and how many not.
    struct Seen {
        const Outcome* outcome = nullptr;
        const Alert* first = nullptr;
        unsigned passed_on = 0;
        std::size_t held = 0;
    };
    std::map<std::pair<Symbols::Symbol, Symbols::Symbol>, Seen> types;
    for (const Alert& alert : feed_.alerts()) {
        const Outcome& outcome = desk().outcome(alert);
        if (alert.duplicate || outcome.type == nullptr || outcome.held == Held::unknown_severity)
            continue;
        Seen& seen = types[{alert.source, alert.type}];
        if (seen.first == nullptr) seen = {&outcome, &alert};
        if (outcome.held == Held::severity_not_passed_on) {
            ++seen.held;
        } else {
            seen.passed_on |= 1U << static_cast<unsigned>(outcome.severity);
        }
    }
    const auto placed = [&](Rule rule, const Alert& alert) {
        return findings.wants_place(rule) ? std::optional(feed_.place(alert)) : std::nullopt;
    };
    for (auto here = types.begin(); here != types.end(); ++here) {
        const Seen& seen = here->second;
        const std::string name = text::named(seen.outcome->type->name);
        if (seen.passed_on == 0 && seen.held > 0) {
            findings.add(Rule::held_upstream,
                         text::join({"All ", text::counted(seen.held, "alert"), " of the type ",
                                     name, " stay with the partner by their severity."}),
                         placed(Rule::held_upstream, *seen.first));
        }
        for (auto other = std::next(here); other != types.end(); ++other) {
            const Seen& later = other->second;
            if (other->first.first != here->first.first || seen.passed_on == 0 ||
                later.passed_on == 0 || seen.passed_on == later.passed_on ||
                seen.outcome->type->standard != later.outcome->type->standard)
                continue;
            Finding* const finding = findings.add(
                Rule::severities_collapse,
                text::join({name, " and ", text::named(later.outcome->type->name),
                            " arrive with different severities and both become ",
                            text::named(catalog_.label(seen.outcome->type->standard)), "."}),
                placed(Rule::severities_collapse, *later.first));
            if (finding != nullptr)
                finding->related.push_back({feed_.place(*seen.first), "The first of the other."});
        }
    }
}

void Workspace::validate_feed(Findings& findings) const {
    for (const SetAside& aside : feed_.set_aside())
        findings.add(aside.rule, aside.message, aside.place, aside.hint);
    // One finding for each word that a table lacks, at its first alert, with a count (N7).
    struct Unknown {
        Rule rule;
        Symbols::Symbol symbol;
        const Alert* first;
        std::size_t count;
    };
    std::vector<Unknown> unknown;
    std::unordered_map<Id, std::size_t> known;
    const auto note = [&](Rule rule, Symbols::Symbol symbol, const Alert& alert) {
        const Id key = Id{static_cast<std::uint16_t>(rule)} << 32 | symbol;
        const auto [at, added] = known.try_emplace(key, unknown.size());
        if (added) unknown.push_back({rule, symbol, &alert, 0});
        ++unknown[at->second].count;
    };
    std::size_t duplicates = 0;
    const Alert* first_duplicate = nullptr;
    for (const Alert& alert : feed_.alerts()) {
        if (alert.duplicate) {
            if (duplicates++ == 0) first_duplicate = &alert;
            continue;
        }
        const Outcome& outcome = desk().outcome(alert);
        if (outcome.held == Held::unknown_partner) note(Rule::unknown_partner, alert.source, alert);
        if (outcome.held == Held::unknown_alert_type)
            note(Rule::unknown_alert_type, alert.type, alert);
        if (outcome.held == Held::unknown_severity)
            note(Rule::unknown_severity, alert.severity, alert);
        if (outcome.partner == nullptr || alert.account == 0 || !has_setup_) continue;
        const Integration* const integration = setup_.integration(outcome.partner->id);
        if (integration != nullptr && integration->account(feed_.word(alert.account)) == nullptr) {
            note(Rule::unknown_account, alert.account, alert);
        }
    }
    const auto placed = [&](const Alert& alert) {
        return findings.listing() ? std::optional(feed_.place(alert)) : std::nullopt;
    };
    for (const Unknown& word : unknown) {
        findings.add(word.rule,
                     text::join({noun_of(word.rule), text::named(feed_.word(word.symbol)),
                                 " is not known; ", text::counted(word.count, "alert"),
                                 word.count == 1 ? " has it." : " have it."}),
                     placed(*word.first));
    }
    if (first_duplicate != nullptr) {
        findings.add(Rule::duplicate_delivery,
                     text::join({text::counted(duplicates, "alert"),
                                 " came again with the same source and id."}),
                     placed(*first_duplicate));
    }
}

Card Workspace::card(const Alert& alert) const {
    if (!customers_) customers_ = std::make_unique<CustomerIndex>(tenant_);
    return card_of(alert, feed_, desk(), setup_, catalog_, *customers_);
}

const Desk& Workspace::desk() const {
    if (stale_ == Stale::all) desk_.decide_all();
    if (stale_ == Stale::newcomers) desk_.decide_new();
    stale_ = Stale::nothing;
    return desk_;
}

}  // namespace leadloom
