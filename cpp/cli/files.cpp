#include "files.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <span>

#include "command_line.hpp"
#include "leadloom/text/fold.hpp"
#include "leadloom/text/path.hpp"
#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

using Names = std::vector<std::string_view>;
using text::plain_path;

/// Folders inside folders that are searched: links aside, only a broken file system has more.
constexpr std::size_t deepest = 100;
/// Patterns that one with braces may stand for.
constexpr std::size_t most_patterns = 1000;

constexpr std::string_view document_endings[] = {".json", ".ndjson", ".csv",
                                                 ".tsv",  ".txt",    ".xlsx"};

/// Names that begin with `~$` are what Excel keeps beside a workbook that is open.
bool passed_over(std::string_view name) {
    return name.starts_with('.') || name.starts_with("~$") || name == "node_modules";
}

bool is_document(std::string_view name) {
    const std::string folded = text::fold(name);
    return std::ranges::any_of(document_endings,
                               [&](std::string_view ending) { return folded.ends_with(ending); });
}

/// The character at `at`, which is moved behind it. Bytes that are not UTF-8 stand for themselves.
std::string_view next_character(std::string_view text, std::size_t& at) {
    const std::size_t size = std::max<std::size_t>(text::utf8_sequence(text, at), 1);
    at += size;
    return text.substr(at - size, size);
}

/// Whether a character is in the class whose bracket was just passed; `at` is moved behind the
/// class. UTF-8 sorts as code points do, so ranges can be compared as bytes.
bool in_class(std::string_view pattern, std::size_t& at, std::string_view character) {
    const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
    if (negated) ++at;
    bool inside = false;
    for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
        const std::string_view from = next_character(pattern, at);
        std::string_view to = from;
        if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
            ++at;
            to = next_character(pattern, at);
        }
        inside = inside || (character >= from && character <= to);
    }
    ++at;
    return inside != negated;
}

/// A bracket that is never closed is a bracket.
bool opens_class(std::string_view pattern, std::size_t at) {
    return pattern[at] == '[' && pattern.find(']', at + 2) != std::string_view::npos;
}

bool fits_name(std::string_view pattern, std::string_view name) {
    if (name.starts_with('.') && !pattern.starts_with('.')) return false;
    std::size_t p = 0;
    std::size_t n = 0;
    // Where to go on when the last star must take in one character more.
    std::size_t after_star = std::string_view::npos;
    std::size_t taken = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            after_star = ++p;
            taken = n;
            continue;
        }
        std::size_t next_p = p;
        std::size_t next_n = n;
        const std::string_view character = next_character(name, next_n);
        bool same = false;
        if (p < pattern.size()) {
            if (opens_class(pattern, p)) {
                same = in_class(pattern, ++next_p, character);
            } else {
                const std::string_view wanted = next_character(pattern, next_p);
                same = wanted == "?" || wanted == character;
            }
        }
        if (same) {
            p = next_p;
            n = next_n;
        } else if (after_star != std::string_view::npos) {
            (void)next_character(name, taken);
            p = after_star;
            n = taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

Names names_of(std::string_view path) {
    Names names;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (slash > 0) names.push_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return names;
}

/// The names of a pattern: stars over folders that follow each other say the same as one.
Names pattern_names(std::string_view pattern) {
    Names names = names_of(pattern);
    const auto again = std::ranges::unique(names, [](std::string_view one, std::string_view other) {
        return one == "**" && other == "**";
    });
    names.erase(again.begin(), again.end());
    return names;
}

bool fits_names(const Names& pattern, const Names& path) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t after_stars = std::string_view::npos;
    std::size_t taken = 0;
    while (n < path.size()) {
        if (p < pattern.size() && pattern[p] == "**") {
            // What is below a folder is not the folder: at the end it takes in one name or more.
            if (++p == pattern.size())
                return std::ranges::none_of(std::span(path).subspan(n), passed_over);
            after_stars = p;
            taken = n;
        } else if (p < pattern.size() && fits_name(pattern[p], path[n])) {
            ++p;
            ++n;
        } else if (after_stars != std::string_view::npos && !passed_over(path[taken])) {
            p = after_stars;
            n = ++taken;
        } else {
            return false;
        }
    }
    return p == pattern.size();
}

/// The end of the first braces with a comma in them, and where they and their commas are.
struct Braces {
    std::size_t open = std::string_view::npos;
    std::vector<std::size_t> commas;
    std::size_t close = 0;
};

Braces first_braces(std::string_view pattern) {
    for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        Braces braces{.open = open, .commas = {}};
        std::size_t depth = 0;
        for (std::size_t at = open; at < pattern.size(); ++at) {
            if (pattern[at] == '{') ++depth;
            if (pattern[at] == ',' && depth == 1) braces.commas.push_back(at);
            if (pattern[at] != '}' || --depth > 0) continue;
            braces.close = at;
            break;
        }
        if (braces.close != 0 && !braces.commas.empty()) return braces;
    }
    return {};
}

/// The patterns without braces that one stands for.
std::vector<std::string> without_braces(std::string_view pattern) {
    std::vector<std::string> open = {std::string(pattern)};
    std::vector<std::string> done;
    while (!open.empty() && done.size() + open.size() < most_patterns) {
        const std::string one = std::move(open.back());
        open.pop_back();
        Braces braces = first_braces(one);
        if (braces.open == std::string_view::npos) {
            done.push_back(one);
            continue;
        }
        braces.commas.push_back(braces.close);
        std::size_t from = braces.open + 1;
        for (const std::size_t to : braces.commas) {
            open.push_back(text::join({std::string_view(one).substr(0, braces.open),
                                       std::string_view(one).substr(from, to - from),
                                       std::string_view(one).substr(braces.close + 1)}));
            from = to + 1;
        }
    }
    return done;
}

std::string below(std::string_view folder, std::string_view name) {
    if (folder.empty() || folder == ".") return std::string(name);
    return text::join({folder, folder.ends_with('/') ? "" : "/", name});
}

/// Looks into folders, each once.
class Search {
public:
    explicit Search(Host& host) : host_(host) {}

    /// Null when it is no folder.
    const std::vector<Entry>* list(const std::string& folder) {
        const auto [at, added] = listed_.try_emplace(folder);
        if (added) {
            auto entries = host_.list(folder.empty() ? "." : folder);
            if (entries) at->second = std::move(*entries);
            is_folder_[folder] = entries.has_value();
        }
        return is_folder_[folder] ? &at->second : nullptr;
    }

    void documents_below(const std::string& folder, std::set<std::string>& found,
                         std::size_t depth = 0) {
        const std::vector<Entry>* const entries = list(folder);
        if (entries == nullptr || depth > deepest) return;
        for (const Entry& entry : *entries) {
            if (passed_over(entry.name)) continue;
            if (entry.folder) {
                documents_below(below(folder, entry.name), found, depth + 1);
            } else if (is_document(entry.name)) {
                found.insert(below(folder, entry.name));
            }
        }
    }

    void fitting(std::string_view pattern, std::set<std::string>& found) {
        const Names names = pattern_names(pattern);
        fitting(pattern.starts_with('/') ? "/" : "", names, 0, found, 0);
    }

private:
    // NOLINTNEXTLINE(misc-no-recursion): bounded by `deepest`.
    void fitting(const std::string& folder, const Names& names, std::size_t at,
                 std::set<std::string>& found, std::size_t depth) {
        if (depth > deepest) return;
        // Names without a pattern need not be looked for.
        if (at + 1 < names.size() && !is_pattern(names[at]))
            return fitting(below(folder, names[at]), names, at + 1, found, depth + 1);
        const std::vector<Entry>* const entries = at < names.size() ? list(folder) : nullptr;
        if (entries == nullptr) return;
        const std::string_view name = names[at];
        const bool last = at + 1 == names.size();
        if (name == "**") {
            if (!last) fitting(folder, names, at + 1, found, depth + 1);
            for (const Entry& entry : *entries) {
                if (passed_over(entry.name)) continue;
                if (entry.folder)
                    fitting(below(folder, entry.name), names, at, found, depth + 1);
                else if (last)
                    found.insert(below(folder, entry.name));
            }
            return;
        }
        for (const Entry& entry : *entries) {
            if (entry.folder == last || !fits_name(name, entry.name)) continue;
            const std::string path = below(folder, entry.name);
            if (last)
                found.insert(path);
            else
                fitting(path, names, at + 1, found, depth + 1);
        }
    }

    Host& host_;
    std::map<std::string, std::vector<Entry>> listed_;
    std::map<std::string, bool> is_folder_;
};

}  // namespace

bool fits(std::string_view pattern, std::string_view path) {
    const std::string plain = plain_path(path);
    const Names names = names_of(plain);
    return std::ranges::any_of(without_braces(pattern), [&](const std::string& one) {
        const std::string wanted = plain_path(one);
        if (!wanted.contains('/')) return !names.empty() && fits_name(wanted, names.back());
        return wanted.starts_with('/') == plain.starts_with('/') &&
               fits_names(pattern_names(wanted), names);
    });
}

bool is_pattern(std::string_view text) {
    if (text.contains('*') || text.contains('?') || first_braces(text).open != std::string::npos)
        return true;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (opens_class(text, at)) return true;
    }
    return false;
}

Found find_files(const std::vector<std::string>& asked, const std::vector<std::string>& except,
                 Host& host) {
    Found found;
    Search search(host);
    std::set<std::string> seen;
    const auto take = [&](const std::string& path) {
        if (seen.insert(plain_path(path)).second) found.paths.push_back(path);
    };
    for (const std::string& one : asked) {
        std::set<std::string> here;
        const bool pattern = is_pattern(one);
        const bool folder = !pattern && one != "-" && !one.empty() && search.list(one) != nullptr;
        if (!pattern && !folder) {
            take(one);
            continue;
        }
        if (folder) search.documents_below(plain_path(one), here);
        if (pattern) {
            for (const std::string& plain : without_braces(one)) search.fitting(plain, here);
        }
        // A name that looks like a pattern is still a name.
        if (here.empty() && pattern && host.read(one)) {
            take(one);
            continue;
        }
        std::erase_if(here, [&](const std::string& path) {
            return std::ranges::contains(except, plain_path(path));
        });
        if (here.empty()) {
            found.complaints += complaint(
                Rule::no_files, text::join({text::named(one), folder ? " holds no documents."
                                                                     : " matches no file."}));
        }
        for (const std::string& path : here) take(path);
    }
    return found;
}

}  // namespace leadloom
