#pragma once
// The frame of all pages: head, style sheet, content security policy.

#include <string>
#include <string_view>

#include "render/common/theme.hpp"
#include "render/html/html.hpp"

namespace vitrine::render::html {

struct Frame {
  std::string_view language = "en";
  std::string_view direction = "ltr";
  std::string_view title;
  std::string head;  ///< HTML of further elements of <head>
  std::string body;  ///< HTML
};

/// The whole document in the design of `theme`, with `css` as its style sheet.
HtmlPage html_frame(const Frame& frame, const Theme& theme, const std::string& css);

}  // namespace vitrine::render::html
