#pragma once
// What every renderer gets besides the CV.

#include <string>
#include <utility>
#include <vector>

namespace vitrine::render {

/// The addresses of a page. All are absolute URLs, but in a folder of files.
struct Addresses {
  std::string canonical;                                        ///< of this page; empty: not known
  std::vector<std::pair<std::string, std::string>> alternates;  ///< language tag, URL of the page in it
  std::vector<std::pair<std::string, std::string>> formats;     ///< label ("JSON"), URL of that format
  /// As `alternates`, for the links that readers follow; empty: those. May be relative, as in a folder of
  /// files.
  std::vector<std::pair<std::string, std::string>> navigation;
};

}  // namespace vitrine::render
