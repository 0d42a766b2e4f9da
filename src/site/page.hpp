#pragma once
// One rendered page, as it goes out: bytes, coding, validators. Immutable once made.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"

namespace vitrine::site {

/// The forms in which a CV can be had.
enum class Format { html, pdf, json, text };

/// All formats, with what a client calls them.
struct FormatInfo {
  Format format;
  std::string_view suffix;      ///< of an address, without the dot; "" for the page itself
  std::string_view media_type;  ///< value of Content-Type
  std::string_view label;       ///< for a person
};
const std::vector<FormatInfo>& formats();

/// Everything that decides a page's bytes beside the document itself.
struct PageKey {
  Format format = Format::html;
  std::string language;             ///< one of the document's, in its spelling
  std::string variant;              ///< one of the document's; empty: none
  std::string audience = "public";  ///< what the reader may see
  bool is_home = false;             ///< whether the CV is also the one at "/"

  friend auto operator<=>(const PageKey&, const PageKey&) = default;
};

/// One coding of a page's content, with the strong validator of exactly these bytes (RFC 9110 section 8.8.3).
struct Representation {
  std::shared_ptr<const std::string> body;
  std::string etag;  ///< with its quotes
};

class Page {
 public:
  /// `fields` are the header fields of this page besides the validators; `status` is 200 but for a page that
  /// could not be made and says why.
  Page(std::string body, std::vector<std::pair<std::string, std::string>> fields, unsigned status = 200);

  /// The answer to a GET of this page (200, or 304 by If-None-Match), in the coding that the client prefers.
  [[nodiscard]] http::Response answer(const http::Request& request) const;

  /// Memory that the page holds, in bytes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  unsigned status_;
  Representation identity_;
  Representation gzip_;  ///< no body where it would not be smaller
};

}  // namespace vitrine::site
