#include "site/mcp/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "cv/view/random_document_testing.hpp"
#include "site/mcp/tools.hpp"
#include "site/records/people.hpp"
#include "site/records/proposals.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::site::mcp::server_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto kAda = R"({"basics":{"name":"Ada","phone":"555","phone@for":["recruiter"],"label":"Baker",)"
                      R"("label@de":"Bäckerin"},"work":[{"name":"Early Bread","position":"Baker"}],)"
                      R"("meta":{"language":"en","vitrine":{"audiences":["recruiter"]}}})";

class McpServer : public testing::Test {
 protected:
  McpServer() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-mcp-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = *store::sqlite::open_sqlite_store(folder_ / "vitrine.sqlite");
  }
  ~McpServer() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  static Caller caller(auth::Role role, auth::Scopes scopes = auth::Scopes::all()) {
    return {.visitor =
                {.is_known = true, .email = "ada@example.org", .role = role, .scopes = scopes, .token = "id"},
            .access = auth::Access::link_only,
            .program = "Helper"};
  }

  Reply ask(const std::string& method, const Json& params, const Caller& who, const Metadata& metadata = {}) {
    const Host host{.store = *store_};
    return answer(to_text({{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}), metadata,
                  host, who);
  }

  Json call(const std::string& tool, const Json& arguments, const Caller& who) {
    const auto reply = ask("tools/call", {{"name", tool}, {"arguments", arguments}}, who);
    return reply.body->contains("result") ? (*reply.body)["result"] : (*reply.body)["error"];
  }

  std::string all_of(const std::string& slug, const Caller& who);

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
};

Json current_meta() {
  return {{"_meta",
           {{"io.modelcontextprotocol/protocolVersion", "2026-07-28"},
            {"io.modelcontextprotocol/clientCapabilities", Json::object()}}}};
}

TEST_F(McpServer, NegotiatesEarlierVersions) {
  const auto owner = caller(auth::Role::owner);
  for (const auto* version : {"2025-11-25", "2025-06-18"}) {
    const auto reply = ask("initialize", {{"protocolVersion", version}}, owner);
    EXPECT_EQ((*reply.body)["result"]["protocolVersion"], version);
  }
  EXPECT_EQ(
      (*ask("initialize", {{"protocolVersion", "1999-01-01"}}, owner).body)["result"]["protocolVersion"],
      "2025-11-25");
  EXPECT_EQ((*ask("initialize", Json::object(), owner).body)["error"]["code"], -32602);
  EXPECT_EQ((*ask("ping", Json::object(), owner).body)["result"], Json::object());
  EXPECT_EQ((*ask("server/discover", Json::object(), owner).body)["error"]["code"], -32601);
}

TEST_F(McpServer, TheCurrentVersionStandsInEachRequest) {
  const auto owner = caller(auth::Role::owner);
  const auto found = (*ask("server/discover", current_meta(), owner).body)["result"];
  EXPECT_EQ(found["supportedVersions"][0], "2026-07-28");
  EXPECT_EQ(found["resultType"], "complete");
  EXPECT_TRUE(found.contains("ttlMs"));
  EXPECT_EQ(ask("initialize", current_meta(), owner).status, 404U);
  auto other = current_meta();
  other["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2030-01-01";
  const auto refused = ask("tools/list", other, owner);
  EXPECT_EQ(refused.status, 400U);
  EXPECT_EQ((*refused.body)["error"]["code"], -32022);
  auto bare = current_meta();
  bare["_meta"].erase("io.modelcontextprotocol/clientCapabilities");
  EXPECT_EQ((*ask("tools/list", bare, owner).body)["error"]["code"], -32602);
}

TEST_F(McpServer, HeaderFieldsMustMatchTheBody) {
  const auto owner = caller(auth::Role::owner);
  auto params = current_meta();
  params["name"] = "list_cvs";
  const auto status = [&](const Metadata& metadata) {
    return ask("tools/call", params, owner, metadata).status;
  };
  const Metadata right{.is_http = true, .version = "2026-07-28", .method = "tools/call", .name = "list_cvs"};
  EXPECT_EQ(status(right), 200U);
  auto encoded = right;
  encoded.name = "=?base64?bGlzdF9jdnM=?=";
  EXPECT_EQ(status(encoded), 200U);
  for (auto Metadata::* member : {&Metadata::version, &Metadata::method, &Metadata::name}) {
    auto wrong = right;
    wrong.*member = "other";
    EXPECT_EQ(status(wrong), 400U);
    (wrong.*member).reset();
    EXPECT_EQ(status(wrong), 400U);
  }
  const Metadata earlier{.is_http = true, .version = "2025-06-18"};
  EXPECT_EQ(ask("tools/list", Json::object(), owner, earlier).status, 200U);
  const Metadata unknown{.is_http = true, .version = "2030-01-01"};
  EXPECT_EQ(ask("tools/list", Json::object(), owner, unknown).status, 400U);
  const Metadata only_header{.is_http = true, .version = "2026-07-28"};
  EXPECT_EQ(ask("tools/list", Json::object(), owner, only_header).status, 400U);
}

TEST_F(McpServer, ShowsAToolOnlyToWhoMayUseIt) {
  const auto names = [&](const Caller& who) {
    std::string out;
    const auto listed = (*ask("tools/list", Json::object(), who).body)["result"]["tools"];
    for (const auto& one : listed) out += one["name"].get<std::string>() + ' ';
    return out;
  };
  EXPECT_EQ(names(caller(auth::Role::editor, auth::Scopes().add(auth::Scope::read))),
            "list_cvs read_cv search render validate ");
  const auto edit = auth::Scopes().add(auth::Scope::read).add(auth::Scope::edit);
  EXPECT_THAT(names(caller(auth::Role::editor, edit)), HasSubstr("propose_change"));
  EXPECT_THAT(names(caller(auth::Role::editor, edit)), Not(HasSubstr("publish")));
  const auto refused = call("publish", Json::object(), caller(auth::Role::editor, edit));
  EXPECT_EQ(refused["code"], -32602);
}

TEST_F(McpServer, AnAudienceSeesItsPartOnly) {
  ASSERT_TRUE(store_->create("ada", kAda, ""));
  const auto nobody = caller(auth::Role::none);
  EXPECT_TRUE(call("read_cv", {{"slug", "ada"}}, nobody)["isError"]);
  EXPECT_EQ(call("list_cvs", Json::object(), nobody)["structuredContent"]["cvs"].size(), 0U);
  const auto viewer = caller(auth::Role::viewer);
  EXPECT_THAT(call("read_cv", {{"slug", "ada"}}, viewer).dump(), Not(HasSubstr("555")));
  EXPECT_TRUE(call("read_cv", {{"slug", "ada"}, {"audience", "recruiter"}}, viewer)["isError"]);
  EXPECT_TRUE(call("read_cv", {{"slug", "ada"}, {"source", true}}, viewer)["isError"]);
  ASSERT_TRUE(put_invitation(
      *store_, "ada",
      {.email = "ada@example.org", .grant = {.may = auth::Grant::May::view, .audience = "recruiter"}}));
  EXPECT_THAT(call("read_cv", {{"slug", "ada"}}, nobody).dump(), HasSubstr("555"));
  const auto editor = caller(auth::Role::editor);
  EXPECT_THAT(call("read_cv", {{"slug", "ada"}, {"audience", "recruiter"}}, editor).dump(), HasSubstr("555"));
  EXPECT_THAT(call("read_cv", {{"slug", "ada"}, {"source", true}}, editor).dump(), HasSubstr("phone@for"));
}

/// Everything that the tools, resources and prompts say of one CV.
std::string McpServer::all_of(const std::string& slug, const Caller& who) {
  std::string all;
  for (const auto* format : {"text", "markdown", "json"})
    all += call("render", {{"slug", slug}, {"format", format}}, who).dump();
  all += call("read_cv", {{"slug", slug}}, who).dump() + call("list_cvs", Json::object(), who).dump();
  all += call("search", {{"query", "q"}, {"limit", 50}}, who).dump();
  all += ask("resources/read", {{"uri", "vitrine://cv/" + slug}}, who).body->dump();
  all += ask("resources/list", Json::object(), who).body->dump();
  for (const std::string prompt : {"improve_wording", "translate", "tailor"}) {
    Json arguments{{"slug", slug}};
    if (prompt == "translate") arguments["language"] = "de";
    if (prompt == "tailor") arguments["advertisement"] = "A baker is wanted.";
    all += ask("prompts/get", {{"name", prompt}, {"arguments", arguments}}, who).body->dump();
  }
  for (const auto* tool : {"missing_translations", "versions", "validate"})
    all += call(tool, {{"slug", slug}}, who).dump();
  return all + call("diff", {{"slug", slug}, {"from", 1}, {"to", 1}}, who).dump();
}

TEST_F(McpServer, NothingHiddenLeaks) {
  std::size_t looked = 0;
  for (const std::string audience : {"public", "recruiter", "friend"}) {
    const auto who = caller(audience == "public" ? auth::Role::viewer : auth::Role::none);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      cv::RandomDocument random(seed);
      const auto slug = "cv-" + std::to_string(seed);
      ASSERT_TRUE(store_->create(slug, random.make().dump(), ""));
      ASSERT_TRUE(put_invitation(
          *store_, slug,
          {.email = "ada@example.org", .grant = {.may = auth::Grant::May::view, .audience = audience}}));
      const auto all = all_of(slug, who);
      EXPECT_THAT(all, HasSubstr(R"("isError":false)"));
      for (const auto& secret : random.secrets()) {
        const auto& readers = secret.audiences;
        if (readers.empty() || std::ranges::find(readers, audience) != readers.end()) continue;
        ++looked;
        EXPECT_EQ(all.find(secret.text), std::string::npos)
            << slug << " for " << audience << ": " << secret.text;
      }
      ASSERT_TRUE(store_->remove(slug, 1));
    }
  }
  EXPECT_GT(looked, 100U);
}

TEST_F(McpServer, AProposalChangesNothingAndPublishDoes) {
  ASSERT_TRUE(store_->create("ada", kAda, ""));
  const auto owner = caller(auth::Role::owner);
  const Json patch = Json::parse(R"([{"op":"replace","path":"/basics/label","value":"Master baker"}])");
  const Json order{{"slug", "ada"}, {"base_version", 1}, {"patch", patch}, {"note", "Her new title"}};
  const auto proposed = call("propose_change", order, owner);
  EXPECT_FALSE(proposed["isError"]) << proposed;
  EXPECT_EQ(proposed["structuredContent"]["changes"][0]["pointer"], "/basics/label");
  EXPECT_EQ(store_->read("ada")->revision.version, 1U);
  const auto kept = *list_proposals(*store_, "ada");
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.front().program, "Helper");
  EXPECT_EQ(Json::parse(kept.front().patch), patch);
  const auto published = call("publish", order, owner);
  EXPECT_EQ(published["structuredContent"]["version"], 2) << published;
  EXPECT_THAT(store_->read("ada")->text, HasSubstr("Master baker"));
  EXPECT_THAT(call("publish", order, owner).dump(), HasSubstr("version 2 is current"));
  EXPECT_EQ(call("diff", {{"slug", "ada"}, {"from", 1}, {"to", 2}}, owner)["structuredContent"]["count"], 1);
}

TEST_F(McpServer, FaultyArgumentsAreNamed) {
  ASSERT_TRUE(store_->create("ada", kAda, ""));
  const auto owner = caller(auth::Role::owner);
  const auto said = [&](const char* tool, const char* arguments) {
    const auto result = call(tool, Json::parse(arguments), owner);
    return result.value("isError", false) ? result["content"][0]["text"].get<std::string>()
                                          : "fine: " + result.dump();
  };
  EXPECT_THAT(said("read_cv", "{}"), HasSubstr("slug: expected a text"));
  EXPECT_THAT(said("read_cv", R"({"slug":7,"more":1})"), HasSubstr("more: there is no such argument; slug"));
  EXPECT_THAT(said("read_cv", "[]"), HasSubstr("expected an object"));
  EXPECT_THAT(said("read_cv", R"({"slug":"../x"})"), HasSubstr("is no slug"));
  EXPECT_THAT(said("read_cv", R"({"slug":"bob"})"), HasSubstr("there is no CV 'bob'"));
  EXPECT_THAT(said("read_cv", R"({"slug":"ada","language":"fr"})"), HasSubstr("it has: en, de"));
  EXPECT_THAT(said("render", R"({"slug":"ada","format":"docx"})"), HasSubstr("text, markdown, json or pdf"));
  EXPECT_THAT(said("list_cvs", R"({"limit":0})"), HasSubstr("from 1 to 100"));
  EXPECT_THAT(said("validate", "{}"), HasSubstr("either"));
  EXPECT_THAT(
      said("propose_change", R"({"slug":"ada","base_version":1,"patch":[{"op":"remove","path":"/x"}]})"),
      HasSubstr("operation 0 (remove /x): nothing is at '/x'"));
  EXPECT_THAT(said("propose_change", R"({"slug":"ada","base_version":1,"patch":{"basics":{"name":7}}})"),
              HasSubstr("/basics/name"));
  EXPECT_THAT(said("propose_change", R"({"slug":"ada","base_version":1,"patch":[]})"),
              HasSubstr("changes nothing"));
  EXPECT_THAT(said("propose_change", R"({"slug":"ada","base_version":9,"patch":[]})"),
              HasSubstr("version 1 is current"));
  EXPECT_EQ(call("no_tool", Json::object(), owner)["code"], -32602);
}

TEST_F(McpServer, EveryTextOfADocumentIsMarkedAsData) {
  ASSERT_TRUE(store_->create("ada", kAda, ""));
  const auto owner = caller(auth::Role::owner);
  for (const auto& tool : tools()) {
    Json arguments{{"slug", "ada"}};
    const std::string name = tool.name;
    if (name == "list_cvs") arguments = Json::object();
    if (name == "search") arguments = {{"query", "baker"}};
    if (name == "render") arguments["format"] = "markdown";
    if (name == "diff") arguments.update({{"from", 1}, {"to", 1}});
    if (!tool.is_read_only)
      arguments.update({{"base_version", 1}, {"patch", {{"basics", {{"label", "New"}}}}}});
    const auto result = call(name, arguments, owner);
    ASSERT_FALSE(result["isError"]) << result;
    EXPECT_THAT(result["content"][0]["text"].get<std::string>(), HasSubstr(std::string(kDataNotice))) << name;
  }
}

}  // namespace
}  // namespace vitrine::site::mcp::server_test
