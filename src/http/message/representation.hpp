#pragma once
// A response prepared once and sent many times: its header is kept as bytes.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Appends field lines, each led by CRLF. A line end in a value would let whoever chose the value write
/// fields of their own: CR, LF and NUL become spaces (RFC 9110 section 5.5).
void append_fields(std::string& head, const Fields& fields);

/// One coding of one resource. Immutable once made, so any number of threads may send it.
struct Representation {
  std::string etag;         ///< strong validator of exactly these bytes, with its quotes
  std::string fields;       ///< field lines of a 200, each led by CRLF, Content-Length among them
  std::string fields_304;   ///< those of a 304 (RFC 9110 section 15.4.5)
  std::string body;         ///< as it goes out, coded
  bool has_ranges = false;  ///< whether parts may be asked for (RFC 9110 section 14)

  /// `fields` are those of the answer besides ETag, Content-Encoding and Content-Length; `coding` is "" for
  /// identity.
  static Representation make(std::string body, const Fields& fields, std::string_view coding = "",
                             bool has_ranges = false);

  /// Memory that it holds, in bytes.
  [[nodiscard]] std::size_t bytes() const;
};

}  // namespace vitrine::http
