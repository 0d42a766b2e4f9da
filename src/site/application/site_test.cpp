// Every route with its required permission; auth/policy/policy_test.cpp tests the meaning of each permission
// for every kind of person.

#include "site/application/site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "store/sqlite/store.hpp"

namespace vitrine::site::site_test {
namespace {

using auth::Demand;

const std::vector<Site::RouteInfo>& expected() {
  static const std::vector<Site::RouteInfo> all{
      {"GET", "/healthz", Demand::health},
      {"GET", "/readyz", Demand::health},
      {"GET", "/s/{token}", Demand::nothing},
      {"GET", "/s/{token}/{leaf}", Demand::nothing},
      {"POST", "/s/{token}", Demand::nothing},
      {"GET", "/about", Demand::nothing},
      {"GET", "/about/{leaf}", Demand::nothing},
      {"GET", "/privacy", Demand::nothing},
      {"GET", "/sign-in", Demand::nothing},
      {"POST", "/sign-in", Demand::nothing},
      {"GET", "/sign-in/passkey", Demand::own},
      {"POST", "/sign-in/passkey", Demand::nothing},
      {"POST", "/sign-in/passkey/question", Demand::nothing},
      {"GET", "/sign-in/passkeys.js", Demand::nothing},
      {"GET", "/api/v1/session", Demand::nothing},
      {"DELETE", "/api/v1/session", Demand::own},
      {"GET", "/api/v1/me", Demand::account},
      {"DELETE", "/api/v1/me", Demand::own},
      {"GET", "/api/v1/cvs", Demand::account},
      {"POST", "/api/v1/cvs", Demand::create},
      {"GET", "/api/v1/cvs/{slug}", Demand::edit},
      {"PUT", "/api/v1/cvs/{slug}", Demand::edit},
      {"PATCH", "/api/v1/cvs/{slug}", Demand::edit},
      {"DELETE", "/api/v1/cvs/{slug}", Demand::remove},
      {"GET", "/api/v1/cvs/{slug}/versions", Demand::edit},
      {"GET", "/api/v1/cvs/{slug}/versions/{version}", Demand::edit},
      {"POST", "/api/v1/cvs/{slug}/versions/{version}/restore", Demand::edit},
      {"GET", "/api/v1/cvs/{slug}/proposals", Demand::propose},
      {"GET", "/api/v1/cvs/{slug}/proposals/{proposal}", Demand::propose},
      {"DELETE", "/api/v1/cvs/{slug}/proposals/{proposal}", Demand::edit},
      {"POST", "/api/v1/cvs/{slug}/proposals/{proposal}/accept", Demand::edit},
      {"GET", "/api/v1/cvs/{slug}/links", Demand::share},
      {"POST", "/api/v1/cvs/{slug}/links", Demand::share},
      {"DELETE", "/api/v1/cvs/{slug}/links/{link}", Demand::share},
      {"GET", "/api/v1/cvs/{slug}/people", Demand::share},
      {"PUT", "/api/v1/cvs/{slug}/people/{email}", Demand::share},
      {"DELETE", "/api/v1/cvs/{slug}/people/{email}", Demand::share},
      {"POST", "/api/v1/render", Demand::account},
      {"POST", "/api/v1/check", Demand::account},
      {"POST", "/api/v1/convert", Demand::account},
      {"POST", "/api/v1/links/check", Demand::reach},
      {"GET", "/api/v1/schema", Demand::nothing},
      {"GET", "/api/v1/openapi.yaml", Demand::nothing},
      {"GET", "/api/", Demand::nothing},
      {"POST", "/mcp", Demand::account},
      {"GET", "/mcp", Demand::nothing},
      {"GET", "/api/v1/settings", Demand::manage},
      {"PUT", "/api/v1/settings", Demand::manage},
      {"GET", "/api/v1/about", Demand::manage},
      {"PUT", "/api/v1/about", Demand::manage},
      {"DELETE", "/api/v1/about", Demand::manage},
      {"GET", "/api/v1/people", Demand::manage},
      {"PUT", "/api/v1/people/{email}", Demand::manage},
      {"DELETE", "/api/v1/people/{email}", Demand::manage},
      {"POST", "/api/v1/people/{email}/link", Demand::manage},
      {"GET", "/api/v1/tokens", Demand::account},
      {"POST", "/api/v1/tokens", Demand::own},
      {"DELETE", "/api/v1/tokens/{token}", Demand::own},
      {"GET", "/api/v1/passkeys", Demand::own},
      {"POST", "/api/v1/passkeys", Demand::own},
      {"POST", "/api/v1/passkey-question", Demand::own},
      {"PUT", "/api/v1/passkeys/{passkey}", Demand::own},
      {"DELETE", "/api/v1/passkeys/{passkey}", Demand::own},
      {"POST", "/api/v1/recovery-codes", Demand::own},
      {"GET", "/api/v1/audit", Demand::manage},
      {"GET", "/", Demand::read},
      {"GET", "/{leaf}", Demand::read},
      {"GET", "/v/{variant}", Demand::read},
      {"GET", "/v/{variant}/{leaf}", Demand::read},
      {"GET", "/cv/{slug}", Demand::read},
      {"GET", "/cv/{slug}/{leaf}", Demand::read},
      {"GET", "/cv/{slug}/v/{variant}", Demand::read},
      {"GET", "/cv/{slug}/v/{variant}/{leaf}", Demand::read},
  };
  return all;
}

std::vector<std::string> written(const std::vector<Site::RouteInfo>& routes) {
  std::vector<std::string> out;
  for (const auto& one : routes)
    out.push_back(one.method + ' ' + one.pattern + ' ' + std::to_string(static_cast<int>(one.demand)));
  std::ranges::sort(out);
  return out;
}

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-site-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = *store::sqlite::open_sqlite_store(folder_ / "vitrine.sqlite");
  }
  ~SiteTest() override {
    pools_.join();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  Pools pools_;
};

TEST_F(SiteTest, EveryRouteDemandsWhatItShould) {
  const Site site(*store_, pools_, {.accounts = AccountOptions{}});
  EXPECT_EQ(written(site.routes()), written(expected()));
}

TEST_F(SiteTest, WithoutAccountsThereAreOnlyPages) {
  const Site site(*store_, pools_, {});
  for (const auto& route : site.routes()) {
    EXPECT_EQ(route.method, "GET") << route.pattern;
    EXPECT_FALSE(route.pattern.starts_with("/api") || route.pattern.starts_with("/s/")) << route.pattern;
  }
}

}  // namespace
}  // namespace vitrine::site::site_test
