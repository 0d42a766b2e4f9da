#include "render/common/escape.hpp"

#include <gtest/gtest.h>

namespace vitrine::render::escape_test {
namespace {

TEST(Escape, LeavesNoMarkup) {
  EXPECT_EQ(escaped("<a href=\"x\" title='y'>&amp;</a>"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
}

TEST(Escape, ReplacesWhatHtmlForbids) {
  EXPECT_EQ(escaped(std::string("a\0b\x01\x7F", 5)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(escaped("\xC2\x85|\xEF\xBF\xBE|\xEF\xB7\x90|\xF0\x9F\xBF\xBF"),
            "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD");
  EXPECT_EQ(escaped("é 日本 🎓\n\t"), "é 日本 🎓\n\t");
}

TEST(SafeUrl, KeepsFourSchemes) {
  EXPECT_EQ(safe_url(" https://example.com/a?b=c#d "), "https://example.com/a?b=c#d");
  EXPECT_EQ(safe_url("HTTP://example.com"), "HTTP://example.com");
  EXPECT_EQ(safe_url("mailto:a@example.com"), "mailto:a@example.com");
  EXPECT_EQ(safe_url("tel:+49305550100"), "tel:+49305550100");
  EXPECT_EQ(safe_url("example.com/x"), "https://example.com/x");
}

TEST(SafeUrl, LeadsADoiToItsResolver) {
  EXPECT_EQ(safe_url("10.1000/182"), "https://doi.org/10.1000/182");
  EXPECT_EQ(safe_url("DOI:10.1000/xyz(1)"), "https://doi.org/10.1000/xyz(1)");
  EXPECT_EQ(safe_url("10.0.0.1/x"), "https://10.0.0.1/x");
  EXPECT_FALSE(safe_url("doi:10.1000/"));
}

TEST(SafeUrl, RefusesTheRest) {
  for (const char* url :
       {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "https:", "https://",
        "http:/x", "plain", "a b.example", "ftp://example.com", "x@example.com", "\x01javascript:x.y"}) {
    EXPECT_FALSE(safe_url(url)) << url;
  }
}

TEST(SafeImage, TakesPicturesOnly) {
  EXPECT_TRUE(safe_image("https://example.com/me.jpg"));
  EXPECT_TRUE(safe_image("data:image/png;base64,AAAA"));
  EXPECT_FALSE(safe_image("data:text/html,x"));
  EXPECT_FALSE(safe_image("me.jpg"));
}

TEST(PhoneUrl, KeepsWhatADiallerNeeds) {
  EXPECT_EQ(phone_url("+49 (40) 555-0142"), "tel:+49405550142");
  EXPECT_FALSE(phone_url("ask me"));
}

TEST(ShortUrl, ReadsLikeAPersonWroteIt) {
  EXPECT_EQ(short_url("https://www.example.com/"), "example.com");
  EXPECT_EQ(short_url("http://example.com/a"), "example.com/a");
}

}  // namespace
}  // namespace vitrine::render::escape_test
