/// The command: arguments a line each up to an empty line, then standard input, which is also what
/// every file holds. It ends with one of its codes, and says something where it cannot run.
#include <string>
#include <vector>

#include "command_line.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

class Machine final : public Host {
public:
    explicit Machine(std::string_view bytes) : bytes_(bytes) {}

    std::expected<std::string, std::string> read(std::string_view path) override {
        if (path.contains("none")) return std::unexpected(std::string(no_such_file));
        return bytes_;
    }
    std::expected<std::vector<Entry>, std::string> list(std::string_view folder) override {
        if (folder.size() > 8) return std::vector<Entry>{};
        return std::vector<Entry>{{"a.setup.json", false}, {"b.csv", false}, {"sub", true}};
    }
    std::optional<std::string> write(std::string_view, std::string_view) override { return {}; }
    bool terminal() override { return false; }
    std::optional<std::string> variable(std::string_view) override { return {}; }

private:
    std::string bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view text = fuzz::text_of(bytes, size);
    std::vector<std::string> arguments;
    while (!text.empty() && arguments.size() < 8) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) break;
        arguments.push_back(line);
    }
    Machine machine(text);
    const Ran ran = run_command_line(arguments, machine);
    fuzz::require(ran.code >= 0 && ran.code <= 2, "it ends with one of its codes");
    fuzz::require(ran.code != 2 || !ran.err.empty(), "who cannot run says why");
    const Ran again = run_command_line(arguments, machine);
    fuzz::require(again.out == ran.out && again.err == ran.err, "the same twice");
    return 0;
}
