#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace vitrine::base {
namespace {

TEST(Digest, MatchesThePublishedVectors) {
  EXPECT_EQ(base64(as_bytes(sha256(""))), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(base64url(as_bytes(sha256("abc"))), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
}

TEST(Base64, PadsAsRfc4648Section10) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xFB\xFF"), "-_8");
}

}  // namespace
}  // namespace vitrine::base
