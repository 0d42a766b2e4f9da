#include "net/link_check.hpp"

#include <unicode/idna.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <thread>

#include "base/encoding.hpp"
#include "base/version.hpp"
#include "net/public_address.hpp"

namespace vitrine::net {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// A host name in DNS form (UTS 46); nothing if it is invalid.
std::optional<std::string> ascii_host(std::string_view host) {
  UErrorCode failed = U_ZERO_ERROR;
  static const std::unique_ptr<icu::IDNA> idna(
      icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII, failed));
  if (!idna || U_FAILURE(failed) != 0) return std::nullopt;
  icu::IDNAInfo info;
  icu::UnicodeString out;
  idna->nameToASCII(icu::UnicodeString::fromUTF8({host.data(), static_cast<int32_t>(host.size())}), out, info,
                    failed);
  if (U_FAILURE(failed) != 0 || info.hasErrors() != 0) return std::nullopt;
  std::string ascii;
  out.toUTF8String(ascii);
  return ascii;
}

/// The address in the form to send: names in DNS form, non-ASCII characters percent-encoded, as browsers do
/// (WHATWG URL). Nothing if that is impossible.
std::optional<std::string> sendable(const std::string& url) {
  if (url.size() > kMostLinkBytes) return std::nullopt;
  if (is_ascii(url)) return url;
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return std::nullopt;
  const auto begin = scheme_end + 3;
  const auto end = std::min(url.find_first_of(":/?#", begin), url.size());
  const auto host = ascii_host(std::string_view(url).substr(begin, end - begin));
  if (!host) return std::nullopt;
  auto out = url.substr(0, begin) + *host;
  for (const char& c : std::string_view(url).substr(end)) {
    const std::string_view one(&c, 1);
    out += is_ascii(one) ? std::string(one) : base::percent_encode(one);
  }
  return out;
}

bool is_redirect(const HttpAnswer& answer) {
  return answer.status >= 300 && answer.status < 400 && !answer.location.empty();
}

/// The end of a chain of redirects.
struct Walk {
  HttpAnswer answer;
  std::string url;  ///< the last one
  int hops = 0;
  bool is_permanent = true;  ///< whether all redirects are permanent
};

constexpr int kMostHops = 5;

/// HEAD, and GET if HEAD gets no good answer: some servers support only GET.
HttpAnswer ask(const std::string& url, const LinkFetch& fetch) {
  auto answer = fetch("HEAD", url);
  constexpr long kTooMany = 429;  // a second request would not help
  const bool is_bad =
      answer.fault == HttpFault::answer || (answer.status >= 400 && answer.status != kTooMany);
  return is_bad ? fetch("GET", url) : answer;
}

Walk follow(const std::string& url, const LinkFetch& fetch) {
  Walk walk{.url = url};
  while (true) {
    const auto sent = sendable(walk.url);
    if (!sent || !parse_url(*sent)) {
      walk.answer = {.fault = HttpFault::address};
      return walk;
    }
    walk.answer = ask(*sent, fetch);
    if (!is_redirect(walk.answer) || walk.hops == kMostHops) return walk;
    walk.is_permanent = walk.is_permanent && (walk.answer.status == 301 || walk.answer.status == 308);
    walk.url = walk.answer.location;
    ++walk.hops;
  }
}

struct Judgement {
  LinkState state = LinkState::ok;
  LinkReason reason = LinkReason::none;
};

Judgement judge_fault(HttpFault fault, bool is_first) {
  switch (fault) {
    case HttpFault::address:
      return is_first ? Judgement{LinkState::skipped, LinkReason::form}
                      : Judgement{LinkState::unknown, LinkReason::target};
    case HttpFault::refused:
      return {LinkState::skipped, LinkReason::not_public};
    case HttpFault::stopped:
      return {LinkState::skipped, LinkReason::time};
    case HttpFault::name:
      return {LinkState::unreachable, LinkReason::name};
    case HttpFault::connection:
      return {LinkState::unreachable, LinkReason::connection};
    case HttpFault::timeout:
      return {LinkState::unreachable, LinkReason::timeout};
    case HttpFault::tls:
      return {LinkState::unreachable, LinkReason::tls};
    default:
      return {LinkState::unreachable, LinkReason::answer};
  }
}

Judgement judge(const Walk& walk) {
  if (walk.answer.fault != HttpFault::none) return judge_fault(walk.answer.fault, walk.hops == 0);
  if (is_redirect(walk.answer)) return {LinkState::unknown, LinkReason::redirects};
  constexpr long kRangeIsOver = 416;  // answer of an empty page to a range request
  const auto status = walk.answer.status;
  if ((status >= 200 && status < 300) || status == kRangeIsOver)
    return {walk.hops == 0 ? LinkState::ok : LinkState::redirected};
  if (status == 404 || status == 410) return {LinkState::dead};
  return {LinkState::unknown};
}

bool leads_somewhere(LinkState state) {
  return state == LinkState::ok || state == LinkState::redirected;
}

/// The result of the https form of the http address `url`, if that works; nothing if `url` itself must be
/// requested.
std::optional<LinkFinding> try_https(const std::string& url, const LinkFetch& fetch) {
  const auto parts = parse_url(sendable(url).value_or(""));
  if (!parts || parts->scheme != "http" || !parts->port.empty()) return std::nullopt;
  const auto secure = std::string(kHttps) + url.substr(kHttp.size());
  const auto walk = follow(secure, fetch);
  const auto judgement = judge(walk);
  if (leads_somewhere(judgement.state) && walk.url.starts_with(kHttps))
    return LinkFinding{
        .url = url, .state = LinkState::unsafe, .status = walk.answer.status, .location = secure};
  // A finding about the name holds for both.
  const bool is_of_name = judgement.state == LinkState::skipped || judgement.reason == LinkReason::name;
  if (is_of_name && walk.hops == 0)
    return LinkFinding{.url = url, .state = judgement.state, .reason = judgement.reason};
  return std::nullopt;
}

/// Makes the requests of one check.
class Checker {
 public:
  Checker(const LinkCheckOptions& options, const std::stop_token& stop)
      : options_(options), stop_(stop), end_(Clock::now() + options.timeout) {}

  LinkFinding check(const std::string& url) {
    const auto end = std::min(end_, Clock::now() + options_.link_timeout);
    return check_link(
        url, [&](const std::string& method, const std::string& at) { return fetch(method, at, end); });
  }

 private:
  HttpAnswer fetch(const std::string& method, const std::string& url, Clock::time_point end) {
    if (stop_.stop_requested() || Clock::now() >= end_) return {.fault = HttpFault::stopped};
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
    if (left <= milliseconds(0)) return {.fault = HttpFault::timeout};
    constexpr std::size_t kEnough = 4096;
    HttpCall call{.method = method,
                  .url = url,
                  .headers = {"User-Agent: Vitrine/" + std::string(version()) + " (link check)",
                              "Accept: text/html, */*;q=0.8"},
                  .connect_timeout = std::min(left, options_.call_timeout),
                  .timeout = std::min(left, options_.call_timeout),
                  .max_answer = kEnough,
                  .is_head_enough = true,
                  .use_proxy = false,
                  .may_connect = [this](const auto& to, std::uint16_t port) { return allows(to, port); },
                  .stop = stop_};
    if (method == "GET") call.headers.push_back("Range: bytes=0-" + std::to_string(kEnough - 1));
    auto answer = caller_.run(call);
    // If the total time was over, that says nothing about this link.
    if (answer.fault == HttpFault::timeout && Clock::now() >= end_) answer.fault = HttpFault::stopped;
    return answer;
  }

  [[nodiscard]] bool allows(const boost::asio::ip::address& to, std::uint16_t port) const {
    constexpr std::uint16_t kHttpPort = 80;
    constexpr std::uint16_t kHttpsPort = 443;
    return options_.allowed.has(to) || (is_public(to) && (port == kHttpPort || port == kHttpsPort));
  }

  const LinkCheckOptions& options_;
  const std::stop_token& stop_;
  const Clock::time_point end_;
  HttpCaller caller_;
};

Message words(LinkReason reason) {
  switch (reason) {
    case LinkReason::name:
      return "its name is not known"_msg;
    case LinkReason::connection:
      return "connections are refused"_msg;
    case LinkReason::timeout:
      return "it takes too long"_msg;
    case LinkReason::tls:
      return "its certificate or encryption is not to be trusted"_msg;
    case LinkReason::answer:
      return "what answers there does not speak HTTP"_msg;
    case LinkReason::redirects:
      return "it leads on too often"_msg;
    case LinkReason::target:
      return "it leads on to what is no web address"_msg;
    case LinkReason::not_public:
      return "not a public address at port 80 or 443"_msg;
    case LinkReason::form:
      return "no address of http or https, or one with a user or password"_msg;
    case LinkReason::time:
      return "the time was over"_msg;
    case LinkReason::none:
      break;
  }
  return {};
}

}  // namespace

LinkFinding check_link(const std::string& url, const LinkFetch& fetch) {
  if (auto found = try_https(url, fetch)) return *found;
  const auto walk = follow(url, fetch);
  const auto judgement = judge(walk);
  LinkFinding out{
      .url = url, .state = judgement.state, .reason = judgement.reason, .status = walk.answer.status};
  if (out.state == LinkState::redirected) {
    out.location = walk.url;
    out.is_permanent = walk.is_permanent;
  }
  return out;
}

std::vector<LinkFinding> check_links(const std::vector<std::string>& urls, const LinkCheckOptions& options,
                                     const std::stop_token& stop) {
  std::vector<LinkFinding> out(urls.size());
  Checker checker(options, stop);
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> threads(std::min(options.parallel, urls.size()));
    for (auto& thread : threads) {
      thread = std::jthread([&] {
        for (auto i = next++; i < urls.size(); i = next++) out[i] = checker.check(urls[i]);
      });
    }
  }
  return out;
}

Message describe(const LinkFinding& finding) {
  const auto status = finding.status == 0 ? "" : " (" + std::to_string(finding.status) + ")";
  switch (finding.state) {
    case LinkState::ok:
      return "fine"_msg;
    case LinkState::redirected:
      return finding.is_permanent ? "moved for good to {0}"_msg(finding.location)
                                  : "leads on to {0}"_msg(finding.location);
    case LinkState::unsafe:
      return "not encrypted, though {0} works"_msg(finding.location);
    case LinkState::dead:
      return "nothing is there any more{0}"_msg(status);
    case LinkState::unreachable:
      return "nobody answers: {0}"_msg(words(finding.reason));
    case LinkState::unknown:
      return finding.reason == LinkReason::none ? "its server does not tell programs{0}"_msg(status)
                                                : "not known: {0}"_msg(words(finding.reason));
    case LinkState::skipped:
      return "not checked: {0}"_msg(words(finding.reason));
  }
  return {};
}

}  // namespace vitrine::net
