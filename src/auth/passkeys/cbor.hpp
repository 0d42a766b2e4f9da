#pragma once
// Reads CBOR (RFC 8949), in the part of it that authenticators write: CTAP2's canonical form, without tags
// and indefinite lengths.

#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine::auth::passkeys {

/// The number that at most 8 bytes give, the most significant first (network byte order).
std::uint64_t big_endian(std::string_view bytes);

/// Reads items one after the other. It allocates nothing, whatever lengths the bytes declare. After a call
/// that returns nothing or false, the reader's place is undefined. The bytes must outlive it.
class CborReader {
 public:
  explicit CborReader(std::string_view bytes) : rest_(bytes) {}

  /// The number of pairs of a map; its keys and values are the next items.
  std::optional<std::uint64_t> map();
  /// Both from -2^63 to 2^63 - 1.
  std::optional<std::int64_t> integer();
  std::optional<std::string_view> byte_string();
  /// The bytes of a text; UTF-8 is not checked.
  std::optional<std::string_view> text();

  /// Passes over one item with everything in it. False if it is malformed or nested more than 8 deep.
  bool skip();

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }
  /// The bytes that were not read yet.
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  struct Head {
    unsigned major = 0;
    std::uint64_t value = 0;
  };
  std::optional<Head> head();
  std::optional<std::uint64_t> head_of(unsigned major);
  std::optional<std::string_view> take(std::optional<std::uint64_t> length);
  bool skip(int depth);

  std::string_view rest_;
};

}  // namespace vitrine::auth::passkeys
