#include "auth/tokens/key_cache.hpp"

#include <algorithm>
#include <utility>

namespace vitrine::auth::tokens {

namespace {

constexpr std::size_t kMaxKeySetBytes = std::size_t{256} << 10U;
constexpr std::size_t kMaxKeysOfSet = 100;
constexpr std::size_t kMaxPemBytes = 4096;
constexpr std::size_t kMaxKept = 64;     // limit for PEM keys, and for IDs without one
constexpr std::size_t kMaxFetching = 8;  // at the same time, from one region
constexpr long kOk = 200;

using TimePoint = std::chrono::steady_clock::time_point;

Error away(const std::string& who, const std::string& why) {
  return {ErrorCode::unavailable, Message::as_is(who + " cannot be asked for keys: " + why)};
}

/// The reason why an answer cannot be used.
std::string describe(const net::HttpAnswer& answer) {
  return answer.status == 0 ? answer.failure : "it answers with status " + std::to_string(answer.status);
}

bool is_within(const std::optional<TimePoint>& since, TimePoint now, std::chrono::seconds span) {
  return since && now - *since < span;
}

/// Whether the status means that the key does not exist, rather than that it is unavailable now.
bool is_denial(long status) {
  constexpr long kRequestTimeout = 408;
  constexpr long kTooManyRequests = 429;
  return status >= 400 && status <= 499 && status != kRequestTimeout && status != kTooManyRequests;
}

/// Releases the lock during its lifetime, and takes it again at the end.
class Unlocked {
 public:
  explicit Unlocked(std::unique_lock<std::mutex>& lock) : lock_(lock) { lock_.unlock(); }
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;
  ~Unlocked() { lock_.lock(); }

 private:
  std::unique_lock<std::mutex>& lock_;
};

/// Marks a fetch as finished, however it ends. Must live under the lock.
template <class Function>
class AtEnd {
 public:
  explicit AtEnd(Function function) : function_(std::move(function)) {}
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() { function_(); }

 private:
  Function function_;
};

}  // namespace

Fetch fetch_with(net::HttpCaller& caller) {
  return [&caller](const net::HttpCall& call) { return caller.run(call); };
}

KeySetCache::KeySetCache(std::string url, Fetch fetch, KeyTimes times)
    : url_(std::move(url)), fetch_(std::move(fetch)), times_(std::move(times)) {}

Result<PublicKey> KeySetCache::find(const std::string& kid, Algorithm algorithm) {
  std::unique_lock lock(mutex_);
  for (bool has_waited = false;; has_waited = true) {
    const auto now = times_.now();
    if (!is_within(fetched_at_, now, times_.usable)) keys_.clear();
    const bool is_fresh = is_within(fetched_at_, now, times_.fresh);
    const bool may_fetch = !has_waited && !is_fetching_ && !is_within(tried_at_, now, times_.pause);
    auto known = look_up(kid, algorithm);
    if (known && (is_fresh || !may_fetch)) return *std::move(known);
    if (may_fetch) {
      renew(lock);
    } else if (is_fetching_ && !has_waited) {
      fetched_.wait(lock, [&] { return !is_fetching_; });
    } else if (has_failed_) {
      return away("the provider", "its key set could not be read");
    } else {
      return Error{ErrorCode::invalid, Message::as_is("the token's key is none of the provider's")};
    }
  }
}

std::optional<PublicKey> KeySetCache::look_up(const std::string& kid, Algorithm algorithm) const {
  const auto fits = [&](const Entry& entry) {
    return entry.key.algorithm() == algorithm && (kid.empty() || entry.kid == kid);
  };
  const auto first = std::ranges::find_if(keys_, fits);
  if (first == keys_.end()) return std::nullopt;
  if (kid.empty() && std::find_if(first + 1, keys_.end(), fits) != keys_.end()) return std::nullopt;
  return first->key;
}

void KeySetCache::renew(std::unique_lock<std::mutex>& lock) {
  const auto begun = times_.now();
  is_fetching_ = true;
  has_failed_ = true;
  tried_at_ = begun;
  const AtEnd done([this] {
    is_fetching_ = false;
    fetched_.notify_all();
  });
  auto keys = [&] {
    const Unlocked meanwhile(lock);
    return fetch_all();
  }();
  if (!keys) return;
  keys_ = *std::move(keys);
  fetched_at_ = begun;
  has_failed_ = false;
}

Result<std::vector<KeySetCache::Entry>> KeySetCache::fetch_all() const {
  const auto answer = fetch_(net::HttpCall{.url = url_,
                                           .headers = {"Accept: application/jwk-set+json, application/json"},
                                           .connect_timeout = times_.fetch_timeout,
                                           .timeout = times_.fetch_timeout,
                                           .max_answer = kMaxKeySetBytes});
  if (answer.status != kOk) return away("the provider", describe(answer));
  if (answer.body.size() > kMaxKeySetBytes) return away("the provider", "its key set is too large");
  const auto set = parse_object(answer.body);
  const auto list = set ? set->find("keys") : Json::const_iterator{};
  if (!set || list == set->end() || !list->is_array() || list->size() > kMaxKeysOfSet) {
    return away("the provider", "what it answers is no key set of at most 100 keys");
  }
  std::vector<Entry> keys;
  for (const auto& jwk : *list) {
    auto key = PublicKey::from_jwk(jwk);
    if (key) keys.push_back({string_member(jwk, "kid").value_or(""), *std::move(key)});
  }
  return keys;
}

/// The state of one ID.
struct PemKeyCache::Entry {
  std::optional<PublicKey> key;
  std::optional<TimePoint> fetched_at;  ///< start of the fetch that brought `key`
  std::optional<TimePoint> tried_at;    ///< start of the last fetch, failed or not
  std::optional<Error> failure;         ///< result of the last fetch, if it was no key
  bool is_fetching = false;
};

PemKeyCache::PemKeyCache(std::string base_url, Fetch fetch, KeyTimes times)
    : base_url_(std::move(base_url)),
      fetch_(std::move(fetch)),
      times_(std::move(times)),
      new_keys_left_(times_.new_keys),
      refilled_at_(times_.now()) {}

PemKeyCache::~PemKeyCache() = default;

Result<PublicKey> PemKeyCache::find(const std::string& kid) {
  if (!is_uuid(kid)) return Error{ErrorCode::invalid, Message::as_is("the token's key ID is no UUID")};
  std::unique_lock lock(mutex_);
  const auto entry = enter(kid);
  for (bool has_waited = false;; has_waited = true) {
    const auto now = times_.now();
    if (!is_within(entry->fetched_at, now, times_.usable)) entry->key.reset();
    const bool is_fresh = is_within(entry->fetched_at, now, times_.fresh);
    const bool may_fetch = !has_waited && !entry->is_fetching &&
                           !is_within(entry->tried_at, now, times_.pause) && fetching_ < kMaxFetching;
    if (entry->key && (is_fresh || !may_fetch)) return *entry->key;
    if (may_fetch && (entry->fetched_at || take_new_key())) {
      renew(lock, kid, *entry);
    } else if (entry->is_fetching && !has_waited) {
      fetched_.wait(lock, [&] { return !entry->is_fetching; });
    } else if (entry->failure) {
      return *entry->failure;
    } else {
      return away("the load balancer's region", "too many keys are being asked for");
    }
  }
}

bool PemKeyCache::knows(const std::string& kid) {
  const std::scoped_lock lock(mutex_);
  const auto found = places_.find(kid);
  return found != places_.end() && found->second->second->fetched_at.has_value();
}

/// Whether an unknown key may be fetched now; counts the fetch.
bool PemKeyCache::take_new_key() {
  const auto now = times_.now();
  const std::chrono::duration<double> since = now - refilled_at_;
  const std::chrono::duration<double> pause = times_.new_key_pause;
  new_keys_left_ = std::min<double>(times_.new_keys, new_keys_left_ + since / pause);
  refilled_at_ = now;
  if (new_keys_left_ < 1) return false;
  new_keys_left_ -= 1;
  return true;
}

std::shared_ptr<PemKeyCache::Entry> PemKeyCache::enter(const std::string& kid) {
  const auto found = places_.find(kid);
  if (found != places_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front().second;
  }
  entries_.emplace_front(kid, std::make_shared<Entry>());
  places_[kid] = entries_.begin();
  auto made = entries_.front().second;
  forget_least_used();
  return made;
}

/// IDs without a key are counted separately: invented ones must not push out known keys.
void PemKeyCache::forget_least_used() {
  std::size_t with_key = 0;
  std::size_t without = 0;
  for (auto at = entries_.begin(); at != entries_.end();) {
    const auto& [kid, entry] = *at;
    auto& count = entry->key ? with_key : without;
    const bool is_over = ++count > kMaxKept && !entry->is_fetching;
    if (is_over) places_.erase(kid);
    at = is_over ? entries_.erase(at) : std::next(at);
  }
}

void PemKeyCache::renew(std::unique_lock<std::mutex>& lock, const std::string& kid, Entry& entry) {
  const auto begun = times_.now();
  entry.is_fetching = true;
  entry.tried_at = begun;
  entry.failure = away("the load balancer's region", "it does not answer");
  ++fetching_;
  const AtEnd done([&] {
    entry.is_fetching = false;
    --fetching_;
    fetched_.notify_all();
  });
  auto key = [&] {
    const Unlocked meanwhile(lock);
    return fetch_one(kid);
  }();
  if (key) {
    entry.key = *std::move(key);
    entry.fetched_at = begun;
    entry.failure.reset();
    forget_least_used();
    return;
  }
  entry.failure = std::move(key).error();
  if (entry.failure->code == ErrorCode::invalid) entry.key.reset();  // withdrawn
}

Result<PublicKey> PemKeyCache::fetch_one(const std::string& kid) const {
  const auto answer = fetch_(net::HttpCall{.url = base_url_ + "/" + kid,
                                           .connect_timeout = times_.fetch_timeout,
                                           .timeout = times_.fetch_timeout,
                                           .max_answer = kMaxPemBytes});
  if (is_denial(answer.status)) {
    return Error{ErrorCode::invalid,
                 Message::as_is("the token's key is none of the load balancers' of the region")};
  }
  if (answer.status != kOk) return away("the load balancer's region", describe(answer));
  auto key = PublicKey::from_pem(answer.body);
  if (!key) return away("the load balancer's region", key.error().text());
  return key;
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char form) {
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return form == '-' ? c == '-' : is_hex;
  };
  return std::ranges::equal(text, kForm, fits);
}

}  // namespace vitrine::auth::tokens
