/// Customers behind calls of text: what a page, a worker and Node ask.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "leadloom/customers/match.hpp"
#include "leadloom/customers/reading.hpp"
#include "leadloom/customers/search.hpp"
#include "leadloom/document/limits.hpp"

namespace leadloom {

/// A register, its matcher and its search. Questions and answers are JSON; what is no question is
/// answered with `{"error": finding}` (LL0907).
class CustomerDesk {
public:
    /// `limits`: of each file that is read.
    explicit CustomerDesk(const Limits& limits = {});

    /// What a file that begins so is, as `customer_file` sees it: `{kind, form}`, the form one of
    /// `table`, `lines` and `whole`; `null` for what is none of the customers'.
    static std::string recognise(std::string_view head);

    /// Begins a file; what another had begun is finished first.
    void begin(std::string name);
    /// The file's next bytes.
    void read(std::string_view bytes);
    /// Ends the file: `{ok, added, changed, unchanged, refused, total, findings}`. Findings:
    /// LL0001, LL0004, LL0008 to LL0010, LL0021, and LL0156 for merges in a circle.
    std::string finish();

    /// Builds what is needed to answer, which the first question does otherwise:
    /// `{total, recordBytes, indexBytes}`.
    std::string settle();

    /// `{"id": "…"}`; answers `{ok}`.
    std::string remove(std::string_view question);
    /// `{"contact": {name, phone, phones, email, emails, address}, "count"?}`.
    std::string match(std::string_view question);
    /// A list of contacts; for each the id that was matched by itself, or null.
    std::string match_all(std::string_view contacts);
    /// `{"query": "…", "count"?}`.
    std::string search(std::string_view question);
    /// `{"id": "…", "contact"?}`; the record or null, with the `location` that the contact is at.
    std::string record(std::string_view question);
    /// `{"contact": …}`: a `CreateCustomerRequest`.
    std::string new_customer(std::string_view question);

    /// The customers that were read.
    [[nodiscard]] const CustomerRegister& customers() const { return customers_; }

private:
    Matcher& matcher();

    Limits limits_;
    CustomerRegister customers_;
    Findings findings_;
    std::optional<CustomerReader> reader_;
    Odds odds_ = starting_odds();
    /// How many customers the odds were estimated from.
    std::size_t learnt_from_ = 0;
    std::unique_ptr<Matcher> matcher_;
};

}  // namespace leadloom
