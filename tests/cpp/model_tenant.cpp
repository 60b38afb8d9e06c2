#include "leadloom/model/tenant.hpp"

#include "leadloom/model/kind.hpp"
#include "support.hpp"

using namespace leadloom;
using testing::count;

namespace {

struct Read {
    Tenant tenant;
    Findings findings;
    std::size_t records = 0;
};

using Reader = std::size_t (*)(const Reading&, json::Value, Tenant&);

Read read(std::string text, Reader reader) {
    const auto document = testing::document(std::move(text));
    Read result;
    result.records =
        reader({*document, result.findings}, records_of(document->root()), result.tenant);
    return result;
}

}  // namespace

TEST_CASE("a page, an array, lines and a single record are read alike", "[model]") {
    const auto text =
        GENERATE(as<std::string>{},
                 R"({"page":1,"hasMore":false,"data":[{"id":1,"name":"A"},{"id":2,"name":"B"}]})",
                 R"([{"id":1,"name":"A"},{"id":"2","name":"B"}])",
                 "{\"id\":1,\"name\":\"A\"}\n{\"id\":2,\"name\":\"B\"}\n",
                 "{\"id\":1,\"name\":\"A\"}\r\n\r\n{\"id\":2,\"name\":\"B\"}");
    for (const Reader reader : {read_business_units, read_job_types, read_campaigns}) {
        const Read result = read(text, reader);
        CHECK(result.records == 2);
        CHECK(result.findings.list().empty());
    }
    CHECK(read(R"({"id":1,"name":"A"})", read_campaigns).records == 1);
}

TEST_CASE("the sample tenant is read without a finding", "[model]") {
    const auto [path, reader, records] = GENERATE(table<std::string, Reader, std::size_t>({
        {"business-units.json", read_business_units, 9},
        {"job-types.json", read_job_types, 60},
        {"campaigns.json", read_campaigns, 12},
        {"customers.json", count_customers, 2000},
        {"customer-contacts.json", count_customers, 3524},
    }));
    INFO(path);
    const Read result = read(testing::file("catalog/sample/" + path), reader);
    CHECK(result.findings.list().empty());
    CHECK(result.records == records);
}

TEST_CASE("ids beyond 2^53 stay apart", "[model]") {
    const Read result =
        read(R"([{"id":9007199254740992,"name":"A","businessUnitIds":[9007199254740993]},
                                 {"id":9007199254740993,"name":"B"},
                                 {"id":"9223372036854775807","name":"C"}])",
             read_job_types);
    CHECK(result.tenant.job_types.all().size() == 3);
    CHECK(result.tenant.job_types.find(9007199254740992)->name == "A");
    CHECK(result.tenant.job_types.find(9007199254740993)->name == "B");
    CHECK(result.tenant.job_types.find(INT64_MAX)->name == "C");
    CHECK(result.tenant.job_types.find(9007199254740992)->business_units ==
          std::vector<Id>{9007199254740993});
}

TEST_CASE("null stands for nothing here", "[model]") {
    const Read units =
        read(R"([{"id":1,"name":"A","active":null,"trade":null}])", read_business_units);
    CHECK(units.findings.list().empty());
    CHECK(units.tenant.business_units.find(1)->active);
    CHECK(units.tenant.business_units.find(1)->trade.empty());
    const Read types =
        read(R"([{"id":1,"name":"A","businessUnitIds":null,"priority":null}])", read_job_types);
    CHECK(types.findings.list().empty());
    CHECK(types.tenant.job_types.find(1)->business_units.empty());
}

TEST_CASE("a record with findings is left out, the others are taken", "[model]") {
    const auto [record, rule] = GENERATE(table<std::string, Rule>({
        {R"({"name":"X"})", Rule::missing_field},
        {R"({"id":5})", Rule::missing_field},
        {R"({"id":-5,"name":"X"})", Rule::id_out_of_range},
        {R"({"id":9223372036854775808,"name":"X"})", Rule::id_out_of_range},
        {R"({"id":5,"name":5})", Rule::wrong_type},
        {R"({"id":5,"name":"X","active":"no"})", Rule::wrong_type},
        {"5", Rule::wrong_type},
        {"null", Rule::wrong_type},
        {"[]", Rule::wrong_type},
    }));
    INFO(record);
    const Read result = read("[{\"id\":1,\"name\":\"A\"}," + record + ",{\"id\":2,\"name\":\"B\"}]",
                             read_campaigns);
    CHECK(result.records == 2);
    CHECK(count(result.findings, rule) == 1);
    CHECK(testing::first(result.findings, rule).place->line == 1);
}

TEST_CASE("what is no list of records is LL0008", "[model]") {
    for (const char* const text : {"5", "\"x\"", "null", "true"}) {
        const Read result = read(text, read_campaigns);
        CHECK(result.records == 0);
        CHECK(count(result.findings, Rule::wrong_type) == 1);
    }
}

TEST_CASE("a later record replaces the one with its id", "[model]") {
    Tenant tenant;
    const auto add = [&](std::string text) {
        const auto document = testing::document(std::move(text));
        Findings findings;
        (void)read_campaigns({*document, findings}, document->root(), tenant);
    };
    add(R"([{"id":1,"name":"Old"},{"id":2,"name":"Two"}])");
    CHECK(tenant.campaigns.find_name("old")->id == 1);
    add(R"([{"id":1,"name":"New"}])");
    CHECK(tenant.campaigns.all().size() == 2);
    CHECK(tenant.campaigns.find(1)->name == "New");
    CHECK(tenant.campaigns.find_name("old") == nullptr);
    CHECK(tenant.campaigns.find_name("  NEW ")->id == 1);
}

TEST_CASE("of one name the active record is meant", "[model]") {
    Records<Campaign> records;
    const auto put = [&](Id id, std::string name, bool active) {
        Campaign campaign;
        campaign.id = id;
        campaign.name = std::move(name);
        campaign.active = active;
        records.put(std::move(campaign));
    };
    put(1, "Same", false);
    put(2, "SAME", true);
    put(3, "same", true);
    CHECK(records.find_name("Same")->id == 2);
    put(2, "Same", false);
    CHECK(records.find_name("Same")->id == 3);
    CHECK(records.find(4) == nullptr);
    CHECK(records.find_name("other") == nullptr);
    CHECK(Records<Campaign>().find_name("") == nullptr);
}
