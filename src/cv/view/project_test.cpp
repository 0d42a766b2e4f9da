#include "cv/view/project.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::cv::project_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

Json resume_for(const char* document, const Reader& reader) {
  return project(Json::parse(document), reader).resume;
}

TEST(Project, LeavesAPlainResumeAsItIs) {
  const auto plain =
      Json::parse(R"({"x":1,"basics":{"name":"A","unknown":[1,2,{"b":null}]},"meta":{"version":"1"},
                                     "work":[{"name":"B"},{}],"a":"last"})");
  EXPECT_EQ(project(plain, {}).resume.dump(), plain.dump());
}

TEST(Project, IsTotal) {
  for (const char* any :
       {"null", "3", "\"x\"", "[]", R"([{"@for":"x"}])", R"({"meta":7,"basics":[]})",
        R"({"a@":1,"@":2,"@for":["public"],"b@for":{},"meta":{"language":3,"vitrine":[]}})"}) {
    const auto view = project(Json::parse(any), {.language = "de", .variant = "v", .audience = "a"});
    EXPECT_TRUE(view.resume.is_object()) << any;
  }
}

TEST(Project, HidesFieldsEntriesSectionsAndTheWhole) {
  const auto* document = R"({
    "basics": {"name": "A", "phone": "1", "phone@for": ["recruiter"], "phone@de": "2"},
    "references": [{"name": "R", "@for": ["recruiter"]}, {"name": "S"}],
    "awards": [{"title": "T"}], "awards@for": ["friends", "recruiter"]})";
  EXPECT_EQ(resume_for(document, {}).dump(), R"({"basics":{"name":"A"},"references":[{"name":"S"}]})");
  EXPECT_EQ(resume_for(document, {.language = "de"})["basics"].dump(), R"({"name":"A"})");
  EXPECT_EQ(
      resume_for(document, {.audience = "recruiter"}).dump(),
      R"({"basics":{"name":"A","phone":"1"},"references":[{"name":"R"},{"name":"S"}],"awards":[{"title":"T"}]})");
  EXPECT_EQ(resume_for(R"({"@for":["x"],"basics":{"name":"A"}})", {}).dump(), "{}");
}

TEST(Project, HidesWhereTheListIsNotOne) {
  for (const char* list : {"3", "null", "{}", "[]", "[3]", "true", "\"Public\""}) {
    const auto document = std::string(R"({"basics":{"phone":"1","phone@for":)") + list + "}}";
    EXPECT_EQ(resume_for(document.c_str(), {}).dump(), R"({"basics":{}})") << list;
  }
  EXPECT_EQ(resume_for(R"({"a":"1","a@for":"public"})", {}).dump(), R"({"a":"1"})");
}

TEST(Project, ChoosesTheNearestTranslation) {
  const auto* document = R"({"meta":{"language":"en"},
      "basics":{"label":"Engineer","label@de":"Ingenieurin","label@de-CH":"Ingenieurin ETH",
  "summary@de" : "Kurz"
}
})";
  EXPECT_EQ(resume_for(document, {.language = "de-CH"})["basics"].dump(),
            R"({"label":"Ingenieurin ETH","summary":"Kurz"})");
  EXPECT_EQ(resume_for(document, {.language = "de-AT"})["basics"]["label"], "Ingenieurin");
  EXPECT_EQ(resume_for(document, {.language = "DE"})["basics"]["label"], "Ingenieurin");
  EXPECT_EQ(resume_for(document, {.language = "fr"})["basics"].dump(), R"({"label":"Engineer"})");
  EXPECT_EQ(resume_for(document, {})["basics"].dump(), R"({"label":"Engineer"})");
}

TEST(Project, ListsWhatIsNotTranslated) {
  const auto document = Json::parse(R"({"meta":{"language":"en"},
      "basics":{"name":"A","label":"Engineer","summary":"S","summary@de":"Z"},
      "work":[{"@for":["x"],"position":"hidden"},{"name":"B","position":"P","highlights":["one","two"]}]})");
  EXPECT_THAT(project(document, {.language = "de"}).untranslated,
              UnorderedElementsAre(Pair("/basics/label", "en"), Pair("/work/0/position", "en"),
                                   Pair("/work/0/highlights/0", "en"), Pair("/work/0/highlights/1", "en")));
  EXPECT_THAT(project(document, {.language = "en"}).untranslated, IsEmpty());
  EXPECT_THAT(project(document, {.language = "en-GB"}).untranslated, IsEmpty());
}

TEST(Project, KeepsAFieldAtThePlaceOfItsPlainKey) {
  EXPECT_EQ(resume_for(R"({"a@de":"1","b":"2","a":"3","c@de":"4"})", {.language = "de"}).dump(),
            R"({"b":"2","a":"1","c":"4"})");
}

TEST(Project, TakesVariantsAndTheirSettings) {
  const auto* document = R"({"work":[{"name":"A","@in":["web"]},{"name":"B"},{"name":"C","@in":["ops"]}],
      "meta":{"language":"en","vitrine":{"audiences":["secret"],"variants":{"ops":{}}}}})";
  EXPECT_EQ(resume_for(document, {.variant = "ops"}).dump(),
            R"({"work":[{"name":"B"},{"name":"C"}],"meta":{"language":"en"}})");
  EXPECT_EQ(resume_for(document, {})["work"].size(), 3U);
  EXPECT_EQ(resume_for(R"({"meta":{"vitrine":{}}})", {}).dump(), "{}");
}

TEST(Project, SaysThePagesLanguageInMeta) {
  EXPECT_EQ(resume_for(R"({"meta":{"language":"en"},"a@de":"1"})", {.language = "de"}).dump(),
            R"({"meta":{"language":"de"},"a":"1"})");
}

TEST(Project, LeavesNoAtKeyBehind) {
  EXPECT_EQ(
      resume_for(R"({"a@zz@b":1,"@x":2,"roles@":[],"b@not a tag":3,"c":{"me@example.com":1}})", {}).dump(),
      R"({"c":{}})");
}

TEST(Project, MakesAPlainEntryOfEachRole) {
  const auto* document = R"({"work":[{"name":"A","position":"old","startDate":"2010","highlights":["h"],
      "roles@":[{"position":"Lead","position@de":"Leitung","startDate":"2020"},
                {"@for":["x"],"position":"hidden"},{"position":"Dev","endDate":"2020"}]},{"name":"B"}]})";
  EXPECT_EQ(resume_for(document, {.language = "de"}).dump(),
            R"({"work":[{"name":"A","position":"Leitung","startDate":"2020"},)"
            R"({"name":"A","position":"Dev","endDate":"2020"},{"name":"B"}]})");
  EXPECT_EQ(resume_for(R"({"work":[{"name":"A","position":"P","roles@":[]}]})", {})["work"].dump(),
            R"([{"name":"A","position":"P"}])");
}

TEST(Project, TellsAnEditorWhereEachEntryStandsInTheDocument) {
  const auto document = Json::parse(R"({"basics":{"profiles":[{"@for":["x"],"network":"N"},{"network":"M"}]},
      "work":[{"name":"Secret","@for":["x"]},{"name":"A","roles@":[{"@for":["x"]},{"position":"P"},{"position":"Q"}]},
              {"name":"B"}],
      "meta":{"vitrine":{"variants":{"v":{"order":{"work":["B"]}}}}}})");
  const auto view = project(document, {.variant = "v", .wants_sources = true});
  EXPECT_THAT(view.sources,
              ElementsAre(Pair("/basics/profiles/0", "/basics/profiles/1"), Pair("/work/0", "/work/2"),
                          Pair("/work/1", "/work/1/roles@/1"), Pair("/work/2", "/work/1/roles@/2")));
  EXPECT_THAT(project(document, {}).sources, IsEmpty());
}

TEST(Project, LinksSkillsToTheJobsThatTheReaderSees) {
  const auto document = Json::parse(R"({
      "work":[{"name":"A","startDate":"2020-01","endDate":"2020-12","skills@":["C++","SQL"]},
              {"name":"Secret","@for":["x"],"startDate":"2010-01","endDate":"2019-12","skills@":["C++"]}],
      "projects":[{"name":"P","startDate":"2021-01","skills@":["C++"]}],
      "skills":[{"name":"Other"},{"name":"C++","name@de":"C plus plus"}]})");
  const auto view = project(document, {.language = "de", .as_of = {.year = 2021, .month = 6}});
  ASSERT_THAT(view.skill_uses, testing::SizeIs(1));
  const auto& use = view.skill_uses.at("/skills/1");
  EXPECT_EQ(use.months, 18);
  EXPECT_TRUE(use.ongoing);
  EXPECT_THAT(use.places, ElementsAre("A", "P"));
}

TEST(Project, MarksAVariantsTextInTheDocumentsLanguage) {
  const auto document = Json::parse(R"({"basics":{"label":"L","label@de":"M","summary":"S"},
      "meta":{"language":"en","vitrine":{"variants":{"web":{"title":"Web","summary":"A","summary@de":"B"}},
                                         "variants@fr":{"web":{"title":"Toile"},"net":{"title":"Réseau"}}}}})");
  const auto german = project(document, {.language = "de", .variant = "web"});
  EXPECT_THAT(german.untranslated, ElementsAre(testing::Pair("/basics/label", "en")));
  EXPECT_THAT(project(document, {.language = "en", .variant = "web"}).untranslated, IsEmpty());
  const auto french = project(document, {.language = "fr", .variant = "net"});
  EXPECT_EQ(french.resume["basics"]["label"], "Réseau");
  EXPECT_FALSE(french.untranslated.contains("/basics/label"));
}

TEST(Project, DressesAVariant) {
  const auto document = Json::parse(R"({"basics":{"label":"All","summary":"S"},
      "work":[{"name":"A"},{"name":"B"},{"name":"C"}],"awards":[{"title":"T"}],"skills":[{"name":"K"}],
      "meta":{"language":"en","vitrine":{"theme":{"name":"quiet","accent":"#AA0000"},"variants":{
        "web":{"title":"Web","title@de":"Netz","summary":"W","sections":["skills","work"],"order":{"work":["C"]},
               "theme":{"name":"bold","density":"loose"}},
        "secret":{"title":"Hidden"},"secret@for":["x"]}}}})");
  const auto view = project(document, {.language = "de", .variant = "web"});
  EXPECT_EQ(view.resume.dump(),
            R"({"basics":{"label":"Netz","summary":"W"},"work":[{"name":"C"},{"name":"A"},)"
            R"({"name":"B"}],"skills":[{"name":"K"}],"meta":{"language":"de"}})");
  EXPECT_THAT(view.sections, ElementsAre("skills", "work"));
  EXPECT_EQ(view.theme.name, "bold");
  EXPECT_EQ(view.theme.accent, "#aa0000");
  EXPECT_EQ(view.theme.density, "");
  EXPECT_THAT(variants(document, "public"), ElementsAre("web"));
  EXPECT_THAT(variants(document, "x"), ElementsAre("web", "secret"));
  EXPECT_EQ(project(document, {.variant = "secret"}).resume["basics"]["label"], "All");
  EXPECT_EQ(project(document, {.variant = "secret"}).variant, "");
}

TEST(Project, OrdersSectionsAndKeepsTheRest) {
  const auto view = project(Json::parse(R"({"meta":{"vitrine":{"sections":["skills","nonsense"]}}})"), {});
  EXPECT_EQ(view.sections.front(), "skills");
  EXPECT_THAT(view.sections, testing::Contains("work"));
}

TEST(Project, TakesTitlesInTheReadersLanguageOnly) {
  const auto document = Json::parse(R"({"meta":{"language":"en","vitrine":{"titles":{"work":"Engagements",
      "skills":"Craft","skills@de":"Handwerk"}}}})");
  EXPECT_THAT(project(document, {}).titles,
              UnorderedElementsAre(Pair("work", "Engagements"), Pair("skills", "Craft")));
  EXPECT_THAT(project(document, {.language = "de"}).titles, ElementsAre(Pair("skills", "Handwerk")));
}

TEST(Project, GivesNoSettingsWhereMetaIsHidden) {
  const auto document =
      Json::parse(R"({"meta@for":["x"],"meta":{"vitrine":{"theme":"bold","variants":{"v":{}}}}})");
  EXPECT_EQ(project(document, {}).theme.name, "");
  EXPECT_THAT(variants(document, "public"), IsEmpty());
}

}  // namespace
}  // namespace vitrine::cv::project_test
