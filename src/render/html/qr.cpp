#include "render/html/qr.hpp"

#include <qrencode.h>

#include <memory>

#include "render/common/escape.hpp"

namespace vitrine::render::html {

namespace {

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

Code encode(const std::string& text) {
  for (const auto level : {QR_ECLEVEL_M, QR_ECLEVEL_L}) {
    Code code(QRcode_encodeString8bit(text.c_str(), 0, level), QRcode_free);
    if (code) return code;
  }
  return {nullptr, QRcode_free};
}

/// The dark modules as one path: runs within each row.
std::string modules(const QRcode& code, int margin) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    const auto* row = code.data + static_cast<std::ptrdiff_t>(y) * code.width;
    for (int x = 0; x < code.width; ++x) {
      const int begin = x;
      while (x < code.width && (row[x] & 1U) != 0) ++x;
      if (x > begin) {
        path += "M" + std::to_string(begin + margin) + " " + std::to_string(y + margin) + "h" +
                std::to_string(x - begin) + "v1h-" + std::to_string(x - begin) + "z";
      }
    }
  }
  return path;
}

}  // namespace

std::string qr_svg(std::string_view url, std::string_view name) {
  constexpr int kMargin = 4;        // modules, as the standard requires
  constexpr int kPixelsModule = 8;  // pixels per module in the requested size
  const auto code = encode(std::string(url));
  const auto size = std::to_string((code ? code->width : 0) + 2 * kMargin);
  const auto pixels = std::to_string(((code ? code->width : 0) + 2 * kMargin) * kPixelsModule);
  auto title = escaped(name);
  if (!title.empty()) title += " – ";
  title += escaped(url);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + pixels + "\" height=\"" + pixels +
         "\" viewBox=\"0 0 " + size + " " + size +
         "\" role=\"img\" aria-labelledby=\"title\" shape-rendering=\"crispEdges\">\n<title id=\"title\">" +
         title + "</title>\n<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size +
         "H0z\"/>\n<path fill=\"#000\" d=\"" + (code ? modules(*code, kMargin) : std::string{}) +
         "\"/>\n</svg>\n";
}

}  // namespace vitrine::render::html
