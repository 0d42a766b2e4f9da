#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace vitrine::base::digest_test {
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

TEST(Base64, DecodesWhatItWrites) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(base64url_decode(base64url(bytes)), bytes);
    bytes += static_cast<char>(i);
  }
  EXPECT_EQ(base64url_decode("-_8"), "\xFB\xFF");
  EXPECT_EQ(base64url_decode_padded("-_8="), "\xFB\xFF");
  EXPECT_EQ(base64url_decode_padded("Zg=="), "f");
  EXPECT_EQ(base64url_decode_padded("Zm9v"), "foo");
  EXPECT_EQ(base64url_decode_padded(""), "");
}

TEST(Base64, DecodesNoOtherForm) {
  for (const auto* const text : {"Zg==", "Zm8=", "Z", "A", "Zm9vA", "Zh", "Zm9", "+_8", "-/8", " Zg", "Zg\n",
                                 "Z g0", "Zm9v=", "\xFF\xFF"}) {
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
  for (const auto* const text : {"Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zm9v=", "Zm9v====", "====", "=",
                                 "Zh==", "Zm9=", "Z===", "Z=g=", "=Zg=", "Zg==Zg=="}) {
    EXPECT_FALSE(base64url_decode_padded(text)) << text;
  }
  EXPECT_FALSE(base64url_decode(std::string_view("Zg\0A", 4)));
}

}  // namespace
}  // namespace vitrine::base::digest_test
