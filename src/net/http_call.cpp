#include "net/http_call.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "base/ascii.hpp"
#include "base/metrics.hpp"

namespace vitrine::net {

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

/// The state of one call for libcurl's callbacks.
struct Exchange {
  const HttpCall& call;
  std::string body;
  std::size_t head_bytes = 0;
  bool was_cut = false;      ///< whether the body was cut after enough bytes
  bool was_refused = false;  ///< whether `may_connect` refused an address
};

/// libcurl's write callback; accepting fewer bytes than offered ends the transfer.
std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const auto length = size * count;
  const auto room = exchange.call.max_answer - exchange.body.size();
  if (length > room) {
    exchange.was_cut = exchange.call.is_head_enough;
    if (exchange.was_cut) exchange.body.append(data, room);
    return CURL_WRITEFUNC_ERROR;
  }
  exchange.body.append(data, length);
  return length;
}

/// libcurl's callback for each line of an answer's head, which libcurl would read without limit.
std::size_t weigh_head(char*, std::size_t size, std::size_t count, void* user) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 16U;
  auto& exchange = *static_cast<Exchange*>(user);
  exchange.head_bytes += size * count;
  return exchange.head_bytes > kMostBytes ? CURL_WRITEFUNC_ERROR : size * count;
}

/// The address as Boost types; nothing for a family other than IPv4 and IPv6.
std::optional<std::pair<boost::asio::ip::address, std::uint16_t>> address_in(const curl_sockaddr& from) {
  namespace ip = boost::asio::ip;
  if (from.family == AF_INET && from.addrlen >= sizeof(sockaddr_in)) {
    sockaddr_in four{};
    std::memcpy(&four, &from.addr, sizeof four);
    return std::pair(ip::address(ip::address_v4(ntohl(four.sin_addr.s_addr))), ntohs(four.sin_port));
  }
  if (from.family == AF_INET6 && from.addrlen >= sizeof(sockaddr_in6)) {
    sockaddr_in6 six{};
    std::memcpy(&six, &from.addr, sizeof six);
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
    return std::pair(ip::address(ip::address_v6(bytes)), ntohs(six.sin6_port));
  }
  return std::nullopt;
}

/// libcurl's callback that opens a socket for one address; libcurl connects it to that address only.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* to) {
  auto& exchange = *static_cast<Exchange*>(user);
  const auto address = address_in(*to);
  if (!address || !exchange.call.may_connect(address->first, address->second)) {
    exchange.was_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);  // NOLINT: flags are ints
}

/// libcurl's regular callback that decides whether to go on.
int is_stopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(user)->call.stop.stop_requested() ? 1 : 0;
}

void sign(CURL* handle, HeaderList& headers, const Signing& signing) {
  // libcurl copies strings at once.
  curl_easy_setopt(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + signing.region + ":" + signing.service).c_str());
  curl_easy_setopt(handle, CURLOPT_USERNAME, signing.key_id.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, signing.secret.c_str());
  if (!signing.session_token.empty()) add_header(headers, "X-Amz-Security-Token: " + signing.session_token);
}

HttpFault fault_of(CURLcode code, const Exchange& exchange) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return HttpFault::address;
    case CURLE_COULDNT_RESOLVE_HOST:
      return HttpFault::name;
    case CURLE_COULDNT_CONNECT:
      return exchange.was_refused ? HttpFault::refused : HttpFault::connection;
    case CURLE_OPERATION_TIMEDOUT:
      return exchange.was_refused ? HttpFault::refused : HttpFault::timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return HttpFault::tls;
    case CURLE_ABORTED_BY_CALLBACK:
      return HttpFault::stopped;
    default:
      return HttpFault::answer;
  }
}

/// Records whether the request may have reached the server, and whether a retry can help.
void describe_failure(CURL* handle, CURLcode code, const std::string& origin, HttpAnswer& answer) {
  answer.is_usable = answer.fault != HttpFault::address;
  curl_off_t ready = 0;  // microseconds until ready to send; 0 if never ready
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &ready);
  answer.was_sent = ready > 0;
  const bool is_large = code == CURLE_WRITE_ERROR;
  answer.failure =
      "no answer from " + origin + ": " + (is_large ? "it is too large" : curl_easy_strerror(code));
}

/// Reads status and head fields of the answer.
void read_head(CURL* handle, HttpAnswer& answer) {
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  const char* location = nullptr;
  curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &location);
  if (location != nullptr) answer.location = location;
}

void set_method(CURL* handle, const HttpCall& call) {
  if (call.method == "POST") {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  } else if (call.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  } else if (call.method != "GET") {
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
}

void set_callbacks(CURL* handle, Exchange& exchange) {
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, weigh_head);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
  if (exchange.call.may_connect) {
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name lookup that hangs
  }
  if (exchange.call.stop.stop_possible()) {
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, is_stopped);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
  }
}

}  // namespace

struct HttpCaller::Pool {
  std::mutex mutex;
  std::vector<Easy> idle;  ///< guarded by mutex; most recently used first, so that the others may close
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
    answer.fault = HttpFault::address;
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

  Exchange exchange{.call = call};
  HeaderList headers;
  for (const auto& line : call.headers) add_header(headers, line);
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // required with several threads
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_EXPECT_100_TIMEOUT_MS, 1L);  // a large body need not wait for 100-continue
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  set_callbacks(handle, exchange);
  if (!call.use_proxy || is_loopback(parts->host)) curl_easy_setopt(handle, CURLOPT_PROXY, "");
  set_method(handle, call);
  if (call.signing) sign(handle, headers, *call.signing);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());

  const auto code = curl_easy_perform(handle);
  long connections = 0;
  curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connections);
  static auto& made =
      base::counter("vitrine_outgoing_connections_total", "Connections made to other services.");
  static auto& calls = base::counter("vitrine_outgoing_calls_total", "Requests sent to other services.");
  made.Increment(static_cast<double>(connections));
  calls.Increment();
  if (code == CURLE_OK || exchange.was_cut) {
    read_head(handle, answer);
    answer.body = std::move(exchange.body);
  } else {
    answer.fault = fault_of(code, exchange);
    describe_failure(handle, code, parts->origin, answer);
  }
  curl_easy_reset(handle);  // keeps the connection, removes keys and headers
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
    std::ranges::transform(copy, copy.begin(), [](char c) { return base::ascii_lower(c); });
    return copy;
  };
  UrlParts parts{.scheme = part(CURLUPART_SCHEME), .host = part(CURLUPART_HOST)};
  if ((parts.scheme != "http" && parts.scheme != "https") || parts.host.empty()) return {};
  parts.port = part(CURLUPART_PORT);
  parts.origin = parts.scheme + "://" + parts.host + (parts.port.empty() ? "" : ":" + parts.port);
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

}  // namespace vitrine::net
