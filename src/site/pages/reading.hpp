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

/// What an address asks for. `slug` "" is the CV at "/"; `language` "" leaves it to Accept-Language.
struct Wanted {
  std::string slug;
  std::string language;
  std::string variant;   ///< "": none
  std::string audience;  ///< "": as the visitor may
  std::optional<Format> format;
  bool has_unknown_suffix = false;            ///< whether the address asks for a format that there is not
  std::string under;                          ///< of a share link: "/s/…"
  bool is_single = false;                     ///< of a share link: whether it leads to one language alone
  std::shared_ptr<const Published> document;  ///< the CV, where it has been looked up already
};

/// Safe to use from any thread.
class Reading {
 public:
  explicit Reading(const Services& services) : services_(services) {}

  /// Routes of the CVs; those under them that are fixed must have been added before.
  void add_to(Routes& routes);

  /// The page that is wanted. What the visitor may not see is answered as what there is not.
  boost::asio::awaitable<http::Response> show(const RequestContext& context, Wanted wanted);

 private:
  void add_pages(Routes& routes, const std::string& base);

  const Services& services_;
};

}  // namespace vitrine::site
