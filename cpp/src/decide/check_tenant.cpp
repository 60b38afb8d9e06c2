// The tenant's own records, as far as a mapping can stumble over them.
#include <algorithm>

#include "check.hpp"

namespace leadloom {

namespace {

using text::counted;
using text::join;
using text::named;

/// Findings in exports have their place there, not in the set-up.
Finding* add_at(const Tenant& tenant, Findings& findings, Rule rule, const ExportedRecord& record,
                json::Value at, std::string message) {
    return findings.add(rule, std::move(message),
                        findings.wants_place(rule) && record.at
                            ? std::optional(tenant.place(record, at ? at : record.at))
                            : std::nullopt);
}

/// LL0155: two of one name cannot be told apart by it.
template <class Record>
void namesakes(const Tenant& tenant, const Records<Record>& records, std::string_view noun,
               Findings& findings) {
    for (const Record& record : records.all()) {
        if (!record.active) continue;
        const Named<Record> named_so = records.find_named(record.name);
        if (named_so.other != &record) continue;
        Finding* const finding = add_at(
            tenant, findings, Rule::namesakes, record, record.at["name"],
            join({"Two active ", noun, "s are called ", named(record.name), ": ",
                  std::to_string(named_so.record->id), " and ", std::to_string(record.id), "."}));
        relate(tenant, finding, *named_so.record, named_so.record->at["name"],
               "This is the other.");
    }
}

/// The pages and parts of one kind of record.
class Pages {
public:
    Pages(const Tenant& tenant, DocumentKind kind) : tenant_(tenant), noun_(noun(kind)) {
        for (const ExportPage& page : tenant.pages) {
            if (page.kind == kind) pages_.push_back(&page);
        }
    }

    void check(Findings& findings) {
        for (const ExportPage* const page : pages_) {
            const std::string number = std::to_string(page->number);
            if (page->number == 0) {
                if (page->has_more && !part_ends())
                    add(findings, *page, "hasMore",
                        {"This part of the ", noun_,
                         " says that there are more, but the last part was not given."});
                continue;
            }
            if (page->has_more && !given(page->number + 1))
                add(findings, *page, "hasMore",
                    {"Page ", number, " of the ", noun_, " says that there are more, but page ",
                     std::to_string(page->number + 1), " was not given."});
            if (page->number > 1 && !given(page->number - 1))
                add(findings, *page, "page",
                    {"This is page ", number, " of the ", noun_, ", but page ",
                     std::to_string(page->number - 1), " was not given."});
        }
        if (complete_) check_total(findings);
    }

private:
    [[nodiscard]] bool given(std::int64_t number) const {
        return std::ranges::contains(pages_, number, &ExportPage::number);
    }

    [[nodiscard]] bool part_ends() const {
        return std::ranges::any_of(
            pages_, [](const ExportPage* page) { return page->number == 0 && !page->has_more; });
    }

    void check_total(Findings& findings) {
        std::size_t records = 0;
        for (const ExportPage* const page : pages_) records += page->records;
        for (const ExportPage* const page : pages_) {
            const auto total = page->root["totalCount"].integer().value_or(0);
            if (total <= static_cast<std::int64_t>(records)) continue;
            return add(
                findings, *page, "totalCount",
                {"There are ", std::to_string(total), " ", noun_, " by this count, but only ",
                 std::to_string(records), records == 1 ? " was" : " were", " given."});
        }
    }

    void add(Findings& findings, const ExportPage& page, std::string_view field,
             std::initializer_list<std::string_view> message) {
        complete_ = false;
        findings.add(Rule::export_incomplete, join(message),
                     tenant_.exports[page.exported]->place(page.root[field]));
    }

    const Tenant& tenant_;
    std::string noun_;
    std::vector<const ExportPage*> pages_;
    bool complete_ = true;
};

/// LL0152.
void pages_missing(const Tenant& tenant, Findings& findings) {
    for (const DocumentKind kind :
         {DocumentKind::business_units, DocumentKind::job_types, DocumentKind::campaigns})
        Pages(tenant, kind).check(findings);
}

/// LL0153 and LL0154.
void units_of_job_types(const Tenant& tenant, Findings& findings) {
    if (tenant.business_units.empty()) return;
    for (const JobType& job_type : tenant.job_types.all()) {
        if (!job_type.active || job_type.business_units.empty()) continue;
        std::size_t unknown = 0;
        std::size_t active = 0;
        Id first_unknown = 0;
        for (const Id id : job_type.business_units) {
            const BusinessUnit* const unit = tenant.business_units.find(id);
            if (unit == nullptr) {
                if (unknown++ == 0) first_unknown = id;
            } else if (unit->active) {
                ++active;
            }
        }
        const json::Value at = job_type.at["businessUnitIds"];
        if (unknown > 0) {
            add_at(tenant, findings, Rule::unknown_business_unit_of_job_type, job_type, at,
                   join({"The job type ", named(job_type.name), " names ",
                         counted(unknown, "business unit"), " that ", unknown == 1 ? "was" : "were",
                         " not exported: ", std::to_string(first_unknown),
                         unknown > 1 ? " and others." : "."}));
        } else if (active == 0) {
            add_at(tenant, findings, Rule::job_type_without_business_unit, job_type, at,
                   join({"None of the business units of the job type ", named(job_type.name),
                         " is active."}));
        }
    }
}

}  // namespace

void check_tenant_given(const Check& check) {
    if (check.tenant.given()) return;
    check.reading.add(Rule::no_tenant, check.setup.document->root(), title_of(Rule::no_tenant));
}

void validate_exports(const Tenant& tenant, Findings& findings) {
    pages_missing(tenant, findings);
    namesakes(tenant, tenant.job_types, "job type", findings);
    namesakes(tenant, tenant.business_units, "business unit", findings);
    units_of_job_types(tenant, findings);
}

}  // namespace leadloom
