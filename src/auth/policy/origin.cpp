#include "auth/policy/origin.hpp"

namespace vitrine::auth {

bool is_own_page(const RequestOrigin& request) {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none")
    return false;
  // A page with the referrer policy no-referrer sends "null"; our pages with secrets in their addresses do
  // so.
  const bool says_nothing = request.origin.empty() || request.origin == "null";
  if (says_nothing) return !request.fetch_site.empty();
  if (request.origin == request.public_url) return true;
  const auto scheme = request.origin.find("://");
  return scheme != std::string_view::npos && !request.host.empty() &&
         request.origin.substr(scheme + 3) == request.host;
}

}  // namespace vitrine::auth
