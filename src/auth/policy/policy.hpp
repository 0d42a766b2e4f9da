#pragma once
// Authorization: the only place that decides permissions.

#include <string>

#include "auth/policy/visitor.hpp"

namespace vitrine::auth {

/// The permission that a route requires.
enum class Demand {
  health,   ///< no permission, and no identification
  nothing,  ///< no permission: health, signing in, the application's files, a share link (which itself grants
            ///< access)
  read,     ///< the CV's pages, by the site's access
  account,  ///< a signed-in person
  own,      ///< a person signed in by browser: a token may not change its person's account
  create,   ///< storing new CVs
  reach,    ///< making the service call external addresses of the person's choice
  edit,     ///< the CV's document with its hidden parts, its history, new versions
  propose,  ///< the CV's document with its hidden parts, its history, proposals of changes
  publish,  ///< new versions that an assistant writes at once
  share,    ///< the CV's links and invitations
  remove,   ///< deleting the CV
  manage,   ///< people, settings, audit log
};

/// The input of decide().
struct Question {
  Demand demand = Demand::manage;
  const Visitor& visitor;
  Grant grant;  ///< for the route's CV; nothing if the route names none
  Access access = Access::open;
};

enum class Verdict {
  allow,
  sign_in,  ///< 401, or a redirect to sign-in
  hide,     ///< 404: they may not know that it exists
  refuse,   ///< 403: they know that it exists
};

/// The result of decide().
struct Permit {
  Verdict verdict = Verdict::hide;
  std::string audience = "public";  ///< default audience when they choose none
  bool any_audience = false;        ///< whether they may choose any audience
};

/// Decides. A pure function of the question.
Permit decide(const Question& question);

/// Whether the person may edit that CV.
bool may_edit(const Visitor& visitor, const Grant& grant);

}  // namespace vitrine::auth
