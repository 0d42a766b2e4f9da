#include "auth/policy/origin.hpp"

namespace vitrine::auth {

bool is_own_page(const Whence& whence) {
  if (!whence.fetch_site.empty() && whence.fetch_site != "same-origin" && whence.fetch_site != "none")
    return false;
  // A page with the referrer policy no-referrer, as ours with secrets in their addresses are, sends "null".
  const bool says_nothing = whence.origin.empty() || whence.origin == "null";
  if (says_nothing) return !whence.fetch_site.empty();
  if (whence.origin == whence.public_url) return true;
  const auto scheme = whence.origin.find("://");
  return scheme != std::string_view::npos && !whence.host.empty() &&
         whence.origin.substr(scheme + 3) == whence.host;
}

}  // namespace vitrine::auth
