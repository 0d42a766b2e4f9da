// The records of accounts and sharing, on a real store.

#include <gtest/gtest.h>

#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <thread>
#include <utility>

#include "auth/policy/secret.hpp"
#include "site/records/audit.hpp"
#include "site/records/links.hpp"
#include "site/records/people.hpp"
#include "site/records/personal_data.hpp"
#include "site/records/proposals.hpp"
#include "site/records/sessions.hpp"
#include "site/records/tokens.hpp"
#include "site/records/values.hpp"
#include "site/records/views.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::site::access_test {
namespace {

using namespace std::chrono_literals;

class AccessTest : public testing::Test {
 protected:
  AccessTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-access-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = *store::sqlite::open_sqlite_store(folder_ / "vitrine.sqlite");
  }
  ~AccessTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::size_t count(std::string_view kind) {
    std::size_t out = 0;
    EXPECT_TRUE(each_record(*store_, kind, "", [&](const store::Record&) { return ++out > 0; }));
    return out;
  }
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  const base::TimePoint now_ = base::now();
};

TEST_F(AccessTest, ASignInLinkWorksOnceAndForTenMinutes) {
  const auto secret = *make_sign_in(*store_, {.email = "ada@example.org", .role = auth::Role::owner}, now_);
  EXPECT_EQ(use_sign_in(*store_, "another", now_).error().code, ErrorCode::not_found);
  const auto whom = use_sign_in(*store_, secret, now_ + 9min);
  ASSERT_TRUE(whom);
  EXPECT_EQ(whom->email, "ada@example.org");
  EXPECT_EQ(whom->role, auth::Role::owner);
  EXPECT_EQ(use_sign_in(*store_, secret, now_).error().code, ErrorCode::not_found);
  const auto late = *make_sign_in(*store_, {.email = "ada@example.org"}, now_);
  EXPECT_EQ(use_sign_in(*store_, late, now_ + 10min).error().code, ErrorCode::not_found);
}

TEST_F(AccessTest, ATicketIsOnlyGoodWithItsSecret) {
  const auto ticket = *start_session(*store_, {.email = "ada@example.org"}, now_);
  const auto read = parse_ticket(to_text(ticket));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key, ticket.key);
  auto forged = ticket;
  forged.secret = auth::random_secret();
  EXPECT_FALSE(parse_ticket(to_text(forged)));
  EXPECT_FALSE(parse_ticket("{}"));
  EXPECT_FALSE(parse_ticket("no JSON"));
}

TEST_F(AccessTest, SigningOutEverywhereEndsThatPersonsSessionsAlone) {
  ASSERT_TRUE(start_session(*store_, {.email = "ada@example.org"}, now_));
  ASSERT_TRUE(start_session(*store_, {.email = "ada@example.org"}, now_));
  const auto other = *start_session(*store_, {.email = "bob@example.org"}, now_);
  ASSERT_TRUE(end_sessions(*store_, "ADA@example.org"));
  EXPECT_EQ(count("session"), 1U);
  EXPECT_TRUE(store_->read_record("session", other.key));
}

TEST_F(AccessTest, KeysRotateAndOldOnesGoOnOpening) {
  const auto first = *sealing_key(*store_, now_);
  EXPECT_EQ(sealing_key(*store_, now_ + kKeyAge - 1h)->id, first.id);
  const auto second = *sealing_key(*store_, now_ + kKeyAge);
  EXPECT_NE(second.id, first.id);
  EXPECT_NE(second.secret, first.secret);
  const auto text = store_->read_record("key", first.id)->value;
  EXPECT_TRUE(parse_key(first.id, text, now_ + kKeyAge + kSessionMost));
  EXPECT_FALSE(parse_key(first.id, text, now_ + kKeyAge + kSessionMost + 1ms));
  ASSERT_TRUE(sealing_key(*store_, now_ + kKeyAge + kSessionMost + 1ms));
  EXPECT_EQ(store_->read_record("key", first.id).error().code, ErrorCode::not_found);
}

TEST_F(AccessTest, TokensAreTheirPersonsOwn) {
  Token token{.email = "ada@example.org", .label = "CI", .expires_at = now_ + 24h};
  token.scopes.add(auth::Scope::edit);
  const auto secret = *make_token(*store_, token, now_);
  EXPECT_TRUE(secret.starts_with(kTokenPrefix));
  const auto record = store_->read_record("token", auth::fingerprint(secret));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->value.find(secret), std::string::npos);
  const auto read = parse_token(token.id, record->value);
  EXPECT_TRUE(read.scopes.has(auth::Scope::edit));
  EXPECT_FALSE(read.scopes.has(auth::Scope::manage));
  EXPECT_EQ(read.expires_at, token.expires_at);
  EXPECT_EQ(list_tokens(*store_, "ada@example.org")->size(), 1U);
  EXPECT_TRUE(list_tokens(*store_, "bob@example.org")->empty());
  EXPECT_EQ(remove_token(*store_, token.id, "bob@example.org").error().code, ErrorCode::not_found);
  EXPECT_TRUE(remove_token(*store_, token.id, "ada@example.org"));
  EXPECT_TRUE(list_tokens(*store_, "ada@example.org")->empty());
}

TEST_F(AccessTest, LinksBelongToOneCvAndGoWithTheirCounts) {
  Link link{.slug = "jane", .label = "Acme", .audience = "recruiter", .expires_at = now_ + 24h};
  const auto secret = *make_link(*store_, link, now_);
  Link other{.slug = "jane-2"};
  ASSERT_TRUE(make_link(*store_, other, now_));
  const auto record = store_->read_record("link", auth::fingerprint(secret));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->value.find(secret), std::string::npos);
  const auto listed = *list_links(*store_, "jane");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed.front().label, "Acme");
  EXPECT_TRUE(is_alive(listed.front(), now_ + 23h));
  EXPECT_FALSE(is_alive(listed.front(), now_ + 24h));
  EXPECT_EQ(revoke_link(*store_, "jane-2", link.id).error().code, ErrorCode::not_found);
  boost::asio::thread_pool pool(1);
  Views views(store_.get(), pool);
  views.count(link.id, auth::ClientKind::person, now_);
  views.flush();
  pool.join();
  EXPECT_EQ(count("views"), 1U);
  ASSERT_TRUE(revoke_link(*store_, "jane", link.id));
  EXPECT_EQ(count("views"), 0U);
  EXPECT_EQ(count("link"), 1U);
  EXPECT_EQ(count("shared"), 1U);
}

TEST_F(AccessTest, OpeningsOfAllProcessesAddUpByDay) {
  const std::string link = auth::fingerprint("x");
  const auto noon = *base::parse_rfc3339("2026-11-25T12:00:00Z");
  boost::asio::thread_pool pool(1);
  Views one(store_.get(), pool);
  Views two(store_.get(), pool);
  one.count(link, auth::ClientKind::person, noon);
  one.flush();
  one.count(link, auth::ClientKind::person, noon);
  one.count(link, auth::ClientKind::preview, noon);
  two.count(link, auth::ClientKind::person, noon);
  two.count(link, auth::ClientKind::bot, noon + 24h);
  one.flush();
  two.flush();
  pool.join();
  const auto days = *list_views(*store_, link);
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days[0].day, "2026-11-25");
  EXPECT_EQ(days[0].people, 3U);
  EXPECT_EQ(days[0].previews, 1U);
  EXPECT_EQ(days[1].bots, 1U);
}

TEST_F(AccessTest, TheAuditLogHasTheNewestFirst) {
  for (const auto* what : {"one", "two", "three"}) {
    audit(*store_, {.what = what, .who = "ada@example.org"});
    std::this_thread::sleep_for(2ms);
  }
  const auto first = *list_audit(*store_, "", 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].what, "three");
  const auto rest = *list_audit(*store_, first[1].id, 10);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].what, "one");
}

TEST_F(AccessTest, WhatIsOverIsTidiedAway) {
  ASSERT_TRUE(make_sign_in(*store_, {.email = "ada@example.org"}, now_));
  ASSERT_TRUE(start_session(*store_, {.email = "ada@example.org"}, now_));
  audit(*store_, {.what = "old"});
  ASSERT_TRUE(delete_expired_records(*store_, now_ + 11min));
  EXPECT_EQ(count("sign-in"), 0U);
  EXPECT_EQ(count("session"), 1U);
  EXPECT_EQ(count("audit"), 1U);
  ASSERT_TRUE(delete_expired_records(*store_, now_ + kAuditAge + 1h));
  EXPECT_EQ(count("session"), 0U);
  EXPECT_EQ(count("audit"), 0U);
}

TEST_F(AccessTest, AChangeOfAPersonDoesNotUndoAnother) {
  const std::string ada = "ada@example.org";
  for (const bool is_known : {false, true}) {
    bool was_changed = false;
    const auto person = change_person(*store_, ada, [&](Person& one) {
      one.last_sign_in = now_;
      if (std::exchange(was_changed, true)) return;
      // An owner changes the record on another instance, between this one's reading and writing.
      ASSERT_TRUE(change_person(*store_, ada, [&](Person& other) {
        other.role = is_known ? auth::Role::viewer : auth::Role::editor;
      }));
    });
    ASSERT_TRUE(person);
    const auto stored = **read_person(*store_, ada);
    EXPECT_EQ(stored.role, is_known ? auth::Role::viewer : auth::Role::editor);
    EXPECT_EQ(stored.last_sign_in, now_);
    EXPECT_EQ(stored.id, person->id);
  }
}

TEST_F(AccessTest, APersonCanHaveAllOfTheirDataAndHaveItDeleted) {
  const std::string ada = "ada@example.org";
  ASSERT_TRUE(change_person(*store_, ada, [&](Person& one) {
    one.name = "Ada";
    one.role = auth::Role::editor;
    one.last_sign_in = now_;
  }));
  ASSERT_TRUE(start_session(*store_, {.email = ada}, now_));
  Token token{.email = ada, .label = "CI", .expires_at = now_ + 24h};
  ASSERT_TRUE(make_token(*store_, token, now_));
  ASSERT_TRUE(put_invitation(*store_, "jane", {.email = ada, .grant = {.may = auth::Grant::May::view}}));
  ASSERT_TRUE(put_invitation(*store_, "jane", {.email = "bob@example.org"}));
  audit(*store_, {.what = "save", .who = ada, .slug = "jane"});
  audit(*store_, {.what = "invite", .who = "bob@example.org", .whom = ada, .slug = "jane", .detail = "view"});
  Proposal proposal{.slug = "jane", .base = 1, .patch = "[]", .author = ada, .note = "Shorter"};
  ASSERT_TRUE(make_proposal(*store_, proposal, now_));
  const auto data = *personal_data(*store_, ada);
  for (const auto* part :
       {"\"Ada\"", "\"editor\"", "\"CI\"", "\"jane\"", "\"save\"", "\"invite\"", "\"Shorter\""})
    EXPECT_NE(data.find(part), std::string::npos) << part;
  ASSERT_TRUE(delete_person(*store_, ada));
  for (const auto* kind : {"person", "session", "token"}) EXPECT_EQ(count(kind), 0U) << kind;
  EXPECT_EQ(count("grant"), 1U);
  EXPECT_EQ(count("audit"), 2U);
  for (const auto kind : store::kRecordKinds) {
    EXPECT_TRUE(each_record(*store_, kind, "", [&](const store::Record& record) {
      EXPECT_EQ(record.value.find(ada), std::string::npos) << kind;
      return true;
    }));
  }
}

TEST_F(AccessTest, ProposalsAreBoundedAndGoWithTheirCv) {
  Proposal first{.slug = "jane",
                 .base = 3,
                 .patch = R"([{"op":"test"}])",
                 .author = "ada@example.org",
                 .program = "Helper",
                 .note = "Ä"};
  ASSERT_TRUE(make_proposal(*store_, first, now_));
  const auto read = *read_proposal(*store_, "jane", first.id);
  EXPECT_EQ(std::tuple(read.slug, read.base, read.patch, read.author, read.program, read.note, read.made_at),
            std::tuple(first.slug, first.base, first.patch, first.author, first.program, first.note, now_));
  EXPECT_EQ(read_proposal(*store_, "jane-2", first.id).error().code, ErrorCode::not_found);
  EXPECT_EQ(read_proposal(*store_, "jane", "no such id").error().code, ErrorCode::not_found);
  for (std::size_t i = 1; i < kMostProposals; ++i) {
    Proposal next{.slug = "jane", .base = 3, .patch = "[]"};
    ASSERT_TRUE(make_proposal(*store_, next, now_ + std::chrono::minutes(i)));
  }
  Proposal over{.slug = "jane", .base = 3, .patch = "[]"};
  EXPECT_EQ(make_proposal(*store_, over, now_).error().code, ErrorCode::conflict);
  Proposal large{.slug = "jane-2", .base = 1, .patch = std::string(kMostProposalBytes + 1, ' ')};
  EXPECT_EQ(make_proposal(*store_, large, now_).error().code, ErrorCode::too_large);
  large.patch = "[]";
  ASSERT_TRUE(make_proposal(*store_, large, now_));
  EXPECT_EQ(list_proposals(*store_, "jane")->back().id, first.id);
  ASSERT_TRUE(remove_proposal(*store_, "jane", first.id));
  EXPECT_EQ(remove_proposal(*store_, "jane", first.id).error().code, ErrorCode::not_found);
  ASSERT_TRUE(delete_sharing(*store_, "jane"));
  EXPECT_TRUE(list_proposals(*store_, "jane")->empty());
  EXPECT_EQ(list_proposals(*store_, "jane-2")->size(), 1U);
}

TEST_F(AccessTest, InvitationsGoWithTheirCv) {
  ASSERT_TRUE(put_invitation(*store_, "jane", {.email = "a@example.org"}));
  ASSERT_TRUE(put_invitation(*store_, "jane-2", {.email = "a@example.org"}));
  Link link{.slug = "jane"};
  ASSERT_TRUE(make_link(*store_, link, now_));
  ASSERT_TRUE(delete_sharing(*store_, "jane"));
  EXPECT_EQ(count("grant"), 1U);
  EXPECT_EQ(count("link"), 0U);
  EXPECT_EQ(list_invitations(*store_, "jane-2")->size(), 1U);
  EXPECT_EQ(list_invited(*store_, "a@example.org")->front().slug, "jane-2");
}

}  // namespace
}  // namespace vitrine::site::access_test
