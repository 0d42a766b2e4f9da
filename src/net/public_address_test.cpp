#include "net/public_address.hpp"

#include <gtest/gtest.h>

#include "net/networks.hpp"

namespace vitrine::net::public_address_test {
namespace {

bool is_public(const char* text) {
  return net::is_public(boost::asio::ip::make_address(text));
}

TEST(PublicAddress, ThoseThatAnyoneReachesArePublic) {
  for (const auto* text : {"1.1.1.1",         "8.8.8.8",         "9.255.255.255",
                           "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
                           "126.255.255.255", "128.0.0.1",       "168.63.129.15",
                           "169.253.255.255", "169.255.0.0",     "172.15.255.255",
                           "172.32.0.0",      "192.0.1.0",       "192.0.3.0",
                           "192.88.98.255",   "192.167.255.255", "192.169.0.0",
                           "198.17.255.255",  "198.20.0.0",      "198.51.99.255",
                           "198.51.101.0",    "203.0.112.255",   "203.0.114.0",
                           "223.255.255.255", "2001:200::1",     "2001:4860:4860::8888",
                           "2001:db9::1",     "2003::1",         "2606:4700::1111",
                           "2a00::1",         "3ffe:ffff::1",    "::ffff:8.8.8.8",
                           "64:ff9b::8.8.8.8"})
    EXPECT_TRUE(is_public(text)) << text;
}

TEST(PublicAddress, AllOthersAreNot) {
  for (const auto* text :
       {"0.0.0.0",         "0.1.2.3",         "10.0.0.0",       "10.255.255.255",  "100.64.0.0",
        "100.100.100.200", "100.127.255.255", "127.0.0.1",      "127.255.255.255", "168.63.129.16",
        "169.254.0.0",     "169.254.169.254", "169.254.170.2",  "172.16.0.0",      "172.31.255.255",
        "192.0.0.0",       "192.0.0.192",     "192.0.2.1",      "192.88.99.1",     "192.168.0.0",
        "192.168.255.255", "198.18.0.0",      "198.19.255.255", "198.51.100.7",    "203.0.113.255",
        "224.0.0.1",       "239.255.255.255", "240.0.0.1",      "255.255.255.255"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(PublicAddress, NorAreTheirLikesInIpv6) {
  for (const auto* text :
       {"::", "::1", "fe80::1", "fe80::1%1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "100::1", "5f00::1", "4000::1", "2001::1", "2001:1ff::1", "2001:db8::1", "3fff::1", "3fff:fff::1"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(PublicAddress, OneThatCarriesAnotherHidesNothing) {
  for (const auto* text :
       {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::127.0.0.1",
        "::8.8.8.8", "::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8", "64:ff9b:0:0:0:1:808:808", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1",
        "2001:0:808:808::1"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(Networks, HaveWhatLiesWithin) {
  const auto networks = Networks::parse({"127.0.0.0/8", "10.1.2.3", "fd00::/8"}).value();
  for (const auto* text : {"127.9.9.9", "10.1.2.3", "::ffff:10.1.2.3", "fd12::1"})
    EXPECT_TRUE(networks.has(boost::asio::ip::make_address(text))) << text;
  for (const auto* text : {"128.0.0.1", "10.1.2.4", "::1", "fe80::1", "::ffff:10.1.2.4"})
    EXPECT_FALSE(networks.has(boost::asio::ip::make_address(text))) << text;
  EXPECT_FALSE(Networks().has(boost::asio::ip::make_address("127.0.0.1")));
}

}  // namespace
}  // namespace vitrine::net::public_address_test
