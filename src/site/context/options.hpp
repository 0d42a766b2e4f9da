#pragma once
// The operator's settings of a site.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "auth/policy/visitor.hpp"
#include "auth/tokens/alb.hpp"
#include "auth/tokens/oidc.hpp"
#include "base/time.hpp"
#include "http/message/client_address.hpp"
#include "http/message/local_names.hpp"
#include "net/link_check.hpp"
#include "site/answers/static_files.hpp"
#include "site/documents/catalog.hpp"

namespace vitrine::site {

/// The way people sign in.
enum class AuthMode {
  local,  ///< by a link from the console
  oidc,   ///< at an OpenID provider
  alb,    ///< at an AWS load balancer in front of the service, with Cognito
};
constexpr std::array<std::string_view, 3> kAuthNames{"local", "oidc", "alb"};

struct AccountOptions {
  AuthMode mode = AuthMode::local;
  std::optional<auth::Access> access;              ///< nothing: the owner's setting, at first public
  std::vector<std::string> owners;                 ///< e-mail addresses, in lower case
  std::optional<auth::tokens::OidcSettings> oidc;  ///< checked; for AuthMode::oidc
  std::optional<auth::tokens::AlbSettings> alb;    ///< checked; for AuthMode::alb
  std::string cognito_domain;  ///< behind a load balancer: Cognito's domain for signing out; may be ""
};

/// Information on this instance for /about, beside the built-in information.
struct InstanceOptions {
  std::string store;                       ///< the name of the kind of store, for people
  std::function<std::string()> find_zone;  ///< "" while unknown; may block; null: unavailable
};

struct SiteOptions {
  PageOptions page;
  CatalogOptions catalog;
  /// Whether anyone may choose any audience (`?audience=`): only if the owner is the only client.
  bool open_audiences = false;
  /// The host names that requests must use; nothing: any. For a service without sign-in.
  std::optional<http::LocalNames> local_names;
  /// Accounts, the API and share links; without them: only pages, for everyone.
  std::optional<AccountOptions> accounts;
  std::shared_ptr<const StaticFiles> studio;  ///< at /studio/; null: none
  http::TrustedProxies proxies;               ///< proxies whose X-Forwarded-For is trusted
  InstanceOptions instance;
  bool only_by_proxy = false;  ///< whether requests that bypass them are refused
  /// Rate limit of one client for content that is not in memory: per second, and the burst. 0: no limit.
  double requests_per_second = 50;
  double request_burst = 200;
  std::optional<net::LinkCheckOptions> link_check;  ///< nothing: links are not checked
  /// The clock for the expiry of sessions, tokens, links and keys; tests move it.
  std::function<base::TimePoint()> now = base::now;
};

}  // namespace vitrine::site
