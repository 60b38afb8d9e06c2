/// The catalogue: trades with their standard job types, and partners with their alert types.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/document/fields.hpp"
#include "leadloom/document/write.hpp"

namespace leadloom {

/// A standard job type by its full key: an id is unique only within its trade.
struct StandardKey {
    std::string trade;
    std::string id;

    auto operator<=>(const StandardKey&) const = default;
};

/// A job as every contractor of a trade knows it.
struct StandardJobType {
    std::string id;
    std::string label;
    /// Other trades whose business units serve it just as well (a leak at an air handler is a
    /// plumber's work too).
    std::vector<std::string> also_served_by;
};

/// A trade with its standard job types.
struct Trade {
    std::string id;
    std::string label;
    std::vector<StandardJobType> job_types;
    /// Google's own id of it, `category_id` in its leads.
    std::string google_category = {};
};

/// One scale for the vocabularies of all partners, worst first.
enum class Severity : std::uint8_t { critical, urgent, watching };

/// @example `word(Severity::urgent) == "urgent"`
[[nodiscard]] std::string_view word(Severity severity);

/// A row of a partner's severity table.
struct SeverityCode {
    std::string code;
    Severity severity{};
};

/// A row of a partner's table of alert types (M4).
struct AlertType {
    std::string name;
    StandardKey standard;
};

/// What an administrator accepts before data flow.
struct Agreement {
    std::string version;
    std::string title;
    std::string text;
    /// The text is a sample that ships with Leadloom, not a contract.
    bool sample = false;
    /// SHA-256 of the text's UTF-8 bytes.
    std::string sha256;
};

/// A partner whose leads can be integrated, as its manifest says.
struct Partner {
    std::string id;
    std::string name;
    std::string about;
    /// What a dealer of it is, in a sentence (M1).
    std::string dealer;
    std::string learn_more;
    /// Name of the campaign that its leads belong to by default (M17).
    std::string campaign;
    Agreement agreement;
    std::vector<SeverityCode> severities;
    /// Severities that are passed on as leads (M4).
    std::vector<Severity> pass_on;
    std::vector<AlertType> alert_types;
    /// Its leads name standard job types themselves, as Google's do, rather than alert types.
    bool delivers_standard_job_types = false;
    /// The mark, kept as the manifest has it: the core never draws.
    Json mark;

    /// The severity that a partner's code stands for, or null.
    [[nodiscard]] const SeverityCode* severity(std::string_view code) const;
    /// The alert type of a name, or null.
    [[nodiscard]] const AlertType* alert_type(std::string_view name) const;
};

/// The alert type that is an emergency by its name.
inline constexpr std::string_view emergency_alert_type = "Service Request-Emergency";

/// Trades and partners.
struct Catalog {
    std::vector<Trade> trades;
    std::vector<Partner> partners;

    /// The trade of an id, or null.
    [[nodiscard]] const Trade* trade(std::string_view id) const;
    /// The standard job type of a key, or null.
    [[nodiscard]] const StandardJobType* job_type(const StandardKey& key) const;
    /// The partner of an id, or null.
    [[nodiscard]] const Partner* partner(std::string_view id) const;
    /// The standard job type that a lead names itself: its trade (ours or Google's id), a slash and
    /// its id; or the id alone where one trade has it.
    ///
    /// @example `delivered("xcat:service_area_business_hvac/repair_ac")->id == "repair_ac"`
    [[nodiscard]] std::optional<StandardKey> delivered(std::string_view type) const;
    /// The label of a standard job type, or its id where the catalogue has none.
    [[nodiscard]] std::string label(const StandardKey& key) const;

    /// The hint for an id that a trade does not have: which trades do, or nothing.
    [[nodiscard]] std::string trades_with(std::string_view job_type) const;
    /// That, or a near id of the trade.
    [[nodiscard]] std::string hint_for_job_type(const StandardKey& key) const;
};

/// Reads a manifest; nothing after findings. A standard job type that the catalogue does not have
/// (LL0113) is kept all the same, because they differ by country.
[[nodiscard]] std::unique_ptr<Partner> read_partner(const Reading& reading, json::Value root,
                                                    const Catalog& catalog);

/// A catalogue of its documents: the standard job types first, then the partners' manifests. What
/// cannot be read is left out.
[[nodiscard]] Catalog read_catalog(const std::vector<std::shared_ptr<const Document>>& documents);

/// Puts a partner into the catalogue, in the place of one with the same id.
void add_partner(Catalog& catalog, Partner partner);

}  // namespace leadloom
