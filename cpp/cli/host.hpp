/// What the command asks of the machine it runs on. Everything else it decides itself, so that it
/// says and does the same natively and through npm.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leadloom {

/// What stands in a folder.
struct Entry {
    std::string name;
    /// A folder, not a link to one: links could lead in circles.
    bool folder = false;
};

/// A sheet of a spreadsheet.
struct Sheet {
    std::string name;
    std::string csv;
    /// Further sheets that look like mappings and are not read.
    std::vector<std::string> others = {};
};

class Host {
public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;

    /// The bytes of a file, or why it cannot be read in words like “there is no such file”. `-` is
    /// standard input.
    virtual std::expected<std::string, std::string> read(std::string_view path) = 0;

    /// What stands in a folder, in any order, or why it cannot be listed.
    virtual std::expected<std::vector<Entry>, std::string> list(std::string_view folder) = 0;

    /// Writes a file whole or not at all. The reason when it cannot be written.
    virtual std::optional<std::string> write(std::string_view path, std::string_view bytes) = 0;

    /// Whether standard output is a terminal.
    virtual bool terminal() = 0;

    /// A variable of the environment.
    virtual std::optional<std::string> variable(std::string_view name) = 0;

    /// The sheet of a spreadsheet that holds the table, or why there is none in words like “it is
    /// damaged”; nothing where the machine cannot read such files.
    virtual std::optional<std::expected<Sheet, std::string>> convert(std::string_view /*name*/,
                                                                     std::string_view /*bytes*/) {
        return std::nullopt;
    }
};

/// How a host says that a file is not there.
inline constexpr std::string_view no_such_file = "there is no such file";

}  // namespace leadloom
