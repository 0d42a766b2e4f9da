#include "http/message/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::http::request_head_test {
namespace {

/// A head and its parsing result.
struct Parsed {
  std::string head;
  Request request;
  Framing framing;
  unsigned status = 0;  ///< 0: accepted

  explicit Parsed(std::string text, const HeadLimits& limits = {}) : head(std::move(text)) {
    const auto wrong = parse_head(head, limits, request, framing);
    status = wrong ? wrong->status : 0;
  }
};

std::string get(const std::string& target, const std::string& fields = "Host: a\r\n") {
  return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}

TEST(RequestHead, GivesItsParts) {
  const Parsed parsed(get("/a%20b/%C3%A9?x=%2f&y", "HOST: a:80\r\nX-Two:  b c\t\r\nEmpty:\r\nx-two: d\r\n"));
  ASSERT_EQ(parsed.status, 0U);
  EXPECT_EQ(parsed.request.method, "GET");
  EXPECT_EQ(parsed.request.target, "/a%20b/%C3%A9?x=%2f&y");
  EXPECT_EQ(parsed.request.path, "/a b/é");
  EXPECT_EQ(parsed.request.query, "x=%2f&y");
  ASSERT_EQ(parsed.request.fields.size(), 4U);
  EXPECT_EQ(parsed.request.fields[0].first, "host");
  EXPECT_EQ(parsed.request.field("x-two"), "b c");
  EXPECT_EQ(parsed.request.fields[3].second, "d");
  EXPECT_EQ(parsed.request.field("empty"), "");
  EXPECT_FALSE(parsed.framing.has_body());
}

TEST(RequestHead, FieldValuesMayHoldBytesOverAscii) {
  EXPECT_EQ(Parsed(get("/", "Host: a\r\nX: caf\xC3\xA9 \xFF\r\n")).request.field("x"), "caf\xC3\xA9 \xFF");
}

TEST(RequestHead, AFieldValueIsLookedAtWhole) {
  for (std::size_t size = 1; size <= 70; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const auto& [byte, status] : {std::pair('\x01', 400U),
                                         {'\x1F', 400U},
                                         {'\x7F', 400U},
                                         {'\0', 400U},
                                         {'\r', 400U},
                                         {'\t', 0U},
                                         {' ', 0U},
                                         {'~', 0U},
                                         {'\x80', 0U},
                                         {'\xFF', 0U}}) {
        std::string value(size, 'v');
        value[at] = byte;
        EXPECT_EQ(Parsed(get("/", "Host: a\r\nX:" + value + "\r\n")).status, status)
            << size << ' ' << at << ' ' << static_cast<int>(byte);
      }
    }
  }
}

TEST(RequestHead, NothingIsLeftFromTheRequestBefore) {
  std::string first = "POST /1?q HTTP/1.0\r\nX: y\r\nContent-Length: 5\r\n\r\n";
  std::string second = get("/2");
  Request request;
  Framing framing;
  ASSERT_FALSE(parse_head(first, {}, request, framing));
  ASSERT_FALSE(parse_head(second, {}, request, framing));
  EXPECT_EQ(request.path, "/2");
  EXPECT_EQ(request.query, "");
  EXPECT_EQ(request.fields.size(), 1U);
  EXPECT_EQ(framing.length, 0U);
  EXPECT_TRUE(framing.keep_alive);
  EXPECT_FALSE(framing.is_http_1_0);
}

TEST(RequestHead, Targets) {
  const auto path = [](const std::string& target) { return Parsed(get(target)).request.path; };
  EXPECT_EQ(path("/"), "/");
  EXPECT_EQ(path("//a//b/"), "//a//b/");  // empty segments are kept: merging them would change the resource
  EXPECT_EQ(path("/.well-known/..a/b.."), "/.well-known/..a/b..");
  EXPECT_EQ(path("http://example.org/a?b"), "/a");
  EXPECT_EQ(path("HTTPS://example.org:8443"), "/");
  EXPECT_EQ(path("/?/../"), "/");  // a query may contain characters that a path may not
  EXPECT_EQ(Parsed("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").request.path, "/");

  for (const auto* target :
       {"",         "a",         "*",          "/.",          "/..",         "/a/./b",     "/%2e",
        "/.%2E/",   "/a%2Fb",    "/a%2fb",     "/%00",        "/%",          "/%4",        "/%zz",
        "/%C3",     "/%C0%AF",   "/%ED%A0%80", "/#f",         "/a b",        "/\x7f",      "/\xC3\xA9",
        "ftp://a/", "http:///a", "http://",    "http://u@a/", "http://a/..", "http://a?b", "//..",
        "http:/a"}) {
    EXPECT_EQ(Parsed(get(target)).status, 400U) << target;
  }
}

TEST(RequestHead, Limits) {
  const HeadLimits limits{.max_target_bytes = 4, .max_body_bytes = 10};
  EXPECT_EQ(Parsed(get("/abc"), limits).status, 0U);
  EXPECT_EQ(Parsed(get("/abcd"), limits).status, 414U);
  const auto with_length = [&](const std::string& length) {
    return Parsed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n", limits);
  };
  EXPECT_EQ(with_length("10").framing.length, 10U);
  EXPECT_EQ(with_length("0010").framing.length, 10U);
  EXPECT_EQ(with_length("11").status, 413U);
  EXPECT_EQ(with_length("18446744073709551616").status, 413U);
  EXPECT_EQ(with_length("1 0").status, 400U);
}

TEST(RequestHead, WhetherTheConnectionStays) {
  const auto stays = [](const std::string& version, const std::string& connection) {
    return Parsed("GET / HTTP/" + version + "\r\nHost: a\r\n" + connection + "\r\n").framing.keep_alive;
  };
  EXPECT_TRUE(stays("1.1", ""));
  EXPECT_FALSE(stays("1.1", "Connection: close\r\n"));
  EXPECT_FALSE(stays("1.1", "Connection: keep-alive,, Close \r\n"));
  EXPECT_FALSE(stays("1.1", "Connection: a\r\nConnection: close\r\n"));
  EXPECT_TRUE(stays("1.1", "Connection: closed\r\n"));
  EXPECT_FALSE(stays("1.0", ""));
  EXPECT_TRUE(stays("1.0", "Connection: Keep-Alive\r\n"));
  EXPECT_FALSE(stays("1.0", "Connection: keep-alive, close\r\n"));
}

TEST(RequestHead, Expectations) {
  const auto text = [](const std::string& version) {
    return "POST / HTTP/" + version + "\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n";
  };
  EXPECT_TRUE(Parsed(text("1.1")).framing.wants_continue);
  EXPECT_FALSE(Parsed(text("1.0")).framing.wants_continue);  // RFC 9110 section 10.1.1
  EXPECT_EQ(Parsed(get("/", "Host: a\r\nExpect: x\r\n")).status, 417U);
}

TEST(RequestHead, HostIsOnceAndWellFormed) {
  for (const auto* host : {"a", "a.example:8080", "[::1]:80", "127.0.0.1", ""}) {
    EXPECT_EQ(Parsed(get("/", "Host: " + std::string(host) + "\r\n")).status, 0U) << host;
  }
  for (const auto* host : {"a b", "a/b", "a\\b", "u@a", "a?b", "a#b", "\xC3\xA9", "a\"", "<a>"}) {
    EXPECT_EQ(Parsed(get("/", "Host: " + std::string(host) + "\r\n")).status, 400U) << host;
  }
  EXPECT_EQ(Parsed(get("/", "")).status, 400U);
  EXPECT_EQ(Parsed("GET / HTTP/1.0\r\n\r\n").status, 0U);
  EXPECT_EQ(Parsed("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").status, 400U);
}

TEST(RequestHead, AHeadWithoutItsEndIsRefused) {
  const auto whole = get("/a", "Host: a\r\nX: y\r\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(Parsed(whole.substr(0, size)).status, 400U) << size;
  }
}

TEST(FieldLine, IsTakenApart) {
  const auto field = parse_field_line("Name:\t a:b \t");
  ASSERT_TRUE(field);
  EXPECT_EQ(field->first, "Name");
  EXPECT_EQ(field->second, "a:b");
  for (const auto* line :
       {"", ":", "a", " a: b", "a : b", "a\t: b", "(a): b", "a: b\rc", "a: b\nc", "a: \x01"}) {
    EXPECT_FALSE(parse_field_line(line)) << line;
  }
}

TEST(FieldLine, EveryByteAtEveryPlaceOfItsValue) {
  for (std::size_t size = 1; size <= 20; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (unsigned byte = 0; byte < 256; ++byte) {
        std::string value(size, '\xFF');  // obs-text is allowed there
        value[place] = static_cast<char>(byte);
        const bool may_stand = byte == '\t' || (byte >= 0x20 && byte != 0x7F);
        EXPECT_EQ(parse_field_line("X: a" + value + "a").has_value(), may_stand)
            << size << ' ' << place << ' ' << byte;
      }
    }
  }
}

}  // namespace
}  // namespace vitrine::http::request_head_test
