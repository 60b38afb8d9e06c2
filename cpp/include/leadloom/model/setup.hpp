/// The set-up document: what the administrator decided, once, for all integrations.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/model/condition.hpp"
#include "leadloom/model/desk_settings.hpp"
#include "leadloom/model/tenant.hpp"

namespace leadloom {

/// Who does something, as the host says.
struct Person {
    std::string name;
    /// An `EmployeeUserRole` of ServiceTitan.
    std::string role;
};

/// Whether a role may accept a data agreement (M2).
[[nodiscard]] bool may_accept(std::string_view role);

/// A record of the tenant as a document names it: by id, by name, or by both.
struct Ref {
    /// 0 when only a name was given.
    Id id = 0;
    std::string name;
    /// Where it stands, for findings.
    json::Value at;
};

/// One standard job type and what it maps to; with a condition, for some of its alerts (N2).
struct MappingRow {
    StandardKey standard;
    std::vector<Ref> job_types;
    std::vector<Ref> business_units;
    json::Value at;
    /// Absent: for all alerts that no other row of the standard job type has a condition for.
    std::optional<Condition> when = {};
    /// What its `leadloom-ignore` says, as the document has it.
    Json ignore = nullptr;
};

/// The record of an accepted agreement (M6).
struct Acceptance {
    std::string version;
    std::string sha256;
    Person by;
    /// RFC 3339.
    std::string accepted_at;
    json::Value at;
    /// What was accepted, kept to show what a later version changes. Older records have none.
    std::string text = {};
};

/// A part of an account, where a partner has such.
struct Profile {
    std::string id;
    std::string name;
    std::vector<Ref> business_units;
    json::Value at;
};

/// An account at a partner.
struct Account {
    std::string id;
    std::string name;
    std::vector<Ref> business_units;
    std::vector<Profile> profiles;
    json::Value at;
};

/// An entry of the list of what is switched off.
struct SwitchedOff : StandardKey {
    json::Value at;
};

/// What was decided of one partner.
struct Integration {
    std::string id;
    bool enabled = true;
    /// Its set-up was finished once: off, it is paused. One that is on with an agreement is.
    bool finished = false;
    std::optional<Ref> campaign;
    std::optional<Acceptance> agreement;
    std::vector<Account> accounts;
    /// Standard job types that are switched off (M12); on is the default.
    std::vector<SwitchedOff> off;
    json::Value at;
    /// Not of the document: a mapping on its own is checked as if the partners it serves were
    /// connected.
    bool implied = false;
    Json ignore = nullptr;

    /// Whether a standard job type was switched off.
    [[nodiscard]] bool is_off(const StandardKey& key) const;
    /// The account of an id, or null.
    [[nodiscard]] const Account* account(std::string_view wanted) const;
};

/// A trade that the contractor works in.
struct SelectedTrade {
    std::string id;
    json::Value at;
};

/// Whatever an administrator decides.
struct Setup {
    /// The `$schema` of the document, kept as it was given.
    std::string schema;
    std::string tenant_id;
    std::string tenant_name;
    /// IANA zone in which the office works.
    std::string time_zone;
    /// Where the zone stands.
    json::Value time_zone_at;
    std::vector<SelectedTrade> trades;
    std::vector<MappingRow> mapping;
    std::vector<Integration> integrations;
    DeskSettings desk;
    /// Where they stand.
    json::Value desk_at;
    /// Commands that led here, oldest first, as they were given.
    Json history = Json::array();
    /// Where they stand.
    json::Value history_at;
    /// What `leadloom-ignore` of the document itself says.
    Json ignore = nullptr;
    /// What the document does not want to be told, and where.
    std::vector<Ignore> ignored;
    /// The document it was read from; keeps every `at` alive. Never null.
    std::shared_ptr<const Document> document;

    /// The standard job types that are mapped, and their rows by index in the order of the
    /// document.
    using Standards = std::map<StandardKey, std::vector<std::uint32_t>>;
    /// The rows of the mapping by standard job type.
    [[nodiscard]] const Standards& standards() const { return by_standard_; }
    /// Rows of a standard job type.
    [[nodiscard]] std::span<const std::uint32_t> rows(const StandardKey& key) const;
    /// The first of them, or null.
    [[nodiscard]] const MappingRow* row(const StandardKey& key) const;
    /// The integration of an id, or null.
    [[nodiscard]] const Integration* integration(std::string_view id) const;
    /// The zone that conditions are read in, if it is one.
    [[nodiscard]] std::optional<time::Zone> zone() const { return time::Zone::named(time_zone); }

    /// Makes `rows` find what `mapping` holds. For whoever changes the mapping.
    void index();

private:
    Standards by_standard_;
};

/// A reference is an id (number or digits), a name, or an object of both. Nothing after LL0008 to
/// LL0010.
[[nodiscard]] std::optional<Ref> read_ref(const Reading& reading, json::Value value);

/// The references of an array, each record once; LL0132 for the others.
[[nodiscard]] std::vector<Ref> read_refs(const Reading& reading, json::Value array);

/// The rows of a document that lists them: a set-up's or those of a mapping on its own. `$schema`
/// and `leadloom-ignore` may stand in every object.
void read_mapping_row(const Reading& reading, json::Value value, Setup& setup);

/// Reads `leadloom-ignore`: “LL0102: why”, or several of them. What they name is kept back inside
/// `around`. Findings LL0921 and LL0923.
[[nodiscard]] Json read_ignore(const Reading& reading, json::Value value, json::Value around,
                               std::vector<Ignore>& ignored);

/// Reads a set-up. Findings LL0007 to LL0013 say what does not fit; the rest is read all the same,
/// so that a validator can go on. Only a set-up without errors may be worked with.
[[nodiscard]] Setup read_setup(std::shared_ptr<const Document> document, Findings& findings);

/// The document of a set-up: `read_setup(write_setup(s))` is `s`.
[[nodiscard]] Json write_setup(const Setup& setup);

/// Its parts that others show too.
[[nodiscard]] Json write_person(const Person& person);
/// An acceptance as a set-up keeps it.
[[nodiscard]] Json write_acceptance(const Acceptance& accepted);

/// A set-up that nothing has been decided in yet.
[[nodiscard]] Setup empty_setup();

}  // namespace leadloom
