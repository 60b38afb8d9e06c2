#include "leadloom/decide/proof.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "leadloom/text/names.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

constexpr std::size_t most_overlaps = 100;
constexpr std::size_t most_gaps = 10;

/// The parts of an alert that conditions ask for, in the order in which alerts are told apart.
enum Axis : std::size_t { severity, account, profile, zip, state, customer_type, placement, when };
constexpr std::size_t axes = when + 1;

/// ZIP codes are their number; this one is missing.
constexpr std::uint32_t no_zip = 100'000;
/// An alert without a time: the last place of its axis, which no window reaches.
constexpr std::uint32_t no_time = time::minutes_of_week;
constexpr std::uint32_t office_opens = 8 * 60;

/// Values of a part from one to another, the end not included.
struct Range {
    std::uint32_t from;
    std::uint32_t to;

    auto operator<=>(const Range&) const = default;
};

/// Ranges in order, neither touching nor empty.
using Side = std::vector<Range>;

/// Alerts whose every part is in a side; a part whose bit is not set may be anything.
struct Box {
    std::array<Side, axes> sides;
    std::uint32_t bound = 0;

    [[nodiscard]] bool is_bound(std::size_t axis) const { return (bound >> axis & 1U) != 0; }
};

void tidy(Side& side) {
    std::ranges::sort(side);
    std::size_t kept = 0;
    for (const Range range : side) {
        if (range.from >= range.to) continue;
        if (kept != 0 && range.from <= side[kept - 1].to) {
            side[kept - 1].to = std::max(side[kept - 1].to, range.to);
        } else {
            side[kept++] = range;
        }
    }
    side.erase(side.begin() + static_cast<std::ptrdiff_t>(kept), side.end());
}

Side complement(const Side& side, std::uint32_t size) {
    Side rest;
    std::uint32_t at = 0;
    for (const Range range : side) {
        if (range.from > at) rest.push_back({at, range.from});
        at = range.to;
    }
    if (at < size) rest.push_back({at, size});
    return rest;
}

/// What two sides share.
Side shared(const Side& a, const Side& b) {
    Side both;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const Range range{std::max(a[i].from, b[j].from), std::min(a[i].to, b[j].to)};
        if (range.from < range.to) both.push_back(range);
        ++(a[i].to < b[j].to ? i : j);
    }
    return both;
}

/// The first range of a side that ends after a value.
Side::const_iterator first_after(const Side& side, std::uint32_t value) {
    return std::ranges::upper_bound(side, value, {}, &Range::to);
}

bool has(const Side& side, std::uint32_t value) {
    const auto range = first_after(side, value);
    return range != side.end() && range->from <= value;
}

bool meet(const Side& a, const Side& b) {
    const Side& few = a.size() < b.size() ? a : b;
    const Side& many = a.size() < b.size() ? b : a;
    return std::ranges::any_of(few, [&](Range range) {
        const auto other = first_after(many, range.from);
        return other != many.end() && other->from < range.to;
    });
}

/// Whether two boxes share alerts if one part is left out.
bool meet_but(std::size_t axis, const Box& a, const Box& b) {
    for (std::size_t other = 0; other < axes; ++other) {
        if (other != axis && a.is_bound(other) && b.is_bound(other) &&
            !meet(a.sides[other], b.sides[other]))
            return false;
    }
    return true;
}

/// The values that conditions name, in order, so that they do not depend on that of conditions. The
/// number after them is everything else, missing included: no condition tells those apart.
using Values = std::vector<std::string_view>;

/// A value that is none of those.
std::string other_than(const Values& values, std::string_view word) {
    std::string other(word);
    while (std::ranges::binary_search(values, other)) other += '*';
    return other;
}

/// All parts as numbers.
class Space {
public:
    Space(std::span<const Condition* const> conditions, const Universe& universe)
        : universe_(universe), severities_(universe.severities) {
        std::ranges::sort(severities_);
        const auto twice = std::ranges::unique(severities_);
        severities_.erase(twice.begin(), twice.end());
        for (const Condition* const condition : conditions) {
            name(account, condition->accounts);
            name(profile, condition->profiles);
            name(state, condition->states);
            name(placement, condition->placements);
            for (const ZipRange range : condition->zips) zips_.push_back(range.from);
        }
        for (Values& values : values_) {
            std::ranges::sort(values);
            const auto again = std::ranges::unique(values);
            values.erase(again.begin(), again.end());
        }
        values_[customer_type] = {"Commercial", "Residential"};
        std::ranges::sort(zips_);
        for (std::size_t axis = 0; axis < axes; ++axis)
            sizes_[axis] = static_cast<std::uint32_t>(values_[axis].size()) + 1;
        sizes_[severity] = static_cast<std::uint32_t>(severities_.size());
        sizes_[zip] = no_zip + 1;
        sizes_[when] = no_time + 1;
        if (universe_.origins.empty()) return;
        // Accounts and profiles come in pairs, whose numbers stand on the axis of accounts.
        sizes_[account] = static_cast<std::uint32_t>(universe_.origins.size());
        sizes_[profile] = 1;
        for (std::uint32_t i = 0; i < sizes_[account]; ++i) {
            for (std::size_t axis : {account, profile}) {
                const auto [row, added] = rows_[axis - account].try_emplace(
                    origin(axis, i), static_cast<std::uint32_t>(pairs_.size()));
                if (added) pairs_.emplace_back();
                pairs_[row->second].push_back(i);
            }
        }
    }

    [[nodiscard]] std::uint32_t size(std::size_t axis) const { return sizes_[axis]; }

    [[nodiscard]] Box box(const Condition& condition) const {
        Box box;
        const auto put = [&](std::size_t axis, std::uint32_t from, std::uint32_t to) {
            box.sides[axis].push_back({from, std::min(to, sizes_[axis])});
        };
        for (const Severity wanted : condition.severities) {
            const auto found = std::ranges::lower_bound(severities_, wanted);
            const auto at = static_cast<std::uint32_t>(found - severities_.begin());
            if (found != severities_.end() && *found == wanted) put(severity, at, at + 1);
        }
        for (const ZipRange range : condition.zips)
            put(zip, range.from, std::min(range.to + 1, no_zip));
        for (const Window window : condition.windows) put(when, window.from, window.to);
        const auto put_names = [&](std::size_t axis, const std::vector<std::string>& names) {
            for (const std::string& wanted : names) {
                const auto found = std::ranges::lower_bound(values_[axis], wanted);
                const auto at = static_cast<std::uint32_t>(found - values_[axis].begin());
                if (found != values_[axis].end() && *found == wanted) put(axis, at, at + 1);
            }
        };
        put_names(state, condition.states);
        put_names(customer_type, condition.customer_types);
        put_names(placement, condition.placements);
        std::array<bool, axes> asked{
            !condition.severities.empty(), !condition.accounts.empty(),
            !condition.profiles.empty(),   !condition.zips.empty(),
            !condition.states.empty(),     !condition.customer_types.empty(),
            !condition.placements.empty(), !condition.windows.empty()};
        if (universe_.origins.empty()) {
            put_names(account, condition.accounts);
            put_names(profile, condition.profiles);
        } else {
            const Side accounts = pairs_of(account, condition.accounts);
            const Side profiles = pairs_of(profile, condition.profiles);
            box.sides[account] = !asked[profile]   ? accounts
                                 : !asked[account] ? profiles
                                                   : shared(accounts, profiles);
            asked[account] = asked[account] || asked[profile];
            asked[profile] = false;
        }
        for (std::size_t axis = 0; axis < axes; ++axis) {
            if (asked[axis]) bind(box, axis);
        }
        return box;
    }

    /// Notes whether a side asks for anything.
    void bind(Box& box, std::size_t axis) const {
        Side& side = box.sides[axis];
        tidy(side);
        const bool whole = side.size() == 1 && side[0].from == 0 && side[0].to == sizes_[axis];
        box.bound &= ~(1U << axis);
        if (!whole) box.bound |= 1U << axis;
    }

    /// An alert of the box, the plainest.
    [[nodiscard]] Witness witness(const Box& box) const {
        Witness alert;
        alert.any_severity = !box.is_bound(severity);
        alert.any_origin = !box.is_bound(account) && !box.is_bound(profile);
        alert.any_zip = !box.is_bound(zip);
        alert.any_state = !box.is_bound(state);
        alert.any_customer_type = !box.is_bound(customer_type);
        alert.any_placement = !box.is_bound(placement);
        alert.any_time = !box.is_bound(when);
        const auto least = [&](std::size_t axis) {
            return box.is_bound(axis) ? box.sides[axis][0].from : 0;
        };
        const auto name = [&](std::size_t axis, std::string_view other) {
            const std::uint32_t at = least(axis);
            if (!box.is_bound(axis)) return std::string();
            return at < values_[axis].size() ? std::string(values_[axis][at])
                                             : other_than(values_[axis], other);
        };
        alert.severity = severities_[least(severity)];
        alert.state = name(state, other_state());
        if (!alert.any_customer_type && least(customer_type) < values_[customer_type].size())
            alert.customer_type = values_[customer_type][least(customer_type)];
        alert.placement = name(placement, "elsewhere");
        const std::uint32_t minute = alert.any_time ? office_opens : least(when);
        if (minute != no_time) alert.minute_of_week = minute;
        if (!alert.any_zip) alert.zip = plain_zip(box.sides[zip]);
        if (universe_.origins.empty()) {
            alert.account = name(account, "another account");
            alert.profile = name(profile, "another profile");
            alert.any_profile = !box.is_bound(profile);
            return alert;
        }
        const Universe::Origin& from = universe_.origins[least(account)];
        alert.account = from.account;
        alert.profile = from.profile;
        const auto row = rows_[0].find(from.account);
        alert.any_profile =
            alert.any_origin || std::ranges::all_of(pairs_[row->second], [&](std::uint32_t pair) {
                return has(box.sides[account], pair);
            });
        return alert;
    }

private:
    void name(std::size_t axis, const std::vector<std::string>& names) {
        values_[axis].insert(values_[axis].end(), names.begin(), names.end());
    }

    [[nodiscard]] const std::string& origin(std::size_t axis, std::uint32_t pair) const {
        const Universe::Origin& from = universe_.origins[pair];
        return axis == account ? from.account : from.profile;
    }

    /// The pairs of the accounts or profiles of these names.
    [[nodiscard]] Side pairs_of(std::size_t axis, const std::vector<std::string>& names) const {
        Side side;
        for (const std::string& wanted : names) {
            const auto row = rows_[axis - account].find(wanted);
            if (row == rows_[axis - account].end()) continue;
            for (const std::uint32_t pair : pairs_[row->second]) side.push_back({pair, pair + 1});
        }
        tidy(side);
        return side;
    }

    /// One that a condition names, else one that looks like a ZIP code; empty when only a missing
    /// one is left.
    [[nodiscard]] std::string plain_zip(const Side& side) const {
        constexpr std::uint32_t new_york = 10'001;
        // The lowest that is in use.
        constexpr std::uint32_t holtsville = 501;
        std::uint32_t code = side[0].from;
        const auto named =
            std::ranges::find_if(zips_, [&](std::uint32_t at) { return has(side, at); });
        if (named != zips_.end()) {
            code = *named;
        } else if (has(side, new_york)) {
            code = new_york;
        } else if (const auto range = first_after(side, holtsville); range != side.end()) {
            const std::uint32_t usual = std::max(range->from, holtsville);
            if (usual < no_zip) code = usual;
        }
        if (code >= no_zip) return {};
        const std::string digits = std::to_string(no_zip + code);
        return digits.substr(1);
    }

    /// A state that no condition names.
    [[nodiscard]] std::string_view other_state() const {
        constexpr std::string_view letters =
            "NYCATXFLILPAOHGANCMIAZWACOMNMOINTNWIMDALSCKYLAOROKCTUTIANVARMSKSNMNEIDWVHINHMEMTRIDESD"
            "NDAKVT"
            "WYNJVAMADC";
        for (std::size_t i = 0; i < letters.size(); i += 2) {
            if (!std::ranges::binary_search(values_[state], letters.substr(i, 2)))
                return letters.substr(i, 2);
        }
        return "ZZ";
    }

    const Universe& universe_;
    std::vector<Severity> severities_;
    std::array<Values, axes> values_;
    std::array<std::uint32_t, axes> sizes_{};
    /// Where ranges of ZIP codes begin, in order.
    std::vector<std::uint32_t> zips_;
    /// From accounts and from profiles to rows of `pairs_`.
    std::array<text::Names, 2> rows_;
    std::vector<std::vector<std::uint32_t>> pairs_;
};

/// Conditions by number, in order.
using Those = std::vector<std::uint32_t>;

/// Walks through the parts of alerts one after the other, with those conditions that still hold.
class Walk {
public:
    enum class Aim : std::uint8_t { overlaps, gap };

    Walk(const Space& space, const std::vector<Box>& boxes, std::size_t& work, Aim aim)
        : space_(space), boxes_(boxes), work_(work), aim_(aim) {}

    /// False when it ended before all was seen: enough was found, or the work was too much.
    bool go(const Those& those, std::size_t axis = 0) {
        std::uint32_t bound = 0;
        for (const std::uint32_t i : those) {
            const std::uint32_t left = boxes_[i].bound >> axis;
            if (left == 0 && aim_ == Aim::gap) return true;
            bound |= left;
        }
        if (aim_ == Aim::gap && those.empty()) return note_gap(axis);
        if (aim_ == Aim::overlaps && those.size() < 2) return true;
        if (bound == 0) return note_pairs(those);
        const std::size_t next = axis + static_cast<std::size_t>(std::countr_zero(bound));
        if (those.size() > 1) {
            Those key = those;
            key.push_back(static_cast<std::uint32_t>(next));
            if (!seen_.insert(std::move(key)).second) return true;
        }
        for (; axis < next; ++axis) path_[axis] = {0, space_.size(axis)};
        return cut(those, axis);
    }

    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    /// When a gap was found.
    std::optional<Box> gap;
    [[nodiscard]] bool tired() const { return tired_; }

private:
    /// Counts looks at conditions.
    bool look(std::size_t count) {
        tired_ = tired_ || count > work_;
        work_ -= tired_ ? 0 : count;
        return !tired_;
    }

    bool note_gap(std::size_t axis) {
        gap.emplace();
        for (std::size_t before = 0; before < axis; ++before) {
            gap->sides[before] = {path_[before]};
            space_.bind(*gap, before);
        }
        return false;
    }

    bool note_pairs(const Those& those) {
        for (std::size_t i = 0; i < those.size(); ++i) {
            for (std::size_t j = i + 1; j < those.size(); ++j) {
                if (!look(1)) return false;
                pairs.emplace(those[i], those[j]);
                if (pairs.size() == most_overlaps) return false;
            }
        }
        return true;
    }

    /// Cuts a part where conditions begin or end.
    bool cut(const Those& those, std::size_t axis) {
        // Sorted by place, ends before starts, then by condition.
        std::vector<std::uint64_t> events;
        Those here;
        for (const std::uint32_t i : those) {
            if (!boxes_[i].is_bound(axis)) {
                here.push_back(i);
                continue;
            }
            for (const Range range : boxes_[i].sides[axis]) {
                events.push_back(std::uint64_t{range.from} << 33U | std::uint64_t{1} << 32U | i);
                events.push_back(std::uint64_t{range.to} << 33U | i);
            }
        }
        if (!look(those.size() + events.size())) return false;
        std::ranges::sort(events);
        auto event = events.cbegin();
        Those changed;
        Those after;
        for (std::uint32_t at = 0; at < space_.size(axis); at = path_[axis].to) {
            for (const std::uint64_t starts : {0U, 1U}) {
                const std::uint64_t place = std::uint64_t{at} << 1U | starts;
                changed.clear();
                for (; event != events.cend() && *event >> 32U == place; ++event)
                    changed.push_back(static_cast<std::uint32_t>(*event));
                if (changed.empty()) continue;
                after.clear();
                const auto out = std::back_inserter(after);
                if (starts == 0) {
                    std::ranges::set_difference(here, changed, out);
                } else {
                    std::ranges::merge(here, changed, out);
                }
                here.swap(after);
            }
            path_[axis] = {at, event == events.cend() ? space_.size(axis)
                                                      : static_cast<std::uint32_t>(*event >> 33U)};
            if (!look(here.size()) || !go(here, axis + 1)) return false;
        }
        return true;
    }

    const Space& space_;
    const std::vector<Box>& boxes_;
    std::size_t& work_;
    Aim aim_;
    bool tired_ = false;
    std::array<Range, axes> path_{};
    /// Sets of conditions with the part they were cut at: what is below them is known.
    std::set<Those> seen_;
};

/// Makes a gap between those boxes as large as it can be, part by part.
void grow(Box& gap, const std::vector<Box>& boxes, const Those& those, const Space& space) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!gap.is_bound(axis)) continue;
        Side covered;
        for (const std::uint32_t i : those) {
            const Side& side = boxes[i].sides[axis];
            if (meet_but(axis, gap, boxes[i]))
                covered.insert(covered.end(), side.begin(), side.end());
        }
        tidy(covered);
        gap.sides[axis] = complement(covered, space.size(axis));
        space.bind(gap, axis);
    }
}

/// The alerts of both.
Box both(const Box& a, const Box& b) {
    Box box;
    box.bound = a.bound | b.bound;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        box.sides[axis] = !a.is_bound(axis)   ? b.sides[axis]
                          : !b.is_bound(axis) ? a.sides[axis]
                                              : shared(a.sides[axis], b.sides[axis]);
    }
    return box;
}

}  // namespace

std::string Witness::text() const {
    std::string out;
    const auto say = [&](bool any, std::string_view part, std::string_view value,
                         std::string_view missing) {
        if (any) return;
        if (!out.empty()) out += ", ";
        out += value.empty() ? missing : part;
        out += text::brief(value);
    };
    say(any_severity, "severity ", word(severity), "");
    say(any_origin || (account.empty() && !any_profile), "account ", account, "no account");
    say(any_origin || any_profile, "profile ", profile, "no profile");
    say(any_zip, "ZIP ", zip, "no ZIP code");
    say(any_state, "state ", state, "no state");
    say(any_customer_type, "customer type ", customer_type, "no known customer");
    say(any_placement, "placement ", placement, "no placement");
    say(any_time, "", minute_of_week ? time::weekday_and_clock(*minute_of_week) : std::string(),
        "no submitted date");
    return out.empty() ? "any alert" : out;
}

Json Witness::alert(const std::optional<time::Zone>& zone) const {
    // 2026-01-05T00:00:00Z, a Monday.
    constexpr time::Instant monday = 1'767'571'200'000;
    constexpr time::Instant minute = 60'000;
    const auto put_known = [](Json& object, std::string_view key, std::string_view value) {
        if (!value.empty()) put_text(object, key, value);
    };
    Json json = Json::object();
    put_text(json, "source", "witness");
    put_text(json, "id", text());
    put_text(json, "type", "");
    put_text(json, "severity", word(severity));
    put_known(json, "account", account);
    put_known(json, "profile", profile);
    Json address = Json::object();
    put_known(address, "zip", zip);
    put_known(address, "state", state);
    if (!address.empty()) {
        Json member = Json::object();
        put(member, "address", std::move(address));
        put(json, "member", std::move(member));
    }
    if (!placement.empty()) {
        Json device = Json::object();
        put_text(device, "placement", placement);
        put(json, "device", std::move(device));
    }
    if (minute_of_week) {
        // No zone changes its clock in this week, so that UTC's offset is the office's.
        const time::Instant clock = monday + *minute_of_week * minute;
        put_text(json, "submittedOn",
                 time::format(clock - (zone ? zone->offset(clock) * minute : 0)));
    }
    return json;
}

Proof prove(std::span<const Condition* const> conditions, const Universe& universe,
            std::size_t work) {
    Proof proof;
    const Space space(conditions, universe);
    std::vector<Box> boxes;
    Those those;
    for (std::uint32_t i = 0; i < conditions.size(); ++i) {
        const Box& box = boxes.emplace_back(space.box(*conditions[i]));
        bool never = space.size(severity) == 0;
        for (std::size_t axis = 0; axis < axes; ++axis)
            never = never || (box.is_bound(axis) && box.sides[axis].empty());
        if (never) {
            proof.never.push_back(i);
        } else {
            those.push_back(i);
        }
    }
    if (space.size(severity) == 0) return proof;

    Walk pairs(space, boxes, work, Walk::Aim::overlaps);
    pairs.go(those);
    for (const auto& [first, second] : pairs.pairs)
        proof.overlaps.push_back({first, second, space.witness(both(boxes[first], boxes[second]))});
    proof.complete = !pairs.tired();

    // A gap that was found counts as covered from then on.
    while (proof.complete) {
        Walk walk(space, boxes, work, Walk::Aim::gap);
        walk.go(those);
        // One gap is proof enough; work that ends after it leaves others unnamed.
        proof.complete = !walk.tired() || !proof.gaps.empty();
        if (!walk.gap) break;
        if (proof.gaps.size() == most_gaps) {
            proof.more_gaps = true;
            break;
        }
        grow(*walk.gap, boxes, those, space);
        proof.gaps.push_back(space.witness(*walk.gap));
        those.push_back(static_cast<std::uint32_t>(boxes.size()));
        boxes.push_back(std::move(*walk.gap));
    }
    return proof;
}

}  // namespace leadloom
