/// The tenant's customers, a million of them: what is in them, and what finds them.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "leadloom/customers/pages.hpp"
#include "leadloom/customers/record.hpp"
#include "leadloom/customers/segment.hpp"

namespace leadloom {

/// A location of a customer, as it was exported.
struct CustomerLocation {
    Id id = 0;
    std::string name;
    Address address;
};

/// A record, read back.
struct CustomerRecord : CustomerHead {
    std::string name;
    std::string type;
    Address address;
    std::vector<CustomerLocation> locations;
    std::vector<std::string> phones;
    std::vector<std::string> emails;
};

/// What became of a record that was put.
enum class Put : std::uint8_t { added, changed, unchanged };

/// Customers by id, with their locations and contacts, and the index over their normal forms.
/// Records are put and removed at any time; `settle` brings the index up to what is there. It
/// indexes what is new as a segment of its own and joins segments of like size, so that a change
/// costs in proportion to itself and not to the register.
class CustomerRegister {
public:
    /// Puts a record. Of two with one id the one with the later `modified` stays; the same once
    /// more changes nothing, so that exports may overlap.
    Put put(const CustomerHead& head, std::string_view raw_fields);
    /// Adds to a customer what another export has: a contact or a location, known by its own id.
    /// What comes before its customer waits for it.
    Put add(Id customer, Id id, std::string_view raw_fields);
    /// Removes a customer; false when there is none of that id.
    bool remove(Id id);

    /// Customers that are there, merged and inactive ones included.
    [[nodiscard]] std::size_t size() const { return living_; }
    /// Where a customer stands; nothing when there is none of that id.
    [[nodiscard]] std::optional<Slot> find(Id id) const;
    /// The record that a chain of merges ends at, whatever its state; nothing for a chain that ends
    /// nowhere or in a circle.
    [[nodiscard]] std::optional<Slot> survivor(Slot slot) const;
    /// A customer whose chain of merges is a circle, one for each circle.
    [[nodiscard]] std::vector<Id> circles() const;

    /// Neither removed nor replaced.
    [[nodiscard]] bool living(Slot slot) const { return (states_[slot] & State::live) != 0; }
    /// As the export says.
    [[nodiscard]] bool active(Slot slot) const { return (states_[slot] & State::active) != 0; }
    /// Whether it was merged into another.
    [[nodiscard]] bool merged(Slot slot) const { return (states_[slot] & State::merged) != 0; }
    /// What a record says of itself besides its fields.
    [[nodiscard]] CustomerHead head(Slot slot) const;
    /// The id of the record in a slot.
    [[nodiscard]] Id id(Slot slot) const;
    /// Reads a record back.
    [[nodiscard]] CustomerRecord record(Slot slot) const;
    /// The normal forms of a record, which are compared.
    [[nodiscard]] Identity identity(Slot slot) const;
    /// Calls `take` with each stretch of raw fields of a record.
    template <class Take>
    void each_raw(Slot slot, Take take) const {
        take(raw(slot));
        if (additions_.empty()) return;
        for (std::uint32_t at = additions_[slot]; at != 0; at = more_[at].next)
            take(raw_at(more_[at].place));
    }

    /// Brings the index up to the records.
    void settle();
    /// Whether the index has all records.
    [[nodiscard]] bool settled() const { return indexed_ == states_.size(); }
    /// The parts of the index, by slot.
    [[nodiscard]] const std::vector<std::unique_ptr<Segment>>& segments() const {
        return segments_;
    }
    /// The first slot that is not used yet.
    [[nodiscard]] Slot slots() const { return static_cast<Slot>(states_.size()); }

    /// Bytes of the raw fields.
    [[nodiscard]] std::size_t raw_bytes() const { return pages_.bytes(); }
    /// Bytes of index, places and states.
    [[nodiscard]] std::size_t index_bytes() const;

private:
    struct State {
        static constexpr std::uint8_t live = 1;
        static constexpr std::uint8_t active = 2;
        static constexpr std::uint8_t merged = 4;
        static constexpr std::uint8_t do_not_service = 8;
    };
    /// A contact or location of another export.
    struct Addition {
        Id id = 0;
        std::uint32_t place = 0;
        std::uint32_t next = 0;
    };
    struct Waiting {
        Id id = 0;
        std::string raw_fields;
    };

    [[nodiscard]] std::string_view raw(Slot slot) const;
    [[nodiscard]] std::string_view raw_at(std::uint32_t place) const;
    std::uint32_t keep(const CustomerHead* head, std::string_view raw_fields);
    Slot new_slot(std::uint32_t place, std::uint8_t state, std::uint32_t additions);
    void bury(Slot slot);
    /// A slot that no segment knows, for a record that changes.
    Slot fresh(Slot slot);
    void point(Id id, Slot slot);
    [[nodiscard]] std::size_t bucket(Id id) const;
    void grow_buckets();
    void compact();
    [[nodiscard]] bool read_entry(Slot slot, IndexEntry& entry) const;

    static constexpr std::uint32_t no_slot = 0xFFFF'FFFF;

    /// Records, each at a multiple of four bytes.
    Pages<char, 1U << 20U> pages_;
    std::vector<std::uint32_t> places_;
    std::vector<std::uint8_t> states_;
    /// Slots by id: open addressing.
    std::vector<std::uint32_t> buckets_;
    std::size_t known_ = 0;
    std::size_t living_ = 0;
    /// Of each slot the first of its additions; empty while there are none.
    std::vector<std::uint32_t> additions_;
    std::vector<Addition> more_;
    std::unordered_map<Id, std::vector<Waiting>> waiting_;
    std::vector<std::unique_ptr<Segment>> segments_;
    Slot indexed_ = 0;
};

}  // namespace leadloom
