#pragma once
// Share links: access without an account. Calls may block (store::RecordStore).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

constexpr std::size_t kLeastPassword = 8;  ///< minimum length of a password, in characters (code points)

/// A record of the kind "link", under the fingerprint of its secret. A second record of the kind "shared",
/// under the CV's slug and that fingerprint, leads from the CV to its links.
struct Link {
  std::string id;  ///< the fingerprint
  std::string slug;
  std::string label;  ///< the recipient
  std::string audience = "public";
  std::string variant;   ///< "": the unchanged CV
  std::string language;  ///< "": the reader's choice
  std::string password;  ///< from auth::hash_password(); "": none
  std::string created_by;
  base::TimePoint created_at;
  std::optional<base::TimePoint> expires_at;
};

Link parse_link(std::string_view id, std::string_view text);

/// Whether the link still works.
bool is_alive(const Link& link, base::TimePoint now);

/// Stores a link and returns its secret. Sets `link.id` and `created_at`.
Result<std::string> make_link(store::RecordStore& store, Link& link, base::TimePoint now);
/// Deletes it with its view counts. Returns `not_found` if the CV has no such link.
Result<void> revoke_link(store::RecordStore& store, std::string_view slug, std::string_view id);
/// The links of a CV, newest first.
Result<std::vector<Link>> list_links(store::RecordStore& store, std::string_view slug);
/// Revokes all links of a CV, withdraws all invitations to it, and deletes all proposals for it.
Result<void> delete_sharing(store::RecordStore& store, std::string_view slug);

}  // namespace vitrine::site
