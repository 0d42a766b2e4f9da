#include "http/message/local_names.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::local_names_test {
namespace {

LocalNames listening_on(const char* address) {
  return LocalNames(boost::asio::ip::make_address(address));
}

TEST(LocalNames, HaveLoopbackInAnySpelling) {
  const auto names = listening_on("127.0.0.1");
  for (const auto* host :
       {"localhost", "LocalHost", "localhost.", "localhost:8090", "localhost:", "localhost.:1",
        "cv.localhost", "A.B.LOCALHOST:80", "127.0.0.1", "127.0.0.1:8090", "127.255.255.254", "127.0.0.1.",
        "[::1]", "[::1]:8090", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]"})
    EXPECT_TRUE(names.has(host)) << host;
}

TEST(LocalNames, HaveNoNameOfOthers) {
  for (const auto* listener : {"127.0.0.1", "0.0.0.0", "192.0.2.7", "::"}) {
    const auto names = listening_on(listener);
    for (const auto* host : {"",
                             ".",
                             ":",
                             ":80",
                             "evil.example",
                             "evil.example:8090",
                             "localhost.evil.example",
                             "localhost..",
                             "notlocalhost",
                             "evil-localhost",
                             ".localhost",
                             "localhost.localdomain",
                             "127.0.0.1.evil.example",
                             "127.0.0.1.nip.example",
                             "127.1",
                             "2130706433",
                             "0x7f.0.0.1",
                             "0177.0.0.1",
                             "localhost:80:80",
                             "localhost:80a",
                             "localhost,evil.example",
                             "::1",
                             "[::1",
                             "[::1]evil.example",
                             "[::1]:80.evil.example",
                             "[localhost]",
                             "[127.0.0.1]",
                             "user@localhost",
                             "localhost%00.evil.example",
                             "local%68ost"})
      EXPECT_FALSE(names.has(host)) << listener << ' ' << host;
  }
}

TEST(LocalNames, HaveTheAddressThatIsListenedOn) {
  EXPECT_TRUE(listening_on("192.0.2.7").has("192.0.2.7:8090"));
  EXPECT_TRUE(listening_on("192.0.2.7").has("localhost"));
  EXPECT_TRUE(listening_on("2001:db8::7").has("[2001:DB8:0::7]:1"));
  EXPECT_FALSE(listening_on("192.0.2.7").has("192.0.2.8"));
  EXPECT_FALSE(listening_on("127.0.0.1").has("192.0.2.7"));
  EXPECT_TRUE(listening_on("0.0.0.0").has("192.0.2.7"));
  EXPECT_TRUE(listening_on("::").has("[2001:db8::7]"));
}

TEST(LocalNames, CountInHostAndTarget) {
  const auto names = listening_on("127.0.0.1");
  const auto admits = [&](std::string_view target, std::string_view host) {
    return names.admit({.method = "GET", .target = target, .fields = {{"host", host}}});
  };
  EXPECT_TRUE(admits("/", "localhost"));
  EXPECT_TRUE(admits("/?to=http://evil.example/", "localhost"));
  EXPECT_TRUE(admits("*", "localhost"));
  EXPECT_TRUE(admits("http://127.0.0.1:1/x", "localhost"));
  EXPECT_TRUE(admits("HTTP://localhost?x", "localhost"));
  EXPECT_FALSE(admits("/", "evil.example"));
  EXPECT_FALSE(admits("http://evil.example/", "localhost"));
  EXPECT_FALSE(admits("http://localhost/", "evil.example"));
  EXPECT_FALSE(admits("http://evil.example?http://localhost/", "localhost"));
  EXPECT_FALSE(names.admit({.method = "GET", .target = "/"}));
}

}  // namespace
}  // namespace vitrine::http::local_names_test
