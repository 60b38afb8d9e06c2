/// What a standard job type may mean among the contractor's own job types. Suggestions are shown
/// with their reason and never saved by themselves.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "leadloom/model/catalog.hpp"
#include "leadloom/model/setup.hpp"
#include "leadloom/model/tenant.hpp"

namespace leadloom {

/// Suggestions from here on, in percent, may be taken over together.
inline constexpr unsigned sure_percent = 80;

/// A job type that a standard job type may mean.
struct Suggestion {
    const JobType* job_type = nullptr;
    /// The one active business unit that serves it, of those of the standard job type's trade where
    /// there are such; null when there are several or none.
    const BusinessUnit* business_unit = nullptr;
    /// 1 to 100; 100 only where the names are the same or it was mapped so before.
    unsigned percent = 0;
    /// Why, in words.
    std::string why;
};

/// An index of the words of a tenant's active job types, and of what was mapped before.
///
/// Names are compared as sets of words: folded, without endings, words of the field that mean the
/// same taken as one (“tune-up” and “maintenance”). A word weighs the more the fewer job types have
/// it, ln(1 + (n + 1) / (d + 1)) as in inverse document frequency (Spärck Jones 1972), and two
/// names are as near as the weight of what they share is to the weight of both (Dice 1945).
///
/// What the history says a standard job type was mapped to last, alone, comes before all names.
///
/// @example `Suggester(tenant, catalog, setup).suggest({"hvac", "repair_ac"}, 3)`
class Suggester {
public:
    /// Tenant and catalogue are kept by reference and must outlive it.
    Suggester(const Tenant& tenant, const Catalog& catalog, const Setup& setup);

    /// At most `most`, the surest first; none below 35 percent.
    [[nodiscard]] std::vector<Suggestion> suggest(const StandardKey& standard,
                                                  std::size_t most) const;

private:
    struct Name {
        const JobType* job_type;
        std::string folded;
        std::vector<std::string> words;
        double weight = 0;
    };

    /// What a standard job type was mapped to.
    struct Mapped {
        const JobType* job_type = nullptr;
        const BusinessUnit* business_unit = nullptr;
    };

    void remember(const Json& row);
    [[nodiscard]] double weight(const std::string& word) const;
    [[nodiscard]] const BusinessUnit* unit_for(const StandardKey& standard,
                                               const JobType& job_type) const;

    const Tenant& tenant_;
    const Catalog& catalog_;
    std::vector<Name> names_;
    /// Which names have a word.
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> having_;
    std::map<StandardKey, Mapped> last_;
};

}  // namespace leadloom
