#pragma once
// A resource in all its content codings, with what conditional and range requests need.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message/message.hpp"
#include "http/message/representation.hpp"

namespace vitrine::http {

/// Immutable once made.
class Resource {
 public:
  /// `fields` are the header fields of its answers besides the validators. A `status` other than 200 is for
  /// one that could not be made and says why: it has no validators.
  Resource(std::string body, const Fields& fields, unsigned status = 200);

  /// The answer to a GET or HEAD, in the coding that the client prefers: 200; 304 or 412 by its conditions;
  /// 206 or 416 where it asks for a part and there are parts to be had.
  [[nodiscard]] Response answer(const Request& request) const;

  /// Memory that it holds, in bytes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Coded {
    std::string_view coding;  ///< as in Content-Encoding; "identity"
    std::shared_ptr<const Representation> representation;
  };
  [[nodiscard]] const Coded& choose(std::string_view accept_encoding) const;

  unsigned status_;
  Fields fields_;  ///< as given, where answers are put together from them: parts, and what says why there is
                   ///< none
  std::vector<Coded> coded_;  ///< the best first, identity last
};

}  // namespace vitrine::http
