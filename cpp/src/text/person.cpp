#include "leadloom/text/person.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include "leadloom/text/fold.hpp"
#include "word_table.hpp"

namespace leadloom::text {

namespace {

enum class Kind : std::uint8_t { name, title, degree, generation, legal, company, article };

struct Row {
    std::string_view word;
    Kind kind;
};

constexpr Row rows[] = {
#define LEADLOOM_PERSON_WORD(word, kind) {word, Kind::kind},
#include "person_words.inc"
#undef LEADLOOM_PERSON_WORD
};
constexpr WordTable table(rows);
static_assert(table.sorted());

Kind kind_of(std::string_view word) {
    const Row* const row = table.find(word);
    return row != nullptr ? row->kind : Kind::name;
}

constexpr std::string_view nickname_rows[] = {
#define LEADLOOM_NICKNAMES(names) names,
#include "nicknames.inc"
#undef LEADLOOM_NICKNAMES
};

/// A name and the row of the table that it stands in.
struct Form {
    std::string_view name;
    std::uint32_t row = 0;
};

std::span<const Form> forms_of(std::string_view name) {
    static const std::vector<Form> forms = [] {
        std::vector<Form> all;
        for (std::uint32_t row = 0; row < std::size(nickname_rows); ++row) {
            std::string_view rest = nickname_rows[row];
            while (!rest.empty()) {
                const std::size_t blank = std::min(rest.find(' '), rest.size());
                all.push_back({rest.substr(0, blank), row});
                rest.remove_prefix(std::min(blank + 1, rest.size()));
            }
        }
        std::ranges::sort(all, {}, &Form::name);
        return all;
    }();
    const auto range = std::ranges::equal_range(forms, name, {}, &Form::name);
    return {range.begin(), range.end()};
}

std::string_view generation_of(std::string_view word) {
    static constexpr std::string_view forms[][2] = {
        {"jr", "jr"},  {"junior", "jr"}, {"sr", "sr"},   {"senior", "sr"}, {"ii", "ii"},
        {"2nd", "ii"}, {"iii", "iii"},   {"3rd", "iii"}, {"iv", "iv"},     {"4th", "iv"}};
    for (const auto& [form, normal_form] : forms) {
        if (form == word) return normal_form;
    }
    return {};
}

/// Punctuation that means something between the words of a name.
enum class Mark : std::uint8_t { none, comma, both, alias };

struct Piece {
    std::string_view word;
    Mark mark = Mark::none;
};

using Views = std::vector<std::string_view>;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Words of a folded text and the marks between them. Apostrophes and full stops inside a word go;
/// what stands in brackets is an alias and goes too. The words are moved together in `letters`,
/// where they stay: one lies right behind the other.
std::vector<Piece> pieces_of(std::string& letters) {
    std::vector<Piece> pieces;
    pieces.reserve(8);
    const std::string_view all = letters;
    std::size_t begin = 0;
    std::size_t end = 0;
    const auto end_word = [&] {
        const std::string_view word = all.substr(begin, end - begin);
        if (word == "and") {
            pieces.push_back({{}, Mark::both});
        } else if (word == "dba" || word == "aka") {
            pieces.push_back({{}, Mark::alias});
        } else if (!word.empty()) {
            pieces.push_back({word});
        }
        begin = end;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        const char c = all[i];
        if (is_word_byte(c)) {
            // ’ and ‘ are apostrophes too.
            if (all.substr(i).starts_with("\xE2\x80\x99") ||
                all.substr(i).starts_with("\xE2\x80\x98")) {
                i += 2;
                continue;
            }
            letters[end++] = c;
        } else if (c == '\'' || c == '`') {
            continue;
        } else if (c == '.') {
            // “J.R.” are two initials, “Ph.D.” and “L.L.C.” one word.
            const bool initial = end - begin == 1 && i + 1 < all.size() && is_word_byte(all[i + 1]);
            const std::string_view rest = all.substr(i);
            if (initial && !rest.starts_with(".l.") && !rest.starts_with(".c") &&
                !rest.starts_with(".d"))
                end_word();
        } else if (c == '(' || c == '"') {
            end_word();
            const std::size_t close = all.find(c == '(' ? ')' : '"', i + 1);
            if (close != std::string_view::npos && !pieces.empty()) i = close;
        } else {
            end_word();
            if (c == ',') pieces.push_back({{}, Mark::comma});
            if (c == '&' || c == '+' || c == '/') pieces.push_back({{}, Mark::both});
        }
    }
    end_word();
    return pieces;
}

/// “O Brien” and “Mc Donald” are one word each.
void join_prefixes(std::vector<Piece>& pieces) {
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        const std::string_view word = pieces[i].word;
        const std::string_view next = pieces[i + 1].word;
        const bool inside = i > 0 || (i + 2 < pieces.size() && pieces[i + 2].mark == Mark::comma);
        if ((word == "o" && next.size() > 3 && inside) || (word == "mc" && next.size() > 2)) {
            pieces[i + 1].word = {word.data(), word.size() + next.size()};
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

template <class Word>
std::string joined(std::span<const Word> words) {
    std::string out;
    for (const Word& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

/// Words before a surname that belong to it.
bool particle(std::string_view word) {
    static constexpr std::string_view words[] = {"da", "de",  "del", "della", "der", "di",  "la",
                                                 "le", "los", "san", "st",    "ter", "van", "von"};
    return std::ranges::contains(words, word);
}

/// Given, middle and surname of words in the order of speech.
Person person_of(std::span<const std::string_view> words) {
    Person person;
    if (words.empty()) return person;
    if (words.size() == 1) {
        person.surname = words.front();
        return person;
    }
    std::size_t surname = words.size() - 1;
    while (surname > 1 && particle(words[surname - 1])) --surname;
    person.given = words.front();
    person.middle = joined(words.subspan(1, surname - 1));
    person.surname = joined(words.subspan(surname));
    return person;
}

using Words = std::vector<std::string>;

void add_words(std::string_view text, Words& words) {
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        if (blank > 0) words.emplace_back(text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
}

bool person_is_empty(const Person& person) {
    return person.given.empty() && person.surname.empty();
}

void finish(PersonName& name) {
    std::erase_if(name.people, person_is_empty);
    name.words.reserve(4);
    for (const Person& person : name.people) {
        add_words(person.given, name.words);
        add_words(person.middle, name.words);
        add_words(person.surname, name.words);
    }
}

/// All words but legal forms and the article; of a company whose name they are, those too.
Words company_words(const std::vector<Piece>& pieces) {
    Words words;
    for (const Piece& piece : pieces) {
        if (piece.word.empty()) continue;
        const Kind kind = kind_of(piece.word);
        if (kind != Kind::legal && kind != Kind::article) words.emplace_back(piece.word);
    }
    if (!words.empty()) return words;
    for (const Piece& piece : pieces) {
        if (!piece.word.empty()) words.emplace_back(piece.word);
    }
    return words;
}

bool is_company(const std::vector<Piece>& pieces) {
    std::size_t words = 0;
    bool company = false;
    bool number = false;
    for (const Piece& piece : pieces) {
        if (piece.mark == Mark::alias) return true;
        if (piece.word.empty()) continue;
        const Kind kind = kind_of(piece.word);
        company = company || kind == Kind::legal || kind == Kind::company ||
                  (kind == Kind::article && words == 0);
        number = number ||
                 (kind == Kind::name && piece.word.front() >= '0' && piece.word.front() <= '9');
        ++words;
    }
    return words > 1 && (company || number);
}

}  // namespace

PersonName read_name(std::string_view text) {
    PersonName name;
    std::string letters = fold(text);
    std::vector<Piece> pieces = pieces_of(letters);
    if (is_company(pieces)) {
        name.company = true;
        name.words = company_words(pieces);
        return name;
    }
    join_prefixes(pieces);
    // Of each side of an “and”: words before a comma, and after it.
    struct Side {
        Views before;
        Views after;
        bool comma = false;
    };
    std::array<Side, 2> sides;
    std::size_t side = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (piece.mark == Mark::both) {
            if (side == 0 && !(sides[0].before.empty() && sides[0].after.empty())) side = 1;
            continue;
        }
        if (piece.mark == Mark::comma) {
            sides[side].comma = sides[side].comma || !sides[side].before.empty();
            continue;
        }
        const Kind kind = kind_of(piece.word);
        Views& words = sides[side].comma ? sides[side].after : sides[side].before;
        const bool last = i + 1 == pieces.size() || pieces[i + 1].mark != Mark::none;
        if (kind == Kind::title && words.empty()) continue;
        if (kind == Kind::degree && pieces.size() > 1) continue;
        if (kind == Kind::generation && !sides[side].before.empty() &&
            (last || sides[side].comma || sides[side].before.size() > 1)) {
            name.generation = generation_of(piece.word);
            continue;
        }
        if (kind == Kind::article && words.empty() && !last) continue;
        if (words.empty()) words.reserve(4);
        words.push_back(piece.word);
    }
    for (Side& one : sides) {
        // “Smith, Jane”: the surname stands first.
        if (one.comma && !one.after.empty()) {
            Person person;
            person.given = one.after.front();
            person.middle = joined(std::span<const std::string_view>(one.after).subspan(1));
            person.surname = joined(std::span<const std::string_view>(one.before));
            name.people.push_back(std::move(person));
        } else if (!one.before.empty()) {
            name.people.push_back(person_of(one.before));
        }
    }
    if (name.people.size() == 2) {
        // “John & Jane Doe”: the first has the surname of the second; “Doe, John & Jane” the other
        // way about.
        Person& first = name.people[0];
        Person& second = name.people[1];
        if (first.given.empty() && !(second.given.empty() && sides[0].comma)) {
            first = {first.surname, {}, second.surname};
        } else if (second.given.empty()) {
            second = {second.surname, {}, first.surname};
        }
    }
    finish(name);
    return name;
}

std::string normal(const PersonName& name) {
    if (name.company) {
        const std::string out = joined(std::span(name.words));
        std::string letters = fold(out);
        // What makes it a company must stay readable as one.
        return is_company(pieces_of(letters)) ? out : out + " llc";
    }
    std::string out;
    for (const Person& person : name.people) {
        if (!out.empty()) out += " & ";
        if (person.given.empty()) {
            out += person.surname;
            continue;
        }
        out += person.surname + ", " + person.given;
        if (!person.middle.empty()) out += " " + person.middle;
    }
    if (!name.generation.empty() && !out.empty()) out += ", " + name.generation;
    return out;
}

bool is_given_name(std::string_view word) { return !forms_of(word).empty(); }

bool nicknames(std::string_view a, std::string_view b) {
    if (a == b) return false;
    const std::span<const Form> others = forms_of(b);
    return std::ranges::any_of(forms_of(a), [&](const Form& form) {
        return std::ranges::contains(others, form.row, &Form::row);
    });
}

std::string soundex(std::string_view word) {
    //                           abcdefghijklmnopqrstuvwxyz, 0: vowel, 9: h and w
    constexpr std::string_view codes = "01230129022455012623019202";
    std::string out;
    char last = '0';
    for (const char raw : fold(word)) {
        if (raw < 'a' || raw > 'z') continue;
        const char code = codes[static_cast<std::size_t>(raw - 'a')];
        if (out.empty()) {
            out.push_back(static_cast<char>(raw - 'a' + 'A'));
        } else if (code != '0' && code != '9' && code != last) {
            out.push_back(code);
        }
        if (code != '9') last = code;
        if (out.size() == 4) break;
    }
    if (!out.empty()) out.resize(4, '0');
    return out;
}

}  // namespace leadloom::text
