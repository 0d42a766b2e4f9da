#pragma once
// A response prepared once and sent many times: its header is kept as bytes.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Appends field lines, each preceded by CRLF. CR, LF and NUL in a value become spaces (RFC 9110 section
/// 5.5): a line end would let the author of the value add fields.
void append_fields(std::string& head, const Fields& fields);

/// One coding of one resource. Immutable, so any number of threads may send it.
struct Representation {
  std::string etag;         ///< strong validator of exactly these bytes, with its quotes
  std::string fields;       ///< field lines of a 200, each preceded by CRLF, including Content-Length
  std::string fields_304;   ///< field lines of a 304 (RFC 9110 section 15.4.5)
  std::string body;         ///< as sent, compressed
  bool has_ranges = false;  ///< whether ranges may be requested (RFC 9110 section 14)

  /// `fields` are the answer's fields except ETag, Content-Encoding and Content-Length; `coding` is "" for
  /// identity.
  static Representation make(std::string body, const Fields& fields, std::string_view coding = "",
                             bool has_ranges = false);

  /// Its memory, in bytes.
  [[nodiscard]] std::size_t bytes() const;
};

}  // namespace vitrine::http
