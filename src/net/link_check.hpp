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

/// What became of a link.
enum class LinkState {
  ok,
  redirected,   ///< it leads on, to where there is something
  unsafe,       ///< it is http, and https leads there as well
  dead,         ///< its server says that nothing is there (404, 410)
  unreachable,  ///< no server answers
  unknown,      ///< a server answers, but programs do not learn whether anything is there
  skipped,      ///< nobody was asked
};
inline constexpr std::array<std::string_view, 7> kLinkStateNames{
    "ok", "redirected", "unsafe", "dead", "unreachable", "unknown", "skipped"};

/// Why it is so, where the state alone does not say it.
enum class LinkReason {
  none,
  name,        ///< unreachable: its name is not known (DNS)
  connection,  ///< unreachable: connections are refused
  timeout,     ///< unreachable: too slow
  tls,         ///< unreachable: its certificate or encryption is not to be trusted
  answer,      ///< unreachable: what comes is no answer of HTTP
  redirects,   ///< unknown: it leads on too often
  target,      ///< unknown: it leads on to what is no web address
  not_public,  ///< skipped: not a public address at port 80 or 443
  form,        ///< skipped: no address of http or https, or one with a user or password
  time,        ///< skipped: the time was over before
};
inline constexpr std::array<std::string_view, 11> kLinkReasonNames{
    "",          "name",   "connection", "timeout", "tls", "answer",
    "redirects", "target", "not-public", "form",    "time"};

struct LinkFinding {
  std::string url;  ///< as it was given
  LinkState state = LinkState::ok;
  LinkReason reason = LinkReason::none;
  long status = 0;            ///< of HTTP, the last one; 0: none
  std::string location;       ///< redirected, unsafe: the address to write instead
  bool is_permanent = false;  ///< redirected: whether it says that this is so for good (301, 308)
};

struct LinkCheckOptions {
  Networks allowed;  ///< addresses that are checked, at any port, although they are not public
  std::size_t parallel = 6;
  std::chrono::milliseconds call_timeout{6'000};   ///< of one request
  std::chrono::milliseconds link_timeout{12'000};  ///< of one link, with all its requests
  std::chrono::milliseconds timeout{30'000};       ///< of the whole; links that are left then are skipped
};

/// Most links of one check that somebody asks the service for.
inline constexpr std::size_t kMostLinks = 50;
/// Longest address, in bytes, that is checked.
inline constexpr std::size_t kMostLinkBytes = 2048;

/// Makes one request of `method` (HEAD or GET) to an address.
using LinkFetch = std::function<HttpAnswer(const std::string& method, const std::string& url)>;

/// Judges one link by what `fetch` gives. HEAD first; GET where that is not answered well. Redirects are
/// followed at most 5 times. http is tried as https first. What is not sure is never called dead.
LinkFinding check_link(const std::string& url, const LinkFetch& fetch);

/// Checks all, each once, in their order; a few at a time on threads of its own. Blocks for at most the
/// options' timeout and about a second, less where `stop` is asked for.
///
/// For addresses that strangers give: connections are made only to what is_public(), ports 80 and 443, and to
/// the networks allowed, judged by the address of each socket when it is opened, so also after redirects and
/// whatever a name means later. No proxy, cookies or credentials; at most 4 KiB of an answer are read.
std::vector<LinkFinding> check_links(const std::vector<std::string>& urls, const LinkCheckOptions& options,
                                     const std::stop_token& stop = {});

/// The finding in words, for a person: "nothing is there any more (404)".
Message describe(const LinkFinding& finding);

}  // namespace vitrine::net
