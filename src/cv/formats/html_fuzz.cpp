// Fuzzes HTML of rich-text editors, as documents of other programs contain it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "cv/formats/html_to_markdown.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  if (base::find_invalid_utf8(html)) return 0;  // the JSON reader accepts only valid UTF-8
  const auto markdown = cv::formats::html_to_markdown(html);
  constexpr std::size_t kMostGrowth = 64;  // factor for a tag, an entity or an escaped character
  if (base::find_invalid_utf8(markdown) || markdown.size() > (html.size() + 1) * kMostGrowth) std::abort();
  return 0;
}
