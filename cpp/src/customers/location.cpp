#include "leadloom/customers/location.hpp"

#include "leadloom/text/address.hpp"

namespace leadloom {

namespace {

text::PostalAddress read(const Address& address) {
    return text::read_address(address.street, address.unit, address.city, address.state,
                              address.zip);
}

/// The same house. Directionals and suffixes are left out as often as not; two that are given must
/// be the same.
bool same_house(const text::PostalAddress& a, const text::PostalAddress& b) {
    const auto fits = [](const std::string& one, const std::string& other) {
        return one.empty() || other.empty() || one == other;
    };
    return a.number == b.number && a.street == b.street && a.box == b.box &&
           fits(a.suffix, b.suffix) && fits(a.predirectional, b.predirectional) &&
           fits(a.postdirectional, b.postdirectional) && fits(a.zip, b.zip);
}

}  // namespace

Id location_of(const CustomerRecord& record, const Address& address) {
    const text::PostalAddress lead = read(address);
    if (!lead.is_place()) return record.locations.size() == 1 ? record.locations.front().id : 0;
    Id at_house = 0;
    std::size_t houses = 0;
    for (const CustomerLocation& location : record.locations) {
        const text::PostalAddress other = read(location.address);
        if (!same_house(lead, other)) continue;
        if (lead.unit == other.unit) return location.id;
        // A unit that only one side gives may be this one.
        if (!lead.unit.empty() && !other.unit.empty()) continue;
        at_house = location.id;
        ++houses;
    }
    return houses == 1 ? at_house : 0;
}

}  // namespace leadloom
