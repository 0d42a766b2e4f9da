#pragma once
// Sealed cookies: encrypted with keys that all instances share.

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/message/cookie.hpp"
#include "site/context/request_context.hpp"

namespace vitrine::site {

/// `text` sealed for that purpose (auth/policy/seal.hpp) with the newest key.
boost::asio::awaitable<Result<std::string>> seal_text(const Services& services, std::string purpose,
                                                      std::string text);

/// The sealed text; nothing if `sealed` is not ours, or its key has expired.
boost::asio::awaitable<Result<std::optional<std::string>>> unseal_text(const Services& services,
                                                                       std::string purpose,
                                                                       std::string_view sealed);

/// The name of a cookie: `stem`, with the prefix `__Host-` if the site uses https.
std::string cookie_name(const SiteOptions& options, std::string_view stem);

/// Value of Set-Cookie; a lifetime of 0 deletes the cookie.
std::string site_cookie(const SiteOptions& options, std::string_view stem, std::string value,
                        std::chrono::seconds lifetime);

}  // namespace vitrine::site
