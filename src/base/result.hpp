#pragma once
// The result type: a value, or an error that describes the failure and tells a caller (command line or HTTP)
// how to treat it.

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/message.hpp"

namespace vitrine {

/// The kind of failure. The command line turns it into an exit code, HTTP into a status.
enum class ErrorCode {
  invalid,      ///< the input is at fault; nothing was done
  too_large,    ///< the input is over a documented limit
  not_found,    ///< the named thing does not exist
  conflict,     ///< somebody else changed it since; nothing was done
  unavailable,  ///< the store or the system cannot do it now; a retry may help
  internal,     ///< a fault in the system or in this program; a retry will not help
};

/// A failure. `message` is for people: what is wrong, where, and what to do; UTF-8, in English no final
/// stop.
struct Error {
  ErrorCode code = ErrorCode::internal;
  Message message;

  /// The English text of the message.
  [[nodiscard]] std::string text() const { return message.text(); }

  /// The same failure, with its place before the message: `context("slug '{0}'"_msg(slug))`.
  [[nodiscard]] Error context(Message where) && {
    return {code, std::move(message).context(std::move(where))};
  }
  [[nodiscard]] Error context(std::string where) && {
    return std::move(*this).context(Message::as_is(std::move(where)));
  }
};

/// Boost calls this when `value()` is called on a failed result, which is a bug: throws std::logic_error.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("value() of a failed result: " + error.text());
}

/// A value of type T or an Error.
template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace vitrine
