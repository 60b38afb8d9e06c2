/// Seeded sequences of set-up and desk commands, good ones and bad ones, and what must hold after
/// each of them.
#include <algorithm>
#include <span>

#include "support.hpp"

using namespace leadloom;
using testing::parsed;
using testing::Random;

namespace {

constexpr bool sanitized = __has_feature(address_sanitizer);
constexpr std::size_t sequences = sanitized ? 200 : 10'000;

/// What `$NAME` in a command becomes: one of these, by chance.
struct Words {
    std::string_view name;
    std::vector<std::string> any;
};

/// An agreement as it is in force.
std::string in_force(std::string_view partner) {
    const Agreement& agreement = shipped_catalog().partner(partner)->agreement;
    return R"("integration":")" + std::string(partner) + R"(","version":")" + agreement.version +
           R"(","sha256":")" + agreement.sha256 + "\"";
}

const Words words[] = {
    {"integration",
     {R"("smartac.com")", R"("smartac.com")", R"("google-local-services")", R"("nobody")"}},
    {"agreement",
     {in_force("google-local-services"), in_force("smartac.com"),
      R"("integration":"smartac.com","version":"1","sha256":"00")"}},
    {"account", {R"("acct-1")", R"("acct-2")", R"("acct-3")"}},
    {"profile", {R"(,"profile":"home")", R"(,"profile":"west")", ""}},
    {"profiles",
     {"", R"(,"profiles":[{"id":"home"},{"id":"west","businessUnits":["12"]}])",
      R"(,"profiles":[{"id":"home","name":"Homes"},{"id":"home"}])"}},
    {"standard", {R"("repair_ac")", R"("repair_hvac")", R"("ac_maintenance")", R"("no_such")"}},
    {"pair",
     {R"("jobTypes":["21"],"businessUnits":["11"])", R"("jobTypes":["21"],"businessUnits":["12"])",
      R"("jobTypes":["24"],"businessUnits":["11"])",
      R"("jobTypes":["21","27"],"businessUnits":["11"])",
      R"("jobTypes":["9007199254740993"],"businessUnits":["9007199254740997"])",
      R"("jobTypes":[],"businessUnits":[])"}},
    {"when",
     {"", "", R"(,"when":{"severity":"critical"})", R"(,"when":{"severity":"urgent"})",
      R"(,"when":{"severity":"dire"})"}},
    {"units", {R"(["11"])", R"(["11","12"])", R"(["99"])", "[]"}},
    {"trades", {R"(["hvac"])", R"(["hvac","plumber"])", R"(["no_such"])", "[]"}},
    {"flag", {"true", "false", "1"}},
    {"number", {"1", "30", R"("720")", "-1", "1000000"}},
    {"pointer", {R"("/mapping/0")", R"("/mapping/1/jobTypes/0")", R"("/trades")", R"("")"}},
    {"rule", {R"("LL0102")", R"("LL0120")", R"("LL9999")"}},
    {"lead",
     {R"("smartac.com/a")", R"("smartac.com/b")", R"("smartac.com/c")", R"("smartac.com/d")",
      R"("smartac.com/none")"}},
    {"job", {R"("21")", R"("24")", R"("26")", R"("99")"}},
    {"unit", {R"("11")", R"("12")", R"("14")"}},
    {"end", {R"("2026-11-25T18:00:00Z")", R"("2026-11-24T18:00:00Z")"}},
    {"reason", {R"("Tested by the owner")", R"("")"}},
    {"customer", {R"("41")", R"("43")", R"("0")"}},
    {"request", {R"("CreateBookingRequest")", R"("JobCreateRequest")", R"("Nothing")"}},
    {"to", {R"("Carl")", R"("")"}},
    {"by",
     {R"({"name":"Olga","role":"Owner"})", R"({"name":"Carl","role":"CSR"})", R"({"name":""})"}},
};

/// Every command there is.
constexpr std::string_view commands[] = {
    R"("type":"accept_agreement",$agreement)",
    R"("type":"assign_business_units","integration":$integration,"account":$account$profile,"businessUnits":$units)",
    R"("type":"connect_account","integration":$integration,"account":$account$profiles)",
    R"("type":"disconnect_account","integration":$integration,"account":$account)",
    R"("type":"finish","integration":$integration)",
    R"("type":"map_job_type","trade":"hvac","standardJobType":$standard,$pair$when)",
    R"("type":"map_job_types","rows":[{"trade":"hvac","standardJobType":$standard,$pair$when},{"trade":"hvac","standardJobType":$standard,$pair}])",
    R"("type":"mend","rule":$rule,"pointer":$pointer)",
    R"("type":"select_trades","trades":$trades)",
    R"("type":"set_campaign","integration":$integration,"campaign":"31")",
    R"("type":"set_desk","firstTab":"Calls","episodeHours":$number,"urgentMinutes":$number)",
    R"("type":"set_enabled","integration":$integration,"enabled":$flag)",
    R"("type":"set_job_type_enabled","integration":$integration,"trade":"hvac","standardJobType":$standard,"enabled":$flag)",
    R"("type":"accept_lead","lead":$lead)",
    R"("type":"assign_lead","lead":$lead,"to":$to)",
    R"("type":"book_lead","lead":$lead,"jobType":$job,"businessUnit":$unit,"start":"2026-11-25T15:00:00Z","end":$end)",
    R"("type":"dismiss_lead","lead":$lead,"reason":$reason)",
    R"("type":"fill_in_lead","lead":$lead,"jobType":$job,"businessUnit":$unit)",
    R"("type":"follow_up_lead","lead":$lead,"on":"2026-11-26")",
    R"("type":"hand_over_lead","lead":$lead,"request":$request,"id":$number)",
    R"("type":"link_customer","lead":$lead,"customer":$customer)",
    R"("type":"reopen_lead","lead":$lead)",
    R"("type":"undo_lead","lead":$lead)",
    R"("type":"redo_lead","lead":$lead)",
};

/// Chance among the words of a name that a text begins with; the longest such name counts.
const Words& words_of(std::string_view text) {
    const Words* best = nullptr;
    for (const Words& one : words) {
        if (text.starts_with(one.name) && (best == nullptr || one.name.size() > best->name.size()))
            best = &one;
    }
    REQUIRE(best != nullptr);
    return *best;
}

std::string filled_in(std::string_view text, Random& random) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '$') {
            out += text[at];
            continue;
        }
        const Words& from = words_of(text.substr(at + 1));
        out += from.any[random.below(from.any.size())];
        at += from.name.size();
    }
    return out;
}

/// A command made whole: when and by whom.
std::string whole(const std::string& fields, std::string_view by, std::size_t step) {
    return "{" + fields + R"(,"at":"2026-11-23T10:)" + std::to_string(10 + step) +
           R"(:00Z","by":)" + std::string(by) + "}";
}

std::string command(Random& random, std::size_t step) {
    const std::string_view form = commands[random.below(std::size(commands))];
    // Most is done by somebody who may.
    const std::string by =
        random.below(8) == 0 ? filled_in("$by", random) : R"({"name":"Olga","role":"Owner"})";
    std::string made = whole(filled_in(form, random), by, step);
    if (random.below(16) == 0) made.erase(random.below(made.size()), 1);
    return made;
}

constexpr std::string_view all_leads = R"({"view":"leads","count":50})";

/// What a session shows.
struct Picture {
    std::shared_ptr<const Document> document;
    std::string setup;
    std::string log;
    std::string leads;
    std::string held;

    /// What is written of a set-up is written once: `before` knows it if the document is the same.
    explicit Picture(const Session& session, const Picture* before = nullptr)
        : document(session.workspace().setup().document),
          setup(before != nullptr && before->document == document
                    ? before->setup
                    : session.query(R"({"view":"setup"})")),
          log(session.query(R"({"view":"log"})")),
          leads(session.query(all_leads)),
          held(session.query(R"({"view":"held"})")) {}

    bool operator==(const Picture& other) const {
        return setup == other.setup && log == other.log && leads == other.leads &&
               held == other.held;
    }

    /// The view ends with the hash: 64 digits, a quote and a brace.
    [[nodiscard]] std::string_view hash() const {
        return std::string_view(setup).substr(setup.size() - 66, 64);
    }
    [[nodiscard]] std::string_view text() const {
        return std::string_view(setup).substr(0, setup.size() - 66);
    }

    /// What the set-up holds, without its history; the order of lists is the commands' own.
    [[nodiscard]] std::vector<std::string> content() const {
        auto text = parsed(setup)["text"].get<std::string>();
        text.resize(std::min(text.find("\"history\""), text.size()));
        std::vector<std::string> lines(1);
        for (const char c : text) {
            if (c == '\n')
                lines.emplace_back();
            else if (c != ',' && c != ' ')
                lines.back() += c;
        }
        std::ranges::sort(lines);
        // Who takes a launch back switches off; that it was launched stays.
        std::erase_if(lines, [](const std::string& line) {
            return line.empty() || line.starts_with("\"finished\"");
        });
        return lines;
    }
};

std::string feed() {
    std::string lines;
    for (const char* const id : {"a", "b", "c", "d", "a"})
        lines += testing::small_alert(id).dump() + "\n";
    Json held = testing::small_alert("e");
    held["severity"] = "Watching";
    Json urgent = testing::small_alert("f");
    urgent["severity"] = "Urgent";
    urgent["type"] = "Water Detected";
    return lines + held.dump() + "\n" + urgent.dump() + "\n[]\n";
}

/// Records of `feed()`.
constexpr std::size_t records = 8;

bool done(const std::string& answer) { return answer.starts_with(R"({"ok":true)"); }

/// The small set-up as commands leave it: every reference with id and name, and a second
/// integration begun, which no command takes back.
std::string setup() {
    const auto session = testing::small_session();
    const Json small = testing::small_setup();
    const Json names = {{"HVAC North", "11"}, {"Furnace Tune-Up", "9007199254740992"}};
    const auto ids = [&](const Json& refs) {
        Json all = Json::array();
        for (const Json& ref : refs) {
            const Json id = ref.is_object() ? ref["id"] : ref;
            const std::string text = id.is_string() ? id.get<std::string>() : id.dump();
            all.push_back(names.value(text, text));
        }
        return all;
    };
    for (const Json& row : small["mapping"]) {
        const Json answer =
            testing::apply(*session, {{"type", "map_job_type"},
                                      {"trade", row["trade"]},
                                      {"standardJobType", row["standardJobType"]},
                                      {"jobTypes", ids(row["jobTypes"])},
                                      {"businessUnits", ids(row["businessUnits"])}});
        REQUIRE(answer["ok"] == true);
    }
    REQUIRE(done(
        session->apply(whole(R"("type":"accept_agreement",)" + in_force("google-local-services"),
                             R"({"name":"Olga","role":"Owner"})", 0))));
    const Json& account = small["integrations"][0]["accounts"][0];
    Json assign = {{"type", "assign_business_units"},
                   {"integration", "smartac.com"},
                   {"account", "acct-1"},
                   {"businessUnits", ids(account["businessUnits"])}};
    REQUIRE(testing::apply(*session, assign)["ok"] == true);
    assign["profile"] = "home";
    assign["businessUnits"] = ids(account["profiles"][0]["businessUnits"]);
    REQUIRE(testing::apply(*session, assign)["ok"] == true);
    Json made = parsed(testing::ask(*session, {{"view", "setup"}})["text"].get<std::string>());
    // The long text that was accepted is not what is tried here.
    made["integrations"][1]["agreement"].erase("text");
    made.erase("history");
    return made.dump();
}

const std::vector<std::pair<std::string, std::string>>& documents() {
    static const std::vector<std::pair<std::string, std::string>> all = {
        {"units.json", testing::small_business_units().dump()},
        {"jobs.json", testing::small_job_types().dump()},
        {"campaigns.json", testing::small_campaigns().dump()},
        {"small.setup.json", setup()},
        {"alerts.ndjson", feed()}};
    return all;
}

std::unique_ptr<Session> opened() {
    auto session = std::make_unique<Session>();
    for (const auto& [name, text] : documents()) (void)session->load(name, "auto", text);
    return session;
}

/// Every record is a lead in one state, or held for a reason.
void check_totals(const Session& session) {
    const Desk& desk = session.workspace().desk();
    std::size_t leads = 0;
    for (const std::size_t count : desk.state_counts()) leads += count;
    std::size_t held = 0;
    for (std::size_t i = 1; i < held_count; ++i) held += desk.held_counts()[i];
    REQUIRE(leads == desk.leads().size());
    REQUIRE(leads == session.workspace().leads({}).size());
    REQUIRE(leads + held == records);
}

/// Takes back what was just done: then everything is as it was before.
void check_undo(Session& session, const Picture& before, const std::string& answer,
                std::size_t step, std::vector<std::string>& log) {
    const Json said = parsed(answer);
    if (!said.contains("undo")) return;
    std::string undo = said["undo"].dump();
    undo = whole(undo.substr(1, undo.size() - 2), R"({"name":"Olga","role":"Owner"})", step);
    INFO(undo);
    const std::string taken_back = session.apply(undo);
    INFO(taken_back);
    REQUIRE(done(taken_back));
    log.push_back(undo);
    const Picture after(session);
    REQUIRE(after.content() == before.content());
    REQUIRE(after.leads == before.leads);
    REQUIRE(after.held == before.held);
}

struct Tally {
    std::size_t carried_out = 0;
    std::size_t refused = 0;
    std::size_t taken_back = 0;
};

void play(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const auto session = opened();
    Picture now(*session);
    std::vector<std::string> log;
    const std::size_t length = 4 + random.below(9);
    for (std::size_t step = 0; step < length; ++step) {
        const std::string made = command(random, step);
        INFO("seed " << seed << ", step " << step << ": " << made);
        const std::string answer = session->apply(made);
        INFO(answer);
        Picture next(*session, &now);
        if (!done(answer)) {
            ++tally.refused;
            REQUIRE(answer.contains(R"("level":"error")"));
            REQUIRE(next == now);
            continue;
        }
        ++tally.carried_out;
        log.push_back(made);
        REQUIRE((next.text() == now.text()) == (next.hash() == now.hash()));
        REQUIRE((next.setup != now.setup) != (next.log != now.log));
        check_totals(*session);
        const bool undone = random.below(4) == 0;
        if (undone) {
            const std::size_t before = log.size();
            check_undo(*session, now, answer, step, log);
            tally.taken_back += log.size() - before;
            check_totals(*session);
        }
        now = undone ? Picture(*session) : std::move(next);
    }
    INFO("seed " << seed);
    // No command brings an error but that something is not mapped yet; the feed has a broken line.
    constexpr Rule allowed[] = {Rule::no_mapping, Rule::trade_without_mapping, Rule::not_an_alert};
    for (const Finding& finding : session->all_findings().list()) {
        INFO(finding.message);
        REQUIRE((finding.level != Level::error || std::ranges::contains(allowed, finding.rule)));
    }
    // The log played again is the session.
    const auto again = opened();
    for (const std::string& made : log) REQUIRE(done(again->apply(made)));
    REQUIRE(Picture(*again) == now);
    if (seed % 8 != 0) return;
    // So are its documents.
    const auto reopened = opened();
    const Json kept = parsed(now.setup);
    REQUIRE(reopened->load("small.setup.json", "setup", kept["text"].get<std::string>())
                .starts_with(R"({"ok":true)"));
    (void)reopened->load("desk.log", "desk-log", parsed(now.log).get<std::string>());
    REQUIRE(Picture(*reopened).leads == now.leads);
    REQUIRE(Picture(*reopened).held == now.held);
}

}  // namespace

TEST_CASE("whatever is done in whatever order, everything holds", "[sequences]") {
    Tally tally;
    for (std::uint64_t seed = 0; seed < sequences; ++seed) play(seed, tally);
    CHECK(tally.carried_out > 2 * sequences);
    CHECK(tally.refused > sequences);
    CHECK(tally.taken_back > sequences / 4);
}
