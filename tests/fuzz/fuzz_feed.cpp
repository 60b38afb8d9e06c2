/// Feeds: whatever arrives, in whatever shape, every record is an alert or set aside, every lead
/// has a card, and every alert an episode.
#include <algorithm>
#include <string>

#include "leadloom/leads/episodes.hpp"
#include "leadloom/leads/inspect.hpp"
#include "leadloom/leads/rejected.hpp"
#include "leadloom/speak/booking.hpp"
#include "support.hpp"

using namespace leadloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(fuzz::text_of(bytes, size));
    Workspace workspace;
    Findings findings;
    // A set-up under which every alert of every partner flows.
    static const std::string setup = [] {
        std::string integrations;
        for (const Partner& partner : shipped_catalog().partners) {
            const Agreement& agreement = partner.agreement;
            integrations += (integrations.empty() ? "" : ",") + (R"({"id":")" + partner.id) +
                            R"(","agreement":{"version":")" + agreement.version +
                            R"(","sha256":")" + agreement.sha256 +
                            R"(","acceptedBy":{"name":"A","role":"Owner"},)"
                            R"("acceptedAt":"2026-01-01T00:00:00Z"}})";
        }
        return R"({"leadloom":"setup/1","trades":["hvac"],"mapping":[{"trade":"hvac",)"
               R"("standardJobType":"leak_detected","jobTypes":[1],"businessUnits":[2]}],)"
               R"("integrations":[)" +
               integrations + "]}";
    }();
    fuzz::require(workspace.load("s", setup, DocumentKind::setup, findings).taken, "a set-up");
    const Loaded loaded = workspace.load("f", text, DocumentKind::feed, findings);
    const Feed& feed = workspace.feed();
    // Of a table in another encoding places are those of the file, and the text is another.
    const bool decoded = text::encoding_of(text) > text::Encoding::utf8_marked;
    fuzz::require(loaded.records == feed.alerts().size() + feed.set_aside().size(),
                  "every record is an alert or set aside");
    for (const SetAside& aside : feed.set_aside()) {
        fuzz::require_inside(aside.place, text);
        fuzz::require(decoded || text.contains(aside.text), "what is set aside stands in the feed");
    }
    (void)rejected(feed);
    std::size_t counted = 0;
    const Desk& desk = workspace.desk();
    for (std::size_t i = 1; i < held_count; ++i) counted += desk.held_counts()[i];
    fuzz::require(counted + desk.leads().size() == loaded.records, "every alert is a lead or held");
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
    Episodes episodes(feed, workspace.catalog());
    episodes.add_new();
    for (std::uint32_t i = 0; i < feed.alerts().size(); ++i) {
        const Episode episode = episodes.episode(i);
        fuzz::require(std::ranges::contains(episode.timeline, i, &Sighting::alert),
                      "an alert stands in its episode");
        if (episode.timeline.size() > 64) break;
    }
    inspect(workspace, findings);
    for (const Finding& finding : findings.list()) {
        if (finding.place && finding.place->file == "f") fuzz::require_inside(*finding.place, text);
    }
    return 0;
}
