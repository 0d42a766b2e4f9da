#pragma once
// Requests and responses for handlers. This file knows nothing of sockets or CVs.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message/ranges.hpp"
#include "http/message/representation.hpp"

namespace vitrine::http {

/// A request with checked framing and limits. All views point into the connection's own buffer and live until
/// the handler returns.
struct Request {
  std::string_view method;  ///< "GET", "HEAD" …; case-sensitive (RFC 9110 section 9.1)
  std::string_view target;  ///< as received, origin-form
  std::string path;         ///< percent-decoded, UTF-8, begins with '/', no "." or ".." segments, no NUL
  std::string_view query;   ///< behind '?', not decoded
  std::string_view body;
  std::string peer;          ///< address of the other end of the connection: the client or its proxy
  bool is_by_proxy = false;  ///< whether `peer` is a proxy, see Application::is_proxy()
  /// Field lines in order of arrival; names in lower case, values without white space around them.
  std::vector<std::pair<std::string_view, std::string_view>> fields;

  /// The value of the first field with that lower-case name; empty if absent. Joining several field lines is
  /// up to the caller, if the field's grammar allows it.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

/// The decoded value of a query parameter (application/x-www-form-urlencoded: '+' is a space); the first if
/// there are several, empty if it is absent or malformed.
std::string query_parameter(std::string_view query, std::string_view name);

/// A response. The server adds the framing fields (Content-Length, Connection, Date).
struct Response {
  unsigned status = 200;
  Fields fields;
  /// Shared so that it is sent without a copy. Null means an empty body.
  std::shared_ptr<const std::string> body;
  std::optional<ByteRange> part;  ///< the part of `body` to send, if not all of it; within its bounds

  /// If set, it is sent instead of `fields` and `body`, and `status` is 200 or 304.
  std::shared_ptr<const Representation> representation;
  /// The application's epoch in which `representation` answers every GET of this target with these Accept
  /// fields and the same Application::add_to_key(); 0: only this request.
  std::uint64_t reusable_in = 0;

  /// The part of `body` to send.
  [[nodiscard]] std::string_view content() const;
  /// Size of the body sent for a GET, in bytes.
  [[nodiscard]] std::size_t body_bytes() const;

  /// The value of the first field with exactly that name; empty if absent. The view is valid until the
  /// response changes.
  [[nodiscard]] std::string_view field(std::string_view name) const;

  Response& set(std::string_view name, std::string_view value);
};

/// A response with that body and media type.
Response make_response(unsigned status, std::string_view media_type, std::string body);

/// An error as `application/problem+json` (RFC 9457). `title` is short and constant for each kind of error;
/// `detail` says what is wrong this time and what to do.
Response make_problem(unsigned status, std::string_view title, std::string_view detail);

/// The standard reason phrase of a status code ("Not Found"); "" for an unknown one.
std::string_view reason_phrase(unsigned status);

}  // namespace vitrine::http
