#include "auth/passkeys/cbor.hpp"

namespace vitrine::auth::passkeys {

namespace {

// Major types, RFC 8949 section 3.1.
constexpr unsigned kUnsigned = 0;
constexpr unsigned kNegative = 1;
constexpr unsigned kByteString = 2;
constexpr unsigned kText = 3;
constexpr unsigned kArray = 4;
constexpr unsigned kMap = 5;
constexpr unsigned kTag = 6;

constexpr int kMaxCborDepth = 8;

}  // namespace

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t out = 0;
  for (const char byte : bytes) out = out << 8U | static_cast<unsigned char>(byte);
  return out;
}

std::optional<CborReader::Head> CborReader::head() {
  constexpr unsigned kOneByte = 24;  // from here on the argument follows in 1, 2, 4 or 8 bytes
  constexpr unsigned kEightBytes = 27;
  if (rest_.empty()) return std::nullopt;
  const unsigned first = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  const auto argument = first & 0x1FU;
  Head out{.major = first >> 5U, .value = argument};
  if (argument < kOneByte) return out;
  if (argument > kEightBytes) return std::nullopt;  // reserved, or an indefinite length
  const auto length = std::size_t{1} << (argument - kOneByte);
  if (rest_.size() < length) return std::nullopt;
  out.value = big_endian(rest_.substr(0, length));
  rest_.remove_prefix(length);
  return out;
}

std::optional<std::uint64_t> CborReader::head_of(unsigned major) {
  const auto found = head();
  return found && found->major == major ? std::optional(found->value) : std::nullopt;
}

std::optional<std::string_view> CborReader::take(std::optional<std::uint64_t> length) {
  if (!length || *length > rest_.size()) return std::nullopt;
  const auto out = rest_.substr(0, *length);
  rest_.remove_prefix(*length);
  return out;
}

std::optional<std::uint64_t> CborReader::map() {
  return head_of(kMap);
}

std::optional<std::int64_t> CborReader::integer() {
  const auto found = head();
  if (!found || found->major > kNegative || found->value > INT64_MAX) return std::nullopt;
  const auto value = static_cast<std::int64_t>(found->value);
  return found->major == kUnsigned ? value : -1 - value;
}

std::optional<std::string_view> CborReader::byte_string() {
  return take(head_of(kByteString));
}

std::optional<std::string_view> CborReader::text() {
  return take(head_of(kText));
}

bool CborReader::skip() {
  return skip(0);
}

bool CborReader::skip(int depth) {
  const auto found = head();
  if (!found || found->major == kTag || depth > kMaxCborDepth) return false;
  if (found->major == kByteString || found->major == kText) return take(found->value).has_value();
  if (found->major != kArray && found->major != kMap) return true;
  // Each item has a byte at least, so a count that is too large ends with the bytes.
  for (auto left = found->value; left > 0; --left) {
    if (!skip(depth + 1) || (found->major == kMap && !skip(depth + 1))) return false;
  }
  return true;
}

}  // namespace vitrine::auth::passkeys
