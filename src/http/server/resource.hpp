#pragma once
// A resource in all its content codings, with support for conditional and range requests.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message/message.hpp"
#include "http/message/representation.hpp"

namespace vitrine::http {

/// Immutable.
class Resource {
 public:
  /// `fields` are the header fields of its answers except the validators. A `status` other than 200 is for a
  /// resource that could not be made, with the reason as its body: it has no validators.
  Resource(std::string body, const Fields& fields, unsigned status = 200);

  /// The answer to a GET or HEAD, in the coding that the client prefers: 200; 304 or 412 by its conditions;
  /// 206 or 416 if it requests a part and parts are supported.
  [[nodiscard]] Response answer(const Request& request) const;

  /// Its memory, in bytes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Coded {
    std::string_view coding;  ///< value of Content-Encoding; or "identity"
    std::shared_ptr<const Representation> representation;
  };
  [[nodiscard]] const Coded& choose(std::string_view accept_encoding) const;

  unsigned status_;
  Fields fields_;             ///< as given, for answers that are built from them: parts, and failures
  std::vector<Coded> coded_;  ///< best first, identity last
};

}  // namespace vitrine::http
