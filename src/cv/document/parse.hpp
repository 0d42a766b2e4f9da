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

/// The place of a value in the text, in byte offsets. `children` have the same order as the members or
/// elements of the JSON value: walk both together.
struct Place {
  std::uint32_t key = 0;    ///< opening quote of a member's key; `begin` if there is no key
  std::uint32_t begin = 0;  ///< first byte of the value
  std::uint32_t end = 0;    ///< behind the last byte of the value
  std::vector<Place> children;
};

/// The members of a JSON object as a vector: in order, accessible by index, and appended without the key
/// search that Json::object_t does each time.
using Members = Json::object_t::Container;

struct Parsed {
  Json root;  ///< an object
  Place place;
};

/// Reads `bytes` as one JSON object (RFC 8259), keeping the order of keys. `findings` must be for the same
/// bytes. Each of these adds an error: more than `max_bytes`, a byte order mark, a byte that is not UTF-8, a
/// syntax error (only the first), a number beyond a double, a lone surrogate, nesting over `max_depth`, a
/// repeated key in an object (each one), a top level that is no object.
///
/// If the text could be read to its end, returns the result even with errors, so that the caller can check
/// the rest too; else returns nothing. Takes time n log n in the size of `bytes`.
std::optional<Parsed> parse(std::string_view bytes, Findings& findings,
                            std::size_t max_bytes = kMaxDocumentBytes, std::size_t max_depth = kMaxDepth);

/// The place that `pointer` (RFC 6901) leads to; nothing if it leads nowhere.
const Place* find_place(const Parsed& parsed, std::string_view pointer);

/// Offset behind the closing quote of the JSON string that opens at `quote` in well-formed JSON.
std::size_t end_of_string(std::string_view text, std::size_t quote);

}  // namespace vitrine::cv
