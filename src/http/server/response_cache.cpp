#include "http/server/response_cache.hpp"

namespace vitrine::http {

namespace {

constexpr std::size_t kMaxAnswers = 256;
constexpr std::size_t kMaxKeyBytes = 8192;  ///< a load balancer's two tokens have about 3000

}  // namespace

Asked read_asked(const Request& request, const Framing& framing) {
  Asked out;
  out.is_plain = (request.method == "GET" || request.method == "HEAD") && !framing.has_body();
  // Only the application joins lists that came in several lines.
  const auto take = [&out](std::string_view& into, std::string_view value) {
    if (into.data() != nullptr) out.is_plain = false;
    if (into.data() == nullptr) into = value;
  };
  for (const auto& [name, value] : request.fields) {
    switch (name.size()) {
      case 5:
        if (name == "range") out.is_plain = false;
        break;
      case 6:
        if (name == "accept") take(out.accept, value);
        break;
      case 8:
        if (name == "if-match" || name == "if-range") out.is_plain = false;
        break;
      case 11:
        if (name == "traceparent")
          if (out.traceparent.data() == nullptr) out.traceparent = value;
        break;
      case 13:
        if (name == "if-none-match") take(out.if_none_match, value);
        break;
      case 15:
        if (name == "accept-encoding") take(out.accept_encoding, value);
        if (name == "accept-language") take(out.accept_language, value);
        break;
      default:
        break;
    }
  }
  return out;
}

/// Hashes only the ends of a long key: the target comes first; the application's part comes last and ends in
/// a seal or a signature for a known person. The cache is too small for keys with equal ends to matter.
std::size_t ResponseCache::Hash::operator()(std::string_view key) const {
  constexpr std::size_t kFront = 96;
  constexpr std::size_t kBack = 32;
  const std::hash<std::string_view> hash;
  if (key.size() <= kFront + kBack) return hash(key);
  return hash(key.substr(0, kFront)) ^ (hash(key.substr(key.size() - kBack)) + key.size());
}

bool ResponseCache::make_key(const Request& request, const Asked& asked) {
  const auto size = request.target.size() + asked.accept.size() + asked.accept_encoding.size() +
                    asked.accept_language.size() + asked.added.size();
  if (size > kMaxKeyBytes) return false;
  key_.assign(1, request.is_by_proxy ? 'p' : 'd');
  key_ += request.target;  // only the last part can contain a line feed
  for (const auto part : {asked.accept, asked.accept_encoding, asked.accept_language, asked.added}) {
    key_ += '\n';
    key_ += part;
  }
  return true;
}

const std::shared_ptr<const Representation>* ResponseCache::find(const Request& request, const Asked& asked) {
  if (!asked.is_plain || !make_key(request, asked)) return nullptr;
  const auto at = answers_.find(std::string_view(key_));
  return at == answers_.end() ? nullptr : &at->second;
}

void ResponseCache::keep(const Request& request, const Asked& asked, std::uint64_t epoch,
                         std::shared_ptr<const Representation> answer) {
  if (epoch != epoch_ || !asked.is_plain || !make_key(request, asked)) return;
  if (answers_.size() >= kMaxAnswers) answers_.clear();
  answers_.insert_or_assign(key_, std::move(answer));
}

}  // namespace vitrine::http
