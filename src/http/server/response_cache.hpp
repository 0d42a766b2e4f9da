#pragma once
// A response cache, one per thread. A repeated request gets the same response without routing or negotiation,
// until something has changed.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message/representation.hpp"
#include "http/message/request_head.hpp"

namespace vitrine::http {

/// The parts of a request that the serving thread needs, found in one pass.
struct Asked {
  std::string_view accept;
  std::string_view accept_encoding;
  std::string_view accept_language;
  std::string_view if_none_match;
  std::string_view traceparent;
  bool is_plain = true;    ///< a GET or HEAD without a body, without ranges, and with no condition except
                           ///< If-None-Match
  std::string_view added;  ///< the application's part of the key, see Application::add_to_key()
};
Asked read_asked(const Request& request, const Framing& framing);

/// Used on one thread only. Holds representations that the application marked as reusable: they depend only
/// on the target, the Accept fields, whether a proxy sent the request, and the application's part of the key,
/// until the epoch changes.
class ResponseCache {
 public:
  /// Clears the cache if `epoch` differs from the last one.
  void enter(std::uint64_t epoch) {
    if (epoch == epoch_) return;
    epoch_ = epoch;
    answers_.clear();
  }

  /// Clears the cache, so that popular pages reach the application again, which decides what stays in memory.
  void clear() { answers_.clear(); }

  /// The representation that answers this, or null. Does not allocate once its key buffer has grown.
  const std::shared_ptr<const Representation>* find(const Request& request, const Asked& asked);

  /// Stores an answer made in `epoch`, unless that epoch has already passed.
  void keep(const Request& request, const Asked& asked, std::uint64_t epoch,
            std::shared_ptr<const Representation> answer);

 private:
  struct Hash {
    // NOLINTNEXTLINE(readability-identifier-naming): the standard looks for this name
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const;
  };
  bool make_key(const Request& request, const Asked& asked);

  std::uint64_t epoch_ = 0;
  std::string key_;
  std::unordered_map<std::string, std::shared_ptr<const Representation>, Hash, std::equal_to<>> answers_;
};

}  // namespace vitrine::http
