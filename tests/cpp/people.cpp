#include "people.hpp"

#include <array>
#include <cmath>

namespace leadloom::testing {

namespace {

constexpr std::string_view givens[] = {
    "James",     "Mary",     "Robert",    "Patricia",  "John",      "Jennifer", "Michael",
    "Linda",     "David",    "Elizabeth", "William",   "Barbara",   "Richard",  "Susan",
    "Joseph",    "Jessica",  "Thomas",    "Karen",     "Charles",   "Sarah",    "Christopher",
    "Lisa",      "Daniel",   "Nancy",     "Matthew",   "Sandra",    "Anthony",  "Ashley",
    "Mark",      "Emily",    "Steven",    "Kimberly",  "Andrew",    "Donna",    "Paul",
    "Michelle",  "Joshua",   "Carol",     "Kenneth",   "Amanda",    "Kevin",    "Melissa",
    "Brian",     "Deborah",  "Timothy",   "Stephanie", "Ronald",    "Rebecca",  "Jason",
    "Laura",     "George",   "Helen",     "Edward",    "Sharon",    "Jeffrey",  "Cynthia",
    "Ryan",      "Dorothy",  "Jacob",     "Amy",       "Nicholas",  "Kathleen", "Gary",
    "Angela",    "Eric",     "Shirley",   "Jonathan",  "Emma",      "Stephen",  "Brenda",
    "Larry",     "Pamela",   "Justin",    "Nicole",    "Scott",     "Anna",     "Brandon",
    "Samantha",  "Benjamin", "Katherine", "Samuel",    "Christine", "Gregory",  "Debra",
    "Alexander", "Rachel",   "Patrick",   "Carolyn",   "Frank",     "Janet",    "Raymond",
    "Maria",     "Jack",     "Olivia",    "Dennis",    "Heather",   "Jerry",    "Diane",
    "Tyler",     "Julie",    "Aaron",     "Joyce",     "Jose",      "Victoria", "Adam",
    "Ruth",      "Nathan",   "Virginia",  "Henry",     "Lauren",    "Zachary",  "Kelly",
    "Jan",       "Jon",      "Dan",       "Don",       "Tim",       "Tom",      "Marie",
    "Erica",     "José",     "Renée",     "Zoë",       "Xiomara",   "Dmitri",   "Priya",
    "Wei",       "Fatima"};
constexpr std::string_view surnames[] = {
    "Smith",    "Johnson",   "Williams", "Brown",      "Jones",       "Garcia",   "Miller",
    "Davis",    "Rodriguez", "Martinez", "Hernandez",  "Lopez",       "Gonzalez", "Wilson",
    "Anderson", "Thomas",    "Taylor",   "Moore",      "Jackson",     "Martin",   "Lee",
    "Perez",    "Thompson",  "White",    "Harris",     "Sanchez",     "Clark",    "Ramirez",
    "Lewis",    "Robinson",  "Walker",   "Young",      "Allen",       "King",     "Wright",
    "Scott",    "Torres",    "Nguyen",   "Hill",       "Flores",      "Green",    "Adams",
    "Nelson",   "Baker",     "Hall",     "Rivera",     "Campbell",    "Mitchell", "Carter",
    "Roberts",  "O'Brien",   "McDonald", "De La Cruz", "Smith-Jones", "Peña",     "Van Buren"};
constexpr std::string_view starts[] = {
    "Al",  "Ber", "Cor", "Dal", "Els",  "Fen", "Gar", "Hol", "Ing", "Jar", "Kel", "Lor",
    "Mar", "Nor", "Ost", "Pel", "Quin", "Ros", "Sel", "Tor", "Ull", "Ver", "Wen", "Yar",
    "Zim", "Bra", "Cla", "Dru", "Fra",  "Gri", "Kra", "Pre", "Sch", "Ste", "Tra", "Whi"};
constexpr std::string_view middles[] = {"a",  "e",  "i",  "o",  "en", "er",
                                        "in", "an", "el", "ow", "ar", ""};
constexpr std::string_view ends[] = {"son",  "man",  "berg", "ton",  "ley",  "well",
                                     "ford", "ner",  "ski",  "ler",  "ez",   "ing",
                                     "ham",  "mond", "wood", "ster", "lund", "dez"};
constexpr std::string_view street_names[] = {"Main",         "Oak",           "Pine",
                                             "Maple",        "Cedar",         "Elm",
                                             "Washington",   "Lake",          "Hill",
                                             "Walnut",       "Spring",        "North",
                                             "Ridge",        "Church",        "Willow",
                                             "Mill",         "Sunset",        "Railroad",
                                             "Jackson",      "Cherry",        "West",
                                             "South",        "Center",        "Highland",
                                             "Forest",       "River",         "Meadow",
                                             "Chestnut",     "Franklin",      "Lincoln",
                                             "Park",         "Saint Charles", "Martin Luther King",
                                             "Peachtree",    "Fox Run",       "Deer Creek",
                                             "Stone Bridge", "Old Mill",      "Lamar",
                                             "Congress",     "Guadalupe",     "Burnet",
                                             "Bluebonnet",   "Live Oak",      "Pecan",
                                             "Mesquite"};
constexpr std::string_view suffix_words[][2] = {
    {"Street", "St"}, {"Avenue", "Ave"},     {"Drive", "Dr"},   {"Road", "Rd"}, {"Lane", "Ln"},
    {"Court", "Ct"},  {"Boulevard", "Blvd"}, {"Circle", "Cir"}, {"Way", "Way"}, {"Place", "Pl"}};
struct Town {
    std::string_view city, state, zip, area;
};
constexpr Town towns[] = {
    {"Austin", "TX", "787", "512"},          {"Austin", "TX", "787", "737"},
    {"Round Rock", "TX", "786", "512"},      {"San Antonio", "TX", "782", "210"},
    {"Fort Worth", "TX", "761", "817"},      {"Saint Louis", "MO", "631", "314"},
    {"North Las Vegas", "NV", "890", "702"}, {"Georgetown", "TX", "786", "254"}};
constexpr std::string_view domains[] = {"gmail.com",  "gmail.com",   "gmail.com", "yahoo.com",
                                        "yahoo.com",  "hotmail.com", "aol.com",   "outlook.com",
                                        "icloud.com", "comcast.net", "att.net"};
constexpr std::string_view nicks[][2] = {
    {"James", "Jim"},    {"Robert", "Bob"},     {"William", "Bill"},      {"Elizabeth", "Liz"},
    {"Jennifer", "Jen"}, {"Michael", "Mike"},   {"Richard", "Rick"},      {"Thomas", "Tom"},
    {"Patricia", "Pat"}, {"Katherine", "Kate"}, {"Christopher", "Chris"}, {"Daniel", "Dan"},
    {"Joseph", "Joe"},   {"Deborah", "Debbie"}, {"Susan", "Sue"},         {"David", "Dave"},
    {"Samuel", "Sam"}};

template <std::size_t count>
std::string pick(const std::string_view (&list)[count], Chance& chance) {
    return std::string(list[chance.below(count)]);
}

std::string digits(std::size_t count, Chance& chance) {
    std::string out;
    while (out.size() < count) out.push_back(static_cast<char>('0' + chance.below(10)));
    return out;
}

std::string a_surname(Chance& chance) {
    if (chance.one_in(0.45)) return std::string(surnames[chance.zipf(std::size(surnames))]);
    return pick(starts, chance) + pick(middles, chance) + pick(ends, chance);
}

std::string a_given(Chance& chance) { return std::string(givens[chance.zipf(std::size(givens))]); }

Address an_address(Chance& chance, std::string& area) {
    const Town& town = towns[chance.below(std::size(towns))];
    area = town.area;
    Address address;
    std::string street;
    const double kind = static_cast<double>(chance.below(100));
    if (kind < 12) {
        const std::size_t number = 1 + chance.below(120);
        const std::string_view end = number % 100 / 10 == 1 ? "th"
                                     : number % 10 == 1     ? "st"
                                     : number % 10 == 2     ? "nd"
                                     : number % 10 == 3     ? "rd"
                                                            : "th";
        street = std::to_string(number) + std::string(end) + " Street";
    } else if (kind < 15) {
        street = "US Highway " + std::to_string(10 + chance.below(200));
    } else {
        street = kind < 60 ? pick(street_names, chance)
                           : pick(starts, chance) + pick(middles, chance) + pick(ends, chance);
        if (chance.one_in(0.2)) street = (chance.one_in(0.5) ? "North " : "East ") + street;
        street += " " + std::string(suffix_words[chance.zipf(std::size(suffix_words))][0]);
    }
    address.street = std::to_string(1 + chance.below(9999)) + " " + street;
    address.city = town.city;
    address.state = town.state;
    address.zip = std::string(town.zip) + digits(2, chance);
    address.country = "USA";
    return address;
}

std::string an_email(const Somebody& person, Chance& chance) {
    std::string given;
    std::string surname;
    for (const char c : person.given) {
        if (static_cast<unsigned char>(c) < 0x80)
            given.push_back(static_cast<char>(std::tolower(c)));
    }
    for (const char c : person.surname) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            surname.push_back(static_cast<char>(std::tolower(c)));
    }
    std::string local;
    switch (chance.below(4)) {
        case 0:
            local = given + "." + surname + (chance.one_in(0.2) ? "" : digits(4, chance));
            break;
        case 1: local = given.substr(0, 1) + surname + digits(4, chance); break;
        case 2: local = given + digits(6, chance); break;
        default: local = surname + "_" + given + digits(6, chance); break;
    }
    return local + "@" + pick(domains, chance);
}

/// One slip of the hand.
std::string slipped(std::string text, Chance& chance) {
    if (text.size() < 3) return text;
    const std::size_t at = 1 + chance.below(text.size() - 2);
    const bool digit = std::isdigit(static_cast<unsigned char>(text[at])) != 0;
    const char other = digit ? static_cast<char>('0' + chance.below(10))
                             : static_cast<char>('a' + chance.below(26));
    switch (chance.below(4)) {
        case 0: std::swap(text[at], text[at + 1]); break;
        case 1: text[at] = other; break;
        case 2: text.erase(at, 1); break;
        default: text.insert(at, 1, other); break;
    }
    return text;
}

std::string scanned(std::string text, double probability, Chance& chance) {
    constexpr std::string_view misread[][2] = {{"o", "0"},  {"l", "1"},  {"i", "l"}, {"s", "5"},
                                               {"e", "c"},  {"m", "rn"}, {"u", "v"}, {"h", "b"},
                                               {"B", "8"},  {"0", "O"},  {"1", "l"}, {"5", "S"},
                                               {"n", "ri"}, {"a", "o"},  {"t", "f"}, {"g", "q"}};
    std::string out;
    for (const char c : text) {
        bool done = false;
        for (const auto& [from, to] : misread) {
            if (from[0] == c && chance.one_in(probability)) {
                out += to;
                done = true;
                break;
            }
        }
        if (!done) out.push_back(c);
    }
    return out;
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// The same address as somebody else writes it.
std::string respelled(std::string street, Chance& chance) {
    for (const auto& [word, abbreviation] : suffix_words) {
        const std::size_t at = street.rfind(word);
        if (at != std::string::npos && at + word.size() == street.size()) {
            street.replace(at, word.size(), abbreviation);
            if (chance.one_in(0.3)) street += '.';
            break;
        }
    }
    constexpr std::string_view ways[][2] = {
        {" North ", " N "}, {" East ", " E "}, {" Saint ", " St. "}, {"US Highway", "US Hwy"}};
    for (const auto& [word, abbreviation] : ways) {
        const std::size_t at = street.find(word);
        if (at != std::string::npos && chance.one_in(0.7))
            street.replace(at, word.size(), abbreviation);
    }
    return chance.one_in(0.3) ? upper(street) : street;
}

}  // namespace

std::uint64_t Chance::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

std::size_t Chance::zipf(std::size_t end) {
    const double u = static_cast<double>(next() >> 11U) * 0x1p-53;
    const auto at = static_cast<std::size_t>(std::pow(static_cast<double>(end + 1), u)) - 1;
    return std::min(at, end - 1);
}

std::string Somebody::name() const {
    std::string out = given;
    if (!middle.empty()) out += " " + middle;
    out += " " + surname;
    if (!generation.empty()) out += " " + generation;
    return out;
}

std::vector<Somebody> some_people(std::size_t count, std::uint64_t seed) {
    Chance chance(seed);
    std::vector<Somebody> people;
    people.reserve(count);
    std::size_t household = 0;
    Address building;
    std::string building_area;
    while (people.size() < count) {
        ++household;
        Somebody first;
        std::string area;
        first.address = an_address(chance, area);
        if (chance.one_in(0.12)) {
            if (building.street.empty() || chance.one_in(0.05)) {
                building = first.address;
                building_area = area;
            }
            first.address = building;
            area = building_area;
            first.address.unit = "Apt " + std::to_string(1 + chance.below(400));
        }
        first.household = household;
        first.surname = a_surname(chance);
        const std::string landline =
            area + std::to_string(200 + chance.below(700)) + digits(4, chance);
        const std::size_t members = chance.one_in(0.12) ? 2 : 1;
        for (std::size_t i = 0; i < members && people.size() < count; ++i) {
            Somebody person = first;
            person.given = a_given(chance);
            if (i > 0 && chance.one_in(0.1)) {
                person.given = people.back().given;
                people.back().generation = "Sr";
                person.generation = "Jr";
            } else if (i > 0 && person.given == people.back().given) {
                continue;
            }
            if (chance.one_in(0.15))
                person.middle = std::string(1, static_cast<char>('A' + chance.below(26)));
            const bool shared = i > 0 && chance.one_in(0.5);
            person.phone = shared || i == 0
                               ? landline
                               : area + std::to_string(200 + chance.below(700)) + digits(4, chance);
            if (chance.one_in(0.75)) person.email = an_email(person, chance);
            if (i > 0 && chance.one_in(0.2)) person.email = people.back().email;
            people.push_back(std::move(person));
        }
    }
    return people;
}

void put_all(const std::vector<Somebody>& people, CustomerRegister& customers) {
    RawFields fields;
    Id id = 0;
    for (const Somebody& person : people) {
        fields.clear();
        fields.add(Raw::name, person.name());
        fields.add(Raw::street, person.address.street);
        fields.add(Raw::unit, person.address.unit);
        fields.add(Raw::city, person.address.city);
        fields.add(Raw::state, person.address.state);
        fields.add(Raw::zip, person.address.zip);
        fields.add(Raw::phone, person.phone);
        fields.add(Raw::email, person.email);
        customers.put({++id, 0, 1, true, false}, fields.bytes());
    }
    customers.settle();
}

const std::vector<Profile>& profiles() {
    static const std::vector<Profile> all = {
        {"clean",
         {.typo = 0, .nickname = 0, .initial = 0, .moved = 0, .new_phone = 0, .new_email = 0}},
        {"typical", {}},
        {"hasty", {.typo = 0.3, .nickname = 0.1, .moved = 0.1}},
        // Not tuned on.
        {"scanned", {.blank_phone = 1, .blank_email = 1, .typo = 0, .scan = 0.12, .nickname = 0}},
        {"sparse", {.blank_phone = 0.5, .blank_email = 0.7, .blank_address = 0.3, .typo = 0.15}},
        {"name and address",
         {.blank_phone = 1, .blank_email = 1, .blank_address = 0, .typo = 0.5, .moved = 0}},
        {"stale",
         {.typo = 0.1, .nickname = 0.15, .moved = 0.4, .new_phone = 0.3, .new_email = 0.3}}};
    return all;
}

Sought lead_of(const Somebody& person, const Errors& errors, Chance& chance) {
    Somebody somebody = person;
    Sought sought;
    std::string given = somebody.given;
    if (chance.one_in(errors.nickname)) {
        for (const auto& [name, nick] : nicks) {
            if (name == given) given = nick;
        }
    }
    if (chance.one_in(errors.initial)) given = given.substr(0, 1);
    if (chance.one_in(errors.typo)) given = slipped(given, chance);
    if (chance.one_in(errors.typo)) somebody.surname = slipped(somebody.surname, chance);
    if (chance.one_in(0.5)) somebody.middle.clear();
    const std::string end = somebody.generation.empty() ? "" : " " + somebody.generation;
    const std::string middle = somebody.middle.empty() ? "" : " " + somebody.middle;
    sought.name = chance.one_in(errors.turned) ? somebody.surname + end + ", " + given + middle
                                               : given + middle + " " + somebody.surname + end;
    if (chance.one_in(errors.respelled) && chance.one_in(0.4)) sought.name = upper(sought.name);
    std::string area;
    if (chance.one_in(errors.moved)) somebody.address = an_address(chance, area);
    if (!chance.one_in(errors.blank_address)) {
        sought.address = somebody.address;
        if (chance.one_in(errors.respelled))
            sought.address.street = respelled(sought.address.street, chance);
        if (chance.one_in(errors.typo))
            sought.address.street = slipped(sought.address.street, chance);
        if (chance.one_in(errors.typo / 2))
            sought.address.zip = slipped(sought.address.zip, chance);
        if (chance.one_in(errors.typo / 2))
            sought.address.city = slipped(sought.address.city, chance);
        if (!sought.address.unit.empty() && chance.one_in(0.5))
            sought.address.unit = "#" + sought.address.unit.substr(4);
    }
    if (chance.one_in(errors.new_phone))
        somebody.phone = "512" + std::to_string(200 + chance.below(700)) + digits(4, chance);
    if (chance.one_in(errors.new_email)) somebody.email = an_email(somebody, chance);
    if (!chance.one_in(errors.blank_phone)) {
        std::string phone = somebody.phone;
        if (chance.one_in(errors.typo / 2)) phone = slipped(phone, chance);
        if (chance.one_in(errors.respelled) && phone.size() == 10)
            phone = "(" + phone.substr(0, 3) + ") " + phone.substr(3, 3) + "-" + phone.substr(6);
        sought.phones.push_back(phone);
    }
    if (!chance.one_in(errors.blank_email) && !somebody.email.empty()) {
        std::string email = somebody.email;
        if (chance.one_in(errors.typo / 2)) email = slipped(email, chance);
        sought.emails.push_back(chance.one_in(0.2) ? upper(email) : email);
    }
    if (errors.scan > 0) {
        sought.name = scanned(sought.name, errors.scan, chance);
        sought.address.street = scanned(sought.address.street, errors.scan, chance);
        sought.address.city = scanned(sought.address.city, errors.scan, chance);
        sought.address.zip = scanned(sought.address.zip, errors.scan, chance);
    }
    if (chance.one_in(errors.blank_name)) sought.name.clear();
    return sought;
}

Somebody stranger(const std::vector<Somebody>& people, Chance& chance) {
    Somebody person = people[chance.below(people.size())];
    std::string area;
    switch (chance.below(4)) {
        case 0: {
            // Another member of the household.
            const std::string before = person.given;
            while (person.given == before) person.given = a_given(chance);
            person.email = an_email(person, chance);
            person.middle.clear();
            break;
        }
        case 1:
            // A namesake elsewhere.
            person.address = an_address(chance, area);
            person.phone = area + std::to_string(200 + chance.below(700)) + digits(4, chance);
            person.email = an_email(person, chance);
            break;
        case 2:
            // Who moved in.
            person.given = a_given(chance);
            person.surname = a_surname(chance);
            person.phone = "512" + std::to_string(200 + chance.below(700)) + digits(4, chance);
            person.email = an_email(person, chance);
            break;
        default:
            // Nobody of them.
            person = {};
            person.given = a_given(chance);
            person.surname = a_surname(chance);
            person.address = an_address(chance, area);
            person.phone = area + std::to_string(200 + chance.below(700)) + digits(4, chance);
            person.email = an_email(person, chance);
            break;
    }
    return person;
}

}  // namespace leadloom::testing
