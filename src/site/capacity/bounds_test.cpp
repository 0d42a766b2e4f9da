// Tests that the program's table, the manual's and the contract of the API state the same limits for every
// route.

#include "site/capacity/bounds.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "base/resources.hpp"
#include "site/application/site_testing.hpp"

namespace vitrine::site::bounds_test {
namespace {

using Lines = std::vector<std::string>;

/// The rows of the manual's table whose header begins with `head`, without the header.
Lines table_of_manual(const std::string& head) {
  std::ifstream in(std::filesystem::path(VITRINE_SOURCE) / "docs" / "operating.md");
  EXPECT_TRUE(in);
  Lines rows;
  bool is_in_table = false;
  for (std::string line; std::getline(in, line);) {
    if (is_in_table && !line.starts_with("|")) break;
    if (is_in_table && !line.starts_with("|-")) rows.push_back(line);
    if (line.starts_with(head)) is_in_table = true;
  }
  return rows;
}

std::string body_words(std::size_t bytes) {
  return bytes == 0 ? "–" : std::to_string(bytes >> 10U) + " KiB";
}

std::string rate_words(Rate rate) {
  switch (rate) {
    case Rate::none:
      return "–";
    case Rate::miss:
      return "miss";
    case Rate::person:
      return "person";
    default:
      return "guess";
  }
}

std::string seconds(std::chrono::milliseconds time) {
  return std::to_string(time.count() / 1000) + " s";
}

TEST(Bounds, OfRoutesAreThoseOfTheManual) {
  Lines rows;
  for (const auto& one : route_bounds()) {
    rows.push_back("| `" + std::string(one.method) + ' ' + std::string(one.pattern) + "` | " +
                   body_words(one.most_body) + " | " + rate_words(one.rate) + " | " +
                   (one.queue == nullptr ? "–" : std::string(one.queue->name)) + " |");
  }
  EXPECT_EQ(table_of_manual("| route | body |"), rows);
}

TEST(Bounds, OfQueuesAreThoseOfTheManual) {
  Lines rows;
  for (const auto* one : {&kPagesQueue, &kPdfsQueue, &kDocumentsQueue, &kAccountsQueue, &kSignInQueue,
                          &kPasswordsQueue, &kLinksQueue, &kCodingsQueue}) {
    rows.push_back("| " + std::string(one->name) + " | " + std::to_string(one->threads) + " | " +
                   std::to_string(one->places) + " | " + std::to_string(one->places_of_one) + " | " +
                   seconds(one->patience) + " | " + seconds(one->limit) + " |");
    EXPECT_LE(one->places_of_one * 2, one->places) << one->name << ": another person must be served, too";
  }
  auto told = table_of_manual("| queue | threads |");
  for (auto& row : told) row.erase(row.rfind('|', row.size() - 2) + 1);  // the purpose of the queue
  EXPECT_EQ(told, rows);
}

class BoundsOfSite : public SiteTest {};

TEST_F(BoundsOfSite, EveryRouteHasSomeAndEveryRowHasARoute) {
  std::set<std::string> named;
  for (const auto& one : route_bounds()) {
    EXPECT_TRUE(named.insert(std::string(one.method) + ' ' + std::string(one.pattern)).second) << one.pattern;
    const bool may_have_body = one.method == "POST" || one.method == "PUT" || one.method == "PATCH";
    EXPECT_EQ(one.most_body > 0, may_have_body) << one.method << ' ' << one.pattern;
  }
  for (const auto& route : site_->routes()) {
    EXPECT_EQ(named.erase(route.method + ' ' + route.pattern), 1U) << route.method << ' ' << route.pattern;
  }
  // Routes of a preview, of the Studio, and of signing in at a provider.
  const std::set<std::string> elsewhere{"GET /preview", "GET /preview/changed", "GET /preview/reload.js",
                                        "GET /studio",  "GET /studio/{file*}",  "GET /sign-in/callback"};
  EXPECT_EQ(named, elsewhere);
}

TEST_F(BoundsOfSite, TheContractHasTheRoutesOfTheApi) {
  const std::string base = "/api/v1";
  std::set<std::string> contract;
  const auto text = base::find_resource("schema/openapi.yaml").value();
  for (const auto& path : YAML::Load(std::string(text))["paths"]) {
    for (const auto& operation : path.second) {
      auto method = operation.first.as<std::string>();
      if (method == "parameters") continue;
      std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      contract.insert(method + ' ' + base + path.first.as<std::string>());
    }
  }
  std::set<std::string> program;
  for (const auto& one : route_bounds()) {
    if (one.pattern.starts_with(base))
      program.insert(std::string(one.method) + ' ' + std::string(one.pattern));
  }
  EXPECT_EQ(contract, program);
}

TEST_F(BoundsOfSite, HoldBeforeABodyIsRead) {
  const auto owner = sign_in("owner@localhost", auth::Role::owner);
  ASSERT_TRUE(store_->create("cv", R"({"basics":{"name":"Ada"}})", ""));
  constexpr std::size_t kIgnored = std::size_t{16} << 10U;
  for (const auto& one : route_bounds()) {
    if (one.most_body == 0) continue;
    std::string target(one.pattern);
    if (const auto at = target.find("{slug}"); at != std::string::npos) target.replace(at, 6, "cv");
    if (const auto at = target.find("{email}"); at != std::string::npos)
      target.replace(at, 7, "a@example.org");
    const auto admission = admit(one.method, target, owner);
    ASSERT_FALSE(admission.refusal) << one.method << ' ' << one.pattern << ": " << admission.refusal->status;
    EXPECT_EQ(admission.max_body_bytes, std::max(one.most_body, kIgnored))
        << one.method << ' ' << one.pattern;
  }
}

TEST_F(BoundsOfSite, WhoHasAskedTooOftenIsRefusedBeforeTheBody) {
  const auto tries = [&] { return admit("POST", "/sign-in", "").refusal; };
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(tries());  // reading does not count
  for (int i = 0; i < 30; ++i) ask("POST", "/sign-in", "", "token=wrong");
  const auto refusal = tries();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429U);
  EXPECT_FALSE(admit("POST", "/sign-in", "", "192.0.2.77").refusal);
}

}  // namespace
}  // namespace vitrine::site::bounds_test
