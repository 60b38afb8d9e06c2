/// Files of customers, told from others by how they begin.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "leadloom/model/kind.hpp"

namespace leadloom {

/// How the records of a file follow one another.
enum class RecordForm : std::uint8_t {
    /// Under headings: CSV.
    table,
    /// A line each: NDJSON.
    lines,
    /// In an array, or in pages of an export.
    whole,
};

/// A file that belongs to the customers.
struct CustomerFile {
    /// Customers, their contacts or their locations.
    DocumentKind kind = DocumentKind::customers;
    RecordForm form = RecordForm::lines;

    bool operator==(const CustomerFile&) const = default;
};

/// What bytes begin: the headings of a table with columns for id, name, and street, phone or
/// e-mail; or JSON whose first whole object is a customer, a contact or a location. Nothing for all
/// else.
///
/// @example `customer_file("Id,Name,Phone\n")->form == RecordForm::table`
[[nodiscard]] std::optional<CustomerFile> customer_file(std::string_view head);

}  // namespace leadloom
