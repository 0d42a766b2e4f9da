#pragma once
// The CV's pages, at their own URLs and behind share links.

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "site/answers/page.hpp"
#include "site/context/request_context.hpp"
#include "site/documents/published.hpp"

namespace vitrine::site {

/// The content that an address requests. `slug` "" is the CV at "/"; with `language` "", Accept-Language
/// decides.
struct Wanted {
  std::string slug;
  std::string language;
  std::string variant;   ///< "": none
  std::string audience;  ///< "": the visitor's default
  std::optional<Format> format;
  bool has_unknown_suffix = false;            ///< whether the address has the suffix of an unknown format
  std::string under;                          ///< for a share link: "/s/…"
  bool is_single = false;                     ///< for a share link: whether it is for one language only
  std::shared_ptr<const Published> document;  ///< the CV, if it has been looked up already
};

/// Safe to use from any thread.
class Reading {
 public:
  explicit Reading(const Services& services) : services_(services) {}

  /// Adds the routes of the CVs; add fixed routes below them before.
  void add_to(Routes& routes);

  /// The requested page. For content that the visitor may not see, it answers as if it did not exist.
  boost::asio::awaitable<http::Response> show(const RequestContext& context, Wanted wanted);

 private:
  void add_pages(Routes& routes, const std::string& base);

  const Services& services_;
};

}  // namespace vitrine::site
