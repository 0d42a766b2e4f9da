#pragma once
// Writes pages as PDF content streams. Marked content ties each piece of text to the structure tree.

#include <string>
#include <vector>

#include "render/pdf/fonts.hpp"
#include "render/pdf/layout/layout.hpp"

namespace vitrine::render::pdf {

struct LinkArea {
  double left = 0, top = 0, right = 0, bottom = 0;  ///< points from the page's top left corner
  std::size_t element = 0;
  std::string url, text;
};

struct PageStream {
  std::string content;
  std::vector<std::size_t> owners;  ///< element of each marked content, by its number (MCID)
  std::vector<LinkArea> links;
};

/// Writes all pages. Sets the kids of the elements of `content`, and the used glyphs of `fonts`.
std::vector<PageStream> page_streams(const Layout& layout, Content& content, const Design& design,
                                     Fonts& fonts);

}  // namespace vitrine::render::pdf
