#include "site/identity/relying_party.hpp"

#include <gtest/gtest.h>

namespace vitrine::site::relying_party_test {
namespace {

TEST(RelyingParty, IsTheDomainOfTheSite) {
  struct Row {
    const char* url;
    const char* id;
    const char* origin;
  };
  for (const auto& row : {Row{"https://CV.example.org", "cv.example.org", "https://cv.example.org"},
                          Row{"https://cv.example.org:443", "cv.example.org", "https://cv.example.org"},
                          Row{"https://cv.example.org:8443", "cv.example.org", "https://cv.example.org:8443"},
                          Row{"http://localhost:8080", "localhost", "http://localhost:8080"},
                          Row{"http://cv.localhost", "cv.localhost", "http://cv.localhost"},
                          Row{"http://127.0.0.1:8080", "localhost", "http://localhost:8080"},
                          Row{"http://127.8.0.1", "localhost", "http://localhost"},
                          Row{"https://[::1]:9000", "localhost", "https://localhost:9000"}}) {
    const auto party = relying_party(row.url);
    ASSERT_TRUE(party) << row.url;
    EXPECT_EQ(party->id, row.id) << row.url;
    EXPECT_EQ(party->origin, row.origin) << row.url;
  }
}

TEST(RelyingParty, IsNothingWhereBrowsersGiveNoPasskeys) {
  for (const auto* url : {"", "cv.example.org", "http://cv.example.org", "https://192.0.2.1",
                          "https://[2001:db8::1]:8080", "http://192.168.0.2:8080", "https://"})
    EXPECT_FALSE(relying_party(url)) << url;
}

TEST(RelyingParty, IsNoAddress) {
  for (const auto* authority : {"127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080", "192.0.2.1:443"})
    EXPECT_TRUE(is_address(authority)) << authority;
  for (const auto* authority : {"", "localhost", "localhost:8080", "cv.example.org", "127.0.0.1.example.org"})
    EXPECT_FALSE(is_address(authority)) << authority;
}

}  // namespace
}  // namespace vitrine::site::relying_party_test
