#include "store/aws/credential_sources.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/encoding.hpp"

namespace vitrine::store::aws {

namespace {

using nlohmann::json;

/// An unset variable counts as empty.
std::string variable(const Environment& environment, const char* name) {
  return environment(name).value_or("");
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Result<std::string> read_file(const std::string& path, Template unreadable) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) return Error{ErrorCode::invalid, unreadable(path)};
  return text;
}

using Section = std::map<std::string, std::string>;

/// The `[name]` section of a file of `key = value` lines; nothing if there is none. Lines that begin with #
/// or ; are comments.
std::optional<Section> find_section(std::string_view text, std::string_view name) {
  std::optional<Section> section;
  bool is_inside = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      is_inside = line.back() == ']' && trim(line.substr(1, line.size() - 2)) == name;
      if (is_inside && !section) section.emplace();
      continue;
    }
    const auto equals = line.find('=');
    if (!is_inside || equals == std::string_view::npos) continue;
    section->insert_or_assign(std::string(trim(line.substr(0, equals))),
                              std::string(trim(line.substr(equals + 1))));
  }
  return section;
}

/// One request, tried twice if there was no answer or the server was at fault. A status other than 200 is an
/// error that names `who`, never the answer's text.
Result<std::string> fetch(net::HttpCaller& http, net::HttpCall call, const std::string& who,
                          std::chrono::milliseconds timeout) {
  constexpr int kTries = 2;
  constexpr long kServerFault = 500;
  call.connect_timeout = std::min(call.connect_timeout, timeout);
  call.timeout = timeout;
  net::HttpAnswer answer;
  for (int i = 0; i < kTries; ++i) {
    answer = http.run(call);
    if (answer.status == 200) return std::move(answer.body);
    if (!answer.is_usable || (answer.status > 0 && answer.status < kServerFault)) break;
  }
  if (answer.status == 0) {
    return Error{answer.is_usable ? ErrorCode::unavailable : ErrorCode::invalid,
                 "{0} gave no AWS credentials: {1}"_msg(who, answer.failure)};
  }
  return Error{ErrorCode::unavailable, "{0} gave no AWS credentials: status {1}"_msg(who, answer.status)};
}

Error bad_answer(const std::string& who) {
  return {ErrorCode::unavailable, "{0} gave an answer that holds no AWS credentials"_msg(who)};
}

/// The format that container and instance share: AccessKeyId, SecretAccessKey, Token, Expiration.
Found read_json(const std::string& text, const std::string& who) {
  const auto answer = json::parse(text, nullptr, false);
  if (!answer.is_object()) return bad_answer(who);
  const auto member = [&](const char* name) -> std::string {
    const auto found = answer.find(name);
    return found != answer.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  Credentials out{.key_id = member("AccessKeyId"),
                  .secret = member("SecretAccessKey"),
                  .session_token = member("Token"),
                  .expires = parse_utc(member("Expiration"))};
  const auto code = member("Code");
  const bool is_good = code.empty() || code == "Success";
  if (!is_good || out.key_id.empty() || out.secret.empty() || !out.expires) return bad_answer(who);
  return std::optional(std::move(out));
}

/// The text of the first <name> element; the elements read here contain no other element or entity.
std::string element(std::string_view xml, const std::string& name) {
  const auto open = "<" + name + ">";
  const auto begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const auto end = xml.find("</" + name + ">", begin);
  if (end == std::string_view::npos) return {};
  return std::string(trim(xml.substr(begin + open.size(), end - begin - open.size())));
}

std::string sts_address(const Environment& environment) {
  if (auto other = variable(environment, "AWS_ENDPOINT_URL_STS"); !other.empty()) return other;
  const auto region = region_of(environment);
  if (region.empty()) return "https://sts.amazonaws.com/";
  return "https://sts." + region + (region.starts_with("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/");
}

}  // namespace

Found from_environment(const Environment& environment) {
  Credentials out{.key_id = variable(environment, "AWS_ACCESS_KEY_ID"),
                  .secret = variable(environment, "AWS_SECRET_ACCESS_KEY"),
                  .session_token = variable(environment, "AWS_SESSION_TOKEN")};
  if (out.key_id.empty() && out.secret.empty()) return std::optional<Credentials>{};
  if (out.key_id.empty() || out.secret.empty()) {
    return Error{ErrorCode::invalid, "set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither"_msg};
  }
  return std::optional(std::move(out));
}

Found from_profile(const Environment& environment) {
  auto path = variable(environment, "AWS_SHARED_CREDENTIALS_FILE");
  const auto named = variable(environment, "AWS_PROFILE");
  const bool is_asked_for = !path.empty() || !named.empty();
  if (path.empty()) {
    const auto home = variable(environment, "HOME");
    if (home.empty() && !is_asked_for) return std::optional<Credentials>{};
    path = home + "/.aws/credentials";
  }
  const auto text = read_file(path, "cannot read the credentials file '{0}'"_msg);
  if (!text && is_asked_for) return text.error();
  if (!text) return std::optional<Credentials>{};
  const auto name = named.empty() ? std::string("default") : named;
  const auto profile = find_section(*text, name);
  if (!profile && !named.empty()) {
    return Error{ErrorCode::invalid, "there is no profile '{0}' in '{1}'; see AWS_PROFILE"_msg(name, path)};
  }
  if (!profile) return std::optional<Credentials>{};
  const auto value = [&](const char* key) {
    const auto found = profile->find(key);
    return found == profile->end() ? std::string{} : found->second;
  };
  Credentials out{.key_id = value("aws_access_key_id"),
                  .secret = value("aws_secret_access_key"),
                  .session_token = value("aws_session_token")};
  if (out.key_id.empty() || out.secret.empty()) {
    return Error{ErrorCode::invalid,
                 "profile '{0}' in '{1}' needs aws_access_key_id and aws_secret_access_key; roles and "
                 "processes of a profile are not supported"_msg(name, path)};
  }
  return std::optional(std::move(out));
}

Found from_web_identity(const CredentialOptions& options, net::HttpCaller& http) {
  const auto& environment = options.environment;
  const auto path = variable(environment, "AWS_WEB_IDENTITY_TOKEN_FILE");
  if (path.empty()) return std::optional<Credentials>{};
  const auto role = variable(environment, "AWS_ROLE_ARN");
  if (role.empty())
    return Error{ErrorCode::invalid, "AWS_WEB_IDENTITY_TOKEN_FILE is set; set AWS_ROLE_ARN too"_msg};
  const auto token =
      read_file(path, "cannot read the web identity token '{0}'"_msg);  // read each time, since it is
                                                                        // replaced regularly
  if (!token) return token.error();
  const auto session = environment("AWS_ROLE_SESSION_NAME").value_or("vitrine");
  net::HttpCall call{
      .method = "POST",
      .url = sts_address(environment),
      .headers = {"Content-Type: application/x-www-form-urlencoded"},
      .body = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=" + base::percent_encode(role) +
              "&RoleSessionName=" + base::percent_encode(session) +
              "&WebIdentityToken=" + base::percent_encode(trim(*token))};
  const std::string who = "STS";
  const auto answer = fetch(http, std::move(call), who, options.timeout);
  if (!answer) return answer.error();
  Credentials out{.key_id = element(*answer, "AccessKeyId"),
                  .secret = element(*answer, "SecretAccessKey"),
                  .session_token = element(*answer, "SessionToken"),
                  .expires = parse_utc(element(*answer, "Expiration"))};
  if (out.key_id.empty() || out.secret.empty() || out.session_token.empty() || !out.expires)
    return bad_answer(who);
  return std::optional(std::move(out));
}

Found from_container(const CredentialOptions& options, net::HttpCaller& http) {
  const auto& environment = options.environment;
  const auto relative = variable(environment, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  auto url = variable(environment, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (relative.empty() && url.empty()) return std::optional<Credentials>{};
  if (!relative.empty()) {
    if (!relative.starts_with('/'))
      return Error{ErrorCode::invalid, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must begin with '/'"_msg};
    url = options.container_host + relative;
  } else if (!is_container_address(url)) {
    return Error{ErrorCode::invalid,
                 "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to this machine, "
                 "169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"_msg};
  }
  auto token = variable(environment, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (const auto path = variable(environment, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !path.empty()) {
    auto text = read_file(path, "cannot read the container's authorization token '{0}'"_msg);
    if (!text) return text.error();
    token = std::move(*text);
  }
  const auto value = std::string(trim(token));
  if (value.find_first_of("\r\n") != std::string::npos)
    return Error{ErrorCode::invalid, "the container's authorization token must be one line"_msg};
  net::HttpCall call{.url = url, .headers = {"Accept: application/json"}, .use_proxy = false};
  if (!value.empty()) call.headers.push_back("Authorization: " + value);
  const std::string who = "the container's endpoint";
  const auto answer = fetch(http, std::move(call), who, options.timeout);
  if (!answer) return answer.error();
  return read_json(*answer, who);
}

Found from_instance(const CredentialOptions& options, net::HttpCaller& http) {
  const auto& environment = options.environment;
  auto disabled = variable(environment, "AWS_EC2_METADATA_DISABLED");
  std::ranges::transform(disabled, disabled.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (disabled == "true") return std::optional<Credentials>{};
  auto origin = variable(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT");
  if (origin.empty()) {
    const bool is_six = variable(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE") == "IPv6";
    origin = is_six ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
  }
  while (origin.ends_with('/')) origin.pop_back();
  const std::string who =
      "the instance's metadata service (asked because no other source of credentials is set up)";
  const auto ask = [&](std::string method, const std::string& path, std::string header) {
    net::HttpCall call{.method = std::move(method),
                       .url = origin + path,
                       .headers = {std::move(header)},
                       .use_proxy = false};
    return fetch(http, std::move(call), who, options.timeout);
  };
  const auto token = ask("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 300");
  if (!token) return token.error();
  if (token->empty() || token->find_first_of("\r\n") != std::string::npos) return bad_answer(who);
  const auto header = "X-aws-ec2-metadata-token: " + *token;
  const std::string folder = "/latest/meta-data/iam/security-credentials/";
  const auto roles = ask("GET", folder, header);
  if (!roles) return roles.error();
  const auto role = trim(std::string_view(*roles).substr(0, roles->find('\n')));
  if (role.empty())
    return Error{ErrorCode::invalid, "the instance has no role; attach an instance profile"_msg};
  const auto answer = ask("GET", folder + base::percent_encode(role), header);
  if (!answer) return answer.error();
  return read_json(*answer, who);
}

bool is_container_address(const std::string& url) {
  const auto parts = net::parse_url(url);
  if (!parts) return false;
  if (parts->scheme == "https" || net::is_loopback(parts->host)) return true;
  constexpr std::array<std::string_view, 3> kFixed{"169.254.170.2", "169.254.170.23", "fd00:ec2::23"};
  return std::ranges::find(kFixed, parts->host) != kFixed.end();
}

std::optional<base::TimePoint> parse_utc(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() <= kForm.size() || text.back() != 'Z') return {};
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == 'd' ? !is_digit : text[i] != kForm[i]) return {};
  }
  const auto fraction = text.substr(kForm.size(), text.size() - kForm.size() - 1);
  if (!fraction.empty() && (fraction.size() < 2 || fraction.front() != '.' ||
                            fraction.find_first_not_of("0123456789", 1) != std::string_view::npos)) {
    return {};
  }
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + length, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 60) return {};
  return std::chrono::sys_days(date) + std::chrono::hours(number(11, 2)) +
         std::chrono::minutes(number(14, 2)) + std::chrono::seconds(number(17, 2));
}

}  // namespace vitrine::store::aws
