#pragma once
// Checks that a request that changes something comes from the service's own pages (CSRF).

#include <string_view>

namespace vitrine::auth {

/// The origin of a request, as the browser states it.
struct RequestOrigin {
  std::string_view fetch_site;  ///< Sec-Fetch-Site (Fetch Metadata); "" if absent
  std::string_view origin;      ///< Origin (RFC 6454 section 7); "" if absent
  std::string_view host;        ///< Host: the addressed host
  std::string_view public_url;  ///< the service's own origin
};

/// Whether the request comes from the service's own page or directly from the person. False if the browser
/// states nothing: every browser of the last ten years sends one of the two fields.
bool is_own_page(const RequestOrigin& request);

}  // namespace vitrine::auth
