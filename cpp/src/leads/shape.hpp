/// Leads in the shapes of marketplaces: Angi, Thumbtack (API v4) and Google Local Services.
#pragma once
#include <string_view>

#include "leadloom/leads/alert.hpp"

namespace leadloom {

/// The value at the end of a path of member names and, in arrays, indexes with slashes between;
/// absent when there is none. The empty path is the value itself.
///
/// @example `at_path(record, "data/request/proposedTimes/0/start")`
[[nodiscard]] json::Value at_path(json::Value from, std::string_view path);

/// The path of a member's part from `AlertFields::member`; empty when the shape has none.
[[nodiscard]] std::string_view path_of(const Shape* shape, MemberPart part);

/// Fills the fields of a record that has the shape of a marketplace, and leaves others alone.
void read_shape(json::Value record, AlertFields& fields);

}  // namespace leadloom
