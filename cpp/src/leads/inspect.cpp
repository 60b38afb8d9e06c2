#include "leadloom/leads/inspect.hpp"

#include <functional>
#include <iterator>
#include <map>
#include <tuple>

#include "leadloom/decide/validate.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// What a word of the feed that no table knows was meant to be.
std::string_view noun_of(Rule rule) {
    switch (rule) {
        case Rule::unknown_partner: return "The source ";
        case Rule::unknown_alert_type: return "The alert type ";
        case Rule::unknown_severity: return "The severity ";
        default: return "The account ";
    }
}

/// A word of one source that a table lacks: its first alert, and how many have it (N7).
struct Unknown {
    Rule rule;
    Symbols::Symbol symbol;
    const Alert* first;
    std::size_t count;
};

/// The nearest word of the table, before what to do about it; nothing when none is near.
std::string hint_of(const Unknown& word, const Workspace& workspace) {
    const Feed& feed = workspace.feed();
    const Partner* const partner = workspace.catalog().partner(feed.word(word.first->source));
    text::Nearest near(feed.word(word.symbol));
    const auto consider = [&](const auto& rows, auto name) {
        for (const auto& row : rows) near.consider(std::invoke(name, row));
    };
    if (word.rule == Rule::unknown_partner) {
        consider(workspace.catalog().partners, &Partner::id);
    } else if (word.rule == Rule::unknown_severity) {
        consider(partner->severities, &SeverityCode::code);
    } else if (word.rule == Rule::unknown_alert_type) {
        consider(partner->alert_types, &AlertType::name);
    } else {
        consider(workspace.setup().integration(partner->id)->accounts, &Account::id);
    }
    const std::string hint = near.hint();
    return hint.empty() ? hint : text::join({hint, " ", row_of(word.rule).hint});
}

LeadCounts lead_counts(const Workspace& workspace) {
    const Desk& desk = workspace.desk();
    LeadCounts counts;
    for (const Alert& alert : workspace.feed().alerts()) {
        if (desk.held(alert) == Held::no) ++counts[desk.outcome(alert).type->standard];
    }
    return counts;
}

/// LL0121 and LL0122: what the severities of a feed show.
void inspect_severities(const Workspace& workspace, Findings& findings) {
    const Desk& desk = workspace.desk();
    const Feed& feed = workspace.feed();
    // What the feed shows of an alert type of a partner: severities passed on, and how many not.
    struct Seen {
        const Outcome* outcome = nullptr;
        const Alert* first = nullptr;
        unsigned passed_on = 0;
        std::size_t held = 0;
    };
    std::map<std::pair<Symbols::Symbol, Symbols::Symbol>, Seen> types;
    for (const Alert& alert : feed.alerts()) {
        const Outcome& outcome = desk.outcome(alert);
        if (alert.duplicate || outcome.type == nullptr || outcome.held == Held::unknown_severity)
            continue;
        Seen& seen = types[{alert.source, alert.type}];
        if (seen.first == nullptr) seen = {&outcome, &alert};
        if (outcome.held == Held::severity_not_passed_on) {
            ++seen.held;
        } else {
            seen.passed_on |= 1U << static_cast<unsigned>(outcome.severity);
        }
    }
    const auto placed = [&](Rule rule, const Alert& alert) {
        return findings.wants_place(rule) ? std::optional(feed.place(alert)) : std::nullopt;
    };
    for (auto here = types.begin(); here != types.end(); ++here) {
        const Seen& seen = here->second;
        const std::string name = text::named(seen.outcome->type->name);
        if (seen.passed_on == 0 && seen.held > 0) {
            findings.add(Rule::held_upstream,
                         seen.held == 1 ? text::join({"The only alert of the type ", name,
                                                      " stays with the partner by its severity."})
                                        : text::join({"All ", text::counted(seen.held, "alert"),
                                                      " of the type ", name,
                                                      " stay with the partner by their severity."}),
                         placed(Rule::held_upstream, *seen.first));
        }
        for (auto other = std::next(here); other != types.end(); ++other) {
            const Seen& later = other->second;
            if (other->first.first != here->first.first || seen.passed_on == 0 ||
                later.passed_on == 0 || seen.passed_on == later.passed_on ||
                seen.outcome->type->standard != later.outcome->type->standard)
                continue;
            Finding* const finding = findings.add(
                Rule::severities_collapse,
                text::join({name, " and ", text::named(later.outcome->type->name),
                            " arrive with different severities and both become ",
                            text::named(workspace.catalog().label(seen.outcome->type->standard)),
                            "."}),
                placed(Rule::severities_collapse, *later.first));
            if (finding != nullptr)
                finding->related.push_back({feed.place(*seen.first), "The first of the other."});
        }
    }
}

/// LL0401 to LL0407: records set aside, words that no table knows, deliveries that came again.
void inspect_feed(const Workspace& workspace, Findings& findings) {
    const Desk& desk = workspace.desk();
    const Feed& feed = workspace.feed();
    for (const SetAside& aside : feed.set_aside())
        findings.add(aside.rule, aside.message, aside.place, aside.hint);
    std::vector<Unknown> unknown;
    std::map<std::tuple<Rule, Symbols::Symbol, Symbols::Symbol>, std::size_t> known;
    const auto note = [&](Rule rule, Symbols::Symbol symbol, const Alert& alert) {
        const auto [at, added] =
            known.try_emplace(std::tuple(rule, alert.source, symbol), unknown.size());
        if (added) unknown.push_back({rule, symbol, &alert, 0});
        ++unknown[at->second].count;
    };
    std::size_t duplicates = 0;
    const Alert* first_duplicate = nullptr;
    for (const Alert& alert : feed.alerts()) {
        if (alert.duplicate) {
            if (duplicates++ == 0) first_duplicate = &alert;
            continue;
        }
        const Outcome& outcome = desk.outcome(alert);
        if (outcome.held == Held::unknown_partner) note(Rule::unknown_partner, alert.source, alert);
        if (outcome.held == Held::unknown_alert_type)
            note(Rule::unknown_alert_type, alert.type, alert);
        if (outcome.held == Held::unknown_severity)
            note(Rule::unknown_severity, alert.severity, alert);
        if (outcome.partner == nullptr || alert.account == 0 || !workspace.has_setup()) continue;
        const Integration* const integration = workspace.setup().integration(outcome.partner->id);
        if (integration != nullptr && integration->account(feed.word(alert.account)) == nullptr) {
            note(Rule::unknown_account, alert.account, alert);
        }
    }
    const auto placed = [&](const Alert& alert) {
        return findings.listing() ? std::optional(feed.place(alert)) : std::nullopt;
    };
    for (const Unknown& word : unknown) {
        findings.add(word.rule,
                     text::join({noun_of(word.rule), text::named(feed.word(word.symbol)),
                                 " is not known; ", text::counted(word.count, "alert"),
                                 word.count == 1 ? " has it." : " have it."}),
                     placed(*word.first),
                     findings.listing() ? hint_of(word, workspace) : std::string());
    }
    if (first_duplicate != nullptr) {
        findings.add(Rule::duplicate_delivery,
                     text::join({text::counted(duplicates, "alert"),
                                 " came again with the same source and id."}),
                     placed(*first_duplicate));
    }
}

}  // namespace

void inspect_setup(const Workspace& workspace, Findings& findings) {
    if (workspace.has_setup())
        validate(workspace.setup(), workspace.tenant(), workspace.catalog(), findings,
                 lead_counts(workspace));
}

void inspect(const Workspace& workspace, Findings& findings) {
    for (const Setup& earlier : workspace.earlier_setups())
        validate(earlier, workspace.tenant(), workspace.catalog(), findings);
    inspect_setup(workspace, findings);
    validate_exports(workspace.tenant(), findings);
    inspect_feed(workspace, findings);
    inspect_severities(workspace, findings);
}

}  // namespace leadloom
