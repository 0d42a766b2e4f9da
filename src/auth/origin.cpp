#include "auth/origin.hpp"

namespace vitrine::auth {

bool is_own_page(const Whence& whence) {
  if (!whence.fetch_site.empty() && whence.fetch_site != "same-origin" && whence.fetch_site != "none")
    return false;
  if (whence.origin.empty()) return !whence.fetch_site.empty();
  if (whence.origin == whence.public_url) return true;
  const auto scheme = whence.origin.find("://");
  return scheme != std::string_view::npos && !whence.host.empty() &&
         whence.origin.substr(scheme + 3) == whence.host;
}

}  // namespace vitrine::auth
