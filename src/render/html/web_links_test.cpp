#include "render/html/web_links.hpp"

#include <gmock/gmock.h>

namespace vitrine::render::html::web_links_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(const char* document) {
  std::vector<std::string> out;
  for (const auto& link : web_links(cv::Json::parse(document))) {
    auto line = link.url;
    for (const auto& pointer : link.pointers) line += " " + pointer;
    out.push_back(line);
  }
  return out;
}

TEST(WebLinks, AreFoundWhereverTheyStand) {
  EXPECT_THAT(
      found(R"json({
    "basics": {
      "url": "https://a.example/", "url@de": "https://a.example/de", "image": "https://a.example/me.jpg",
      "summary": "See [this](https://b.example/x_y?a=1&amp;b=2) and <https://c.example/>, not https://d.example.",
      "summary@de": "[das][1]\n\n[1]: http://b.example/de",
      "profiles": [{"url": "gitlab.example/ada"}]
    },
    "work": [{"roles@": [{"highlights": ["one", "[two](https://e.example)"]}], "a/b": "[x](https://f.example)"
}],
    "meta": {
  "canonical" : "https://z.example/", "vitrine" : {
    "variants" : {
      "short" : {"summary" : "[v](https://g.example)"}
    }
  }
}
})json"),
      ElementsAre("https://a.example/ /basics/url", "https://a.example/de /basics/url@de",
                  "https://a.example/me.jpg /basics/image", "https://b.example/x_y?a=1&b=2 /basics/summary",
                  "https://c.example/ /basics/summary", "http://b.example/de /basics/summary@de",
                  "https://gitlab.example/ada /basics/profiles/0/url",
                  "https://e.example /work/0/roles@/0/highlights/1", "https://f.example /work/0/a~1b",
                  "https://g.example /meta/vitrine/variants/short/summary"));
}

TEST(WebLinks, EachIsToldOnceWithAllItsPlaces) {
  EXPECT_THAT(found(R"json({"basics": {"url": "https://a.example", "summary":
    "[x](https://a.example) [y](https://a.example)"}, "work": [{"url": "https://a.example"}]
})json"),
              ElementsAre("https://a.example /basics/url /basics/summary /work/0/url"));
}

TEST(WebLinks, OtherAddressesAreNone) {
  EXPECT_THAT(found(R"json({"basics": {"url": "mailto:a@b.example", "image": "data:image/png;base64,AA==",
    "summary": "[a](javascript:alert) [b](tel:+1) [c](mailto:a@b.example) `[d](https://d.example)`",
    "email": "https://x.example"}, "work": [{"url": "no address"}, {"url": 7}, 5, null]})json"),
              IsEmpty());
  EXPECT_THAT(found("[]"), IsEmpty());
}

}  // namespace
}  // namespace vitrine::render::html::web_links_test
