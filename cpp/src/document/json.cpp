#include "leadloom/document/json.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "leadloom/text/utf8.hpp"
#include "leadloom/text/words.hpp"

namespace leadloom::json {

namespace {

struct FaultRow {
    std::string_view message;
    std::string_view hint;
};

/// By `Fault`.
constexpr FaultRow fault_rows[] = {
    {"", ""},
    {"The text ends where a value should stand.", "Add the value."},
    {"This cannot stand here.", ""},
    {"The text ends before this bracket is closed.", "Add the closing bracket."},
    {"A comma stands before a closing bracket.", "Delete the comma."},
    {"A comma is missing before this.", "Add a comma."},
    {"A colon is missing after the key.", "Add a colon."},
    {"A key must stand in double quotes.", "Put the key in double quotes."},
    {"Text must stand in double quotes, not single ones.", "Use double quotes."},
    {"JSON has no comments.", "Delete the comment."},
    {"This word is none of true, false and null.", "Put text in double quotes."},
    {"This is not a number as JSON writes it.", "Write digits without leading zeros or plus sign."},
    {"This text is never closed by a double quote.", "Add the closing quote."},
    {"A control character stands in a text.", "Write it as an escape, a line break as \\n."},
    {"This is not an escape that JSON knows.", "Write a backslash as two backslashes."},
    {"These bytes are not UTF-8.", "Save the file as UTF-8."},
    {"Brackets are nested deeper than the limit.", ""},
    {"Something follows after the end of the value.", "Delete it, or give one value per file."},
};

enum : unsigned char { plain = 0, blank = 1, ends_string = 2 };

/// What a byte means inside a string and between tokens.
struct ByteClasses {
    unsigned char of[256] = {};

    constexpr ByteClasses() {
        for (unsigned i = 0; i < 256; ++i) {
            if (i == ' ' || i == '\t' || i == '\n' || i == '\r') of[i] |= blank;
            if (i < 0x20 || i == '"' || i == '\\' || i >= 0x80) of[i] |= ends_string;
        }
    }
};
constexpr ByteClasses classes;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The state of one reading. What stands open is remembered on the tape itself: while a container
/// is open, its `next` holds the index of the container around it.
class Reader {
public:
    Reader(std::string_view text, std::size_t depth, std::vector<Node>& nodes)
        : begin_(text.data()),
          at_(begin_),
          end_(begin_ + text.size()),
          depth_(depth),
          nodes_(nodes) {
        nodes_.clear();
    }

    Stop run() {
        skip_blanks();
        if (at_ == end_) return stop(Fault::nothing);
        if (!whole_value()) return stop_;
        return at_ == end_ ? Stop{} : stop(*at_ == '/' ? Fault::comment : Fault::after_end);
    }

    Stop run_sequence() {
        push(Kind::array, begin_, end_);
        skip_blanks();
        while (at_ != end_) {
            if (!whole_value()) return stop_;
            if (at_ != end_ && (classes.of[static_cast<unsigned char>(at_[-1])] & blank) == 0) {
                return stop(Fault::after_end);
            }
        }
        nodes_.front().next = static_cast<std::uint32_t>(nodes_.size());
        return {};
    }

    Stretch run_elements(bool begins) {
        Stretch read;
        push(Kind::array, begin_, end_);
        for (;; begins = false) {
            skip_blanks();
            const bool comma = !begins && at_ != end_ && *at_ == ',';
            if (comma) {
                ++at_;
                skip_blanks();
            }
            if (at_ == end_) break;
            if (*at_ == ']') {
                read.closed = true;
                read.end = here();
                break;
            }
            const std::size_t whole = nodes_.size();
            if (!(begins || comma ? whole_value() : fail(Fault::missing_comma))) {
                nodes_.resize(whole);
                read.stop = stop_;
                break;
            }
            read.end = here();
        }
        nodes_.front().next = static_cast<std::uint32_t>(nodes_.size());
        return read;
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    /// One value with all it holds, and the blanks after it.
    bool whole_value() {
        if (!value()) return false;
        while (open_ != none) {
            if (!(nodes_[open_].kind == Kind::object ? member() : element())) return false;
        }
        skip_blanks();
        return true;
    }

    Stop stop(Fault fault) { return stop_ = {fault, static_cast<std::size_t>(at_ - begin_)}; }

    bool fail(Fault fault) {
        stop(fault);
        return false;
    }

    bool fail_at(const char* where, Fault fault) {
        at_ = where;
        return fail(fault);
    }

    void skip_blanks() {
        while (at_ != end_ && (classes.of[static_cast<unsigned char>(*at_)] & blank) != 0) ++at_;
    }

    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(at_ - begin_); }

    Node& push(Kind kind, const char* from, const char* to, bool escaped = false) {
        const auto next = static_cast<std::uint32_t>(nodes_.size() + 1);
        return nodes_.emplace_back(static_cast<std::uint32_t>(from - begin_),
                                   static_cast<std::uint32_t>(to - from), next, kind, escaped);
    }

    bool open(Kind kind) {
        if (open_count_ == depth_) return fail(Fault::too_deep);
        ++open_count_;
        const auto index = static_cast<std::uint32_t>(nodes_.size());
        push(kind, at_, at_).next = open_;
        open_ = index;
        ++at_;
        first_ = true;
        return true;
    }

    bool close() {
        ++at_;
        Node& node = nodes_[open_];
        node.length = here() - node.offset;
        open_ = node.next;
        node.next = static_cast<std::uint32_t>(nodes_.size());
        --open_count_;
        first_ = false;
        return true;
    }

    /// The comma before what follows, or the bracket that ends the container.
    /// Answers whether a further element or member follows; `stop_` tells a fault.
    enum class Turn : std::uint8_t { more, closed, failed };

    Turn turn(char closing) {
        skip_blanks();
        if (at_ == end_)
            return fail_at(begin_ + nodes_[open_].offset, Fault::unclosed), Turn::failed;
        if (*at_ == closing) return close(), Turn::closed;
        if (first_) {
            first_ = false;
            return Turn::more;
        }
        if (*at_ != ',')
            return fail(*at_ == '/' ? Fault::comment : Fault::missing_comma), Turn::failed;
        const char* const comma = at_++;
        skip_blanks();
        if (at_ != end_ && *at_ == closing)
            return fail_at(comma, Fault::trailing_comma), Turn::failed;
        return Turn::more;
    }

    bool element() {
        const Turn next = turn(']');
        return next == Turn::more ? value() : next == Turn::closed;
    }

    bool member() {
        const Turn next = turn('}');
        if (next != Turn::more) return next == Turn::closed;
        if (at_ == end_) return fail(Fault::nothing);
        if (*at_ != '"') {
            return fail(*at_ == '\''  ? Fault::single_quotes
                        : *at_ == '/' ? Fault::comment
                                      : Fault::key_not_quoted);
        }
        if (!string()) return false;
        skip_blanks();
        if (at_ == end_ || *at_ != ':') return fail(Fault::missing_colon);
        ++at_;
        skip_blanks();
        return value();
    }

    bool value() {
        if (at_ == end_) return fail(Fault::nothing);
        switch (*at_) {
            case '"': return string();
            case '{': return open(Kind::object);
            case '[': return open(Kind::array);
            case 't': return literal("true", Kind::boolean);
            case 'f': return literal("false", Kind::boolean);
            case 'n': return literal("null", Kind::null);
            case '\'': return fail(Fault::single_quotes);
            case '/': return fail(Fault::comment);
            default: break;
        }
        if (*at_ == '-' || is_digit(*at_)) return number();
        const bool letter = (*at_ >= 'a' && *at_ <= 'z') || (*at_ >= 'A' && *at_ <= 'Z');
        if (letter) return fail(Fault::bad_literal);
        return fail(*at_ == '+' || *at_ == '.' ? Fault::bad_number : Fault::unexpected);
    }

    bool literal(std::string_view word, Kind kind) {
        const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
        if (!rest.starts_with(word)) return fail(Fault::bad_literal);
        push(kind, at_, at_ + word.size());
        at_ += word.size();
        return true;
    }

    bool number() {
        const char* const from = at_;
        const auto digits = [&] {
            const char* const first = at_;
            while (at_ != end_ && is_digit(*at_)) ++at_;
            return at_ != first;
        };
        if (*at_ == '-') ++at_;
        const bool zero = at_ != end_ && *at_ == '0';
        if (!digits() || (zero && at_ - from > (*from == '-' ? 2 : 1))) {
            return fail_at(from, Fault::bad_number);
        }
        if (at_ != end_ && *at_ == '.') {
            ++at_;
            if (!digits()) return fail_at(from, Fault::bad_number);
        }
        if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
            ++at_;
            if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
            if (!digits()) return fail_at(from, Fault::bad_number);
        }
        push(Kind::number, from, at_);
        return true;
    }

    /// Moves to the next byte of a string that is not plain ASCII text.
    void skip_plain() {
        // Eight bytes at a time: a byte is special when it is a quote, a backslash, below a blank
        // or above ASCII ("Bit Twiddling Hacks": haszero and hasless on bytes).
        constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
        constexpr std::uint64_t tops = 0x8080'8080'8080'8080;
        while (end_ - at_ >= 8) {
            std::uint64_t word;
            std::memcpy(&word, at_, 8);
            const std::uint64_t quote = word ^ (ones * '"');
            const std::uint64_t slash = word ^ (ones * '\\');
            const std::uint64_t special =
                (word | (word - ones * 0x20) | (quote - ones) | (slash - ones)) & tops;
            if (special != 0) {
                // The lowest mark is exact: borrows only travel upwards, past a true mark.
                if constexpr (std::endian::native == std::endian::little) {
                    at_ += static_cast<unsigned>(std::countr_zero(special)) / 8U;
                }
                break;
            }
            at_ += 8;
        }
        while (at_ != end_ && (classes.of[static_cast<unsigned char>(*at_)] & ends_string) == 0)
            ++at_;
    }

    bool string() {
        const char* const quote = at_++;
        const char* const from = at_;
        bool escaped = false;
        for (;;) {
            skip_plain();
            if (at_ == end_) return fail_at(quote, Fault::open_string);
            if (*at_ == '"') break;
            if (*at_ == '\\') {
                escaped = true;
                if (!escape()) return false;
            } else if (static_cast<unsigned char>(*at_) < 0x20) {
                // An unclosed text runs into the end of its line: say that, not “control
                // character”.
                const bool line_end = *at_ == '\n' || *at_ == '\r';
                return line_end ? fail_at(quote, Fault::open_string)
                                : fail(Fault::control_character);
            } else {
                const std::size_t length =
                    text::utf8_sequence({at_, static_cast<std::size_t>(end_ - at_)}, 0);
                if (length == 0) return fail(Fault::not_utf8);
                at_ += length;
            }
        }
        push(Kind::string, from, at_, escaped);
        ++at_;
        return true;
    }

    bool escape() {
        const char* const backslash = at_++;
        if (at_ == end_) return fail_at(backslash, Fault::bad_escape);
        const char kind = *at_++;
        if (kind == 'u') {
            for (int i = 0; i < 4; ++i, ++at_) {
                if (at_ == end_ || !is_hex(*at_)) return fail_at(backslash, Fault::bad_escape);
            }
            return true;
        }
        if (std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos) {
            return fail_at(backslash, Fault::bad_escape);
        }
        return true;
    }

    const char* begin_;
    const char* at_;
    const char* end_;
    std::size_t depth_;
    std::vector<Node>& nodes_;
    std::uint32_t open_ = none;
    std::size_t open_count_ = 0;
    /// No element of the open container has been read yet.
    bool first_ = false;
    Stop stop_;
};

char32_t hex4(std::string_view digits) {
    char32_t number = 0;
    for (const char c : digits) {
        const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        number = number * 16 + static_cast<char32_t>(digit);
    }
    return number;
}

}  // namespace

std::string_view word(Kind kind) {
    constexpr std::string_view words[] = {"null", "true or false", "a number",
                                          "text", "an array",      "an object"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view message(Fault fault) {
    return fault_rows[static_cast<std::size_t>(fault)].message;
}

std::string_view hint(Fault fault) { return fault_rows[static_cast<std::size_t>(fault)].hint; }

Stop read(std::string_view text, std::size_t depth, Tape& tape) {
    tape.text = text;
    return Reader(text, depth, tape.nodes).run();
}

Stop read_sequence(std::string_view text, std::size_t depth, Tape& tape) {
    tape.text = text;
    return Reader(text, depth, tape.nodes).run_sequence();
}

Stretch read_elements(std::string_view text, bool begins, std::size_t depth, Tape& tape) {
    tape.text = text;
    return Reader(text, depth, tape.nodes).run_elements(begins);
}

std::string unescaped(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const std::size_t run = std::min(raw.find('\\', i), raw.size());
        out.append(raw, i, run - i);
        i = run;
        if (i == raw.size()) break;
        const char kind = raw[++i];
        if (kind != 'u') {
            constexpr std::string_view names = "bfnrt";
            const std::size_t found = names.find(kind);
            out.push_back(found == std::string_view::npos ? kind : "\b\f\n\r\t"[found]);
            continue;
        }
        char32_t unit = hex4(raw.substr(i + 1, 4));
        i += 4;
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        if (high && raw.substr(i + 1, 2) == "\\u") {
            const char32_t low = hex4(raw.substr(i + 3, 4));
            if (low >= 0xDC00 && low < 0xE000) {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
        }
        text::append_utf8(out, unit);
    }
    return out;
}

std::vector<std::size_t> lone_surrogates(std::string_view raw) {
    std::vector<std::size_t> found;
    // The half before, when it is a high one and stands right before this.
    std::size_t high = std::string_view::npos;
    for (std::size_t i = raw.find('\\'); i < raw.size(); i = raw.find('\\', i)) {
        if (raw[i + 1] != 'u') {
            i += 2;
            continue;
        }
        const char32_t unit = hex4(raw.substr(i + 2, 4));
        if (unit >= 0xDC00 && unit < 0xE000 && high != std::string_view::npos && high + 6 == i) {
            found.pop_back();
            high = std::string_view::npos;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            found.push_back(i);
            high = unit < 0xDC00 ? i : std::string_view::npos;
        }
        i += 6;
    }
    return found;
}

std::string Value::text() const {
    if (tape_ == nullptr) return {};
    return node().escaped ? unescaped(raw()) : std::string(raw());
}

std::optional<std::int64_t> Value::integer() const {
    if (!is(Kind::number) && !is(Kind::string)) return std::nullopt;
    return node().escaped ? text::integer(text()) : text::integer(raw());
}

Value Value::operator[](std::string_view key) const {
    Value found;
    if (!is(Kind::object)) return found;
    for (const Value member : *this) {
        if (member.node().escaped ? member.text() == key : member.raw() == key) {
            found = member.value_of_key();
        }
    }
    return found;
}

namespace {

/// The element of a long array around `offset`, by number; nothing between elements.
std::optional<std::size_t> element_at(const Tape& tape, std::uint32_t array, std::size_t offset,
                                      Elements& known) {
    if (known.array != array) {
        known = {array, {}};
        const std::uint32_t end = tape.nodes[array].next;
        for (std::uint32_t i = array + 1; i != end; i = tape.nodes[i].next)
            known.indexes.push_back(i);
    }
    const auto after = std::ranges::upper_bound(
        known.indexes, offset, {}, [&](std::uint32_t i) { return tape.nodes[i].offset; });
    if (after == known.indexes.begin()) return std::nullopt;
    const Node& node = tape.nodes[*std::prev(after)];
    if (offset > node.offset + node.length) return std::nullopt;
    return static_cast<std::size_t>(after - known.indexes.begin()) - 1;
}

/// Nodes of an array that is worth remembering.
constexpr std::uint32_t many_nodes = 1024;

}  // namespace

std::string pointer_to(const Tape& tape, std::size_t offset, Elements* known) {
    std::string pointer;
    if (tape.nodes.empty()) return pointer;
    Value here = tape.root();
    for (;;) {
        const bool object = here.is(Kind::object);
        Value inner;
        const auto index_here = static_cast<std::uint32_t>(&here.node() - tape.nodes.data());
        if (known != nullptr && here.is(Kind::array) &&
            here.node().next - index_here > many_nodes) {
            const auto found = element_at(tape, index_here, offset, *known);
            if (!found) return pointer;
            pointer += "/" + std::to_string(*found);
            here = Value(&tape, known->indexes[*found]);
            continue;
        }
        std::size_t index = 0;
        for (const Value child : here) {
            // An object's member runs from its key to its value's end.
            const Value last = object ? child.value_of_key() : child;
            if (offset >= child.offset() && offset <= last.offset() + last.length()) {
                inner = last;
                pointer.push_back('/');
                if (object) {
                    for (const char c : child.text()) {
                        if (c == '~')
                            pointer += "~0";
                        else if (c == '/')
                            pointer += "~1";
                        else
                            pointer.push_back(c);
                    }
                } else {
                    pointer += std::to_string(index);
                }
                break;
            }
            ++index;
        }
        if (!inner) return pointer;
        here = inner;
    }
}

namespace {

/// The end of a comment that begins at `at`, or `at` when none does.
std::size_t comment_end(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) == "//") return std::min(text.find_first_of("\r\n", at), text.size());
    if (text.substr(at, 2) != "/*") return at;
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? at : end + 2;
}

/// The end of a string that begins at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
    at = text.find_first_of("\"\\\n", at + 1);
    while (at < text.size() && text[at] == '\\') at = text.find_first_of("\"\\\n", at + 2);
    return at < text.size() ? at + 1 : text.size();
}

/// One value or a sequence of them; where both fail, the fault of the one value says more.
Stop read_either(std::string_view text, std::size_t depth, Tape& tape) {
    const Stop stop = read(text, depth, tape);
    if (stop.fault != Fault::after_end) return stop;
    Tape lines;
    if (read_sequence(text, depth, lines)) return stop;
    tape = std::move(lines);
    return {};
}

}  // namespace

std::vector<Passed> passed_over(std::string_view text) {
    std::vector<Passed> passed;
    constexpr std::size_t none = std::string_view::npos;
    // A comma that what comes next may show to be one too many, and where it would be listed.
    std::size_t comma = none;
    std::size_t rank = 0;
    char last = '\0';
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if ((classes.of[static_cast<unsigned char>(c)] & blank) != 0) {
            ++i;
            continue;
        }
        if (c == '/') {
            const std::size_t end = comment_end(text, i);
            if (end != i) {
                passed.emplace_back(Fault::comment, static_cast<std::uint32_t>(i),
                                    static_cast<std::uint32_t>(end - i));
                i = end;
                continue;
            }
            // Nothing behind an open comment can be read.
            if (text.substr(i, 2) == "/*") break;
        }
        if ((c == ']' || c == '}') && comma != none) {
            passed.emplace(passed.begin() + static_cast<std::ptrdiff_t>(rank),
                           Fault::trailing_comma, static_cast<std::uint32_t>(comma), 1U);
        }
        // Only a comma after a value is one too many.
        const bool after_value = last != '\0' && std::string_view("[{,:").find(last) == none;
        comma = c == ',' && after_value ? i : none;
        rank = passed.size();
        last = c;
        i = c == '"' ? string_end(text, i) : i + 1;
    }
    return passed;
}

Stop read_tolerant(std::string_view text, std::size_t depth, Tape& tape,
                   std::vector<Passed>& passed) {
    passed.clear();
    Stop stop = read_either(text, depth, tape);
    if (!stop) return stop;
    passed = passed_over(text);
    if (passed.empty()) return stop;
    // Blanked and not cut out, so that offsets stay those of the text.
    std::string blanked(text);
    for (const Passed& one : passed) {
        for (std::uint32_t i = 0; i < one.length; ++i) blanked[one.offset + i] = ' ';
    }
    stop = read_either(blanked, depth, tape);
    tape.text = text;
    if (stop) std::erase_if(passed, [&](const Passed& one) { return one.offset >= stop.offset; });
    return stop;
}

Stop read_lines(std::string_view text, std::size_t depth, Tape& tape, std::vector<Passed>& passed,
                std::vector<Stop>& broken) {
    passed.clear();
    broken.clear();
    std::string blanked(text);
    const auto blank_out = [&](std::size_t from, std::size_t size) {
        std::fill_n(blanked.begin() + static_cast<std::ptrdiff_t>(from), size, ' ');
    };
    Tape line_tape;
    std::vector<Passed> in_line;
    std::size_t whole = 0;
    bool first_whole = false;
    bool last_whole = false;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", from), text.size());
        const std::string_view line = text.substr(from, end - from);
        if (line.find_first_not_of(" \t") != std::string_view::npos) {
            Stop stop = read_tolerant(line, depth, line_tape, in_line);
            last_whole = !stop;
            if (whole + broken.size() == 0) first_whole = last_whole;
            if (stop) {
                stop.offset += from;
                broken.push_back(stop);
                blank_out(from, line.size());
            } else {
                ++whole;
                for (Passed one : in_line) {
                    one.offset += static_cast<std::uint32_t>(from);
                    blank_out(one.offset, one.length);
                    passed.push_back(one);
                }
            }
        }
        from = end + 1;
    }
    const bool lines = first_whole ? whole >= broken.size() : last_whole && whole > broken.size();
    if (!lines) {
        passed.clear();
        return std::exchange(broken, {}).front();
    }
    const Stop stop = read_sequence(blanked, depth, tape);
    tape.text = text;
    return stop;
}

}  // namespace leadloom::json
