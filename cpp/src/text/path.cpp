#include "leadloom/text/path.hpp"

#include <algorithm>

namespace leadloom::text {

std::string plain_path(std::string_view path) {
    std::string plain(path.starts_with('/') ? "/" : "");
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const std::string_view name = path.substr(0, slash);
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (name.empty() || name == ".") continue;
        if (!plain.empty() && !plain.ends_with('/')) plain.push_back('/');
        plain.append(name);
    }
    return plain;
}

}  // namespace leadloom::text
