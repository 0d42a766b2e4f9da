#pragma once
// The relying party of passkeys: the domain that they are made for.

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::site {

struct RelyingParty {
  std::string id;      ///< a domain
  std::string origin;  ///< of the pages that ask for passkeys
};

/// The relying party of a site at `public_url`, a scheme and an authority. A loopback address is no valid
/// domain, so its pages are those of `localhost`. Nothing if browsers give such a site no passkeys: at any
/// other address, and without https except on localhost.
std::optional<RelyingParty> relying_party(std::string_view public_url);

/// Whether the host of an authority is an address instead of a name: no page there can use passkeys.
bool is_address(std::string_view authority);

}  // namespace vitrine::site
