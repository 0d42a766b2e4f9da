#pragma once
// Parses JSON. Keeps the position of every value, and explains every error in plain words.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cv/document/document.hpp"
#include "cv/document/findings.hpp"

namespace vitrine::cv {

/// Where a value stands in the text, in byte offsets. `children` are in the order of the members or
/// elements of the JSON value that this is the place of: walk both side by side.
struct Place {
  std::uint32_t key = 0;    ///< of the opening quote of a member's key; `begin` where there is none
  std::uint32_t begin = 0;  ///< of the value's first byte
  std::uint32_t end = 0;    ///< behind the value's last byte
  std::vector<Place> children;
};

/// The members of a JSON object as the vector that they are: in order, by index, and appended to without
/// the search for the key that Json::object_t makes each time.
using Members = Json::object_t::Container;

struct Parsed {
  Json root;  ///< an object
  Place place;
};

/// Reads `bytes` as one JSON object (RFC 8259), key order kept. Adds an error to `findings`, which must be
/// over the same bytes, for each of: more than `max_bytes`, a byte order mark, a byte that is not
/// UTF-8, a syntax error (the first), a number beyond a double, a lone surrogate, nesting over `max_depth`,
/// a key that stands twice in an object (all of them), a top level that is no object.
///
/// Gives what was read where the text could be read to its end, even if there were errors, so that the
/// rest can be checked too; nothing where it could not. Takes time n log n in the size of `bytes`.
std::optional<Parsed> parse(std::string_view bytes, Findings& findings,
                            std::size_t max_bytes = kMaxDocumentBytes, std::size_t max_depth = kMaxDepth);

/// Where `pointer` (RFC 6901) leads in what was parsed; nothing where it leads nowhere.
const Place* find_place(const Parsed& parsed, std::string_view pointer);

/// Offset behind the closing quote of the JSON string that opens at `quote` in well-formed JSON.
std::size_t end_of_string(std::string_view text, std::size_t quote);

}  // namespace vitrine::cv
