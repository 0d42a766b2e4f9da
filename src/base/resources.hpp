#pragma once
// Files compiled into the program: schemas, style sheets, themes.

#include <optional>
#include <span>
#include <string_view>

namespace vitrine::base {

/// One embedded file. Both views live as long as the program.
struct Resource {
  std::string_view name;   ///< path from the source root, with '/' ("schema/resume.schema.json")
  std::string_view bytes;  ///< the file's content, unchanged
};

/// Every embedded file, sorted by name.
std::span<const Resource> all_resources();

/// The content of the file with that name; nothing if there is none.
std::optional<std::string_view> find_resource(std::string_view name);

}  // namespace vitrine::base
