#pragma once
// Caches the public keys of token issuers. Keys are fetched from the URLs in the configuration.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "auth/tokens/public_key.hpp"
#include "base/result.hpp"
#include "net/http_call.hpp"

namespace vitrine::auth::tokens {

/// Makes one HTTP request and blocks for its answer; from any thread, several at a time. The program's is
/// fetch_with() of its caller.
using Fetch = std::function<net::HttpAnswer(const net::HttpCall& call)>;

/// Requests through `caller`, which must outlive the result.
Fetch fetch_with(net::HttpCaller& caller);

/// A clock for spans of time; tests have their own.
using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

/// The times by which both caches go.
struct KeyTimes {
  std::chrono::milliseconds fetch_timeout{2000};  ///< the longest that a lookup blocks for one fetch
  std::chrono::seconds fresh{3600};  ///< afterwards a key is fetched again, so that a withdrawn one ends
  std::chrono::seconds usable{24 * 3600};  ///< while that fails, a known key goes on for so long
  /// Fetches of keys that are not known yet: so many at once, then one in `new_key_pause`.
  int new_keys = 20;
  std::chrono::seconds new_key_pause{3};
  std::chrono::seconds pause{30};  ///< after a fetch that failed, or did not bring what was looked for
  SteadyClock now = std::chrono::steady_clock::now;
};

/// The keys of one JSON Web Key Set (RFC 7517 section 5), at one address. For any thread.
///
/// Keys that PublicKey::from_jwk() refuses are passed over, as section 5 wants it. An answer that is over 256
/// KiB, no key set, or of more than 100 keys counts as a failure, and the keys known before go on.
class KeySetCache {
 public:
  /// `url` is https, or http at this machine; the caller has checked it.
  KeySetCache(std::string url, Fetch fetch, KeyTimes times = {});

  /// The key for `algorithm` with the ID `kid`; for a token without an ID (empty), the set's only key for
  /// that algorithm (OpenID Connect Core section 10.1). An unknown ID has the set fetched again, as after a
  /// rotation; at most once in `pause`, however many ask, so that made-up IDs cannot drive requests to the
  /// provider.
  ///
  /// Blocks for at most one fetch, and only where the key is unknown or it is this caller's turn to renew the
  /// set: meanwhile others get what is known. `invalid` where the set has no such key, `unavailable` where
  /// that cannot be known now.
  Result<PublicKey> find(const std::string& kid, Algorithm algorithm);

 private:
  struct Entry {
    std::string kid;
    PublicKey key;
  };
  using TimePoint = std::chrono::steady_clock::time_point;

  [[nodiscard]] std::optional<PublicKey> look_up(const std::string& kid, Algorithm algorithm) const;
  void renew(std::unique_lock<std::mutex>& lock);
  Result<std::vector<Entry>> fetch_all() const;

  const std::string url_;
  const Fetch fetch_;
  const KeyTimes times_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  std::vector<Entry> keys_;              ///< guarded by mutex_
  std::optional<TimePoint> fetched_at_;  ///< guarded by mutex_; when keys_ was begun to be fetched
  std::optional<TimePoint> tried_at_;    ///< guarded by mutex_; when the last fetch began, failed or not
  bool has_failed_ = false;              ///< guarded by mutex_; the last fetch
  bool is_fetching_ = false;             ///< guarded by mutex_
};

/// The keys of a region's load balancers: one PEM at `{base}/{kid}` each. For any thread. At most 64 keys are
/// kept, those that were used last, and as many IDs under which there is none.
class PemKeyCache {
 public:
  /// `base_url` is https, or http at this machine, without a slash at its end; the caller has checked it.
  PemKeyCache(std::string base_url, Fetch fetch, KeyTimes times = {});
  ~PemKeyCache();
  PemKeyCache(const PemKeyCache&) = delete;
  PemKeyCache& operator=(const PemKeyCache&) = delete;

  /// The key with the ID `kid`, which must be a UUID (is_uuid()): it becomes part of an address. There is one
  /// fetch at a time for each ID, on whose answer all wait that need it, and at most 8 in all. An ID under
  /// which there is no key, or a fetch that fails, is remembered for `pause`.
  ///
  /// Blocks for at most one fetch, and only where the key is unknown or it is this caller's turn to renew it.
  /// Fetches of unknown keys are bounded in time (KeyTimes::new_keys), so that made-up IDs cannot drive
  /// requests to the region; known keys go on. `invalid` where `kid` is no UUID or there is no such key (any
  /// status from 400 to 499 but 408 and 429), `unavailable` where that cannot be known now.
  Result<PublicKey> find(const std::string& kid);

  /// Whether find() answers without a fetch of a key that is not known yet.
  [[nodiscard]] bool knows(const std::string& kid);

 private:
  struct Entry;
  using Entries = std::list<std::pair<std::string, std::shared_ptr<Entry>>>;

  std::shared_ptr<Entry> enter(const std::string& kid);
  void forget_least_used();
  bool take_new_key();
  void renew(std::unique_lock<std::mutex>& lock, const std::string& kid, Entry& entry);
  Result<PublicKey> fetch_one(const std::string& kid) const;

  const std::string base_url_;
  const Fetch fetch_;
  const KeyTimes times_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  Entries entries_;  ///< guarded by mutex_; the one used last comes first
  std::unordered_map<std::string, Entries::iterator> places_;  ///< guarded by mutex_; where each one stands
  std::size_t fetching_ = 0;                                   ///< guarded by mutex_
  double new_keys_left_;                                       ///< guarded by mutex_; refilled in time
  std::chrono::steady_clock::time_point refilled_at_;          ///< guarded by mutex_
};

/// Whether `text` is a UUID as RFC 9562 section 4 writes it: 8, 4, 4, 4 and 12 hexadecimal digits with '-'
/// between, and nothing else.
bool is_uuid(std::string_view text);

}  // namespace vitrine::auth::tokens
