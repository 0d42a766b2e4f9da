#include "render/common/markdown.hpp"

#include <gtest/gtest.h>

#include "render/text/markdown_source.hpp"

namespace vitrine::render::markdown_test {
namespace {

TEST(Markdown, WritesBlocks) {
  EXPECT_EQ(
      markdown_blocks("One **bold**\n\n- a\n- *b* `c`"),
      "<p>One <strong>bold</strong></p>\n<ul>\n<li>a</li>\n<li><em>b</em> <code>c</code></li>\n</ul>\n");
  EXPECT_EQ(markdown_blocks("# Title\n\n> said"),
            "<p><strong>Title</strong></p>\n<blockquote>\n<p>said</p>\n</blockquote>\n");
  EXPECT_EQ(markdown_blocks("3. x\n4. y"), "<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n");
  EXPECT_EQ(markdown_blocks("```\n<b>\n```"), "<pre><code>&lt;b&gt;\n</code></pre>\n");
}

TEST(Markdown, ShowsRawHtmlAsText) {
  EXPECT_EQ(markdown_blocks("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  EXPECT_EQ(markdown_inline("a <img src=x onerror=alert(1)> b"), "a &lt;img src=x onerror=alert(1)&gt; b");
}

TEST(Markdown, LinksWhereItIsSafe) {
  EXPECT_EQ(markdown_inline("[x](https://example.com/?a=1&b=\"2\")"),
            "<a href=\"https://example.com/?a=1&amp;b=&quot;2&quot;\">x</a>");
  EXPECT_EQ(markdown_inline("[x](javascript:alert(1))"), "x");
  EXPECT_EQ(markdown_inline("[x](java&#115;cript:alert(1))"), "x");
  EXPECT_EQ(markdown_inline("![a *photo*](https://example.com/x.png)"), "a <em>photo</em>");
}

TEST(Markdown, ReadsEntities) {
  EXPECT_EQ(markdown_inline("&amp; &#x41; &#0; &copy; &unknown;"), "&amp; A \xEF\xBF\xBD © &amp;unknown;");
}

TEST(Markdown, StaysInLine) {
  EXPECT_EQ(markdown_inline("one\n\ntwo\n- three"), "one two three");
}

TEST(Markdown, BecomesPlainText) {
  EXPECT_EQ(markdown_text("A **b**\n\nc\n\n- d\n- [e](https://example.com/)\n  - f"),
            "A b\n\nc\n- d\n- e (example.com)\n  - f");
  EXPECT_EQ(markdown_text("[example.com](https://example.com)"), "example.com");
  EXPECT_EQ(markdown_line("a\n\nb\n- c  d"), "a b - c d");
  EXPECT_EQ(markdown_line(""), "");
}

TEST(Markdown, SurvivesDepth) {
  EXPECT_FALSE(markdown_blocks(std::string(50'000, '>')).empty());
  EXPECT_FALSE(markdown_blocks(std::string(50'000, '[')).empty());
  EXPECT_FALSE(markdown_blocks(std::string(50'000, '*')).empty());
}

TEST(MarkdownArticle, TheFirstHeadingIsTheTitleAndTheOnlyOneOfItsLevel) {
  const auto article = markdown_article("Before\n\n### A *b* & `c`\n\n# D\n\n#### E\n\n- f\n");
  EXPECT_EQ(article.title, "A b & c");
  EXPECT_EQ(article.html,
            "<p>Before</p>\n<h1>A <em>b</em> &amp; <code>c</code></h1>\n<h2>D</h2>\n<h4>E</h4>\n"
            "<ul>\n<li>f</li>\n</ul>\n");
  EXPECT_EQ(markdown_article("No heading <b>here</b>").title, "");
}

// md4c 0.4.8 ends a link here that it has not begun.
TEST(Markdown, KeepsSpansNestedWhereBracketsOverlap) {
  for (const auto* text :
       {"<https://jart) ![np](avart[p )!](ht) ![p](h://a.example/p.ong)", "![np](avart[p )!](ht)",
        "[a](b[c )d](e)", "*[a](b[c* )d](e)", "> - [np](avart[p )!](ht) **b**"}) {
    const auto html = markdown_blocks(text);
    const auto count = [&](std::string_view what) {
      std::size_t found = 0;
      for (auto at = html.find(what); at != std::string::npos; at = html.find(what, at + 1)) ++found;
      return found;
    };
    EXPECT_EQ(count("<a "), count("</a>")) << html;
    EXPECT_EQ(count("<em>"), count("</em>")) << html;
    EXPECT_FALSE(markdown_text(text).empty());
    EXPECT_FALSE(text::markdown_source(text, "", "").empty());
    EXPECT_FALSE(markdown_paragraphs(text).empty());
  }
}

}  // namespace
}  // namespace vitrine::render::markdown_test
