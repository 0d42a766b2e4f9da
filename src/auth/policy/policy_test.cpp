#include "auth/policy/policy.hpp"

#include <gtest/gtest.h>

#include <array>

namespace vitrine::auth::policy_test {
namespace {

/// Every kind of person that decisions distinguish.
struct Somebody {
  const char* name;
  Visitor visitor;
  Grant grant;
};

Visitor person(Role role) {
  return {.is_known = true, .email = "ada@example.org", .role = role, .by_cookie = true};
}

const std::array<Somebody, 7>& everybody() {
  static const std::array<Somebody, 7> all{{
      {"nobody", {}, {}},
      {"stranger", person(Role::none), {}},
      {"invited to view", person(Role::none), {.may = Grant::May::view, .audience = "recruiter"}},
      {"invited to edit", person(Role::none), {.may = Grant::May::edit}},
      {"viewer", person(Role::viewer), {}},
      {"editor", person(Role::editor), {}},
      {"owner", person(Role::owner), {}},
  }};
  return all;
}

/// One letter for each of everybody(), in order: Allow, Sign in, Hide, Refuse.
struct Row {
  Demand demand;
  Access access;
  const char* verdicts;
};

constexpr std::array kTable{
    Row{Demand::health, Access::open, "AAAAAAA"},       Row{Demand::health, Access::signed_in, "AAAAAAA"},
    Row{Demand::health, Access::link_only, "AAAAAAA"},  Row{Demand::nothing, Access::open, "AAAAAAA"},
    Row{Demand::nothing, Access::signed_in, "AAAAAAA"}, Row{Demand::nothing, Access::link_only, "AAAAAAA"},
    Row{Demand::read, Access::open, "AAAAAAA"},         Row{Demand::read, Access::signed_in, "SAAAAAA"},
    Row{Demand::read, Access::link_only, "HHAAAAA"},    Row{Demand::account, Access::open, "SAAAAAA"},
    Row{Demand::account, Access::signed_in, "SAAAAAA"}, Row{Demand::account, Access::link_only, "SAAAAAA"},
    Row{Demand::own, Access::open, "SAAAAAA"},          Row{Demand::own, Access::signed_in, "SAAAAAA"},
    Row{Demand::own, Access::link_only, "SAAAAAA"},     Row{Demand::create, Access::open, "SRRRRAA"},
    Row{Demand::create, Access::signed_in, "SRRRRAA"},  Row{Demand::create, Access::link_only, "SRRRRAA"},
    Row{Demand::reach, Access::open, "SRRRRAA"},        Row{Demand::reach, Access::signed_in, "SRRRRAA"},
    Row{Demand::reach, Access::link_only, "SRRRRAA"},   Row{Demand::edit, Access::open, "SHHAHAA"},
    Row{Demand::edit, Access::signed_in, "SHHAHAA"},    Row{Demand::edit, Access::link_only, "SHHAHAA"},
    Row{Demand::propose, Access::open, "SHHAHAA"},      Row{Demand::propose, Access::signed_in, "SHHAHAA"},
    Row{Demand::propose, Access::link_only, "SHHAHAA"}, Row{Demand::publish, Access::open, "SHHAHAA"},
    Row{Demand::publish, Access::signed_in, "SHHAHAA"}, Row{Demand::publish, Access::link_only, "SHHAHAA"},
    Row{Demand::share, Access::open, "SHHAHAA"},        Row{Demand::share, Access::signed_in, "SHHAHAA"},
    Row{Demand::share, Access::link_only, "SHHAHAA"},   Row{Demand::remove, Access::open, "SHHRHAA"},
    Row{Demand::remove, Access::signed_in, "SHHRHAA"},  Row{Demand::remove, Access::link_only, "SHHRHAA"},
    Row{Demand::manage, Access::open, "SRRRRRA"},       Row{Demand::manage, Access::signed_in, "SRRRRRA"},
    Row{Demand::manage, Access::link_only, "SRRRRRA"},
};

char letter(Verdict verdict) {
  return "ASHR"[static_cast<std::size_t>(verdict)];
}

TEST(Policy, EveryDemandForEveryoneInEveryMode) {
  for (const auto& row : kTable) {
    for (std::size_t i = 0; i < everybody().size(); ++i) {
      const auto& who = everybody().at(i);
      const auto permit =
          decide({.demand = row.demand, .visitor = who.visitor, .grant = who.grant, .access = row.access});
      EXPECT_EQ(letter(permit.verdict), row.verdicts[i])
          << who.name << ", demand " << static_cast<int>(row.demand) << ", access " << name_of(row.access);
    }
  }
}

TEST(Policy, TheTableNamesEveryDemandInEveryMode) {
  constexpr auto kDemands = static_cast<std::size_t>(Demand::manage) + 1;
  EXPECT_EQ(kTable.size(), kDemands * kAccessNames.size());
}

TEST(Policy, AViewerReadsAsTheAudienceOfTheirInvitation) {
  const auto& who = everybody().at(2);
  const auto permit = decide({.demand = Demand::read, .visitor = who.visitor, .grant = who.grant});
  EXPECT_EQ(permit.audience, "recruiter");
  EXPECT_FALSE(permit.any_audience);
}

TEST(Policy, OnlyWhoMayEditReadsAsAnyone) {
  for (const auto& who : everybody()) {
    const auto permit = decide({.demand = Demand::read, .visitor = who.visitor, .grant = who.grant});
    EXPECT_EQ(permit.any_audience, may_edit(who.visitor, who.grant)) << who.name;
    if (who.visitor.role != Role::none) {
      EXPECT_EQ(permit.audience, "public") << who.name;
    }
  }
}

TEST(Policy, ATokenDoesNoMoreThanItsScopes) {
  auto owner = person(Role::owner);
  owner.token = "id";
  const std::array<std::pair<Demand, Scope>, 8> needs{{{Demand::account, Scope::read},
                                                       {Demand::publish, Scope::publish},
                                                       {Demand::create, Scope::edit},
                                                       {Demand::reach, Scope::edit},
                                                       {Demand::edit, Scope::edit},
                                                       {Demand::remove, Scope::edit},
                                                       {Demand::share, Scope::share},
                                                       {Demand::manage, Scope::manage}}};
  for (const auto& [demand, scope] : needs) {
    for (std::size_t i = 0; i < kScopeNames.size(); ++i) {
      const auto held = static_cast<Scope>(i);
      owner.scopes = Scopes().add(held);
      const auto permit = decide({.demand = demand, .visitor = owner});
      EXPECT_EQ(permit.verdict, held == scope ? Verdict::allow : Verdict::refuse)
          << static_cast<int>(demand) << " with " << name_of(held);
    }
  }
}

TEST(Policy, ATokenProposesWithEitherScope) {
  auto owner = person(Role::owner);
  owner.token = "id";
  for (std::size_t i = 0; i < kScopeNames.size(); ++i) {
    const auto held = static_cast<Scope>(i);
    owner.scopes = Scopes().add(held);
    const bool is_fine = held == Scope::propose || held == Scope::edit;
    EXPECT_EQ(decide({.demand = Demand::propose, .visitor = owner}).verdict,
              is_fine ? Verdict::allow : Verdict::refuse)
        << name_of(held);
  }
}

TEST(Policy, ATokenChangesNothingOfWhomItStandsFor) {
  auto owner = person(Role::owner);
  owner.token = "id";
  EXPECT_EQ(decide({.demand = Demand::own, .visitor = owner}).verdict, Verdict::refuse);
}

}  // namespace
}  // namespace vitrine::auth::policy_test
