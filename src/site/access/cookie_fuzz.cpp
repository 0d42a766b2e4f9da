// Cookie fields and what is sealed in them, as they come from anyone.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "auth/seal.hpp"
#include "http/cookie.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  http::Request request;
  request.fields.emplace_back("cookie", text);
  const auto value = http::cookie(request, "vitrine");
  if (!value.empty() && text.find(value) == std::string_view::npos) std::abort();
  static const auth::SealingKey key{.id = "k", .secret = "a secret of the fuzzer"};
  if (auth::unseal(key, "session", text) || auth::unseal(key, "session", value)) std::abort();  // forged
  const auto sealed = auth::seal(key, "session", text);
  if (size < 8 * 1024 && auth::unseal(key, "session", sealed) != text) std::abort();
  return 0;
}
