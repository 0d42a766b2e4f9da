#include "auth/tokens/alb.hpp"
#include "auth/tokens/refusal.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "auth/policy/web_address.hpp"
#include "auth/tokens/jose.hpp"

namespace vitrine::auth::tokens {

namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_label(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// The region in the ARN of an application load balancer; empty for any other text.
std::string_view region_of(std::string_view arn) {
  const auto parts = split(arn, ':');
  const bool is_one = parts.size() == 6 && parts[0] == "arn" && is_label(parts[1]) &&
                      parts[2] == "elasticloadbalancing" && is_label(parts[3]) && is_label(parts[4]) &&
                      parts[5].starts_with("loadbalancer/app/");
  return is_one ? parts[3] : std::string_view{};
}

std::string public_key_address(const std::string& region) {
  if (region.starts_with("us-gov-")) {
    return "https://s3-" + region + ".amazonaws.com/aws-elb-public-keys-prod-" + region;
  }
  const std::string suffix = region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  return "https://public-keys.auth.elb." + region + suffix;
}

}  // namespace

Result<AlbSettings> checked(AlbSettings settings) {
  const auto region = region_of(settings.arn);
  if (region.empty()) {
    return refuse(
        "the load balancer's ARN must have the form "
        "arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID"_msg);
  }
  if (settings.region.empty()) settings.region = region;
  if (settings.region != region) return refuse("the region is not that of the load balancer's ARN"_msg);
  if (settings.client_id.empty()) return refuse("the client ID is missing"_msg);
  if (!is_web_address(settings.issuer)) return refuse("the issuer must be an https address"_msg);
  if (settings.key_base_url.empty()) settings.key_base_url = public_key_address(settings.region);
  if (!is_web_address(settings.key_base_url) || settings.key_base_url.ends_with('/') ||
      settings.key_base_url.find('?') != std::string::npos) {
    return refuse(
        "the address of the load balancer's keys must be an https address without a slash at its end"_msg);
  }
  return settings;
}

Result<Claims> verify_alb(std::string_view value, const AlbSettings& settings, PemKeyCache& keys,
                          base::TimePoint now) {
  const auto jws = parse_jws(value, Padding::exact, {Algorithm::es256});
  if (!jws) return jws.error();
  const auto& header = jws->header;
  if (!is_uuid(jws->kid)) return refuse("the token's key ID is no UUID");
  if (string_member(header, "signer") != settings.arn)
    return refuse("another load balancer signed the token");
  if (string_member(header, "client") != settings.client_id) return refuse("the token is for another client");
  if (string_member(header, "iss") != settings.issuer) return refuse("the token is from another issuer");
  const auto expires = date_member(header, "exp");
  if (!expires || now >= *expires + kAlbSkew) return refuse("the token has expired");

  const auto key = keys.find(jws->kid);
  if (!key) return key.error();
  if (!key->verify(jws->signed_part, jws->signature)) return refuse("the token's signature is wrong");

  const auto payload = parse_object(jws->payload);
  if (!payload) return Error(payload.error()).context("the token's claims");
  return read_claims(*payload, settings.groups_claim);
}

}  // namespace vitrine::auth::tokens
