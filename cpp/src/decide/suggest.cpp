#include "leadloom/decide/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Words that mean the same where job types are named.
struct Same {
    std::string_view word;
    std::string_view means;
};

constexpr Same same_words[] = {
    {"aircon", "ac"},
    {"conditioner", "ac"},
    {"conditioning", "ac"},
    {"cool", "ac"},
    {"cooling", "ac"},
    {"check", "maintenance"},
    {"checkup", "maintenance"},
    {"cleaning", "clean"},
    {"diag", "repair"},
    {"diagnose", "repair"},
    {"diagnostic", "repair"},
    {"estimate", "quote"},
    {"fix", "repair"},
    {"furnace", "heat"},
    {"heater", "heat"},
    {"heating", "heat"},
    {"inspection", "maintenance"},
    {"installation", "install"},
    {"leaking", "leak"},
    {"maint", "maintenance"},
    {"pm", "maintenance"},
    {"replace", "install"},
    {"replacement", "install"},
    {"svc", "repair"},
    {"troubleshoot", "repair"},
    {"tune", "maintenance"},
    {"tuneup", "maintenance"},
    {"unclog", "clog"},
    {"urgent", "emergency"},
};

/// Words that tell nothing apart.
constexpr std::string_view idle_words[] = {"a",   "air", "an",   "and",  "call", "c",
                                           "for", "job", "in",   "of",   "or",   "system",
                                           "the", "to",  "type", "unit", "up",   "with"};

constexpr std::string_view endings[] = {"ing", "ers", "es", "ed", "er", "s"};

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string meaning_of(std::string word) {
    const auto known = [&](std::string_view form) {
        return std::ranges::find(same_words, form, &Same::word);
    };
    if (const auto* const row = known(word); row != std::end(same_words))
        return std::string(row->means);
    for (const std::string_view ending : endings) {
        if (word.size() < ending.size() + 4 || !word.ends_with(ending)) continue;
        word.resize(word.size() - ending.size());
        const auto* const row = known(word);
        return row == std::end(same_words) ? word : std::string(row->means);
    }
    return word;
}

/// The words of a folded name, each once, sorted.
std::vector<std::string> words_of(std::string folded) {
    for (std::size_t at = folded.find("a/c"); at != std::string::npos; at = folded.find("a/c", at))
        folded.replace(at, 3, "ac");
    std::vector<std::string> words;
    std::size_t from = 0;
    while (from < folded.size()) {
        if (!is_word_byte(folded[from])) {
            ++from;
            continue;
        }
        std::size_t to = from;
        while (to < folded.size() && is_word_byte(folded[to])) ++to;
        std::string word = folded.substr(from, to - from);
        if (!std::ranges::contains(idle_words, word)) words.push_back(meaning_of(std::move(word)));
        from = to;
    }
    std::ranges::sort(words);
    const auto rest = std::ranges::unique(words);
    words.erase(rest.begin(), rest.end());
    return words;
}

/// What is done: two names that say different things of it are not near, whatever else they share.
constexpr std::string_view acts[] = {"clean", "install", "maintenance", "quote", "repair"};

bool differ_in_act(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto acts_of = [](const std::vector<std::string>& words) {
        std::vector<std::string> found;
        std::ranges::copy_if(words, std::back_inserter(found), [](const std::string& word) {
            return std::ranges::contains(acts, word);
        });
        return found;
    };
    const auto of_a = acts_of(a);
    const auto of_b = acts_of(b);
    return !of_a.empty() && !of_b.empty() && std::ranges::none_of(of_a, [&](const auto& act) {
        return std::ranges::contains(of_b, act);
    });
}

/// The one record that a member of a command names by id or name.
template <class Record>
const Record* only_one(const Records<Record>& records, const Json& row, const char* member) {
    const auto list = row.find(member);
    if (list == row.end() || !list->is_array() || list->size() != 1 || !list->front().is_string())
        return nullptr;
    const std::string named = list->front().get<std::string>();
    const Record* const record = look_up(records, {text::integer(named).value_or(0), named, {}});
    return record != nullptr && record->active ? record : nullptr;
}

constexpr unsigned least_percent = 35;
constexpr unsigned most_for_another_act = 60;

}  // namespace

Suggester::Suggester(const Tenant& tenant, const Catalog& catalog, const Setup& setup)
    : tenant_(tenant), catalog_(catalog) {
    for (const Json& command : setup.history) {
        remember(command);
        const auto rows = command.find("rows");
        if (rows == command.end() || !rows->is_array()) continue;
        for (const Json& row : *rows) remember(row);
    }
    for (const JobType& job_type : tenant.job_types.all()) {
        if (!job_type.active) continue;
        std::string folded = text::fold(job_type.name);
        auto words = words_of(folded);
        for (const std::string& word : words)
            having_[word].push_back(static_cast<std::uint32_t>(names_.size()));
        names_.push_back({&job_type, std::move(folded), std::move(words)});
    }
    for (Name& name : names_) {
        for (const std::string& word : name.words) name.weight += weight(word);
    }
}

void Suggester::remember(const Json& row) {
    const auto text = [&](const char* member) {
        const auto found = row.find(member);
        return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (!row.is_object() || row.contains("when")) return;
    const JobType* const job_type = only_one(tenant_.job_types, row, "jobTypes");
    if (job_type == nullptr) return;
    last_[{text("trade"), text("standardJobType")}] = {
        job_type, only_one(tenant_.business_units, row, "businessUnits")};
}

double Suggester::weight(const std::string& word) const {
    const auto found = having_.find(word);
    const double having = found == having_.end() ? 0 : static_cast<double>(found->second.size());
    return std::log(1.0 + (static_cast<double>(names_.size()) + 1) / (having + 1));
}

const BusinessUnit* Suggester::unit_for(const StandardKey& standard,
                                        const JobType& job_type) const {
    const BusinessUnit* of_trade = nullptr;
    const BusinessUnit* any = nullptr;
    std::size_t of_trade_count = 0;
    std::size_t count = 0;
    for (const BusinessUnit& unit : tenant_.business_units.all()) {
        if (!unit.active || !serves(job_type, unit.id)) continue;
        any = &unit;
        ++count;
        if (!same_trade(catalog_, standard, unit)) continue;
        of_trade = &unit;
        ++of_trade_count;
    }
    if (of_trade_count == 1) return of_trade;
    return of_trade_count == 0 && count == 1 ? any : nullptr;
}

std::vector<Suggestion> Suggester::suggest(const StandardKey& standard, std::size_t most) const {
    const std::string label = text::fold(catalog_.label(standard));
    const std::vector<std::string> words = words_of(label);
    double own = 0;
    // What a name shares with the label.
    std::map<std::uint32_t, double> shared;
    for (const std::string& word : words) {
        own += weight(word);
        const auto found = having_.find(word);
        if (found == having_.end()) continue;
        for (const std::uint32_t i : found->second) shared[i] += weight(word);
    }
    std::vector<std::pair<unsigned, std::uint32_t>> ranked;
    for (const auto& [i, common] : shared) {
        const double near = 2 * common / (own + names_[i].weight);
        auto percent = static_cast<unsigned>(near * 99);
        if (differ_in_act(words, names_[i].words))
            percent = std::min(percent, most_for_another_act);
        if (names_[i].folded == label) {
            ranked.emplace_back(100, i);
        } else if (percent >= least_percent) {
            ranked.emplace_back(percent, i);
        }
    }
    std::ranges::sort(ranked, [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first
                                  : names_[a.second].folded < names_[b.second].folded;
    });
    std::vector<Suggestion> found;
    if (const auto last = last_.find(standard); last != last_.end())
        found.push_back({last->second.job_type, last->second.business_unit, 100, "As last time"});
    for (const auto& [percent, i] : ranked) {
        if (found.size() == most) break;
        const Name& name = names_[i];
        if (!found.empty() && name.job_type == found.front().job_type) continue;
        std::vector<std::string> both;
        std::ranges::set_intersection(words, name.words, std::back_inserter(both));
        for (std::string& word : both) word = text::named(word);
        found.push_back({name.job_type, unit_for(standard, *name.job_type), percent,
                         percent == 100 ? std::string("The names are the same")
                                        : "Both say " + text::listed(both)});
    }
    return found;
}

}  // namespace leadloom
