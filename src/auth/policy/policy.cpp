#include "auth/policy/policy.hpp"

namespace vitrine::auth {

namespace {

/// The scope that an API token needs.
Scope scope_of(Demand demand) {
  switch (demand) {
    case Demand::create:
    case Demand::reach:
    case Demand::edit:
    case Demand::remove:
      return Scope::edit;
    case Demand::share:
      return Scope::share;
    case Demand::manage:
      return Scope::manage;
    case Demand::propose:
      return Scope::propose;
    case Demand::publish:
      return Scope::publish;
    default:
      return Scope::read;
  }
}

/// Whether the scopes allow it; somebody who may edit may also propose.
bool has_scope(const Visitor& visitor, Demand demand) {
  return visitor.scopes.has(scope_of(demand)) ||
         (demand == Demand::propose && visitor.scopes.has(Scope::edit));
}

bool is_editor(const Visitor& visitor) {
  return visitor.role >= Role::editor;
}

Verdict read(const Question& question) {
  const auto& visitor = question.visitor;
  const bool is_invited = visitor.role != Role::none || question.grant.may != Grant::May::nothing;
  switch (question.access) {
    case Access::open:
      return Verdict::allow;
    case Access::signed_in:
      return visitor.is_known ? Verdict::allow : Verdict::sign_in;
    case Access::link_only:
      return visitor.is_known && is_invited ? Verdict::allow : Verdict::hide;
  }
  return Verdict::hide;
}

Verdict verdict(const Question& question) {
  const auto& visitor = question.visitor;
  if (question.demand <= Demand::nothing) return Verdict::allow;
  if (visitor.is_known && !has_scope(visitor, question.demand)) return Verdict::refuse;
  if (question.demand == Demand::read) return read(question);
  if (!visitor.is_known) return Verdict::sign_in;
  switch (question.demand) {
    case Demand::account:
      return Verdict::allow;
    case Demand::own:
      return visitor.token.empty() ? Verdict::allow : Verdict::refuse;
    case Demand::create:
    case Demand::reach:
      return is_editor(visitor) ? Verdict::allow : Verdict::refuse;
    case Demand::edit:
    case Demand::propose:
    case Demand::publish:
    case Demand::share:
      return may_edit(visitor, question.grant) ? Verdict::allow : Verdict::hide;
    case Demand::remove:
      if (is_editor(visitor)) return Verdict::allow;
      return question.grant.may == Grant::May::edit ? Verdict::refuse : Verdict::hide;
    default:
      return visitor.role == Role::owner ? Verdict::allow : Verdict::refuse;
  }
}

}  // namespace

bool may_edit(const Visitor& visitor, const Grant& grant) {
  return visitor.is_known && (is_editor(visitor) || grant.may == Grant::May::edit);
}

Permit decide(const Question& question) {
  Permit out{.verdict = verdict(question)};
  out.any_audience = may_edit(question.visitor, question.grant);
  const bool is_viewer = question.visitor.is_known && question.grant.may == Grant::May::view;
  if (is_viewer && !out.any_audience) out.audience = question.grant.audience;
  return out;
}

}  // namespace vitrine::auth
