#pragma once
// Range requests (RFC 9110 section 14).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::http {

/// Bytes of a representation, including both ends.
struct ByteRange {
  std::size_t first = 0;
  std::size_t last = 0;
  /// Value of Content-Range for a representation of `size` bytes.
  [[nodiscard]] std::string content_range(std::size_t size) const;
};

/// The meaning of a Range value.
struct RangeChoice {
  enum class Kind {
    whole,          ///< no range, a malformed one, another unit, or several: send everything
    part,           ///< send `range`, with 206
    unsatisfiable,  ///< outside of the representation: 416
  };
  Kind kind = Kind::whole;
  ByteRange range;
};

/// For a representation of `size` bytes (section 14.1.2).
RangeChoice choose_range(std::string_view range, std::size_t size);

}  // namespace vitrine::http
