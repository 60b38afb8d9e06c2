/// The embind table: the only file that knows JavaScript. Text in, text out; bytes through memory
/// that JavaScript fills.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <string>
#include <utility>

#include "command_line.hpp"
#include "leadloom/document/json.hpp"
#include "leadloom/doors/session.hpp"
#include "leadloom/speak/report.hpp"

namespace {

using emscripten::val;

/// A session and the memory that JavaScript writes the next document into.
class Workspace {
public:
    Workspace(const std::string& limits, bool tolerant)
        : session_(limits,
                   tolerant ? leadloom::Strictness::tolerant : leadloom::Strictness::strict) {}

    /// Memory for a document of `size` bytes, or null for one over the limit. The view lasts until
    /// the next call of any kind.
    val reserve(std::size_t size) {
        bytes_ = std::string();
        refused_ = size > session_.workspace().limits().bytes ? size : 0;
        if (refused_ != 0) return val::null();
        bytes_.resize_and_overwrite(size, [](char*, std::size_t count) { return count; });
        return val(
            emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(bytes_.data())));
    }

    std::string load(const std::string& name, const std::string& kind) {
        if (refused_ != 0) return session_.refuse(name, std::exchange(refused_, 0));
        return session_.load(name, kind, std::exchange(bytes_, {}));
    }

    std::string apply(const std::string& command) { return session_.apply(command); }
    std::string query(const std::string& question) const { return session_.query(question); }
    std::string report() { return session_.report(); }

private:
    leadloom::Session session_;
    std::string bytes_;
    std::size_t refused_ = 0;
};

std::string version() { return std::string(leadloom::version()); }

std::string rules() { return leadloom::compact(leadloom::rules_json()); }

/// `arguments` is a JSON array of texts. `host.read(path)` answers bytes, or a text that says why
/// not; `host.out(text)` and `host.err(text)` print.
int command_line(const std::string& arguments, val host) {
    leadloom::json::Tape tape;
    std::vector<std::string> words;
    if (!leadloom::json::read(arguments, 2, tape)) {
        for (const leadloom::json::Value word : tape.root()) words.push_back(word.text());
    }
    const leadloom::Ran ran = leadloom::run_command_line(
        words, [&](std::string_view path) -> std::expected<std::string, std::string> {
            const val answer = host.call<val>("read", std::string(path));
            if (answer.isString()) return std::unexpected(answer.as<std::string>());
            return answer.as<std::string>();
        });
    if (!ran.out.empty()) host.call<void>("out", ran.out);
    if (!ran.err.empty()) host.call<void>("err", ran.err);
    return ran.code;
}

}  // namespace

EMSCRIPTEN_BINDINGS(leadloom) {
    emscripten::function("version", &version);
    emscripten::function("rules", &rules);
    emscripten::function("commandLine", &command_line);
    emscripten::class_<Workspace>("Workspace")
        .constructor<std::string, bool>()
        .function("reserve", &Workspace::reserve)
        .function("load", &Workspace::load)
        .function("apply", &Workspace::apply)
        .function("query", &Workspace::query)
        .function("report", &Workspace::report);
}
