#pragma once
// What every renderer is told besides the CV itself.

#include <string>
#include <utility>
#include <vector>

namespace vitrine::render {

/// The addresses of a page. All are absolute URLs.
struct Addresses {
  std::string canonical;                                        ///< of this page
  std::vector<std::pair<std::string, std::string>> alternates;  ///< language tag, URL of the page in it
  std::vector<std::pair<std::string, std::string>> formats;     ///< label ("JSON"), URL of that format
};

}  // namespace vitrine::render
