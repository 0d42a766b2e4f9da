// Fuzzes sealed text from anyone: text that we have not sealed is never opened.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "auth/policy/seal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine::auth;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const SealingKey key{.id = "k", .secret = "a secret of the fuzzer"};
  if (unseal(key, "session", text)) std::abort();
  constexpr std::size_t kMost = 8192;
  if (size < kMost && unseal(key, "session", seal(key, "session", text)) != text) std::abort();
  return 0;
}
