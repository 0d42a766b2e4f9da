#pragma once
// Requests and responses as handlers see them. Nothing here knows of sockets, or of CVs.

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

/// A request whose framing and limits have been checked. All views live until the handler returns; they point
/// into the connection's own buffer.
struct Request {
  std::string_view method;  ///< "GET", "HEAD" …; case-sensitive (RFC 9110 section 9.1)
  std::string_view target;  ///< as received, origin-form
  std::string path;         ///< percent-decoded, UTF-8, begins with '/', no "." or ".." segments, no NUL
  std::string_view query;   ///< behind '?', not decoded
  std::string_view body;
  std::string peer;          ///< address of the other end of the connection: the client, or its proxy
  bool is_by_proxy = false;  ///< whether that is a proxy, as Application::is_proxy() says
  /// Field lines in order of arrival; names in lower case, values without white space around them.
  std::vector<std::pair<std::string_view, std::string_view>> fields;

  /// The value of the field of that lower-case name; several field lines are joined by the caller only
  /// where their grammar allows: this gives the first. Empty where there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

/// The decoded value of a query parameter (application/x-www-form-urlencoded: '+' is a space); the first
/// where there are several, empty where there is none or where it is not well-formed.
std::string query_parameter(std::string_view query, std::string_view name);

/// A response. Framing fields (Content-Length, Connection, Date) are the server's.
struct Response {
  unsigned status = 200;
  Fields fields;
  /// Shared so that it is sent without a copy. Null is an empty body.
  std::shared_ptr<const std::string> body;
  std::optional<ByteRange> part;  ///< of `body`, where not all of it is sent; within it

  /// Where set, this is sent in place of `fields` and `body`, and `status` is 200 or 304.
  std::shared_ptr<const Representation> representation;
  /// The application's epoch in which `representation` answers every GET of this target with these Accept
  /// fields and the same Application::add_to_key(); 0: this request alone.
  std::uint64_t reusable_in = 0;

  /// What is sent of `body`.
  [[nodiscard]] std::string_view content() const;
  /// Bytes of the body as it goes out to a GET.
  [[nodiscard]] std::size_t body_bytes() const;

  /// The value of the first field of that name, in its spelling; empty where there is none. The view lives as
  /// long as the response is not changed.
  [[nodiscard]] std::string_view field(std::string_view name) const;

  Response& set(std::string_view name, std::string_view value);
};

/// A response with that body and media type.
Response make_response(unsigned status, std::string_view media_type, std::string body);

/// An error as `application/problem+json` (RFC 9457). `title` is short and the same for every such error;
/// `detail` says what is wrong this time and what to do.
Response make_problem(unsigned status, std::string_view title, std::string_view detail);

/// The standard reason phrase of a status code ("Not Found"); "" for one that is not known.
std::string_view reason_phrase(unsigned status);

}  // namespace vitrine::http
