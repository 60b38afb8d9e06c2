/// Feeds: whatever arrives, every record is an alert or set aside, and every lead has a card.
#include <string>

#include "leadloom/leads/inspect.hpp"
#include "leadloom/speak/booking.hpp"
#include "support.hpp"

using namespace leadloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(fuzz::text_of(bytes, size));
    Workspace workspace;
    Findings findings;
    // A set-up under which every alert of SmartAC.com flows.
    static const std::string setup = [] {
        const Agreement& agreement = shipped_catalog().partner("smartac.com")->agreement;
        return R"({"leadloom":"setup/1","trades":["hvac"],"mapping":[{"trade":"hvac",)"
               R"("standardJobType":"leak_detected","jobTypes":[1],"businessUnits":[2]}],)"
               R"("integrations":[{"id":"smartac.com","agreement":{"version":")" +
               agreement.version + R"(","sha256":")" + agreement.sha256 +
               R"(","acceptedBy":{"name":"A","role":"Owner"},"acceptedAt":"2026-01-01T00:00:00Z"}}]})";
    }();
    fuzz::require(workspace.load("s", setup, DocumentKind::setup, findings).taken, "a set-up");
    const Loaded loaded = workspace.load("f", text, DocumentKind::feed, findings);
    const Feed& feed = workspace.feed();
    fuzz::require(loaded.records == feed.alerts().size() + feed.set_aside().size(),
                  "every record is an alert or set aside");
    for (const SetAside& aside : feed.set_aside()) fuzz::require_inside(aside.place, text);
    std::size_t counted = 0;
    const Desk& desk = workspace.desk();
    for (std::size_t i = 1; i < held_count; ++i) counted += desk.held_counts()[i];
    fuzz::require(counted + desk.lead_count() == loaded.records, "every alert is a lead or held");
    std::size_t places = 0;
    for (const Alert& alert : feed.alerts()) {
        // A place is looked up for a reader, not for every alert: it counts the lines of the file.
        if (places++ < 16) fuzz::require_inside(feed.place(alert), text);
        const Alert* const found = feed.find_lead(feed.lead_id(alert));
        fuzz::require(found != nullptr, "an alert is found by its lead's id");
        if (desk.held(alert) != Held::no) continue;
        const Card card = workspace.card(alert);
        Findings about;
        check_booking(booking_request(card), card, about);
    }
    inspect(workspace, findings);
    for (const Finding& finding : findings.list()) {
        if (finding.place && finding.place->file == "f") fuzz::require_inside(*finding.place, text);
    }
    return 0;
}
