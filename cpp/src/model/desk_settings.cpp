#include "leadloom/model/desk_settings.hpp"

#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

/// Numbers, in the order of `desk_fields` after the tab.
struct NumberRow {
    std::int64_t DeskSettings::* number;
    std::int64_t most;
};

constexpr NumberRow numbers[] = {{&DeskSettings::critical_minutes, 7 * 24 * 60},
                                 {&DeskSettings::urgent_minutes, 7 * 24 * 60},
                                 {&DeskSettings::episode_hours, 30 * 24}};

}  // namespace

std::optional<DeskSettings> desk_settings(const Reading& reading, const json::Value* values,
                                          DeskSettings settings) {
    bool ok = true;
    const auto refuse = [&](json::Value at, std::string_view message) {
        reading.add(Rule::unknown_value, at, message);
        ok = false;
    };
    if (const json::Value tab = values[0]) {
        settings.first_tab = tab.text();
        if (settings.first_tab != "Bookings" && settings.first_tab != "Job Booking")
            refuse(tab, "The first tab is called “Bookings” or “Job Booking”.");
    }
    for (const NumberRow& row : numbers) {
        const json::Value value = *++values;
        if (!value) continue;
        settings.*row.number = value.integer().value_or(0);
        if (settings.*row.number < 1 || settings.*row.number > row.most) {
            refuse(value, text::join({"This is a number from 1 to ", std::to_string(row.most),
                                      ", not ", value.text(), "."}));
        }
    }
    return ok ? std::optional(std::move(settings)) : std::nullopt;
}

void put_desk(Json& json, const DeskSettings& settings) {
    put_text(json, "firstTab", settings.first_tab);
    for (std::size_t i = 0; i < std::size(numbers); ++i)
        put_number(json, desk_fields[i + 1].name, settings.*numbers[i].number);
}

}  // namespace leadloom
