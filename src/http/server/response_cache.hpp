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

/// What matters of a request to the serving thread itself, found in one pass.
struct Asked {
  std::string_view accept;
  std::string_view accept_encoding;
  std::string_view accept_language;
  std::string_view if_none_match;
  std::string_view traceparent;
  bool is_plain = true;    ///< a GET or HEAD without a body, without ranges and conditions but If-None-Match
  std::string_view added;  ///< what the application adds, as Application::add_to_key()
};
Asked read_asked(const Request& request, const Framing& framing);

/// Lives on one thread. Holds representations that the application called reusable: those that only depend on
/// the target, the Accept fields, whether a proxy asks, and what the application adds, until its epoch
/// changes.
class ResponseCache {
 public:
  /// Forgets everything where `epoch` is another than the last one.
  void enter(std::uint64_t epoch) {
    if (epoch == epoch_) return;
    epoch_ = epoch;
    answers_.clear();
  }

  /// Forgets everything, so that what is asked for often is seen to be by those who decide what stays in
  /// memory.
  void clear() { answers_.clear(); }

  /// The representation that answers this, or null. Allocates nothing once its key buffer has grown.
  const std::shared_ptr<const Representation>* find(const Request& request, const Asked& asked);

  /// Remembers an answer made in `epoch`; forgotten at once where that has passed.
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
