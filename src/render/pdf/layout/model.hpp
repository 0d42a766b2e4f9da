#pragma once
// The model of a PDF before layout: styled text in blocks, and the structure tree for screen readers (ISO
// 32000-1 section 14.8).

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "render/common/colour.hpp"
#include "render/pdf/file/photo.hpp"

namespace vitrine::render::pdf {

/// Points (1/72 inch) in a millimetre: the design files use millimetres, all code uses points.
inline constexpr double kMillimetre = 72.0 / 25.4;

struct TextStyle {
  double size = 10;  ///< points
  bool bold = false, italic = false, mono = false;
  Colour colour;
};

/// A kid of a structure element, as the page's stream identifies it (section 14.7.4).
struct Kid {
  enum class Kind { element, content, annotation } kind = Kind::element;
  std::size_t index = 0;  ///< index of the element, the marked content on its page, or the link
  std::size_t page = 0;
};

/// An element of the structure tree. The first is the document.
struct Element {
  std::string tag;          ///< "H1", "P", "LI" …
  std::string language;     ///< BCP 47 tag; empty: the parent's
  std::string alternative;  ///< alternative text of a figure
  std::size_t parent = 0;
  std::vector<Kid> kids;
  bool is_attached = false;  ///< whether the parent already has it among its kids
};

/// A run of text with one style that belongs to one element.
struct Span {
  std::string text;
  TextStyle style;
  std::size_t element = 0;
  std::string url;        ///< empty: no link
  bool is_pill = false;   ///< is drawn in its own frame
  bool is_whole = false;  ///< stays on one line
  bool is_gap = false;    ///< separates two items in a line; not drawn where a line ends between them
  std::string source;     ///< JSON Pointer of its field; empty: none
};

enum class Align { start, centre, end };

struct Paragraph {
  std::vector<Span> spans;
  Align align = Align::start;
  bool is_rtl = false;
  std::string language;
  double leading = 1.4;  ///< height of a line, relative to its largest size
};

enum class Rule { none, above, thick, below, sides, around };

/// One paragraph and the text beside it, or a row of cells.
struct Block {
  Paragraph main;
  Paragraph beside;  ///< a date or the marker of a list; no spans: nothing
  bool beside_at_end = false;
  double beside_width = 0;  ///< points, including the gap; reduces the width of `main`
  double indent = 0;        ///< points, at the start
  double before = 0;        ///< points of white space above
  bool keep_with_next = false;
  std::size_t group = 0;  ///< blocks of one group stay on one page if they fit; 0: no group
  bool has_bar = false;   ///< a line along the start of the group
  Rule rule = Rule::none;
  std::string outline;                    ///< title in the document's outline; empty: not listed
  std::vector<std::vector<Block>> cells;  ///< equal columns that stay together; empty: a paragraph
};

/// A document ready for layout.
struct Content {
  std::vector<Element> elements;
  std::vector<Block> masthead, body, aside;
  std::string name, title, language;
  bool is_rtl = false;
  std::optional<Photo> photo;  ///< in the masthead
  std::size_t figure = 0;      ///< structure element of the photo
};

}  // namespace vitrine::render::pdf
