#pragma once
// HTTP requests to other services, over libcurl: one blocking call at a time for each thread, with
// connections kept open between calls.

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

/// What a request is signed with: Amazon's Signature Version 4.
struct Signing {
  std::string key_id;
  std::string secret;
  std::string session_token;  ///< empty for long-lived keys
  std::string region;
  std::string service;  ///< "dynamodb"
};

/// One request. Redirects are never followed; no cookies are kept or sent.
struct HttpCall {
  std::string method = "GET";  ///< HEAD, GET, POST, PUT …
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value", without line ends
  std::string body;                  ///< sent with POST only
  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds timeout{5000};         ///< for the whole call
  std::size_t max_answer = std::size_t{1} << 16U;  ///< bytes of the body; a larger one is a failure
  bool is_head_enough = false;  ///< whether a larger body is no failure: what is over is not read
  bool use_proxy = true;        ///< by the environment's https_proxy and so on; never for loopback
  std::optional<Signing> signing;
  /// Asked with each address and port that a name has led to, when the socket for just that one is to be
  /// opened: what a name means at another moment does not matter. Null: all will do.
  std::function<bool(const boost::asio::ip::address&, std::uint16_t)> may_connect;
  std::stop_token stop;  ///< ends the call within about a second
};

/// Why no answer came.
enum class HttpFault {
  none,
  address,     ///< what was to be called is no address of http or https
  refused,     ///< `may_connect` said no
  name,        ///< the name leads nowhere (DNS)
  connection,  ///< nobody takes connections there
  timeout,     ///< it took too long
  tls,         ///< no connection that could be trusted
  answer,      ///< what came is no answer of HTTP, or a connection that broke
  stopped,     ///< by `stop`
};

/// What came of it.
struct HttpAnswer {
  long status = 0;  ///< 0: no answer came, `failure` says why
  std::string body;
  std::string location;  ///< of a redirect, made absolute
  HttpFault fault = HttpFault::none;
  std::string failure;    ///< for a person; names scheme, host and port, never path or headers
  bool was_sent = false;  ///< without an answer: whether the server may have got the request
  bool is_usable = true;  ///< false where the address itself is at fault and trying again is useless
};

/// Makes calls; for use from any thread. Idle connections are kept for the next call. The process must ignore
/// SIGPIPE, which OpenSSL may raise.
class HttpCaller {
 public:
  HttpCaller();
  HttpCaller(const HttpCaller&) = delete;
  HttpCaller& operator=(const HttpCaller&) = delete;
  ~HttpCaller();

  /// Makes one try. Blocks for at most the call's timeout.
  HttpAnswer run(const HttpCall& call);

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

/// An absolute address taken apart by the parser that will also be used to connect.
struct UrlParts {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case; an IPv6 address without brackets
  std::string port;    ///< as it stands there; "" where it does not
  std::string origin;  ///< scheme://host[:port], for messages
};

/// Nothing for what is no absolute http or https address, or one that carries a user or password.
std::optional<UrlParts> parse_url(const std::string& url);

/// Whether `host` is this machine: 127.0.0.0/8, ::1 (RFC 6890) or the name localhost (RFC 6761).
bool is_loopback(std::string_view host);

}  // namespace vitrine::net
