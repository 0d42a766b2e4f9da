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

/// The highest role among the group names "owner", "editor" and "viewer".
auth::Role role_of_groups(const std::vector<std::string>& groups);

/// An OpenID provider. Safe to use from any thread.
class OidcProvider {
 public:
  /// `settings` come from checked().
  explicit OidcProvider(auth::tokens::OidcSettings settings);

  [[nodiscard]] const auth::tokens::OidcSettings& settings() const { return settings_; }

  /// The provider's metadata, fetched once and kept for an hour.
  Result<auth::tokens::Provider> metadata();

  /// Exchanges a code for a verified person.
  Result<auth::tokens::Claims> redeem(std::string_view code, const auth::tokens::SignIn& sign_in);

 private:
  const auth::tokens::OidcSettings settings_;
  net::HttpCaller caller_;
  std::mutex mutex_;
  std::optional<auth::tokens::Provider> known_;      ///< guarded by mutex_
  std::chrono::steady_clock::time_point read_;       ///< guarded by mutex_
  std::unique_ptr<auth::tokens::KeySetCache> keys_;  ///< guarded by mutex_ until it is set
};

/// A load balancer that signs the identity of people. Safe to use from any thread.
class AlbProvider {
 public:
  /// `settings` come from checked().
  explicit AlbProvider(auth::tokens::AlbSettings settings);

  /// The person in the values of `x-amzn-oidc-data` and `x-amzn-oidc-accesstoken`; the second only adds
  /// groups and may be "".
  Result<auth::tokens::Claims> identify(std::string_view data, std::string_view access_token);

  /// Whether identify() would have to fetch the unknown key that `data` names.
  [[nodiscard]] bool names_unknown_key(std::string_view data);

  [[nodiscard]] const auth::tokens::AlbSettings& settings() const { return settings_; }

 private:
  const auth::tokens::AlbSettings settings_;
  net::HttpCaller caller_;
  auth::tokens::PemKeyCache keys_;
  auth::tokens::KeySetCache access_keys_;
};

}  // namespace vitrine::site
