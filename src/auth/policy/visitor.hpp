#pragma once
// The person or program that sends a request, after authentication.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::auth {

/// A person's role on the whole site; each role includes the ones before it.
enum class Role { none, viewer, editor, owner };

/// Scopes of an API token; a person in a browser has all of them. `propose` and `publish` are for assistants
/// (docs/mcp.md): changes that a person accepts or rejects, and changes at once.
enum class Scope { read, edit, share, manage, propose, publish };

/// A set of scopes.
class Scopes {
 public:
  static Scopes all() { return Scopes(0x3FU); }
  [[nodiscard]] bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
  Scopes& add(Scope scope) {
    bits_ |= bit(scope);
    return *this;
  }
  Scopes() = default;

 private:
  explicit Scopes(unsigned bits) : bits_(bits) {}
  static unsigned bit(Scope scope) { return 1U << static_cast<unsigned>(scope); }
  unsigned bits_ = 0;
};

/// Who may open CVs at their own addresses.
enum class Access { open, signed_in, link_only };

/// Names in the API and on the command line, in enum order.
constexpr std::array<std::string_view, 4> kRoleNames{"none", "viewer", "editor", "owner"};
constexpr std::array<std::string_view, 6> kScopeNames{"read",   "edit",    "share",
                                                      "manage", "propose", "publish"};
constexpr std::array<std::string_view, 3> kAccessNames{"public", "signed-in", "link-only"};

constexpr std::string_view name_of(Role role) {
  return kRoleNames.at(static_cast<std::size_t>(role));
}
constexpr std::string_view name_of(Scope scope) {
  return kScopeNames.at(static_cast<std::size_t>(scope));
}
constexpr std::string_view name_of(Access access) {
  return kAccessNames.at(static_cast<std::size_t>(access));
}

/// The value with that name in `names`; nothing if there is none.
template <class Named, std::size_t N>
std::optional<Named> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Named>(i);
  }
  return std::nullopt;
}

/// The rights of one person on one CV, by invitation.
struct Grant {
  enum class May { nothing, view, edit } may = May::nothing;
  std::string audience = "public";  ///< audience of an invited viewer
};

/// A known person or an anonymous visitor.
struct Visitor {
  bool is_known = false;  ///< whether they are authenticated; the other members are empty otherwise
  std::string email;      ///< in lower case; identifies the person
  std::string name;
  Role role = Role::none;
  Scopes scopes = Scopes::all();
  bool by_cookie = false;  ///< whether the browser authenticates them automatically (cookie), so that other
                           ///< sites could abuse it
  std::string session;     ///< key of the session's record; "" for another service's session
  std::string token;       ///< id of the API token; "" for a browser
};

/// A-Z in lower case: the case of e-mail addresses is ignored.
std::string lower_email(std::string_view email);

/// The key of a person's records: SHA-256 of their address, base64url.
std::string person_key(std::string_view email);

/// Whether it looks like an address: one '@' with text on both sides, no white space or control characters,
/// at most 254 bytes (RFC 5321).
bool is_email(std::string_view text);

}  // namespace vitrine::auth
