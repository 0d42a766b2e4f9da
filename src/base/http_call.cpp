#include "base/http_call.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <mutex>

#include "base/metrics.hpp"

namespace vitrine::base {

namespace {

struct EasyCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, EasyCloser>;

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

void set_up_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

void add_header(HeaderList& list, const std::string& line) {
  auto* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  if (!list) list.reset(longer);  // later ones are linked behind the first
}

struct Sink {
  std::string body;
  std::size_t limit = 0;
};

/// libcurl's write callback; taking less than was offered ends the transfer.
std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
  auto& sink = *static_cast<Sink*>(user);
  const auto length = size * count;
  if (sink.body.size() + length > sink.limit) return 0;
  sink.body.append(data, length);
  return length;
}

void sign(CURL* handle, HeaderList& headers, const Signing& signing) {
  // Read by libcurl at once: it copies strings.
  curl_easy_setopt(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + signing.region + ":" + signing.service).c_str());
  curl_easy_setopt(handle, CURLOPT_USERNAME, signing.key_id.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, signing.secret.c_str());
  if (!signing.session_token.empty()) add_header(headers, "X-Amz-Security-Token: " + signing.session_token);
}

/// Whether the request may have reached the server, and whether another try can be of use.
void describe_failure(CURL* handle, CURLcode code, const std::string& origin, HttpAnswer& answer) {
  answer.is_usable = code != CURLE_URL_MALFORMAT && code != CURLE_UNSUPPORTED_PROTOCOL;
  curl_off_t ready = 0;  // microseconds until all was ready to send; 0 where it never was
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &ready);
  answer.was_sent = ready > 0;
  const bool is_large = code == CURLE_WRITE_ERROR;
  answer.failure =
      "no answer from " + origin + ": " + (is_large ? "it is too large" : curl_easy_strerror(code));
}

}  // namespace

struct HttpCaller::Pool {
  std::mutex mutex;
  std::vector<Easy> idle;  ///< guarded by mutex; the last one used comes first, so that others may close
};

HttpCaller::HttpCaller() : pool_(std::make_unique<Pool>()) {
  set_up_curl();
}
HttpCaller::~HttpCaller() = default;

HttpAnswer HttpCaller::run(const HttpCall& call) {
  HttpAnswer answer;
  const auto parts = parse_url(call.url);
  if (!parts) {
    answer.failure = "an address is not of the form http://HOST[:PORT] or https://HOST[:PORT]";
    answer.is_usable = false;
    return answer;
  }
  Easy easy;
  {
    const std::scoped_lock lock(pool_->mutex);
    if (!pool_->idle.empty()) {
      easy = std::move(pool_->idle.back());
      pool_->idle.pop_back();
    }
  }
  if (!easy) easy.reset(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  CURL* const handle = easy.get();

  Sink sink{.limit = call.max_answer};
  HeaderList headers;
  for (const auto& line : call.headers) add_header(headers, line);
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // several threads
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_EXPECT_100_TIMEOUT_MS, 1L);  // a large body need not wait for leave
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &sink);
  if (!call.use_proxy || is_loopback(parts->host)) curl_easy_setopt(handle, CURLOPT_PROXY, "");
  if (call.method == "POST") {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  } else if (call.method != "GET") {
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
  if (call.signing) sign(handle, headers, *call.signing);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());

  const auto code = curl_easy_perform(handle);
  long connections = 0;
  curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connections);
  static auto& made = counter("vitrine_outgoing_connections_total", "Connections made to other services.");
  static auto& calls = counter("vitrine_outgoing_calls_total", "Requests sent to other services.");
  made.Increment(static_cast<double>(connections));
  calls.Increment();
  if (code == CURLE_OK) {
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.body = std::move(sink.body);
  } else {
    describe_failure(handle, code, parts->origin, answer);
  }
  curl_easy_reset(handle);  // keeps the connection, forgets keys and headers
  constexpr std::size_t kMostIdle = 16;
  const std::scoped_lock lock(pool_->mutex);
  if (pool_->idle.size() < kMostIdle) pool_->idle.push_back(std::move(easy));
  return answer;
}

std::optional<UrlParts> parse_url(const std::string& url) {
  const std::unique_ptr<CURLU, UrlCloser> parsed(curl_url());
  if (!parsed) throw std::bad_alloc();
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(parsed.get(), which, &text, 0) != CURLUE_OK) return std::string{};
    std::string copy(text);
    curl_free(text);
    std::ranges::transform(copy, copy.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return copy;
  };
  UrlParts parts{.scheme = part(CURLUPART_SCHEME), .host = part(CURLUPART_HOST)};
  if ((parts.scheme != "http" && parts.scheme != "https") || parts.host.empty()) return {};
  const auto port = part(CURLUPART_PORT);
  parts.origin = parts.scheme + "://" + parts.host + (port.empty() ? "" : ":" + port);
  if (parts.host.starts_with('[') && parts.host.ends_with(']'))
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  return parts;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost") return true;
  const std::string text(host);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127U;
  in6_addr six{};
  return inet_pton(AF_INET6, text.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

}  // namespace vitrine::base
