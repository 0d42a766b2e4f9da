#include "http/message/negotiate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>

namespace vitrine::http::negotiate_test {
namespace {

std::string_view encoding(std::string_view accept) {
  static constexpr std::array<std::string_view, 4> kOffered{"br", "zstd", "gzip", "identity"};
  return choose_encoding(accept, kOffered);
}

TEST(NegotiateEncoding, TakesTheBestThatTheClientAccepts) {
  EXPECT_EQ(encoding("gzip, deflate, br"), "br");
  EXPECT_EQ(encoding("gzip;q=1.0, br;q=0.5"), "gzip");
  EXPECT_EQ(encoding("GZip"), "gzip");
  EXPECT_EQ(encoding("*"), "br");
  EXPECT_EQ(encoding("br;q=0, *"), "zstd");
  EXPECT_EQ(encoding("gzip;q=0.001"), "gzip");
}

TEST(NegotiateEncoding, IdentityUnlessItIsExcluded) {
  EXPECT_EQ(encoding(""), "identity");
  EXPECT_EQ(encoding("deflate"), "identity");
  EXPECT_EQ(encoding("gzip;q=0"), "identity");
  EXPECT_EQ(encoding("identity, gzip;q=0.5"), "identity");
  EXPECT_EQ(encoding("identity;q=0, deflate"), "");
  EXPECT_EQ(encoding("*;q=0"), "");
  EXPECT_EQ(encoding("*;q=0, identity;q=0.1"), "identity");
}

TEST(NegotiateEncoding, AMalformedMemberDoesNotCount) {
  for (const auto* accept : {"gzip;q=2", "gzip;q=-1", "gzip;q=", "gzip;q=0.1234", "gzip;q=1.001",
                             "gzip;q=0,1", ";q=1", ",,,", "gzip br"}) {
    EXPECT_EQ(encoding(accept), "identity") << accept;
  }
  EXPECT_EQ(encoding("gzip;q=1."), "gzip");  // unusual, but well-formed
  EXPECT_EQ(encoding("br;q=x, gzip ; Q=0.5 ,"), "gzip");
}

std::string_view type(std::string_view accept) {
  static constexpr std::array<std::string_view, 3> kOffered{"text/html", "application/json", "text/plain"};
  return choose_media_type(accept, kOffered);
}

TEST(NegotiateMediaType, TakesTheBestByTheMostSpecificRange) {
  EXPECT_EQ(type(""), "text/html");
  EXPECT_EQ(type("*/*"), "text/html");
  EXPECT_EQ(type("application/json"), "application/json");
  EXPECT_EQ(type("Application/*"), "application/json");
  EXPECT_EQ(type("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "text/html");
  EXPECT_EQ(type("text/*;q=0.5, */*;q=0.1"), "text/html");
  EXPECT_EQ(type("text/html;q=0.1, text/*"), "text/plain");
  EXPECT_EQ(type("*/*, text/html;q=0, application/json;q=0"), "text/plain");
}

TEST(NegotiateMediaType, NothingWhereNothingIsAcceptable) {
  EXPECT_EQ(type("image/png"), "");
  EXPECT_EQ(type("*/*;q=0"), "");
  EXPECT_EQ(type("text"), "");
}

std::string language(std::string_view accept) {
  const std::array<std::string, 4> offered{"de", "en", "pt-BR", "zh-Hant"};
  return choose_language(accept, offered);
}

TEST(NegotiateLanguage, LooksUpEachRange) {
  EXPECT_EQ(language("en"), "en");
  EXPECT_EQ(language("EN-gb"), "en");
  EXPECT_EQ(language("fr, en;q=0.5"), "en");
  EXPECT_EQ(language("en;q=0.5, pt-br"), "pt-BR");
  EXPECT_EQ(language("pt"), "pt-BR");
  EXPECT_EQ(language("zh-Hant-TW-x-private"), "zh-Hant");
  EXPECT_EQ(language("en-a-bbb"), "en");
}

TEST(NegotiateLanguage, TheDefaultWhereNothingFits) {
  EXPECT_EQ(language(""), "de");
  EXPECT_EQ(language("fr"), "de");
  EXPECT_EQ(language("e"), "de");
  EXPECT_EQ(language("pt-PT"), "de");
  EXPECT_EQ(choose_language("en", {}), "");
}

TEST(NegotiateLanguage, AnyButWhatIsExcluded) {
  EXPECT_EQ(language("*"), "de");
  EXPECT_EQ(language("de;q=0, *"), "en");
  EXPECT_EQ(language("*, de;q=0, en;q=0"), "pt-BR");
  EXPECT_EQ(language("en;q=0"), "de");
}

TEST(Negotiate, TakesTimeInProportionToTheFieldOnly) {
  for (const std::string unit : {",", ";", "a,", "a;q=0.1,", "-", "a-", "en-", "*,", "\""}) {
    std::string field;
    while (field.size() < 200'000) field += unit;
    const auto begun = std::chrono::steady_clock::now();
    (void)encoding(field);
    (void)type(field);
    (void)language(field);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3)) << unit;
  }
}

}  // namespace
}  // namespace vitrine::http::negotiate_test
