/// Exports of customers, as they are given: pages, arrays, NDJSON and tables.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "leadloom/customers/register.hpp"
#include "leadloom/diagnostic/finding.hpp"
#include "leadloom/document/json.hpp"
#include "leadloom/document/limits.hpp"

namespace leadloom {

/// What a file did to the register.
struct ReadCounts {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    /// Rows that are none; there is a finding for each.
    std::size_t refused = 0;

    /// All rows of the file.
    [[nodiscard]] std::size_t rows() const { return added + changed + unchanged + refused; }
};

/// Reads one file in pieces of any size. NDJSON is read as it comes, so that a file of any size
/// needs little memory; other files once they are whole. An array, or a page of an export, that is
/// too long for that is read as it comes from there on; what is broken then ends the reading. A row
/// is a location or a contact when it names its customer (`customerId`), else a customer. Customers
/// may have `contacts` and `locations` in them.
class CustomerReader {
public:
    /// `name` is the file's, for findings. Register and findings must outlive this.
    CustomerReader(std::string name, CustomerRegister& customers, const Limits& limits,
                   Findings& findings);

    /// The file's next bytes.
    void read(std::string_view bytes);
    /// After the last piece.
    ReadCounts finish();
    /// What the file has done so far.
    [[nodiscard]] const ReadCounts& counts() const { return counts_; }

private:
    enum class Form : std::uint8_t { unknown, lines, whole, elements, ended };

    struct Members {
        json::Value whole, id, customer, name, type, active, do_not_service, merged_to, modified;
        json::Value address, contacts, locations, value, email;
        std::array<json::Value, 3> phones;
    };

    static Members members_of(json::Value row);
    void find_form();
    void read_lines(std::string_view lines);
    /// Whether there is an array in what is pending, which then begins with its elements.
    bool find_array();
    void read_elements();
    void read_whole();
    void read_table();
    void read_rows(json::Value rows);
    void read_row(json::Value row);
    void read_customer(const Members& row, Id id);
    void take_address(json::Value address);
    void take_contacts(json::Value contacts);
    void refuse(Rule rule, std::string message);
    void count(Put put);

    std::string name_;
    CustomerRegister& customers_;
    Limits limits_;
    Findings& findings_;
    Form form_ = Form::unknown;
    /// No element of the array has been read.
    bool begins_ = true;
    std::string pending_;
    std::size_t line_ = 1;
    json::Tape tape_;
    RawFields fields_;
    ReadCounts counts_;
};

}  // namespace leadloom
