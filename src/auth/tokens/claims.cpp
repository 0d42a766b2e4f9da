#include "auth/tokens/claims.hpp"

#include <algorithm>

#include "auth/tokens/refusal.hpp"
#include "base/encoding.hpp"

namespace vitrine::auth::tokens {

namespace {

constexpr std::size_t kMaxSubjectBytes = 255;  // OpenID Connect Core section 2
constexpr std::size_t kMaxEmailBytes = 320;    // RFC 3696 section 3: 64 and 255, and the '@'
constexpr std::size_t kMaxNameLetters = 256;
constexpr std::size_t kMaxGroups = 256;
constexpr std::size_t kMaxGroupBytes = 256;  // Cognito's have at most 128 characters

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_clean(std::string_view text) {
  return std::ranges::none_of(text, is_control);
}

bool is_subject(std::string_view text) {
  return !text.empty() && text.size() <= kMaxSubjectBytes &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// The member as text without control characters, empty if absent.
std::string text_member(const Json& payload, std::string_view name) {
  auto text = string_member(payload, name).value_or("");
  return is_clean(text) ? text : std::string{};
}

std::vector<std::string> read_groups(const Json& payload, std::string_view claim) {
  std::vector<std::string> groups;
  const auto add = [&](const Json& group) {
    if (!group.is_string() || groups.size() == kMaxGroups) return;
    auto name = group.get<std::string>();
    if (!name.empty() && name.size() <= kMaxGroupBytes && is_clean(name)) groups.push_back(std::move(name));
  };
  const auto found = payload.find(claim);
  if (found == payload.end()) return groups;
  if (found->is_array()) {
    for (const auto& group : *found) add(group);
  } else {
    add(*found);
  }
  return groups;
}

}  // namespace

Result<Claims> read_claims(const Json& payload, std::string_view groups_claim) {
  Claims claims{.subject = string_member(payload, "sub").value_or("")};
  if (!is_subject(claims.subject)) return refuse("the token does not say whose it is");
  claims.email = text_member(payload, "email");
  if (claims.email.size() > kMaxEmailBytes) claims.email.clear();
  const auto verified = payload.find("email_verified");
  claims.email_verified = !claims.email.empty() && verified != payload.end() &&
                          (*verified == Json(true) || *verified == Json("true"));
  claims.name = text_member(payload, "name");
  if (base::utf8_length(claims.name) > kMaxNameLetters) {
    claims.name = base::utf8_truncate(claims.name, kMaxNameLetters - 1);
  }
  claims.groups = read_groups(payload, groups_claim);
  return claims;
}

}  // namespace vitrine::auth::tokens
