#include "leadloom/customers/register.hpp"

#include <algorithm>
#include <cstring>

namespace leadloom {

namespace {

/// What stands before the raw fields of a record.
struct Header {
    Id id = 0;
    Id merged_to = 0;
    std::int64_t modified = 0;
    std::uint32_t bytes = 0;
};

/// Records removed or replaced before the register is packed anew.
constexpr std::size_t least_dead = 4096;

}  // namespace

std::uint32_t CustomerRegister::keep(const CustomerHead* head, std::string_view raw_fields) {
    Header header;
    if (head != nullptr) header = {head->id, head->merged_to, head->modified};
    header.bytes = static_cast<std::uint32_t>(raw_fields.size());
    const std::size_t size = (sizeof(Header) + raw_fields.size() + 3) / 4 * 4;
    std::uint64_t at = 0;
    char* const place = pages_.add(size, at);
    std::memcpy(place, &header, sizeof(Header));
    std::memcpy(place + sizeof(Header), raw_fields.data(), raw_fields.size());
    return static_cast<std::uint32_t>(at / 4);
}

std::string_view CustomerRegister::raw_at(std::uint32_t place) const {
    const char* const bytes = pages_.at(std::uint64_t{place} * 4);
    Header header;
    std::memcpy(&header, bytes, sizeof(Header));
    return {bytes + sizeof(Header), header.bytes};
}

std::string_view CustomerRegister::raw(Slot slot) const { return raw_at(places_[slot]); }

CustomerHead CustomerRegister::head(Slot slot) const {
    Header header;
    std::memcpy(&header, pages_.at(std::uint64_t{places_[slot]} * 4), sizeof(Header));
    return {header.id, header.merged_to, header.modified, active(slot),
            (states_[slot] & State::do_not_service) != 0};
}

Id CustomerRegister::id(Slot slot) const {
    Id id = 0;
    std::memcpy(&id, pages_.at(std::uint64_t{places_[slot]} * 4), sizeof(Id));
    return id;
}

std::size_t CustomerRegister::bucket(Id id) const {
    const std::uint64_t mixed = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL;
    const std::size_t mask = buckets_.size() - 1;
    std::size_t at = static_cast<std::size_t>(mixed >> 32U) & mask;
    while (buckets_[at] != no_slot && this->id(buckets_[at]) != id) at = (at + 1) & mask;
    return at;
}

void CustomerRegister::grow_buckets() {
    std::vector<std::uint32_t> old(std::max<std::size_t>(64, buckets_.size() * 2), no_slot);
    old.swap(buckets_);
    for (const std::uint32_t slot : old) {
        if (slot != no_slot) buckets_[bucket(id(slot))] = slot;
    }
}

std::optional<Slot> CustomerRegister::find(Id id) const {
    if (buckets_.empty()) return std::nullopt;
    const std::uint32_t slot = buckets_[bucket(id)];
    if (slot == no_slot || !living(slot)) return std::nullopt;
    return slot;
}

void CustomerRegister::point(Id id, Slot slot) {
    if ((known_ + 1) * 4 > buckets_.size() * 3) grow_buckets();
    std::uint32_t& bucket_slot = buckets_[bucket(id)];
    known_ += bucket_slot == no_slot ? 1U : 0U;
    bucket_slot = slot;
}

Slot CustomerRegister::new_slot(std::uint32_t place, std::uint8_t state, std::uint32_t additions) {
    places_.push_back(place);
    states_.push_back(state);
    if (!additions_.empty()) additions_.push_back(additions);
    ++living_;
    return slots() - 1;
}

void CustomerRegister::bury(Slot slot) {
    states_[slot] &= static_cast<std::uint8_t>(~State::live);
    --living_;
}

Put CustomerRegister::put(const CustomerHead& head, std::string_view raw_fields) {
    const std::optional<Slot> before = find(head.id);
    std::uint32_t additions = 0;
    if (before) {
        const CustomerHead known = this->head(*before);
        const bool older = head.modified != 0 && head.modified < known.modified;
        const bool same = head.modified == known.modified && head.active == known.active &&
                          head.merged_to == known.merged_to &&
                          head.do_not_service == known.do_not_service && raw(*before) == raw_fields;
        if (older || same) return Put::unchanged;
        if (!additions_.empty()) additions = additions_[*before];
        bury(*before);
    }
    const auto state = static_cast<std::uint8_t>(State::live | (head.active ? State::active : 0) |
                                                 (head.merged_to != 0 ? State::merged : 0) |
                                                 (head.do_not_service ? State::do_not_service : 0));
    const Slot slot = new_slot(keep(&head, raw_fields), state, additions);
    point(head.id, slot);
    if (const auto waited = waiting_.find(head.id); waited != waiting_.end()) {
        const std::vector<Waiting> rows = std::move(waited->second);
        waiting_.erase(waited);
        for (const Waiting& row : rows) add(head.id, row.id, row.raw_fields);
    }
    return before ? Put::changed : Put::added;
}

Slot CustomerRegister::fresh(Slot slot) {
    if (slot >= indexed_) return slot;
    bury(slot);
    const auto state = static_cast<std::uint8_t>(states_[slot] | State::live);
    const Slot moved = new_slot(places_[slot], state, additions_.empty() ? 0 : additions_[slot]);
    point(id(moved), moved);
    return moved;
}

Put CustomerRegister::add(Id customer, Id id, std::string_view raw_fields) {
    const std::optional<Slot> found = find(customer);
    if (!found) {
        std::vector<Waiting>& rows = waiting_[customer];
        const auto same = std::ranges::find(rows, id, &Waiting::id);
        if (same != rows.end()) {
            same->raw_fields = raw_fields;
        } else {
            rows.emplace_back(id, std::string(raw_fields));
        }
        return Put::added;
    }
    if (more_.empty()) {
        more_.emplace_back();
        additions_.assign(states_.size(), 0);
    }
    std::uint32_t known = additions_[*found];
    while (known != 0 && more_[known].id != id) known = more_[known].next;
    if (known != 0 && raw_at(more_[known].place) == raw_fields) return Put::unchanged;
    const Slot slot = fresh(*found);
    const std::uint32_t place = keep(nullptr, raw_fields);
    if (known != 0) {
        more_[known].place = place;
        return Put::changed;
    }
    more_.push_back({id, place, additions_[slot]});
    additions_[slot] = static_cast<std::uint32_t>(more_.size() - 1);
    return Put::added;
}

bool CustomerRegister::remove(Id id) {
    const std::optional<Slot> slot = find(id);
    if (!slot) return false;
    bury(*slot);
    return true;
}

std::optional<Slot> CustomerRegister::survivor(Slot slot) const {
    // A chain longer than any that people make, or in a circle, ends nowhere.
    constexpr int longest = 64;
    for (int step = 0; merged(slot); ++step) {
        const std::optional<Slot> next = find(head(slot).merged_to);
        if (!next || step > longest) return std::nullopt;
        slot = *next;
    }
    return slot;
}

std::vector<Id> CustomerRegister::circles() const {
    std::vector<Id> found;
    // The walk that a slot was met in.
    std::unordered_map<Slot, Slot> walks;
    for (Slot start = 0; start < slots(); ++start) {
        if (!living(start) || !merged(start)) continue;
        Slot at = start;
        while (merged(at) && !walks.contains(at)) {
            walks[at] = start;
            const std::optional<Slot> next = find(head(at).merged_to);
            if (!next) break;
            at = *next;
        }
        const auto met = walks.find(at);
        if (merged(at) && met != walks.end() && met->second == start &&
            find(head(at).merged_to).has_value())
            found.push_back(id(at));
    }
    return found;
}

CustomerRecord CustomerRegister::record(Slot slot) const {
    CustomerRecord record;
    static_cast<CustomerHead&>(record) = head(slot);
    each_raw(slot, [&](std::string_view bytes) {
        Address* address = &record.address;
        each_field(bytes, [&](const RawField& field) {
            switch (field.kind) {
                case Raw::name: record.name = field.text; break;
                case Raw::type: record.type = field.text; break;
                case Raw::street: address->street = field.text; break;
                case Raw::unit: address->unit = field.text; break;
                case Raw::city: address->city = field.text; break;
                case Raw::state: address->state = field.text; break;
                case Raw::zip: address->zip = field.text; break;
                case Raw::country: address->country = field.text; break;
                case Raw::location:
                    record.locations.push_back({field.id, std::string(field.text), {}});
                    address = &record.locations.back().address;
                    break;
                case Raw::phone: record.phones.emplace_back(field.text); break;
                case Raw::email: record.emails.emplace_back(field.text); break;
            }
        });
    });
    return record;
}

Identity CustomerRegister::identity(Slot slot) const {
    Identity all;
    each_raw(slot, [&](std::string_view bytes) { add_identity(bytes, all); });
    return all;
}

bool CustomerRegister::read_entry(Slot slot, IndexEntry& entry) const {
    if (!living(slot)) return false;
    entry.identity = identity(slot);
    const Identity& all = entry.identity;
    add_terms(all, entry.terms);
    for (const text::Phone& phone : all.phones) {
        const std::uint64_t number = phone.number();
        if (number != 0 && !std::ranges::contains(entry.phones, number))
            entry.phones.push_back(number);
    }
    for (const text::Email& email : all.emails) {
        const std::uint32_t key = email_key(email);
        if (!std::ranges::contains(entry.emails, key)) entry.emails.push_back(key);
    }
    for (const text::PostalAddress& address : all.addresses) {
        const std::uint32_t key = place_key(address);
        if (key != 0 && !std::ranges::contains(entry.places, key)) entry.places.push_back(key);
    }
    return true;
}

void CustomerRegister::settle() {
    if (states_.size() - living_ > std::max(least_dead, states_.size() / 3)) compact();
    if (settled()) return;
    Slot first = indexed_;
    // A segment at most four times as long as what comes after it is made one with it.
    while (!segments_.empty() &&
           segments_.back()->last() - segments_.back()->first() <= 4 * (slots() - first)) {
        first = segments_.back()->first();
        segments_.pop_back();
    }
    segments_.push_back(std::make_unique<Segment>(
        first, slots(), [this](Slot slot, IndexEntry& entry) { return read_entry(slot, entry); }));
    indexed_ = slots();
}

void CustomerRegister::compact() {
    CustomerRegister packed;
    for (Slot slot = 0; slot < slots(); ++slot) {
        if (!living(slot)) continue;
        const CustomerHead known = head(slot);
        packed.put(known, raw(slot));
        if (additions_.empty()) continue;
        std::vector<std::uint32_t> rows;
        for (std::uint32_t at = additions_[slot]; at != 0; at = more_[at].next) rows.push_back(at);
        for (auto row = rows.rbegin(); row != rows.rend(); ++row)
            packed.add(known.id, more_[*row].id, raw_at(more_[*row].place));
    }
    packed.waiting_ = std::move(waiting_);
    *this = std::move(packed);
}

std::size_t CustomerRegister::index_bytes() const {
    std::size_t bytes = states_.capacity();
    for (const auto* const list : {&places_, &buckets_, &additions_})
        bytes += list->capacity() * sizeof(std::uint32_t);
    bytes += more_.capacity() * sizeof(Addition);
    for (const auto& segment : segments_) bytes += segment->bytes();
    return bytes;
}

}  // namespace leadloom
