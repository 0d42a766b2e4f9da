#include "cv/intake/no_cv.hpp"

#include <gmock/gmock.h>

#include "cv/intake/check.hpp"

namespace vitrine::cv::intake::no_cv_test {
namespace {

using testing::HasSubstr;

std::string found_in(const char* text) {
  const auto problem = no_cv(Json::parse(text));
  return problem ? problem->found.text() : "";
}

TEST(NoCv, EveryJsonResumeIsTaken) {
  for (const auto* text :
       {"{}", R"({"$schema":"https://example.org/resume.json"})", R"({"meta":{}})", R"({"basics":{}})",
        R"({"basics":{"name":"A"},"openapi":"3","info":{}})", R"({"work":[]})", R"({"work":[{}],"own":1})",
        R"({"skills":[{"name":"C"}],"experience":[{"name":"X"}]})",
        R"({"references":[{"name":"R"}],"x":"y"})", R"({"basics@de":{"name":"A"},"foo":1})",
        R"({"work":"text","foo":1})", R"({"@for":["friend"]})"}) {
    EXPECT_EQ(found_in(text), "") << text;
  }
}

TEST(NoCv, SaysWhatItLooksLike) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"foo":{"bar":1}})", "\"foo\""},
      {R"({"name":"x","version":"1.0.0","dependencies":{}})", "package.json"},
      {R"({"openapi":"3.1.0","info":{},"paths":{}})", "OpenAPI"},
      {R"({"compilerOptions":{},"references":[{"path":"../x"}]})", "tsconfig"},
      {R"({"type":"FeatureCollection","features":[]})", "GeoJSON"},
      {R"({"name":"x","meta":{"format":"FRESH@0.6.0"},"info":{},"employment":{}})", "FRESH"},
      {R"({"SkillsPassport":{}})", "Europass"},
      {R"({"aboutMe":{},"experience":{}})", "Manfred"},
      {R"({"localizedFirstName":"A"})", "LinkedIn"},
      {R"({"firstName":"A","lastName":"B","positions":{}})", "LinkedIn"},
      {R"({"info":{},"employment":{}})", "the keys \"info\", \"employment\""},
      {R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"object"})", "JSON Schema"},
      {R"({"version":1,"projects":{},"newProjectRoot":"projects"})", "Angular"},
      {R"({"resume":{"basics":{"name":"A"}}})", "under the key \"resume\""},
      {R"({"cv":{"name":"A"}})", "RenderCV"}};
  for (const auto& [text, what] : cases) EXPECT_THAT(found_in(text), HasSubstr(what)) << text;
}

TEST(NoCv, KnowsOtherKindsOfFiles) {
  using namespace std::string_view_literals;
  const std::pair<std::string_view, const char*> cases[] = {{"\xFF\xFE{\0}\0"sv, "UTF-16"},
                                                            {"{\0\"\0"sv, "UTF-16"},
                                                            {"<!DOCTYPE html><html>", "web page"},
                                                            {" <HTML lang=en>", "web page"},
                                                            {"<?xml version=\"1.0\"?><a/>", "XML"},
                                                            {"{\\rtf1\\ansi", "RTF"},
                                                            {"PK\x03\x04", "ZIP"},
                                                            {"\x01\x02\x00\x00"sv, "no text"},
                                                            {"\x89PNG\r\n", "picture"}};
  for (const auto& [bytes, what] : cases) {
    const auto checked = check_incoming(bytes);
    EXPECT_FALSE(checked.document);
    ASSERT_EQ(checked.problems.size(), 1U) << what;
    EXPECT_THAT(checked.problems.front().found.text(), HasSubstr(what));
    EXPECT_NE(checked.problems.front().hint.text(), "") << what;
  }
  EXPECT_FALSE(other_kind_of_file("{\"basics\": {}}"));
}

}  // namespace
}  // namespace vitrine::cv::intake::no_cv_test
