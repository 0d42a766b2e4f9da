#pragma once
// The error of a failed authentication.

#include <string>
#include <utility>

#include "base/result.hpp"

namespace vitrine::auth::tokens {

/// An `invalid` failure. `why` is for the log, not for the client.
inline Error refuse(std::string why) {
  return {ErrorCode::invalid, Message::as_is(std::move(why))};
}
/// The same of a setting: for whoever runs the service.
inline Error refuse(Template why) {
  return {ErrorCode::invalid, why};
}

}  // namespace vitrine::auth::tokens
