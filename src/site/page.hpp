#pragma once
// One rendered page, as it goes out: bytes, coding, validators. Immutable once made.

#include <string>
#include <string_view>
#include <vector>

#include "http/resource.hpp"

namespace vitrine::site {

/// The forms in which a CV can be had.
enum class Format { html, json, text };

/// All formats, with what a client calls them.
struct FormatInfo {
  Format format;
  std::string_view suffix;      ///< of an address, without the dot; "" for the page itself
  std::string_view media_type;  ///< value of Content-Type
  std::string_view label;       ///< for a person
};
const std::vector<FormatInfo>& formats();

/// Everything that decides a page's bytes beside the document itself.
struct PageKey {
  Format format = Format::html;
  std::string language;             ///< one of the document's, in its spelling
  std::string variant;              ///< one of the document's; empty: none
  std::string audience = "public";  ///< what the reader may see
  bool is_home = false;             ///< whether the CV is also the one at "/"

  friend auto operator<=>(const PageKey&, const PageKey&) = default;
};

/// A page as it goes out.
using Page = http::Resource;

}  // namespace vitrine::site
