#pragma once
// HTTP requests to other services, over libcurl: one blocking call at a time for each thread, with
// connections kept open between calls.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::base {

/// What a request is signed with: Amazon's Signature Version 4.
struct Signing {
  std::string key_id;
  std::string secret;
  std::string session_token;  ///< empty for long-lived keys
  std::string region;
  std::string service;  ///< "dynamodb"
};

/// One request. Redirects are never followed.
struct HttpCall {
  std::string method = "GET";
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value", without line ends
  std::string body;                  ///< sent with POST only
  std::chrono::milliseconds connect_timeout{1000};
  std::chrono::milliseconds timeout{5000};  ///< for the whole call
  std::size_t max_answer = std::size_t{1} << 16U;
  bool use_proxy = true;  ///< by the environment's https_proxy and so on; never for loopback
  std::optional<Signing> signing;
};

/// What came of it.
struct HttpAnswer {
  long status = 0;  ///< 0: no answer came, `failure` says why
  std::string body;
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
  std::string origin;  ///< scheme://host[:port], for messages
};

/// Nothing for what is no absolute http or https address, or one that carries a user or password.
std::optional<UrlParts> parse_url(const std::string& url);

/// Whether `host` is this machine: 127.0.0.0/8, ::1 (RFC 6890) or the name localhost (RFC 6761).
bool is_loopback(std::string_view host);

}  // namespace vitrine::base
