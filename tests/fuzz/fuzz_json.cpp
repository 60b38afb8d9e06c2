/// The JSON reader against another one: they accept the same texts.
#include <algorithm>
#include <string>

#include "leadloom/document/write.hpp"
#include "support.hpp"

using namespace leadloom;

namespace {

/// The text with lone surrogate escapes replaced: the grammar of RFC 8259 has them, the oracle not.
std::string paired(std::string text) {
    const auto unit = [&](std::size_t at) -> unsigned long {
        if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
        const std::string digits = text.substr(at + 2, 4);
        return digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos
                   ? std::stoul(digits, nullptr, 16)
                   : 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') continue;
        const unsigned long here = unit(i);
        const unsigned long next = unit(i + 6);
        if (here >= 0xD800 && here < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            i += 11;
        } else {
            if (here >= 0xD800 && here < 0xE000) text.replace(i + 2, 4, "0041");
            ++i;
        }
    }
    return text;
}

/// The text with long exponents made zero and long rows of digits cut: the grammar has them, the
/// oracle not where they overflow.
std::string tamed(std::string text) {
    const auto digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t to = i;
        while (digit(to)) ++to;
        if (to - i > 100) text.erase(i + 100, to - i - 100);
        i = std::min(to, i + 100);
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if ((text[i] != 'e' && text[i] != 'E') || !digit(i - 1)) continue;
        std::size_t to = i + 1;
        if (to < text.size() && (text[to] == '+' || text[to] == '-')) ++to;
        const std::size_t from = to;
        while (digit(to)) ++to;
        if (to - from > 2) text.replace(from, to - from, to - from, '0');
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text_of(bytes, size);
    json::Tape tape;
    const json::Stop stop = json::read(text, size + 1, tape);
    if (stop) {
        fuzz::require(stop.offset <= size, "a stop lies inside the text");
        fuzz::require(!json::message(stop.fault).empty(), "a stop has words");
    } else {
        fuzz::require(!tape.nodes.empty(), "a value stands on the tape");
        for (std::uint32_t i = 0; i < tape.nodes.size(); ++i) {
            const json::Node& node = tape.nodes[i];
            fuzz::require(std::size_t{node.offset} + node.length <= size, "a value lies inside");
            fuzz::require(node.next > i && node.next <= tape.nodes.size(), "next leads on");
            (void)json::Value(&tape, i).text();
            (void)json::Value(&tape, i).integer();
        }
        (void)json::pointer_to(tape, size / 2);
    }
    // The tolerant reading reads what the strict one reads, and what is left when it has passed
    // over what it may.
    json::Tape tolerant;
    std::vector<json::Passed> passed;
    const json::Stop other = json::read_tolerant(text, size + 1, tolerant, passed);
    fuzz::require(stop || (!other && passed.empty()), "what is strict needs no tolerance");
    std::string blanked(text);
    std::size_t last = 0;
    for (const json::Passed& one : passed) {
        fuzz::require(one.offset >= last && one.length <= size - one.offset,
                      "passed over in order");
        last = one.offset + one.length;
        blanked.replace(one.offset, one.length, one.length, ' ');
    }
    if (!other) {
        fuzz::require(
            !json::read(blanked, size + 1, tape) || !json::read_sequence(blanked, size + 1, tape),
            "without what was passed over the text is strict");
        fuzz::require(tape.nodes.size() == tolerant.nodes.size(), "the same values");
    } else {
        fuzz::require(other.offset <= size, "a tolerant stop lies inside the text");
    }
    // NUL ends a text for the oracle, and it passes over a byte order mark.
    if (text.contains('\0') || text.starts_with("\xEF\xBB\xBF")) return 0;
    fuzz::require(!stop == Json::accept(tamed(paired(std::string(text)))), "the oracle agrees");
    // A sequence of one value is that value.
    if (!stop)
        fuzz::require(!json::read_sequence(text, size + 1, tape), "a sequence of one is read");
    return 0;
}
