/// `completions`: what shells need to know, from the same tables as help.
#include <algorithm>
#include <iterator>

#include "answering.hpp"
#include "commands.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom {

namespace {

std::string spaced(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
    return out;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const CommandRow& row : commands()) names.emplace_back(row.name);
    return names;
}

std::vector<std::string> option_names(const CommandRow& row) {
    std::vector<std::string> names;
    for (const Option option : row.options) names.emplace_back(option_row(option).name);
    return names;
}

std::vector<std::string> value_words(const OptionRow& row) {
    std::vector<std::string> words;
    if (row.value != Value::word) return words;
    for (const std::string_view word : words_of(row.placeholder)) words.emplace_back(word);
    return words;
}

bool takes_file(const OptionRow& row) { return row.placeholder.starts_with("FILE"); }

std::string bash() {
    std::string out = text::join({R"(_leadloom() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ")",
                                  spaced(command_names()), R"( --help --version" -- "$current"))
    return
  fi
  case "${COMP_WORDS[1]}:$previous" in
)"});
    for (const CommandRow& row : commands()) {
        for (const Option option : row.options) {
            const OptionRow& one = option_row(option);
            if (const auto words = value_words(one); !words.empty()) {
                out += text::join(
                    {"    ", row.name, ":", one.name, ") words=\"", spaced(words), "\" ;;\n"});
            } else if (one.value != Value::none) {
                out += text::join(
                    {"    ", row.name, ":", one.name, ") ",
                     takes_file(one) ? "COMPREPLY=($(compgen -f -- \"$current\")); " : "",
                     "return ;;\n"});
            }
        }
    }
    out += R"(  esac
  if [ -z "$words" ]; then
    case "${COMP_WORDS[1]}:$current" in
)";
    for (const CommandRow& row : commands()) {
        out +=
            text::join({"      ", row.name, ":-*) words=\"", spaced(option_names(row)), "\" ;;\n"});
        if (row.words != nullptr)
            out += text::join({"      ", row.name, ":*) words=\"", spaced(row.words()), "\" ;;\n"});
    }
    out += R"(    esac
  fi
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _leadloom leadloom
)";
    return out;
}

/// A text inside the single quotes and brackets of zsh's `_arguments`.
std::string for_zsh(std::string_view text) {
    std::string out;
    for (const char one : text) {
        if (one == '\'') {
            out.append("'\\''");
            continue;
        }
        if (std::string_view(":[]\\").contains(one)) out.push_back('\\');
        out.push_back(one);
    }
    return out;
}

std::string zsh() {
    std::string out = R"(#compdef leadloom
_leadloom() {
  local -a commands
  commands=(
)";
    for (const CommandRow& row : commands())
        out += text::join({"    '", row.name, ":", for_zsh(row.about), "'\n"});
    out += R"(  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
)";
    for (const CommandRow& row : commands()) {
        out += text::join({"    ", row.name, ")\n      _arguments"});
        for (const Option option : row.options) {
            const OptionRow& one = option_row(option);
            out += text::join({" \\\n        '", one.repeatable ? "*" : "", one.name, "[",
                               for_zsh(one.about), "]"});
            if (one.value != Value::none) {
                const auto words = value_words(one);
                out += text::join({":value:", words.empty() ? (takes_file(one) ? "_files" : " ")
                                                            : "(" + spaced(words) + ")"});
            }
            out += "'";
        }
        const std::string operand =
            row.words == nullptr ? "_files" : "(" + spaced(row.words()) + ")";
        if (row.most > 0) out += text::join({" \\\n        '*:operand:", operand, "'"});
        out += "\n      ;;\n";
    }
    out += R"(  esac
}
_leadloom "$@"
)";
    return out;
}

/// A text inside single quotes of fish.
std::string for_fish(std::string_view text) {
    std::string out;
    for (const char one : text) {
        if (one == '\'' || one == '\\') out.push_back('\\');
        out.push_back(one);
    }
    return out;
}

std::string fish() {
    std::string out;
    for (const CommandRow& row : commands()) {
        out += text::join({"complete -c leadloom -n __fish_use_subcommand -f -a ", row.name,
                           " -d '", for_fish(row.about), "'\n"});
    }
    for (const CommandRow& row : commands()) {
        const std::string seen =
            text::join({"complete -c leadloom -n '__fish_seen_subcommand_from ", row.name, "'"});
        for (const Option option : row.options) {
            const OptionRow& one = option_row(option);
            out +=
                text::join({seen, " -l ", one.name.substr(2), " -d '", for_fish(one.about), "'"});
            if (const auto words = value_words(one); !words.empty()) {
                out += text::join({" -x -a '", spaced(words), "'"});
            } else if (one.value != Value::none) {
                out += takes_file(one) ? " -r -F" : " -x";
            }
            out += "\n";
        }
        if (row.words != nullptr) out += text::join({seen, " -f -a '", spaced(row.words()), "'\n"});
    }
    return out;
}

struct ShellRow {
    std::string_view name;
    std::string (*script)();
};

constexpr ShellRow shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

}  // namespace

std::vector<std::string> shell_words() {
    std::vector<std::string> words;
    for (const ShellRow& row : shells) words.emplace_back(row.name);
    return words;
}

Ran run_completions(const Given& given, Host& host) {
    const auto* const shell = std::ranges::find(shells, given.operands[0], &ShellRow::name);
    if (shell != std::end(shells)) return answered(given, host, shell->script(), exit_code::clean);
    return refused(complaint(
        Rule::usage,
        text::join({"There are no completions for ", text::named(given.operands[0]), "."}),
        "Use bash, zsh or fish."));
}

}  // namespace leadloom
