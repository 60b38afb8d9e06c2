#include "leadloom/doors/version.hpp"

namespace leadloom {

std::string_view version() { return LEADLOOM_VERSION; }

}  // namespace leadloom
