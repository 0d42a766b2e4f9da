#include "render/html/frame.hpp"

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "render/common/escape.hpp"

namespace vitrine::render::html {

namespace {

/// A sheet of paper in a frame, as a data URI (RFC 2397).
const std::string& favicon() {
  static const auto uri =
      "data:image/svg+xml;base64," +
      base::base64(
          "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><path fill='#245' d='M4 2h24v28H4z'/>"
          "<path fill='#fff' d='M7 5h18v22H7z'/><path fill='#245' d='M10 9h8v3h-8zM10 15h12v1.5H10zM10 "
          "19h12v1.5H10zM10 23h7v1.5h-7z'/></svg>");
  return uri;
}

}  // namespace

HtmlPage html_frame(const Frame& frame, const Theme& theme, const std::string& css) {
  HtmlPage page;
  auto& out = page.html;
  out.reserve(css.size() + frame.head.size() + frame.body.size() + 1024);
  out += "<!doctype html>\n<html lang=\"" + escaped(frame.language) + "\" dir=\"" +
         std::string(frame.direction) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n<title>" +
         escaped(frame.title) + "</title>\n";
  out += "<meta name=\"color-scheme\" content=\"light dark\">\n";
  out += "<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"" + theme.paper_light +
         "\">\n";
  out += "<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"" + theme.paper_dark +
         "\">\n";
  out.append("<link rel=\"icon\" href=\"").append(favicon()).append("\">\n").append(frame.head);
  out.append("<style>").append(css).append("</style>\n</head>\n<body class=\"theme-").append(theme.name);
  out.append("\">\n").append(frame.body).append("</body>\n</html>\n");
  // A page without scripts does not need connect-src, but auditors fetch robots.txt under this policy.
  page.content_security_policy =
      "default-src 'none'; img-src https: http: data:; connect-src 'self'; style-src 'sha256-" +
      base::base64(base::as_bytes(base::sha256(css))) +
      "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return page;
}

}  // namespace vitrine::render::html
