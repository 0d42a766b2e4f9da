#include "cv/check/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "base/resources.hpp"
#include "cv/document/rules.hpp"

namespace vitrine::cv::check::schema_test {
namespace {

using testing::HasSubstr;

std::string refusal(const char* schema) {
  try {
    const CompiledSchema compiled(Json::parse(schema));
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

TEST(DocumentSchema, IsWholeAndUnderstood) {
  const auto text = base::find_resource("schema/resume.schema.json");
  ASSERT_TRUE(text);
  const auto json = Json::parse(*text);
  EXPECT_EQ(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_NO_THROW(CompiledSchema{json});
  EXPECT_EQ(&document_schema(), &document_schema());
}

/// JSON Resume 1.0.0's fields; `items` or `properties` lead to a nested field.
TEST(DocumentSchema, HasEveryFieldOfJsonResume) {
  const std::map<std::string, std::vector<std::string>> fields{
      {"work",
       {"name", "location", "description", "position", "url", "startDate", "endDate", "summary",
        "highlights"}},
      {"volunteer", {"organization", "position", "url", "startDate", "endDate", "summary", "highlights"}},
      {"education", {"institution", "url", "area", "studyType", "startDate", "endDate", "score", "courses"}},
      {"awards", {"title", "date", "awarder", "summary"}},
      {"certificates", {"name", "date", "url", "issuer"}},
      {"publications", {"name", "publisher", "releaseDate", "url", "summary"}},
      {"skills", {"name", "level", "keywords"}},
      {"languages", {"language", "fluency"}},
      {"interests", {"name", "keywords"}},
      {"references", {"name", "reference"}},
      {"projects",
       {"name", "description", "highlights", "keywords", "startDate", "endDate", "url", "roles", "entity",
        "type"}},
      {"basics", {"name", "label", "image", "email", "phone", "url", "summary", "location", "profiles"}},
      {"meta", {"canonical", "version", "lastModified"}}};
  const auto& root = document_schema();
  for (const auto& [section, names] : fields) {
    ASSERT_TRUE(root.properties.contains(section)) << section;
    const auto* entry = root.properties.at(section);
    if (entry->items != nullptr) entry = entry->items;
    for (const auto& name : names) EXPECT_TRUE(entry->properties.contains(name)) << section << "." << name;
  }
  const auto& basics = root.properties.at("basics")->properties;
  for (const char* name : {"address", "postalCode", "city", "countryCode", "region"}) {
    EXPECT_TRUE(basics.at("location")->properties.contains(name)) << name;
  }
  for (const char* name : {"network", "username", "url"}) {
    EXPECT_TRUE(basics.at("profiles")->items->properties.contains(name)) << name;
  }
}

TEST(DocumentSchema, TranslatesFieldsWithTheirOwnType) {
  const auto& work = *document_schema().properties.at("work")->items;
  for (const auto& [name, schema] : work.properties) {
    if (name.find('@') != std::string::npos) continue;
    std::vector<const Schema*> found;
    for (const auto& pattern : work.patterns) {
      if (pattern.matches(name + "@de-CH")) found.push_back(pattern.schema);
    }
    EXPECT_THAT(found, testing::ElementsAre(schema)) << name;
  }
}

/// The schema, which editors offer, matches the program.
TEST(DocumentSchema, KnowsTheSectionsAndThemesOfTheProgram) {
  const auto& settings = document_schema().properties.at("meta")->properties.at("vitrine")->properties;
  const auto& sections = settings.at("sections")->items->choices;
  EXPECT_EQ(std::vector<std::string_view>(sections.begin(), sections.end()),
            std::vector<std::string_view>(kSectionIds.begin(), kSectionIds.end()));
  for (const auto id : kSectionIds) EXPECT_TRUE(settings.at("titles")->properties.contains(id)) << id;
  const auto& variant = *settings.at("variants")->additional;
  for (const auto id : kSectionIds) {
    EXPECT_TRUE(variant.properties.at("order")->properties.contains(id)) << id;
  }
  const auto& themes = settings.at("theme")->alternatives.at(0)->choices;
  std::vector<std::string> folders;
  constexpr std::string_view kThemes = "src/render/assets/themes/";
  for (const auto& resource : base::all_resources()) {
    if (!resource.name.starts_with(kThemes) || !resource.name.ends_with("/manifest.json")) continue;
    const auto rest = resource.name.substr(kThemes.size());
    folders.emplace_back(rest.substr(0, rest.find('/')));
  }
  EXPECT_THAT(folders, testing::UnorderedElementsAreArray(themes));
}

TEST(SchemaPattern, TellsLanguagesFromRestrictions) {
  const Schema::Pattern translated{.fields = {"name", "url"}, .schema = nullptr};
  const Schema::Pattern restriction{};
  EXPECT_TRUE(translated.matches("url@de"));
  EXPECT_FALSE(translated.matches("url"));
  EXPECT_FALSE(translated.matches("url@for"));
  EXPECT_FALSE(translated.matches("other@de"));
  EXPECT_FALSE(translated.matches("url@german"));
  EXPECT_TRUE(restriction.matches("url@for"));
  EXPECT_TRUE(restriction.matches("@for"));
  EXPECT_FALSE(restriction.matches("for"));
  EXPECT_FALSE(restriction.matches("a@b@for"));
}

TEST(CompiledSchema, RefusesWhatTheCheckerDoesNotKnow) {
  EXPECT_EQ(refusal(R"({"title":"t","type":"object","properties":{"a":{"title":"t"}}})"), "");
  EXPECT_THAT(refusal(R"({"title":"t","properties":{"a":{"title":"t","minLength":3}}})"),
              HasSubstr("/properties/a/minLength: the keyword is unknown"));
  EXPECT_THAT(refusal(R"({"title":"t","type":"integer"})"), HasSubstr("unknown value \"integer\""));
  EXPECT_THAT(refusal(R"({"title":"t","type":["string","null"]})"), HasSubstr("unknown value"));
  EXPECT_THAT(refusal(R"({"title":"t","enum":["a",1]})"), HasSubstr("a text is needed"));
  EXPECT_THAT(refusal(R"({"title":"t","additionalProperties":false})"), HasSubstr("an object is needed"));
  EXPECT_THAT(refusal(R"({"title":"t","pattern":"^a+$"})"), HasSubstr("unknown value \"^a+$\""));
  EXPECT_THAT(refusal(R"({"title":"t","format":"idn-email"})"), HasSubstr("unknown value"));
  EXPECT_THAT(refusal(R"({"title":"t","patternProperties":{"^x-":{"title":"t"}}})"), HasSubstr("^x-"));
  EXPECT_THAT(
      refusal(
          R"({"title":"t","patternProperties":{"^(a.)@(?!(for|in)$)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$":{}}})"),
      HasSubstr("no plain name"));
  EXPECT_THAT(refusal(R"({"type":"string"})"), HasSubstr("a title is needed"));
  EXPECT_THAT(refusal(R"({"title":"t","items":true})"), HasSubstr("an object is needed"));
  EXPECT_THAT(refusal(R"({"title":"t","items":{"$ref":"#/$defs/x"}})"), HasSubstr("no such definition"));
  EXPECT_THAT(refusal(R"({"title":"t","items":{"$ref":"other.json"}})"), HasSubstr("no such definition"));
  EXPECT_THAT(
      refusal(R"({"title":"t","items":{"$ref":"#/$defs/x","type":"string"},"$defs":{"x":{"title":"t"}}})"),
      HasSubstr("type beside $ref"));
  EXPECT_THAT(refusal(R"({"title":"t","$defs":{"x":{"title":"t","items":{"$ref":"#/$defs/x"}}}})"),
              HasSubstr("refers to itself"));
  EXPECT_THAT(refusal(R"({"title":"t","$defs":{"unused":{"title":"t","const":1}}})"), HasSubstr("const"));
}

}  // namespace
}  // namespace vitrine::cv::check::schema_test
