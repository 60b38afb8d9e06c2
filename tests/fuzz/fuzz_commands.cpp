/// Streams of commands, a line each, on a small tenant with a set-up and leads: what is refused
/// changes nothing, no alert is lost, and the commands played again, or read as a log, end alike.
#include <string>
#include <vector>

#include "leadloom/doors/session.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

void load(Session& session) {
    const Agreement& agreement = shipped_catalog().partner("smartac.com")->agreement;
    (void)session.load("units", "business-units", R"([
        {"id": 11, "name": "North", "active": true, "trade": {"id": 1, "name": "HVAC"}},
        {"id": 12, "name": "South", "active": true}])");
    (void)session.load("jobs", "job-types", R"([
        {"id": 21, "name": "AC Repair", "active": true, "businessUnitIds": [11], "priority": "High"},
        {"id": 22, "name": "Leak", "active": true, "businessUnitIds": [], "priority": "Urgent"}])");
    (void)session.load("campaigns", "campaigns", R"([{"id": 31, "name": "P", "active": true}])");
    (void)session.load(
        "setup", "setup",
        R"({"leadloom":"setup/1","trades":["hvac"],"mapping":[{"trade":"hvac","standardJobType":)"
        R"("repair_ac","jobTypes":[21],"businessUnits":[11]}],"integrations":[{"id":"smartac.com",)"
        R"("enabled":true,"agreement":{"version":")" +
            agreement.version + R"(","sha256":")" + agreement.sha256 +
            R"(","acceptedBy":{"name":"A","role":"Owner"},"acceptedAt":"2026-01-01T00:00:00Z"},)"
            R"("accounts":[{"id":"acct-1"}]}]})");
    std::string feed;
    for (const char* const id : {"a", "b", "c"}) {
        feed += R"({"source":"smartac.com","id":")" + std::string(id) +
                R"(","type":"Poor Cooling Performance","severity":"Critical","account":"acct-1",)"
                R"("submittedOn":"2026-11-20T08:03:11Z","device":{"id":")" +
                id + "\"}}\n";
    }
    (void)session.load("feed", "feed", feed);
}

std::string shown(const Session& session) {
    std::string all;
    for (const char* const view :
         {R"({"view":"setup"})", R"({"view":"log"})", R"({"view":"leads"})", R"({"view":"held"})"})
        all += session.query(view) + "\n";
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text_of(bytes, size);
    Session session;
    load(session);
    std::string before = shown(session);
    std::vector<std::string> done;
    for (std::size_t at = 0, steps = 0; at < text.size() && steps < 24; ++steps) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string command(text.substr(at, end - at));
        at = end + 1;
        const std::string answer = session.apply(command);
        const std::string after = shown(session);
        if (answer.starts_with(R"({"ok":true)")) {
            done.push_back(command);
        } else {
            fuzz::require(after == before, "what is refused changes nothing");
        }
        const Desk& desk = session.workspace().desk();
        std::size_t counted = desk.leads().size();
        for (std::size_t i = 1; i < held_count; ++i) counted += desk.held_counts()[i];
        fuzz::require(counted == 3, "no alert is lost");
        before = after;
    }
    Session again;
    load(again);
    for (const std::string& command : done) (void)again.apply(command);
    fuzz::require(shown(again) == before, "played again it is the same");
    // The whole input as the log of a desk.
    (void)again.load("log", "desk-log", std::string(text));
    (void)shown(again);
    return 0;
}
