#include "leadloom/leads/lead_list.hpp"

#include <algorithm>
#include <utility>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/order.hpp"

namespace leadloom {

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    const std::string folded = text::fold(text);
    std::size_t from = 0;
    while (from < folded.size()) {
        const std::size_t to = std::min(folded.find(' ', from), folded.size());
        if (to > from) words.push_back(folded.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

bool is_in(LeadState state, LeadStates states) {
    switch (states) {
        case LeadStates::all: return true;
        case LeadStates::open: return state == LeadState::fresh || state == LeadState::accepted;
        case LeadStates::fresh: return state == LeadState::fresh;
        case LeadStates::accepted: return state == LeadState::accepted;
        case LeadStates::follow_up: return state == LeadState::follow_up;
        case LeadStates::booked: return state == LeadState::booked;
        case LeadStates::dismissed: return state == LeadState::dismissed;
    }
    return false;
}

/// Before everything that has a time.
time::Instant due(const Handling* handling) {
    const auto read = handling == nullptr ? std::nullopt : time::parse(handling->follow_up_on);
    return read ? read->instant : INT64_MIN;
}

}  // namespace

void LeadList::order_by_time() const {
    const std::vector<Alert>& alerts = feed_.alerts();
    by_time_ = desk_.leads();
    const auto submitted = [&](std::uint32_t i) { return alerts[i].submitted; };
    // Feeds mostly are in the order of their time.
    if (std::ranges::is_sorted(by_time_, {}, submitted)) return;
    std::vector<std::uint32_t> sorted;
    sorted.reserve(by_time_.size());
    for (const std::uint32_t at :
         text::stable_order(by_time_.size(), [&](std::uint32_t a, std::uint32_t b) {
             return submitted(by_time_[a]) < submitted(by_time_[b]);
         }))
        sorted.push_back(by_time_[at]);
    by_time_ = std::move(sorted);
}

void LeadList::fold_texts() const {
    const std::vector<Alert>& alerts = feed_.alerts();
    text_starts_.reserve(alerts.size() + 1);
    for (std::size_t i = text_starts_.size(); i < alerts.size(); ++i) {
        text_starts_.push_back(static_cast<std::uint32_t>(texts_.size()));
        texts_.append(text::fold(alerts[i].name))
            .append("\n")
            .append(text::fold(alerts[i].city))
            .append("\n");
    }
}

std::vector<bool> LeadList::having(std::string_view word) const {
    std::vector<bool> found(text_starts_.size());
    for (std::size_t at = texts_.find(word); at != std::string::npos;) {
        const auto next = std::ranges::upper_bound(text_starts_, static_cast<std::uint32_t>(at));
        found[static_cast<std::size_t>(next - text_starts_.begin()) - 1] = true;
        if (next == text_starts_.end()) break;
        at = texts_.find(word, *next);
    }
    return found;
}

void LeadList::by_date_of_call() const {
    std::vector<time::Instant> dates;
    for (const std::uint32_t i : kept_) dates.push_back(due(desk_.handling_at(i)));
    std::vector<std::uint32_t> sorted;
    for (const std::uint32_t at : text::stable_order(
             kept_.size(), [&](std::uint32_t a, std::uint32_t b) { return dates[a] < dates[b]; }))
        sorted.push_back(kept_[at]);
    kept_ = std::move(sorted);
}

Id LeadList::job_type(std::uint32_t alert) const {
    const auto id_of = [](const Resolution& resolution) {
        return resolution.job_type ? resolution.job_type->id : 0;
    };
    const Handling* const handling = desk_.handling_at(alert);
    if (handling != nullptr && handling->state == LeadState::booked) return handling->job.job_type;
    if (handling != nullptr && handling->job_type != 0) return handling->job_type;
    const Outcome& outcome = desk_.outcome_at(alert);
    if (!outcome.asks_for_member) return id_of(outcome.resolution);
    of_member_.resize(feed_.alerts().size(), -1);
    Id& known = of_member_[alert];
    if (known < 0) known = id_of(desk_.resolution(feed_.alerts()[alert]));
    return known;
}

const std::vector<std::uint32_t>& LeadList::leads(const LeadFilter& filter) const {
    if (version_ == desk_.version() && kept_filter_ == filter) return kept_;
    if (version_ != desk_.version()) of_member_.clear();
    if (decided_ != desk_.decided()) order_by_time();
    decided_ = desk_.decided();
    version_ = desk_.version();
    kept_filter_ = filter;

    // What all alerts of one outcome have in common is asked once for each.
    const std::vector<std::string> words = words_of(filter.text);
    if (!words.empty()) fold_texts();
    std::vector<std::vector<bool>> having_word;
    for (const std::string& word : words) having_word.push_back(having(word));
    /// 0 where none of them passes, else 1 and how little pressing they are.
    std::vector<std::uint8_t> ranks;
    /// By outcome and word: the alert type has it.
    std::vector<std::vector<bool>> in_type;
    for (const Outcome& outcome : desk_.outcomes()) {
        std::uint8_t& rank = ranks.emplace_back();
        if (!words.empty()) in_type.emplace_back();
        if (outcome.type == nullptr) continue;
        const auto same = [](const std::string& wanted, std::string_view value) {
            return wanted.empty() || wanted == value;
        };
        if ((!filter.severity || *filter.severity == outcome.severity) &&
            same(filter.integration, outcome.partner->id) &&
            same(filter.alert_type, outcome.type->name) &&
            same(filter.account, feed_.word(outcome.account)) &&
            same(filter.profile, feed_.word(outcome.profile)))
            rank = static_cast<std::uint8_t>(outcome.severity) + 1;
        if (words.empty()) continue;
        const std::string type = text::fold(outcome.type->name);
        for (const std::string& word : words) in_type.back().push_back(type.contains(word));
    }

    const std::vector<Alert>& alerts = feed_.alerts();
    const bool asks_job_type = filter.filled_in || filter.job_type != 0;
    const std::uint32_t* const numbers = desk_.outcome_numbers().data();
    const auto passes = [&](std::uint32_t i) {
        const Handling* const handling = desk_.handling_at(i);
        if (!is_in(handling == nullptr ? LeadState::fresh : handling->state, filter.states))
            return false;
        if (!filter.assigned_to.empty() &&
            (handling == nullptr || handling->assigned_to != filter.assigned_to))
            return false;
        for (std::size_t word = 0; word < words.size(); ++word) {
            if (!in_type[numbers[i]][word] && !having_word[word][i]) return false;
        }
        if (!asks_job_type) return true;
        const Id filled = job_type(i);
        return (!filter.filled_in || *filter.filled_in == (filled != 0)) &&
               (filter.job_type == 0 || filter.job_type == filled);
    };
    kept_.clear();
    auto first = by_time_.begin();
    auto last = by_time_.end();
    const auto submitted = [&](std::uint32_t i) { return alerts[i].submitted; };
    if (filter.from) first = std::ranges::lower_bound(by_time_, *filter.from, {}, submitted);
    if (filter.to) last = std::ranges::lower_bound(by_time_, *filter.to, {}, submitted);
    if (first >= last) return kept_;
    // Mostly what all of an outcome have in common is all that is asked.
    const bool common = words.empty() && filter.assigned_to.empty() && !asks_job_type &&
                        filter.states == LeadStates::all;
    const bool by_severity = filter.sort == LeadSort::waiting;
    // One walk: what is less pressing waits in lists of its own.
    std::vector<std::uint32_t> less[2];
    for (; first != last; ++first) {
        const std::uint32_t i = *first;
        const std::uint8_t rank = ranks[numbers[i]];
        if (rank == 0 || (!common && !passes(i))) continue;
        (by_severity && rank > 1 ? less[rank - 2] : kept_).push_back(i);
    }
    for (const std::vector<std::uint32_t>& rest : less)
        kept_.insert(kept_.end(), rest.begin(), rest.end());
    if (filter.sort == LeadSort::newest) std::ranges::reverse(kept_);
    if (filter.sort == LeadSort::due) by_date_of_call();
    return kept_;
}

}  // namespace leadloom
