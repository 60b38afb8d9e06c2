#include "leadloom/customers/record.hpp"

namespace leadloom {

namespace {

void put_number(std::string& bytes, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    bytes.push_back(static_cast<char>(value));
}

}  // namespace

void RawFields::add(Raw kind, std::string_view text, Id id) {
    if (text.empty() && kind != Raw::location) return;
    bytes_.push_back(static_cast<char>(kind));
    if (kind == Raw::location) put_number(bytes_, static_cast<std::uint64_t>(id));
    put_number(bytes_, text.size());
    bytes_ += text;
}

}  // namespace leadloom
