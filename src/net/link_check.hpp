#pragma once
// Checks whether web links still work, with as few requests as possible.

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "net/http_call.hpp"
#include "net/networks.hpp"

namespace vitrine::net {

/// The state of a link.
enum class LinkState {
  ok,
  redirected,   ///< it redirects to an existing page
  unsafe,       ///< it is http, and the same address works with https
  dead,         ///< its server says that it does not exist (404, 410)
  unreachable,  ///< no server answers
  unknown,      ///< a server answers, but does not tell programs whether the page exists
  skipped,      ///< not requested
};
inline constexpr std::array<std::string_view, 7> kLinkStateNames{
    "ok", "redirected", "unsafe", "dead", "unreachable", "unknown", "skipped"};

/// The reason, if the state alone does not show it.
enum class LinkReason {
  none,
  name,        ///< unreachable: the name does not resolve (DNS)
  connection,  ///< unreachable: connections are refused
  timeout,     ///< unreachable: too slow
  tls,         ///< unreachable: its certificate or encryption cannot be trusted
  answer,      ///< unreachable: not a valid HTTP answer
  redirects,   ///< unknown: too many redirects
  target,      ///< unknown: redirects to something that is no web address
  not_public,  ///< skipped: not a public address at port 80 or 443
  form,        ///< skipped: no address of http or https, or one with a user or password
  time,        ///< skipped: the time limit was reached first
};
inline constexpr std::array<std::string_view, 11> kLinkReasonNames{
    "",          "name",   "connection", "timeout", "tls", "answer",
    "redirects", "target", "not-public", "form",    "time"};

struct LinkFinding {
  std::string url;  ///< as it was given
  LinkState state = LinkState::ok;
  LinkReason reason = LinkReason::none;
  long status = 0;            ///< last HTTP status; 0: none
  std::string location;       ///< redirected, unsafe: the address to write instead
  bool is_permanent = false;  ///< redirected: whether the redirect is permanent (301, 308)
};

struct LinkCheckOptions {
  Networks allowed;  ///< networks that are checked, at any port, although they are not public
  std::size_t parallel = 6;
  std::chrono::milliseconds call_timeout{6'000};   ///< for one request
  std::chrono::milliseconds link_timeout{12'000};  ///< for one link, with all its requests
  std::chrono::milliseconds timeout{30'000};       ///< for the whole check; remaining links are skipped
};

/// Maximum number of links in one check by the service.
inline constexpr std::size_t kMostLinks = 50;
/// Maximum length of an address in bytes.
inline constexpr std::size_t kMostLinkBytes = 2048;

/// Makes one request of `method` (HEAD or GET) to an address.
using LinkFetch = std::function<HttpAnswer(const std::string& method, const std::string& url)>;

/// Checks one link with `fetch`. HEAD first; GET if HEAD gets no good answer. Follows at most 5 redirects.
/// Tries https first for http. Never calls an uncertain link dead.
LinkFinding check_link(const std::string& url, const LinkFetch& fetch);

/// Checks all links, each once, in order; a few at a time on its own threads. Blocks at most for the options'
/// timeout and about a second, less if `stop` is requested.
///
/// Safe for addresses from strangers. It connects only to is_public() addresses, ports 80 and 443, and to the
/// allowed networks. It checks the address of each socket when it opens, so also after redirects and whatever
/// a name resolves to later. No proxy, cookies or credentials; at most 4 KiB of an answer are read.
std::vector<LinkFinding> check_links(const std::vector<std::string>& urls, const LinkCheckOptions& options,
                                     const std::stop_token& stop = {});

/// The finding in words for people: "nothing is there any more (404)".
Message describe(const LinkFinding& finding);

}  // namespace vitrine::net
