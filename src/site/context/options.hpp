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

/// How people prove who they are.
enum class AuthMode {
  local,  ///< by a link that the console prints
  oidc,   ///< at an OpenID provider
  alb,    ///< at an AWS load balancer in front, with Cognito
};
constexpr std::array<std::string_view, 3> kAuthNames{"local", "oidc", "alb"};

struct AccountOptions {
  AuthMode mode = AuthMode::local;
  std::optional<auth::Access> access;              ///< nothing: as the owner has set it, public to begin with
  std::vector<std::string> owners;                 ///< e-mail addresses, in lower case
  std::optional<auth::tokens::OidcSettings> oidc;  ///< checked; of AuthMode::oidc
  std::optional<auth::tokens::AlbSettings> alb;    ///< checked; of AuthMode::alb
  std::string cognito_domain;  ///< behind a load balancer: where Cognito signs people out; may be ""
};

/// What /about says of this instance beside what it knows itself.
struct InstanceOptions {
  std::string store;                       ///< the name of what it stores in, for a person
  std::function<std::string()> find_zone;  ///< "" while it is not known; may block; null: there is none
};

struct SiteOptions {
  PageOptions page;
  CatalogOptions catalog;
  /// Whether anyone may read as any audience (`?audience=`): only where the owner alone is at the other end.
  bool open_audiences = false;
  /// The names that requests must call this service by; nothing: any. For one that nobody signs in to.
  std::optional<http::LocalNames> local_names;
  /// Accounts, the API and share links; without: pages alone, for everyone.
  std::optional<AccountOptions> accounts;
  std::shared_ptr<const StaticFiles> studio;  ///< at /studio/; null: none
  http::TrustedProxies proxies;               ///< whose word on the client's address counts
  InstanceOptions instance;
  bool only_by_proxy = false;  ///< whether what does not come through one of them is refused
  /// Requests of one client that memory cannot answer: a second, and at once. 0: no limit.
  double requests_per_second = 50;
  double request_burst = 200;
  std::optional<net::LinkCheckOptions> link_check;  ///< nothing: links are not checked
  /// The clock by which sessions, tokens, links and keys run out; tests move it.
  std::function<base::TimePoint()> now = base::now;
};

}  // namespace vitrine::site
