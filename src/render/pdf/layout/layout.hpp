#pragma once
// Places blocks on pages.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "render/pdf/layout/design.hpp"
#include "render/pdf/layout/model.hpp"
#include "render/pdf/layout/type.hpp"

namespace vitrine::render::pdf {

/// A line of text at its position. Points from the page's top left corner.
struct Placed {
  const Line* line = nullptr;
  const Paragraph* paragraph = nullptr;
  double x = 0, baseline = 0;
};

/// A filled rectangle: rules and bars.
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  Colour colour;
};

struct PhotoArea {
  double x = 0, y = 0, side = 0;
};

struct Landmark {
  std::string title;
  double y = 0;
};

struct Sheet {
  std::vector<Placed> lines;
  std::vector<Box> boxes;
  std::vector<Landmark> landmarks;
};

struct Limits {
  std::size_t pages = 50;
  double seconds = 5;                   ///< time limit for layout
  std::size_t paragraph_bytes = 16384;  ///< limit for one paragraph
};

/// All pages. Owns everything that the sheets point to, except the content.
struct Layout {
  std::vector<Sheet> sheets;
  std::vector<std::unique_ptr<Lines>> owned;
  std::vector<std::unique_ptr<Paragraph>> headers;  ///< of the repeated headers
  std::vector<Placed> header_lines;                 ///< two for each page from the second on
  PhotoArea photo;                                  ///< on the first page, if the content has a photo
};

/// Lays the content out. Returns `too_large` with the section and the field's pointer (as in cv::Text) if a
/// limit is reached. The content must outlive the result.
Result<Layout> lay_out(Content& content, const Design& design, const Typesetter& typesetter,
                       const Limits& limits);

}  // namespace vitrine::render::pdf
