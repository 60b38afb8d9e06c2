/// A set-up, a mapping or a table of any bytes against a small tenant: findings inside the file,
/// and safe fixes that are done with after a few rounds.
#include <string>

#include "leadloom/document/edit.hpp"
#include "leadloom/doors/validator.hpp"
#include "leadloom/speak/report.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

constexpr std::string_view business_units = R"([
  {"id": 11, "name": "HVAC North", "active": true, "trade": {"id": 1, "name": "HVAC"}},
  {"id": 12, "name": "HVAC South", "active": false, "trade": {"id": 1, "name": "HVAC"}},
  {"id": 13, "name": "Plumbing", "active": true, "trade": {"id": 2, "name": "Plumbing"}}])";
constexpr std::string_view job_types = R"([
  {"id": 21, "name": "AC Repair", "active": true, "businessUnitIds": [11], "priority": "High"},
  {"id": 22, "name": "AC Repair", "active": false, "businessUnitIds": [12], "priority": "Low"},
  {"id": 23, "name": "Leak Visit", "active": true, "businessUnitIds": [], "priority": "Urgent"}])";
constexpr std::string_view campaigns = R"([
  {"id": 31, "name": "SmartAC.com", "active": true}])";

struct Checked {
    Findings findings;
    std::string report;
};

Checked checked(const std::string& bytes) {
    Validator::Options options;
    options.limits.findings = 10'000;
    Validator validator(std::move(options));
    validator.load("units", "business-units", std::string(business_units));
    validator.load("jobs", "job-types", std::string(job_types));
    validator.load("campaigns", "campaigns", std::string(campaigns));
    validator.load("f", "auto", bytes);
    validator.finish();
    return {validator.findings(), report_text(validator.findings(), validator.documents())};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string text(fuzz::text_of(bytes, size));
    Checked now = checked(text);
    fuzz::require(checked(text).report == now.report, "the same bytes twice");
    for (const Finding& finding : now.findings.list()) {
        if (finding.place && finding.place->file == "f") fuzz::require_inside(*finding.place, text);
    }
    // One fix may bring another to light, or stand in its way for a round; each takes something.
    for (std::size_t round = 0;; ++round) {
        const Edited edited = apply_fixes("f", text, now.findings.list());
        if (edited.made == 0) {
            fuzz::require(edited.bytes == text, "without fixes nothing changes");
            break;
        }
        fuzz::require(round < 100, "fixes come to an end");
        text = edited.bytes;
        now = checked(text);
    }
    for (const Finding& finding : now.findings.list()) {
        const bool here = finding.place && finding.place->file == "f";
        fuzz::require(!here || !finding.fix || !finding.fix->safe, "what was mended is gone");
    }
    return 0;
}
