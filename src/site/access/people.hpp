#pragma once
// People: who they are on the site, and what they were invited to. Calls may block (store::Store).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/visitor.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/store.hpp"

namespace vitrine::site {

/// A record of the kind "person", under auth::person_key().
struct Person {
  std::string email;  ///< in lower case
  std::string name;
  auth::Role role = auth::Role::none;
  std::optional<base::TimePoint> last_sign_in;
};

std::string to_text(const Person& person);
Person parse_person(std::string_view text);

/// Nothing where nobody of that address is known.
Result<std::optional<Person>> read_person(store::Store& store, std::string_view email);
Result<void> put_person(store::Store& store, const Person& person);
Result<std::vector<Person>> list_people(store::Store& store);

/// A record of the kind "grant", under the CV's slug and the person.
struct Invitation {
  std::string email;
  auth::Grant grant;
};

/// Key of the grant's record.
std::string grant_key(std::string_view slug, std::string_view email);
Invitation parse_invitation(std::string_view text);
Result<void> put_invitation(store::Store& store, std::string_view slug, const Invitation& invitation);
Result<void> remove_invitation(store::Store& store, std::string_view slug, std::string_view email);
Result<std::vector<Invitation>> list_invitations(store::Store& store, std::string_view slug);

/// Every CV that a person was invited to, with what they may do there.
struct Invited {
  std::string slug;
  auth::Grant grant;
};
Result<std::vector<Invited>> list_invited(store::Store& store, std::string_view email);

}  // namespace vitrine::site
