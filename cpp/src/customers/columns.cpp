#include "columns.hpp"

#include <algorithm>
#include <array>

#include "leadloom/text/fold.hpp"

namespace leadloom {

namespace {

/// What a heading of a table means.
struct Column {
    std::string_view heading;
    std::string_view member;
};

constexpr std::array<Column, 27> columns = {{{"active", "active"},
                                             {"address", "street"},
                                             {"city", "city"},
                                             {"country", "country"},
                                             {"customer id", "id"},
                                             {"customer name", "name"},
                                             {"customer type", "type"},
                                             {"do not service", "doNotService"},
                                             {"donotservice", "doNotService"},
                                             {"e-mail", "email"},
                                             {"email", "email"},
                                             {"id", "id"},
                                             {"merged to id", "mergedToId"},
                                             {"mergedtoid", "mergedToId"},
                                             {"mobile phone", "mobilePhone"},
                                             {"modified on", "modifiedOn"},
                                             {"modifiedon", "modifiedOn"},
                                             {"name", "name"},
                                             {"phone", "phone"},
                                             {"phone number", "phone"},
                                             {"postal code", "zip"},
                                             {"state", "state"},
                                             {"street", "street"},
                                             {"type", "type"},
                                             {"unit", "unit"},
                                             {"zip", "zip"},
                                             {"zip code", "zip"}}};

}  // namespace

std::vector<std::string_view> known_columns(const Table& table) {
    std::vector<std::string_view> members(table.columns());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::string heading = text::fold(table.heading(i));
        const auto* const column = std::ranges::find(columns, heading, &Column::heading);
        if (column != columns.end()) members[i] = column->member;
    }
    return members;
}

}  // namespace leadloom
