/// The feed: alerts as received, append-only and idempotent on (source, id).
#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/document.hpp"
#include "leadloom/leads/alert.hpp"

namespace leadloom {

/// A record that is no alert: its place in the feed, its number and why. The rest goes on.
struct SetAside {
    Rule rule{};
    std::string message;
    std::string hint;
    Place place;
};

/// Whether bytes are a feed: by their first whole record, because one bad line must not hide the
/// others. A record begins its line; inside a document that is laid out for people, lines are
/// indented.
[[nodiscard]] bool looks_like_feed(std::string_view bytes, std::size_t depth);

class Feed {
public:
    /// Adds the alerts of a document: NDJSON, a JSON array, a single object; each plain or as a
    /// CloudEvents event. Answers how many records it held. A record that cannot be read is set
    /// aside; only a document over the limits is refused whole, with a finding. `form` is what a
    /// file was decoded from.
    std::size_t add(std::string name, std::string bytes, const Limits& limits, Findings& findings,
                    text::Form form = {});

    [[nodiscard]] const std::vector<Alert>& alerts() const { return alerts_; }
    [[nodiscard]] const std::vector<SetAside>& set_aside() const { return set_aside_; }
    [[nodiscard]] const std::string& word(Symbols::Symbol symbol) const {
        return symbols_.word(symbol);
    }

    /// The first alert with this source and id, or null.
    [[nodiscard]] const Alert* find(std::string_view source, std::string_view id) const;
    /// By the id of its lead: the source (its slashes as %2F), a slash and the alert's id.
    [[nodiscard]] const Alert* find_lead(std::string_view lead) const;
    [[nodiscard]] std::string lead_id(const Alert& alert) const;
    [[nodiscard]] std::size_t index(const Alert& alert) const {
        return static_cast<std::size_t>(&alert - alerts_.data());
    }
    /// The file and the place in it where an alert stands.
    [[nodiscard]] Place place(const Alert& alert) const;

private:
    struct Batch {
        std::string name;
        std::string text;
        text::Form form;
        /// Made when a place is asked for.
        mutable std::unique_ptr<Lines> lines;
    };

    void add_record(const Batch& batch, json::Value record, std::size_t line);
    void set_aside(const Batch& batch, std::size_t byte, std::size_t bytes, Rule rule,
                   std::string message, std::string hint);
    [[nodiscard]] static Place place(const Batch& batch, std::size_t byte, std::size_t bytes);
    void add_lines(const Batch& batch, const Limits& limits, std::size_t& records);
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
    /// Texts that stand with escapes in the feed.
    std::deque<std::string> unescaped_;
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
