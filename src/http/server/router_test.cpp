#include "http/server/router.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::router_test {
namespace {

boost::asio::awaitable<Response> nothing(const Request&, const Parameters&) {
  co_return Response{};
}

Router router() {
  Router routes;
  for (const auto* pattern :
       {"/", "/about", "/{language}", "/cv/{slug}", "/cv/{slug}/{language}", "/studio/"}) {
    routes.add("GET", pattern, nothing);
  }
  routes.add("PUT", "/cv/{slug}", nothing);
  routes.add("DELETE", "/cv/{slug}", nothing);
  return routes;
}

TEST(Router, GivesParameters) {
  const auto routes = router();
  const auto match = routes.find("GET", "/cv/anna.json/de");
  ASSERT_NE(match.handler, nullptr);
  EXPECT_EQ(parameter(match.parameters, "slug"), "anna.json");
  EXPECT_EQ(parameter(match.parameters, "language"), "de");
  EXPECT_EQ(parameter(match.parameters, "other"), "");
  EXPECT_EQ(match.number, 4U);
  EXPECT_EQ(routes.find("PUT", "/cv/anna").number, 6U);
}

TEST(Router, TakesTheFirstThatFits) {
  const auto routes = router();
  EXPECT_TRUE(routes.find("GET", "/about").parameters.empty());
  EXPECT_EQ(parameter(routes.find("GET", "/de").parameters, "language"), "de");
}

TEST(Router, TellsApartWhatLooksAlike) {
  const auto routes = router();
  for (const auto* path : {"/", "/about", "/studio/", "/cv/a", "/cv/a/b"}) {
    EXPECT_NE(routes.find("GET", path).handler, nullptr) << path;
  }
  for (const auto* path :
       {"//", "/cv/", "/cv//", "/cv//de", "/cv/a/", "/cv/a/b/", "/cv/a/b/c", "/about/", "/CV/a"}) {
    const auto match = routes.find("GET", path);
    EXPECT_EQ(match.handler, nullptr) << path;
    EXPECT_EQ(match.allow, "") << path;
  }
}

TEST(Router, HeadIsAnsweredByGet) {
  const auto routes = router();
  EXPECT_EQ(routes.find("HEAD", "/about").handler, routes.find("GET", "/about").handler);
  EXPECT_NE(routes.find("HEAD", "/about").handler, nullptr);
}

TEST(Router, ListsEachMethodThatAPathKnowsOnce) {
  const auto routes = router();
  EXPECT_EQ(routes.find("POST", "/cv/a").allow, "GET, HEAD, PUT, DELETE, OPTIONS");
  EXPECT_EQ(routes.find("POST", "/about").allow, "GET, HEAD, OPTIONS");  // two routes match
  EXPECT_EQ(routes.find("get", "/about").handler, nullptr);              // methods are case-sensitive
  EXPECT_EQ(routes.find("PUT", "/cv/a").allow, "");
}

TEST(Router, AFinalParameterCanTakeAllThatIsLeft) {
  Router routes;
  routes.add("GET", "/studio/{file*}", nothing);
  for (const auto* rest : {"", "a.js", "a/b/c.js", "a//b/"}) {
    const auto path = std::string("/studio/") + rest;
    const auto match = routes.find("GET", path);
    ASSERT_NE(match.handler, nullptr) << path;
    EXPECT_EQ(parameter(match.parameters, "file"), rest);
  }
  EXPECT_EQ(routes.find("GET", "/studio").handler, nullptr);
}

}  // namespace
}  // namespace vitrine::http::router_test
