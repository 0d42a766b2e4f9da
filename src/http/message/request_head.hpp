#pragma once
// Parses the head of a request strictly by RFC 9112. A head that a proxy could understand differently is
// refused (request smuggling).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/message.hpp"
#include "http/message/message.hpp"

namespace vitrine::http {

/// The delimitation of the body behind a head (RFC 9112 section 6).
struct Framing {
  bool is_chunked = false;
  std::uint64_t length = 0;     ///< for a body that is not chunked
  bool is_http_1_0 = false;     ///< such a client must be told that the connection stays open (section 9.3)
  bool keep_alive = true;       ///< whether the client wants to reuse this connection (section 9.3)
  bool wants_continue = false;  ///< the client waits for 100 before it sends the body (RFC 9110 section
                                ///< 10.1.1)
  [[nodiscard]] bool has_body() const { return is_chunked || length > 0; }
};

/// The reason for refusing a head. The connection is closed after such an answer.
struct HeadError {
  unsigned status = 400;
  Template detail;
};

struct HeadLimits {
  std::size_t max_target_bytes = 8 * 1024;
  std::uint64_t max_body_bytes = 1024 * 1024;
  std::size_t max_fields = 100;
};

/// Parses the bytes of one head, from the first byte of the request line through the empty line at its end.
/// Converts field names to lower case in place and sets `request` and `framing`; `request`'s views point into
/// `head`. Returns the error, if there is one.
///
/// Refused with 400: bare CR or LF, white space before a colon, folded lines, control characters, a repeated
/// or missing Host, Content-Length that is repeated, signed or beside Transfer-Encoding, a path with "." or
/// ".." segments, an encoded '/', NUL or bytes that are not UTF-8. 413, 414, 431: over the limits. 417: an
/// expectation other than 100-continue. 501: a transfer coding other than chunked. 505: a version other than
/// 1.0 and 1.1. Of a target in absolute form the path is used (RFC 9112 section 3.2.2).
std::optional<HeadError> parse_head(std::span<char> head, const HeadLimits& limits, Request& request,
                                    Framing& framing);

/// Checks a field line without its line end (RFC 9112 section 5) and splits it into name and value.
std::optional<std::pair<std::string_view, std::string_view>> parse_field_line(std::string_view line);

}  // namespace vitrine::http
