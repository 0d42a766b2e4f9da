#include "cv/check/names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cv/intake/check.hpp"

namespace vitrine::cv::check::names_test {
namespace {

MATCHER_P(Says, part, "") {
  return arg.text().find(part) != std::string::npos;
}

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Problems notices(const char* text) {
  return intake::check(text).problems;
}

TEST(Names, ThoseThatLeadSomewhereAreInOrder) {
  EXPECT_THAT(notices(R"({"work":[{"name":"A","@in":["web"],"@for":["recruiter"],"skills@":["C++"]}],
      "skills":[{"name":"C++"}],
      "meta":{"vitrine":{"audiences":["recruiter"],"variants":{"web":{"title":"Web"}}}}})"),
              IsEmpty());
  // Without a list of audiences, every name is valid.
  EXPECT_THAT(notices(R"({"basics":{"name":"A","name@for":["anyone"]}})"), IsEmpty());
  EXPECT_THAT(
      notices(R"({"basics":{"name":"A","name@for":["public"]},"meta":{"vitrine":{"audiences":["x"]}}})"),
      IsEmpty());
}

TEST(Names, ThoseThatLeadNowhereAreToldWithTheOneMeant) {
  EXPECT_THAT(notices(R"({"work":[{"name":"A","@in":["wbe"]}],"meta":{"vitrine":{"variants":{"web":{}}}}})"),
              ElementsAre(AllOf(Field(&Problem::pointer, "/work/0/@in/0"),
                                Field(&Problem::severity, Severity::notice),
                                Field(&Problem::hint, Says("did you mean \"web\"?")))));
  EXPECT_THAT(notices(R"({"work":[{"name":"A","@in":["web"]}]})"),
              ElementsAre(Field(&Problem::hint, Says("meta.vitrine.variants"))));
  EXPECT_THAT(
      notices(
          R"({"basics":{"phone":"1","phone@for":["recuiter"]},"meta":{"vitrine":{"audiences":["recruiter"]}}})"),
      ElementsAre(AllOf(Field(&Problem::pointer, "/basics/phone@for/0"),
                        Field(&Problem::hint, Says("did you mean \"recruiter\"?")))));
  EXPECT_THAT(notices(R"({"work":[{"name":"A","skills@":["Pyhton"]}],"skills":[{"name":"Python"}]})"),
              ElementsAre(AllOf(Field(&Problem::pointer, "/work/0/skills@/0"),
                                Field(&Problem::hint, Says("did you mean \"Python\"?")))));
}

}  // namespace
}  // namespace vitrine::cv::check::names_test
