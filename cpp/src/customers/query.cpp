#include "query.hpp"

#include <algorithm>

#include "leadloom/text/address.hpp"
#include "leadloom/text/fold.hpp"

namespace leadloom {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Digits of one number with what stands between them, six or more; or as many as say so by a
/// bracket, a plus or a hyphen.
std::string phone_of(std::string_view folded) {
    std::string digits;
    bool punctuation = false;
    for (const char c : folded) {
        if (is_digit(c)) {
            digits.push_back(c);
        } else if (c == '(' || c == ')' || c == '+' || c == '-' || c == '.') {
            punctuation = true;
        } else if (c != ' ') {
            return {};
        }
    }
    if (digits.size() > 1 && digits.front() == '1' && (folded.front() == '+' || digits.size() > 10))
        digits.erase(0, 1);
    const bool parted = folded.contains(' ') || punctuation;
    const bool phone =
        digits.size() <= 10 && (digits.size() >= 6 || (parted && digits.size() >= 3));
    return phone ? digits : std::string();
}

/// Letters and figures of a mailbox apart, as the index has them; “4b” and “96th” stay.
std::vector<std::string> parted(const std::string& word) {
    const auto figure = std::ranges::find_if(word, is_digit);
    const auto letters = figure - word.begin();
    const bool mailbox =
        letters > 1 && word.end() - figure > 1 && std::all_of(figure, word.end(), is_digit);
    if (!mailbox) return {word};
    return {std::string(word.begin(), figure), std::string(figure, word.end())};
}

/// “la” may be the beginning of a lane, which the index does not have.
bool begins_suffix(std::string_view word) {
    constexpr std::string_view common[] = {"avenue", "boulevard", "circle", "court",  "drive",
                                           "lane",   "place",     "road",   "street", "highway"};
    return word.size() > 1 && std::ranges::any_of(common, [&](std::string_view suffix) {
               return suffix.starts_with(word);
           });
}

}  // namespace

Query read_query(std::string_view text) {
    Query query;
    const std::string folded = text::fold(text);
    query.phone = phone_of(folded);
    constexpr std::size_t most = 12;
    bool domain = false;
    std::size_t at = 0;
    while (at < folded.size() && query.words.size() < most) {
        if (!is_word(folded[at])) {
            domain = folded[at] == '@' || (domain && folded[at] == '.');
            ++at;
            continue;
        }
        QueryWord word;
        while (at < folded.size() && (is_word(folded[at]) || folded[at] == '\'')) {
            if (folded[at] != '\'') word.text.push_back(folded[at]);
            ++at;
        }
        for (std::string& part : parted(word.text)) {
            QueryWord one;
            one.text = std::move(part);
            one.digits = std::ranges::all_of(one.text, is_digit);
            one.street = text::street_word(one.text);
            if (one.street == one.text) one.street.clear();
            one.optional = domain || text::is_street_filler(one.text) || begins_suffix(one.text);
            query.words.push_back(std::move(one));
        }
    }
    // Somebody must be looked for by something.
    if (std::ranges::all_of(query.words, &QueryWord::optional)) {
        for (QueryWord& word : query.words) word.optional = false;
    }
    return query;
}

}  // namespace leadloom
