#include "http/message/client_address.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::client_address_test {
namespace {

std::string client(const std::vector<std::string>& proxies, std::string peer,
                   const std::vector<std::string>& forwarded) {
  Request request;
  request.peer = std::move(peer);
  for (const auto& value : forwarded) request.fields.emplace_back("x-forwarded-for", value);
  return TrustedProxies::parse(proxies).value().client(request);
}

TEST(ClientAddress, IsTheOtherEndWhereNoProxyIsTrusted) {
  EXPECT_EQ(client({}, "192.0.2.1", {"198.51.100.9"}), "192.0.2.1");
  EXPECT_EQ(client({"10.0.0.0/8"}, "192.0.2.1", {"198.51.100.9"}), "192.0.2.1");
}

TEST(ClientAddress, IsWhatTheTrustedProxySaw) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"198.51.100.9"}), "198.51.100.9");
  EXPECT_EQ(client({"10.1.2.3"}, "10.1.2.3", {"198.51.100.9"}), "198.51.100.9");
  EXPECT_EQ(client({"fd00::/8"}, "fd00::1", {"2001:DB8::5"}), "2001:db8::5");
  EXPECT_EQ(client({"10.0.0.0/8"}, "::ffff:10.1.2.3", {"198.51.100.9"}), "198.51.100.9");
}

TEST(ClientAddress, MayHaveAPort) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"198.51.100.9:4711"}), "198.51.100.9");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"[2001:DB8::5]:4711"}), "2001:db8::5");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"[2001:db8::5]"}), "2001:db8::5");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"198.51.100.9:1, 10.9.9.9:2"}), "198.51.100.9");
  for (const auto* text : {"[2001:db8::5", "[]:1", "[2001:db8::5]x", ":1", "[198.51.100.9"})
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {text}), "10.1.2.3") << text;
}

TEST(ClientAddress, WhatAClientClaimsOfItselfIsNotReached) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"203.0.113.7, 198.51.100.9"}), "198.51.100.9");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"203.0.113.7", "198.51.100.9, 10.9.9.9"}), "198.51.100.9");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {"203.0.113.7, nonsense, 10.9.9.9"}), "10.9.9.9");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", {}), "10.1.2.3");
}

TEST(ClientAddress, SaysWhichNetworkIsNone) {
  for (const auto* text : {"10.0.0.0/33", "ten", "fd00::/129", ""}) {
    const auto parsed = TrustedProxies::parse({text});
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().text().find(std::string("'") + text), std::string::npos);
  }
}

}  // namespace
}  // namespace vitrine::http::client_address_test
