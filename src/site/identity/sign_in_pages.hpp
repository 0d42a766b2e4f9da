#pragma once
// The pages of people who sign in with passkeys: signing in, and making a passkey.

#include <string>
#include <string_view>

#include "http/message/message.hpp"
#include "site/context/request_context.hpp"

namespace vitrine::site {

/// The path of the script of these pages, and the path of the page to make a passkey.
constexpr std::string_view kPasskeyScript = "/sign-in/passkeys.js";
constexpr std::string_view kMakePasskey = "/sign-in/passkey";

/// The page to sign in. It says the same to everyone; only while nobody has a passkey it tells how the first
/// person gets in. `to`: the path behind it.
http::Response sign_in_page(const http::Request& request, const Services& services, std::string_view to,
                            bool has_passkeys);

/// The page that offers to make a passkey, and then shows recovery codes.
http::Response make_passkey_page(const RequestContext& context, const Services& services,
                                 std::string_view to);

http::Response passkey_script();

}  // namespace vitrine::site
