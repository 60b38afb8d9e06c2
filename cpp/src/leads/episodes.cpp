#include "leadloom/leads/episodes.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "leadloom/text/order.hpp"

namespace leadloom {

namespace {

constexpr std::string_view step_words[] = {"raised", "repeated", "cleared", "raised again"};

/// Kinds that are rows of a partner's table, as opposed to symbols of words that it lacks.
constexpr std::uint32_t known_kind = 0x8000'0000;

bool is_alone(const Alert& alert) {
    return alert.subject.empty() || alert.submitted == Alert::no_time;
}

}  // namespace

std::string_view word(Step step) { return step_words[static_cast<std::size_t>(step)]; }

void Episodes::start_over() {
    next_.clear();
    previous_.clear();
    lines_.clear();
    slots_.assign(64, {});
    kinds_.clear();
    add_new();
}

void Episodes::add_new() {
    touched_.clear();
    loners_.clear();
    ++rounds_;
    const std::vector<Alert>& alerts = feed_.alerts();
    const auto from = static_cast<Index>(next_.size());
    next_.resize(alerts.size(), none);
    previous_.resize(alerts.size(), none);
    std::vector<Late> late;
    for (Index i = from; i < alerts.size(); ++i) {
        if (alerts[i].duplicate) continue;
        if (is_alone(alerts[i])) {
            loners_.push_back(i);
            continue;
        }
        const Index at = line_of(i);
        Line& line = lines_[at];
        if (line.touched != rounds_) touched_.push_back(at);
        line.touched = rounds_;
        if (line.first == none) {
            line.first = line.last = i;
        } else if (before(line.last, i)) {
            link(line.last, i);
            line.last = i;
        } else if (before(i, line.first)) {
            // Feeds that begin with the newest.
            link(i, line.first);
            line.first = i;
        } else {
            late.push_back({at, i});
        }
    }
    if (!late.empty()) sort_in(late);
}

void Episodes::sort_in(const std::vector<Late>& late) {
    const auto order = text::stable_order(late.size(), [&](std::uint32_t a, std::uint32_t b) {
        return late[a].line != late[b].line ? late[a].line < late[b].line
                                            : before(late[b].alert, late[a].alert);
    });
    // From the latest to the earliest of each line, so that one walk back along it is enough.
    Index line = none;
    Index later = none;
    for (const std::uint32_t at : order) {
        const Late one = late[at];
        if (one.line != line) later = lines_[one.line].last;
        line = one.line;
        while (before(one.alert, previous_[later])) later = previous_[later];
        link(previous_[later], one.alert);
        link(one.alert, later);
        later = one.alert;
    }
}

void Episodes::link(Index earlier, Index later) {
    next_[earlier] = later;
    previous_[later] = earlier;
}

/// By date; a clearing after what it clears; then by id, so that the order of arrival counts for
/// nothing.
bool Episodes::before(Index a, Index b) const {
    const Alert& one = feed_.alerts()[a];
    const Alert& other = feed_.alerts()[b];
    return std::tie(one.submitted, one.cleared, one.id) <
           std::tie(other.submitted, other.cleared, other.id);
}

bool Episodes::together(Index earlier, Index later) const {
    const std::vector<Alert>& alerts = feed_.alerts();
    // Dates are within the years 0 to 9999, so their difference is a number.
    return alerts[later].submitted - alerts[earlier].submitted <=
           static_cast<time::Instant>(minutes_) * 60'000;
}

std::uint32_t Episodes::kind(const Alert& alert) {
    if (alert.type >= kinds_.size()) kinds_.resize(alert.type + std::size_t{1});
    Kind& known = kinds_[alert.type];
    if (known.source == alert.source) return known.kind;
    known = {alert.source, alert.type};
    const Partner* const partner = catalog_.partner(feed_.word(alert.source));
    const AlertType* const type =
        partner == nullptr ? nullptr : partner->alert_type(feed_.word(alert.type));
    if (type != nullptr) {
        const auto first =
            std::ranges::find(partner->alert_types, type->standard, &AlertType::standard);
        known.kind = known_kind | static_cast<std::uint32_t>(first - partner->alert_types.begin());
    }
    return known.kind;
}

bool Episodes::same_line(const Alert& a, const Alert& b) {
    if (a.source != b.source || a.account != b.account || a.of_device != b.of_device ||
        a.subject != b.subject || kind(a) != kind(b))
        return false;
    // A street is not yet a house.
    return a.of_device || (a.name == b.name && a.city == b.city);
}

Episodes::Index Episodes::line_of(Index index) {
    const Alert& alert = feed_.alerts()[index];
    const std::uint32_t hash =
        static_cast<std::uint32_t>(std::hash<std::string_view>{}(alert.subject)) +
        (alert.source * 31 + kind(alert)) * 0x9E37'79B9U;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].entry != 0; at = (at + 1) & mask) {
        const Index line = slots_[at].entry - 1;
        if (slots_[at].hash == hash && same_line(feed_.alerts()[lines_[line].first], alert))
            return line;
    }
    lines_.emplace_back();
    slots_[at] = {hash, static_cast<std::uint32_t>(lines_.size())};
    if (lines_.size() * 2 > slots_.size()) grow();
    return static_cast<Index>(lines_.size() - 1);
}

void Episodes::grow() {
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

Episodes::Index Episodes::first_of(Index alert) const {
    while (previous_[alert] != none && together(previous_[alert], alert)) alert = previous_[alert];
    return alert;
}

Episodes::Index Episodes::next(Index alert) const {
    const Index later = next_[alert];
    return later != none && together(alert, later) ? later : none;
}

Episode Episodes::episode(Index alert) const {
    const std::vector<Alert>& alerts = feed_.alerts();
    Episode episode;
    bool raised = false;
    bool cleared = false;
    for (Index at = first_of(alert); at != none; at = next(at)) {
        const Alert& seen = alerts[at];
        const Step step = seen.cleared        ? Step::cleared
                          : raised && cleared ? Step::raised_again
                          : raised            ? Step::repeated
                                              : Step::raised;
        raised = raised || !seen.cleared;
        cleared = seen.cleared;
        episode.timeline.push_back({at, step});
    }
    episode.is_over = cleared;
    return episode;
}

std::size_t Episodes::bytes() const {
    return (next_.capacity() + previous_.capacity() + touched_.capacity() + loners_.capacity()) *
               sizeof(Index) +
           lines_.capacity() * sizeof(Line) + slots_.capacity() * sizeof(Slot) +
           kinds_.capacity() * sizeof(Kind);
}

}  // namespace leadloom
