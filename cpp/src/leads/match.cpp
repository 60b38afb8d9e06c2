#include "leadloom/leads/match.hpp"

#include <algorithm>

#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// What agrees beside the name; empty when nothing does.
std::string evidence(const Tenant& tenant, const Customer& customer, const Contact& contact) {
    const std::string phone = text::phone_digits(contact.phone);
    const std::string email = text::fold(contact.email);
    const auto contacts = tenant.contacts.find(customer.id);
    if (contacts != tenant.contacts.end()) {
        for (const CustomerContact& known : contacts->second) {
            if (phone.size() == 10 && text::phone_digits(known.value) == phone) return "phone";
            if (!email.empty() && text::fold(known.value) == email) return "e-mail";
        }
    }
    const Address& here = customer.address;
    const Address& there = contact.address;
    const bool street = !there.street.empty() && text::same_folded(here.street, there.street);
    const bool zip = !there.zip.empty() && here.zip.substr(0, 5) == there.zip.substr(0, 5);
    if (street && zip && text::same_folded(here.unit, there.unit)) return "address";
    return {};
}

}  // namespace

CustomerIndex::CustomerIndex(const Tenant& tenant) : tenant_(tenant) {
    const std::vector<Customer>& all = tenant.customers.all();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        const auto next = static_cast<std::uint32_t>(namesakes_.size());
        const auto [at, added] = by_name_.try_emplace(text::fold(all[i].name), next);
        if (added) namesakes_.emplace_back();
        namesakes_[at->second].push_back(i);
    }
}

const Customer* CustomerIndex::survivor(const Customer& customer) const {
    const Customer* at = &customer;
    // A chain longer than the list of customers is a circle.
    for (std::size_t step = 0; at != nullptr && at->merged_to != 0; ++step) {
        if (step > tenant_.customers.all().size()) return nullptr;
        at = tenant_.customers.find(at->merged_to);
    }
    return at != nullptr && at->active ? at : nullptr;
}

CustomerMatch CustomerIndex::match(const Contact& contact) const {
    const auto known = by_name_.find(text::fold(contact.name));
    if (contact.name.empty() || known == by_name_.end()) {
        return {.kind = CustomerMatch::Kind::none,
                .text = "No customer is spelled like this. Search for the customer."};
    }
    const std::vector<std::uint32_t>& namesakes = namesakes_[known->second];
    std::vector<const Customer*> found;
    std::string agrees;
    for (const std::uint32_t i : namesakes) {
        const Customer& candidate = tenant_.customers.all()[i];
        const std::string shared = evidence(tenant_, candidate, contact);
        const Customer* const record = shared.empty() ? nullptr : survivor(candidate);
        if (record == nullptr || std::ranges::contains(found, record)) continue;
        found.push_back(record);
        agrees = shared;
    }
    if (found.empty()) {
        return {.kind = CustomerMatch::Kind::none,
                .text = text::join({text::counted(namesakes.size(), "customer"),
                                    " of this name, but no phone, e-mail or address agrees. Search "
                                    "for the customer."})};
    }
    if (found.size() > 1) {
        return {.kind = CustomerMatch::Kind::several,
                .text = text::join({text::counted(found.size(), "customer"), " agree in name and ",
                                    agrees, ". Choose the right one."})};
    }
    return {CustomerMatch::Kind::exact, found.front(), found.front()->id,
            text::join({"Name and ", agrees, " agree."})};
}

CustomerMatch CustomerIndex::linked(Id customer) const {
    return {CustomerMatch::Kind::linked, tenant_.customers.find(customer), customer,
            "Linked by the office."};
}

}  // namespace leadloom
