#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace {

/// The same words as the npm command's, so that both print the same bytes.
std::string reason(int error) {
    switch (error) {
        case ENOENT: return "there is no such file";
        case EACCES: return "permission denied";
        case EISDIR: return "it is a folder";
        default: return "it cannot be opened";
    }
}

std::expected<std::string, std::string> read_file(std::string_view path) {
    const bool standard_input = path == "-";
    const auto close = [&](std::FILE* file) {
        if (!standard_input) std::fclose(file);
    };
    const std::string name(path);
    const std::unique_ptr<std::FILE, decltype(close)> file(
        standard_input ? stdin : std::fopen(name.c_str(), "rb"), close);
    if (!file) return std::unexpected(reason(errno));
    std::string bytes;
    char block[1 << 16];
    for (;;) {
        const std::size_t count = std::fread(block, 1, sizeof block, file.get());
        bytes.append(block, count);
        if (count < sizeof block) break;
    }
    if (std::ferror(file.get()) != 0) return std::unexpected(reason(errno));
    return bytes;
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
    const leadloom::Ran ran = leadloom::run_command_line(arguments, read_file);
    std::fwrite(ran.out.data(), 1, ran.out.size(), stdout);
    std::fwrite(ran.err.data(), 1, ran.err.size(), stderr);
    return ran.code;
}
