#pragma once
// The trusted identity provider and its keys. Calls may block on the network.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "auth/policy/visitor.hpp"
#include "auth/tokens/alb.hpp"
#include "auth/tokens/key_cache.hpp"
#include "auth/tokens/oidc.hpp"
#include "base/result.hpp"
#include "net/http_call.hpp"

namespace vitrine::site {

/// The role that the names of groups give: of "owner", "editor" and "viewer" the greatest.
auth::Role role_of_groups(const std::vector<std::string>& groups);

/// An OpenID provider. Safe to use from any thread.
class OidcProvider {
 public:
  /// `settings` are checked.
  explicit OidcProvider(auth::tokens::OidcSettings settings);

  [[nodiscard]] const auth::tokens::OidcSettings& settings() const { return settings_; }

  /// Its metadata, asked for once and then remembered for an hour.
  Result<auth::tokens::Provider> metadata();

  /// Exchanges a code for a verified person.
  Result<auth::tokens::Claims> redeem(std::string_view code, const auth::tokens::SignIn& sign_in);

 private:
  const auth::tokens::OidcSettings settings_;
  net::HttpCaller caller_;
  std::mutex mutex_;
  std::optional<auth::tokens::Provider> known_;      ///< guarded by mutex_
  std::chrono::steady_clock::time_point read_;       ///< guarded by mutex_
  std::unique_ptr<auth::tokens::KeySetCache> keys_;  ///< guarded by mutex_ until it is there
};

/// A load balancer that signs who asks. Safe to use from any thread.
class AlbProvider {
 public:
  /// `settings` are checked.
  explicit AlbProvider(auth::tokens::AlbSettings settings);

  /// Who the values of `x-amzn-oidc-data` and `x-amzn-oidc-accesstoken` say it is; the second, which only
  /// adds groups, may be "".
  Result<auth::tokens::Claims> identify(std::string_view data, std::string_view access_token);

  /// Whether identify() would have to fetch the key that `data` names, since it is not known yet.
  [[nodiscard]] bool names_unknown_key(std::string_view data);

  [[nodiscard]] const auth::tokens::AlbSettings& settings() const { return settings_; }

 private:
  const auth::tokens::AlbSettings settings_;
  net::HttpCaller caller_;
  auth::tokens::PemKeyCache keys_;
  auth::tokens::KeySetCache access_keys_;
};

}  // namespace vitrine::site
