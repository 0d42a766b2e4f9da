#pragma once
// Which URLs a sign-in may use.

#include <string>

namespace vitrine::auth {

/// Whether `url` is an absolute address to which secrets and keys may be sent: https, or http on this machine
/// (see net::is_loopback()); at most 2048 bytes of printable ASCII, without user, password or fragment.
bool is_web_address(const std::string& url);

}  // namespace vitrine::auth
