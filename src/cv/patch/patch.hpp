#pragma once
// Changes a document by a patch: JSON Patch (RFC 6902) or JSON Merge Patch (RFC 7396). Keeps the order of
// keys.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/message.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::patch {

constexpr std::size_t kMaxOperations = 1000;
constexpr std::size_t kMaxCopiedBytes = std::size_t{1} << 20U;  ///< of all `copy` operations together

/// The reason why a patch cannot be applied.
struct Fault {
  enum class Kind {
    malformed,  ///< the patch is none: wrong JSON, a missing member, a wrong pointer
    conflict,   ///< the patch does not fit the document
    too_large,  ///< a limit is exceeded
  };
  Kind kind = Kind::malformed;
  std::optional<std::size_t> index;  ///< the operation at fault, from 0; nothing: the patch as a whole
  std::string op;                    ///< its `op` and `path` as given; may be empty
  std::string path;
  std::string pointer;  ///< JSON Pointer (RFC 6901) to the faulty value in the patch
  Message reason;       ///< for people
};

/// One line for people: "operation 2 (replace /basics/nme): nothing is at '/basics/nme'".
std::string to_line(const Fault& fault);

/// The patched value, or the fault.
struct Outcome {
  std::optional<Json> value;
  Fault fault;  ///< if there is no value
};

/// Reads a patch of at most `max_bytes`: any JSON value, with each key of an object once, nested little
/// deeper than a document may be.
Outcome read_patch(std::string_view bytes, std::size_t max_bytes);

/// The first fault that a JSON Patch has whatever the document is: a malformed operation, or too many;
/// nothing if there is none.
std::optional<Fault> fault_of_json_patch(const Json& patch);

/// Applies all operations in order, or none. The number of operations, the copied bytes, the depth of the
/// result and the total work are limited. The result may be larger than a document.
Outcome apply_json_patch(Json document, const Json& patch);

/// The total work is limited.
Outcome apply_merge_patch(Json document, const Json& patch);

/// A list is a JSON Patch, everything else a JSON Merge Patch: no document is a list.
Outcome apply_any_patch(Json document, const Json& patch);

/// The document as text: with the indentation of `before`, its text before the change.
std::string written_like(const Json& document, std::string_view before);

}  // namespace vitrine::cv::patch
