/// Which letters of a field what was typed led to.
#include <algorithm>

#include "leadloom/customers/search.hpp"
#include "leadloom/text/address.hpp"
#include "leadloom/text/distance.hpp"
#include "leadloom/text/fold.hpp"
#include "query.hpp"

namespace leadloom {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           is_digit(c) || c == '\'';
}

/// The bytes of a word's beginning that fold to `letters` bytes.
std::size_t bytes_of(std::string_view word, std::size_t letters) {
    std::size_t at = 0;
    while (at < word.size() && text::fold(word.substr(0, at)).size() < letters) {
        ++at;
        while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80) ++at;
    }
    return at;
}

/// How much of a word the query led to: a beginning, or all of it where it took a slip or another
/// spelling.
std::size_t found_in(std::string_view word, const Query& query) {
    std::string folded = text::fold(word);
    std::erase(folded, '\'');
    const std::string street = text::street_word(folded);
    std::size_t most = 0;
    for (const QueryWord& asked : query.words) {
        if (folded.starts_with(asked.text)) {
            most = std::max(most, bytes_of(word, asked.text.size()));
            continue;
        }
        const bool same = !asked.street.empty() ? asked.street == street : asked.text == street;
        const unsigned edits = asked.digits ? 0 : forgiven(asked.text.size());
        const std::string_view begins =
            std::string_view(folded).substr(0, asked.text.size() + edits);
        const bool near =
            edits > 0 && folded.size() + edits >= asked.text.size() &&
            (text::edit_distance(begins, asked.text, edits) <= edits ||
             text::edit_distance(begins.substr(0, asked.text.size()), asked.text, edits) <= edits);
        if (same || near) most = word.size();
    }
    return most;
}

/// Digits of a telephone number that were typed, wherever they stand among its punctuation.
bool mark_digits(std::string_view text, const Query& query, std::vector<bool>& found) {
    std::string digits;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i])) continue;
        digits.push_back(text[i]);
        places.push_back(i);
    }
    if (digits.size() < 7) return false;
    const auto mark = [&](std::string_view asked) {
        const std::size_t at = asked.size() < 3 ? std::string::npos : digits.find(asked);
        if (at == std::string::npos) return;
        for (std::size_t i = at; i < at + asked.size(); ++i) found[places[i]] = true;
    };
    mark(query.phone);
    for (const QueryWord& word : query.words) {
        if (word.digits) mark(word.text);
    }
    return true;
}

}  // namespace

std::vector<Marked> marked(std::string_view text, std::string_view typed) {
    const Query query = read_query(typed);
    std::vector<bool> found(text.size());
    const bool digits_only = text.find_first_not_of("0123456789 ()+-.x") == std::string_view::npos;
    if (!digits_only || !mark_digits(text, query, found)) {
        for (std::size_t at = 0; at < text.size();) {
            if (!in_word(text[at])) {
                ++at;
                continue;
            }
            std::size_t end = at;
            // Letters and figures of a mailbox apart, as the index has them.
            while (end < text.size() && in_word(text[end])) ++end;
            const std::size_t size = found_in(text.substr(at, end - at), query);
            std::fill_n(found.begin() + static_cast<std::ptrdiff_t>(at), size, true);
            at = end;
        }
    }
    std::vector<Marked> pieces;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pieces.empty() || pieces.back().found != found[i])
            pieces.push_back({std::string(), found[i]});
        pieces.back().text.push_back(text[i]);
    }
    return pieces;
}

}  // namespace leadloom
