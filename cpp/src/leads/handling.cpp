#include "leadloom/leads/handling.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "leadloom/decide/resolve.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"
#include "leadloom/time/instant.hpp"

namespace leadloom {

using text::join;
using text::named;

namespace {

constexpr std::string_view state_words[] = {"new", "accepted", "follow_up", "booked", "dismissed"};
static_assert(std::size(state_words) == lead_state_count);

/// What every command on a lead has.
constexpr Field common[] = {{"type", Type::text, Need::required},
                            {"at", Type::time, Need::required},
                            {"by", Type::object, Need::required},
                            {"lead", Type::text, Need::required}};
constexpr std::size_t most_fields = 8;

/// A command while it is done.
struct Act {
    const Reading& reading;
    /// Null for what was allowed in its time.
    const Tenant* tenant;
    /// Values of the command's own fields.
    std::span<const json::Value> values;
    json::Value root;

    [[nodiscard]] Id id(std::size_t field) const { return values[field].integer().value_or(0); }
    [[nodiscard]] std::string text(std::size_t field) const {
        return std::string(text::trimmed(values[field].text()));
    }
    bool refuse(Rule rule, json::Value at, std::string_view message) const {
        reading.add(rule, at, message);
        return false;
    }

    /// Whether the tenant has the record, active; a finding if not.
    template <class Record>
    const Record* active(const Records<Record>& records, json::Value named_by,
                         std::string_view noun, Rule inactive) const {
        const Record* const record = records.find(named_by.integer().value_or(0));
        if (record == nullptr) {
            refuse(Rule::not_in_tenant, named_by,
                   join({"The tenant has no ", noun, " ", named_by.text(), "."}));
        } else if (!record->active) {
            refuse(inactive, named_by,
                   join({"The ", noun, " ", named(record->name), " is inactive."}));
            return nullptr;
        }
        return record;
    }

    /// Whether ServiceTitan lets a job of this type be booked in this business unit.
    [[nodiscard]] bool bookable(json::Value job_type, json::Value business_unit) const {
        if (tenant == nullptr || !tenant->given()) return true;
        const JobType* const type =
            active(tenant->job_types, job_type, "job type", Rule::job_type_inactive);
        const BusinessUnit* const unit = active(tenant->business_units, business_unit,
                                                "business unit", Rule::business_unit_inactive);
        if (type == nullptr || unit == nullptr) return false;
        if (serves(*type, unit->id)) return true;
        return refuse(
            Rule::pair_not_bookable, business_unit,
            join({named(unit->name), " does not serve the job type ", named(type->name), "."}));
    }
};

bool nothing_more(const Act& /*act*/, Handling& /*handling*/) { return true; }

/// What a request said is another thing by now.
void forget(Handling& handling, std::string_view request) {
    std::erase_if(handling.handed_over,
                  [&](const HandedOver& one) { return one.request == request; });
}

constexpr Field follow_up_fields[] = {{"on", Type::time, Need::required}, {"note", Type::text}};

bool follow_up(const Act& act, Handling& handling) {
    handling.follow_up_on = act.text(0);
    handling.note = act.text(1);
    forget(handling, "LeadCreateRequest");
    return true;
}

constexpr Field book_fields[] = {{"jobType", Type::id, Need::required},
                                 {"businessUnit", Type::id, Need::required},
                                 {"start", Type::time, Need::required},
                                 {"end", Type::time, Need::required},
                                 {"campaign", Type::id},
                                 {"priority", Type::text},
                                 {"summary", Type::text},
                                 {"tags", Type::array}};
static_assert(std::size(book_fields) == most_fields);

constexpr std::string_view priorities[] = {"Low", "Normal", "High", "Urgent"};

bool book(const Act& act, Handling& handling) {
    JobDetails job{act.id(0),   act.id(1),   act.id(4),   act.text(5),
                   act.text(2), act.text(3), act.text(6), {}};
    if (!act.bookable(act.values[0], act.values[1])) return false;
    const bool checks = act.tenant != nullptr && !act.tenant->campaigns.empty();
    if (checks && act.values[4] &&
        act.active(act.tenant->campaigns, act.values[4], "campaign", Rule::campaign_inactive) ==
            nullptr)
        return false;
    if (time::parse(job.end)->instant <= time::parse(job.start)->instant)
        return act.refuse(Rule::ends_before_it_begins, act.values[3],
                          "The appointment ends before it begins.");
    if (!job.priority.empty() && !std::ranges::contains(priorities, job.priority))
        return act.refuse(
            Rule::unknown_value, act.values[5],
            join({named(job.priority), " is no priority: Low, Normal, High, Urgent."}));
    for (const json::Value tag : act.values[7]) {
        const auto id = tag.integer();
        if (!id || *id <= 0) return act.refuse(Rule::id_out_of_range, tag, "A tag must be an id.");
        job.tags.push_back(*id);
    }
    handling.job = std::move(job);
    forget(handling, "JobCreateRequest");
    return true;
}

constexpr Field dismiss_fields[] = {{"reason", Type::text, Need::required}};

bool dismiss(const Act& act, Handling& handling) {
    handling.dismissed_because = act.text(0);
    if (!handling.dismissed_because.empty()) return true;
    return act.refuse(Rule::missing_field, act.values[0], "A lead is dismissed for a reason.");
}

constexpr Field assign_fields[] = {{"to", Type::text, Need::required}};

bool assign(const Act& act, Handling& handling) {
    handling.assigned_to = act.text(0);
    return true;
}

constexpr Field link_fields[] = {{"customer", Type::id},
                                 {"location", Type::id},
                                 {"customerType", Type::text},
                                 {"automatic", Type::boolean}};

bool link(const Act& act, Handling& handling) {
    handling.customer = {act.id(0), act.id(1), act.text(2), act.values[3].is_true(), true};
    return true;
}

constexpr Field fill_in_fields[] = {{"jobType", Type::id, Need::required},
                                    {"businessUnit", Type::id, Need::required}};

bool fill_in(const Act& act, Handling& handling) {
    handling.job_type = act.id(0);
    handling.business_unit = act.id(1);
    return act.bookable(act.values[0], act.values[1]);
}

constexpr Field hand_over_fields[] = {{"request", Type::text, Need::required}, {"id", Type::id}};

bool hand_over(const Act& act, Handling& handling) {
    const std::string request = act.text(0);
    forget(handling, request);
    handling.handed_over.push_back({request, act.id(1)});
    return true;
}

constexpr unsigned of(LeadState state) { return 1U << static_cast<unsigned>(state); }

constexpr unsigned fresh = of(LeadState::fresh);
constexpr unsigned open = of(LeadState::accepted) | of(LeadState::follow_up);
constexpr unsigned ended = of(LeadState::booked) | of(LeadState::dismissed);

struct CommandRow {
    std::string_view type;
    std::span<const Field> fields;
    bool (*run)(const Act&, Handling&);
    /// States that it may be done in.
    unsigned from;
    /// Where it leads; nothing for a command that moves nothing.
    std::optional<LeadState> to;
    Rule refusal = Rule::move_refused;
    /// Somebody has looked at the lead.
    bool answers = false;
};

constexpr CommandRow rows[] = {
    {"accept_lead",
     {},
     nothing_more,
     fresh | of(LeadState::follow_up),
     LeadState::accepted,
     Rule::not_new,
     true},
    {"assign_lead", assign_fields, assign, fresh | open | ended, {}},
    {"book_lead", book_fields, book, fresh | open, LeadState::booked, Rule::not_accepted, true},
    {"dismiss_lead", dismiss_fields, dismiss, fresh | open, LeadState::dismissed,
     Rule::move_refused, true},
    {"fill_in_lead", fill_in_fields, fill_in, fresh | open, {}},
    {"follow_up_lead", follow_up_fields, follow_up, fresh | open, LeadState::follow_up,
     Rule::move_refused, true},
    {"hand_over_lead", hand_over_fields, hand_over, open | of(LeadState::booked), {}},
    {"link_customer", link_fields, link, fresh | open | of(LeadState::booked), {}},
    {"redo_lead", {}, nullptr, 0, {}},
    {"reopen_lead", {}, nothing_more, open | ended, LeadState::fresh},
    {"undo_lead", {}, nullptr, 0, {}},
};

const CommandRow* row_of(std::string_view type) {
    const auto* const row = std::ranges::find(rows, type, &CommandRow::type);
    return row == std::end(rows) ? nullptr : row;
}

}  // namespace

Id Handling::created_by(std::string_view request) const {
    const auto one = std::ranges::find(handed_over, request, &HandedOver::request);
    return one == handed_over.end() ? 0 : one->id;
}

std::string_view word(LeadState state) { return state_words[static_cast<std::size_t>(state)]; }

bool is_lead_command(std::string_view type) { return row_of(type) != nullptr; }

std::vector<std::string_view> allowed_in(LeadState state) {
    std::vector<std::string_view> types;
    for (const CommandRow& row : rows)
        if ((row.from & of(state)) != 0) types.push_back(row.type);
    return types;
}

bool carry_out(const Reading& reading, json::Value command, const Tenant* tenant,
               Handling& handling) {
    const auto read = read_command(reading, command);
    const CommandRow* const row = read ? row_of(read->type) : nullptr;
    if (row == nullptr) return false;
    std::array<Field, std::size(common) + most_fields> fields;
    std::ranges::copy(row->fields, std::ranges::copy(common, fields.begin()).out);
    std::array<json::Value, fields.size()> values{};
    const auto taken = std::span(fields).first(std::size(common) + row->fields.size());
    if (!reading.take(command, taken, Others::refused, values)) return false;
    if (row->run == nullptr) return true;
    if ((row->from & of(handling.state)) == 0) {
        const bool known = !handling.at.empty();
        reading.add(row->refusal, values[3],
                    join({"The lead is ", word(handling.state), known ? ", by " : "",
                          handling.by.name, known ? " on " : "", handling.at, "."}));
        return false;
    }
    Handling next = handling;
    const Act act{reading, tenant, std::span(values).subspan(std::size(common)), command};
    if (!row->run(act, next)) return false;
    if (row->to) {
        next.state = *row->to;
        next.by = read->by;
        next.at = read->at;
    }
    if (row->answers && next.first_response_at.empty()) next.first_response_at = read->at;
    handling = std::move(next);
    return true;
}

}  // namespace leadloom
