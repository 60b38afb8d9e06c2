/// Episodes (N6): what one device says over and over, as one story.
///
/// A desk takes the alerts in after each batch, then looks at the episodes that were touched:
///
///     episodes.add_new();
///     episodes.each_touched([&](Episodes::Index first) {
///         for (auto i = first; i != Episodes::none; i = episodes.next(i)) { … }
///     });
///
/// A late alert may put another one in front, or make one episode of two. After a manifest was
/// loaded, standard job types may be others: `start_over`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "leadloom/leads/feed.hpp"
#include "leadloom/model/catalog.hpp"

namespace leadloom {

/// What an alert is in its episode.
enum class Step : std::uint8_t { raised, repeated, cleared, raised_again };

/// @example `word(Step::raised_again) == "raised again"`
[[nodiscard]] std::string_view word(Step step);

/// An alert in the story of a device.
struct Sighting {
    /// Index of the feed's alert.
    std::uint32_t alert = 0;
    Step step{};
};

/// One story. Alerts are named by their indexes in the feed.
struct Episode {
    /// In the order of their submitted dates, whatever the order of arrival.
    std::vector<Sighting> timeline;
    /// The last that was heard is that it is over.
    bool is_over = false;
    /// It is over, and not because of anybody in the office.
    [[nodiscard]] bool cleared_by_itself(bool acted_on) const { return is_over && !acted_on; }
};

/// Alerts belong together when they have source, account, subject (`Alert::subject`: the device, or
/// the member where there is none) and standard job type in common (the alert type where the
/// partner's table has none), and no more than the window lies between one and the next. An alert
/// without subject or date is alone, so that nothing is hidden by mistake. Second deliveries belong
/// to no episode.
///
/// Kept are two links an alert and twelve bytes and two places in a table for each story line, all
/// in flat arrays. The window is applied when asked, so changing it costs nothing.
class Episodes {
public:
    /// Of an alert in its feed.
    using Index = std::uint32_t;
    static constexpr Index none = 0xFFFF'FFFF;

    static constexpr std::uint32_t default_minutes = 24 * 60;

    /// Feed and catalogue must outlive this; `minutes` of silence end an episode.
    Episodes(const Feed& feed, const Catalog& catalog, std::uint32_t minutes = default_minutes)
        : feed_(feed), catalog_(catalog), minutes_(minutes) {}

    /// Takes in the alerts that came since. Costs what they cost and not what is known already:
    /// only those that come late are sorted in.
    void add_new();
    /// Forgets everything and takes in the whole feed.
    void start_over();

    /// Minutes of silence that end an episode.
    [[nodiscard]] std::uint32_t minutes() const { return minutes_; }
    /// Another number of minutes, which holds for what is added after `start_over`.
    void set_minutes(std::uint32_t minutes) { minutes_ = minutes; }

    /// The first alert of the episode that an alert belongs to.
    [[nodiscard]] Index first_of(Index alert) const;
    /// The next alert of the same episode, or `none`.
    [[nodiscard]] Index next(Index alert) const;

    /// The story that an alert belongs to.
    [[nodiscard]] Episode episode(Index alert) const;

    /// Calls `see` with the first alert of each episode.
    template <class See>
    void each(See see) const {
        for (Index alert = 0; alert < next_.size(); ++alert) {
            const Index before = previous_[alert];
            if (before == none || !together(before, alert)) see(alert);
        }
    }

    /// Calls `see` with the first alert of each episode that the last `add_new` touched, or of one
    /// that shares its device and type.
    template <class See>
    void each_touched(See see) const {
        for (const Index line : touched_) each_of(lines_[line].first, see);
        for (const Index alert : loners_) see(alert);
    }

    /// Bytes that are held for the alerts taken in.
    [[nodiscard]] std::size_t bytes() const;

private:
    /// All that one device says of one thing, in the order of time.
    struct Line {
        Index first = none;
        Index last = none;
        /// `add_new` calls counted when it was last touched.
        std::uint32_t touched = 0;
    };
    struct Slot {
        std::uint32_t hash = 0;
        /// Index of the line plus one; 0 is free.
        std::uint32_t entry = 0;
    };
    struct Late {
        Index line = 0;
        Index alert = 0;
    };
    /// What a type meant last, by its symbol: types are seldom shared by partners.
    struct Kind {
        Symbols::Symbol source = 0;
        std::uint32_t kind = 0;
    };

    template <class See>
    void each_of(Index alert, See& see) const {
        for (Index before = none; alert != none; before = alert, alert = next_[alert]) {
            if (before == none || !together(before, alert)) see(alert);
        }
    }
    [[nodiscard]] bool together(Index earlier, Index later) const;
    [[nodiscard]] bool before(Index a, Index b) const;
    [[nodiscard]] std::uint32_t kind(const Alert& alert);
    [[nodiscard]] bool same_line(const Alert& a, const Alert& b);
    Index line_of(Index alert);
    void link(Index earlier, Index later);
    void append(Line& line, Index alert);
    void sort_in(const std::vector<Late>& late);
    void grow();

    const Feed& feed_;
    const Catalog& catalog_;
    std::uint32_t minutes_;
    std::uint32_t rounds_ = 0;
    /// By alert: its neighbours in time on its line.
    std::vector<Index> next_;
    std::vector<Index> previous_;
    std::vector<Line> lines_;
    /// Open addressing.
    std::vector<Slot> slots_ = std::vector<Slot>(64);
    std::vector<Kind> kinds_;
    std::vector<Index> touched_;
    /// Of the last round, those that are alone.
    std::vector<Index> loners_;
};

}  // namespace leadloom
