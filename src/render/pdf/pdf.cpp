#include "render/pdf/pdf.hpp"

#include <optional>
#include <utility>

#include "cv/view/outline.hpp"
#include "render/pdf/file.hpp"
#include "render/pdf/file/photo.hpp"
#include "render/pdf/fonts.hpp"
#include "render/pdf/layout/content.hpp"
#include "render/pdf/layout/design.hpp"
#include "render/pdf/layout/layout.hpp"
#include "render/pdf/layout/type.hpp"
#include "render/pdf/metadata.hpp"
#include "render/pdf/stream.hpp"

namespace vitrine::render {

Result<std::string> pdf_page(const cv::View& view, const PdfOptions& options) {
  const auto outline = cv::outline(view);
  const auto design = pdf::design(view.theme, options.page);
  std::optional<pdf::Photo> photo;
  if (!outline.basics.image.empty()) {
    if (auto read = pdf::photo(outline.basics.image)) {
      photo = std::move(*read);
    } else if (options.notices != nullptr) {
      options.notices->push_back(read.error().message);
    }
  }
  auto content = pdf::content(outline, design, std::move(photo));
  const pdf::Typesetter typesetter(design.font, outline.language);
  auto layout =
      pdf::lay_out(content, design, typesetter, {.pages = options.max_pages, .seconds = options.max_seconds});
  if (!layout) return layout.error();
  pdf::Fonts fonts;
  const auto pages = pdf::page_streams(*layout, content, design, fonts);
  return pdf::file({.content = content,
                    .layout = *layout,
                    .design = design,
                    .fonts = fonts,
                    .pages = pages,
                    .date = pdf::pdf_date(options.saved_at),
                    .metadata = pdf::xmp(content, options.saved_at),
                    .producer = pdf::producer(),
                    .profile = pdf::srgb_profile(),
                    .source = cv::json_resume(view)});
}

}  // namespace vitrine::render
