/// JSON on one line, written as it is said: for answers that are made thousands of times a second.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "leadloom/document/write.hpp"

namespace leadloom {

/// Writes values one after the other; commas come by themselves.
///
/// @example `JsonLine line; line.object([&] { line.member("id", "7"); });`
class JsonLine {
public:
    /// A container holds what `write` writes.
    template <std::invocable Write>
    void object(Write write) {
        contain('{', '}', write);
    }
    /// The same for elements.
    template <std::invocable Write>
    void array(Write write) {
        contain('[', ']', write);
    }

    /// The name of the value that comes next. It is plain: nothing in it needs escaping.
    void key(std::string_view name) {
        begin();
        out_.append("\"").append(name).append("\":");
    }

    /// A value, escaped where it must be.
    void value(std::string_view text) {
        begin();
        append_text(out_, text);
    }
    /// A value.
    void value(const char* text) { value(std::string_view(text)); }
    /// A value.
    void value(bool truth) {
        begin();
        out_.append(truth ? "true" : "false");
    }
    /// A value.
    void value(std::integral auto number) {
        begin();
        out_.append(std::to_string(number));
    }

    /// A whole number of tenths (1 digit), hundredths (2) … as a decimal.
    void decimal(std::int64_t number, unsigned digits) {
        begin();
        std::string figures = std::to_string(number < 0 ? -number : number);
        if (figures.size() <= digits) figures.insert(0, digits + 1 - figures.size(), '0');
        figures.insert(figures.size() - digits, 1, '.');
        out_.append(number < 0 ? "-" : "").append(figures);
    }
    /// A value that is none.
    void null() {
        begin();
        out_.append("null");
    }

    /// A name and its value.
    template <class Value>
    void member(std::string_view name, const Value& content) {
        key(name);
        value(content);
    }

    /// What was written.
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    /// No value ends like what needs no comma behind it.
    void begin() {
        if (!out_.empty() && !std::string_view("{[:").contains(out_.back())) out_.push_back(',');
    }

    template <class Write>
    void contain(char open, char close, Write& write) {
        begin();
        out_.push_back(open);
        write();
        out_.push_back(close);
    }

    std::string out_;
};

}  // namespace leadloom
