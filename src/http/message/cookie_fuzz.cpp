// Fuzzes Cookie fields.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/message/cookie.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  vitrine::http::Request request;
  request.fields.emplace_back("cookie", text);
  const auto value = vitrine::http::cookie(request, "vitrine");
  if (!value.empty() && text.find(value) == std::string_view::npos) std::abort();
  return 0;
}
