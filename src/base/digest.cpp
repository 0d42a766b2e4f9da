#include "base/digest.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace vitrine::base {

namespace {

/// The six bits of a character in base64url's alphabet; nothing for any other.
std::optional<unsigned> six_bits(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a') + 26U;
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 52U;
  if (c == '-') return 62U;
  if (c == '_') return 63U;
  return std::nullopt;
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
  Sha256 digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no SHA-256");
  }
  return digest;
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // OpenSSL appends a NUL
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.pop_back();
  return out;
}

std::string base64url(std::string_view bytes) {
  auto out = base64(bytes);
  while (out.ends_with('=')) out.pop_back();
  for (char& c : out) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  return out;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  unsigned pending = 0;  // the lowest `count` bits do not fill a byte yet
  unsigned count = 0;
  for (const char c : text) {
    const auto bits = six_bits(c);
    if (!bits) return std::nullopt;
    pending = (pending << 6U) | *bits;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((pending >> count) & 0xFFU);
    pending &= (1U << count) - 1U;
  }
  if (pending != 0) return std::nullopt;
  return out;
}

std::optional<std::string> base64url_decode_padded(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const auto length = text.find_last_not_of('=') + 1;  // 0 if there is nothing else
  if (text.size() - length > 2) return std::nullopt;
  return base64url_decode(text.substr(0, length));
}

std::string_view as_bytes(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace vitrine::base
