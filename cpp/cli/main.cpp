/// The native command: files, folders and terminal of a POSIX machine.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace {

/// The same words as the npm command's, so that both print the same bytes.
std::string reason(int error) {
    switch (error) {
        case ENOENT: return std::string(leadloom::no_such_file);
        case EACCES: return "permission denied";
        case EISDIR: return "it is a folder";
        case ENOTDIR: return "it is no folder";
        case ENOSPC: return "the disk is full";
        case EROFS: return "the disk is read-only";
        default: return "it cannot be opened";
    }
}

/// A file by its number, closed at the end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ > STDERR_FILENO) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

class Machine final : public leadloom::Host {
public:
    std::expected<std::string, std::string> read(std::string_view path) override {
        const std::string name(path);
        const Descriptor file(path == "-" ? STDIN_FILENO
                                          : ::open(name.c_str(), O_RDONLY | O_CLOEXEC));
        if (file.number() < 0) return std::unexpected(reason(errno));
        std::string bytes;
        struct stat about{};
        if (::fstat(file.number(), &about) == 0 && about.st_size > 0)
            bytes.reserve(static_cast<std::size_t>(about.st_size));
        const auto block = std::make_unique<std::array<char, 1 << 16>>();
        for (;;) {
            const ssize_t count = ::read(file.number(), block->data(), block->size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return std::unexpected(reason(errno));
            if (count == 0) return bytes;
            bytes.append(block->data(), static_cast<std::size_t>(count));
        }
    }

    std::expected<std::vector<leadloom::Entry>, std::string> list(
        std::string_view folder) override {
        const std::string name(folder);
        const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(name.c_str()), ::closedir);
        if (!open) return std::unexpected(reason(errno));
        std::vector<leadloom::Entry> entries;
        // NOLINTNEXTLINE(concurrency-mt-unsafe): each stream has one reader.
        while (const dirent* const entry = ::readdir(open.get())) {
            const std::string_view called = entry->d_name;
            if (called == "." || called == "..") continue;
            struct stat about{};
            const int folder_file = ::dirfd(open.get());
            const bool there =
                ::fstatat(folder_file, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0;
            const bool link = there && S_ISLNK(about.st_mode);
            if (link && ::fstatat(folder_file, entry->d_name, &about, 0) != 0) continue;
            // A link to a folder could lead in circles; devices and pipes are no documents.
            if (!there || (link && S_ISDIR(about.st_mode))) continue;
            if (!S_ISDIR(about.st_mode) && !S_ISREG(about.st_mode)) continue;
            entries.push_back({std::string(called), S_ISDIR(about.st_mode)});
        }
        return entries;
    }

    std::optional<std::string> write(std::string_view path, std::string_view bytes) override {
        std::string target(path);
        // What a link points to is replaced, not the link.
        if (const std::unique_ptr<char, void (*)(void*)> real(::realpath(target.c_str(), nullptr),
                                                              std::free);
            real) {
            target = real.get();
        }
        struct stat before{};
        const bool there = ::stat(target.c_str(), &before) == 0;
        if (there && !S_ISREG(before.st_mode)) return write_into(target, bytes);
        const std::string temporary = target + "." + std::to_string(::getpid()) + ".tmp";
        {
            const Descriptor file(
                ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
            if (file.number() < 0) return reason(errno);
            const bool whole = (!there || ::fchmod(file.number(), before.st_mode & 07777) == 0) &&
                               write_all(file.number(), bytes) && ::fsync(file.number()) == 0;
            if (!whole) return given_up(temporary);
        }
        if (::rename(temporary.c_str(), target.c_str()) != 0) return given_up(temporary);
        return std::nullopt;
    }

    bool terminal() override { return ::isatty(STDOUT_FILENO) == 1; }

    std::optional<std::string> variable(std::string_view name) override {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets variables here.
        const char* const value = std::getenv(std::string(name).c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    }

private:
    static std::string given_up(const std::string& temporary) {
        const int error = errno;
        ::unlink(temporary.c_str());
        return reason(error);
    }

    /// A pipe or device cannot be replaced.
    static std::optional<std::string> write_into(const std::string& path, std::string_view bytes) {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (file.number() < 0 || !write_all(file.number(), bytes)) return reason(errno);
        return std::nullopt;
    }
};

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
    Machine machine;
    const leadloom::Ran ran = leadloom::run_command_line(arguments, machine);
    write_all(STDOUT_FILENO, ran.out);
    write_all(STDERR_FILENO, ran.err);
    return ran.code;
}
