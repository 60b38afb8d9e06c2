/// Runs a folder of documents, commands and questions through a session and prints every answer on
/// a line of its own. The same calls through the package must answer the same bytes.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "leadloom/doors/session.hpp"

namespace {

constexpr std::string_view commands_name = "commands.ndjson";
constexpr std::string_view queries_name = "queries.ndjson";

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void print(const std::string& answer) {
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    std::fputc('\n', stdout);
}

/// Calls `run` with every line that is not empty. Lines end with LF alone.
template <class Run>
void each_line(const std::filesystem::path& path, Run run) {
    const std::string text = bytes_of(path);
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t to = std::min(text.find('\n', from), text.size());
        if (to > from) run(text.substr(from, to - from));
        from = to + 1;
    }
}

}  // namespace

int main(int count, char** values) {
    if (count != 2) {
        std::fputs("Usage: leadloom_replay FOLDER\n", stderr);
        return 2;
    }
    const std::filesystem::path folder(values[1]);
    std::error_code error;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        std::string name = entry.path().filename().string();
        if (name != commands_name && name != queries_name) names.push_back(std::move(name));
    }
    if (error) {
        std::fprintf(stderr, "%s: %s\n", values[1], error.message().c_str());
        return 2;
    }
    std::ranges::sort(names);
    leadloom::Session session;
    for (const std::string& name : names)
        print(session.load(name, "auto", bytes_of(folder / name)));
    each_line(folder / commands_name,
              [&](std::string line) { print(session.apply(std::move(line))); });
    each_line(folder / queries_name, [&](std::string line) { print(session.query(line)); });
    print(session.report());
    return 0;
}
