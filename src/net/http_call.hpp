#pragma once
// HTTP requests to other services, over libcurl: one blocking call at a time per thread, with connections
// kept open between calls.

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::net {

/// Credentials for Amazon's Signature Version 4.
struct Signing {
  std::string key_id;
  std::string secret;
  std::string session_token;  ///< empty for long-lived keys
  std::string region;
  std::string service;  ///< "dynamodb"
};

/// One request. Redirects are never followed; cookies are neither stored nor sent.
struct HttpCall {
  std::string method = "GET";  ///< HEAD, GET, POST, PUT …
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value", without line ends
  std::string body;                  ///< sent with POST only
  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds timeout{5000};         ///< for the whole call
  std::size_t max_answer = std::size_t{1} << 16U;  ///< bytes of the body; a larger one is an error
  bool is_head_enough = false;  ///< whether a larger body is no error: the rest is not read
  bool use_proxy = true;        ///< from the environment's https_proxy and so on; never for loopback
  std::optional<Signing> signing;
  /// Called with each address and port that a name resolved to, just before the socket for it opens. So later
  /// changes of the name have no effect. Null: all are allowed.
  std::function<bool(const boost::asio::ip::address&, std::uint16_t)> may_connect;
  std::stop_token stop;  ///< ends the call within about a second
};

/// The reason why there is no answer.
enum class HttpFault {
  none,
  address,     ///< not an http or https address
  refused,     ///< `may_connect` said no
  name,        ///< the name does not resolve (DNS)
  connection,  ///< the server accepts no connections
  timeout,     ///< it took too long
  tls,         ///< no trusted connection
  answer,      ///< not a valid HTTP answer, or the connection broke
  stopped,     ///< cancelled by `stop`
};

/// The result of a call.
struct HttpAnswer {
  long status = 0;  ///< 0: no answer came, see `failure`
  std::string body;
  std::string location;  ///< target of a redirect, made absolute
  HttpFault fault = HttpFault::none;
  std::string failure;    ///< for people; names scheme, host and port, never path or headers
  bool was_sent = false;  ///< without an answer: whether the server may have received the request
  bool is_usable = true;  ///< false if the address itself is wrong and a retry is useless
};

/// Makes calls; thread-safe. Idle connections are kept for the next call. The process must ignore SIGPIPE,
/// which OpenSSL may raise.
class HttpCaller {
 public:
  HttpCaller();
  HttpCaller(const HttpCaller&) = delete;
  HttpCaller& operator=(const HttpCaller&) = delete;
  ~HttpCaller();

  /// Makes one try. Blocks at most for the call's timeout.
  HttpAnswer run(const HttpCall& call);

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

/// The parts of an absolute address, from the same parser that makes the connection.
struct UrlParts {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case; an IPv6 address without brackets
  std::string port;    ///< as written; "" if absent
  std::string origin;  ///< scheme://host[:port], for messages
};

/// Returns nothing for text that is no absolute http or https address, or has a user or password.
std::optional<UrlParts> parse_url(const std::string& url);

/// Whether `host` is this machine: 127.0.0.0/8, ::1 (RFC 6890) or the name localhost (RFC 6761).
bool is_loopback(std::string_view host);

}  // namespace vitrine::net
