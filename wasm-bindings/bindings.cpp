/// The embind table: the only file that knows JavaScript. Text in, text out; bytes through memory
/// that JavaScript fills. Three modules are made of it: the desk, which every page loads, with
/// LEADLOOM_WITH_VALIDATOR the validator and the command line besides, and with
/// LEADLOOM_FOR_CUSTOMERS the tenant's customers alone.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadloom/document/json.hpp"
#include "leadloom/doors/version.hpp"
#include "leadloom/speak/report.hpp"

#if LEADLOOM_FOR_CUSTOMERS
#include "leadloom/doors/customer_desk.hpp"
#else
#include "leadloom/doors/session.hpp"
#endif

#if LEADLOOM_WITH_VALIDATOR
#include "command_line.hpp"
#include "leadloom/doors/validation.hpp"
#endif

// The library would bring its printing of numbers along to say why it stops. LL0901 says it.
_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char* /*format*/, ...) { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD

// Nor does embind need it: it prints the address of a type that is not bound, and none is.
extern "C" int siprintf(char* out, const char* /*format*/, ...) {
    *out = '\0';
    return 0;
}

namespace {

using emscripten::val;

#if LEADLOOM_FOR_CUSTOMERS
#elif LEADLOOM_WITH_VALIDATOR
constexpr const leadloom::BackOffice* office = &leadloom::back_office;

const leadloom::Catalog& catalog() { return leadloom::shipped_catalog(); }
#else
constexpr const leadloom::BackOffice* office = nullptr;

leadloom::Catalog& catalog() {
    static leadloom::Catalog given;
    return given;
}

/// The catalogue of all workspaces to come: an array of its documents, standard job types first.
/// Answers whether it has trades.
bool give_catalog(const std::string& text) {
    leadloom::Findings findings;
    leadloom::json::Tape tape;
    if (leadloom::json::read(text, leadloom::Limits{}.depth, tape)) return false;
    std::vector<std::shared_ptr<const leadloom::Document>> documents;
    for (const leadloom::json::Value one : tape.root()) {
        if (auto read =
                leadloom::Document::read_strictly("catalog", std::string(one.raw()), {}, findings))
            documents.push_back(std::move(read));
    }
    catalog() = leadloom::read_catalog(documents);
    return !catalog().trades.empty();
}
#endif

/// A view of memory for `size` bytes, for JavaScript to fill.
val room(std::string& bytes, std::size_t size) {
    bytes.resize_and_overwrite(size, [](char*, std::size_t count) { return count; });
    return val(emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(bytes.data())));
}

#if LEADLOOM_FOR_CUSTOMERS

/// The customers and the memory that JavaScript writes a file's next bytes into.
class Customers {
public:
    void begin(const std::string& name) { desk_.begin(name); }
    /// Memory for the next `size` bytes of the file. The view lasts until the next call.
    val reserve(std::size_t size) { return room(bytes_, size); }
    void read() { desk_.read(bytes_); }
    std::string finish() {
        bytes_ = std::string();
        return desk_.finish();
    }
    std::string recognise(const std::string& head) { return desk_.recognise(head); }
    std::string settle() { return desk_.settle(); }
    std::string remove(const std::string& question) { return desk_.remove(question); }
    std::string match(const std::string& question) { return desk_.match(question); }
    std::string match_all() { return desk_.match_all(bytes_); }
    std::string search(const std::string& question) { return desk_.search(question); }
    std::string record(const std::string& question) { return desk_.record(question); }
    std::string new_customer(const std::string& question) { return desk_.new_customer(question); }

private:
    leadloom::CustomerDesk desk_;
    std::string bytes_;
};

std::string version() { return std::string(leadloom::version()); }

#else

/// A session and the memory that JavaScript writes the next document into.
class Workspace {
public:
    Workspace(const std::string& limits, bool tolerant)
        : session_(limits, tolerant ? leadloom::Strictness::tolerant : leadloom::Strictness::strict,
                   office, catalog()) {}

    /// Memory for a document of `size` bytes, or null for one over the limit. The view lasts until
    /// the next call of any kind.
    val reserve(std::size_t size) {
        bytes_ = std::string();
        refused_ = size > session_.workspace().limits().bytes ? size : 0;
        return refused_ != 0 ? val::null() : room(bytes_, size);
    }

    std::string load(const std::string& name, const std::string& kind) {
        if (refused_ != 0) return session_.refuse(name, std::exchange(refused_, 0));
        return session_.load(name, kind, std::exchange(bytes_, {}));
    }

    std::string apply(const std::string& command) { return session_.apply(command); }
    std::string query(const std::string& question) const { return session_.query(question); }
#if LEADLOOM_WITH_VALIDATOR
    std::string report() { return session_.report(); }
#endif

private:
    leadloom::Session session_;
    std::string bytes_;
    std::size_t refused_ = 0;
};

std::string version() { return std::string(leadloom::version()); }

std::string limits_fault(const std::string& limits) { return leadloom::limits_fault(limits); }

#endif

#if LEADLOOM_WITH_VALIDATOR

std::string rules() { return leadloom::compact(leadloom::rules_json()); }

/// A list of JavaScript; none for nothing.
std::vector<std::string> texts(const val& list) {
    return list.isUndefined() ? std::vector<std::string>()
                              : emscripten::vecFromJSArray<std::string>(list);
}

/// A validation and the memory that JavaScript writes the next file into.
class Validation {
public:
    explicit Validation(const std::string& options) : validation_(options) {}

    /// As for a workspace.
    val reserve(std::size_t size) {
        bytes_ = std::string();
        refused_ = size > validation_.limits().bytes ? size : 0;
        return refused_ != 0 ? val::null() : room(bytes_, size);
    }

    void load(const std::string& name, const std::string& kind) {
        if (refused_ != 0) {
            validation_.refuse(name, std::exchange(refused_, 0));
        } else {
            validation_.load(name, kind, std::exchange(bytes_, {}));
        }
    }

    void refuse_spreadsheet(const std::string& name, const std::string& reason) {
        validation_.refuse_spreadsheet(name, reason);
    }

    void leave_sheets(const std::string& read, const val& others) {
        validation_.leave_sheets(read, texts(others));
    }

    std::string report() { return validation_.report(); }
    std::string format(const std::string& name) { return validation_.format(name); }

    /// A copy of the mended file's bytes, or null when nothing of it can be mended.
    val fixed(const std::string& name, bool unsafe_too) {
        const auto bytes = validation_.fixed(name, unsafe_too);
        if (!bytes) return val::null();
        return val(emscripten::typed_memory_view(
                       bytes->size(), reinterpret_cast<const unsigned char*>(bytes->data())))
            .call<val>("slice");
    }

private:
    leadloom::Validation validation_;
    std::string bytes_;
    std::size_t refused_ = 0;
};

/// A machine behind a JavaScript object: the `CommandLineHost` of the package's types. Bytes go as
/// views, which last until the next call into the core.
class Machine final : public leadloom::Host {
public:
    explicit Machine(val host) : host_(std::move(host)) {}

    std::expected<std::string, std::string> read(std::string_view path) override {
        const val answer = host_.call<val>("read", std::string(path));
        if (answer.isString()) return std::unexpected(answer.as<std::string>());
        return answer.as<std::string>();
    }

    std::expected<std::vector<leadloom::Entry>, std::string> list(
        std::string_view folder) override {
        const val answer = asked("list", folder);
        if (answer.isUndefined()) return std::unexpected("folders cannot be listed here");
        if (answer.isString()) return std::unexpected(answer.as<std::string>());
        std::vector<leadloom::Entry> entries;
        for (std::string& name : emscripten::vecFromJSArray<std::string>(answer)) {
            const bool is_folder = name.ends_with('/');
            if (is_folder) name.pop_back();
            entries.push_back({std::move(name), is_folder});
        }
        return entries;
    }

    std::optional<std::string> write(std::string_view path, std::string_view bytes) override {
        if (!has("write")) return "files cannot be written here";
        const val answer = host_.call<val>("write", std::string(path), view(bytes));
        return text_of(answer);
    }

    bool terminal() override { return has("terminal") && host_.call<bool>("terminal"); }

    std::optional<std::string> variable(std::string_view name) override {
        return text_of(asked("variable", name));
    }

    std::optional<std::expected<leadloom::Sheet, std::string>> convert(
        std::string_view name, std::string_view bytes) override {
        if (!has("convert")) return std::nullopt;
        const val answer = host_.call<val>("convert", std::string(name), view(bytes));
        if (answer.isUndefined() || answer.isNull()) return std::nullopt;
        if (const auto reason = text_of(answer["reason"])) return std::unexpected(*reason);
        return leadloom::Sheet{answer["sheet"].as<std::string>(), answer["csv"].as<std::string>(),
                               texts(answer["others"])};
    }

private:
    [[nodiscard]] bool has(const char* method) const { return !host_[method].isUndefined(); }

    /// The answer of a method that a host need not have.
    [[nodiscard]] val asked(const char* method, std::string_view what) const {
        return has(method) ? host_.call<val>(method, std::string(what)) : val::undefined();
    }

    [[nodiscard]] static std::optional<std::string> text_of(const val& answer) {
        if (answer.isUndefined() || answer.isNull()) return std::nullopt;
        return answer.as<std::string>();
    }

    [[nodiscard]] static val view(std::string_view bytes) {
        return val(emscripten::typed_memory_view(
            bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data())));
    }

    val host_;
};

/// `arguments` is a JSON array of texts; `host` a `CommandLineHost`.
int command_line(const std::string& arguments, val host) {
    leadloom::json::Tape tape;
    std::vector<std::string> words;
    if (!leadloom::json::read(arguments, 2, tape)) {
        for (const leadloom::json::Value word : tape.root()) words.push_back(word.text());
    }
    Machine machine(host);
    const leadloom::Ran ran = leadloom::run_command_line(words, machine);
    if (!ran.out.empty()) host.call<void>("out", ran.out);
    if (!ran.err.empty()) host.call<void>("err", ran.err);
    return ran.code;
}

#endif

}  // namespace

EMSCRIPTEN_BINDINGS(leadloom) {
    emscripten::function("version", &version);
#if LEADLOOM_FOR_CUSTOMERS
    emscripten::class_<Customers>("Customers")
        .constructor<>()
        .function("begin", &Customers::begin)
        .function("reserve", &Customers::reserve)
        .function("read", &Customers::read)
        .function("finish", &Customers::finish)
        .function("recognise", &Customers::recognise)
        .function("settle", &Customers::settle)
        .function("remove", &Customers::remove)
        .function("match", &Customers::match)
        .function("matchAll", &Customers::match_all)
        .function("search", &Customers::search)
        .function("record", &Customers::record)
        .function("newCustomer", &Customers::new_customer);
#else
#if !LEADLOOM_WITH_VALIDATOR
    emscripten::function("giveCatalog", &give_catalog);
#endif
    emscripten::function("limitsFault", &limits_fault);
#if LEADLOOM_WITH_VALIDATOR
    emscripten::function("rules", &rules);
    emscripten::function("commandLine", &command_line);
    emscripten::class_<Validation>("Validation")
        .constructor<std::string>()
        .function("reserve", &Validation::reserve)
        .function("load", &Validation::load)
        .function("refuseSpreadsheet", &Validation::refuse_spreadsheet)
        .function("leaveSheets", &Validation::leave_sheets)
        .function("report", &Validation::report)
        .function("format", &Validation::format)
        .function("fixed", &Validation::fixed);
#endif
    emscripten::class_<Workspace>("Workspace")
        .constructor<std::string, bool>()
        .function("reserve", &Workspace::reserve)
        .function("load", &Workspace::load)
        .function("apply", &Workspace::apply)
#if LEADLOOM_WITH_VALIDATOR
        .function("report", &Workspace::report)
#endif
        .function("query", &Workspace::query);
#endif
}
