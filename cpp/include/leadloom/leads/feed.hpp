/// The feed: alerts as received, append-only and idempotent on (source, id).
#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/document.hpp"
#include "leadloom/leads/alert.hpp"
#include "leadloom/time/zone.hpp"

namespace leadloom {

/// A record that is no alert: its place in the feed, its number and why. The rest goes on.
struct SetAside {
    Rule rule{};
    std::string message;
    std::string hint;
    Place place;
    /// The record as it stands in the feed: of NDJSON and tables the whole line.
    std::string_view text;
};

/// Whether bytes are a feed: by their first whole record, because one bad line must not hide the
/// others. A record begins its line; inside a document that is laid out for people, lines are
/// indented. Tables are told by `looks_like_alert_table`.
[[nodiscard]] bool looks_like_feed(std::string_view bytes, std::size_t depth);

/// A record that was made of a stretch of a file, such as a row of a table.
struct MadeRecord {
    /// An alert's JSON; empty where the stretch cannot be read.
    std::string json;
    /// The stretch in the file's text, and the line it begins on, from 1.
    std::uint32_t byte = 0;
    std::uint32_t bytes = 0;
    std::uint32_t line = 1;
    /// Why it cannot be read. An empty hint is the rule's.
    struct Fault {
        Rule rule{};
        std::string message;
        std::string hint;
    } fault;
};

/// The alerts of all feeds, and the records that are none.
class Feed {
public:
    /// Adds the alerts of a document: NDJSON, a JSON array, a single object, each plain, as a
    /// CloudEvents event or in the shape of a marketplace (see `alert_fields`). Answers how many
    /// records it held. A record that cannot be read is set aside; only a document over the limits
    /// is refused whole, with a finding. `form` is what a file was decoded from.
    std::size_t add(std::string name, std::string bytes, const Limits& limits, Findings& findings,
                    text::Form form = {});
    /// The same with records that were made of a text.
    void add_made(std::string name, std::string text, text::Form form,
                  std::span<MadeRecord> records, const Limits& limits);

    /// The office's clock, by which marketplaces that send no zone give their times; UTC without
    /// one. Answers whether an alert has another time by now.
    bool set_zone(const std::optional<time::Zone>& zone);

    /// In the order in which they came.
    [[nodiscard]] const std::vector<Alert>& alerts() const { return alerts_; }
    /// Records that could not be read.
    [[nodiscard]] const std::vector<SetAside>& set_aside() const { return set_aside_; }
    /// The word behind a number.
    [[nodiscard]] const std::string& word(Symbols::Symbol symbol) const {
        return symbols_.word(symbol);
    }

    /// The first alert with this source and id, or null.
    [[nodiscard]] const Alert* find(std::string_view source, std::string_view id) const;
    /// By the id of its lead: the source (its slashes as %2F), a slash and the alert's id.
    [[nodiscard]] const Alert* find_lead(std::string_view lead) const;
    /// The id of the lead that an alert becomes: source and id of the alert.
    [[nodiscard]] std::string lead_id(const Alert& alert) const;
    /// The alert's place in `alerts()`.
    [[nodiscard]] std::size_t index(const Alert& alert) const {
        return static_cast<std::size_t>(&alert - alerts_.data());
    }
    /// The file and the place in it where an alert stands.
    [[nodiscard]] Place place(const Alert& alert) const;
    /// The file alone, which costs nothing.
    [[nodiscard]] const std::string& file(const Alert& alert) const { return batch_of(alert).name; }

private:
    struct Batch {
        std::string name;
        std::string text;
        text::Form form;
        /// Made when a place is asked for.
        mutable std::unique_ptr<Lines> lines;
    };

    /// Where a record stands in its batch.
    struct Stand {
        const Batch& batch;
        /// As the batch has it.
        std::string_view raw;
        /// From 1.
        std::size_t line = 1;
        /// Brackets that may be open in what it is decoded to.
        std::size_t depth = 0;
        /// The record was made of what stands there.
        bool made = false;
    };

    [[nodiscard]] const Batch& batch_of(const Alert& alert) const;
    void add_lines(const Batch& batch, const Limits& limits, std::size_t& records);
    void add_record(json::Value record, const Stand& at);
    /// An event whose data are Base64 becomes the same event with the data themselves.
    void add_coded(const AlertFields& event, const Stand& at);
    /// Adds the record of a text that was made.
    void add_one_made(std::string text, Stand at);
    void set_aside(const Stand& at, std::string_view stretch, Rule rule, std::string message,
                   std::string hint = {});
    void set_aside(const Stand& at, std::string_view text, const json::Stop& stop);
    /// What was set aside in a table that became lines (`alert_lines`), with the reason it had.
    void set_aside_again(json::Value why, const Stand& at);
    [[nodiscard]] static Place place(const Batch& batch, std::size_t byte, std::size_t bytes);
    std::string_view kept(json::Value text);
    Symbols::Symbol symbol(json::Value word);
    /// Partners send numbers too: then the number as it stands, so that it can be named.
    Symbols::Symbol severity(json::Value sent);
    /// Where (source, id) is, or would be, in the table.
    [[nodiscard]] std::size_t slot(std::uint32_t hash, Symbols::Symbol source,
                                   std::string_view id) const;
    void grow();

    /// Stable addresses: alerts hold views into the texts.
    std::deque<Batch> batches_;
    /// Texts that do not stand in the feed as they are needed: those with escapes, names in two
    /// parts, records of tables and of Base64.
    std::deque<std::string> made_;
    /// Where an alert that was made comes from.
    struct Origin {
        std::uint32_t alert = 0;
        std::uint32_t batch = 0;
        std::uint32_t byte = 0;
        std::uint32_t bytes = 0;
    };
    /// By alert.
    std::vector<Origin> origins_;
    /// A time on the office's clock.
    struct OnClock {
        std::uint32_t alert = 0;
        time::Instant clock = 0;
    };
    [[nodiscard]] time::Instant instant_of(time::Instant clock) const;
    std::vector<OnClock> on_clock_;
    std::optional<time::Zone> zone_;
    Symbols symbols_;
    std::vector<Alert> alerts_;
    std::vector<SetAside> set_aside_;
    /// A place of the table over (source, id). The hash is kept, so that looking and growing need
    /// not visit the alerts.
    struct Slot {
        std::uint32_t hash = 0;
        /// Index of the alert plus one; 0 is free.
        std::uint32_t entry = 0;
    };
    /// Open addressing.
    std::vector<Slot> slots_ = std::vector<Slot>(64);
    std::size_t taken_ = 0;
};

}  // namespace leadloom
