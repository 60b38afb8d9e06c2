#include "leadloom/document/sha256.hpp"

#include "support.hpp"

using namespace leadloom;

TEST_CASE("sha256 answers the published values", "[document]") {
    const auto [bytes, hash] = GENERATE(table<std::string, std::string>({
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    }));
    CHECK(sha256(bytes) == hash);
}

TEST_CASE("sha256 pads right around the ends of blocks", "[document]") {
    // The lengths where the padding takes a further block, and their neighbours.
    const auto [length, hash] = GENERATE(table<std::size_t, std::string>({
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
        {128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"},
    }));
    CHECK(sha256(std::string(length, 'a')) == hash);
}

TEST_CASE("the shipped agreements are hashed by their text", "[document]") {
    for (const Partner& partner : shipped_catalog().partners) {
        CHECK(partner.agreement.sha256 == sha256(partner.agreement.text));
        CHECK(partner.agreement.sha256.size() == 64);
    }
}
