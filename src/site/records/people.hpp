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
  auth::Role role = auth::Role::none;           ///< that an owner gave them; none: nobody has
  std::optional<base::TimePoint> role_at;       ///< when an owner last said so
  auth::Role provided_role = auth::Role::none;  ///< by the groups of the provider at their last sign-in
  std::optional<base::TimePoint> last_sign_in;
  /// Random, and new with each record, so that sessions and tokens of somebody who was removed are not those
  /// of the next person with the same address. Empty in records of earlier versions.
  std::string id;
};

/// What a person is on the site: an owner's word counts before the provider's.
auth::Role role_of(const Person& person);

/// A new person's record, not yet stored.
Person new_person(std::string_view email);

std::string to_text(const Person& person);
Person parse_person(std::string_view text);

/// Nothing where nobody of that address is known.
Result<std::optional<Person>> read_person(store::RecordStore& store, std::string_view email);
/// Changes the stored person, or a new one where nobody of that address is known; gives them as they are
/// stored. `update` may be called several times: again where somebody else changed the person meanwhile.
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

/// Every CV that a person was invited to, with what they may do there.
struct Invited {
  std::string slug;
  auth::Grant grant;
};
Result<std::vector<Invited>> list_invited(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
