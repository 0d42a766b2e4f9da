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

/// The output formats of a CV.
enum class Format { html, pdf, json, text, markdown, docx, vcard, qr };

/// One format: its names for clients, and the function that makes it.
struct FormatInfo {
  Format format;
  std::string_view name;        ///< on the command line
  std::string_view suffix;      ///< suffix of an address, without the dot; "" for the page itself
  std::string_view media_type;  ///< value of Content-Type
  std::string_view label;       ///< shown to people
  /// Makes the file. Pure: the same arguments give the same bytes. Returns `too_large` with the name of the
  /// section.
  Result<std::string> (*write)(const cv::View& view, const render::Addresses& addresses,
                               base::TimePoint saved_at);
  bool needs_address = false;  ///< whether it needs the page's own address
  bool is_costly = false;      ///< whether making it takes so long that other pages must not wait for it
};

/// All formats, for addresses, negotiation, `export` and `build`.
const std::vector<FormatInfo>& formats();

/// The one of that kind.
const FormatInfo& format_info(Format format);

/// Everything besides the document that decides a page's bytes.
struct PageKey {
  Format format = Format::html;
  std::string language;             ///< a language of the document, in its spelling
  std::string variant;              ///< a variant of the document; empty: none
  std::string audience = "public";  ///< audience of the reader
  bool is_home = false;             ///< whether the CV is also the one at "/"
  bool is_guarded = false;          ///< whether only some people may see it, whatever the audience
  std::string under;                ///< for a share link: the prefix of its addresses
  bool is_single = false;           ///< for a share link: whether it is for this language only

  friend auto operator<=>(const PageKey&, const PageKey&) = default;
};

/// A page as it is sent.
using Page = http::Resource;

}  // namespace vitrine::site
