#include "auth/tokens/oidc.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "auth/policy/secret.hpp"
#include "auth/policy/web_address.hpp"
#include "auth/tokens/jose.hpp"
#include "auth/tokens/refusal.hpp"
#include "base/ascii.hpp"
#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace vitrine::auth::tokens {

namespace {

constexpr std::size_t kMaxCodeBytes = 2048;
constexpr std::size_t kMaxAnswerBytes = std::size_t{64} << 10U;
constexpr long kHttpOk = 200;

using Pair = std::pair<std::string_view, std::string_view>;

/// Encodes a query or a form; pairs without a value are left out. RFC 3986's unreserved set equals that of
/// application/x-www-form-urlencoded, except '~', which decoders accept in both forms.
std::string encode(std::initializer_list<Pair> pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (value.empty()) continue;
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(base::percent_encode(value));
  }
  return out;
}

/// `url` may already have a query (RFC 6749 section 3.1).
std::string with_query(const std::string& url, std::initializer_list<Pair> pairs) {
  return url + (url.find('?') == std::string::npos ? '?' : '&') + encode(pairs);
}

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

/// Whether the metadata's list `name` contains one of `wanted`, or there is no such list.
bool offers(const Json& metadata, std::string_view name, std::initializer_list<std::string_view> wanted) {
  const auto list = metadata.find(name);
  if (list == metadata.end() || !list->is_array()) return true;
  return std::ranges::any_of(
      wanted, [&](std::string_view one) { return std::ranges::find(*list, Json(one)) != list->end(); });
}

bool is_bearer(std::string_view type) {
  constexpr std::string_view kBearer = "bearer";
  return std::ranges::equal(type, kBearer, [](char c, char lower) { return base::ascii_lower(c) == lower; });
}

/// The error codes of an authorization endpoint (RFC 6749 section 4.1.2.1, OpenID Connect Core section
/// 3.1.2.6). Any other text comes from the author of the link, and stays out of logs.
std::string known_error(std::string_view code) {
  for (const std::string_view known :
       {"access_denied", "account_selection_required", "consent_required", "interaction_required",
        "invalid_request", "invalid_scope", "login_required", "server_error", "temporarily_unavailable",
        "unauthorized_client", "unsupported_response_type"}) {
    if (code == known) return std::string(known);
  }
  return "another error";
}

std::string_view find(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

Result<OidcSettings> checked(OidcSettings settings) {
  if (!is_web_address(settings.issuer) || settings.issuer.find('?') != std::string::npos) {
    return refuse("the issuer must be an https address without query"_msg);
  }
  if (settings.client_id.empty()) return refuse("the client ID is missing"_msg);
  if (!is_web_address(settings.redirect_uri))
    return refuse("the redirect address must be an https address"_msg);
  if (!settings.cognito_domain.empty() && !is_web_address(settings.cognito_domain)) {
    return refuse("Cognito's domain must be an https address"_msg);
  }
  if (!has_word(settings.scope, "openid")) return refuse("the scope must have the word openid"_msg);
  return settings;
}

net::HttpCall discovery_request(const OidcSettings& settings) {
  auto url = settings.issuer;
  if (url.ends_with('/')) url.pop_back();
  return {.url = url + "/.well-known/openid-configuration",
          .headers = {"Accept: application/json"},
          .max_answer = kMaxAnswerBytes};
}

Result<Provider> read_discovery(const net::HttpAnswer& answer, const OidcSettings& settings) {
  if (answer.status != kHttpOk) {
    return Error{
        ErrorCode::unavailable,
        Message::as_is("the provider's metadata cannot be read: " +
                       (answer.status == 0 ? answer.failure
                                           : "it answers with status " + std::to_string(answer.status)))};
  }
  const auto metadata = parse_object(answer.body);
  if (!metadata) return Error(metadata.error()).context("the provider's metadata");
  const auto text = [&](std::string_view name) { return string_member(*metadata, name).value_or(""); };
  Provider provider{.issuer = text("issuer"),
                    .authorization_endpoint = text("authorization_endpoint"),
                    .token_endpoint = text("token_endpoint"),
                    .jwks_uri = text("jwks_uri"),
                    .end_session_endpoint = text("end_session_endpoint")};
  if (provider.issuer != settings.issuer) return refuse("the provider's metadata is of another issuer");
  for (const auto* const url :
       {&provider.authorization_endpoint, &provider.token_endpoint, &provider.jwks_uri}) {
    if (!is_web_address(*url)) return refuse("an endpoint in the provider's metadata is no https address");
  }
  if (!provider.end_session_endpoint.empty() && !is_web_address(provider.end_session_endpoint)) {
    return refuse("an endpoint in the provider's metadata is no https address");
  }
  if (!offers(*metadata, "id_token_signing_alg_values_supported", {"RS256", "ES256"})) {
    return refuse("the provider signs with neither RS256 nor ES256");
  }
  if (!offers(*metadata, "response_types_supported", {"code"})) {
    return refuse("the provider does not offer the authorization code flow");
  }
  if (!offers(*metadata, "code_challenge_methods_supported", {"S256"})) {
    return refuse("the provider does not offer PKCE by S256");
  }
  const std::string_view methods = "token_endpoint_auth_methods_supported";
  provider.takes_basic = offers(*metadata, methods, {"client_secret_basic"}) ||
                         !offers(*metadata, methods, {"client_secret_post"});
  const auto names_itself = metadata->find("authorization_response_iss_parameter_supported");
  provider.names_itself = names_itself != metadata->end() && *names_itself == Json(true);
  return provider;
}

SignIn begin_sign_in() {
  return {.state = random_secret(), .nonce = random_secret(), .verifier = random_secret()};
}

std::string pkce_challenge(std::string_view verifier) {
  return base::base64url(base::as_bytes(base::sha256(verifier)));
}

std::string authorization_url(const Provider& provider, const OidcSettings& settings, const SignIn& sign_in) {
  return with_query(provider.authorization_endpoint, {{"response_type", "code"},
                                                      {"client_id", settings.client_id},
                                                      {"redirect_uri", settings.redirect_uri},
                                                      {"scope", settings.scope},
                                                      {"state", sign_in.state},
                                                      {"nonce", sign_in.nonce},
                                                      {"code_challenge", pkce_challenge(sign_in.verifier)},
                                                      {"code_challenge_method", "S256"}});
}

Result<std::string> authorization_code(const Parameters& parameters, const Provider& provider,
                                       const SignIn& sign_in) {
  const auto state = find(parameters, "state");
  if (sign_in.state.empty() || !equal_in_constant_time(state, sign_in.state)) {
    return refuse("the answer does not belong to the sign-in that this browser began");
  }
  const auto issuer = parameters.find("iss");
  if (issuer == parameters.end() ? provider.names_itself : issuer->second != provider.issuer) {
    return refuse("the answer is not from the provider that was asked");
  }
  if (const auto error = parameters.find("error"); error != parameters.end()) {
    return refuse("the provider refuses to sign in: " + known_error(error->second));
  }
  const auto code = find(parameters, "code");
  const auto is_printable = [](char c) { return c >= 0x20 && c < 0x7F; };  // RFC 6749 appendix A.11
  if (code.empty() || code.size() > kMaxCodeBytes || !std::ranges::all_of(code, is_printable)) {
    return refuse("the answer has no code");
  }
  return std::string(code);
}

net::HttpCall token_request(const Provider& provider, const OidcSettings& settings, std::string_view code,
                            const SignIn& sign_in) {
  const bool has_secret = !settings.client_secret.empty();
  const bool is_basic = has_secret && provider.takes_basic;
  net::HttpCall call{
      .method = "POST",
      .url = provider.token_endpoint,
      .headers = {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json"},
      .body = encode({{"grant_type", "authorization_code"},
                      {"code", code},
                      {"redirect_uri", settings.redirect_uri},
                      {"code_verifier", sign_in.verifier},
                      {"client_id", is_basic ? std::string_view{} : settings.client_id},
                      {"client_secret", is_basic ? std::string_view{} : settings.client_secret}}),
      .max_answer = kMaxAnswerBytes};
  if (is_basic) {
    call.headers.push_back("Authorization: Basic " +
                           base::base64(base::percent_encode(settings.client_id) + ":" +
                                        base::percent_encode(settings.client_secret)));
  }
  return call;
}

Result<Tokens> read_tokens(const net::HttpAnswer& answer) {
  constexpr long kTooManyRequests = 429;
  constexpr long kServerError = 500;
  if (answer.status == 0 || answer.status == kTooManyRequests || answer.status >= kServerError) {
    return Error{ErrorCode::unavailable, Message::as_is("the provider gives no tokens now")};
  }
  if (answer.status != kHttpOk) return refuse("the provider refuses the code");
  const auto parsed = parse_object(answer.body);
  if (!parsed) return Error(parsed.error()).context("the provider's tokens");
  Tokens tokens{.id_token = string_member(*parsed, "id_token").value_or(""),
                .access_token = string_member(*parsed, "access_token").value_or("")};
  if (!is_bearer(string_member(*parsed, "token_type").value_or(""))) {
    return refuse("the provider's tokens are of an unknown type");
  }
  for (const auto* const token : {&tokens.id_token, &tokens.access_token}) {
    if (token->empty() || token->size() > kMaxTokenBytes) {
      return refuse("the provider's answer lacks a token, or one is too long");
    }
  }
  return tokens;
}

std::optional<std::string> sign_out_url(const Provider& provider, const OidcSettings& settings,
                                        std::string_view return_to, std::string_view state) {
  if (!settings.cognito_domain.empty()) {
    return cognito_sign_out_url(settings.cognito_domain, settings.client_id, return_to);
  }
  if (provider.end_session_endpoint.empty()) return std::nullopt;
  return with_query(
      provider.end_session_endpoint,
      {{"client_id", settings.client_id}, {"post_logout_redirect_uri", return_to}, {"state", state}});
}

std::string cognito_sign_out_url(std::string_view domain, std::string_view client_id,
                                 std::string_view return_to) {
  std::string url(domain);
  if (url.ends_with('/')) url.pop_back();
  return with_query(url + "/logout", {{"client_id", client_id}, {"logout_uri", return_to}});
}

}  // namespace vitrine::auth::tokens
