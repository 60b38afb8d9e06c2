// Booking requests as documents, before somebody sends them.
#include "leadloom/decide/validate.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using text::join;
using text::named;

/// What `CreateBookingRequest` requires (crm/v2), in the order of its documentation.
constexpr Field required[] = {{"source", Type::text},
                              {"name", Type::text},
                              {"summary", Type::text},
                              {"isFirstTimeClient", Type::boolean},
                              {"externalId", Type::text}};

void check_start(const Reading& reading, json::Value start, std::optional<time::Instant> now) {
    if (!start || start.is(json::Kind::null)) return;
    const auto read = time::parse(start.text());
    if (!read) {
        reading.add(Rule::bad_time, start,
                    join({named(start.text()), " is not a time with a zone."}));
    } else if (!read->zoned) {
        reading.add(Rule::start_without_zone, start,
                    join({"The start ", named(start.text()), " has no time zone."}));
    } else if (now && read->instant < *now) {
        reading.add(Rule::start_in_the_past, start,
                    join({"The start ", start.text(), " is in the past."}));
    }
}

template <class Record>
void check_id(const Reading& reading, json::Value id, const Records<Record>& records,
              std::string_view noun) {
    if (!id || id.is(json::Kind::null) || records.empty()) return;
    if (records.find(id.integer().value_or(0)) != nullptr) return;
    reading.add(Rule::not_in_tenant, id,
                join({"The tenant has no ", noun, " ", text::brief(id.text()), "."}));
}

}  // namespace

std::size_t validate_bookings(const Reading& reading, json::Value bookings, const Tenant& tenant,
                              std::optional<time::Instant> now) {
    const auto check = [&](json::Value booking) {
        if (!reading.want(booking, Type::object, "A booking")) return;
        for (const Field& field : required) {
            const json::Value value = booking[field.name];
            const bool given =
                value && !value.is(json::Kind::null) &&
                !(value.is(json::Kind::string) && text::trimmed(value.raw()).empty());
            if (!given) {
                reading.add(Rule::booking_lacks_field, value ? value : booking,
                            join({"ServiceTitan requires ", named(field.name),
                                  ", and the booking does not have it."}));
            } else {
                (void)reading.want(value, field.type, named(field.name));
            }
        }
        check_start(reading, booking["start"], now);
        check_id(reading, booking["campaignId"], tenant.campaigns, "campaign");
        check_id(reading, booking["businessUnitId"], tenant.business_units, "business unit");
        check_id(reading, booking["jobTypeId"], tenant.job_types, "job type");
    };
    if (bookings.is(json::Kind::object)) {
        check(bookings);
        return 1;
    }
    for (const json::Value booking : bookings) check(booking);
    return bookings.size();
}

}  // namespace leadloom
