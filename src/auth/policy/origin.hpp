#pragma once
// Checks that a request that changes something comes from the service's own pages (CSRF).

#include <string_view>

namespace vitrine::auth {

/// What a browser says of where a request comes from.
struct RequestOrigin {
  std::string_view fetch_site;  ///< Sec-Fetch-Site (Fetch Metadata); "" where there is none
  std::string_view origin;      ///< Origin (RFC 6454 section 7); "" where there is none
  std::string_view host;        ///< Host: whom it was sent to
  std::string_view public_url;  ///< the service's own origin
};

/// Whether it is the service's own page, or the person's own doing. Where the browser says nothing at all
/// the answer is no: each that keeps cookies and is not older than ten years says one of the two.
bool is_own_page(const RequestOrigin& request);

}  // namespace vitrine::auth
