#pragma once
// The PDF design of a theme: the values of its pdf.json, with the document's own choices applied.

#include <string>
#include <vector>

#include "cv/document/settings.hpp"
#include "render/pdf/layout/model.hpp"

namespace vitrine::render::pdf {

/// The place of the photo: above the name, or at one edge with the masthead beside it.
enum class PhotoPlace { above, start, end };

enum class Dates { margin, above, end };

/// Lengths in points. These are the defaults for values that a theme's file leaves out.
struct Design {
  double width = 595.28, height = 841.89;  ///< of the page
  double margin_top = 0, margin_side = 0, margin_bottom = 0;
  std::string font;  ///< "sans", "serif" or "mono"
  double leading = 1.4;
  TextStyle text, soft, name, label, heading, entry, organization, dates_style;
  Colour accent, line;
  bool is_centred = false;
  Rule masthead_rule = Rule::none, heading_rule = Rule::none;
  double heading_before = 0, heading_after = 0, entry_gap = 0;
  bool has_bar = false, has_pills = false;
  Dates dates = Dates::above;
  double date_column = 0;
  bool indent_terms = false;
  int term_columns = 1, short_term_columns = 1;
  PhotoPlace photo_place = PhotoPlace::end;
  double photo_side = 0;
  double photo_round = 0;  ///< radius of the corners, relative to the side: 0.5 is a circle
  double aside_width = 0;
  std::vector<std::string> aside;
  double space = 1;  ///< density
};

/// The design of the theme that `choice` names, for `page` ("A4", "Letter"; empty: the choice's, else the
/// theme's). Throws std::logic_error for a theme with a broken pdf.json, which is a bug in the program's own
/// files.
Design design(const cv::ThemeChoice& choice, const std::string& page);

}  // namespace vitrine::render::pdf
