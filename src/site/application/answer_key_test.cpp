// Tests the parts of a request that decide whether a cached answer may be used.

#include <gtest/gtest.h>

#include "site/application/site_testing.hpp"

namespace vitrine::site::answer_key_test {
namespace {

using Lines = std::vector<std::pair<std::string_view, std::string_view>>;

/// The key that `site` makes of a request with these fields; nothing if only the site itself may answer.
std::optional<std::string> key_of(const Site& site, Lines fields, bool is_by_proxy = false) {
  http::Request request;
  request.method = "GET";
  request.target = request.path = "/cv/rich";
  request.fields = std::move(fields);
  request.fields.emplace_back("host", "localhost");
  request.is_by_proxy = is_by_proxy;
  std::string key;
  if (!site.add_to_key(request, key)) return std::nullopt;
  return key;
}

using AnswerKey = SiteTest;

TEST_F(AnswerKey, HoldsTheSessionAndNoOtherCookie) {
  const auto ada = sign_in("ada@example.org", auth::Role::owner);
  const auto eve = sign_in("eve@example.org", auth::Role::none);
  const auto nobody = key_of(*site_, {});
  ASSERT_TRUE(nobody);
  EXPECT_EQ(key_of(*site_, {{"cookie", "theme=dark"}}), nobody);
  EXPECT_NE(key_of(*site_, {{"cookie", ada}}), nobody);
  EXPECT_NE(key_of(*site_, {{"cookie", ada}}), key_of(*site_, {{"cookie", eve}}));
  EXPECT_EQ(key_of(*site_, {{"cookie", ada + "; theme=dark"}}), key_of(*site_, {{"cookie", ada}}));
}

TEST_F(AnswerKey, IsNotMadeForPrograms) {
  EXPECT_FALSE(key_of(*site_, {{"authorization", "Bearer x"}}));
  EXPECT_FALSE(key_of(*site_, {{"authorization", ""}}));
}

TEST_F(AnswerKey, HoldsBothTokensOfALoadBalancer) {
  const Site site(*store_, pools_,
                  {.accounts = AccountOptions{.mode = AuthMode::alb, .alb = auth::tokens::AlbSettings{}}});
  const std::string_view data = "x-amzn-oidc-data";
  const std::string_view access = "x-amzn-oidc-accesstoken";
  const std::vector<Lines> all{{},
                               {{data, "a"}},
                               {{access, "a"}},
                               {{data, "b"}},
                               {{data, "a"}, {access, "b"}},
                               {{data, "b"}, {access, "a"}},
                               {{data, "a"}, {data, "b"}},
                               {{data, "b"}, {data, "a"}}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_NE(key_of(site, all[i]), key_of(site, all[j])) << i << ' ' << j;
  }
}

TEST_F(AnswerKey, IsMadeForWhatMayPassTheDoorAlone) {
  const Site only_by_proxy(*store_, pools_, {.accounts = AccountOptions{}, .only_by_proxy = true});
  EXPECT_FALSE(key_of(only_by_proxy, {}));
  EXPECT_TRUE(key_of(only_by_proxy, {}, true));
  SiteOptions options;
  options.local_names = http::LocalNames(boost::asio::ip::make_address("127.0.0.1"));
  const Site preview(*store_, pools_, options);
  EXPECT_TRUE(key_of(preview, {}));
  EXPECT_FALSE(key_of(preview, {{"host", "evil.example"}}));
}

}  // namespace
}  // namespace vitrine::site::answer_key_test
