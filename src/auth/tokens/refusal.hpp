#pragma once
// The error of a failed authentication.

#include <string>
#include <utility>

#include "base/result.hpp"

namespace vitrine::auth::tokens {

/// An `invalid` failure. `why` is for the log, not for the client.
inline Error refuse(std::string why) {
  return {ErrorCode::invalid, std::move(why)};
}

}  // namespace vitrine::auth::tokens
