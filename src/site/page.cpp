#include "site/page.hpp"

namespace vitrine::site {

const std::vector<FormatInfo>& formats() {
  static const std::vector<FormatInfo> all{
      {Format::html, "", "text/html; charset=utf-8", "Page"},
      {Format::json, "json", "application/json", "JSON"},
      {Format::text, "txt", "text/plain; charset=utf-8", "Plain text"},
  };
  return all;
}

}  // namespace vitrine::site
