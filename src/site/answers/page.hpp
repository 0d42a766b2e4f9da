#pragma once
// The output formats of a CV, and the key that identifies a page.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "cv/view/project.hpp"
#include "http/server/resource.hpp"
#include "render/common/page.hpp"

namespace vitrine::site {

/// The forms in which a CV can be had.
enum class Format { html, pdf, json, text, markdown, docx, vcard, qr };

/// One format: what a client calls it, and how it is made.
struct FormatInfo {
  Format format;
  std::string_view name;        ///< on the command line
  std::string_view suffix;      ///< of an address, without the dot; "" for the page itself
  std::string_view media_type;  ///< value of Content-Type
  std::string_view label;       ///< for a person
  /// The file. Pure: the same arguments give the same bytes. `too_large` names the section that is.
  Result<std::string> (*write)(const cv::View& view, const render::Addresses& addresses,
                               base::TimePoint saved_at);
  bool needs_address = false;  ///< whether it is nothing without the page's own address
  bool is_costly = false;      ///< whether making it takes so long that other pages must not wait for it
};

/// All formats: what addresses, negotiation, `export` and `build` offer.
const std::vector<FormatInfo>& formats();

/// The one of that kind.
const FormatInfo& format_info(Format format);

/// Everything that decides a page's bytes beside the document itself.
struct PageKey {
  Format format = Format::html;
  std::string language;             ///< one of the document's, in its spelling
  std::string variant;              ///< one of the document's; empty: none
  std::string audience = "public";  ///< what the reader may see
  bool is_home = false;             ///< whether the CV is also the one at "/"
  bool is_guarded = false;          ///< whether only some may see it, whatever the audience
  std::string under;                ///< of a share link: the path that its addresses begin with
  bool is_single = false;           ///< of a share link: whether it leads to this language alone

  friend auto operator<=>(const PageKey&, const PageKey&) = default;
};

/// A page as it goes out.
using Page = http::Resource;

}  // namespace vitrine::site
