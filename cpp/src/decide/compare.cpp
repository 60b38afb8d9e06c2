#include "leadloom/decide/compare.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "condition_key.hpp"
#include "leadloom/text/words.hpp"
#include "recognised.hpp"

namespace leadloom {

namespace {

using text::brief;
using text::join;
using text::listed;

/// What rows, accounts and the like are matched by: a key and, for one that stands several times,
/// which of them it is.
using Slot = std::pair<std::string, std::size_t>;

/// The slots of a list, by index.
template <class Rows, class Key>
std::vector<Slot> slots(const Rows& rows, Key key) {
    std::map<std::string, std::size_t> seen;
    std::vector<Slot> found;
    found.reserve(rows.size());
    for (const auto& row : rows) {
        std::string name = key(row);
        const std::size_t nth = seen[name]++;
        found.emplace_back(std::move(name), nth);
    }
    return found;
}

/// Indexes that belong together, in the order of the later list; those that are gone come last.
/// `none` stands for nothing.
constexpr std::size_t none = SIZE_MAX;
using Match = std::pair<std::size_t, std::size_t>;

template <class Rows, class Key>
std::vector<Match> matches(const Rows& before, const Rows& after, Key key) {
    const std::vector<Slot> earlier = slots(before, key);
    const std::vector<Slot> later = slots(after, key);
    std::map<Slot, std::size_t> by_slot;
    for (std::size_t i = 0; i < earlier.size(); ++i) by_slot.emplace(earlier[i], i);
    std::vector<Match> found;
    for (std::size_t i = 0; i < later.size(); ++i) {
        const auto same = by_slot.find(later[i]);
        found.emplace_back(same == by_slot.end() ? none : same->second, i);
        if (same != by_slot.end()) by_slot.erase(same);
    }
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        if (by_slot.contains(earlier[i])) found.emplace_back(i, none);
    }
    return found;
}

/// Two set-ups being compared.
class Comparison {
public:
    Comparison(const Setup& before, const Setup& after, const Tenant& tenant,
               const Catalog& catalog)
        : before_(before), after_(after), catalog_(catalog), records_(tenant) {
        records_.learn(after);
        records_.learn(before);
    }

    std::vector<Change> run() {
        mapping();
        trades();
        tenant();
        integrations();
        return std::move(changes_);
    }

    /// Standard job types whose mapping is different, each with the place of the first difference.
    std::vector<std::pair<StandardKey, json::Value>> changed_mappings() {
        mapping();
        return std::move(changed_);
    }

private:
    void add(std::string code, std::initializer_list<std::string_view> pieces,
             json::Value where = {}) {
        changes_.push_back({std::move(code), join(pieces), where});
    }

    /// The label, with its trade where another trade has the same one.
    [[nodiscard]] std::string label(const StandardKey& key) const {
        const std::string own = catalog_.label(key);
        const auto same = std::ranges::count_if(catalog_.trades, [&](const Trade& trade) {
            return std::ranges::contains(trade.job_types, own, &StandardJobType::label);
        });
        const Trade* const trade = catalog_.trade(key.trade);
        const std::string_view in = trade == nullptr ? std::string_view(key.trade) : trade->label;
        return same < 2 && catalog_.job_type(key) != nullptr
                   ? brief(own)
                   : join({brief(own), " (", brief(in), ")"});
    }

    [[nodiscard]] std::string label(const MappingRow& row) const {
        const std::string of = label(row.standard);
        return row.when ? join({of, " (", brief(describe(*row.when)), ")"}) : of;
    }

    [[nodiscard]] std::set<std::string> keys(Noun noun, const std::vector<Ref>& refs) const {
        std::set<std::string> found;
        for (const Ref& ref : refs) found.insert(records_.key(noun, ref));
        return found;
    }

    [[nodiscard]] std::string names(Noun noun, const std::vector<Ref>& refs) const {
        std::vector<std::string> found;
        for (const Ref& ref : refs) found.push_back(records_.name(noun, ref));
        return brief(listed(found));
    }

    /// Those of `refs` that `others` does not have, each once.
    [[nodiscard]] std::vector<const Ref*> only(Noun noun, const std::vector<Ref>& refs,
                                               const std::vector<Ref>& others) const {
        std::set<std::string> known = keys(noun, others);
        std::vector<const Ref*> found;
        for (const Ref& ref : refs) {
            if (known.insert(records_.key(noun, ref)).second) found.push_back(&ref);
        }
        return found;
    }

    void references(Noun noun, std::string_view who, const std::vector<Ref>& before,
                    const std::vector<Ref>& after, json::Value where) {
        const std::vector<const Ref*> lost = only(noun, before, after);
        const std::vector<const Ref*> gained = only(noun, after, before);
        const std::string code(noun_codes[at(noun)]);
        const std::string_view word = noun_words[at(noun)];
        if (lost.size() == 1 && gained.size() == 1) {
            add(code + "_replaced",
                {who, ": ", word, " ", records_.name(noun, *lost[0]), " replaced by ",
                 records_.name(noun, *gained[0]), "."},
                gained[0]->at);
            return;
        }
        for (const Ref* const ref : lost)
            add(code + "_lost", {who, " lost the ", word, " ", records_.name(noun, *ref), "."},
                where);
        for (const Ref* const ref : gained)
            add(code + "_gained", {who, " gained the ", word, " ", records_.name(noun, *ref), "."},
                ref->at);
    }

    void mapping();
    void mapping_row(const MappingRow& before, const MappingRow& after);
    void mapping_added(const MappingRow& row);
    void trades();
    void tenant();
    void text_of(std::string code, std::string_view what, const std::string& before,
                 const std::string& after, json::Value where);
    void integrations();
    void integration(const Integration* before, const Integration* after);
    void agreement(std::string_view name, const Integration& before, const Integration& after);
    void switched_off(std::string_view name, const Integration& before, const Integration& after);
    void accounts(std::string_view name, const std::vector<Account>& before,
                  const std::vector<Account>& after, json::Value where);

    const Setup& before_;
    const Setup& after_;
    const Catalog& catalog_;
    Recognised records_;
    std::vector<Change> changes_;
    std::vector<std::pair<StandardKey, json::Value>> changed_;
};

void Comparison::mapping_row(const MappingRow& before, const MappingRow& after) {
    const std::string who = label(after);
    references(Noun::job_type, who, before.job_types, after.job_types, after.at);
    references(Noun::business_unit, who, before.business_units, after.business_units, after.at);
    if (before.ignore != after.ignore)
        add("ignore_changed", {who, ": other findings are kept back."}, after.at);
}

void Comparison::mapping_added(const MappingRow& row) {
    const std::string job_types = names(Noun::job_type, row.job_types);
    const std::string units = names(Noun::business_unit, row.business_units);
    add("mapping_added",
        {label(row), " is mapped now: ", job_types.empty() ? "no job type" : job_types, "; ",
         units.empty() ? "no business unit" : units, "."},
        row.at);
    if (!row.ignore.is_null())
        add("ignore_changed", {label(row), ": other findings are kept back."}, row.at);
}

void Comparison::mapping() {
    const auto key = [](const MappingRow& row) {
        return join({row.standard.trade, "\n", row.standard.id, "\n", condition_key(row.when)});
    };
    std::vector<Match> found = matches(before_.mapping, after_.mapping, key);
    // A row that only got another condition is that row still.
    const auto same_refs = [&](const MappingRow& a, const MappingRow& b) {
        return a.standard == b.standard &&
               keys(Noun::job_type, a.job_types) == keys(Noun::job_type, b.job_types) &&
               keys(Noun::business_unit, a.business_units) ==
                   keys(Noun::business_unit, b.business_units);
    };
    std::map<StandardKey, std::vector<std::size_t>> gone;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].second == none) gone[before_.mapping[found[i].first].standard].push_back(i);
    }
    std::set<std::size_t> done;
    for (Match& match : found) {
        if (match.first != none || match.second == none) continue;
        const auto of = gone.find(after_.mapping[match.second].standard);
        if (of == gone.end()) continue;
        const auto pair = std::ranges::find_if(of->second, [&](std::size_t i) {
            return !done.contains(i) &&
                   same_refs(before_.mapping[found[i].first], after_.mapping[match.second]);
        });
        if (pair == of->second.end()) continue;
        match.first = found[*pair].first;
        done.insert(*pair);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (done.contains(i)) continue;
        const MappingRow* const earlier =
            found[i].first == none ? nullptr : &before_.mapping[found[i].first];
        const MappingRow* const later =
            found[i].second == none ? nullptr : &after_.mapping[found[i].second];
        const std::size_t count = changes_.size();
        if (earlier == nullptr) {
            mapping_added(*later);
        } else if (later == nullptr) {
            add("mapping_removed", {label(*earlier), " is no longer mapped."});
        } else {
            if (condition_key(earlier->when) != condition_key(later->when)) {
                const auto words = [](const MappingRow& row) {
                    return row.when ? brief(describe(*row.when)) : std::string("all other alerts");
                };
                add("condition_changed",
                    {label(later->standard), " for ", words(*earlier), " is for ", words(*later),
                     " now."},
                    later->at);
            }
            mapping_row(*earlier, *later);
        }
        if (changes_.size() != count) {
            changed_.emplace_back((later == nullptr ? earlier : later)->standard,
                                  later == nullptr ? json::Value() : later->at);
        }
    }
}

void Comparison::trades() {
    const auto name = [&](std::string_view id) {
        const Trade* const trade = catalog_.trade(id);
        return brief(trade == nullptr ? id : std::string_view(trade->label));
    };
    std::set<std::string_view> earlier;
    std::set<std::string_view> later;
    for (const SelectedTrade& trade : before_.trades) earlier.insert(trade.id);
    for (const SelectedTrade& trade : after_.trades) {
        if (later.insert(trade.id).second && !earlier.contains(trade.id))
            add("trade_selected", {"Trade ", name(trade.id), " selected."}, trade.at);
    }
    for (const SelectedTrade& trade : before_.trades) {
        if (!later.insert(trade.id).second) continue;
        const auto stay = static_cast<std::size_t>(std::ranges::count_if(
            after_.mapping, [&](const MappingRow& row) { return row.standard.trade == trade.id; }));
        add("trade_deselected",
            {"Trade ", name(trade.id), " deselected",
             stay == 0 ? std::string()
                       : join({"; ", std::to_string(stay), " of its mappings stay"}),
             "."});
    }
}

void Comparison::text_of(std::string code, std::string_view what, const std::string& before,
                         const std::string& after, json::Value where) {
    if (before == after) return;
    if (before.empty()) {
        add(std::move(code), {what, " is ", brief(after), " now."}, where);
    } else if (after.empty()) {
        add(std::move(code), {what, " is no longer given; it was ", brief(before), "."});
    } else {
        add(std::move(code), {what, " is ", brief(after), " now, not ", brief(before), "."}, where);
    }
}

void Comparison::tenant() {
    const json::Value where = after_.document->root()["tenant"];
    text_of("tenant_changed", "The tenant’s id", before_.tenant_id, after_.tenant_id, where["id"]);
    text_of("tenant_renamed", "The tenant’s name", before_.tenant_name, after_.tenant_name,
            where["name"]);
    text_of("time_zone_changed", "The time zone", before_.time_zone, after_.time_zone,
            after_.time_zone_at);
    text_of("first_tab_changed", "The first tab’s name", before_.desk.first_tab,
            after_.desk.first_tab, after_.desk_at);
    const auto number = [&](std::string_view what, std::int64_t before, std::int64_t after) {
        text_of("desk_changed", what, std::to_string(before), std::to_string(after),
                after_.desk_at);
    };
    number("Minutes to answer a critical lead", before_.desk.critical_minutes,
           after_.desk.critical_minutes);
    number("Minutes to answer an urgent lead", before_.desk.urgent_minutes,
           after_.desk.urgent_minutes);
    number("Hours without an alert that end an episode", before_.desk.episode_hours,
           after_.desk.episode_hours);
    if (before_.ignore != after_.ignore)
        add("ignore_changed", {"Other findings are kept back in the whole document."});
}

void Comparison::integrations() {
    for (const auto& [earlier, later] : matches(before_.integrations, after_.integrations,
                                                [](const Integration& row) { return row.id; }))
        integration(earlier == none ? nullptr : &before_.integrations[earlier],
                    later == none ? nullptr : &after_.integrations[later]);
}

void Comparison::integration(const Integration* before, const Integration* after) {
    const Integration* const any = after != nullptr ? after : before;
    const Partner* const partner = catalog_.partner(any->id);
    const std::string name = brief(partner == nullptr ? any->id : partner->name);
    const bool implied =
        (before != nullptr && before->implied) || (after != nullptr && after->implied);
    if (implied) {
        // A mapping on its own names no integrations; what it switches off counts all the same.
        if (before != nullptr && after != nullptr) switched_off(name, *before, *after);
        return;
    }
    if (after == nullptr) {
        add("integration_removed", {name, " is no longer set up."});
        return;
    }
    Integration nothing;
    nothing.enabled = after->enabled;
    if (before == nullptr) {
        add("integration_added",
            {name, " is set up now, ", after->enabled ? "enabled." : "paused."}, after->at);
        before = &nothing;
    }
    if (before->enabled != after->enabled) {
        add(after->enabled ? "integration_enabled" : "integration_paused",
            {name, after->enabled ? " switched on." : " switched off as a whole."}, after->at);
    }
    const auto campaigns = [](const std::optional<Ref>& campaign) {
        return campaign ? std::vector{*campaign} : std::vector<Ref>();
    };
    references(Noun::campaign, name, campaigns(before->campaign), campaigns(after->campaign),
               after->at);
    agreement(name, *before, *after);
    accounts(name, before->accounts, after->accounts, after->at);
    switched_off(name, *before, *after);
    if (before->ignore != after->ignore)
        add("ignore_changed", {name, ": other findings are kept back."}, after->at);
}

void Comparison::agreement(std::string_view name, const Integration& before,
                           const Integration& after) {
    if (!after.agreement) {
        if (before.agreement) {
            add("agreement_gone",
                {"The record that agreement ", brief(before.agreement->version), " of ", name,
                 " was accepted is gone."},
                after.at);
        }
        return;
    }
    const Acceptance& now = *after.agreement;
    if (before.agreement) {
        const Acceptance& then = *before.agreement;
        if (now.version == then.version && now.sha256 == then.sha256 &&
            now.accepted_at == then.accepted_at && now.by.name == then.by.name &&
            now.by.role == then.by.role)
            return;
    }
    add("agreement_accepted",
        {"Agreement ", brief(now.version), " of ", name, " accepted by ", brief(now.by.name), " (",
         brief(now.by.role), ") on ", brief(now.accepted_at), "."},
        now.at);
}

void Comparison::switched_off(std::string_view name, const Integration& before,
                              const Integration& after) {
    std::set<StandardKey> earlier(before.off.begin(), before.off.end());
    std::set<StandardKey> later;
    for (const SwitchedOff& row : after.off) {
        if (later.insert(row).second && !earlier.contains(row))
            add("job_type_off", {name, ": ", label(row), " switched off."}, row.at);
    }
    for (const SwitchedOff& row : before.off) {
        if (later.insert(row).second)
            add("job_type_on", {name, ": ", label(row), " switched on."}, after.at);
    }
}

void Comparison::accounts(std::string_view name, const std::vector<Account>& before,
                          const std::vector<Account>& after, json::Value where) {
    const auto id = [](const auto& row) { return row.id; };
    /// What accounts and profiles have in common.
    const auto one = [&](std::string_view noun, std::string_view code, std::string_view owner,
                         const auto* earlier, const auto* later, json::Value around) {
        const auto* const any = later != nullptr ? later : earlier;
        std::string who = join({owner, ", ", noun, " ", name_or_id(any->id, any->name)});
        const std::string prefix(code);
        if (later == nullptr) {
            add(prefix + "_removed",
                {owner, ": ", noun, " ", name_or_id(any->id, any->name), " removed."}, around);
            return who;
        }
        if (earlier == nullptr) {
            add(prefix + "_added",
                {owner, ": ", noun, " ", name_or_id(any->id, any->name), " added."}, later->at);
        } else if (earlier->name != later->name) {
            add(prefix + "_renamed",
                {owner, ": ", noun, " ", brief(any->id), " is called ",
                 name_or_id(later->id, later->name), " now, not ",
                 name_or_id(earlier->id, earlier->name), "."},
                later->at);
        }
        references(Noun::business_unit, who,
                   earlier == nullptr ? std::vector<Ref>() : earlier->business_units,
                   later->business_units, later->at);
        return who;
    };
    for (const auto& [i, j] : matches(before, after, id)) {
        const Account* const earlier = i == none ? nullptr : &before[i];
        const Account* const later = j == none ? nullptr : &after[j];
        const std::string who = one("account", "account", name, earlier, later, where);
        if (later == nullptr) continue;
        const std::vector<Profile> no_profiles;
        const std::vector<Profile>& then = earlier == nullptr ? no_profiles : earlier->profiles;
        for (const auto& [k, l] : matches(then, later->profiles, id)) {
            one("profile", "profile", who, k == none ? nullptr : &then[k],
                l == none ? nullptr : &later->profiles[l], later->at);
        }
    }
}

/// Whether leads of the integration can name the standard job type.
bool reaches(const Integration& integration, const Catalog& catalog, const StandardKey& key) {
    const Partner* const partner = catalog.partner(integration.id);
    if (partner == nullptr || !integration.enabled || integration.is_off(key)) return false;
    return partner->delivers_standard_job_types ||
           std::ranges::contains(partner->alert_types, key, &AlertType::standard);
}

}  // namespace

std::vector<Change> compare(const Setup& before, const Setup& after, const Tenant& tenant,
                            const Catalog& catalog) {
    return Comparison(before, after, tenant, catalog).run();
}

void warn_of_shared_changes(const Setup& before, const Setup& after, const Catalog& catalog,
                            Findings& findings) {
    const Tenant tenant;
    const Reading reading{*after.document, findings};
    std::set<StandardKey> told;
    for (const auto& [key, where] : Comparison(before, after, tenant, catalog).changed_mappings()) {
        std::vector<std::string> sharing;
        std::set<std::string_view> seen;
        for (const Integration& integration : after.integrations) {
            if (integration.implied || !reaches(integration, catalog, key) ||
                !seen.insert(integration.id).second)
                continue;
            sharing.push_back(brief(catalog.partner(integration.id)->name));
        }
        if (sharing.size() < 2 || !told.insert(key).second) continue;
        json::Value at = where ? where : after.document->root()["mapping"];
        if (!at) at = after.document->root();
        reading.add(Rule::shared_change, at,
                    join({"The mapping of ", text::named(catalog.label(key)),
                          " has changed, and leads of ", listed(sharing), " share it."}));
    }
}

}  // namespace leadloom
