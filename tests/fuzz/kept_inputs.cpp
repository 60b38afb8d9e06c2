/// Runs every fuzzer once more on the inputs that earlier runs left in kept/, a line of Base64
/// each.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

#include "leadloom/text/base64.hpp"

#define LEADLOOM_FUZZERS(fuzzer)                                                          \
    fuzzer(json) fuzzer(table) fuzzer(edit) fuzzer(feed) fuzzer(session) fuzzer(validate) \
        fuzzer(customers) fuzzer(commands) fuzzer(doors) fuzzer(command_line)

#define LEADLOOM_DECLARE(name) extern "C" int fuzz_##name(const std::uint8_t*, std::size_t);
LEADLOOM_FUZZERS(LEADLOOM_DECLARE)

namespace {

struct Fuzzer {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
};

constexpr Fuzzer fuzzers[] = {
#define LEADLOOM_ROW(name) {"fuzz_" #name, fuzz_##name},
    LEADLOOM_FUZZERS(LEADLOOM_ROW)
#undef LEADLOOM_ROW
};

}  // namespace

int main() {
    int faults = 0;
    for (const Fuzzer& fuzzer : fuzzers) {
        std::ifstream kept(std::string(LEADLOOM_ROOT "/tests/fuzz/kept/") + fuzzer.name + ".txt");
        std::size_t count = 0;
        for (std::string line; std::getline(kept, line); ++count) {
            const auto bytes = leadloom::text::base64_decoded(line);
            if (!bytes) {
                ++faults;
                continue;
            }
            fuzzer.run(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
        }
        std::printf("%s: %zu inputs\n", fuzzer.name, count);
        // An empty list tests nothing.
        if (count == 0) ++faults;
    }
    return faults;
}
