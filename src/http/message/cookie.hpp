#pragma once
// Cookies (RFC 6265).

#include <chrono>
#include <string>
#include <string_view>

#include "http/message/message.hpp"

namespace vitrine::http {

/// The value of the cookie of that name (section 5.4), into the request's own bytes. "" where there is none,
/// and where there are several that differ: somebody else has set one of them.
std::string_view cookie(const Request& request, std::string_view name);

/// A cookie of this host alone that no script sees and that goes along with navigation only.
struct NewCookie {
  std::string name;  ///< begins with `__Host-` where `is_secure` (RFC 6265bis section 4.1.3.2)
  std::string value;
  std::chrono::seconds lifetime{0};  ///< 0: the browser forgets it at once
  bool is_secure = false;
};

/// Value of Set-Cookie.
std::string set_cookie(const NewCookie& cookie);

}  // namespace vitrine::http
