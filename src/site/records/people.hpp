#pragma once
// People: their accounts and their invitations. Calls may block (store::RecordStore).

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/policy/visitor.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// A record of the kind "person", under auth::person_key().
struct Person {
  std::string email;  ///< in lower case
  std::string name;
  auth::Role role = auth::Role::none;           ///< given by an owner; none: no owner has set one
  std::optional<base::TimePoint> role_at;       ///< when an owner last set it
  auth::Role provided_role = auth::Role::none;  ///< from the provider's groups at their last sign-in
  std::optional<base::TimePoint> last_sign_in;
  /// Random, and new with each record: sessions and tokens of a removed person must not work for the next
  /// person with the same address. Empty in records of earlier versions.
  std::string id;
};

/// The effective role of a person: an owner's decision overrides the provider's.
auth::Role role_of(const Person& person);

/// A new person's record, not yet stored.
Person new_person(std::string_view email);

std::string to_text(const Person& person);
Person parse_person(std::string_view text);

/// Nothing if there is no person with that address.
Result<std::optional<Person>> read_person(store::RecordStore& store, std::string_view email);
/// Changes the stored person, or a new one if there is no person with that address; returns the stored
/// result. `update` may be called several times: again if another process changed the person meanwhile.
Result<Person> change_person(store::RecordStore& store, std::string_view email,
                             const std::function<void(Person&)>& update);
Result<std::vector<Person>> list_people(store::RecordStore& store);

/// A record of the kind "grant", under the CV's slug and the person.
struct Invitation {
  std::string email;
  auth::Grant grant;
};

/// Key of the grant's record.
std::string grant_key(std::string_view slug, std::string_view email);
Invitation parse_invitation(std::string_view text);
Result<void> put_invitation(store::RecordStore& store, std::string_view slug, const Invitation& invitation);
Result<void> remove_invitation(store::RecordStore& store, std::string_view slug, std::string_view email);
Result<std::vector<Invitation>> list_invitations(store::RecordStore& store, std::string_view slug);

/// One CV that a person was invited to, with their rights.
struct Invited {
  std::string slug;
  auth::Grant grant;
};
Result<std::vector<Invited>> list_invited(store::RecordStore& store, std::string_view email);

/// One CV that a person may see, by a role or an invitation. `grant` is that of the invitation.
struct Visible {
  store::Listed listed;
  auth::Grant grant;
};
struct VisiblePage {
  std::vector<Visible> cvs;
  std::string next;  ///< the next page is after this slug; "": there is none
};
/// The CVs that the person may see, ordered by slug: at most `limit`, all after `after` ("": from the first).
/// Archived ones too.
Result<VisiblePage> list_visible(store::Store& store, const auth::Visitor& visitor, std::string_view after,
                                 std::size_t limit);

}  // namespace vitrine::site
