#include "net/link_check.hpp"

#include <gmock/gmock.h>

#include <map>

namespace vitrine::net::link_check_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Simulated servers with fixed answers; an unlisted address has an unknown name.
struct Web {
  std::map<std::string, HttpAnswer> answers;  ///< by "METHOD address", else by address
  std::vector<std::string> asked;

  LinkFinding check(const std::string& url) {
    return check_link(url, [this](const std::string& method, const std::string& at) {
      asked.push_back(method + ' ' + at);
      for (const auto& key : {method + ' ' + at, at}) {
        if (const auto found = answers.find(key); found != answers.end()) return found->second;
      }
      return HttpAnswer{.fault = HttpFault::name};
    });
  }
};

HttpAnswer status(long code) {
  return {.status = code};
}
HttpAnswer redirect(long code, std::string to) {
  return {.status = code, .location = std::move(to)};
}
HttpAnswer fault(HttpFault what) {
  return {.fault = what};
}

TEST(LinkCheck, OneRequestIsEnoughForAGoodLink) {
  Web web{.answers = {{"https://a.example/", status(200)}}};
  EXPECT_EQ(web.check("https://a.example/").state, LinkState::ok);
  EXPECT_THAT(web.asked, ElementsAre("HEAD https://a.example/"));
}

TEST(LinkCheck, WhereHeadIsNotAnsweredWellGetDecides) {
  for (const auto& bad : {status(405), status(404), status(403), status(500), fault(HttpFault::answer)}) {
    Web web{.answers = {{"HEAD https://a.example/", bad}, {"GET https://a.example/", status(206)}}};
    EXPECT_EQ(web.check("https://a.example/").state, LinkState::ok) << bad.status;
    EXPECT_EQ(web.asked.size(), 2U);
  }
}

TEST(LinkCheck, OnlyWhatIsSureIsDead) {
  const auto judged = [](const HttpAnswer& answer) {
    return Web{.answers = {{"https://a.example/", answer}}}.check("https://a.example/");
  };
  for (const long code : {404, 410}) {
    EXPECT_EQ(judged(status(code)).state, LinkState::dead) << code;
    EXPECT_EQ(judged(status(code)).status, code);
  }
  for (const long code :
       {300, 304, 400, 401, 402, 403, 406, 407, 408, 418, 429, 451, 500, 502, 503, 530, 999})
    EXPECT_EQ(judged(status(code)).state, LinkState::unknown) << code;
  for (const long code : {200, 204, 206, 416}) EXPECT_EQ(judged(status(code)).state, LinkState::ok) << code;
}

TEST(LinkCheck, WhyNobodyAnswersIsTold) {
  const std::map<HttpFault, std::pair<LinkState, LinkReason>> expected{
      {HttpFault::name, {LinkState::unreachable, LinkReason::name}},
      {HttpFault::connection, {LinkState::unreachable, LinkReason::connection}},
      {HttpFault::timeout, {LinkState::unreachable, LinkReason::timeout}},
      {HttpFault::tls, {LinkState::unreachable, LinkReason::tls}},
      {HttpFault::answer, {LinkState::unreachable, LinkReason::answer}},
      {HttpFault::refused, {LinkState::skipped, LinkReason::not_public}},
      {HttpFault::stopped, {LinkState::skipped, LinkReason::time}}};
  for (const auto& [what, how] : expected) {
    const auto found = Web{.answers = {{"https://a.example/", fault(what)}}}.check("https://a.example/");
    EXPECT_EQ(std::pair(found.state, found.reason), how) << static_cast<int>(what);
    EXPECT_EQ(found.status, 0);
  }
}

TEST(LinkCheck, RedirectsAreFollowedAndOnlyThoseForGoodAreCalledPermanent) {
  Web web{.answers = {{"https://a.example/", redirect(301, "https://b.example/")},
                      {"https://b.example/", redirect(308, "https://c.example/")},
                      {"https://c.example/", status(200)},
                      {"https://d.example/", redirect(302, "https://a.example/")},
                      {"https://gone.example/", redirect(301, "https://none.example/")},
                      {"https://none.example/", status(404)}}};
  auto found = web.check("https://a.example/");
  EXPECT_EQ(found.state, LinkState::redirected);
  EXPECT_EQ(found.location, "https://c.example/");
  EXPECT_TRUE(found.is_permanent);
  found = web.check("https://d.example/");
  EXPECT_EQ(found.location, "https://c.example/");
  EXPECT_FALSE(found.is_permanent);
  EXPECT_EQ(web.check("https://gone.example/").state, LinkState::dead);
}

TEST(LinkCheck, RedirectsEndSomewhere) {
  Web web{.answers = {{"https://a.example/", redirect(302, "https://a.example/")},
                      {"https://b.example/", redirect(302, "ftp://b.example/")},
                      {"https://c.example/", redirect(302, "https://user:word@b.example/")},
                      {"https://d.example/", redirect(302, "https://inside.example/")},
                      {"https://inside.example/", fault(HttpFault::refused)},
                      {"https://e.example/0", redirect(302, "https://e.example/1")},
                      {"https://e.example/1", redirect(302, "https://e.example/2")},
                      {"https://e.example/2", redirect(302, "https://e.example/3")},
                      {"https://e.example/3", redirect(302, "https://e.example/4")},
                      {"https://e.example/4", redirect(302, "https://e.example/5")},
                      {"https://e.example/5", status(200)}}};
  EXPECT_EQ(web.check("https://a.example/").reason, LinkReason::redirects);
  EXPECT_EQ(web.asked.size(), 6U);
  EXPECT_EQ(web.check("https://b.example/").reason, LinkReason::target);
  EXPECT_EQ(web.check("https://c.example/").reason, LinkReason::target);
  const auto inside = web.check("https://d.example/");
  EXPECT_EQ(inside.reason, LinkReason::not_public);
  EXPECT_EQ(inside.location, "");
  EXPECT_EQ(web.check("https://e.example/0").state, LinkState::redirected);
}

TEST(LinkCheck, AnUnencryptedLinkIsUnsafeWhereTheEncryptedOneWorks) {
  Web web{.answers = {{"https://a.example/x", status(200)},
                      {"https://old.example/", fault(HttpFault::tls)},
                      {"http://old.example/", status(200)},
                      {"https://back.example/", redirect(301, "http://back.example/")},
                      {"http://back.example/", status(200)},
                      {"http://b.example:8080/", status(200)},
                      {"https://inside.example/", fault(HttpFault::refused)}}};
  const auto unsafe = web.check("http://a.example/x");
  EXPECT_EQ(unsafe.state, LinkState::unsafe);
  EXPECT_EQ(unsafe.location, "https://a.example/x");
  EXPECT_EQ(web.check("http://old.example/").state, LinkState::ok);
  EXPECT_EQ(web.check("http://back.example/").state, LinkState::ok);
  web.asked.clear();
  EXPECT_EQ(web.check("http://b.example:8080/").state, LinkState::ok);
  EXPECT_EQ(web.check("http://inside.example/").reason, LinkReason::not_public);
  EXPECT_EQ(web.check("http://none.example/").reason, LinkReason::name);
  EXPECT_THAT(web.asked, ElementsAre("HEAD http://b.example:8080/", "HEAD https://inside.example/",
                                     "HEAD https://none.example/"));
}

TEST(LinkCheck, WhatIsNoWebAddressIsNotAsked) {
  Web web;
  for (const std::string url :
       {"", "example", "ftp://a.example/", "javascript:alert(1)", "https://", "https://user@a.example/",
        "http://user:word@a.example/", "file:///etc/passwd", "gopher://a.example/", "https://a b.example/",
        "https://\xFF.example/"})
    EXPECT_EQ(web.check(url).reason, LinkReason::form) << url;
  EXPECT_EQ(web.check("https://a.example/" + std::string(kMostLinkBytes, 'a')).reason, LinkReason::form);
  EXPECT_THAT(web.asked, IsEmpty());
}

TEST(LinkCheck, OtherLettersAreSentAsBrowsersSendThem) {
  Web web{.answers = {{"https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC", status(200)}}};
  const auto found = web.check("https://münchen.example/straße?q=ü");
  EXPECT_EQ(found.state, LinkState::ok);
  EXPECT_EQ(found.url, "https://münchen.example/straße?q=ü");
}

TEST(LinkCheck, ThisMachineAndItsNetworkAreNotReached) {
  const auto found = check_links({"http://127.0.0.1:1/", "http://localhost/", "http://[::1]/",
                                  "http://2130706433/", "http://169.254.169.254/latest/meta-data/",
                                  "http://[::ffff:127.0.0.1]/", "http://0/", "http://8.8.8.8:22/"},
                                 {});
  for (const auto& one : found) {
    EXPECT_EQ(one.state, LinkState::skipped) << one.url;
    EXPECT_EQ(one.reason, LinkReason::not_public) << one.url;
  }
}

TEST(LinkCheck, NothingIsAskedOnceItIsToStop) {
  const std::stop_source source;
  source.request_stop();
  const auto found = check_links({"http://127.0.0.1:1/"}, {}, source.get_token());
  EXPECT_EQ(found.front().reason, LinkReason::time);
  EXPECT_THAT(check_links({}, {}), IsEmpty());
}

}  // namespace
}  // namespace vitrine::net::link_check_test
