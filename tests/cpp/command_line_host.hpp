/// A machine that exists in memory only, for the command.
#pragma once
#include <map>
#include <set>

#include "command_line.hpp"
#include "support.hpp"

namespace leadloom::testing {

class MemoryHost final : public Host {
public:
    using Files = std::map<std::string, std::string, std::less<>>;

    MemoryHost() = default;
    explicit MemoryHost(Files given) : files(std::move(given)) {}

    std::expected<std::string, std::string> read(std::string_view path) override {
        const std::string_view plain = without_dot(path);
        if (const auto file = files.find(plain); file != files.end()) return file->second;
        if (list(path)) return std::unexpected("it is a folder");
        return std::unexpected(std::string(no_such_file));
    }

    std::expected<std::vector<Entry>, std::string> list(std::string_view folder) override {
        std::string prefix(without_dot(folder));
        if (files.contains(prefix)) return std::unexpected("it is no folder");
        if (prefix == ".") prefix.clear();
        if (!prefix.empty() && !prefix.ends_with('/')) prefix.push_back('/');
        std::map<std::string, bool> found;
        for (const auto& [path, bytes] : files) {
            if (!path.starts_with(prefix)) continue;
            const std::string rest = path.substr(prefix.size());
            const std::size_t slash = rest.find('/');
            found[rest.substr(0, slash)] = slash != std::string::npos;
        }
        if (found.empty()) return std::unexpected(std::string(no_such_file));
        // In an order that nobody may rely on.
        std::vector<Entry> entries;
        for (const auto& [name, is_folder] : found)
            entries.insert(entries.begin(), {name, is_folder});
        return entries;
    }

    std::optional<std::string> write(std::string_view path, std::string_view bytes) override {
        if (read_only.contains(path)) return "permission denied";
        files[std::string(path)] = bytes;
        ++written[std::string(path)];
        return std::nullopt;
    }

    bool terminal() override { return is_terminal; }

    std::optional<std::string> variable(std::string_view name) override {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }

    std::optional<std::expected<Sheet, std::string>> convert(std::string_view name,
                                                             std::string_view) override {
        const auto found = tables.find(name);
        if (found == tables.end()) return std::nullopt;
        if (found->second.empty()) return std::unexpected("it is damaged");
        return Sheet{"Mapping", found->second, other_sheets};
    }

    Files files;
    Files variables;
    /// What the sheet “Mapping” of spreadsheets holds, as CSV; nothing for a damaged one.
    Files tables;
    /// Further sheets that look like mappings.
    std::vector<std::string> other_sheets;
    std::set<std::string, std::less<>> read_only;
    std::map<std::string, int> written;
    bool is_terminal = false;

private:
    static std::string_view without_dot(std::string_view path) {
        return path.starts_with("./") ? path.substr(2) : path;
    }
};

/// Runs the command on such a machine.
inline Ran run(const std::vector<std::string>& arguments, MemoryHost& host) {
    return run_command_line(arguments, host);
}
inline Ran run(const std::vector<std::string>& arguments, const MemoryHost::Files& files = {}) {
    MemoryHost host(files);
    return run_command_line(arguments, host);
}

/// A tenant and a set-up that fit together.
inline MemoryHost::Files clean_files() {
    return {{"units.json", small_business_units().dump()},
            {"jobs.json", small_job_types().dump()},
            {"campaigns.json", small_campaigns().dump()},
            {"s.setup.json", small_setup().dump(2)}};
}

/// The same with a standard job type that maps to two job types (LL0102).
inline MemoryHost::Files files_with_warning() {
    auto files = clean_files();
    files["s.setup.json"] = with(small_setup(), "/mapping/2/jobTypes", parsed("[21, 27]")).dump(2);
    return files;
}

}  // namespace leadloom::testing
