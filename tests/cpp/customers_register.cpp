/// The register: records come, change, go, and are merged.
#include "leadloom/customers/customer_file.hpp"
#include "leadloom/customers/reading.hpp"
#include "leadloom/customers/search.hpp"
#include "people.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

ReadCounts read(CustomerRegister& customers, std::string_view text, Findings& findings,
                std::size_t piece = 7) {
    CustomerReader reader("customers", customers, {}, findings);
    for (std::size_t at = 0; at < text.size(); at += piece) reader.read(text.substr(at, piece));
    return reader.finish();
}

ReadCounts read(CustomerRegister& customers, std::string_view text) {
    Findings findings;
    const ReadCounts counts = read(customers, text, findings);
    CHECK(findings.list().empty());
    return counts;
}

std::string row(int id, std::string_view name, std::string_view more = "") {
    return "{\"id\":" + std::to_string(id) + ",\"name\":\"" + std::string(name) + "\"" +
           std::string(more) + "}";
}

std::string put(CustomerRegister& customers, Id id, std::string_view name, std::int64_t modified) {
    RawFields fields;
    fields.add(Raw::name, name);
    customers.put({id, 0, modified, true, false}, fields.bytes());
    return std::string(name);
}

std::vector<Id> found(const CustomerRegister& customers, std::string_view query) {
    std::vector<Id> ids;
    for (const Hit& hit : Searcher(customers).search(query, 5))
        ids.push_back(customers.id(hit.slot));
    return ids;
}

}  // namespace

TEST_CASE("every shape of an export is read alike", "[customers]") {
    const std::string one =
        row(7, "Jane Doe", R"(,"address":{"street":"1 Main St","zip":"78701"})");
    const std::string two = row(9, "Söhne \\u0026 Co");
    const std::string shapes[] = {
        one + "\n" + two,
        one + "\n" + two + "\n",
        "[" + one + "," + two + "]",
        R"({"page":1,"hasMore":false,"data":[)" + one + "," + two + "]}",
        "\n" + one + "\r\n" + two + "\r\n",
        "Id,Name,Street,Zip\n7,Jane Doe,1 Main St,78701\n9,Söhne & Co,,\n"};
    for (const std::string& shape : shapes) {
        INFO(shape);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, shape.size()}) {
            CustomerRegister customers;
            Findings findings;
            const ReadCounts counts = read(customers, shape, findings, piece);
            CHECK(findings.list().empty());
            CHECK(counts.added == 2);
            REQUIRE(customers.find(9));
            CHECK(customers.record(*customers.find(9)).name == "Söhne & Co");
            CHECK(customers.record(*customers.find(7)).address.zip == "78701");
        }
    }
}

TEST_CASE("what should be an object and is none is passed over", "[customers]") {
    for (const std::string_view more :
         {R"(,"address":["street"])", R"(,"contacts":[["type"],"value",{"value":"5125550134"}])",
          R"(,"contacts":{"type":"value"})", R"(,"locations":["address"])",
          R"(,"locations":[{"address":["street"],"contacts":["value"]}])",
          R"(,"customerId":7,"address":["street"])", R"(,"customerId":7,"value":["value"])"}) {
        CAPTURE(more);
        CustomerRegister customers;
        CHECK(read(customers, row(7, "Jane Doe", more)).rows() == 1);
        customers.settle();
        if (const auto slot = customers.find(7))
            CHECK(customers.record(*slot).address.street.empty());
    }
}

TEST_CASE("an array too long to be held whole is read as it comes", "[customers]") {
    std::string rows;
    for (int id = 1; id <= 300; ++id)
        rows += (id > 1 ? ",\n" : "\n") + row(id, "Jane]},{[", R"(,"tags":[[],{"a":"\\\""}])");
    const Limits limits{.bytes = 1'000};
    const auto read_in = [&](std::string_view text, std::size_t piece, Findings& findings) {
        CustomerRegister customers;
        CustomerReader reader("customers", customers, limits, findings);
        for (std::size_t at = 0; at < text.size(); at += piece) reader.read(text.substr(at, piece));
        return reader.finish().added;
    };
    for (const std::string& whole :
         {"[" + rows + "]", "\xEF\xBB\xBF \n[" + rows + "\n ] \n",
          "{\"page\":1,\n\"data\" : [" + rows + R"(],"hasMore":false})"}) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{97}, whole.size()}) {
            Findings findings;
            CHECK(read_in(whole, piece, findings) == 300);
            CHECK(findings.list().empty());
        }
    }
    const std::string spaced = "[" + std::string(300'000, ' ') + rows + "]";
    Findings none;
    CHECK(read_in(spaced, spaced.size(), none) == 300);
    struct Broken {
        std::string text;
        std::size_t added;
        std::size_t line;
    };
    const std::size_t middle = rows.find(",\n" + row(200, "Jane").substr(0, 9));
    for (const auto& [text, added, line] : {
             Broken{"[" + rows, 300, 301},
             Broken{"[" + rows + ",{\"id\":301", 300, 301},
             Broken{"[" + rows.substr(0, middle) + ",\n{\"id\" 200}" + rows.substr(middle) + "]",
                    199, 200},
             Broken{"[" + rows.substr(0, middle) + rows.substr(middle + 1) + "]", 199, 201},
         }) {
        for (const std::size_t piece : {std::size_t{50}, text.size()}) {
            Findings findings;
            CAPTURE(piece);
            CHECK(read_in(text, piece, findings) == added);
            REQUIRE(findings.list().size() == 1);
            CHECK(findings.list()[0].rule == Rule::syntax);
            CHECK(findings.list()[0].place->line == line);
        }
    }
    // Nothing else is read in parts.
    Findings findings;
    CHECK(read_in("Id,Name\n" + std::string(2'000, 'x'), 100, findings) == 0);
    CHECK(findings.list().at(0).rule == Rule::too_large);
}

TEST_CASE("rows that are none are said with their line", "[customers]") {
    CustomerRegister customers;
    Findings findings;
    const ReadCounts counts =
        read(customers, row(1, "A") + "\n{\"id\":\n\n{\"name\":\"x\"}\n{\"id\":-4}\n" + row(2, "B"),
             findings);
    CHECK(counts.added == 2);
    CHECK(counts.refused == 3);
    REQUIRE(findings.list().size() == 3);
    CHECK(findings.list()[0].rule == Rule::syntax);
    CHECK(findings.list()[0].place->line == 2);
    CHECK(findings.list()[1].rule == Rule::missing_field);
    CHECK(findings.list()[1].place->line == 4);
    CHECK(findings.list()[2].rule == Rule::id_out_of_range);
}

TEST_CASE("a record once more changes nothing, an older one neither", "[customers]") {
    CustomerRegister customers;
    const std::string first = row(1, "Jane Doe", R"(,"modifiedOn":"2026-01-02T00:00:00Z")");
    CHECK(read(customers, first).added == 1);
    CHECK(read(customers, first).unchanged == 1);
    CHECK(read(customers, row(1, "Old", R"(,"modifiedOn":"2025-01-02T00:00:00Z")")).unchanged == 1);
    CHECK(read(customers, row(1, "Jane Roe", R"(,"modifiedOn":"2026-02-02T00:00:00Z")")).changed ==
          1);
    CHECK(customers.size() == 1);
    CHECK(customers.record(*customers.find(1)).name == "Jane Roe");
    CHECK(customers.remove(1));
    CHECK_FALSE(customers.remove(1));
    CHECK(customers.size() == 0);
    CHECK_FALSE(customers.find(1));
}

TEST_CASE("contacts and locations find their customer, whichever comes first", "[customers]") {
    const std::string contact =
        R"({"id":5,"customerId":1,"type":"MobilePhone","value":"512-555-0134"})";
    const std::string place =
        R"({"id":6,"customerId":1,"name":"Cabin","address":{"street":"9 Lake Rd","city":"Austin"}})";
    for (const bool before : {true, false}) {
        for (const bool settled : {true, false}) {
            CustomerRegister customers;
            if (!before) read(customers, row(1, "Jane Doe"));
            if (settled) customers.settle();
            read(customers, contact + "\n" + place);
            if (before) read(customers, row(1, "Jane Doe"));
            customers.settle();
            const CustomerRecord record = customers.record(*customers.find(1));
            REQUIRE(record.phones == std::vector<std::string>{"512-555-0134"});
            REQUIRE(record.locations.size() == 1);
            CHECK(record.locations[0].name == "Cabin");
            CHECK(record.locations[0].address.street == "9 Lake Rd");
            CHECK(found(customers, "555-0134") == std::vector<Id>{1});
            CHECK(found(customers, "9 lake") == std::vector<Id>{1});
            CHECK(customers.size() == 1);
            // The same rows again: nothing; another value of the contact: in its place.
            CHECK(read(customers, contact).unchanged == 1);
            CHECK(read(customers, R"({"id":5,"customerId":1,"type":"Phone","value":"7375550199"})")
                      .changed == 1);
            customers.settle();
            CHECK(found(customers, "512-555-0134").empty());
            CHECK(found(customers, "737 555 0199") == std::vector<Id>{1});
        }
    }
}

TEST_CASE("merges are followed, circles are told", "[customers]") {
    CustomerRegister customers;
    read(customers, row(1, "A", R"(,"mergedToId":2)") + "\n" + row(2, "B", R"(,"mergedToId":3)") +
                        "\n" + row(3, "C") + "\n" + row(4, "D", R"(,"mergedToId":5)") + "\n" +
                        row(5, "E", R"(,"mergedToId":4)") + "\n" +
                        row(6, "F", R"(,"mergedToId":99)"));
    CHECK(customers.survivor(*customers.find(1)) == customers.find(3));
    CHECK(customers.survivor(*customers.find(3)) == customers.find(3));
    CHECK_FALSE(customers.survivor(*customers.find(4)));
    CHECK_FALSE(customers.survivor(*customers.find(6)));
    CHECK(customers.circles().size() == 1);
}

TEST_CASE("changes are found at once, and memory stays after ten thousand of them", "[customers]") {
    CustomerRegister customers;
    testing::Random random(3);
    for (Id id = 1; id <= 500; ++id) put(customers, id, "Customer Number" + std::to_string(id), 1);
    customers.settle();
    const std::size_t raw = customers.raw_bytes();
    std::vector<std::string> names(501);
    for (int change = 0; change < 10'000; ++change) {
        const Id id = static_cast<Id>(1 + random.below(500));
        names[static_cast<std::size_t>(id)] =
            put(customers, id, "Person" + std::to_string(random.below(100'000)) + "x", change + 2);
        if (change % 97 != 0) continue;
        customers.settle();
        CHECK(found(customers, names[static_cast<std::size_t>(id)]).front() == id);
    }
    customers.settle();
    CHECK(customers.size() == 500);
    CHECK(customers.raw_bytes() <= raw + (std::size_t{2} << 20U));
    CHECK(customers.segments().size() < 12);
    CHECK(customers.index_bytes() < (std::size_t{6} << 20U));
}

TEST_CASE("a file of customers is told from others by how it begins", "[customers]") {
    using enum RecordForm;
    using enum DocumentKind;
    const auto is = [](std::string_view head, DocumentKind kind, RecordForm form) {
        CAPTURE(head);
        CHECK(customer_file(head) == CustomerFile{kind, form});
    };
    is("Id,Name,Street,Zip\n7,Jane Doe,1 Main St,78701\n", customers, table);
    is("Customer ID;Customer Name;Phone Number\r\n", customers, table);
    is("\xEF\xBB\xBFname\te-mail\tid", customers, table);
    const std::string one = R"({"id":1,"address":{"zip":"}{\""},"doNotService":false})";
    is(one + "\n" + one.substr(0, 20), customers, lines);
    is("\n" + one, customers, lines);
    is("[" + one + "," + one.substr(0, 30), customers, whole);
    is(R"({"page":1,"data":[)" + one + "," + one.substr(0, 5), customers, whole);
    is(R"({"page":1,"data":[)" + one + "]}", customers, whole);
    is(R"({"id":5,"customerId":1,"type":"Phone","value":"1"})", customer_contacts, lines);
    is(R"([{"id":5,"customerId":1,"address":{"zip":"1"}},)", customer_locations, whole);
    is(row(7, "Jane", R"(,"contacts":[])"), customers, lines);
    for (const std::string& head : {
             // Business units and alerts.
             std::string("Id,Name,Active\n"),
             std::string("Source,Alert ID,Alert Type,Name,Phone\n"),
             std::string(R"([{"id":1,"name":"x","phone":"1"}])"),
             std::string(R"({"source":"x","summary":"y","id":1,"contacts":[]})"),
             std::string(R"({"leadloom":"setup/1","tenant":{"id":"1"},"trades":["hvac")"),
             // Cut off before the end of its first record.
             one.substr(0, one.size() - 1),
             std::string("[]"),
             std::string("{}"),
             std::string("}{"),
             std::string(),
         }) {
        CAPTURE(head);
        CHECK_FALSE(customer_file(head).has_value());
    }
}
