#include "site/application/static_site.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "cv/document/variant_name.hpp"

namespace vitrine::site::static_site_test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::vector<StaticFile> built(std::string_view json, const StaticOptions& options = {}) {
  return static_site(cv::Json::parse(json), options).value();
}

std::set<std::string> paths(const std::vector<StaticFile>& files) {
  std::set<std::string> out;
  for (const auto& file : files) out.insert(file.path);
  return out;
}

constexpr std::string_view kTwoLanguages =
    R"({"basics":{"name":"Ada","label":"Analyst","label@de":"Analytikerin",
    "phone":"+44 20 555","phone@for":["recruiter"]},
    "meta":{"vitrine":{"variants":{"short one":{"title":"A"},"secret":{"title":"B","@for":["recruiter"]}}}}})";

TEST(StaticSite, HasEachLanguageVariantAndFormat) {
  const auto files = paths(built(kTwoLanguages));
  for (const auto* path : {"index.html", "resume.json", "en.html", "de.html", "de.docx", "de.md", "de.vcf",
                           "v/short%20one/index.html", "v/short%20one/de.txt"})
    EXPECT_THAT(files, Contains(path));
  EXPECT_EQ(paths(built(R"({"basics":{"name":"Ada"}})")).count("en.html"), 0U);
}

TEST(StaticSite, ShowsOnlyWhatTheAudienceMaySee) {
  for (const auto& file : built(kTwoLanguages)) {
    EXPECT_THAT(file.content, Not(HasSubstr("+44 20 555"))) << file.path;
    EXPECT_THAT(file.path, Not(HasSubstr("secret")));
  }
  EXPECT_THAT(paths(built(kTwoLanguages, {.audience = "recruiter"})), Contains("v/secret/index.html"));
}

TEST(StaticSite, LinksLeadToFilesOfIt) {
  const auto files = built(kTwoLanguages, {.public_url = "https://ada.example.org/cv"});
  const auto all = paths(files);
  constexpr std::string_view kLink = "href=\"";
  std::size_t followed = 0;
  for (const auto& file : files) {
    if (!file.path.ends_with(".html")) continue;
    const auto folder = file.path.substr(0, file.path.rfind('/') + 1);
    for (auto at = file.content.find(kLink); at != std::string::npos; at = file.content.find(kLink, at)) {
      at += kLink.size();
      const auto target = file.content.substr(at, file.content.find('"', at) - at);
      if (target.empty() || target.find(':') != std::string::npos) continue;  // an external link
      EXPECT_THAT(all, Contains(folder + target)) << file.path;
      ++followed;
    }
  }
  EXPECT_GT(followed, 30U);
}

TEST(StaticSite, KnowsItsAddressOnlyWhereItIsTold) {
  const auto unknown = built(kTwoLanguages);
  EXPECT_THAT(paths(unknown), Not(Contains("de.qr.svg")));
  const auto known = built(kTwoLanguages, {.public_url = "https://ada.example.org/cv"});
  EXPECT_THAT(paths(known), Contains("de.qr.svg"));
  const auto page = [](const auto& files) {
    return std::ranges::find(files, "v/short%20one/de.html", &StaticFile::path)->content;
  };
  EXPECT_THAT(page(unknown), Not(HasSubstr("canonical")));
  EXPECT_THAT(page(known),
              HasSubstr("rel=\"canonical\" href=\"https://ada.example.org/cv/v/short%2520one/de.html\""));
}

TEST(StaticSite, StaysWithinItsFolderWhateverVariantsAreCalled) {
  cv::Json document{{"basics", {{"name", "Ada"}, {"label", "front"}}}};
  auto& variants = document["meta"]["vitrine"]["variants"];
  for (const auto* name :
       {"..", ".", "", "a/b", "a\\b", "../..", "%2e%2e", "con", "en", "index.html", "Web", "web"})
    variants[name] = {{"title", "Impostor"}};
  const auto files = static_site(document, {}).value();
  std::set<std::string> folded;
  for (const auto& file : files) {
    EXPECT_THAT(file.path, Not(HasSubstr(".."))) << file.path;
    EXPECT_THAT(file.path, Not(HasSubstr("/./"))) << file.path;
    EXPECT_TRUE(folded.insert(cv::folded_variant_name(file.path)).second) << file.path;
    if (file.path == "index.html") {
      EXPECT_THAT(file.content, Not(HasSubstr("Impostor")));
    }
  }
  for (const auto* path : {"v/en/index.html", "v/index.html/index.html", "v/Web/index.html"})
    EXPECT_THAT(paths(files), Contains(path));
}

}  // namespace
}  // namespace vitrine::site::static_site_test
