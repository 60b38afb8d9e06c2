/// The core as text in, text out: what the bindings and the differential tests talk to.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/doors/back_office.hpp"
#include "leadloom/doors/version.hpp"

namespace leadloom {

/// What is wrong with limits, as `{error: finding}` (LL0907); empty for limits that a session
/// takes.
///
/// @example `limits_fault(R"({"depth":-1})").contains("“depth”")`
[[nodiscard]] std::string limits_fault(std::string_view limits);

/// A workspace behind JSON. Every answer is one JSON text; nothing throws.
class Session {
public:
    /// `limits`: `{bytes?, depth?, findings?}`, whole numbers; one that is none is left at its
    /// default (see `limits_fault`). `tolerant` as for a validator.
    /// The module that pages load first is given its catalogue, and no back office: then the views
    /// of the set-up and its commands are answered with LL0908.
    explicit Session(std::string_view limits = {}, Strictness strictness = Strictness::strict,
                     const BackOffice* office = &back_office,
                     const Catalog& catalog = shipped_catalog());

    /// Reads a document; `kind` is a word of `DocumentKind` or `auto`. Answers a `Loaded` of the
    /// package's types.
    std::string load(std::string name, std::string_view kind, std::string bytes);

    /// The same answer for a document of `size` bytes that is over the limit, without its bytes.
    std::string refuse(std::string name, std::size_t size);

    /// `{ok, findings}`: all of the command was done, or nothing.
    std::string apply(std::string command);

    /// `{view: NAME, …}` answers what the package's method of that name answers: `integrations`,
    /// `agreement {integration, role}`, `mapping`, `findings`, `leads {state?, severity?,
    /// integration?, alertType?, account?, profile?, assignedTo?, filledIn?, jobType?, at?, from?,
    /// to?, text?, sort?, offset?, count?}`, `leadsTable` with the same members, `lead {id}`, `held
    /// {reason?, offset?, count?}`, `booking {id}`, `requests {id}`, `calendar {id}`, `setup`,
    /// `log`, `rejected`. A question that is none, or that has another member or a value that does
    /// not fit, answers
    /// `{error: finding}` (LL0907).
    [[nodiscard]] std::string query(std::string_view question) const;

    /// The report on everything loaded: reading and validation.
    [[nodiscard]] std::string report();
    /// The same for a terminal.
    [[nodiscard]] std::string report_text();

    /// What was loaded and done.
    [[nodiscard]] const Workspace& workspace() const { return workspace_; }
    /// Findings of reading and validation together, in the order of reports.
    [[nodiscard]] Findings all_findings() const;

private:
    /// Remembers what became of a document, and says it.
    std::string answer(const Loaded& loaded, const Findings& findings);

    Workspace workspace_;
    const BackOffice* office_;
    std::vector<Loaded> documents_;
    Findings reading_;
};

}  // namespace leadloom
