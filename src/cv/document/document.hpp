#pragma once
// The stored document: a JSON Resume with Vitrine's additions, as its owner wrote it.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

namespace vitrine::cv {

/// JSON with the order of keys kept.
using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxDocumentBytes = std::size_t{256} * 1024;
constexpr std::size_t kMaxDepth = 64;  ///< nested objects and arrays, the outermost counted

/// A parsed document. `text` is the stored form: UTF-8, byte for byte the parsed input. So numbers beyond the
/// precision of a double and the owner's own layout survive.
struct Document {
  std::string text;
  Json root;
};

}  // namespace vitrine::cv
