// Fuzzes rich text of a CV in every form that a format uses: UTF-8 in, UTF-8 out, no control characters in
// text, only our own markup in HTML.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "base/printable.hpp"
#include "render/common/escape.hpp"
#include "render/common/markdown.hpp"
#include "render/text/markdown_source.hpp"

namespace {

using namespace vitrine;

void demand(bool holds) {
  if (!holds) std::abort();
}

void is_text(std::string_view text) {
  demand(!base::find_invalid_utf8(text));
  demand(base::printable(text) == text);
}

void is_markup(std::string_view html) {
  demand(!base::find_invalid_utf8(html));
  demand(html.find("<script") == std::string_view::npos && html.find("<img") == std::string_view::npos);
  for (auto at = html.find(" href=\""); at != std::string_view::npos; at = html.find(" href=\"", at + 1)) {
    const auto url = html.substr(at + 7);
    demand(url.starts_with("http") || url.starts_with("HTTP") ||
           render::safe_url(url.substr(0, url.find('"'))));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (base::find_invalid_utf8(bytes)) return 0;  // the JSON reader accepts only valid UTF-8
  const auto markdown = base::printable(bytes);  // as cv::outline() returns it
  is_markup(render::markdown_blocks(markdown));
  is_markup(render::markdown_inline(markdown));
  is_markup(render::markdown_article(markdown).html);
  is_text(render::markdown_text(markdown));
  is_text(render::markdown_line(markdown));
  is_text(render::text::markdown_source(markdown, "- ", "  "));
  for (const auto& paragraph : render::markdown_paragraphs(markdown)) {
    for (const auto& run : paragraph.runs) {
      is_text(run.text);
      demand(run.url.empty() || render::safe_url(run.url));
    }
  }
  return 0;
}
