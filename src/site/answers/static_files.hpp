#pragma once
// A folder of static files, such as the Studio: read once at start, served from memory.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/server/resource.hpp"

namespace vitrine::site {

class StaticFiles {
 public:
  /// Reads all regular files under `folder`. Returns `invalid` if it is no folder, has no index.html, or
  /// holds more than 64 MiB; skips hidden files and symbolic links.
  static Result<StaticFiles> read(const std::string& folder, bool is_https);

  /// The file at `path`, relative to the folder; "" is index.html. An address of the application's own routes
  /// (its last segment has no dot) is index.html too. Null if there is no file.
  [[nodiscard]] const http::Resource* find(std::string_view path) const;

 private:
  std::map<std::string, std::unique_ptr<const http::Resource>, std::less<>> files_;
};

/// Whether a build put a digest of the content into the file's name ("main-5ZKQJ3XA.js"): the content under
/// such a name never changes, so a browser need not revalidate it (RFC 8246).
bool is_hashed_name(std::string_view name);

}  // namespace vitrine::site
