/// At which location of a customer a lead is.
#include "leadloom/customers/location.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

CustomerRecord with_locations(const std::vector<Address>& addresses) {
    CustomerRecord record;
    for (const Address& address : addresses)
        record.locations.push_back({static_cast<Id>(record.locations.size() + 1), "", address});
    return record;
}

Address at(std::string street, std::string unit = "", std::string zip = "78701") {
    return {std::move(street), std::move(unit), "Austin", "TX", std::move(zip), ""};
}

}  // namespace

TEST_CASE("a lead is at the location of its house and unit", "[customers]") {
    const CustomerRecord record =
        with_locations({at("123 North Main Street", "Apt 4"), at("123 N Main St", "Apt 5"),
                        at("77 Oak Avenue"), at("9 Elm St", "A"), at("123 S Main St")});
    const auto [street, unit, zip, location] =
        GENERATE(table<std::string, std::string, std::string, Id>({
            {"123 N Main St #4", "", "78701", 1},
            {"123 N. MAIN STREET", "5", "78701", 2},
            // Neither unit is this one.
            {"123 N Main St", "6", "78701", 0},
            // Either of two, so nobody knows which.
            {"123 N Main St", "", "78701", 0},
            {"123 South Main", "", "78701", 5},
            {"77 Oak", "", "78701", 3},
            {"77 Oak Ave", "", "", 3},
            {"77 Oak Ave", "", "60601", 0},
            // One side leaves the unit out.
            {"77 Oak Ave", "Unit 2", "78701", 3},
            {"9 Elm Street", "", "78701", 4},
            {"9 Elm Street", "B", "78701", 0},
            {"78 Oak Ave", "", "78701", 0},
            {"", "", "78701", 0},
        }));
    INFO(street << ' ' << unit << ' ' << zip);
    CHECK(location_of(record, at(street, unit, zip)) == location);
}

TEST_CASE("where no house is named, the only location is meant", "[customers]") {
    CHECK(location_of(with_locations({at("77 Oak Avenue")}), {}) == 1);
    CHECK(location_of(with_locations({at("77 Oak Avenue")}), at("12 Elm St")) == 0);
    CHECK(location_of(with_locations({}), at("12 Elm St")) == 0);
}
