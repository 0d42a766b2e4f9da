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
enum class Format { html, json, text };

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

/// A page in every coding that makes it smaller.
class Page {
 public:
  /// `fields` are the header fields of this page besides the validators.
  Page(std::string body, const http::Fields& fields);

  /// The answer to a GET of this page, in the coding that the client prefers: 200; 304 or 412 by its
  /// conditions; 206 or 416 where it asks for a part and the page gives parts.
  [[nodiscard]] http::Response answer(const http::Request& request) const;

  /// Memory that the page holds, in bytes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Coded {
    std::string_view coding;  ///< as in Content-Encoding; "identity"
    std::shared_ptr<const http::Representation> representation;
  };
  [[nodiscard]] const Coded& choose(std::string_view accept_encoding) const;

  std::vector<Coded> coded_;  ///< the best first, identity last
};

}  // namespace vitrine::site
