#include "leadloom/text/base64.hpp"

#include "support.hpp"

using leadloom::text::base64_decoded;

TEST_CASE("the vectors of RFC 4648", "[text]") {
    const auto [coded, bytes] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {"Zg==", "f"},
        {"Zm8=", "fo"},
        {"Zm9v", "foo"},
        {"Zm9vYg==", "foob"},
        {"Zm9vYmE=", "fooba"},
        {"Zm9vYmFy", "foobar"},
        {"Zm9vYg", "foob"},
        {"+/+/", "\xFB\xFF\xBF"},
    }));
    CHECK(base64_decoded(coded) == bytes);
}

TEST_CASE("what is no Base64 is nothing", "[text]") {
    const auto coded = GENERATE(as<std::string>{}, "Z", "Zg=", "Zm9v=", "====", "Zg==Zg==", "Zm 9v",
                                "-_-_", "Zh==", "Zm9=", "Zm9v\n", "Zm9vZ");
    INFO(coded);
    CHECK_FALSE(base64_decoded(coded).has_value());
}
