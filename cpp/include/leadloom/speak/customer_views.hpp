/// Customers, matches and hits as JSON.
#pragma once
#include <string>
#include <string_view>

#include "leadloom/customers/match.hpp"
#include "leadloom/customers/search.hpp"
#include "leadloom/document/json_line.hpp"

namespace leadloom {

/// A record with all it has, and as `location` which of its locations the address is (see
/// `location_of`). Ids are texts: they may be larger than 2^53.
void write_customer(JsonLine& line, const CustomerRecord& record, const Address& address);

/// `automatic`, the reason where it is not, and the suggestions with their evidence; what differs
/// between lead and record stands in pieces. `address` is the lead's.
void write_match(JsonLine& line, const CustomerRegister& customers, const Match& match,
                 const Address& address);

/// A hit with its fields in pieces, those marked that `query` led to.
void write_hit(JsonLine& line, const CustomerRegister& customers, Slot slot,
               std::string_view query);

/// `CreateCustomerRequest` (crm/v2) for somebody whom no record fits: name, type, address, one
/// location of the same, and contacts that can be reached. Fields that the lead lacks are empty.
void write_new_customer(JsonLine& line, const Sought& sought);

/// Two texts in pieces: `found` is what the other lacks. The longest common sequence stays.
struct Differing {
    std::vector<Marked> lead;
    std::vector<Marked> record;
};
/// Where a text of the lead and one of the record differ.
[[nodiscard]] Differing differing(std::string_view lead, std::string_view record);

}  // namespace leadloom
