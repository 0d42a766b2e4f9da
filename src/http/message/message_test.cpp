#include "http/message/message.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace vitrine::http::message_test {
namespace {

TEST(QueryParameter, IsDecodedAsAForm) {
  EXPECT_EQ(query_parameter("variant=back+end&x=%C3%A9%2B", "variant"), "back end");
  EXPECT_EQ(query_parameter("variant=back+end&x=%C3%A9%2B", "x"), "é+");
  EXPECT_EQ(query_parameter("a%20b=1", "a b"), "1");
  EXPECT_EQ(query_parameter("a=1=2", "a"), "1=2");
}

TEST(QueryParameter, IsTheFirstOfSeveral) {
  EXPECT_EQ(query_parameter("a=1&a=2", "a"), "1");
}

TEST(QueryParameter, IsEmptyWhereThereIsNoneOrItIsMalformed) {
  for (const auto* query : {"", "&", "b=1", "aa=1", "a", "a=", "a=%4", "=a", "A=1"}) {
    EXPECT_EQ(query_parameter(query, "a"), "") << query;
  }
}

TEST(Response, SettingAFieldAgainReplacesIt) {
  auto response = make_response(200, "text/plain", "x");
  response.set("ETag", "\"1\"").set("ETag", "\"2\"");
  ASSERT_EQ(response.fields.size(), 2U);
  EXPECT_EQ(response.fields[1], std::pair(std::string("ETag"), std::string("\"2\"")));
}

TEST(Problem, IsAProblemDocument) {
  const auto response = make_problem(404, "Not Found", "No \"x\"\n\xFF here.");
  EXPECT_EQ(response.status, 404U);
  EXPECT_EQ(response.fields[0].second, "application/problem+json");
  const auto body = nlohmann::json::parse(*response.body);  // even for bytes that are not UTF-8
  EXPECT_EQ(body["status"], 404);
  EXPECT_EQ(body["title"], "Not Found");
  EXPECT_EQ(body["type"], "about:blank");
}

TEST(ReasonPhrase, IsThereForEachStatusThatTheServerItselfGives) {
  for (const unsigned status : {400U, 408U, 413U, 414U, 417U, 431U, 500U, 501U, 503U, 505U}) {
    EXPECT_FALSE(reason_phrase(status).empty()) << status;
  }
  EXPECT_EQ(reason_phrase(299), "");
}

}  // namespace
}  // namespace vitrine::http::message_test
