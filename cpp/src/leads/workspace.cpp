#include "leadloom/leads/workspace.hpp"

#include <algorithm>
#include <utility>

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
    {DocumentKind::customers, count_customers, false},
    {DocumentKind::customer_contacts, count_customers, false},
    {DocumentKind::customer_locations, count_customers, false},
};

}  // namespace

Workspace::Workspace(const Limits& limits, Strictness strictness, const Catalog& catalog,
                     const AlertTables* tables)
    : limits_(effective(limits)),
      strictness_(strictness),
      catalog_(catalog),
      tables_(tables),
      setup_(empty_setup()),
      desk_(feed_, setup_, tenant_, catalog_) {}

Loaded Workspace::load(std::string name, std::string bytes, DocumentKind kind, Findings& findings,
                       text::Form form) {
    Loaded loaded{.name = name, .kind = kind};
    const bool may_be_feed = kind == DocumentKind::feed || kind == DocumentKind::unknown;
    const bool is_table = may_be_feed && tables_ != nullptr && bytes.size() <= limits_.bytes &&
                          tables_->looks_like(bytes);
    const auto take_feed = [&] {
        const std::size_t before = findings.count(Level::error);
        loaded.kind = DocumentKind::feed;
        loaded.records =
            is_table ? tables_->add(feed_, std::move(name), std::move(bytes), limits_, findings)
                     : feed_.add(std::move(name), std::move(bytes), limits_, findings, form);
        loaded.taken = findings.count(Level::error) == before;
        stale_ = std::max(stale_, Stale::newcomers);
        return loaded;
    };
    if (kind == DocumentKind::feed || is_table) return take_feed();
    if (kind == DocumentKind::unknown && bytes.size() <= limits_.bytes &&
        looks_like_feed(bytes, limits_.depth)) {
        return take_feed();
    }
    const std::size_t errors = findings.count(Level::error);
    const std::shared_ptr<const Document> document =
        Document::read_strictly(std::move(name), std::move(bytes), limits_, findings);
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
    if (kind == DocumentKind::setup) {
        Setup read = read_setup(document, findings);
        loaded.records = 1;
        loaded.taken =
            strictness_ == Strictness::tolerant || findings.count(Level::error) == errors;
        if (loaded.taken) take(std::move(read));
    } else if (kind == DocumentKind::partner) {
        std::unique_ptr<Partner> partner = read_partner(reading, root, catalog_);
        loaded.records = 1;
        loaded.taken = partner != nullptr;
        if (loaded.taken) {
            add_partner(catalog_, std::move(*partner));
            stale_ = Stale::partners;
        }
    } else if (kind == DocumentKind::desk_log) {
        loaded.records = desk_.replay(reading, records_of(root));
        loaded.taken = loaded.records > 0 || findings.count(Level::error) == errors;
        stale_ = std::max(stale_, Stale::all);
    } else if (const auto* const row = std::ranges::find(tenant_rows, kind, &TenantRow::kind);
               row != std::end(tenant_rows)) {
        if (row->pointed_to) read_page(document, kind, tenant_);
        loaded.records = row->read(reading, records_of(root), tenant_);
        loaded.taken = loaded.records > 0 || findings.count(Level::error) == errors;
        stale_ = std::max(stale_, Stale::all);
    } else {
        reading.add(Rule::unknown_document, root,
                    loaded.kind == DocumentKind::unknown
                        ? "Nothing here tells what this document is."
                        : text::join({"A ", noun(loaded.kind),
                                      " on its own can be validated, but not worked with."}));
    }
    return loaded;
}

void Workspace::take(Setup read) {
    if (has_setup_ && strictness_ == Strictness::tolerant)
        earlier_setups_.push_back(std::move(setup_));
    setup_ = std::move(read);
    has_setup_ = true;
    stale_ = feed_.set_zone(setup_.zone()) ? Stale::partners : std::max(stale_, Stale::all);
}

std::expected<Json, Findings> Workspace::apply(std::string text, ChangeSetup* change_setup) {
    Findings findings;
    const auto document = Document::read_strictly("command", std::move(text), limits_, findings);
    if (!document || !findings.clean()) return std::unexpected(findings);
    if (is_lead_command(document->root()["type"].text())) {
        (void)desk();
        return desk_.apply(*document);
    }
    if (change_setup == nullptr) {
        findings.add(Rule::not_in_desk, "The set-up is changed by the whole module.");
        return std::unexpected(findings);
    }
    auto changed = change_setup(setup_, *document, tenant_, catalog_);
    if (!changed) return std::unexpected(changed.error());
    setup_ = std::move(*changed);
    has_setup_ = true;
    stale_ = std::max(stale_, Stale::all);
    return setup_.history.back().value("undo", Json());
}

Card Workspace::card(const Alert& alert, const CustomerLink& matched) const {
    return card_of(alert, feed_, desk(), setup_, catalog_, matched);
}

const Desk& Workspace::desk() const {
    if (stale_ == Stale::partners) desk_.start_over();
    if (stale_ == Stale::all) desk_.decide_all();
    if (stale_ == Stale::newcomers) desk_.decide_new();
    stale_ = Stale::nothing;
    return desk_;
}

}  // namespace leadloom
