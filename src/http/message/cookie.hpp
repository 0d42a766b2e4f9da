#pragma once
// Cookies (RFC 6265).

#include <chrono>
#include <string>
#include <string_view>

#include "http/message/message.hpp"

namespace vitrine::http {

/// The value of the cookie with that name (section 5.4), as a view into the request. "" if there is none, or
/// if there are several different ones: another party has set one of them.
std::string_view cookie(const Request& request, std::string_view name);

/// A cookie for this host only, hidden from scripts, and sent by other sites with navigation only.
struct NewCookie {
  std::string name;  ///< begins with `__Host-` if `is_secure` (RFC 6265bis section 4.1.3.2)
  std::string value;
  std::chrono::seconds lifetime{0};  ///< 0: the browser deletes it at once
  bool is_secure = false;
};

/// Value of Set-Cookie.
std::string set_cookie(const NewCookie& cookie);

}  // namespace vitrine::http
