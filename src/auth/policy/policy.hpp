#pragma once
// Authorization: the one place that decides who may do what.

#include <string>

#include "auth/policy/visitor.hpp"

namespace vitrine::auth {

/// What a route demands of whoever asks.
enum class Demand {
  health,   ///< nothing, not even to know who asks
  nothing,  ///< anyone: health, signing in, the application's files, a share link (which is itself the proof)
  read,     ///< the CV's pages, by the site's access
  account,  ///< being signed in
  own,      ///< being signed in in person: a token changes nothing of whom it stands for
  create,   ///< storing new CVs
  reach,    ///< having the service call addresses elsewhere, of the person's choice
  edit,     ///< the CV's document with all that it hides, its history, new versions
  share,    ///< the CV's links and invitations
  remove,   ///< deleting the CV
  manage,   ///< people, settings, audit log
};

/// What decide() looks at.
struct Question {
  Demand demand = Demand::manage;
  const Visitor& visitor;
  Grant grant;  ///< on the CV that the route names; nothing where it names none
  Access access = Access::open;
};

enum class Verdict {
  allow,
  sign_in,  ///< 401, or the way to sign in
  hide,     ///< 404: what they may not know of
  refuse,   ///< 403: they know that it is there
};

/// What somebody was allowed.
struct Permit {
  Verdict verdict = Verdict::hide;
  std::string audience = "public";  ///< as whom they read where they name nobody
  bool any_audience = false;        ///< whether they may read as anyone
};

/// Decides. A pure function of the question.
Permit decide(const Question& question);

/// Whether the person may edit that CV.
bool may_edit(const Visitor& visitor, const Grant& grant);

}  // namespace vitrine::auth
