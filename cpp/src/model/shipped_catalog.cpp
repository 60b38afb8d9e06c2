#include "leadloom/model/shipped_catalog.hpp"

namespace leadloom {

namespace {

/// The catalogue's own files, compiled in so that a validator needs nothing beside it.
constexpr char standard_job_types_json[] = {
#embed "standard-job-types.json"
};
constexpr char smartac_json[] = {
#embed "partners/smartac.json"
};
constexpr char google_local_services_json[] = {
#embed "partners/google-local-services.json"
};
constexpr char angi_json[] = {
#embed "partners/angi.json"
};
constexpr char thumbtack_json[] = {
#embed "partners/thumbtack.json"
};

template <std::size_t size>
std::shared_ptr<const Document> shipped(const char* name, const char (&bytes)[size]) {
    Findings findings;
    return Document::read_strictly(name, std::string(bytes, size), Limits{}, findings);
}

}  // namespace

const Catalog& shipped_catalog() {
    static const Catalog catalog =
        read_catalog({shipped("standard-job-types.json", standard_job_types_json),
                      shipped("smartac.json", smartac_json),
                      shipped("google-local-services.json", google_local_services_json),
                      shipped("angi.json", angi_json), shipped("thumbtack.json", thumbtack_json)});
    return catalog;
}

}  // namespace leadloom
