#include "leadloom/leads/rejected.hpp"

#include "leadloom/document/write.hpp"

namespace leadloom {

std::string rejected(const Feed& feed) {
    std::string lines;
    for (const SetAside& aside : feed.set_aside()) {
        Json line = Json::object();
        put_count(line, "line", aside.place.line);
        put_text(line, "file", aside.place.file);
        put_text(line, "rule", label(aside.rule));
        put_text(line, "message", aside.message);
        put_text(line, "text", aside.text);
        lines.append(compact(line)).push_back('\n');
    }
    return lines;
}

}  // namespace leadloom
