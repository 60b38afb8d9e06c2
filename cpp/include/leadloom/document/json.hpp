/// A JSON reader with positions (RFC 8259): the text stays where it is, the tape says where each
/// value begins and ends. One reader for documents and for feeds of a hundred megabytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leadloom::json {

/// Kinds of JSON values.
enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

/// The word for a kind, with its article.
///
/// @example `word(Kind::array) == "an array"`
[[nodiscard]] std::string_view word(Kind kind);

/// One value or key on the tape. Strings lie without their quotes.
struct Node {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    /// Index of the node after this value and all it holds.
    std::uint32_t next = 0;
    Kind kind{};
    /// A string with escapes: its bytes are not yet its text.
    bool escaped = false;
};

/// Why a text is not JSON. Each has its words in `message` and `hint`.
enum class Fault : std::uint8_t {
    none,
    nothing,
    unexpected,
    unclosed,
    trailing_comma,
    missing_comma,
    missing_colon,
    key_not_quoted,
    single_quotes,
    comment,
    bad_literal,
    bad_number,
    open_string,
    control_character,
    bad_escape,
    not_utf8,
    too_deep,
    after_end,
};

/// Where reading stopped and why; `fault == none` when all was read.
struct Stop {
    Fault fault = Fault::none;
    std::size_t offset = 0;

    /// Whether reading stopped before the end.
    explicit operator bool() const { return fault != Fault::none; }
};

/// A fault in a sentence.
[[nodiscard]] std::string_view message(Fault fault);
/// The next step, empty when there is none better than the rule's.
[[nodiscard]] std::string_view hint(Fault fault);

class Value;

/// A text and its tape. The text must outlive it.
struct Tape {
    std::string_view text;
    std::vector<Node> nodes;

    /// The outermost value.
    [[nodiscard]] Value root() const;
};

/// Reads the one JSON value of `text` onto `tape`, whose memory is used again. Never recurses:
/// depth costs heap, and more than `depth` open brackets end in `Fault::too_deep`.
///
/// @example `Tape tape; if (Stop stop = read(text, 64, tape)) report(stop.fault, stop.offset);`
Stop read(std::string_view text, std::size_t depth, Tape& tape);

/// The same for values one after the other with blanks between (NDJSON): they become the elements
/// of an array around them.
Stop read_sequence(std::string_view text, std::size_t depth, Tape& tape);

/// How far the elements of an array could be read.
struct Stretch {
    /// Behind the last one that is whole.
    std::size_t end = 0;
    /// The bracket that closes the array stands there.
    bool closed = false;
    /// Why what follows is no element; it may become one when there is more of the text.
    Stop stop;
};

/// Reads an array from behind its opening bracket on (`begins`), or from behind one of its elements
/// on; its end may lie behind the text. What is whole becomes the elements of an array around it.
///
/// @example `read_elements(R"({"a":1},{"b)", true, 64, tape).end == 7`
Stretch read_elements(std::string_view text, bool begins, std::size_t depth, Tape& tape);

/// What a tolerant reading passes over: a `comment`, or a `trailing_comma`.
struct Passed {
    Fault fault = Fault::none;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// Comments (`// …` and `/* … */`) and commas before a closing bracket, in the order of the text.
/// A comment that is never closed is none.
[[nodiscard]] std::vector<Passed> passed_over(std::string_view text);

/// Reads one value, or values one after the other, and passes over comments and commas before
/// closing brackets: `passed` has those before the stop. A text that has none costs what it costs
/// to `read` it.
Stop read_tolerant(std::string_view text, std::size_t depth, Tape& tape,
                   std::vector<Passed>& passed);

/// Reads values a line each (NDJSON) like `read_tolerant`, and passes over lines that are no JSON:
/// `broken` has why, the first stop of each. A text of which less than half of the lines, or
/// neither the first nor the last, can be read is no NDJSON: then the answer is the first stop.
Stop read_lines(std::string_view text, std::size_t depth, Tape& tape, std::vector<Passed>& passed,
                std::vector<Stop>& broken);

/// Offsets of escapes that are half of a surrogate pair, in a string as it stands.
[[nodiscard]] std::vector<std::size_t> lone_surrogates(std::string_view raw);

/// A value on a tape; a default one is absent. Cheap to copy.
class Value {
public:
    Value() = default;
    /// The value of a node.
    Value(const Tape* tape, std::uint32_t index) : tape_(tape), index_(index) {}

    /// Whether there is a value.
    explicit operator bool() const { return tape_ != nullptr; }
    /// The node on the tape. The value must not be absent.
    [[nodiscard]] const Node& node() const { return tape_->nodes[index_]; }
    /// Whether it is a value of this kind; an absent one is of none.
    [[nodiscard]] bool is(Kind kind) const { return tape_ != nullptr && node().kind == kind; }
    /// Where its bytes begin in the text.
    [[nodiscard]] std::uint32_t offset() const { return node().offset; }
    /// How many bytes it has.
    [[nodiscard]] std::uint32_t length() const { return node().length; }

    /// The bytes as they stand: a string without its quotes, escapes untouched; absent is empty.
    [[nodiscard]] std::string_view raw() const {
        return tape_ == nullptr ? std::string_view{}
                                : tape_->text.substr(node().offset, node().length);
    }
    /// The same, a string with its quotes.
    [[nodiscard]] std::string_view whole() const {
        const std::size_t quote = is(Kind::string) ? 1 : 0;
        return tape_ == nullptr
                   ? std::string_view{}
                   : tape_->text.substr(node().offset - quote, node().length + 2 * quote);
    }
    /// A string's text with escapes resolved; anything else as it stands; absent is empty.
    [[nodiscard]] std::string text() const;
    /// Whether it is `true`.
    [[nodiscard]] bool is_true() const { return is(Kind::boolean) && node().length == 4; }
    /// A number or a string of digits as int64.
    [[nodiscard]] std::optional<std::int64_t> integer() const;

    /// The member's value, or absent. Of duplicates the last, as everywhere.
    [[nodiscard]] Value operator[](std::string_view key) const;

    /// The elements of an array or the keys of an object; `value_of_key()` leads on from a key.
    class Iterator {
    public:
        using iterator_concept = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;

        Iterator() = default;
        /// At a node; `keys`: over the keys of an object.
        Iterator(const Tape* tape, std::uint32_t index, bool keys)
            : tape_(tape), index_(index), keys_(keys) {}
        Value operator*() const { return {tape_, index_}; }
        Iterator& operator++() {
            index_ = tape_->nodes[keys_ ? index_ + 1 : index_].next;
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator& other) const { return index_ == other.index_; }

    private:
        const Tape* tape_ = nullptr;
        std::uint32_t index_ = 0;
        bool keys_ = false;
    };

    /// The first element, or the first key of an object.
    [[nodiscard]] Iterator begin() const {
        if (!is(Kind::array) && !is(Kind::object)) return end();
        return {tape_, index_ + 1, is(Kind::object)};
    }
    /// Behind the last one.
    [[nodiscard]] Iterator end() const {
        return {tape_, tape_ == nullptr ? 0 : node().next, is(Kind::object)};
    }
    /// For a key met while iterating an object.
    [[nodiscard]] Value value_of_key() const { return {tape_, index_ + 1}; }
    /// Number of elements or members.
    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(std::distance(begin(), end()));
    }

private:
    const Tape* tape_ = nullptr;
    std::uint32_t index_ = 0;
};

inline Value Tape::root() const { return nodes.empty() ? Value{} : Value{this, 0}; }

/// A string's bytes with escapes resolved; lone surrogates become U+FFFD.
[[nodiscard]] std::string unescaped(std::string_view raw);

/// The elements of a long array that was searched before, by index on the tape, so that many
/// searches do not walk through it each time.
struct Elements {
    /// Index of the array; 0xFFFF'FFFF before the first search.
    std::uint32_t array = 0xFFFF'FFFF;
    std::vector<std::uint32_t> indexes;
};

/// RFC 6901 pointer to the innermost value around `offset`. `known` is kept between searches of one
/// tape.
///
/// @example `pointer_to(tape, offset) == "/mapping/3/jobTypes/0"`
[[nodiscard]] std::string pointer_to(const Tape& tape, std::size_t offset,
                                     Elements* known = nullptr);

}  // namespace leadloom::json
