#include "leadloom/leads/card.hpp"

#include <algorithm>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

std::string trimmed_text(json::Value value) { return std::string(text::trimmed(value.text())); }

/// A time of the partner as UTC; remarks on what is odd about it.
std::string read_time(json::Value value, std::string_view what, std::vector<Reason>& remarks,
                      time::Instant on_clock = Alert::no_time) {
    const std::string sent = trimmed_text(value);
    if (sent.empty()) return {};
    const auto read = time::parse(sent);
    if (!read) {
        remarks.push_back({"bad_time", text::join({"The partner sent ", text::named(sent), " as ",
                                                   what, ", which is no date."})});
        return {};
    }
    if (on_clock != Alert::no_time) return time::format(on_clock);
    if (!read->zoned) {
        remarks.push_back({"time_without_zone", "The " + std::string(what) + " " +
                                                    text::named(sent) +
                                                    " has no time zone; it is read as UTC."});
    }
    return time::format(read->instant);
}

void remark_on_contact(const Contact& contact, std::vector<Reason>& remarks) {
    if (contact.phone.empty()) {
        remarks.push_back({"no_phone", "The partner sent no phone number."});
    } else if (!text::dialled(contact.phone).number.empty()) {
        // It can be.
    } else if (contact.phone.find_first_of("*xX") != std::string::npos &&
               text::phone_digits(contact.phone).size() < 10) {
        remarks.push_back(
            {"masked_phone", "The phone number is masked. Look it up in the customer record."});
    } else {
        remarks.push_back(
            {"false_phone", text::join({"This cannot be a phone number: ", contact.phone, "."})});
    }
    if (contact.name.empty()) remarks.push_back({"no_name", "The partner sent no name."});
}

/// The severity that a lead has, in the words of whichever alert of its episode brought it there.
const std::string& worst_of(const Episode& episode, const Alert& lead, const Feed& feed,
                            const Desk& desk) {
    const Outcome& outcome = desk.outcome(lead);
    const auto is_it = [&](const std::string& word) {
        const SeverityCode* const code = outcome.partner->severity(word);
        return code != nullptr && code->severity == outcome.severity;
    };
    const std::string& first = feed.word(lead.severity);
    if (is_it(first)) return first;
    for (const Sighting& sighting : episode.timeline) {
        const std::string& word = feed.word(feed.alerts()[sighting.alert].severity);
        if (is_it(word)) return word;
    }
    return first;
}

}  // namespace

Card card_of(const Alert& alert, const Feed& feed, const Desk& desk, const Setup& setup,
             const Catalog& catalog, const CustomerLink& matched) {
    json::Tape tape;
    // The text was read before, so it can be read again; its depth is known to be allowed.
    (void)json::read(alert.text, alert.text.size(), tape);
    const AlertFields fields = alert_fields(tape.root());
    const Outcome& outcome = desk.outcome(alert);
    Card card;
    card.lead = feed.lead_id(alert);
    card.source = feed.word(alert.source);
    card.alert_id = alert.id;
    card.integration_name = outcome.partner->name;
    card.mark = outcome.partner->mark;
    card.alert_type = outcome.type->name;
    card.standard = outcome.type->standard;
    card.standard_label = catalog.label(card.standard);
    card.severity = outcome.severity;
    card.severity_as_sent = feed.word(alert.severity);
    card.submitted_on = read_time(fields.submitted_on, "submitted date", card.remarks,
                                  is_on_clock(fields) ? alert.submitted : Alert::no_time);
    card.scheduled_on = read_time(fields.scheduled_on, "scheduled date", card.remarks);
    if (card.submitted_on.empty() && !fields.submitted_on) {
        card.remarks.push_back({"no_time", "The partner sent no submitted date."});
    }
    card.account.name = feed.word(alert.account);
    card.profile.name = feed.word(alert.profile);
    const Integration* const integration = setup.integration(outcome.partner->id);
    const Account* const account =
        integration == nullptr ? nullptr : integration->account(card.account.name);
    if (alert.account != 0 && account == nullptr) {
        card.remarks.push_back(
            {"unknown_account", text::join({"The account ", text::named(card.account.name),
                                            " is not connected in the set-up."})});
    }
    card.account = {card.account.name, account != nullptr && !account->name.empty()
                                           ? account->name
                                           : card.account.name};
    card.profile = {card.profile.name, card.profile.name};
    if (account != nullptr) {
        const auto profile = std::ranges::find(account->profiles, card.profile.name, &Profile::id);
        if (profile != account->profiles.end() && !profile->name.empty())
            card.profile.value = profile->name;
    }
    const auto said = [&](MemberPart part) { return member_text(fields, part); };
    card.contact = {
        .name = said(MemberPart::name),
        .phone = said(MemberPart::phone),
        .email = said(MemberPart::email),
        .address = {said(MemberPart::street), said(MemberPart::unit), said(MemberPart::city),
                    said(MemberPart::state), said(MemberPart::zip), said(MemberPart::country)}};
    remark_on_contact(card.contact, card.remarks);
    card.device_id = trimmed_text(fields.device["id"]);
    card.device_name = trimmed_text(fields.device["name"]);
    card.device_placement = trimmed_text(fields.device["placement"]);
    card.details = alert_details(fields);
    if (const Handling* const done = desk.handling(alert)) card.handling = *done;
    card.customer = card.handling.customer.decided ? card.handling.customer : matched;
    card.resolution = desk.resolution(alert, {card.contact.address.zip, card.contact.address.state,
                                              card.customer.type, card.device_placement});
    const Episode episode = desk.episode(alert);
    if (const std::string& worst = worst_of(episode, alert, feed, desk);
        worst != card.severity_as_sent) {
        card.remarks.push_back(
            {"worse", text::join({"It was ", card.severity_as_sent, " first; its device has said ",
                                  worst, " since."})});
        card.severity_as_sent = worst;
    }
    for (const Sighting& sighting : episode.timeline) {
        const Alert& seen = feed.alerts()[sighting.alert];
        card.timeline.push_back(
            {word(sighting.step),
             seen.submitted == Alert::no_time ? std::string() : time::format(seen.submitted),
             feed.word(seen.severity), std::string(seen.id)});
    }
    card.cleared_by_itself = episode.cleared_by_itself(card.handling.state != LeadState::fresh);
    card.repeats = desk.repeats(alert);
    if (const auto by = desk.respond_by(alert)) card.respond_by = time::format(*by);
    return card;
}

}  // namespace leadloom
