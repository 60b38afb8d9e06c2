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
#include "leadloom/leads/episodes.hpp"
#include "leadloom/leads/feed.hpp"
#include "leadloom/leads/handling.hpp"

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
    repeated,
    unreadable,
};

/// A reason to hold an alert: for programs and for people.
struct HeldRow {
    std::string_view code;
    std::string_view text;
};
/// Code and words of a reason.
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
    Symbols::Symbol account = 0;
    Symbols::Symbol profile = 0;
};

/// What conditions may ask of the member behind an alert, and of the customer record.
struct Member {
    std::string_view zip = {};
    std::string_view state = {};
    std::string_view customer_type = {};
    std::string_view placement = {};
};

/// Which alerts are leads, why the others are not, and what was done with them.
class Desk {
public:
    /// All four must outlive this.
    Desk(const Feed& feed, const Setup& setup, const Tenant& tenant, const Catalog& catalog)
        : feed_(feed),
          setup_(setup),
          tenant_(tenant),
          catalog_(catalog),
          episodes_(feed, catalog) {}

    /// Decides on every alert anew, as after a change of set-up or tenant.
    void decide_all();
    /// The same after a change of the partners, who say which alerts are of one kind.
    void start_over();
    /// Decides on the alerts that came since.
    void decide_new();

    /// What the set-up decides of an alert.
    [[nodiscard]] const Outcome& outcome(const Alert& alert) const;
    /// When a lead should have been answered at the latest: how long that is depends on its
    /// severity (see `DeskSettings`). Nothing without a submitted date.
    [[nodiscard]] std::optional<time::Instant> respond_by(const Alert& alert) const;
    /// Job type, business unit and campaign of a lead: those that the office picked or booked, else
    /// those that its mapping fills in.
    [[nodiscard]] Resolution resolution(const Alert& alert, const Member& member) const;
    /// The same for the member that the alert names.
    [[nodiscard]] Resolution resolution(const Alert& alert) const;
    /// The outcome's reason, or the alert's own.
    [[nodiscard]] Held held(const Alert& alert) const;
    /// The story of a device that an alert belongs to (N6).
    [[nodiscard]] Episode episode(const Alert& alert) const {
        return episodes_.episode(static_cast<std::uint32_t>(feed_.index(alert)));
    }
    /// How many alerts of its episode are no leads of their own because of a lead.
    [[nodiscard]] std::size_t repeats(const Alert& lead) const;
    /// The episodes of all alerts.
    [[nodiscard]] const Episodes& episodes() const { return episodes_; }
    /// How many alerts are held, by reason.
    [[nodiscard]] const std::array<std::size_t, held_count>& held_counts() const {
        return held_counts_;
    }

    /// Indexes of the feed's alerts that are leads, in the order of the feed.
    [[nodiscard]] const std::vector<std::uint32_t>& leads() const { return leads_; }
    /// By `LeadState`.
    [[nodiscard]] const std::array<std::size_t, lead_state_count>& state_counts() const {
        return state_counts_;
    }
    /// Counts up whenever the answer to any question may be another.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    /// Counts up whenever there may be other leads.
    [[nodiscard]] std::uint64_t decided() const { return decided_; }

    /// What was done with a lead so far.
    [[nodiscard]] LeadState state(const Alert& alert) const {
        const Handling* const done = handling(alert);
        return done == nullptr ? LeadState::fresh : done->state;
    }
    /// What the office has done with a lead; null for one that nobody has touched.
    [[nodiscard]] const Handling* handling(const Alert& alert) const {
        return handling_at(feed_.index(alert));
    }
    /// The same by the index of the alert.
    [[nodiscard]] const Handling* handling_at(std::size_t alert) const {
        if (alert >= steps_of_.size() || steps_of_[alert] == 0) return nullptr;
        return &steps_[steps_of_[alert] - 1].now();
    }
    /// The outcome of an alert, by its index.
    [[nodiscard]] const Outcome& outcome_at(std::size_t alert) const {
        return outcomes_[outcome_by_alert_[alert]];
    }
    /// All outcomes, and which of them an alert has.
    [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }
    /// By alert the number of its outcome.
    [[nodiscard]] const std::vector<std::uint32_t>& outcome_numbers() const {
        return outcome_by_alert_;
    }

    /// Does a command on a lead (see `carry_out`), or takes back (`undo_lead`) or does again
    /// (`redo_lead`) the last one on it; or answers why not (LL0501 to LL0506). Answers the command
    /// that takes it back.
    [[nodiscard]] std::expected<Json, Findings> apply(const Document& command);
    /// Does the commands of a log that was kept, and answers how many. Each was allowed in its
    /// time, whatever the set-up holds by now; its alert may still come. Others are findings.
    std::size_t replay(const Reading& reading, json::Value lines);
    /// The commands that were done, one JSON text each.
    [[nodiscard]] const std::vector<std::string>& log() const { return log_; }

private:
    /// Integration, type, severity, account, profile.
    using OutcomeKey = std::array<Symbols::Symbol, 5>;

    /// What was done with a lead, step by step, and how many steps are in force: those behind are
    /// taken back.
    struct Steps {
        std::vector<Handling> handlings{Handling{}};
        std::size_t at = 0;
        /// Index of the alert once it is here.
        std::optional<std::uint32_t> alert;

        [[nodiscard]] const Handling& now() const { return handlings[at]; }
    };

    /// Whether a command was done.
    bool run(const Reading& reading, json::Value root, bool from_log);
    /// Has every alert know what was done with it, which may have been before it came.
    void link();
    void link(const Alert& alert, std::uint32_t steps);
    void count_states();

    /// Why an alert is no lead if it stood alone.
    [[nodiscard]] Held held_alone(const Alert& alert) const;
    /// Finds out which alerts repeat others. Answers whether one that was known is another now.
    bool roll_up(std::size_t known);
    /// The same for the episode that begins with `first`.
    bool roll_up(Episodes::Index first, std::size_t known);
    /// Whether a lead was booked or dismissed by then: what its device says later is a new lead.
    [[nodiscard]] bool ended_by(std::size_t lead, time::Instant then) const;
    void count(std::size_t from);

    std::uint32_t outcome_of(const Alert& alert);
    [[nodiscard]] Outcome decide(const Alert& alert);
    /// The alert type of a lead that names its standard job type itself.
    [[nodiscard]] const AlertType* delivered(std::string_view type);
    [[nodiscard]] Resolution resolved(const Alert& alert, const Member& member) const;
    [[nodiscard]] Facts facts_of(const Alert& alert, Severity severity) const;

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
    Episodes episodes_;
    /// By alert: it repeats another of its episode, which is the lead.
    std::vector<bool> repeated_;
    std::array<std::size_t, lead_state_count> state_counts_{};
    std::vector<Steps> steps_;
    /// By lead id, so that a new feed or set-up does not forget it.
    text::Names steps_by_lead_;
    /// By alert: the number of its steps plus one; 0 for one that nobody has touched.
    std::vector<std::uint32_t> steps_of_;
    std::vector<std::string> log_;
    std::uint64_t version_ = 0;
    std::uint64_t decided_ = 0;
};

}  // namespace leadloom
