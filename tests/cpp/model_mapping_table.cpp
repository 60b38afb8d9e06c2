#include "leadloom/model/mapping_table.hpp"

#include <algorithm>

#include "leadloom/document/edit.hpp"
#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::count;
using testing::first;
using testing::Random;

namespace {

struct Read {
    std::shared_ptr<const Document> document;
    Setup setup = empty_setup();
    Findings findings;
};

Read read(const std::string& csv) {
    Read result;
    auto table = Table::read("map.csv", csv, Limits{}, result.findings);
    REQUIRE(table != nullptr);
    result.document = mapping_of_table(std::move(table), shipped_catalog(), result.findings);
    if (result.document)
        result.setup = read_mapping(result.document, shipped_catalog(), result.findings);
    return result;
}

Read read_json(std::string text) {
    Read result;
    result.document = testing::document(std::move(text));
    result.setup = read_mapping(result.document, shipped_catalog(), result.findings);
    return result;
}

std::string list(const Findings& findings) {
    std::string out;
    for (const Finding& finding : findings.list())
        out.append(label(finding.rule)).append(" ").append(finding.message).append("\n");
    return out;
}

std::string shown(const std::vector<Ref>& refs) {
    std::string out;
    for (const Ref& ref : refs) {
        if (!out.empty()) out.append(" + ");
        if (ref.id != 0) out.append("#").append(std::to_string(ref.id));
        out.append(ref.name);
    }
    return out;
}

/// A row as a line: what it is for, what it maps to.
std::string shown(const MappingRow& row) {
    std::string out = row.standard.trade + "/" + row.standard.id;
    if (row.when) {
        // Minutes of the week and ZIP codes that it holds for, however they are cut.
        const Condition& when = *row.when;
        out.append(" [");
        for (const Severity severity : when.severities) out.append(word(severity)).append(" ");
        for (const auto* const list : {&when.accounts, &when.profiles, &when.states,
                                       &when.customer_types, &when.placements}) {
            for (const std::string& value : *list) out.append(value).append(",");
            out.append("|");
        }
        for (const ZipRange& zip : when.zips)
            out.append(std::to_string(zip.from))
                .append("-")
                .append(std::to_string(zip.to))
                .append(" ");
        std::vector<bool> minutes(time::minutes_of_week);
        for (const Window& window : when.windows) {
            for (std::uint32_t i = window.from; i < window.to; ++i) minutes[i] = true;
        }
        for (std::uint32_t i = 0; i < minutes.size(); ++i) {
            if (i == 0 ? minutes[i] : minutes[i] != minutes[i - 1])
                out.append(std::to_string(i)).append(";");
        }
        out.append("]");
    }
    out.append(" = ").append(shown(row.job_types)).append(" / ").append(shown(row.business_units));
    if (!row.ignore.is_null()) {
        const Json lines = row.ignore.is_array() ? row.ignore : Json::array({row.ignore});
        out.append(" ").append(lines.dump());
    }
    return out;
}

std::vector<std::string> shown(const Setup& setup) {
    std::vector<std::string> rows;
    for (const MappingRow& row : setup.mapping) rows.push_back(shown(row));
    return rows;
}

std::string cell(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) out.append(c == '"' ? "\"\"" : std::string(1, c));
    return out + "\"";
}

}  // namespace

TEST_CASE("columns are known by the headings that people use", "[mapping_table]") {
    const auto [heading, rest, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"Trade,Standard Job Type,Job Type,Business Unit", "HVAC,Repair AC,A,B", "A / B"},
        {"vertical;STANDARDJOBTYPE;job_type;bu", "hvac;repair_ac;A;B", "A / B"},
        {"Business Unit\tCustom Job Type\tService ID\tLine of Business", "B\tA\trepair_ac\thvac",
         "A / B"},
        {"Service Category,Std. Job Type,ServiceTitan Job Type,Business-Unit Name",
         "hvac,repair ac,A,B", "A / B"},
        {"category,Google job type,ST Job Type(s),BUs", "HVAC,REPAIR AC,A,B", "A / B"},
        {"Integration Job Type,Trade,Job Type Name,BU Name", "Repair AC,hvac,A,B", "A / B"},
        {"Standard Job Type,Job Type Id,Job Type,BU Id", "repair_ac,5,A,7", "#5A / #7"},
        {"Standard Job Type,Job Type ID,Business Unit ID", "repair_ac,5,7", "#5 / #7"},
        {" Tráde ,\"Standard Job Type\",Job Type,Business Unit", "HVAC,Repair AC,5,7", "#5 / #7"},
    }));
    INFO(heading);
    for (const std::string_view end : {"\n", "\r\n"}) {
        const Read result = read(heading + std::string(end) + rest + std::string(end));
        INFO(list(result.findings));
        CHECK(result.findings.list().empty());
        CHECK(shown(result.setup) == std::vector{"hvac/repair_ac = " + expected});
    }
}

TEST_CASE("a heading that is not known, missing or there twice", "[mapping_table]") {
    SECTION("near ones are named, with a fix that a person decides on") {
        const std::string csv =
            "Trade,Standard Job Type,Job Type,Business Unit,Enabeld,Notes\n"
            "hvac,repair_ac,A,B,no,x\n";
        const Read result = read(csv);
        CHECK(count(result.findings, Rule::heading_unknown) == 2);
        const Finding& finding = first(result.findings, Rule::heading_unknown);
        CHECK(finding.hint == "Did you mean “Enabled”?");
        REQUIRE(finding.fix);
        CHECK_FALSE(finding.fix->safe);
        const Edited edited = apply_fixes("map.csv", csv, result.findings.list(), true);
        CHECK(edited.bytes.starts_with("Trade,Standard Job Type,Job Type,Business Unit,Enabled,N"));
        CHECK_FALSE(read(edited.bytes).setup.integrations.front().off.empty());
    }
    SECTION("what must be there") {
        const auto [heading, missing] = GENERATE(table<std::string, std::size_t>({
            {"Trade,Service,Job Type", 1},
            {"Trade,Job Type,BU", 1},
            {"Service,BU", 1},
            {"Trade", 3},
            {"", 3},
            {"x,y,z", 3},
        }));
        INFO(heading);
        const Read result = read(heading + "\na,b,c\n");
        CHECK(result.document == nullptr);
        CHECK(count(result.findings, Rule::heading_missing) == missing);
        CHECK(count(read("Service,Job Type,BU\n").findings, Rule::heading_missing) == 0);
    }
    SECTION("two of one meaning: the first counts") {
        const Read result = read("Service,Standard Job Type,Job Type,BU\nrepair_ac,x,A,B\n");
        const Finding& finding = first(result.findings, Rule::heading_twice);
        CHECK(finding.place->heading == "Standard Job Type");
        REQUIRE(finding.related.size() == 1);
        CHECK(finding.related[0].place.heading == "Service");
        CHECK(shown(result.setup) == std::vector<std::string>{"hvac/repair_ac = A / B"});
    }
}

TEST_CASE("several names in a cell, and places of each", "[mapping_table]") {
    const auto [job_types, expected] = GENERATE(table<std::string, std::string>({
        {"A; B", "A + B"},
        {"A|B ;", "A + B"},
        {"A\nB\r\nC", "A + B + C"},
        {"A, B", "A, B"},
        {R"(18" filter; B)", R"(18" filter + B)"},
        {R"("A; B"; C)", "A; B + C"},
        {R"("say ""hi"""; C)", R"(say "hi" + C)"},
        {R"("Gold" members; C)", R"("Gold" members + C)"},
        {"5; AC Repair", "#5 + AC Repair"},
        {" é ; 日本 ", "é + 日本"},
        {"", ""},
        {" ; ", ""},
    }));
    INFO(job_types);
    const std::string csv =
        "Trade,Standard Job Type,Job Type,BU\nhvac,repair_ac," + cell(job_types) + ",X\n";
    const Read result = read(csv);
    INFO(list(result.findings));
    CHECK(result.findings.list().empty());
    REQUIRE(result.setup.mapping.size() == 1);
    const MappingRow& row = result.setup.mapping[0];
    CHECK(shown(row.job_types) == expected);
    for (const Ref& ref : row.job_types) {
        const Place place = result.document->place(ref.at);
        const std::string piece = csv.substr(place.byte, place.bytes);
        INFO(piece);
        CHECK(place.heading == "Job Type");
        CHECK(place.row == 2);
        const std::string& text = ref.at.text();
        if (!text.contains('"')) CHECK(piece.contains(text));
        if (row.job_types.size() > 1 && !text.contains('"') && !text.contains(';'))
            CHECK(piece == text);
    }
    CHECK(result.document->place(row.at).bytes + 1 == csv.size() - csv.find('\n') - 1);
}

TEST_CASE("ids as spreadsheets spoil them", "[mapping_table]") {
    const auto [text, certain, id] = GENERATE(table<std::string, bool, Id>({
        {"12345678.0", true, 12345678},
        {"12345678.00", true, 12345678},
        {"1.2345678E+7", true, 12345678},
        {"1.2345678e7", true, 12345678},
        {"12,345,678", true, 12345678},
        {"1.23457E+11", false, 0},
        {"1E+05", false, 0},
    }));
    INFO(text);
    const std::string csv = "Service,Job Type,BU\nrepair_ac," + cell("A; " + text) + ",7\n";
    const Read result = read(csv);
    CHECK(count(result.findings, Rule::cell_unreadable) == 1);
    REQUIRE(result.setup.mapping.size() == 1);
    const Finding& finding = first(result.findings, Rule::cell_unreadable);
    CHECK(finding.fix.has_value() == certain);
    CHECK(shown(result.setup.mapping[0].job_types) ==
          (certain ? "A + #" + std::to_string(id) : "A"));
    if (!certain) return;
    const Read again = read(apply_fixes("map.csv", csv, result.findings.list()).bytes);
    CHECK(again.findings.list().empty());
    CHECK(shown(again.setup) == shown(result.setup));
}

TEST_CASE("names that only look a little like ids stay names", "[mapping_table]") {
    const std::string name = GENERATE("1.5", "24.7 Rescue", "3E", "1.2.3", "1,2", "12E3 x",
                                      "007 HVAC", "1.25E+1", "1.E");
    const Read result = read("Service,Job Type,BU\nrepair_ac," + cell(name) + ",7\n");
    INFO(list(result.findings));
    CHECK(result.findings.list().empty());
    CHECK(shown(result.setup) == std::vector{"hvac/repair_ac = " + name + " / #7"});
}

TEST_CASE("ids and names in columns of their own go together", "[mapping_table]") {
    const auto [ids, names, expected, findings] =
        GENERATE(table<std::string, std::string, std::string, std::size_t>({
            {"5", "A", "#5A", 0},
            {"5;6", "A;B", "#5A + #6B", 0},
            {"5;;6", "A;B;C", "#5A + B + #6C", 0},
            {"5;6", "", "#5 + #6", 0},
            {"", "A;B", "A + B", 0},
            {"5;6", "A", "#5 + #6", 1},
            {"x", "A", "", 1},
            {"5;x", "A;B", "#5A", 1},
            {"5", "123", "#5123", 0},
        }));
    INFO(ids << " " << names);
    const Read result = read("Service,Job Type Id,Job Type,BU\nrepair_ac," + cell(ids) + "," +
                             cell(names) + ",7\n");
    CHECK(count(result.findings, Rule::cell_unreadable) == findings);
    CHECK(shown(result.setup.mapping.at(0).job_types) == expected);
}

TEST_CASE("what a row switches off", "[mapping_table]") {
    const auto [text, off, readable] = GENERATE(table<std::string, bool, bool>({
        {"yes", false, true},
        {"No", true, true},
        {"TRUE", false, true},
        {"false", true, true},
        {"1", false, true},
        {"0", true, true},
        {"on", false, true},
        {"OFF", true, true},
        {"x", false, true},
        {"", false, true},
        {"Active", false, true},
        {"Inactive", true, true},
        {"disbled", false, false},
        {"maybe", false, false},
    }));
    INFO(text);
    const Read result = read("Service,Job Type,BU,Enabled\nrepair_ac,A,B," + text + "\n");
    CHECK(result.findings.list().empty() == readable);
    REQUIRE_FALSE(result.setup.integrations.empty());
    for (const Integration& integration : result.setup.integrations) {
        CHECK(integration.implied);
        CHECK(integration.is_off({"hvac", "repair_ac"}) == off);
    }
    CHECK(result.setup.mapping.size() == 1);
    if (text == "disbled")
        CHECK(first(result.findings, Rule::cell_unreadable).hint == "Did you mean “disabled”?");
}

TEST_CASE("rows for the same alerts are one", "[mapping_table]") {
    const std::string csv =
        "Trade,Standard Job Type,Job Type,Business Unit,Severity,Enabled\n"
        "HVAC,Repair AC,A,X,,\n"
        "hvac,repair_ac,B,X,,\n"
        ",Repair AC,A,Y,,\n"
        "HVAC,Repair AC,C,X,critical,\n"
        "HVAC,Repair AC,A,X,,\n"
        "HVAC,repair_ac,,Z,CRITICAL,\n";
    const Read result = read(csv);
    REQUIRE(shown(result.setup).size() == 2);
    CHECK(shown(result.setup)[0] == "hvac/repair_ac = A + B / X + Y");
    CHECK(result.setup.mapping[1].when.has_value());
    CHECK(shown(result.setup.mapping[1].business_units) == "X + Z");
    // Places are those of the row that a name stands in.
    CHECK(result.document->place(result.setup.mapping[0].job_types[1].at).row == 3);
    CHECK(result.document->place(result.setup.mapping[0].business_units[1].at).row == 4);
    const Finding& finding = first(result.findings, Rule::duplicate_row);
    CHECK(finding.place->row == 6);
    REQUIRE(finding.related.size() == 1);
    CHECK(finding.related[0].place.row == 2);
    for (const std::string_view end : {"\n", "\r\n"}) {
        std::string text;
        for (const char c : csv) text.append(c == '\n' ? end : std::string_view(&c, 1));
        const Read before = read(text);
        const Edited edited = apply_fixes("map.csv", text, before.findings.list());
        const Read after = read(edited.bytes);
        CHECK(edited.made == 1);
        CHECK(after.findings.list().empty());
        CHECK(shown(after.setup) == shown(result.setup));
        CHECK(std::ranges::count(edited.bytes, '\n') == std::ranges::count(text, '\n') - 1);
    }
}

TEST_CASE("rows that contradict each other", "[mapping_table]") {
    const Read result = read("Service,Job Type,BU,On\nrepair_ac,A,B,no\nRepair AC,C,B,yes\n");
    const Finding& finding = first(result.findings, Rule::cell_unreadable);
    CHECK(finding.place->row == 3);
    CHECK(result.setup.integrations.at(0).is_off({"hvac", "repair_ac"}));
    CHECK(read("Service,Job Type,BU,On\nrepair_ac,A,B,no\nRepair AC,C,B,\n").findings.clean());
}

TEST_CASE("a row that names nothing, and one that is blank", "[mapping_table]") {
    const Read result = read("Service,Job Type,BU\nrepair_ac,A,B\n,C,D\n,,\n");
    CHECK(count(result.findings, Rule::cell_unreadable) == 1);
    CHECK(first(result.findings, Rule::cell_unreadable).hint ==
          "Write “repair_ac” again if it goes on from the row above.");
}

TEST_CASE("conditions in columns", "[mapping_table]") {
    const Read result = read(
        "Service,Job Type,BU,Severity,Account,ZIP Code,State,Customer Type,Sensor Placement,Days,"
        "Hours\n"
        "repair_ac,A,B,critical;urgent,A-1,787*;2134,tx,Residential,Attic,Mon-Wed,8:00–17:00\n"
        "repair_hvac,A,B,,,,,,,\"Sat, Sun\",\n"
        "leak_detected,A,B,,,,,,,Fri,Mon 22:00-06:00; 12:00-13:00\n");
    CHECK(count(result.findings, Rule::cell_unreadable) == 1);
    CHECK(result.findings.list().size() == 1);
    REQUIRE(result.setup.mapping.size() == 3);
    const Condition& first_row = *result.setup.mapping[0].when;
    CHECK(first_row.severities.size() == 2);
    CHECK(first_row.accounts == std::vector<std::string>{"A-1"});
    CHECK(first_row.zips.at(0).from == 78700);
    CHECK(first_row.zips.at(1).from == 2134);
    CHECK(first_row.states == std::vector<std::string>{"TX"});
    CHECK(first_row.placements == std::vector<std::string>{"attic"});
    CHECK(first_row.windows.size() == 3);
    CHECK(first_row.windows[2].from == 2 * 1440 + 480);
    CHECK(first_row.windows[2].to == 2 * 1440 + 1020);
    CHECK(shown(result.setup.mapping[1]).contains("7200;]"));
    CHECK(shown(result.setup.mapping[2]).contains("1320;1800;6480;6540;"));
    // What a condition does not say is said by the condition, in its cell.
    const Read wrong = read("Service,Job Type,BU,State,Hours,Day\nrepair_ac,A,B,Texas,9-5,Mo\n");
    CHECK(count(wrong.findings, Rule::cell_unreadable) == 2);
    CHECK(first(wrong.findings, Rule::condition_malformed).place->heading == "State");
}

TEST_CASE("suppressions in a column", "[mapping_table]") {
    const Read result = read(
        "Service,Job Type,BU,leadloom-ignore\nrepair_ac,A;C,B,LL0102: both; LL0103: one; or two\n");
    INFO(list(result.findings));
    CHECK(result.findings.list().empty());
    CHECK(result.setup.mapping.at(0).ignore ==
          Json::array({"LL0102: both", "LL0103: one; or two"}));
    CHECK(result.setup.ignored.size() == 2);
}

TEST_CASE("a mapping on its own as JSON", "[mapping_table]") {
    const std::string row =
        R"({"trade":"hvac","standardJobType":"repair_ac","jobTypes":["A"],"businessUnits":[7]})";
    const std::string singular =
        R"({"standardJobType":"Repair AC","jobType":"A","businessUnit":{"id":"7"},"enabled":true})";
    for (const std::string& one : {row, singular}) {
        for (const std::string& text :
             {R"({"leadloom":"mapping/1","mapping":[)" + one + "]}", "[" + one + "]",
              R"({"data":[)" + one + "]}", one, one + "\n" + one.substr(0, 0)}) {
            INFO(text);
            const Read result = read_json(text);
            INFO(list(result.findings));
            CHECK(result.findings.list().empty());
            CHECK(shown(result.setup) == std::vector<std::string>{"hvac/repair_ac = A / #7"});
            REQUIRE(result.setup.trades.size() == 1);
            CHECK(result.setup.trades[0].id == "hvac");
            CHECK(detect(result.document->root()) == DocumentKind::mapping);
            CHECK_FALSE(write_setup(result.setup).dump().contains("smartac"));
        }
    }
}

TEST_CASE("mistakes in a mapping on its own", "[mapping_table]") {
    const auto [text, rule, rows] = GENERATE(table<std::string, Rule, std::size_t>({
        {R"({"leadloom":"mapping/2","mapping":[]})", Rule::unknown_value, 0},
        {R"({"leadloom":"mapping/1"})", Rule::missing_field, 0},
        {R"({"leadloom":"mapping/1","mapping":[],"integrations":[]})", Rule::unknown_field, 0},
        {R"([{"trade":"hvac","jobTypes":[],"businessUnits":[]}])", Rule::missing_field, 0},
        {R"([{"standardJobType":"repair_ac","jobTypes":[]}])", Rule::missing_field, 1},
        {R"([{"standardJobType":"repair_ac","jobTypes":"A","businessUnits":[]}])", Rule::wrong_type,
         1},
        {R"([{"standardJobType":"repair_ac","jobType":{},"businessUnits":[]}])",
         Rule::missing_field, 1},
        {R"([{"standard_job_type":"repair_ac","jobType":"A","businessUnit":"B"}])",
         Rule::unknown_field, 0},
        {R"([{"standardJobType":"install_fan","jobType":"A","businessUnit":"B"}])",
         Rule::standard_job_type_ambiguous, 0},
        {R"([{"standardJobType":"Other","jobType":"A","businessUnit":"B"}])",
         Rule::standard_job_type_ambiguous, 0},
        {R"([{"standardJobType":"repair_caa","jobType":"A","businessUnit":"B"}])",
         Rule::unknown_standard_job_type, 0},
        {R"("mapping")", Rule::wrong_type, 0},
        {R"([1])", Rule::wrong_type, 0},
    }));
    INFO(text);
    const Read result = read_json(text);
    INFO(list(result.findings));
    CHECK(count(result.findings, rule) == 1);
    CHECK(result.setup.mapping.size() == rows);
}

TEST_CASE("standard job types by id or label, with or without trade", "[mapping_table]") {
    for (const Trade& trade : shipped_catalog().trades) {
        for (const StandardJobType& type : trade.job_types) {
            for (const std::string& in : {trade.id, trade.label}) {
                for (const std::string& name : {type.id, type.label}) {
                    const Read result = read("Trade,Service,Job Type,BU\n" + cell(in) + "," +
                                             cell(name) + ",A,B\n");
                    INFO(in << " " << name << "\n" << list(result.findings));
                    REQUIRE(result.setup.mapping.size() == 1);
                    CHECK(result.setup.mapping[0].standard == StandardKey{trade.id, type.id});
                }
            }
            std::size_t having = 0;
            for (const Trade& other : shipped_catalog().trades)
                having += shipped_catalog().job_type({other.id, type.id}) != nullptr ? 1 : 0;
            const Read bare = read("Service,Job Type,BU\n" + type.id + ",A,B\n");
            CHECK(count(bare.findings, Rule::standard_job_type_ambiguous) == (having > 1 ? 1 : 0));
            CHECK(bare.setup.mapping.size() == (having > 1 ? 0 : 1));
        }
    }
    // What the catalogue does not have is left for the validator to say.
    const Read unknown = read("Trade,Service,Job Type,BU\nHVAC,x,A,B\nNoTrade,y,A,B\n");
    CHECK(unknown.findings.list().empty());
    CHECK(unknown.setup.mapping.at(0).standard == StandardKey{"hvac", "x"});
    CHECK(unknown.setup.mapping.at(1).standard == StandardKey{"NoTrade", "y"});
    CHECK(unknown.setup.trades.size() == 1);
}

namespace {

constexpr std::string_view odd_names[] = {
    "AC Repair", "a, b",       "say \"hi\"",   "\"quoted\"",   "two\nlines",
    "=1+1",      "+1 (512)",   "-5 degrees",   "@home",        "007 Plumbing",
    "A; B",      "A | B",      "日本の業務",   "Ünïcode",      " blank ",
    "1.5E+3 x",  "12345678.0", "1.2345678E+7", "\"a\"; \"b\"", "tab\there",
    "cr\r\nlf",  "'=1",        "ends with;",   "\"",           ";"};

Json random_ref(Random& random) {
    const std::string name(odd_names[random.below(std::size(odd_names))]);
    switch (random.below(4)) {
        case 0: return std::to_string(1 + random.below(1'000'000'000));
        case 1: return name;
        default: return Json{{"id", std::to_string(1 + random.next() % INT64_MAX)}, {"name", name}};
    }
}

Json random_refs(Random& random) {
    Json refs = Json::array();
    for (std::size_t i = random.below(4); i > 0; --i) {
        Json ref = random_ref(random);
        // Each record once.
        if (!std::ranges::contains(refs, ref)) refs.push_back(std::move(ref));
    }
    return refs;
}

Json random_condition(Random& random) {
    Json when = Json::object();
    const auto pick = [&](std::initializer_list<const char*> values) {
        return Json(*(values.begin() + random.below(values.size())));
    };
    if (random.below(2) == 0) when["severity"] = pick({"critical", "urgent", "watching"});
    if (random.below(3) == 0) when["account"] = Json::array({pick({"A-1", "=A;2", "12"})});
    if (random.below(3) == 0) when["profile"] = pick({"P-1", "Ж", "\"p\""});
    if (random.below(3) == 0)
        when["zip"] = Json::array({pick({"02134", "787*", "00001-00099"}), "99950"});
    if (random.below(3) == 0) when["state"] = Json::array({"TX", "OK"});
    if (random.below(3) == 0) when["customerType"] = "Commercial";
    if (random.below(3) == 0) when["placement"] = Json::array({"air handler", "a; b"});
    if (random.below(3) == 0 || when.empty()) {
        Json days = Json::array({"Sun"});
        if (random.below(2) == 0) days.push_back("Tue");
        when["time"] = Json::array(
            {{{"days", days}, {"from", "22:00"}, {"to", "06:30"}},
             {{"days", Json::array({"Mon", "Wed"})}, {"from", "08:00"}, {"to", "17:00"}},
             {{"from", "12:00"}, {"to", "12:01"}}});
        if (random.below(2) == 0) when["time"] = when["time"][random.below(3)];
    }
    return when;
}

Json random_setup(Random& random) {
    Json mapping = Json::array();
    for (const Trade& trade : shipped_catalog().trades) {
        for (const StandardJobType& type : trade.job_types) {
            if (random.below(20) != 0) continue;
            const bool conditional = random.below(3) == 0;
            Json row{{"trade", trade.id},
                     {"standardJobType", type.id},
                     {"jobTypes", random_refs(random)},
                     {"businessUnits", random_refs(random)}};
            if (conditional) row["when"] = random_condition(random);
            if (random.below(5) == 0)
                row["leadloom-ignore"] =
                    Json::array({"LL0102: \"so\"; LL0103 too", "LL0119: =why"});
            mapping.push_back(row);
            if (!conditional) continue;
            row.erase("when");
            row["jobTypes"] = random_refs(random);
            mapping.push_back(std::move(row));
        }
    }
    Json off = Json::array();
    for (const Json& row : mapping) {
        if (random.below(6) == 0)
            off.push_back({{"trade", row["trade"]}, {"standardJobType", row["standardJobType"]}});
    }
    return {{"leadloom", "setup/1"},
            {"mapping", std::move(mapping)},
            {"integrations", Json::array({{{"id", "smartac.com"}, {"off", std::move(off)}}})}};
}

}  // namespace

TEST_CASE("a mapping written as a table is read back the same", "[mapping_table]") {
    Random random(20261124);
    for (int round = 0; round < 150; ++round) {
        Findings findings;
        const Setup setup = read_setup(testing::document(random_setup(random).dump()), findings);
        INFO(list(findings));
        REQUIRE(findings.count(Level::error) == 0);
        const std::string csv = write_mapping_table(setup, Tenant{}, shipped_catalog());
        const Read again = read(csv);
        INFO(csv << "\n" << list(again.findings));
        CHECK(again.findings.count(Level::error) == 0);
        REQUIRE(shown(again.setup) == shown(setup));
        for (const Integration& integration : again.setup.integrations) {
            for (const MappingRow& row : setup.mapping) {
                CHECK(integration.is_off(row.standard) ==
                      setup.integrations[0].is_off(row.standard));
            }
        }
        // Nothing that a spreadsheet would compute.
        auto table = Table::read("map.csv", csv, Limits{}, findings);
        for (std::size_t row = 0; row < table->rows(); ++row) {
            for (std::size_t column = 0; column < table->columns(); ++column) {
                const std::string text = table->text_of(table->cell(row, column));
                if (!text.empty()) CHECK_FALSE(std::string_view("=+-@").contains(text.front()));
            }
        }
    }
}

TEST_CASE("the tenant's names stand beside ids in the table", "[mapping_table]") {
    Tenant tenant;
    JobType repair;
    repair.id = 5;
    repair.name = "AC Repair";
    tenant.job_types.put(repair);
    Findings findings;
    const Setup setup = read_setup(
        testing::document(
            R"({"leadloom":"setup/1","mapping":[{"trade":"hvac","standardJobType":"repair_ac","jobTypes":[5],"businessUnits":["North"]}]})"),
        findings);
    CHECK(write_mapping_table(setup, tenant, shipped_catalog()) ==
          "Trade,Standard Job Type,Job Type,Job Type Id,Business Unit\r\n"
          "HVAC,Repair AC,AC Repair,5,North\r\n");
}

TEST_CASE("any table ends in findings inside the file", "[mapping_table]") {
    Random random(7);
    const std::string good =
        "Trade,Standard Job Type,Job Type Id,Job Type,Business "
        "Unit,Enabled,Severity,ZIP,Days,Hours,"
        "Ignore\nHVAC,Repair "
        "AC,5;6,\"A;\"\"B;C\"\"\",X|Y,yes,critical,787*,Mon-Fri,08:00-17:00,LL0102: "
        "why\nPlumbing,Find leak,1.5E+1,B,Z,no,,2134,,,\nHVAC,Repair AC,5;6,A,X|Y,yes,,,,,\n";
    for (int round = 0; round < 1500; ++round) {
        const std::string text = testing::mutated(good, random);
        INFO(text);
        const testing::Exact exact(text);
        Findings findings;
        auto table = Table::read("map.csv", std::string(exact.view()), Limits{}, findings);
        if (!table) continue;
        const auto document = mapping_of_table(table, shipped_catalog(), findings);
        if (document) {
            const Setup setup = read_mapping(document, shipped_catalog(), findings);
            for (const MappingRow& row : setup.mapping) {
                CHECK(document->place(row.at).byte <= text.size());
                for (const Ref& ref : row.job_types) {
                    const Place place = document->place(ref.at);
                    CHECK(place.byte + place.bytes <= text.size());
                }
            }
        }
        for (const Finding& finding : findings.list()) {
            if (finding.place) CHECK(finding.place->byte + finding.place->bytes <= text.size());
        }
        // What was mended is not found again.
        const Edited edited = apply_fixes("map.csv", text, findings.list());
        Findings later;
        auto mended = Table::read("map.csv", edited.bytes, Limits{}, later);
        if (!mended || !document) continue;
        (void)mapping_of_table(mended, shipped_catalog(), later);
        CHECK(count(later, Rule::duplicate_row) <= count(findings, Rule::duplicate_row));
    }
}
