/// One contractor's documents, read together: catalogue, tenant, set-up, feed and desk.
#pragma once
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "leadloom/leads/alert_table.hpp"
#include "leadloom/leads/card.hpp"
#include "leadloom/leads/lead_list.hpp"
#include "leadloom/model/kind.hpp"
#include "leadloom/model/shipped_catalog.hpp"

namespace leadloom {

/// What became of a document.
struct Loaded {
    std::string name;
    DocumentKind kind = DocumentKind::unknown;
    std::size_t records = 0;
    /// Something of it was taken over. A set-up or manifest is taken over whole or not at all.
    bool taken = false;
};

/// Whether a set-up with errors is taken over all the same: a validator wants to go on, a desk must
/// not work with it.
enum class Strictness : std::uint8_t { tolerant, strict };

/// What changes a set-up: `leadloom::apply`.
using ChangeSetup = decltype(leadloom::apply);

/// Set-up, tenant, catalogue and feeds together: what is open.
class Workspace {
public:
    /// Without `tables`, tables of alerts are no feeds.
    explicit Workspace(const Limits& limits = {}, Strictness strictness = Strictness::strict,
                       const Catalog& catalog = shipped_catalog(),
                       const AlertTables* tables = &alert_tables);
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    /// Reads a document of any kind; `unknown` lets it look. A set-up replaces the one before,
    /// tenant records and feeds are added to what is there.
    /// `form` is what the file of a feed was decoded from.
    Loaded load(std::string name, std::string bytes, DocumentKind kind, Findings& findings,
                text::Form form = {});

    /// The same for a document that has been read. Not for feeds.
    Loaded take(const std::shared_ptr<const Document>& document, DocumentKind kind,
                Findings& findings);

    /// Takes over a set-up that has been read.
    void take(Setup read);

    /// Applies a desk command or, by `change_setup`, one on the set-up: all of it or nothing.
    /// Without `change_setup` the set-up cannot be changed here (LL0908). Answers the command that
    /// takes it back, null where there is none.
    [[nodiscard]] std::expected<Json, Findings> apply(std::string command,
                                                      ChangeSetup* change_setup = &leadloom::apply);

    /// The card of an alert, for the customer that it was matched with.
    [[nodiscard]] Card card(const Alert& alert, const CustomerLink& matched = {}) const;

    /// What one document may be.
    [[nodiscard]] const Limits& limits() const { return limits_; }
    /// Partners and standard job types.
    [[nodiscard]] const Catalog& catalog() const { return catalog_; }
    /// Business units, job types and campaigns.
    [[nodiscard]] const Tenant& tenant() const { return tenant_; }
    /// What the administrator has decided.
    [[nodiscard]] const Setup& setup() const { return setup_; }
    /// Whether a set-up has been loaded or changed.
    [[nodiscard]] bool has_setup() const { return has_setup_; }
    /// Those that were loaded before it. A validator looks at every set-up, a desk at the last.
    [[nodiscard]] const std::vector<Setup>& earlier_setups() const { return earlier_setups_; }
    /// The alerts that came.
    [[nodiscard]] const Feed& feed() const { return feed_; }
    /// The desk, with every alert decided on.
    [[nodiscard]] const Desk& desk() const;
    /// Indexes of the feed's alerts that are leads and pass the filter, in its order.
    [[nodiscard]] const std::vector<std::uint32_t>& leads(const LeadFilter& filter) const {
        (void)desk();
        return list_.leads(filter);
    }

private:
    Limits limits_;
    Strictness strictness_;
    Catalog catalog_;
    const AlertTables* tables_;
    Tenant tenant_;
    Setup setup_;
    bool has_setup_ = false;
    std::vector<Setup> earlier_setups_;
    Feed feed_;
    mutable Desk desk_;
    LeadList list_{feed_, desk_};
    /// What changed since the desk decided last.
    enum class Stale : std::uint8_t { nothing, newcomers, all, partners };
    mutable Stale stale_ = Stale::nothing;
};

}  // namespace leadloom
