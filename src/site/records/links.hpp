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

constexpr std::size_t kLeastPassword = 8;  ///< of a link, in characters (code points)

/// A record of the kind "link", under the fingerprint of its secret; one of the kind "shared", under the CV's
/// slug and that fingerprint, leads from the CV to its links.
struct Link {
  std::string id;  ///< the fingerprint
  std::string slug;
  std::string label;  ///< whom it is for
  std::string audience = "public";
  std::string variant;   ///< "": the CV as it stands
  std::string language;  ///< "": the reader's choice
  std::string password;  ///< auth::hash_password()'s; "": none
  std::string created_by;
  base::TimePoint created_at;
  std::optional<base::TimePoint> expires_at;
};

Link parse_link(std::string_view id, std::string_view text);

/// Whether it may still be followed.
bool is_alive(const Link& link, base::TimePoint now);

/// Stores a link; gives its secret. `link.id` and `created_at` are set.
Result<std::string> make_link(store::RecordStore& store, Link& link, base::TimePoint now);
/// Removes it with its counts. `not_found` where the CV has no such link.
Result<void> revoke_link(store::RecordStore& store, std::string_view slug, std::string_view id);
/// Those of a CV, the newest first.
Result<std::vector<Link>> list_links(store::RecordStore& store, std::string_view slug);
/// Revokes all links of a CV and takes all invitations to it back.
Result<void> delete_sharing(store::RecordStore& store, std::string_view slug);

}  // namespace vitrine::site
