#include "store/aws/credentials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "store/aws/credential_sources.hpp"
#include "store/common/stand_in_testing.hpp"

namespace vitrine::store::aws::credentials_test {
namespace {

using stand_in::Answer;
using stand_in::Request;
using stand_in::Server;
using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::string>;

/// A temporary folder for one test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-aws-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file.string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Only these variables; the instance's metadata service is off unless they enable it.
Environment only(Variables variables) {
  variables.try_emplace("AWS_EC2_METADATA_DISABLED", "true");
  return [variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

Result<Credentials> get(Variables variables) {
  CredentialChain chain({.environment = only(std::move(variables))});
  return chain.get();
}

std::string far() {
  return "2999-01-01T00:00:00Z";
}

std::string json_credentials(const std::string& key, const std::string& expires) {
  return R"({"Code":"Success","AccessKeyId":")" + key +
         R"(","SecretAccessKey":"s3cret","Token":"t0ken","Expiration":")" + expires + R"("})";
}

TEST(AwsCredentials, ComeFromTheEnvironmentFirst) {
  const Folder folder;
  const auto file = folder.write("credentials", "[default]\naws_access_key_id=F\naws_secret_access_key=G\n");
  const auto got = get({{"AWS_ACCESS_KEY_ID", "A"},
                        {"AWS_SECRET_ACCESS_KEY", "B"},
                        {"AWS_SESSION_TOKEN", "C"},
                        {"AWS_SHARED_CREDENTIALS_FILE", file}});
  ASSERT_TRUE(got);
  EXPECT_EQ(got->key_id, "A");
  EXPECT_EQ(got->secret, "B");
  EXPECT_EQ(got->session_token, "C");
  EXPECT_FALSE(got->expires);
  const auto half = get({{"AWS_ACCESS_KEY_ID", "A"}});
  EXPECT_EQ(half.error().code, ErrorCode::invalid);
  EXPECT_THAT(half.error().text(), HasSubstr("AWS_SECRET_ACCESS_KEY"));
}

TEST(AwsCredentials, SayThatThereAreNone) {
  const auto got = get({});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::invalid);
  EXPECT_THAT(got.error().text(), HasSubstr("no AWS credentials are set up"));
}

TEST(AwsCredentials, ComeFromAProfile) {
  const Folder folder;
  const auto text =
      "# comment\n[default]\naws_access_key_id = D\naws_secret_access_key = a=b+c/\n\n[ other ]\r\n"
      "; comment\naws_access_key_id=O\r\naws_secret_access_key=P\r\naws_session_token=Q\n"
      "[role]\nrole_arn = arn:aws:iam::1:role/x\n";
  const auto file = folder.write("mine", text);
  const auto standard = get({{"AWS_SHARED_CREDENTIALS_FILE", file}});
  ASSERT_TRUE(standard) << standard.error().text();
  EXPECT_EQ(standard->key_id, "D");
  EXPECT_EQ(standard->secret, "a=b+c/");
  EXPECT_EQ(standard->session_token, "");
  const auto other = get({{"AWS_SHARED_CREDENTIALS_FILE", file}, {"AWS_PROFILE", "other"}});
  ASSERT_TRUE(other) << other.error().text();
  EXPECT_EQ(other->key_id, "O");
  EXPECT_EQ(other->secret, "P");
  EXPECT_EQ(other->session_token, "Q");

  static_cast<void>(folder.write(".aws/credentials", text));
  EXPECT_EQ(get({{"HOME", folder.path()}})->key_id, "D");
}

TEST(AwsCredentials, SayWhatIsWrongWithAProfile) {
  const Folder folder;
  const auto file = folder.write("mine", "[role]\nrole_arn = x\naws_secret_access_key = hidden\n");
  const auto missing = get({{"AWS_SHARED_CREDENTIALS_FILE", file}, {"AWS_PROFILE", "nobody"}});
  EXPECT_EQ(missing.error().code, ErrorCode::invalid);
  EXPECT_THAT(missing.error().text(), HasSubstr("no profile 'nobody'"));
  const auto role = get({{"AWS_SHARED_CREDENTIALS_FILE", file}, {"AWS_PROFILE", "role"}});
  EXPECT_THAT(role.error().text(), HasSubstr("aws_access_key_id"));
  EXPECT_THAT(role.error().text(), Not(HasSubstr("hidden")));
  const auto no_file = get({{"AWS_SHARED_CREDENTIALS_FILE", folder.path() + "/none"}});
  EXPECT_THAT(no_file.error().text(), HasSubstr("cannot read"));
  // A default file without a default profile is no mistake.
  static_cast<void>(folder.write(".aws/credentials", "[x]\n"));
  EXPECT_THAT(get({{"HOME", folder.path()}}).error().text(), HasSubstr("no AWS credentials are set up"));
}

TEST(AwsCredentials, ComeForAWebIdentity) {
  const Folder folder;
  Server sts([](const Request&) {
    return Answer{.body =
                      "<R><Credentials><SessionToken>T</SessionToken><SecretAccessKey>S/+=</SecretAccessKey>"
                      "<Expiration>" +
                      far() + "</Expiration><AccessKeyId>K</AccessKeyId></Credentials></R>"};
  });
  const Variables variables{{"AWS_WEB_IDENTITY_TOKEN_FILE", folder.write("token", "a.b&c\n")},
                            {"AWS_ROLE_ARN", "arn:aws:iam::1:role/x"},
                            {"AWS_ENDPOINT_URL_STS", sts.origin()}};
  const auto got = get(variables);
  ASSERT_TRUE(got) << got.error().text();
  EXPECT_EQ(got->key_id, "K");
  EXPECT_EQ(got->secret, "S/+=");
  EXPECT_EQ(got->session_token, "T");
  EXPECT_TRUE(got->expires);
  ASSERT_EQ(sts.requests().size(), 1U);
  EXPECT_EQ(sts.requests()[0].method, "POST");
  EXPECT_EQ(sts.requests()[0].body,
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx"
            "&RoleSessionName=vitrine&WebIdentityToken=a.b%26c");

  auto without_role = variables;
  without_role.erase("AWS_ROLE_ARN");
  EXPECT_THAT(get(without_role).error().text(), HasSubstr("AWS_ROLE_ARN"));
  auto without_file = variables;
  without_file["AWS_WEB_IDENTITY_TOKEN_FILE"] = folder.path() + "/none";
  EXPECT_EQ(get(without_file).error().code, ErrorCode::invalid);
}

TEST(AwsCredentials, SayThatStsRefused) {
  const Folder folder;
  Answer answer{.status = 403, .body = "<Error>secret-detail</Error>"};
  Server sts([&](const Request&) { return answer; });
  const Variables variables{{"AWS_WEB_IDENTITY_TOKEN_FILE", folder.write("token", "jwt-text")},
                            {"AWS_ROLE_ARN", "r"},
                            {"AWS_ENDPOINT_URL_STS", sts.origin()}};
  const auto refused = get(variables);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_THAT(refused.error().text(), HasSubstr("403"));
  EXPECT_THAT(refused.error().text(), Not(HasSubstr("secret-detail")));
  EXPECT_EQ(sts.requests().size(), 1U) << "a refusal is final";
  sts.change([&] { answer = {.status = 500}; });
  EXPECT_THAT(get(variables).error().text(), HasSubstr("500"));
  EXPECT_EQ(sts.requests().size(), 3U) << "a server's fault is tried again";
  sts.change([&] { answer = {.body = "<html>"}; });
  EXPECT_THAT(get(variables).error().text(), HasSubstr("holds no AWS credentials"));
  auto nobody = variables;
  nobody["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1";
  EXPECT_EQ(get(nobody).error().code, ErrorCode::unavailable);
  nobody["AWS_ENDPOINT_URL_STS"] = "ftp://127.0.0.1";
  EXPECT_EQ(get(nobody).error().code, ErrorCode::invalid);
}

TEST(AwsCredentials, ComeFromTheContainersRelativeAddress) {
  Server container([](const Request&) { return Answer{.body = json_credentials("K", far())}; });
  CredentialChain chain({.environment = only({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/id"}}),
                         .container_host = container.origin()});
  const auto got = chain.get();
  ASSERT_TRUE(got) << got.error().text();
  EXPECT_EQ(got->key_id, "K");
  EXPECT_EQ(got->session_token, "t0ken");
  EXPECT_EQ(container.requests().at(0).path, "/v2/id");
  EXPECT_EQ(container.requests().at(0).field("authorization"), "");
  EXPECT_EQ(get({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@elsewhere/"}}).error().code,
            ErrorCode::invalid);
}

TEST(AwsCredentials, ComeFromTheContainersFullAddress) {
  const Folder folder;
  Server container([](const Request&) { return Answer{.body = json_credentials("K", far())}; });
  Variables variables{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", container.origin() + "/creds"},
                      {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc"}};
  ASSERT_TRUE(get(variables));
  EXPECT_EQ(container.requests().at(0).field("authorization"), "Basic abc");
  variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = folder.write("token", "from-file\n");
  ASSERT_TRUE(get(variables));
  EXPECT_EQ(container.requests().at(1).field("authorization"), "from-file");
  variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = folder.write("two", "a\r\nX-Evil: b");
  EXPECT_EQ(get(variables).error().code, ErrorCode::invalid);
  EXPECT_EQ(container.requests().size(), 2U);
  for (const char* bad : {"http://example.org/", "http://127.0.0.1@example.org/", "http://169.254.170.3/",
                          "http://localhost.example.org/", "file:///etc/passwd", "x"}) {
    EXPECT_EQ(get({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", bad}}).error().code, ErrorCode::invalid) << bad;
  }
}

TEST(AwsCredentials, AreAskedForAtSafeAddressesOnly) {
  for (const char* good :
       {"http://127.0.0.1/a", "http://127.9.9.9:1/", "http://[::1]:80/", "http://localhost/",
        "https://x.org/", "http://169.254.170.2/", "http://169.254.170.23/v1", "http://[fd00:ec2::23]/v1"}) {
    EXPECT_TRUE(is_container_address(good)) << good;
  }
  for (const char* bad : {"http://10.0.0.1/", "http://[::2]/", "http://127.0.0.1.x.org/", "", "/relative"})
    EXPECT_FALSE(is_container_address(bad)) << bad;
}

TEST(AwsCredentials, SayWhatTheContainerGot) {
  Answer answer;
  Server container([&](const Request&) { return answer; });
  const Variables variables{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", container.origin() + "/secret-path"}};
  for (const char* body :
       {"", "[]", "{", R"({"AccessKeyId":"K","SecretAccessKey":5})",
        R"({"AccessKeyId":"K","SecretAccessKey":"S"})",
        R"({"AccessKeyId":"K","SecretAccessKey":"S","Expiration":"soon"})",
        R"({"Code":"Failed","AccessKeyId":"K","SecretAccessKey":"S","Expiration":"2999-01-01T00:00:00Z"})"}) {
    container.change([&] { answer = {.body = body}; });
    EXPECT_EQ(get(variables).error().code, ErrorCode::unavailable) << body;
  }
  container.change([&] { answer = {.body = std::string(100'000, ' ')}; });
  EXPECT_THAT(get(variables).error().text(), HasSubstr("too large"));
  container.change([&] { answer = {.hang_up = true}; });
  const auto cut = get(variables);
  EXPECT_EQ(cut.error().code, ErrorCode::unavailable);
  EXPECT_THAT(cut.error().text(), Not(HasSubstr("secret-path")));
  container.change([&] { answer = {.body = json_credentials("K", "2001-01-01T00:00:00Z")}; });
  EXPECT_THAT(get(variables).error().text(), HasSubstr("expired already"));
}

/// A metadata service of version 2.
Answer metadata(const Request& request) {
  const std::string folder = "/latest/meta-data/iam/security-credentials/";
  if (request.method == "PUT" && request.path == "/latest/api/token") {
    return request.field("x-aws-ec2-metadata-token-ttl-seconds").empty() ? Answer{.status = 400}
                                                                         : Answer{.body = "session"};
  }
  if (request.field("x-aws-ec2-metadata-token") != "session") return {.status = 401};
  if (request.path == folder) return {.body = "my-role\n"};
  if (request.path == folder + "my-role") return {.body = json_credentials("I", far())};
  return {.status = 404};
}

TEST(AwsCredentials, ComeFromTheInstance) {
  Server instance(metadata);
  Variables variables{{"AWS_EC2_METADATA_DISABLED", "false"},
                      {"AWS_EC2_METADATA_SERVICE_ENDPOINT", instance.origin() + "/"}};
  const auto got = get(variables);
  ASSERT_TRUE(got) << got.error().text();
  EXPECT_EQ(got->key_id, "I");
  variables["AWS_EC2_METADATA_DISABLED"] = "TRUE";
  EXPECT_FALSE(get(variables));
  EXPECT_EQ(instance.requests().size(), 3U);
}

TEST(AwsCredentials, SayWhyTheInstanceGaveNone) {
  std::string broken;
  Server instance([&](const Request& request) {
    return request.path.ends_with(broken) ? Answer{.status = 404} : metadata(request);
  });
  const Variables variables{{"AWS_EC2_METADATA_DISABLED", "false"},
                            {"AWS_EC2_METADATA_SERVICE_ENDPOINT", instance.origin()}};
  for (const char* path : {"/token", "security-credentials/", "my-role"}) {
    instance.change([&] { broken = path; });
    const auto got = get(variables);
    EXPECT_EQ(got.error().code, ErrorCode::unavailable) << path;
    EXPECT_THAT(got.error().text(), HasSubstr("404")) << path;
  }
}

/// A chain with a source and a clock that a test controls.
struct Renewal {
  base::TimePoint now = *parse_utc("2026-01-01T00:00:00Z");
  Answer answer{.body = json_credentials("first", "2026-01-01T01:00:00Z")};
  Server container{[this](const Request&) { return answer; }};
  CredentialChain chain{{.environment = only({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", container.origin()}}),
                         .now = [this] { return now; }}};
};

TEST(AwsCredentials, AreRenewedAheadOfTheirExpiry) {
  Renewal set;
  EXPECT_EQ(set.chain.get()->key_id, "first");
  set.now += std::chrono::minutes(54);
  EXPECT_EQ(set.chain.get()->key_id, "first");
  EXPECT_EQ(set.container.requests().size(), 1U);
  set.container.change([&] { set.answer.body = json_credentials("second", "2026-01-01T02:00:00Z"); });
  set.now += std::chrono::minutes(1);
  EXPECT_EQ(set.chain.get()->key_id, "second");
}

TEST(AwsCredentials, ServeOnWhileARenewalFails) {
  Renewal set;
  ASSERT_TRUE(set.chain.get());
  set.container.change([&] { set.answer = {.status = 404}; });
  set.now += std::chrono::minutes(56);
  EXPECT_EQ(set.chain.get()->key_id, "first");
  EXPECT_EQ(set.chain.get()->key_id, "first");
  EXPECT_EQ(set.container.requests().size(), 2U) << "not asked again at once";
  set.now += std::chrono::minutes(1);
  EXPECT_EQ(set.chain.get()->key_id, "first");
  EXPECT_EQ(set.container.requests().size(), 3U);
  set.now += std::chrono::minutes(3);
  EXPECT_FALSE(set.chain.get()) << "they have expired";
  set.container.change([&] { set.answer.status = 200; });
  set.container.change([&] { set.answer.body = json_credentials("second", "2026-01-01T02:00:00Z"); });
  EXPECT_FALSE(set.chain.get()) << "the failure holds for a second";
  set.now += std::chrono::seconds(1);
  EXPECT_EQ(set.chain.get()->key_id, "second");
}

TEST(AwsCredentials, AreForgottenWhenRefused) {
  Renewal set;
  const auto first = *set.chain.get();
  set.container.change([&] { set.answer.body = json_credentials("second", "2026-01-01T02:00:00Z"); });
  set.chain.forget(first);
  EXPECT_EQ(set.chain.get()->key_id, "second");
  set.chain.forget(first);
  EXPECT_EQ(set.chain.get()->key_id, "second");
  EXPECT_EQ(set.container.requests().size(), 2U);
}

TEST(AwsCredentials, AreFetchedOnceForMany) {
  Renewal set;
  set.container.change([&] { set.answer.delay = std::chrono::milliseconds(100); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_EQ(set.chain.get()->key_id, "first"); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(set.container.requests().size(), 1U);
}

TEST(AwsCredentials, HaveTheirTimesRead) {
  EXPECT_EQ(base::format_rfc3339(*parse_utc("2026-11-24T03:48:36Z")), "2026-11-24T03:48:36.000Z");
  EXPECT_EQ(parse_utc("2026-11-24T03:48:36.5Z"), parse_utc("2026-11-24T03:48:36Z"));
  for (const char* bad : {"", "2026-11-24", "2026-11-24T03:48:36", "2026-11-24T03:48:36+01:00",
                          "2026-02-30T03:48:36Z", "2026-11-24T24:00:00Z", "2026-11-24T03:48:36.Z"}) {
    EXPECT_FALSE(parse_utc(bad)) << bad;
  }
}

}  // namespace
}  // namespace vitrine::store::aws::credentials_test
