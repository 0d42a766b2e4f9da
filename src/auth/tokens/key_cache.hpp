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

/// Makes one HTTP request and blocks until the answer. Callable from any thread, several at a time. The
/// program uses fetch_with() with its caller.
using Fetch = std::function<net::HttpAnswer(const net::HttpCall& call)>;

/// Requests through `caller`, which must outlive the result.
Fetch fetch_with(net::HttpCaller& caller);

/// A monotonic clock; tests supply their own.
using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

/// The time limits of both caches.
struct KeyTimes {
  std::chrono::milliseconds fetch_timeout{2000};  ///< the longest time that a lookup blocks for one fetch
  std::chrono::seconds fresh{3600};  ///< after this time a key is fetched again, so that a withdrawn one
                                     ///< becomes invalid
  std::chrono::seconds usable{24 * 3600};  ///< if that fetch fails, a known key stays usable this long
  /// Fetches of unknown keys: this many at once, then one in each `new_key_pause`.
  int new_keys = 20;
  std::chrono::seconds new_key_pause{3};
  std::chrono::seconds pause{30};  ///< after a fetch that failed, or did not bring the wanted key
  SteadyClock now = std::chrono::steady_clock::now;
};

/// The keys of one JSON Web Key Set (RFC 7517 section 5), at one address. Thread-safe.
///
/// Keys that PublicKey::from_jwk() refuses are skipped, as section 5 requires. An answer that is over 256
/// KiB, is no key set, or has more than 100 keys counts as a failure, and the keys known before stay.
class KeySetCache {
 public:
  /// `url` is https, or http on this machine; the caller has checked it.
  KeySetCache(std::string url, Fetch fetch, KeyTimes times = {});

  /// Returns the key for `algorithm` with the ID `kid`; for a token without an ID (empty), the set's only key
  /// for that algorithm (OpenID Connect Core section 10.1). An unknown ID triggers a new fetch of the set, as
  /// after a rotation. This happens at most once in `pause`, so that invented IDs cannot cause many requests
  /// to the provider.
  ///
  /// Blocks for at most one fetch, and only if the key is unknown or this caller has to renew the set; others
  /// get the known keys meanwhile. Returns `invalid` if the set has no such key, `unavailable` if that cannot
  /// be determined now.
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
  std::optional<TimePoint> fetched_at_;  ///< guarded by mutex_; start of the fetch that brought keys_
  std::optional<TimePoint> tried_at_;    ///< guarded by mutex_; start of the last fetch, failed or not
  bool has_failed_ = false;              ///< guarded by mutex_; result of the last fetch
  bool is_fetching_ = false;             ///< guarded by mutex_
};

/// The keys of a region's load balancers: one PEM at `{base}/{kid}` each. Thread-safe. Keeps at most the 64
/// most recently used keys, and as many IDs without a key.
class PemKeyCache {
 public:
  /// `base_url` is https, or http on this machine, without a final slash; the caller has checked it.
  PemKeyCache(std::string base_url, Fetch fetch, KeyTimes times = {});
  ~PemKeyCache();
  PemKeyCache(const PemKeyCache&) = delete;
  PemKeyCache& operator=(const PemKeyCache&) = delete;

  /// Returns the key with the ID `kid`, which must be a UUID (is_uuid()), since it becomes part of an
  /// address. There is one fetch at a time for each ID, shared by all callers that need it, and at most 8 in
  /// total. An ID without a key, or a failed fetch, is remembered for `pause`.
  ///
  /// Blocks for at most one fetch, and only if the key is unknown or this caller has to renew it. The rate of
  /// fetches of unknown keys is limited (KeyTimes::new_keys), so that invented IDs cannot cause many requests
  /// to the region; known keys are not affected. Returns `invalid` if `kid` is no UUID or there is no such
  /// key (any status from 400 to 499 except 408 and 429), `unavailable` if that cannot be determined now.
  Result<PublicKey> find(const std::string& kid);

  /// Whether find() answers without fetching an unknown key.
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
  Entries entries_;  ///< guarded by mutex_; most recently used first
  std::unordered_map<std::string, Entries::iterator> places_;  ///< guarded by mutex_; position of each entry
  std::size_t fetching_ = 0;                                   ///< guarded by mutex_
  double new_keys_left_;                                       ///< guarded by mutex_; refilled over time
  std::chrono::steady_clock::time_point refilled_at_;          ///< guarded by mutex_
};

/// Whether `text` is a UUID in the form of RFC 9562 section 4: 8, 4, 4, 4 and 12 hexadecimal digits with '-'
/// between, and nothing else.
bool is_uuid(std::string_view text);

}  // namespace vitrine::auth::tokens
