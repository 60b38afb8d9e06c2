/// The desk: which alerts become leads, why the others are held, and what the office did with them.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "leadloom/decide/apply.hpp"
#include "leadloom/decide/resolve.hpp"
#include "leadloom/decide/steps.hpp"
#include "leadloom/leads/feed.hpp"

namespace leadloom {

/// Why an alert is not a lead. Each has its words in `held_row`.
enum class Held : std::uint8_t {
    no,
    duplicate,
    test_message,
    cleared,
    unknown_partner,
    agreement_needed,
    agreement_outdated,
    paused,
    unknown_alert_type,
    job_type_off,
    unknown_severity,
    severity_not_passed_on,
    unreadable,
};

struct HeldRow {
    std::string_view code;
    std::string_view text;
};
[[nodiscard]] const HeldRow& held_row(Held held);
inline constexpr std::size_t held_count = static_cast<std::size_t>(Held::unreadable) + 1;

/// What all alerts of one integration, type, severity, account and profile have in common.
struct Outcome {
    Held held = Held::no;
    const Partner* partner = nullptr;
    const AlertType* type = nullptr;
    Severity severity = Severity::urgent;
    /// The resolution is another for each member; `Desk::resolution` answers it.
    bool asks_for_member = false;
    Resolution resolution;
};

/// What conditions may ask of the member behind an alert, and of the customer record.
struct Member {
    std::string_view zip = {};
    std::string_view state = {};
    std::string_view customer_type = {};
    std::string_view placement = {};
};

enum class LeadState : std::uint8_t { fresh, accepted };

/// @example `word(LeadState::fresh) == "new"`
[[nodiscard]] std::string_view word(LeadState state);

/// Who accepted a lead, and when.
struct Accepted {
    Person by;
    std::string at;
};

enum class LeadSort : std::uint8_t { waiting, newest, oldest };

/// Which leads, in which order. An absent filter lets all pass.
struct LeadFilter {
    std::optional<LeadState> state;
    std::optional<Severity> severity;
    std::string integration;
    /// Words that must all occur in name, alert type or city.
    std::string text;
    LeadSort sort = LeadSort::waiting;

    bool operator==(const LeadFilter&) const = default;
};

class Desk {
public:
    Desk(const Feed& feed, const Setup& setup, const Tenant& tenant, const Catalog& catalog)
        : feed_(feed), setup_(setup), tenant_(tenant), catalog_(catalog) {}

    /// Decides on every alert anew, as after a change of set-up or tenant.
    void decide_all();
    /// Decides on the alerts that came since.
    void decide_new();

    [[nodiscard]] const Outcome& outcome(const Alert& alert) const;
    /// Job type, business unit and campaign of a lead.
    [[nodiscard]] Resolution resolution(const Alert& alert, const Member& member) const;
    /// The outcome's reason, or the alert's own.
    [[nodiscard]] Held held(const Alert& alert) const;
    [[nodiscard]] const std::array<std::size_t, held_count>& held_counts() const {
        return held_counts_;
    }

    /// Indexes of the feed's alerts that are leads and pass the filter, in its order. Kept until
    /// something changes, so that scrolling costs nothing.
    [[nodiscard]] const std::vector<std::uint32_t>& leads(const LeadFilter& filter) const;
    [[nodiscard]] std::size_t lead_count() const { return leads_.size(); }
    [[nodiscard]] std::size_t accepted_count() const;

    [[nodiscard]] LeadState state(const Alert& alert) const;
    [[nodiscard]] const Accepted* accepted(const Alert& alert) const;

    /// Does a desk command (`accept_lead`, `reopen_lead`) or answers why not (LL0501 to LL0503).
    [[nodiscard]] std::expected<void, Findings> apply(const Document& command);
    /// Does the commands of a log that was kept, and answers how many. Each was allowed in its
    /// time, whatever the set-up holds by now; its alert may still come. Others are findings.
    std::size_t replay(const Reading& reading, json::Value lines);
    /// The commands that were done, one JSON text each.
    [[nodiscard]] const std::vector<std::string>& log() const { return log_; }

    /// Whether a type names a desk command.
    [[nodiscard]] static bool is_command(std::string_view type);

private:
    /// Integration, type, severity, account, profile.
    using OutcomeKey = std::array<Symbols::Symbol, 5>;

    /// Whether a command that was `read` of `root` was done.
    bool run(const Reading& reading, json::Value root, bool from_log);

    std::uint32_t outcome_of(const Alert& alert);
    [[nodiscard]] Outcome decide(const Alert& alert);
    /// The alert type of a lead that names its standard job type itself.
    [[nodiscard]] const AlertType* delivered(std::string_view type);
    [[nodiscard]] Facts facts_of(const Alert& alert, Severity severity) const;
    [[nodiscard]] bool passes(const Alert& alert, const LeadFilter& filter,
                              const std::vector<std::string>& words) const;

    const Feed& feed_;
    const Setup& setup_;
    const Tenant& tenant_;
    const Catalog& catalog_;
    std::vector<Outcome> outcomes_;
    /// Stable addresses, for the outcomes.
    std::deque<AlertType> delivered_;
    std::map<OutcomeKey, std::uint32_t> outcome_index_;
    OutcomeKey last_key_{};
    std::uint32_t last_outcome_ = 0;
    /// By alert.
    std::vector<std::uint32_t> outcome_by_alert_;
    std::vector<std::uint32_t> leads_;
    std::array<std::size_t, held_count> held_counts_{};
    /// By lead id, so that a new feed or set-up does not forget it.
    std::unordered_map<std::string, Accepted> accepted_;
    std::vector<std::string> log_;
    mutable std::optional<LeadFilter> kept_filter_;
    mutable std::vector<std::uint32_t> kept_leads_;
};

}  // namespace leadloom
